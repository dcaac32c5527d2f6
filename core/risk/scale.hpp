// Ticks, levels and scores (9-semantics S5).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace merlon {

enum class Level : uint8_t { very_low, low, moderate, high, very_high };
inline constexpr std::array<std::string_view, 5> kLevelWords = {"very-low", "low", "moderate", "high", "very-high"};
inline constexpr int kMostTicks = 20;

constexpr std::string_view word(Level level) { return kLevelWords[static_cast<size_t>(level)]; }

/// The level of a likelihood or impact.
/// Shape:  ticks: 0..20; returns Level.
/// Units:  whole ticks; bands very-low 0-3, low 4-7, moderate 8-11, high 12-15, very-high 16-20.
/// Errors: none.
/// Source: 9-semantics S5.
constexpr Level level_of_ticks(int ticks) {
  return static_cast<Level>(ticks >= 16 ? 4 : ticks / 4);
}

/// Rates a finding.
/// Shape:  likelihood, impact: Level; returns Level.
/// Units:  ordinal; levels are compared, never averaged.
/// Errors: none (total over 5 x 5).
/// Source: NIST SP 800-30r1, table I-2; tests/unit/risk/scale_test.cpp holds the whole table.
constexpr Level risk_level(Level likelihood, Level impact) {
  constexpr uint8_t table[5][5] = {{0, 0, 0, 1, 1}, {0, 1, 1, 1, 2}, {0, 1, 2, 2, 3}, {0, 1, 2, 3, 4}, {0, 1, 2, 3, 4}};
  return static_cast<Level>(table[static_cast<size_t>(likelihood)][static_cast<size_t>(impact)]);
}

/// A rated pair.  score = 20 x risk level + floor((likelihood + impact) / 2): it never contradicts the level.
struct Score {
  int likelihood = 0, impact = 0;  ///< ticks
  Level level = Level::very_low;
  int score = 0;
  friend bool operator==(const Score&, const Score&) = default;
};

constexpr Score score_of(int likelihood, int impact) {
  const Level level = risk_level(level_of_ticks(likelihood), level_of_ticks(impact));
  return {likelihood, impact, level, 20 * static_cast<int>(level) + (likelihood + impact) / 2};
}

}  // namespace merlon
