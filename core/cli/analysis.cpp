#include "cli/analysis.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/version.hpp"
#include "diff/compare.hpp"
#include "diff/diff.hpp"

namespace merlon {
namespace {

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

std::optional<Report> report_of(Walk& walk, const Passes& passes, PassTimes* times) {
  std::optional<FirstSteps> first;
  std::optional<Stories> stories;
  if (passes.stories) timed(times, "stories", [&] { stories = tell_stories(walk.assessment); });
  if (passes.plan) timed(times, "plan", [&] { first = first_steps(walk.assessment); });
  std::optional<Losses> losses;
  const NamedScorer& scorer = passes.scorer;
  bool good = true;
  if (scorer.pass != nullptr) timed(times, std::string(scorer.id), [&] { good = price(walk, *scorer.pass, scorer.plugin, passes.scorer_options, losses); });
  std::optional<Report> out;
  if (!good) return out;
  timed(times, "report", [&] {
    out = build_report({&walk.assessment, first ? &*first : nullptr, stories ? &*stories : nullptr, losses ? &*losses : nullptr, &walk.sources, &walk.diagnostics,
                        std::string(kVersion), walk.today, walk.passes, std::string(scorer.id), walk.house.rows});
  });
  return out;
}

}  // namespace

static_assert(std::equal(kTrendWords.begin(), kTrendWords.end(), kTurnWords.begin()) && kTrendWords.size() + 1 == kTurns);

TrendRow trend_of(const Comparison& comparison, const Standing& before) {
  TrendRow out{before.file, {}, {}, before.incomplete, comparison.notes};
  for (size_t turn = 0; turn < kTurns; ++turn) {
    if (turn == static_cast<size_t>(Turn::unchanged) || comparison.counts[turn] == 0) continue;
    out.counts.emplace_back(kTurnWords[turn], comparison.counts[turn]);
  }
  for (const Difference& d : comparison.differences) {
    const auto said = [](const Stand& s) { return s.seen == Seen::none ? "ruled out or out of scope" : stand_text(s); };
    out.changes.push_back({d.id, std::string(kTurnWords[static_cast<size_t>(d.turn)]), said(d.before), said(d.after), d.note});
  }
  return out;
}

Analysis analyse(Walk& walk, const AnalysisRequest& request, const Passes& passes) {
  Analysis out;
  const bool with_baseline = !request.baseline.empty();
  if (walk_to_assessment(walk, request.file, request.options)) {
    out.threats = walk.verdicts.threats.size();
    out.report = report_of(walk, passes, request.options.times);
    if (!out.report) return out;
    if (request.strict) out.strict = broken_decisions(walk);
    if (with_baseline) out.now = standing_of(walk);
  }
  if (!with_baseline) return out;
  WalkOptions again = request.options;
  again.times = nullptr;
  out.before = read_side(walk, request.baseline, again);
  if (out.report && out.before) out.report->trend = trend_of(compare(out.before->standing, *out.now), out.before->standing);
  return out;
}

}  // namespace merlon
