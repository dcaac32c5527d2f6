// `merlon analyze pipeline.toml`: the whole walk.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/gate.hpp"
#include "cli/outputs.hpp"
#include "cli/passes.hpp"
#include "cli/sides.hpp"
#include "cli/text_passes.hpp"
#include "cli/times.hpp"
#include "cli/version.hpp"
#include "report/format.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon::verbs {
namespace {

const Format& format_named(std::string_view name) {
  const auto& all = formats::all();
  return **std::find_if(all.begin(), all.end(), [&](const Format* f) { return f->name == name; });
}

FileContent output_of(const Report& report, const OutputPlace& place) {
  return {place.path, [&report, &format = format_named(place.option)](const Outlet::Take& take) { send(format, report, take); }};
}

// A baseline without a gate would decide nothing, and one of another pipeline would let anything pass by its name.
bool baseline_makes_sense(const Arguments& arguments, const Gate& gate, const Console& console) {
  if (arguments.all("baseline").empty()) return true;
  if (arguments.one("baseline").empty()) {
    console.err("merlon: `--baseline` needs the name of a file\n");
    return false;
  }
  if (gate.set) return true;
  console.err("merlon: `--baseline` says what `--fail-on` lets pass, and there is no `--fail-on`\n  = help: add `--fail-on LEVEL`, or compare with `merlon diff`\n");
  return false;
}

bool of_one_pipeline(const Standing& before, const Standing& after, const Console& console) {
  if (before.pipeline == after.pipeline) return true;
  console.err(fmt::format("merlon: the baseline `{}` is of the pipeline `{}`, not of `{}`\n  = help: write it anew: `merlon analyze {} --json FILE`\n",
                          printable(before.file), printable(before.pipeline), printable(after.pipeline), printable(after.file)));
  return false;
}

// Decisions that cover nothing any more, or never did.
std::string broken_decisions(const Walk& walk) {
  std::string list;
  size_t count = 0;
  for (const Decision& d : walk.assessment.decisions) {
    if (d.matched ? !d.expired : !d.asked) continue;
    ++count;
    list += fmt::format("  {}: {} ({})\n", printable(d.doc->finding),
                        !d.matched ? "orphaned, no finding or undecided verdict has this name" : "expired, its last day was " + d.doc->until,
                        printable(place(walk.sources, d.doc->span)));
  }
  if (count == 0) return {};
  return fmt::format("merlon: {} not hold (--strict):\n{}", count == 1 ? "1 decision does" : fmt::format("{} decisions do", count), list);
}

struct Asked {
  std::optional<PassTimes> times;
  bool times_as_json = false;
  bool strict = false;
  Gate gate;
  WalkOptions options;
  std::string file, baseline;
  std::vector<OutputPlace> places;
};

bool read_times(const Arguments& arguments, Asked& asked, const Console& console) {
  if (arguments.all("time-passes").empty()) return true;
  const std::string how = arguments.one("time-passes");
  if (how != "text" && how != "json") {
    console.err(fmt::format("merlon: `--time-passes` is text or json, not `{}`\n", printable(how)));
    return false;
  }
  asked.times_as_json = how == "json";
  asked.options.times = &asked.times.emplace(&read_clock);
  return true;
}

bool read_emits(const Arguments& arguments, const std::vector<InputPlace>& inputs, std::vector<OutputPlace>& places, const Console& console) {
  for (const std::string& typed : arguments.all("emit")) {
    std::optional<OutputPlace> place = emit_place(typed);
    if (!place) {
      console.err(fmt::format("merlon: `--emit {}` is not EMITTER=FILE\n  = help: for example `--emit acme-csv=findings.csv`; `--print-passes` lists emitters\n", printable(typed)));
      return false;
    }
    if (!take_output(std::move(*place), inputs, places, console)) return false;
  }
  return true;
}

bool read_asked(const Arguments& arguments, Asked& asked, const Console& console) {
  if (!read_gate(arguments, asked.gate, console) || !baseline_makes_sense(arguments, asked.gate, console)) return false;
  if (!read_walk_options(arguments, asked.options, console)) return false;
  if (!read_times(arguments, asked, console)) return false;
  asked.strict = arguments.flag("strict");
  asked.file = arguments.one("FILE");
  if (asked.file.empty()) {
    console.err("merlon: FILE is required\n  = help: `merlon analyze --help` shows what it takes\n");
    return false;
  }
  asked.baseline = arguments.one("baseline");
  std::vector<std::string_view> formats;
  for (const Format* format : formats::all()) formats.push_back(format->name);
  std::vector<InputPlace> inputs = inputs_of(asked.file, arguments);
  if (!asked.baseline.empty()) inputs.insert(inputs.end(), {{asked.baseline, "the baseline"}, {decisions_beside(asked.baseline), "the decisions beside the baseline"}});
  if (!read_outputs(arguments, formats, inputs, asked.places, console)) return false;
  if (!read_emits(arguments, inputs, asked.places, console)) return false;
  const bool to_stdout = std::any_of(asked.places.begin(), asked.places.end(), [](const OutputPlace& p) { return p.path == "-"; });
  if (!to_stdout && !arguments.flag("quiet")) asked.places.push_back({"text", "-"});
  return true;
}

// A gate says nothing of what nobody asked, and says so.
void tell_not_asked(const Gate& gate, size_t not_asked, size_t asked, const Console& console) {
  if (!gate.set || not_asked == 0) return;
  console.err(fmt::format("merlon: `--fail-on` says nothing of {} of {} threats: the list of passes leaves them out\n", not_asked, not_asked + asked));
}

// The description first and the baseline after it, both in any case: all that is wrong is told in one run.
struct Found {
  std::string strict;    ///< what `--strict` says of the description's own decisions; empty when all hold
  std::optional<Report> report;
  size_t threats = 0;    ///< that were asked
  std::optional<Standing> now;
  std::optional<Side> before;
};

Found find(Walk& walk, const Asked& asked, const Passes& passes) {
  Found out;
  if (walk_to_assessment(walk, asked.file, asked.options)) {
    PassTimes* times = asked.options.times;
    out.threats = walk.verdicts.threats.size();
    std::optional<FirstSteps> first;
    std::optional<Stories> stories;
    if (passes.stories) timed(times, "stories", [&] { stories = tell_stories(walk.assessment); });
    if (passes.plan) timed(times, "plan", [&] { first = first_steps(walk.assessment); });
    std::optional<Losses> losses;
    const NamedScorer& scorer = passes.scorer;
    bool good = true;
    if (scorer.pass != nullptr) timed(times, std::string(scorer.id), [&] { good = price(walk, *scorer.pass, scorer.plugin, passes.scorer_options, losses); });
    if (!good) return out;
    timed(times, "report", [&] {
      out.report = build_report({&walk.assessment, first ? &*first : nullptr, stories ? &*stories : nullptr, losses ? &*losses : nullptr, &walk.sources,
                                 std::string(kVersion), walk.today, walk.passes, std::string(scorer.id), walk.house.rows});
    });
    if (asked.strict) out.strict = broken_decisions(walk);
    if (!asked.baseline.empty()) out.now = standing_of(walk);
  }
  WalkOptions again = asked.options;
  again.times = nullptr;
  if (!asked.baseline.empty()) out.before = read_side(walk, asked.baseline, again);
  return out;
}

bool all_read(const Found& found, const Asked& asked, const Console& console) {
  if (!found.report || found.before.has_value() == asked.baseline.empty()) return false;
  return !found.before || of_one_pipeline(found.before->standing, *found.now, console);
}

constexpr std::array<std::string_view, 3> kPrints = {"print-passes", "print-pipeline", "print-plan"};

bool prints(const Arguments& arguments) {
  return std::any_of(kPrints.begin(), kPrints.end(), [&](std::string_view flag) { return arguments.flag(std::string(flag)); });
}

// What is asked for of the passes, instead of a run.
int print(const Arguments& arguments, Walk& walk, const Console& console) {
  const std::optional<Passes> passes = read_passes(arguments, walk, arguments.one("FILE"));
  tell(walk, console);
  if (!passes) return exit_usage;
  if (arguments.flag("print-passes")) console.out(list_of_passes(walk.house));
  if (arguments.flag("print-pipeline")) console.out(text_of(passes->list) + "\n");
  if (arguments.flag("print-plan")) console.out(plan_of_passes(walk.house, *passes));
  return walk.house.silent.empty() ? exit_ok : exit_incomplete;
}

struct Emit {
  NamedTextPass by;
  std::string path;
};

// All that are wrong are told.
std::optional<std::vector<Emit>> emitters_of(const Asked& asked, Walk& walk) {
  std::vector<Emit> out;
  bool good = true;
  for (const OutputPlace& place : asked.places) {
    if (place.emitter.empty()) continue;
    auto by = text_pass_named(place.emitter, MRL_PASS_EMITTER, "--emit", walk);
    good = good && by.has_value();
    if (by) out.push_back({std::move(*by), place.path});
  }
  return good ? std::optional(std::move(out)) : std::nullopt;
}

// False when one failed: its file is not written, the others are.
bool emit(const std::vector<Emit>& emitters, const Report& report, std::vector<FileContent>& outputs, const Console& console) {
  if (emitters.empty()) return true;
  const std::string result = text_in(format_named("json"), report);
  bool all = true;
  for (const Emit& one : emitters) {
    MadeText made = run_text(*one.by.pass, result, one.by.settings);
    if (!made.failure.empty()) {
      console.err(fmt::format("merlon: the emitter `{}` of the plugin `{}` failed: {}; `{}` is not written\n", one.by.pass->id, one.by.plugin, made.failure, printable(one.path)));
      all = false;
      continue;
    }
    outputs.push_back({one.path, [text = std::move(made.text)](const Outlet::Take& take) { take(text); }});
  }
  return all;
}

int run(const Arguments& arguments, const Console& console) {
  Asked asked;
  if (!prints(arguments) && !read_asked(arguments, asked, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  if (prints(arguments)) return print(arguments, *walk, console);
  const std::optional<Passes> passes = read_passes(arguments, *walk, asked.file);
  if (!passes) return tell(*walk, console), exit_usage;
  asked.options.selection = &passes->selection;
  walk->passes = text_of(passes->list);
  const std::optional<std::vector<Emit>> emitters = emitters_of(asked, *walk);
  if (!emitters) return tell(*walk, console), exit_usage;
  const Found found = find(*walk, asked, *passes);
  tell(*walk, console);
  if (!all_read(found, asked, console)) return exit_usage;
  std::vector<FileContent> outputs;
  for (const OutputPlace& place : asked.places) {
    if (place.emitter.empty()) outputs.push_back(output_of(*found.report, place));
  }
  const bool all_emitted = emit(*emitters, *found.report, outputs, console);
  bool written = false;
  timed(asked.options.times, "write", [&] { written = write_outputs(outputs, console); });
  if (asked.times) console.err(asked.times_as_json ? times_as_json(*asked.times) : times_as_text(*asked.times));
  if (!written) return exit_usage;
  tell_not_asked(asked.gate, found.report->not_asked.size(), found.threats, console);
  const int gated = found.before ? tell_gate(asked.gate, compare(found.before->standing, *found.now), asked.baseline, console)
                                 : tell_gate(asked.gate, walk->assessment, console);
  console.err(found.strict);
  const bool blind = found.before && found.before->standing.incomplete;
  return found.report->incomplete || !walk->house.silent.empty() || blind || !all_emitted ? exit_incomplete : !found.strict.empty() ? std::max<int>(exit_gate, gated) : gated;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system; not for --print-...", false}};
  for (const Format* format : formats::all()) list.push_back(output_option(format->name, format->help));
  list.push_back({OptionSpec::Kind::values, "--emit", "EMITTER=FILE|-", "what an emitter of a plugin makes of the result; `--print-passes` lists them", false});
  for (OptionSpec& option : walk_options()) list.push_back(std::move(option));
  list.push_back({OptionSpec::Kind::value, "--fail-on", "LEVEL",
                  "exit 1 when a finding, or an undecided verdict at worst, reaches LEVEL; LEVEL:raised looks at findings only", false});
  list.push_back({OptionSpec::Kind::flag, "--strict", "", "exit 1 when a decision is expired, or no finding has its name", false});
  list.push_back({OptionSpec::Kind::value, "--baseline", "FILE",
                  "with --fail-on: let pass what FILE (an earlier result in JSON, or description) had and what is no worse now", false});
  list.push_back({OptionSpec::Kind::value, "--passes", "LIST",
                  "what to run, or a name that merlon.toml beside FILE gives it; else " + std::string(kEveryPass), false});
  list.push_back({OptionSpec::Kind::flag, "--print-passes", "", "list every pass there is, and stop", false});
  list.push_back({OptionSpec::Kind::flag, "--print-pipeline", "", "print LIST as it is understood, and stop", false});
  list.push_back({OptionSpec::Kind::flag, "--print-plan", "", "print what LIST would run, in which order and for whom, and stop", false});
  list.push_back({OptionSpec::Kind::value, "--time-passes", "text|json", "what each pass took, on standard error", false});
  list.push_back({OptionSpec::Kind::flag, "-q,--quiet", "", "print no summary", false});
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& analyze() {
  static const Verb verb{"analyze", "find the threats of a described ML system and rate them",
                         "Exit: 0 done, 1 stopped by --fail-on or --strict, 2 input or usage wrong, 3 incomplete (a plugin could not speak), 70 our bug.\n"
                         "Example: merlon analyze pipeline.toml --html report.html --json result.json",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
