// A comparison as a comment on a pull request: the worst first, and never longer than a comment may be.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diff/diff.hpp"

namespace merlon::diff_formats {
namespace {

constexpr size_t kMostBytes = 65'000;  // GitHub takes 65 536 characters
constexpr size_t kFootBytes = 2'000;   // of it for what stands below the tables
constexpr size_t kShownEdits = 40, kShownCauses = 3, kShownStories = 10, kShownBytes = 600;

// Text that is data: nothing in it is markup, HTML, a link, a mention or the end of a table's cell.
std::string safe(std::string_view text) {
  constexpr std::string_view kPlain = " ,-/=\"';%?^(){}.";
  std::string out;
  for (const char c : printable(text)) {
    const bool of_a_link = c == '.' && (out.ends_with('w') || out.ends_with('W'));  // `www.`
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter || (kPlain.find(c) != std::string_view::npos && !of_a_link)) {
      out += c;
    } else {
      out += fmt::format("&#{};", static_cast<int>(c));
    }
  }
  return out;
}

// The beginning of a long text; never half a character.
std::string_view head_of(std::string_view text) {
  if (text.size() <= kShownBytes) return text;
  size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

std::string shown(std::string_view text) { return safe(head_of(text)) + (text.size() > kShownBytes ? " ..." : ""); }

// An id as code, where every letter of it may stand there.
std::string code(std::string_view id) {
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '@';
  });
  return plain && !id.empty() ? fmt::format("`{}`", id) : shown(id);
}

std::string because(const Diff& d, const Difference& x) {
  const std::vector<std::string> list = causes_of(d, x);
  std::string out = list.size() < 2 ? "" : x.because == Because::together ? "together: " : "each of: ";
  for (size_t i = 0; i < list.size() && i < kShownCauses; ++i) out += (i == 0 ? "" : "<br>") + shown(list[i]);
  if (list.size() > kShownCauses) out += fmt::format("<br>and {} more", list.size() - kShownCauses);
  return x.note.empty() ? out : shown(x.note) + "<br>" + out;
}

std::string row(const Diff& d, const Difference& x) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", title_of(x.turn), code(x.id), shown(stand_text(x.before)), shown(stand_text(x.after)), because(d, x));
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
  out += fmt::format("## Threats of {}: {}\n\n", shown(d.after.pipeline),
                     c.differences.empty() ? std::string("no difference")
                                           : fmt::format("{} to look at, {} better or gone", attention, c.differences.size() - static_cast<size_t>(attention)));
  if (d.incomplete()) out += "**Incomplete**: a run did not analyse everything; what follows is not all there is.\n\n";
  for (const std::string& note : c.notes) out += fmt::format("- {}\n", shown(note));
  if (!c.notes.empty()) out += '\n';
}

void stories(const Diff& d, size_t room, std::string& out) {
  if (d.stories.empty()) return;
  out += "### Attack paths\n\n";
  size_t n = 0;
  for (; n < d.stories.size() && n < kShownStories; ++n) {
    const std::string text = fmt::format("- {}: {}\n", kStoryTurnWords[static_cast<size_t>(d.stories[n].turn)], shown(sentence(d.stories[n])));
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
    const std::string text = fmt::format("- {}\n", shown(d.edits[n].text()));
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
