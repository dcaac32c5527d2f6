// `merlon analyze pipeline.toml`: the whole walk.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/gate.hpp"
#include "cli/outputs.hpp"
#include "cli/pages.hpp"
#include "cli/text_passes.hpp"
#include "cli/times.hpp"
#include "report/format.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon::verbs {
namespace {

bool baseline_is_named(const Arguments& arguments, const Console& console) {
  if (arguments.all("baseline").empty() || !arguments.one("baseline").empty()) return true;
  console.err("merlon: `--baseline` needs the name of a file\n");
  return false;
}

// One of another pipeline would let anything pass by its name.
bool of_one_pipeline(const Standing& before, const Standing& after, const Console& console) {
  if (before.pipeline == after.pipeline) return true;
  console.err(fmt::format("merlon: the baseline `{}` is of the pipeline `{}`, not of `{}`\n  = help: write it anew: `merlon analyze {} --json FILE`\n",
                          printable(before.file), printable(before.pipeline), printable(after.pipeline), printable(after.file)));
  return false;
}

struct Asked {
  std::optional<PassTimes> times;
  bool times_as_json = false;
  Gate gate;
  std::vector<std::string> files;
  AnalysisRequest request;  ///< of the first file
  std::vector<OutputPlace> places;
  std::string folder;       ///< of `--html-dir`; empty: none
  std::vector<InputPlace> inputs;
  std::optional<Theme> theme;
};

bool read_times(const Arguments& arguments, Asked& asked, const Console& console) {
  if (arguments.all("time-passes").empty()) return true;
  const std::string how = arguments.one("time-passes");
  if (how != "text" && how != "json") {
    console.err(fmt::format("merlon: `--time-passes` is text or json, not `{}`\n", printable(how)));
    return false;
  }
  asked.times_as_json = how == "json";
  asked.request.options.times = &asked.times.emplace(&read_clock);
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

// What is of one description can't be asked of several.
bool of_one(const Arguments& arguments, const Console& console) {
  std::vector<std::string_view> names = {"emit", "baseline", "time-passes"};
  for (const Format* format : formats::all()) names.push_back(format->name);
  for (const std::string_view name : names) {
    if (arguments.all(std::string(name)).empty()) continue;
    console.err(fmt::format("merlon: `--{}` is of one pipeline, and {} are named\n  = help: `--html-dir DIR` makes a page of each and an index; or run merlon once for each\n", name, arguments.all("FILE").size()));
    return false;
  }
  return true;
}

bool read_asked(const Arguments& arguments, Asked& asked, const Console& console) {
  if (!read_gate(arguments, asked.gate, console) || !baseline_is_named(arguments, console)) return false;
  if (!read_walk_options(arguments, asked.request.options, console)) return false;
  if (!read_times(arguments, asked, console) || !read_folder(arguments, asked.folder, console)) return false;
  asked.request.strict = arguments.flag("strict");
  asked.files = arguments.all("FILE");
  if (asked.files.empty() || asked.files.front().empty()) {
    console.err("merlon: FILE is required\n  = help: `merlon analyze --help` shows what it takes\n");
    return false;
  }
  if (asked.files.size() > 1 && !of_one(arguments, console)) return false;
  asked.request.file = asked.files.front();
  asked.request.baseline = arguments.one("baseline");
  const std::string& baseline = asked.request.baseline;
  std::vector<std::string_view> formats;
  for (const Format* format : formats::all()) formats.push_back(format->name);
  std::vector<InputPlace>& inputs = asked.inputs;
  for (const std::string& file : asked.files) {
    for (InputPlace& input : inputs_of(file, arguments)) inputs.push_back(std::move(input));
  }
  for (InputPlace& theme : theme_input(arguments)) inputs.push_back(std::move(theme));
  if (!baseline.empty()) inputs.insert(inputs.end(), {{baseline, "the baseline"}, {decisions_beside(baseline), "the decisions beside the baseline"}});
  if (!read_outputs(arguments, formats, inputs, asked.places, console)) return false;
  if (!read_emits(arguments, inputs, asked.places, console)) return false;
  const bool to_stdout = std::any_of(asked.places.begin(), asked.places.end(), [](const OutputPlace& p) { return p.path == "-"; });
  if (!to_stdout && !arguments.flag("quiet") && asked.files.size() == 1) asked.places.push_back({"text", "-"});
  return true;
}

// A gate says nothing of what nobody asked, and says so.
void tell_not_asked(const Gate& gate, size_t not_asked, size_t asked, const Console& console) {
  if (!gate.set || not_asked == 0) return;
  console.err(fmt::format("merlon: `--fail-on` says nothing of {} of {} threats: the list of passes leaves them out\n", not_asked, not_asked + asked));
}

bool all_read(const Analysis& found, const Asked& asked, const Console& console) {
  if (!found.report || found.before.has_value() == asked.request.baseline.empty()) return false;
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

// A description with what it was analysed by; the walk owns what the analysis borrows.
struct Analysed {
  std::unique_ptr<Walk> walk;
  Passes passes;
  std::vector<Emit> emitters;
  Analysis analysis;
};

// As far as the report; nothing when something is wrong, which is then told.
std::optional<Analysed> analysed(const Arguments& arguments, Asked& asked, const std::string& file, const Console& console) {
  int code = exit_ok;
  Analysed out{start_walk(arguments, console, code), {}, {}, {}};
  if (!out.walk) return std::nullopt;
  Walk& walk = *out.walk;
  std::optional<Passes> passes = read_passes(arguments, walk, file);
  if (!passes) return tell(walk, console), std::nullopt;
  out.passes = std::move(*passes);
  asked.request.file = file;
  asked.request.options.selection = &out.passes.selection;
  walk.passes = text_of(out.passes.list);
  std::optional<std::vector<Emit>> emitters = emitters_of(asked, walk);
  if (!emitters) return tell(walk, console), std::nullopt;
  out.emitters = std::move(*emitters);
  out.analysis = analyse(walk, asked.request, out.passes);
  tell(walk, console);
  if (!all_read(out.analysis, asked, console)) return std::nullopt;
  out.analysis.report->theme = asked.theme;
  return out;
}

// Once, however many files there are.
bool read_theme_of_all(const Arguments& arguments, Asked& asked, const Console& console) {
  Sources sources;
  Diagnostics diagnostics;
  if (read_theme_named(arguments, sources, diagnostics, asked.theme)) return true;
  console.err(render(sources, diagnostics, console.colour) + "\n");
  return false;
}

// What the gate and `--strict` say of it.
int judged(const Analysed& one, const Asked& asked, const Console& console) {
  const Analysis& found = one.analysis;
  tell_not_asked(asked.gate, found.report->not_asked.size(), found.threats, console);
  const int gated = found.before ? tell_gate(asked.gate, compare(found.before->standing, *found.now), asked.request.baseline, console)
                                 : tell_gate(asked.gate, one.walk->assessment, console);
  console.err(found.strict);
  const bool blind = found.before && found.before->standing.incomplete;
  if (found.report->incomplete || !one.walk->house.silent.empty() || blind) return exit_incomplete;
  return !found.strict.empty() ? std::max<int>(exit_gate, gated) : gated;
}

// Everything is analysed before anything is written: one that is wrong leaves the folder as it was.
int run_several(const Arguments& arguments, Asked& asked, const Console& console) {
  std::vector<Analysed> all;
  for (const std::string& file : asked.files) {
    std::optional<Analysed> one = analysed(arguments, asked, file, console);
    if (one) all.push_back(std::move(*one));
  }
  if (all.size() < asked.files.size()) return exit_usage;
  std::vector<NamedReport> reports;
  for (const Analysed& one : all) reports.push_back({&*one.analysis.report, one.analysis.report->file});
  std::vector<FileContent> outputs;
  if (!asked.folder.empty() && !add_pages(reports, asked.folder, asked.inputs, asked.places, outputs, console)) return exit_usage;
  if (!write_outputs(outputs, console)) return exit_usage;
  if (!arguments.flag("quiet")) {
    for (const auto& [r, file] : reports) console.out(fmt::format("{} ({}): {}\n", printable(r->pipeline_name), printable(r->pipeline_id), printable(r->headline)));
  }
  int code = exit_ok;
  for (const Analysed& one : all) {
    if (asked.gate.set || asked.request.strict) console.err(fmt::format("merlon: of `{}`:\n", printable(one.analysis.report->file)));
    code = std::max(code, judged(one, asked, console));
  }
  return code;
}

int run_one(const Arguments& arguments, Asked& asked, const Console& console) {
  const std::optional<Analysed> one = analysed(arguments, asked, asked.files.front(), console);
  if (!one) return exit_usage;
  const Report& report = *one->analysis.report;
  std::vector<FileContent> outputs;
  for (const OutputPlace& place : asked.places) {
    if (place.emitter.empty()) outputs.push_back(output_of(report, place));
  }
  if (!asked.folder.empty() && !add_pages({{&report, report.file}}, asked.folder, asked.inputs, asked.places, outputs, console)) return exit_usage;
  const bool all_emitted = emit(one->emitters, report, outputs, console);
  bool written = false;
  timed(asked.request.options.times, "write", [&] { written = write_outputs(outputs, console); });
  if (asked.times) console.err(asked.times_as_json ? times_as_json(*asked.times) : times_as_text(*asked.times));
  if (!written) return exit_usage;
  const int code = judged(*one, asked, console);
  return all_emitted ? code : exit_incomplete;
}

int run(const Arguments& arguments, const Console& console) {
  Asked asked;
  if (!prints(arguments)) {
    if (!read_asked(arguments, asked, console) || !read_theme_of_all(arguments, asked, console)) return exit_usage;
    return asked.files.size() > 1 ? run_several(arguments, asked, console) : run_one(arguments, asked, console);
  }
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  return walk ? print(arguments, *walk, console) : code;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positionals, "FILE", "FILE...", "the description of the ML system, or several; not for --print-...", false}};
  for (const Format* format : formats::all()) list.push_back(output_option(format->name, format->help));
  for (OptionSpec& option : page_options()) list.push_back(std::move(option));
  list.push_back({OptionSpec::Kind::values, "--emit", "EMITTER=FILE|-", "what an emitter of a plugin makes of the result; `--print-passes` lists them", false});
  for (OptionSpec& option : walk_options()) list.push_back(std::move(option));
  list.push_back({OptionSpec::Kind::value, "--fail-on", "LEVEL",
                  "exit 1 when a finding, or an undecided verdict at worst, reaches LEVEL; LEVEL:raised looks at findings only", false});
  list.push_back({OptionSpec::Kind::flag, "--strict", "", "exit 1 when a decision is expired, or no finding has its name", false});
  list.push_back({OptionSpec::Kind::value, "--baseline", "FILE",
                  "FILE is an earlier result in JSON, or a description: say what has changed since; --fail-on lets pass what it had and what is no worse now", false});
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
