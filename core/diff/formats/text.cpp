// A comparison for a terminal: what asks for attention first, every user string made printable.
#include <fmt/format.h>

#include "base/text.hpp"
#include "diff/diff.hpp"

namespace merlon::diff_formats {
namespace {

constexpr size_t kShownEdits = 20, kShownCauses = 5, kShownStories = 10;

std::string safe(std::string_view text) { return printable(text); }

void head(const Diff& d, std::string& out) {
  size_t attention = 0;
  for (const Difference& x : d.comparison.differences) attention += x.asks_for_attention();
  out += fmt::format("{}: {} -> {}: {}\n\n", safe(d.after.pipeline), safe(d.before.file), safe(d.after.file),
                     d.comparison.differences.empty() ? std::string("no difference")
                                                      : fmt::format("{} to look at, {} better or gone", attention, d.comparison.differences.size() - attention));
  if (d.incomplete()) out += "INCOMPLETE: a run did not analyse everything; what follows is not all there is.\n\n";
  for (const std::string& note : d.comparison.notes) out += fmt::format("Note: {}\n", safe(note));
  if (!d.comparison.notes.empty()) out += '\n';
}

void edits(const Diff& d, std::string& out) {
  if (d.edits.empty()) return;
  out += fmt::format("{} to the description\n\n", amount(d.edits.size(), "edit"));
  for (size_t i = 0; i < d.edits.size() && i < kShownEdits; ++i) out += fmt::format("  {}\n", safe(d.edits[i].text()));
  if (d.edits.size() > kShownEdits) out += fmt::format("  ... and {} more; --json FILE has all\n", d.edits.size() - kShownEdits);
  out += '\n';
}

void causes(const Diff& d, const Difference& x, std::string& out) {
  const std::vector<std::string> list = causes_of(d, x);
  const bool one = list.size() == 1;
  out += fmt::format("                 because{}{}\n", one ? " " : x.because == Because::together ? " of these together:" : " of each of these, undoing one is enough:",
                     one ? safe(list[0]) : "");
  if (one) return;
  for (size_t i = 0; i < list.size() && i < kShownCauses; ++i) out += fmt::format("                   {}\n", safe(list[i]));
  if (list.size() > kShownCauses) out += fmt::format("                   ... and {} more\n", list.size() - kShownCauses);
}

void difference(const Diff& d, const Difference& x, std::string& out) {
  const Stand& shown = x.after.rated() ? x.after : x.before;
  const bool scored = shown.rated();
  out += fmt::format("  {:<9} {:>3}  {}\n", scored ? word(shown.score.level) : "", scored ? std::to_string(shown.score.score) : "", safe(x.id));
  out += fmt::format("                 {} -> {}\n", safe(stand_text(x.before)), safe(stand_text(x.after)));
  const std::string& why = x.after.why;
  if (!why.empty()) out += fmt::format("                 {}{}\n", x.after.seen == Seen::undecided ? "missing: " : "", safe(why));
  if (!x.note.empty()) out += fmt::format("                 {}\n", safe(x.note));
  causes(d, x, out);
}

void stories(const Diff& d, std::string& out) {
  if (d.stories.empty()) return;
  out += fmt::format("Attack paths ({})\n\n", d.stories.size());
  for (size_t i = 0; i < d.stories.size() && i < kShownStories; ++i) {
    out += fmt::format("  {:<13} {}\n", kStoryTurnWords[static_cast<size_t>(d.stories[i].turn)], safe(sentence(d.stories[i])));
  }
  if (d.stories.size() > kShownStories) out += fmt::format("  ... and {} more; --json FILE has all\n", d.stories.size() - kShownStories);
  out += '\n';
}

void groups(const Diff& d, Outlet& outlet) {
  for (size_t t = 0; t < kTurns; ++t) {
    const Turn turn = static_cast<Turn>(t);
    if (turn == Turn::unchanged || d.comparison.counts[t] == 0) continue;
    std::string title = title_of(turn);
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    outlet.text() += fmt::format("{} ({})\n\n", title, d.comparison.counts[t]);
    for (const Difference& x : d.comparison.differences) {
      if (x.turn == turn) difference(d, x, outlet.text());
      outlet.pass();
    }
    outlet.text() += '\n';
  }
}

void write(const Diff& d, Outlet& outlet) {
  head(d, outlet.text());
  edits(d, outlet.text());
  stories(d, outlet.text());
  groups(d, outlet);
  std::string& out = outlet.text();
  if (d.search.stopped) out += fmt::format("Causes: the search stopped after {} runs; for some differences there may be more to say\n", d.search.runs);
  out += fmt::format("Before: {} raised + {} undecided + {} not analysed\n", d.before.raised, d.before.undecided, d.before.not_analysed);
  out += fmt::format("After: {} raised + {} undecided + {} not analysed\n", d.after.raised, d.after.undecided, d.after.not_analysed);
  out += fmt::format("Ledger: {}\n", ledger_of(d.comparison));
}

}  // namespace

const DiffFormat& text() {
  static const DiffFormat format{"text", "for a terminal; what is printed when no other format goes to stdout", &write};
  return format;
}

}  // namespace merlon::diff_formats
