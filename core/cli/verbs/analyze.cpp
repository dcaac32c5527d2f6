// `merlon analyze pipeline.toml`: the whole walk.
#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/version.hpp"
#include "cli/walk.hpp"
#include "report/format.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon::verbs {
namespace {

struct Gate {
  bool set = false, raised_only = false;
  Level level = Level::very_low;
};

// An empty level is wrong: a gate that a variable forgot to name would stand open.
bool read_gate(const Arguments& arguments, Gate& gate, const Console& console) {
  if (arguments.all("fail-on").empty()) return true;
  const std::string text = arguments.one("fail-on");
  const size_t colon = text.find(':');
  const std::string level = text.substr(0, colon);
  const auto it = std::find(kLevelWords.begin(), kLevelWords.end(), level);
  gate.raised_only = colon != std::string::npos && text.substr(colon) == ":raised";
  if (it == kLevelWords.end() || (colon != std::string::npos && !gate.raised_only)) {
    console.err(fmt::format("merlon: `--fail-on` takes a level ({}), or LEVEL:raised, not `{}`\n", listed(kLevelWords), printable(text)));
    return false;
  }
  gate.set = true;
  gate.level = static_cast<Level>(it - kLevelWords.begin());
  return true;
}

// Raised findings, and undecided verdicts by what they would be at worst, that no decision covers.
std::vector<const Rated*> stopped_by(const Gate& gate, const Assessment& a) {
  std::vector<const Rated*> out;
  const auto add = [&](const std::vector<Rated>& list) {
    for (const Rated& r : list) {
      if (r.residual.level >= gate.level && !r.decision) out.push_back(&r);
    }
  };
  if (gate.set) add(a.findings);
  if (gate.set && !gate.raised_only) add(a.undecided);
  return out;
}

int tell_gate(const Gate& gate, const Assessment& a, const Console& console) {
  const std::vector<const Rated*> stopped = stopped_by(gate, a);
  if (gate.set && gate.raised_only) console.err("merlon: the gate looks at raised findings only; undecided verdicts pass it\n");
  if (stopped.empty()) return exit_ok;
  std::string out = fmt::format("merlon: {} at {} or over without a decision:\n", stopped.size(), word(gate.level));
  for (size_t i = 0; i < stopped.size() && i < 20; ++i) {
    out += fmt::format("  {} {} ({})\n", word(stopped[i]->residual.level), printable(stopped[i]->id),
                       stopped[i]->cell->kind == VerdictKind::raised ? "raised" : "undecided");
  }
  if (stopped.size() > 20) out += fmt::format("  ... and {} more\n", stopped.size() - 20);
  console.err(out);
  return exit_gate;
}

// Decisions that cover nothing any more, or never did.
int tell_strict(const Walk& walk, const Console& console) {
  std::string list;
  size_t count = 0;
  for (const Decision& d : walk.assessment.decisions) {
    if (d.matched && !d.expired) continue;
    ++count;
    list += fmt::format("  {}: {} ({})\n", printable(d.doc->finding),
                        !d.matched ? "orphaned, no finding or undecided verdict has this name" : "expired since " + d.doc->until,
                        printable(place(walk.sources, d.doc->span)));
  }
  if (count == 0) return exit_ok;
  console.err(fmt::format("merlon: {} not hold (--strict):\n{}", count == 1 ? "1 decision does" : fmt::format("{} decisions do", count), list));
  return exit_gate;
}

struct Output {
  const Format* format;
  std::string path;
};

// Every file is written beside its place before the first is renamed; one that can't be written leaves no other half
// done, and standard output comes last.
bool write_outputs(const Report& report, const std::vector<Output>& outputs, const Console& console) {
  std::vector<FileContent> files;
  for (const Output& o : outputs) {
    if (o.path != "-") files.push_back({o.path, [&](const Outlet::Take& take) { send(*o.format, report, take); }});
  }
  if (const auto done = write_files(files); !done) {
    console.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(done.error().path), done.error().reason));
    return false;
  }
  for (const Output& o : outputs) {
    if (o.path == "-") send(*o.format, report, [&](std::string_view piece) { console.out(piece); });
  }
  return true;
}

bool same_file(const std::string& one, const std::string& other) {
  std::error_code error;
  const auto full = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  };
  const bool device = std::filesystem::is_character_file(one, error);
  if (one == other) return !device;
  return one != "-" && other != "-" && !device && full(one) == full(other);
}

// What is asked for, each in a place of its own that is not the input.
bool read_outputs(const Arguments& arguments, std::vector<Output>& outputs, const Console& console) {
  const std::string input = arguments.one("FILE");
  for (const Format* format : formats::all()) {
    const std::string option(format->name);
    if (arguments.all(option).empty()) continue;
    const std::string path = arguments.one(option);
    std::string wrong;
    if (path.empty() || path.starts_with("--")) wrong = "needs the name of a file, or `-` for standard output";
    if (same_file(path, input)) wrong = "would write over the description itself";
    if (same_file(path, decisions_beside(input))) wrong = "would write over the decisions beside the description";
    for (const Output& o : outputs) {
      if (same_file(path, o.path)) wrong = fmt::format("and `--{}` name the same place", o.format->name);
    }
    if (!wrong.empty()) {
      console.err(fmt::format("merlon: `--{}` {}\n", option, wrong));
      return false;
    }
    outputs.push_back({format, path});
  }
  return true;
}

bool read_jobs(const Arguments& arguments, unsigned& threads, const Console& console) {
  if (arguments.all("jobs").empty()) return true;
  const std::string text = arguments.one("jobs");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
  if (error == std::errc() && end == text.data() + text.size() && threads >= 1 && threads <= 256) return true;
  console.err(fmt::format("merlon: `--jobs` takes a number from 1 to 256, not `{}`\n", printable(text)));
  return false;
}

int run(const Arguments& arguments, const Console& console) {
  Gate gate;
  if (!read_gate(arguments, gate, console)) return exit_usage;
  WalkOptions options;
  options.today = arguments.one("today");
  if (!arguments.all("today").empty() && !is_day(options.today)) {
    console.err(fmt::format("merlon: `--today` takes a day of the calendar such as 2026-11-25, not `{}`\n", printable(options.today)));
    return exit_usage;
  }
  if (!read_jobs(arguments, options.threads, console)) return exit_usage;
  std::vector<Output> outputs;
  if (!read_outputs(arguments, outputs, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const bool walked = walk_to_assessment(*walk, arguments.one("FILE"), options);
  tell(*walk, console);
  if (!walked) return exit_usage;
  const FirstSteps first = first_steps(walk->assessment);
  const Report report = build_report({&walk->assessment, &first, &walk->sources, std::string(kVersion), walk->today, walk->house.rows});
  const bool to_stdout = std::any_of(outputs.begin(), outputs.end(), [](const Output& o) { return o.path == "-"; });
  if (!to_stdout && !arguments.flag("quiet")) {
    const auto& all = formats::all();
    const auto text = std::find_if(all.begin(), all.end(), [](const Format* f) { return f->name == "text"; });
    if (text != all.end()) outputs.push_back({*text, "-"});
  }
  if (!write_outputs(report, outputs, console)) return exit_usage;
  const int strict = arguments.flag("strict") ? tell_strict(*walk, console) : exit_ok;
  const int gated = std::max(strict, tell_gate(gate, walk->assessment, console));
  return report.incomplete || !walk->house.silent.empty() ? exit_incomplete : gated;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true}};
  for (const Format* format : formats::all()) {
    list.push_back({OptionSpec::Kind::value, fmt::format("--{}", format->name), "FILE|-",
                    fmt::format("{} (`-` is standard output)", format->help), false});
  }
  list.push_back({OptionSpec::Kind::value, "-j,--jobs", "N", "threads; the result is the same for every N", false});
  list.push_back({OptionSpec::Kind::value, "--fail-on", "LEVEL",
                  "exit 1 when a finding, or an undecided verdict at worst, reaches LEVEL; LEVEL:raised looks at findings only", false});
  list.push_back({OptionSpec::Kind::flag, "--strict", "", "exit 1 when a decision is expired, or no finding has its name", false});
  list.push_back({OptionSpec::Kind::value, "--today", "DATE", "the day on which decisions are held against their `until`", false});
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
