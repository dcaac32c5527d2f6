// What things cost, beyond the ticks and levels that every run has: a scorer of a plugin prices what was rated.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "engine/pass_options.hpp"
#include "engine/scorer_pass.hpp"
#include "risk/assessment.hpp"

namespace merlon {

/// Likelihood and impact in ticks, and what they come to (9-semantics S5): every run has it.
inline constexpr std::string_view kMatrix = "matrix";

/// A finding, or an undecided verdict at worst, in money.
struct PricedFinding {
  const Rated* rated = nullptr;
  Price price;
  double year() const { return price.events * price.cost; }
};

/// Units:  `currency`, a year.
struct Losses {
  std::string currency;
  std::vector<PricedFinding> findings;   ///< raised and no false positive; the dearest first
  std::vector<PricedFinding> undecided;  ///< the same of what is undecided, at worst
  LossYear year;
};

/// What a scorer made of an assessment: money, or why there is none.
struct LossesReading {
  std::optional<Losses> losses;
  std::string failure;    ///< of the scorer; empty when it worked, or rejected the description
  bool rejected = false;  ///< the description lacks something, which `diagnostics` says
};

using PassSettings = std::map<std::string, std::string>;  ///< values of options, all checked; else the default

/// Asks the scorer.  Errors: E0236, on `diagnostics`, when it says that the description lacks something.
LossesReading losses_of(const Assessment& a, const mrl_pass& scorer, std::string_view id, const PassSettings& settings, Diagnostics& diagnostics);

}  // namespace merlon
