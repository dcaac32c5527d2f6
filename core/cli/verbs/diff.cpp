// `merlon diff OLD NEW`: what a change of the description does to the threats, and which edit of it does that.
#include "cli/diff_outputs.hpp"
#include "cli/sides.hpp"
#include "cli/version.hpp"

namespace merlon::verbs {
namespace {

DiffInput input_of(const Side& side) { return {&side.standing, side.doc ? &*side.doc : nullptr}; }

int run(const Arguments& arguments, const Console& console) {
  WalkOptions options;
  if (!read_walk_options(arguments, options, console)) return exit_usage;
  std::vector<OutputPlace> places;
  std::vector<InputPlace> inputs = inputs_of(arguments.one("OLD"), arguments);
  for (InputPlace& input : inputs_of(arguments.one("NEW"), arguments)) inputs.push_back(std::move(input));
  if (!read_diff_places(arguments, inputs, places, console)) return exit_usage;
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
  if (!write_diff(diff, places, console)) return exit_usage;
  return diff.incomplete() || !walk->house.silent.empty() ? exit_incomplete : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {
      {OptionSpec::Kind::positional, "OLD", "OLD", "the earlier description, or a result of `merlon analyze --json`", true},
      {OptionSpec::Kind::positional, "NEW", "NEW", "the later one", true}};
  for (const auto& more : {diff_options(), walk_options(), house_options()}) list.insert(list.end(), more.begin(), more.end());
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
