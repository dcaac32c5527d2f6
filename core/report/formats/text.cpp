// The result for a terminal: what matters first, every user string made printable.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/pass_text.hpp"
#include "report/format.hpp"
#include "report/trend.hpp"

namespace merlon::formats {
namespace {

constexpr size_t kShownUndecided = 10;
constexpr size_t kShownQuestions = 5;
constexpr size_t kShownGroups = 8;
constexpr size_t kShownCites = 6;
constexpr size_t kShownStories = 5;
constexpr size_t kShownNotAsked = 3;
constexpr size_t kShownPrices = 5;

std::string safe(std::string_view text) { return printable(text); }

// What others call it.
std::string cited(const FindingRow& f) {
  std::string out;
  for (size_t i = 0; i < f.cites.size() && i < kShownCites; ++i) out += (i == 0 ? "" : ", ") + safe(f.cites[i]);
  return f.cites.size() > kShownCites ? out + fmt::format(" and {} more", f.cites.size() - kShownCites) : out;
}

void findings(const Report& r, std::string& out) {
  if (r.findings.empty()) return;
  out += "Findings, worst residual risk first\n\n";
  for (const FindingRow& f : r.findings) {
    out += fmt::format("  {:<9} {:>3}  {}  [{}]\n", f.residual.level, f.residual.score, safe(f.id), safe(f.phase));
    out += fmt::format("                 {}{}\n", safe(f.reasons.empty() ? f.name : f.reasons[0]),
                       f.reasons.size() > 1 ? fmt::format(" (and {} more)", f.reasons.size() - 1) : "");
    if (!f.cites.empty()) out += fmt::format("                 {}\n", cited(f));
    if (f.inherent.score != f.residual.score) {
      out += fmt::format("                 {} {} before controls\n", f.inherent.level, f.inherent.score);
    }
    if (!f.decision.empty()) out += fmt::format("                 decided: {}\n", safe(f.decision));
    if (!f.assumptions.empty()) out += fmt::format("                 rests on {} assumption{}\n", f.assumptions.size(), f.assumptions.size() == 1 ? "" : "s");
  }
  out += '\n';
}

void trend(const Report& r, std::string& out) {
  if (!r.trend) return;
  const std::string counts = counts_in_words(*r.trend);
  out += fmt::format("Since {}: {}\n\n", safe(r.trend->since), counts.empty() ? "nothing has changed" : counts);
  if (r.trend->incomplete) out += "  That run was incomplete: what it did not see can't be compared.\n";
  for (const std::string& note : r.trend->notes) out += fmt::format("  Note: {}\n", safe(note));
  for (const ChangeRow& c : r.trend->changes) out += fmt::format("  {:<15} {}: {} before, {} now\n", in_words(c.turn), safe(c.finding), safe(c.before), safe(c.note.empty() ? c.after : fmt::format("{} ({})", c.after, c.note)));
  out += r.trend->changes.empty() ? "" : "\n";
}

std::string way(const std::vector<std::string>& path) { return safe(fmt::format("{}", fmt::join(path, " -> "))); }

void story(const StoryRow& s, std::string& out) {
  const std::string indent(17, ' ');
  out += fmt::format("  {:<9} {:>3}  {}\n", s.score.level, s.score.score, safe(s.sentence));
  if (s.path.size() > 1) out += fmt::format("{}{}\n", indent, way(s.path));
  for (const StoryStepRow& step : s.steps) {
    out += fmt::format("{}{}: {}likelihood {}, impact {}{}\n", indent, safe(step.finding), step.tactic.empty() ? "" : safe(step.tactic) + ", ", step.likelihood, step.impact,
                       step.decision.empty() ? "" : ", decided: " + safe(step.decision));
  }
  const size_t others = s.attackers.size() - 1 + static_cast<size_t>(s.more_attackers);
  if (s.attackers.size() > 1) out += fmt::format("{}or {}{}\n", indent, safe(s.attackers[1].who), others > 1 ? fmt::format(" and {} more", others - 1) : "");
  else if (others > 0) out += fmt::format("{}or {} more\n", indent, others);
  if (!s.other_beginnings.empty()) {
    out += fmt::format("{}or by way of {}{}\n", indent, safe(s.other_beginnings[0]), s.other_beginnings.size() > 1 ? fmt::format(" and {} more", s.other_beginnings.size() - 1) : "");
  }
  if (s.control.empty()) out += fmt::format("{}no single control closes it\n", indent);
  else out += fmt::format("{}{} at {} would close it{}{}\n", indent, safe(s.control), safe(fmt::format("{}", fmt::join(s.places, ", "))), s.closes > 1 ? fmt::format(" and {} more", s.closes - 1) : "",
                          s.leaves_possible ? ", as far as is known: what is undecided may open another way" : "");
}

void stories(const Report& r, std::string& out) {
  if (!r.stories) return;
  const StoriesRow& s = *r.stories;
  if (s.n_open + s.n_closed + s.n_possible == 0) return;
  out += "Attack paths, from outside to the damage\n\n";
  for (size_t i = 0; i < s.open.size() && i < kShownStories; ++i) story(s.open[i], out);
  const int more = s.n_open - static_cast<int>(std::min(s.open.size(), kShownStories));
  out += fmt::format("  {} open{}, {} closed by strong controls, {} more possible while verdicts are undecided\n\n", s.n_open,
                     more > 0 ? fmt::format(" ({} of them not shown; --html FILE has {})", more, s.n_open == static_cast<int>(s.open.size()) ? "all" : fmt::format("{}", s.open.size())) : "",
                     s.n_closed, s.n_possible);
}

void apart(const Report& r, std::string& out) {
  std::string names;
  for (const PluginRow& p : r.plugins) {
    if (p.isolated) names += (names.empty() ? "" : ", ") + safe(p.id);
  }
  if (!names.empty()) out += fmt::format("Plugins in processes of their own: {}\n", names);
}

void losses(const Report& r, std::string& out) {
  if (!r.losses) return;
  const LossesRow& l = *r.losses;
  const std::string how = l.trials == 0 ? "" : fmt::format(" ({} years drawn, seed {})", grouped(l.trials), l.seed);
  out += fmt::format("Losses a year, in {}{}\n\n", safe(l.currency), how);
  out += fmt::format("  {:<28} {:>18} {:>18}\n", "", "findings", "with undecided");
  const auto line = [&](std::string_view what, int64_t known, int64_t worst) {
    out += fmt::format("  {:<28} {:>18} {:>18}\n", what, grouped(known), grouped(worst));
  };
  line("expected", l.known.expected, l.worst.expected);
  if (l.trials > 0) {
    line("mean of the years drawn", l.known.mean, l.worst.mean);
    line("  its standard error", l.known.error, l.worst.error);
  }
  // Of a long curve some points; the others stand in JSON and HTML.
  constexpr size_t kShort = 5;
  for (size_t i = 0; i < l.known.exceeded.size(); ++i) {
    const double percent = l.known.exceeded[i].first;
    if (l.known.exceeded.size() <= kShort || percent == 90 || percent == 50 || percent == 10 || percent == 1) line(fmt::format("{} % of the years at least", percent), l.known.exceeded[i].second, l.worst.exceeded[i].second);
  }
  out += '\n';
  for (size_t i = 0; i < l.findings.size() && i < kShownPrices; ++i) {
    const PriceRow& p = l.findings[i];
    out += fmt::format("  {:>18}  {} ({} a year, {} each)\n", grouped(p.year), safe(p.id), fmt::format("{:.6g}", p.events), grouped(static_cast<int64_t>(p.cost + 0.5)));
  }
  if (l.findings.size() > kShownPrices) out += fmt::format("  ... and {} more; --json FILE or --html FILE has all\n", l.findings.size() - kShownPrices);
  if (!l.findings.empty()) out += '\n';
}

void undecided(const Report& r, std::string& out) {
  if (r.undecided.empty()) return;
  out += "Undecided: what is missing decides\n\n";
  for (size_t i = 0; i < r.undecided.size() && i < kShownUndecided; ++i) {
    const UndecidedRow& u = r.undecided[i];
    std::string missing;
    for (size_t m = 0; m < u.missing.size() && m < 3; ++m) {
      missing += fmt::format("{}{} of {}", m == 0 ? "" : ", ", u.missing[m].fact, u.missing[m].element);
    }
    if (u.missing.size() > 3) missing += fmt::format(" and {} more", u.missing.size() - 3);
    out += fmt::format("  up to {:<9} {:>3}  {}: {}\n", u.potential.level, u.potential.score, safe(u.id), safe(missing));
  }
  if (r.undecided.size() > kShownUndecided) {
    out += fmt::format("  ... and {} more; --json FILE or --html FILE has all\n", r.undecided.size() - kShownUndecided);
  }
  out += "\nQuestions, those that alone decide the worst first (verdicts decided, of those that ask)\n\n";
  for (size_t i = 0; i < r.questions.size() && i < kShownQuestions; ++i) {
    const QuestionRow& q = r.questions[i];
    out += fmt::format("  {:>3} of {:>3}  {} of {}: {}\n", q.decides, q.helps, safe(q.asks.fact), safe(q.asks.element),
                       safe(q.asks.question));
  }
  out += '\n';
}

void ledger(const Report& r, std::string& out) {
  const LedgerRow& l = r.ledger;
  out += fmt::format("Ledger: {} asked = {} raised + {} ruled out + {} undecided + {} not analysed\n", l.total, l.raised,
                     l.ruled_out, l.undecided, l.not_analysed);
  for (size_t i = 0; i < r.ruled_out_by.size() && i < kShownGroups; ++i) {
    out += fmt::format("  {:>5} ruled out: not {}\n", r.ruled_out_by[i].second, safe(r.ruled_out_by[i].first));
  }
  if (r.ruled_out_by.size() > kShownGroups) {
    uint64_t rest = 0;
    for (size_t i = kShownGroups; i < r.ruled_out_by.size(); ++i) rest += r.ruled_out_by[i].second;
    out += fmt::format("  {:>5} ruled out for {} other reasons\n", rest, r.ruled_out_by.size() - kShownGroups);
  }
}

// What somebody chose to run, and so what is not there.
void passes(const Report& r, std::string& out) {
  if (r.passes.empty() || r.passes == kEveryPass) return;
  out += fmt::format("Passes: {}\n", safe(r.passes));
  if (!r.stories) out += "Left out: attack paths\n";
  if (!r.plan) out += "Left out: the plan, so *First* names no control\n";
  out += '\n';
}

// Plugins that failed although no verdict waits for them are named as well.
void not_analysed(const Report& r, std::string& out) {
  if (r.not_analysed.empty() && r.silent.empty()) return;
  out += "NOT ANALYSED\n\n";
  for (const PluginRow& p : r.silent) out += fmt::format("  plugin `{}`: {}\n", safe(p.id), safe(p.state));
  for (const NotAnalysedRow& n : r.not_analysed) {
    out += fmt::format("  {} ({} subject{}): plugin `{}`: {}\n", safe(n.threat), n.subjects.size(),
                       n.subjects.size() == 1 ? "" : "s", safe(n.plugin), safe(n.reason));
  }
  out += '\n';
}

// By reason: most were never named, and one line says so.
void not_asked(const Report& r, std::string& out) {
  if (r.not_asked.empty()) return;
  out += "NOT ASKED, and not in the ledger\n\n";
  std::map<std::string_view, std::vector<std::string_view>> by_reason;
  for (const auto& [threat, reason] : r.not_asked) by_reason[reason].push_back(threat);
  for (const auto& [reason, threats] : by_reason) {
    const size_t shown = std::min(threats.size(), kShownNotAsked);
    out += fmt::format("  {}: {}", amount(threats.size(), "threat"), safe(fmt::format("{}", fmt::join(threats.begin(), threats.begin() + static_cast<ptrdiff_t>(shown), ", "))));
    out += fmt::format("{}: {}\n", threats.size() > shown ? ", ... (--json FILE or --html FILE has all)" : "", safe(reason));
  }
  out += '\n';
}

void decisions(const Report& r, std::string& out) {
  for (const DecisionRow& d : r.decisions) {
    if (d.state == "holds" || d.state == "not-asked") continue;
    out += fmt::format("Decision on {} is {}{} ({})\n", safe(d.finding), safe(d.state),
                       d.state == "expired" ? ", its last day was " + safe(d.until) : "", safe(d.place));
  }
}

void write(const Report& r, Outlet& outlet) {
  std::string& out = outlet.text();
  out += fmt::format("{} ({}): {}\n\n", safe(r.pipeline_name), safe(r.pipeline_id), safe(r.headline));
  passes(r, out);
  if (r.incomplete) out += "INCOMPLETE: what follows is not all there is; see NOT ANALYSED.\n\n";
  not_analysed(r, out);
  not_asked(r, out);
  if (!r.top.empty()) {
    out += "First\n\n";
    for (const std::string& line : r.top) out += fmt::format("  - {}\n", safe(line));
    out += '\n';
  }
  trend(r, out);
  stories(r, out);
  losses(r, out);
  findings(r, out);
  outlet.pass();
  undecided(r, out);
  if (!r.assumptions.empty()) {
    out += fmt::format("Assumptions: {} fact{} taken for true unchecked\n", r.assumptions.size(), r.assumptions.size() == 1 ? "" : "s");
  }
  decisions(r, out);
  apart(r, out);
  ledger(r, out);
}

}  // namespace

const Format& text() {
  static const Format format{"text", "for a terminal; what is printed when no other format goes to stdout", &write};
  return format;
}

}  // namespace merlon::formats
