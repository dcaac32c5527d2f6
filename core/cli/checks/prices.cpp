#include "cli/checks/check.hpp"

#include <fmt/format.h>

#include "engine/scorer_pass.hpp"

namespace merlon::checks {
namespace {

// A stage for each pair of levels, half of them undecided; and none at all.
std::vector<std::vector<ToPrice>> lists(const Graph& g) {
  std::vector<ToPrice> all;
  for (const bool undecided : {false, true}) {
    for (uint32_t likelihood = undecided ? 1 : 0; likelihood < 5; likelihood += 2) {
      for (uint32_t impact = 0; impact < 5; ++impact) {
        all.push_back({fmt::format("threat-{}@element-{}", likelihood, impact), fmt::format("threat-{}", likelihood), g.pipeline(), undecided, 4 * likelihood, 4 * impact, likelihood, impact});
      }
    }
  }
  return {{}, all};
}

DocLosses full_losses() {
  DocLosses out;
  out.currency = "EUR";
  for (size_t level = 0; level < 5; ++level) {
    const auto low = static_cast<double>(level);
    out.events[level] = {low / 8, low / 4, low};
    out.costs[level] = {100 * low, 1000 * low, 10'000 * low};
  }
  return out;
}

std::string told(const Scored& s) {
  std::string out = fmt::format("{}{}{} {} {}", s.failure, s.rejected, s.help, s.year.trials, s.year.seed);
  for (const Price& p : s.prices) out += fmt::format(" {}x{}", p.events, p.cost);
  for (const LossCurve* c : {&s.year.known, &s.year.worst}) {
    out += fmt::format(" {} {} {}", c->expected, c->mean, c->error);
    for (const auto& [percent, amount] : c->exceeded) out += fmt::format(" {}:{}", percent, amount);
  }
  return out;
}

std::string price(const mrl_pass& scorer, const Graph& g, const std::string& what) {
  for (const std::vector<ToPrice>& list : lists(g)) {
    const Scored first = run_scorer(scorer, g, list, {}), again = run_scorer(scorer, g, list, {});
    if (!first.failure.empty()) return fmt::format("`{}`, of {} findings of a description {}: {}", scorer.id, list.size(), what, first.failure);
    if (told(first) != told(again)) return fmt::format("`{}` prices {} findings of a description {} otherwise the second time", scorer.id, list.size(), what);
  }
  return {};
}

std::string check(const CheckedPlugin& plugin) {
  const std::vector<const mrl_pass*> scorers = plugin.passes(MRL_PASS_SCORER);
  if (scorers.empty() || plugin.probes.empty()) return {};
  PipelineDoc doc = plugin.probes.front().doc;
  for (const bool with_losses : {true, false}) {
    doc.losses.reset();
    if (with_losses) doc.losses = full_losses();
    Diagnostics diagnostics;
    const auto g = shape({doc, plugin.walk.house.catalog, false, plugin.walk.house.tables}, diagnostics);
    if (!g) return "it can't be tried: no graph can be made of the first description";
    for (const mrl_pass* scorer : scorers) {
      if (const std::string why = price(*scorer, *g, with_losses ? "with every range" : "without `[losses]`"); !why.empty()) return why;
    }
  }
  return {};
}

}  // namespace

const Check& prices() {
  static const Check one{"prices", "scorers price everything, or say what the description lacks, and do the same again", &check};
  return one;
}

}  // namespace merlon::checks
