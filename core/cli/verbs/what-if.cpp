// `merlon what-if pipeline.toml --add rate-limiting@score`: what changes if the system were otherwise.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cli/changes.hpp"
#include "cli/diff_outputs.hpp"
#include "cli/sides.hpp"
#include "cli/version.hpp"

namespace merlon::verbs {
namespace {

bool says_something(const Arguments& arguments, const Console& console) {
  for (const char* option : {"add", "set", "remove"}) {
    if (!arguments.all(option).empty()) return true;
  }
  console.err("merlon: what if what?\n  = help: say it with `--add CONTROL@ELEMENT`, `--set ELEMENT.KEY=VALUE` or `--remove FLOW`\n");
  return false;
}

// What the description as it is was not told of already.
void tell_news(const Walk& walk, const Diagnostics& told, const Console& console) {
  Diagnostics news;
  for (const Diagnostic& d : walk.diagnostics.all()) {
    const auto same = [&](const Diagnostic& other) { return other.code == d.code && other.message == d.message; };
    if (std::none_of(told.all().begin(), told.all().end(), same)) news.add(d);
  }
  if (!news.empty()) console.err(render(walk.sources, news, console.colour) + "\n");
}

// The changed text instead of the one that was read; nothing is written.
bool walk_changed(Walk& walk, const Arguments& arguments, const WalkOptions& options, const Console& console) {
  auto editor = PipelineEditor::open(walk.sources, walk.texts.description, TomlLimits{}, walk.diagnostics);
  if (!editor || !make_changes(arguments, *walk.graph, *editor, walk.sources, console)) return false;
  walk.texts.description = editor->file();
  const Diagnostics told = std::exchange(walk.diagnostics, {});
  const bool good = texts_to_graph(walk, options) && graph_to_assessment(walk, options);
  if (!good) console.err("merlon: changed like this, the description would be wrong:\n");
  tell_news(walk, told, console);
  return good;
}

int run(const Arguments& arguments, const Console& console) {
  WalkOptions options;
  std::vector<OutputPlace> places;
  if (!says_something(arguments, console) || !read_walk_options(arguments, options, console)) return exit_usage;
  if (!read_diff_places(arguments, inputs_of(arguments.one("FILE"), arguments), places, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const bool walked = walk_to_assessment(*walk, arguments.one("FILE"), options);
  tell(*walk, console);
  if (!walked) return exit_usage;
  const Side before{standing_of(*walk), *walk->doc};
  if (!walk_changed(*walk, arguments, options, console)) return exit_usage;
  const Side after{standing_of(*walk), *walk->doc};
  Diff diff = diff_of({&before.standing, &*before.doc}, {&after.standing, &*after.doc}, walk->sources, rerun_of(*walk, options, after.standing.today));
  diff.version = std::string(kVersion);
  diff.after.file = "what if";
  for (EditRow& edit : diff.edits) edit.place.clear();  // the changed text is in no file
  if (!write_diff(diff, places, console)) return exit_usage;
  return diff.incomplete() || !walk->house.silent.empty() ? exit_incomplete : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true}};
  for (const auto& more : {change_options(), diff_options(), walk_options(), house_options()}) list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

const Verb& what_if() {
  static const Verb verb{"what-if", "what changes if a control stood somewhere, a fact were otherwise or a flow were gone",
                         "The description is changed in memory and analysed again; the file stays as it is.\n"
                         "\n"
                         "  merlon what-if pipeline.toml --add human-approval@assistant --remove web..crawl\n"
                         "\n"
                         "Exit: 0 whatever changes, 2 input or usage wrong, 3 incomplete.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
