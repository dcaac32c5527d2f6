// How bad things are, beyond the ticks and levels that every run has.  One scorer is one file in risk/scorers/.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "engine/pass_options.hpp"
#include "risk/assessment.hpp"

namespace merlon {

/// A finding, or an undecided verdict at worst, in money.
struct PricedFinding {
  const Rated* rated = nullptr;
  double events = 0;  ///< in a year, expected
  double cost = 0;    ///< of one event, expected
  double year() const { return events * cost; }
};

/// What years cost.
struct LossCurve {
  double expected = 0;  ///< reckoned from the ranges: the sum of events times cost
  double mean = 0;      ///< over the years that were drawn
  double error = 0;     ///< standard error of `mean`
  std::vector<std::pair<int, double>> exceeded;  ///< percent of the years, and what they cost at least; most years first
};

/// Units:  `currency`, a year.
struct Losses {
  std::string currency;
  int64_t seed = 0, trials = 0;
  std::vector<PricedFinding> findings;   ///< raised and no false positive; the dearest first
  std::vector<PricedFinding> undecided;  ///< the same of what is undecided, at worst
  LossCurve known;                       ///< of the findings
  LossCurve worst;                       ///< with the undecided
};

using PassSettings = std::map<std::string, std::string>;  ///< values of options, all checked; else the default

struct Scorer {
  std::string_view id, summary;
  std::vector<OptionDef> options;
  /// Money; null when the scorer knows of none.  Errors: nothing, and why on `diagnostics`.
  std::optional<Losses> (*losses)(const Assessment&, const PassSettings&, Diagnostics&);
};

namespace scorers {
/// By id.
const std::vector<const Scorer*>& all();
}  // namespace scorers

}  // namespace merlon
