#include "diff/diff.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

DiffSide side_of(const Standing& s) {
  return {s.file, s.pipeline, s.described, s.incomplete, s.count(Seen::raised), s.count(Seen::undecided), s.count(Seen::not_analysed)};
}

// Of a result file nobody knows what it described; but what it names nowhere is probably new.
std::string not_known(const Difference& d) {
  std::string out = "not known: a result file does not hold the description";
  if (!d.newcomers.empty()) out += fmt::format("; the earlier run names {} nowhere", listed(d.newcomers));
  return out;
}

}  // namespace

Diff diff_of(const DiffInput& before, const DiffInput& after, const Sources& sources, const Rerun& rerun) {
  Diff out;
  out.before = side_of(*before.standing);
  out.after = side_of(*after.standing);
  out.comparison = compare(*before.standing, *after.standing);
  out.stories = compare_stories(*before.standing, *after.standing);
  if (!ask_the_same(*before.standing, *after.standing)) {
    out.comparison.notes.push_back("the two runs did not ask the same, so attack paths are not compared");
  }
  for (const DiffInput* side : {&before, &after}) {
    if (side->standing->all_stories) continue;
    out.comparison.notes.push_back(fmt::format("`{}` does not tell all attack paths; those that it leaves out are not compared", side->standing->file));
  }
  out.traced = before.doc != nullptr && after.doc != nullptr;
  if (!out.traced) return out;
  const std::vector<Edit> edits = edits_between(*before.doc, *after.doc);
  for (const Edit& e : edits) out.edits.push_back({sentence(e), place(sources, e.span)});
  out.search = find_causes(out.comparison, *before.doc, *after.doc, edits, rerun);
  return out;
}

std::vector<std::string> causes_of(const Diff& diff, const Difference& d) {
  if (d.after.seen == Seen::not_asked) return {"its threat is not asked in the later run, or not in the same way"};
  if (d.before.seen == Seen::not_asked) return {"its threat was not asked in the earlier run"};
  if (!diff.traced) return {not_known(d)};
  std::vector<std::string> out;
  for (const uint32_t i : d.edits) out.push_back(diff.edits[i].text());
  if (out.empty()) {
    out.push_back(diff.search.stopped ? fmt::format("not found in {} runs, which is the most that are tried here", diff.search.runs)
                  : d.after.seen == Seen::not_analysed ? "a plugin could not speak"
                                                       : "not found: no edit takes it away, alone or with others");
  }
  return out;
}

std::string stand_text(const Stand& s) {
  const auto scored = [&](std::string_view how) {
    return fmt::format("{} {} {}{}", how, word(s.score.level), s.score.score, s.decision.empty() ? "" : fmt::format(" ({})", s.decision));
  };
  switch (s.seen) {
    case Seen::raised: return scored("raised");
    case Seen::undecided: return scored("undecided, up to");
    case Seen::not_analysed: return "not analysed";
    case Seen::not_asked: return "not asked";
    case Seen::none: break;
  }
  return "-";
}

std::string title_of(Turn turn) { return in_words(kTurnWords[static_cast<size_t>(turn)]); }

std::string ledger_of(const Comparison& c) {
  std::string sum;
  for (size_t t = 0; t < kTurns; ++t) {
    if (c.counts[t] > 0) sum += fmt::format(" {} {} {}", sum.empty() ? "=" : "+", c.counts[t], in_words(kTurnWords[t]));
  }
  return fmt::format("{} compared{}", c.compared, sum);
}

}  // namespace merlon
