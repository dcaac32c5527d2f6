// Money, in whole units of its currency.
#include <fmt/format.h>

#include "report/rows.hpp"

namespace merlon {
namespace {

int64_t whole(double amount) { return static_cast<int64_t>(amount + 0.5); }

LossCurveRow curve_row(const LossCurve& c) {
  LossCurveRow out{whole(c.expected), whole(c.mean), whole(c.error), {}};
  for (const auto& [percent, amount] : c.exceeded) out.exceeded.emplace_back(percent, whole(amount));
  return out;
}

std::vector<PriceRow> price_rows(const std::vector<PricedFinding>& list) {
  std::vector<PriceRow> out;
  for (const PricedFinding& p : list) out.push_back({p.rated->id, fmt::format("{:.6g}", p.events), whole(p.cost), whole(p.year())});
  return out;
}

}  // namespace

void add_losses(Building& b, const Losses& losses) {
  b.out.losses = LossesRow{losses.currency, losses.seed, losses.trials, curve_row(losses.known), curve_row(losses.worst),
                           price_rows(losses.findings), price_rows(losses.undecided)};
}

}  // namespace merlon
