// `merlon diff OLD NEW`: what a change of the description does to the threats, and which edit of it does that.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/outputs.hpp"
#include "cli/sides.hpp"
#include "cli/version.hpp"

namespace merlon::verbs {
namespace {

const DiffFormat& format_named(std::string_view name) {
  const auto& all = diff_formats::all();
  return **std::find_if(all.begin(), all.end(), [&](const DiffFormat* f) { return f->name == name; });
}

FileContent output_of(const Diff& diff, const OutputPlace& place) {
  return {place.path, [&diff, &format = format_named(place.option)](const Outlet::Take& take) {
            Outlet out(take);
            format.write(diff, out);
            out.finish();
          }};
}

bool read_places(const Arguments& arguments, std::vector<OutputPlace>& places, const Console& console) {
  std::vector<std::string_view> formats;
  for (const DiffFormat* format : diff_formats::all()) formats.push_back(format->name);
  if (!read_outputs(arguments, formats, {{arguments.one("OLD"), "what is read"}, {arguments.one("NEW"), "what is read"}}, places, console)) return false;
  const bool to_stdout = std::any_of(places.begin(), places.end(), [](const OutputPlace& p) { return p.path == "-"; });
  if (!to_stdout && !arguments.flag("quiet")) places.push_back({"text", "-"});
  return true;
}

DiffInput input_of(const Side& side) { return {&side.standing, side.doc ? &*side.doc : nullptr}; }

int run(const Arguments& arguments, const Console& console) {
  WalkOptions options;
  if (!read_walk_options(arguments, options, console)) return exit_usage;
  std::vector<OutputPlace> places;
  if (!read_places(arguments, places, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const std::optional<Side> before = read_side(*walk, arguments.one("OLD"), options);
  const std::optional<Side> after = read_side(*walk, arguments.one("NEW"), options);
  tell(*walk, console);
  if (!before || !after) return exit_usage;
  const std::string& today = after->standing.today.empty() ? before->standing.today : after->standing.today;
  Diff diff = diff_of(input_of(*before), input_of(*after), walk->sources, rerun_of(*walk, options, today));
  diff.version = std::string(kVersion);
  std::vector<FileContent> outputs;
  for (const OutputPlace& place : places) outputs.push_back(output_of(diff, place));
  if (!write_outputs(outputs, console)) return exit_usage;
  return diff.incomplete() || !walk->house.silent.empty() ? exit_incomplete : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {
      {OptionSpec::Kind::positional, "OLD", "OLD", "the earlier description, or a result of `merlon analyze --json`", true},
      {OptionSpec::Kind::positional, "NEW", "NEW", "the later one", true}};
  for (const DiffFormat* format : diff_formats::all()) list.push_back(output_option(format->name, format->help));
  for (OptionSpec& option : walk_options()) list.push_back(std::move(option));
  list.push_back({OptionSpec::Kind::flag, "-q,--quiet", "", "print no summary", false});
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& diff() {
  static const Verb verb{"diff", "what a change of the description does to its threats, and which edit does that",
                         "New, lost sight of (raised before, undecided now), worse, confirmed, better, settled and gone.  Of two\n"
                         "descriptions every difference is traced to the edits that made it: they are undone in memory, one by one.\n"
                         "\n"
                         "  merlon diff old.toml pipeline.toml --markdown comment.md\n"
                         "\n"
                         "Exit: 0 whatever differs, 2 input or usage wrong, 3 incomplete; `merlon analyze --baseline` is the gate.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
