// Runs a scorer of a plugin: it gets what was rated, and gives each a price and all of them a year.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/verdict.hpp"

struct mrl_pass;

namespace merlon {

/// A finding, or an undecided verdict at worst, after controls.
/// Units:  ticks 0 to 20, levels 0 to 4.
struct ToPrice {
  std::string id, threat;
  Element subject = kNone;
  bool undecided = false;
  uint32_t likelihood_ticks = 0, impact_ticks = 0, likelihood = 0, impact = 0;
};

struct Price {
  double events = 0;  ///< in a year, expected
  double cost = 0;    ///< of one event, expected
};

/// What years cost.
struct LossCurve {
  double expected = 0;  ///< reckoned from the ranges: the sum of events times cost
  double mean = 0;      ///< over the years that were drawn
  double error = 0;     ///< standard error of `mean`
  std::vector<std::pair<double, double>> exceeded;  ///< percent of the years, and what they cost at least; most years first
};

struct LossYear {
  int64_t trials = 0, seed = 0;
  LossCurve known, worst;  ///< of the findings; with the undecided
};

/// What is not asked for is empty: with `failure` or `rejected` there are neither prices nor a year.
struct Scored {
  std::vector<Price> prices;  ///< as `list`
  LossYear year;
  std::string failure;         ///< why nothing of it is used
  std::string rejected, help;  ///< what the description lacks, in the scorer's words, and how to mend it
};

inline constexpr double kMostMoney = 1e15;  ///< a whole number holds it

/// Shape:  `list` is what is raised, then what is undecided, each by id.
Scored run_scorer(const mrl_pass& scorer, const Graph& g, const std::vector<ToPrice>& list, const std::map<std::string, std::string>& settings);

}  // namespace merlon
