// `merlon report results.json`: what was analysed earlier, in any format.
#include <algorithm>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/outputs.hpp"
#include "cli/pages.hpp"
#include "report/format.hpp"
#include "result/read_report.hpp"

namespace merlon::verbs {
namespace {

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const Format* format : formats::all()) names.push_back(format->name);
  return names;
}

std::optional<Report> read(const std::string& file, Sources& sources, Diagnostics& diagnostics) {
  auto text = read_file(file, kMostResultBytes);
  const uint32_t source = sources.add(file, text ? std::move(*text) : std::string());
  if (text) return read_report(sources, source, diagnostics);
  diagnostics.add("E0604", Span{source, 0, 0, 1}, fmt::format("`{}` can't be read: {}", file, text.error()));
  return std::nullopt;
}

// Every file, also after one that is wrong, so that all is told in one run.
std::vector<Report> read_all(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics) {
  std::vector<Report> out;
  std::optional<Theme> theme;
  read_theme_named(arguments, sources, diagnostics, theme);
  for (const std::string& file : arguments.all("RESULT")) {
    std::optional<Report> one = read(file, sources, diagnostics);
    if (!one) continue;
    one->theme = theme;
    out.push_back(std::move(*one));
  }
  return out;
}

bool read_places(const Arguments& arguments, std::vector<OutputPlace>& places, const Console& console) {
  std::vector<InputPlace> inputs = theme_input(arguments);
  for (const std::string& file : arguments.all("RESULT")) inputs.push_back({file, "a result"});
  if (!read_outputs(arguments, format_names(), inputs, places, console)) return false;
  const bool several = arguments.all("RESULT").size() > 1, pages = !arguments.one("html-dir").empty();
  if (several && (!places.empty() || !pages)) {
    console.err("merlon: several results make pages and an index\n  = help: name a folder for them, and no other output: `--html-dir DIR`\n");
    return false;
  }
  if (!arguments.all("theme").empty() && !pages && arguments.all("html").empty()) {
    console.err("merlon: `--theme` dresses pages, and none is asked for\n  = help: add `--html FILE` or `--html-dir DIR`\n");
    return false;
  }
  if (places.empty() && !pages) places.push_back({"text", "-"});
  return true;
}

int run(const Arguments& arguments, const Console& console) {
  std::vector<OutputPlace> places;
  if (!read_places(arguments, places, console)) return exit_usage;
  Sources sources;
  Diagnostics diagnostics;
  const std::vector<Report> reports = read_all(arguments, sources, diagnostics);
  if (!diagnostics.empty()) console.err(render(sources, diagnostics, console.colour) + "\n");
  if (diagnostics.has_errors()) return exit_usage;
  std::vector<FileContent> outputs;
  for (const OutputPlace& place : places) outputs.push_back(output_of(reports.front(), place));
  std::vector<const Report*> all;
  for (const Report& r : reports) all.push_back(&r);
  if (!arguments.one("html-dir").empty() && !add_pages(all, arguments.one("html-dir"), outputs, console)) return exit_usage;
  if (!write_outputs(outputs, console)) return exit_usage;
  return std::any_of(reports.begin(), reports.end(), [](const Report& r) { return r.incomplete; }) ? exit_incomplete : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positionals, "RESULT", "RESULT...", "what `merlon analyze --json` wrote", true}};
  for (const Format* format : formats::all()) list.push_back(output_option(format->name, format->help));
  for (OptionSpec& option : page_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& report() {
  static const Verb verb{"report", "show an earlier result in JSON again, in any format",
                         "Nothing is analysed: each format says what it said when the result was made, byte for byte.  Several results\n"
                         "make a page each and an index, the worst first.\n"
                         "\n"
                         "  merlon report result.json --html report.html\n"
                         "  merlon report card-fraud.json chat.json --html-dir reports\n"
                         "\n"
                         "Exit: 0 done, 2 input or usage wrong, 3 a result is incomplete.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
