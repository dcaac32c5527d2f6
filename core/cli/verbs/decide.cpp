// `merlon decide FILE FINDING --treatment WORD --reason TEXT`: writes the team's answer to a finding beside its pipeline.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/walk.hpp"
#include "risk/decisions.hpp"
#include "syntax/edit/pipeline_editor.hpp"
#include "syntax/edit/toml_write.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon::verbs {
namespace {

int wrong(std::string_view message, std::string_view help, const Console& console) {
  console.err(fmt::format("merlon: {}\n{}", message, help.empty() ? "" : fmt::format("  = help: {}\n", help)));
  return exit_usage;
}

struct Wanted {
  std::string file, finding, treatment, reason, by, ticket, until, in;
};

// Everything that is wrong with what was typed, at once.
bool read_wanted(const Arguments& arguments, Wanted& w, const Console& console) {
  w = {arguments.one("FILE"), lower_case(arguments.one("FINDING")), arguments.one("treatment"), arguments.one("reason"), arguments.one("by"),
       arguments.one("ticket"), arguments.one("until"), arguments.one("in")};
  size_t errors = 0;
  const auto check = [&](bool good, const std::string& message, std::string_view help) {
    if (!good) wrong(message, help, console), ++errors;
  };
  const auto blank = [](const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; };
  const bool known = std::find(kTreatmentWords.begin(), kTreatmentWords.end(), w.treatment) != kTreatmentWords.end();
  check(known, w.treatment.empty() ? "`--treatment` is missing" : fmt::format("`--treatment` has no word `{}`", printable(w.treatment)),
        fmt::format("its words are {}", listed(kTreatmentWords)));
  check(!blank(w.reason), "`--reason` is missing", "whoever reads the report asks why");
  check(w.treatment != "accept" || !blank(w.by), "`--treatment accept` needs `--by`", "a risk is accepted by somebody");
  const bool day = w.until.empty() ? arguments.all("until").empty() : is_day(w.until);
  check(day, fmt::format("`--until` takes a day of the calendar such as 2027-05-31, not `{}`", printable(w.until)), "");
  check(!day || w.until.empty() || w.until >= Console::today(), fmt::format("`--until {}` is over already", printable(w.until)),
        "a decision holds up to its last day");
  check(w.finding != "*@*", "`*@*` would cover what nobody has looked at", "name a threat or a place: `model-extraction@*`, `*@score`");
  return errors == 0;
}

std::vector<const Rated*> named(const Assessment& a, const std::string& finding) {
  std::vector<const Rated*> out;
  for (const auto* list : {&a.findings, &a.undecided}) {
    for (const Rated& r : *list) {
      if (names(finding, r.id)) out.push_back(&r);
    }
  }
  return out;
}

int no_such_finding(const Assessment& a, const Wanted& w, const Console& console) {
  std::vector<std::string> ids;
  for (const auto* list : {&a.findings, &a.undecided}) {
    for (const Rated& r : *list) ids.push_back(r.id);
  }
  const std::string_view near = nearest(w.finding, ids);
  return wrong(fmt::format("no finding or undecided verdict of `{}` is called `{}`", printable(w.file), printable(w.finding)),
               !near.empty() ? fmt::format("one with a similar name exists: `{}`", printable(near))
                             : fmt::format("`merlon analyze {}` names them; `merlon explain` tells why one is ruled out", printable(w.file)),
               console);
}

/// Where a decision is written: in a text that was read or is new, over an earlier one or behind all others.
struct Target {
  std::string path;
  std::optional<uint32_t> source;
  std::optional<size_t> number;
  std::vector<std::string> dropped;  ///< `key = value` of an earlier one that was not said again
};

std::vector<std::string> dropped(const DocDecision& d, const Wanted& w) {
  std::vector<std::string> out;
  if (!d.by.empty() && w.by.empty()) out.push_back("by = " + toml_text(toml_string(d.by)));
  if (!d.ticket.empty() && w.ticket.empty()) out.push_back("ticket = " + toml_text(toml_string(d.ticket)));
  if (!d.until.empty() && w.until.empty()) out.push_back("until = " + d.until);
  return out;
}

// The decision of this very name that holds, else the last one that is over.
std::optional<Target> earlier_decision(const Walk& walk, const Wanted& w) {
  std::optional<Target> found;
  std::map<uint32_t, size_t> count;
  for (const DocDecision& d : walk.doc->decisions) {
    const size_t number = count[d.span.file]++;
    if (d.finding != w.finding) continue;
    found = {walk.sources[d.span.file].name, d.span.file, number, dropped(d, w)};
    if (!is_over(d, walk.today)) break;
  }
  return found;
}

std::optional<Target> target_of(const Walk& walk, const Wanted& w, const Console& console) {
  const std::string beside = decisions_beside(w.file);
  const bool in_file = w.in == w.file, in_beside = w.in == beside || w.in == "decisions.toml";
  if (!w.in.empty() && !in_file && !in_beside) {
    wrong(fmt::format("decisions on `{}` are not read from `{}`", printable(w.file), printable(w.in)),
          fmt::format("they stand in the description or in `{}`", printable(beside)), console);
    return std::nullopt;
  }
  if (const auto earlier = earlier_decision(walk, w)) {
    const bool elsewhere = (in_file && earlier->path != w.file) || (!in_file && in_beside && earlier->path != beside);
    if (!elsewhere) return earlier;
    wrong(fmt::format("`{}` is decided in `{}` already", printable(w.finding), printable(earlier->path)), "leave out `--in` to change it there", console);
    return std::nullopt;
  }
  if (in_file || (w.in.empty() && !walk.texts.decisions)) return Target{w.file, walk.texts.description, std::nullopt, {}};
  return Target{beside, walk.texts.decisions, std::nullopt, {}};
}

std::vector<std::pair<std::string, TomlValue>> entries_of(const Wanted& w) {
  std::vector<std::pair<std::string, TomlValue>> out = {
      {"finding", toml_string(w.finding)}, {"treatment", toml_string(w.treatment)}, {"reason", toml_string(w.reason)}};
  if (!w.by.empty()) out.emplace_back("by", toml_string(w.by));
  if (!w.ticket.empty()) out.emplace_back("ticket", toml_string(w.ticket));
  if (!w.until.empty()) out.emplace_back("until", toml_date(w.until));
  return out;
}

// An earlier decision keeps nothing that was not said again.
std::optional<Diagnostic> write_into(PipelineEditor& editor, const Target& target, const Wanted& w) {
  const auto entries = entries_of(w);
  if (!target.number) {
    const auto done = editor.append("decision", toml_table(entries));
    return done ? std::nullopt : std::optional(done.error());
  }
  for (const auto& [key, value] : entries) {
    if (const auto done = editor.set_in_decision(*target.number, key, value); !done) return done.error();
  }
  for (const char* key : {"by", "ticket", "until"}) {
    const bool given = std::any_of(entries.begin(), entries.end(), [&](const auto& e) { return e.first == key; });
    if (given) continue;
    if (const auto done = editor.remove_from_decision(*target.number, key); !done) return done.error();
  }
  return std::nullopt;
}

// The changed text instead of the one that was read.
void put_into_walk(Walk& walk, const Target& target, uint32_t file) {
  (target.source == walk.texts.description ? walk.texts.description : walk.texts.decisions.emplace()) = file;
  walk.diagnostics = {};
}

void tell_done(const Walk& walk, const Target& target, const Wanted& w, uint32_t file, const Console& console) {
  const auto& all = walk.doc->decisions;
  const auto it = std::find_if(all.begin(), all.end(), [&](const DocDecision& d) { return d.finding == w.finding && d.span.file == file; });
  std::string out = fmt::format("{} {}\n", target.number ? "changed the decision at" : "wrote a decision at", place(walk.sources, it->span));
  for (const auto& [key, value] : entries_of(w)) out += fmt::format("  {} = {}\n", key, toml_text(value));
  for (const std::string& line : target.dropped) out += fmt::format("  no longer: {}\n", line);
  for (const Rated* r : named(walk.assessment, w.finding)) {
    const DocDecision* d = r->decision ? walk.assessment.decisions[*r->decision].doc : nullptr;
    out += fmt::format("{}: {} {} {}: {}\n", r->id, r->cell->kind == VerdictKind::raised ? "raised," : "undecided, at worst",
                       word(r->residual.level), r->residual.score,
                       d == nullptr ? "open" : d->treatment + (d->finding == w.finding ? "" : " (by the decision on `" + d->finding + "`)"));
  }
  console.out(printable_lines(out));
}

int run(const Arguments& arguments, const Console& console) {
  Wanted wanted;
  if (!read_wanted(arguments, wanted, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const bool walked = walk_to_assessment(*walk, wanted.file, {});
  tell(*walk, console);
  if (!walked) return exit_usage;
  if (named(walk->assessment, wanted.finding).empty()) return no_such_finding(walk->assessment, wanted, console);
  const auto target = target_of(*walk, wanted, console);
  if (!target) return exit_usage;

  const auto before = target->source ? std::optional(walk->sources[*target->source].text) : std::nullopt;
  const uint32_t source = target->source ? *target->source : walk->sources.add(target->path, "");
  auto editor = PipelineEditor::open(walk->sources, source, TomlLimits{}, walk->diagnostics);
  const auto failed = write_into(*editor, *target, wanted);
  put_into_walk(*walk, *target, editor->file());
  if (failed) walk->diagnostics.add(*failed);
  // What can't be read back is not written.
  if (failed || !texts_to_graph(*walk, {}) || !graph_to_assessment(*walk, {})) {
    console.err(render(walk->sources, walk->diagnostics, console.colour) + "\n");
    return wrong(fmt::format("`{}` is left as it was", printable(target->path)), "", console);
  }
  if (const auto done = replace_file(target->path, before, editor->text()); !done) {
    return wrong(fmt::format("`{}` can't be written: {}", printable(target->path), done.error()), "", console);
  }
  tell_done(*walk, *target, wanted, editor->file(), console);
  return walk->house.silent.empty() && walk->verdicts.not_analysed.empty() ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {
      {OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true},
      {OptionSpec::Kind::positional, "FINDING", "FINDING", "as the report names it; `*` stands for a whole part", true},
      {OptionSpec::Kind::value, "--treatment", "WORD", fmt::format("{}", fmt::join(kTreatmentWords, ", ")), false},
      {OptionSpec::Kind::value, "--reason", "TEXT", "why", false},
      {OptionSpec::Kind::value, "--by", "WHO", "who decided; an accepted risk needs it", false},
      {OptionSpec::Kind::value, "--until", "DATE", "the last day on which the decision holds", false},
      {OptionSpec::Kind::value, "--ticket", "ID", "where the work on it is followed", false},
      {OptionSpec::Kind::value, "--in", "FILE", "`decisions.toml` beside the description, or the description itself", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& decide() {
  static const Verb verb{"decide", "write the team's answer to a finding into the description, or into decisions.toml beside it",
                         "The place: where the finding is decided already; else `decisions.toml` where there is one; else the description.\n"
                         "Exit: 0 written, 2 nothing was written, 3 written, and a plugin could not speak.\n"
                         "Example: merlon decide pipeline.toml model-extraction@score --treatment accept --by \"review 2026-11\" \\\n"
                         "           --reason \"callers see approve or decline only\" --until 2027-05-31",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
