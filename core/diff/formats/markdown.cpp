// A comparison as a comment on a pull request: the worst first, and never longer than a comment may be.
#include <algorithm>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "diff/diff.hpp"

namespace merlon::diff_formats {
namespace {

constexpr size_t kMostBytes = kMostMarkdownBytes;
constexpr size_t kFootBytes = 2'000;   // of it for what stands below the tables
constexpr size_t kShownEdits = 40, kShownCauses = 3, kShownStories = 10;

std::string because(const Diff& d, const Difference& x) {
  const std::vector<std::string> list = causes_of(d, x);
  std::string out = list.size() < 2 ? "" : x.because == Because::together ? "together: " : "each of: ";
  for (size_t i = 0; i < list.size() && i < kShownCauses; ++i) out += (i == 0 ? "" : "<br>") + head_in_markdown(list[i]);
  if (list.size() > kShownCauses) out += fmt::format("<br>and {} more", list.size() - kShownCauses);
  return x.note.empty() ? out : head_in_markdown(x.note) + "<br>" + out;
}

std::string row(const Diff& d, const Difference& x) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", title_of(x.turn), id_in_markdown(x.id), head_in_markdown(stand_text(x.before)), head_in_markdown(stand_text(x.after)), because(d, x));
}

// As many rows as there is room for; the rest is counted.
void table(const Diff& d, std::string_view title, bool attention, size_t room, std::string& out) {
  std::vector<const Difference*> rows;
  for (const Difference& x : d.comparison.differences) {
    if (x.asks_for_attention() == attention) rows.push_back(&x);
  }
  if (rows.empty()) return;
  out += fmt::format("### {}\n\n| | finding | before | after | because |\n|---|---|---|---|---|\n", title);
  size_t n = 0;
  for (; n < rows.size(); ++n) {
    const std::string text = row(d, *rows[n]);
    if (out.size() + text.size() > room) break;
    out += text;
  }
  if (n < rows.size()) out += fmt::format("\n{} more that weigh no more than these are left out here; `merlon diff` prints all.\n", rows.size() - n);
  out += '\n';
}

void head(const Diff& d, std::string& out) {
  const auto& c = d.comparison;
  const auto attention = std::count_if(c.differences.begin(), c.differences.end(), [](const Difference& x) { return x.asks_for_attention(); });
  out += fmt::format("## Threats of {}: {}\n\n", head_in_markdown(d.after.pipeline),
                     c.differences.empty() ? std::string("no difference")
                                           : fmt::format("{} to look at, {} better or gone", attention, c.differences.size() - static_cast<size_t>(attention)));
  if (d.incomplete()) out += "**Incomplete**: a run did not analyse everything; what follows is not all there is.\n\n";
  for (const std::string& note : c.notes) out += fmt::format("- {}\n", head_in_markdown(note));
  if (!c.notes.empty()) out += '\n';
}

void stories(const Diff& d, size_t room, std::string& out) {
  if (d.stories.empty()) return;
  out += "### Attack paths\n\n";
  size_t n = 0;
  for (; n < d.stories.size() && n < kShownStories; ++n) {
    const std::string text = fmt::format("- {}: {}\n", kStoryTurnWords[static_cast<size_t>(d.stories[n].turn)], head_in_markdown(sentence(d.stories[n])));
    if (out.size() + text.size() > room) break;
    out += text;
  }
  if (n < d.stories.size()) out += fmt::format("- and {} more\n", d.stories.size() - n);
  out += '\n';
}

void edits(const Diff& d, size_t room, std::string& out) {
  if (d.edits.empty()) return;
  out += fmt::format("<details><summary>{} to the description</summary>\n\n", amount(d.edits.size(), "edit"));
  size_t n = 0;
  for (; n < d.edits.size() && n < kShownEdits; ++n) {
    const std::string text = fmt::format("- {}\n", head_in_markdown(d.edits[n].text()));
    if (out.size() + text.size() > room) break;
    out += text;
  }
  if (n < d.edits.size()) out += fmt::format("- and {} more\n", d.edits.size() - n);
  out += "\n</details>\n\n";
}

void write(const Diff& d, Outlet& outlet) {
  std::string out;
  head(d, out);
  stories(d, kMostBytes / 4, out);
  table(d, "To look at", true, kMostBytes - 2 * kFootBytes, out);
  table(d, "Better or gone", false, kMostBytes - 2 * kFootBytes, out);
  edits(d, kMostBytes - kFootBytes, out);
  if (d.search.stopped) out += fmt::format("The search for causes stopped after {} runs.\n\n", d.search.runs);
  out += ledger_of(d.comparison) + "\n";
  outlet.text() += out;
}

}  // namespace

const DiffFormat& markdown() {
  static const DiffFormat format{"markdown", "a comment for a pull request, the worst first, at most 65 000 characters", &write};
  return format;
}

}  // namespace merlon::diff_formats
