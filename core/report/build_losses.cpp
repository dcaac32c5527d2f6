// Money, in whole units of its currency.
#include "report/rows.hpp"

namespace merlon {
namespace {

// The scorer keeps amounts far below what a whole number holds.
int64_t whole(double amount) { return static_cast<int64_t>(amount + 0.5); }

std::vector<RangeRow> range_rows(const std::array<std::optional<DocRange>, 5>& ranges) {
  std::vector<RangeRow> out;
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (ranges[i]) out.push_back({std::string(kLossLevels[i]), ranges[i]->low, ranges[i]->likely, ranges[i]->high});
  }
  return out;
}

LossCurveRow curve_row(const LossCurve& c) {
  LossCurveRow out{whole(c.expected), whole(c.mean), whole(c.error), {}};
  for (const auto& [percent, amount] : c.exceeded) out.exceeded.emplace_back(percent, whole(amount));
  return out;
}

std::vector<PriceRow> price_rows(const std::vector<PricedFinding>& list) {
  std::vector<PriceRow> out;
  for (const PricedFinding& p : list) out.push_back({p.rated->id, p.price.events, p.price.cost, whole(p.year())});
  return out;
}

}  // namespace

void add_losses(Building& b, const Losses& losses) {
  const LossYear& year = losses.year;
  b.out.losses = LossesRow{losses.currency, year.seed, year.trials, range_rows(b.g.doc->losses->events), range_rows(b.g.doc->losses->costs), curve_row(year.known), curve_row(year.worst),
                           price_rows(losses.findings), price_rows(losses.undecided)};
}

}  // namespace merlon
