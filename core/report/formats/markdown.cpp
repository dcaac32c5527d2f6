// A report as a comment on a pull request: the worst first, and never longer than a comment may be.
#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "report/format.hpp"
#include "report/trend.hpp"

namespace merlon::formats {
namespace {

constexpr size_t kFootBytes = 6'000;   // of the whole for what stands below the findings
constexpr size_t kShownStories = 10, kShownNotAnalysed = 20;

// Rows while there is room; how many were left out.
template <class List, class Row>
size_t rows(const List& list, size_t room, std::string& out, const Row& row) {
  size_t n = 0;
  for (const auto& one : list) {
    const std::string text = row(one);
    if (out.size() + text.size() > room) break;
    out += text;
    ++n;
  }
  return list.size() - n;
}

void left_out(size_t n, std::string_view what, std::string& out) {
  if (n > 0) out += fmt::format("\n{} left out here; `--json` and `--html` have all.\n", amount(n, what));
  out += '\n';
}

void head(const Report& r, std::string& out) {
  out += fmt::format("## Threats of {}: {}\n\n", head_in_markdown(r.pipeline_name), head_in_markdown(r.headline));
  if (r.incomplete) out += "**Incomplete**: a plugin could not speak, or not in full; what follows is not all there is.\n\n";
  for (const std::string& line : r.top) out += fmt::format("- {}\n", prose_in_markdown(line));
  if (!r.top.empty()) out += '\n';
  std::string levels;
  for (const auto& [level, n] : r.levels) {
    if (n > 0) levels += fmt::format("{}{} {}", levels.empty() ? "" : ", ", n, level);
  }
  if (!levels.empty()) out += fmt::format("Findings by residual risk: {}.\n\n", levels);
}

void trend(const Report& r, size_t room, std::string& out) {
  if (!r.trend) return;
  const std::string counts = counts_in_words(*r.trend);
  out += fmt::format("### Since {}\n\n{}.", head_in_markdown(r.trend->since), counts.empty() ? "Nothing has changed" : counts);
  if (r.trend->incomplete) out += " **That run was incomplete**: what it did not see can't be compared.";
  for (const std::string& note : r.trend->notes) out += fmt::format(" Note: {}.", prose_in_markdown(note));
  out += "\n\n";
  if (r.trend->changes.empty()) return;
  out += "| change | finding | before | now |\n|---|---|---|---|\n";
  left_out(rows(r.trend->changes, room, out, [](const ChangeRow& c) {
             return fmt::format("| {} | {} | {} | {} |\n", in_words(c.turn), id_in_markdown(c.finding), head_in_markdown(c.before), head_in_markdown(c.note.empty() ? c.after : fmt::format("{} ({})", c.after, c.note)));
           }), "change", out);
}

void stories(const Report& r, size_t room, std::string& out) {
  if (!r.stories || r.stories->open.empty()) return;
  out += "### Open attack paths\n\n";
  std::vector<const StoryRow*> shown;
  for (size_t i = 0; i < r.stories->open.size() && i < kShownStories; ++i) shown.push_back(&r.stories->open[i]);
  size_t missing = static_cast<size_t>(r.stories->n_open) - shown.size();
  missing += rows(shown, room, out, [](const StoryRow* s) {
    const std::string closes = s->control.empty() ? "" : fmt::format(". {} at {} would close it.", id_in_markdown(s->control), head_in_markdown(fmt::format("{}", fmt::join(s->places, ", "))));
    return fmt::format("- **{} {}** {}{}\n", s->score.level, s->score.score, prose_in_markdown(s->sentence), closes);
  });
  left_out(missing, "path", out);
}

void findings(const Report& r, size_t room, std::string& out) {
  if (r.findings.empty()) return;
  out += "### Findings\n\n| risk | finding | why | where | decision |\n|---|---|---|---|---|\n";
  left_out(rows(r.findings, room, out, [](const FindingRow& f) {
             const std::string why = f.reasons.empty() ? f.name : f.reasons.front();
             return fmt::format("| {} {} | {} | {} | {} | {} |\n", f.residual.level, f.residual.score, id_in_markdown(f.id), prose_in_markdown(why), head_in_markdown(f.place),
                                head_in_markdown(f.decision_treatment));
           }), "finding", out);
}

void undecided(const Report& r, size_t room, std::string& out) {
  if (r.undecided.empty()) return;
  out += "### Undecided, at worst\n\n| up to | verdict | what would decide it |\n|---|---|---|\n";
  left_out(rows(r.undecided, room, out, [](const UndecidedRow& u) {
             const std::string asks = u.missing.empty() ? "" : fmt::format("{} of {}", u.missing.front().fact, u.missing.front().element);
             const std::string more = u.missing.size() > 1 ? fmt::format(" and {} more", u.missing.size() - 1) : "";
             return fmt::format("| {} {} | {} | {} |\n", u.potential.level, u.potential.score, id_in_markdown(u.id), head_in_markdown(asks + more));
           }), "verdict", out);
}

void not_analysed(const Report& r, size_t room, std::string& out) {
  if (r.not_analysed.empty() && r.silent.empty()) return;
  out += "### Not analysed\n\n";
  std::vector<std::string> lines;
  for (const PluginRow& p : r.silent) lines.push_back(fmt::format("plugin {}: {}", p.id, p.state));
  for (const NotAnalysedRow& n : r.not_analysed) lines.push_back(fmt::format("{} ({}): {}", n.threat, amount(n.subjects.size(), "subject"), n.reason));
  const size_t shown = std::min(lines.size(), kShownNotAnalysed);
  const std::vector<std::string> first(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(shown));
  left_out(lines.size() - shown + rows(first, room, out, [](const std::string& text) { return fmt::format("- {}\n", head_in_markdown(text)); }), "line", out);
}

// What was not analysed stands before what was found: nobody may overlook it.
void write(const Report& r, Outlet& outlet) {
  std::string out;
  head(r, out);
  not_analysed(r, kMostMarkdownBytes / 4, out);
  trend(r, kMostMarkdownBytes / 3, out);
  stories(r, kMostMarkdownBytes / 2, out);
  findings(r, kMostMarkdownBytes - 2 * kFootBytes, out);
  undecided(r, kMostMarkdownBytes - kFootBytes / 2, out);
  const LedgerRow& l = r.ledger;
  out += fmt::format("Ledger: {} asked = {} raised + {} ruled out + {} undecided + {} not analysed. merlon {}.\n", l.total, l.raised, l.ruled_out, l.undecided, l.not_analysed, head_in_markdown(r.version));
  outlet.text() += out;
}

}  // namespace

const Format& markdown() {
  static const Format format{"markdown", "a comment for a pull request, the worst first, at most 65 000 characters", &write};
  return format;
}

}  // namespace merlon::formats
