// `--jobs` and `--today`, for every verb that walks as far as the assessment.
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/walk.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon {
namespace {

bool read_jobs(const Arguments& arguments, unsigned& threads, const Console& console) {
  if (arguments.all("jobs").empty()) return true;
  const std::string text = arguments.one("jobs");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
  if (error == std::errc() && end == text.data() + text.size() && threads >= 1 && threads <= 256) return true;
  console.err(fmt::format("merlon: `--jobs` takes a number from 1 to 256, not `{}`\n", printable(text)));
  return false;
}

}  // namespace

bool read_walk_options(const Arguments& arguments, WalkOptions& options, const Console& console) {
  options.today = arguments.one("today");
  if (!arguments.all("today").empty() && !is_day(options.today)) {
    console.err(fmt::format("merlon: `--today` takes a day of the calendar such as 2026-11-25, not `{}`\n", printable(options.today)));
    return false;
  }
  return read_jobs(arguments, options.threads, console);
}

std::vector<OptionSpec> walk_options() {
  return {{OptionSpec::Kind::value, "-j,--jobs", "N", "threads; the result is the same for every N", false},
          {OptionSpec::Kind::value, "--today", "DATE", "the day on which decisions are held against their `until`", false}};
}

}  // namespace merlon
