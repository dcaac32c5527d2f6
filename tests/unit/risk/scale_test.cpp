// Ticks, levels and scores: the whole of every table (9-semantics S5).
#include "risk/scale.hpp"

#include <array>

#include "catch.hpp"

namespace merlon {
namespace {

// NIST SP 800-30r1, table I-2.  Rows: likelihood, columns: impact, both very-low to very-high.
TEST_CASE("the whole table of risk levels") {
  constexpr std::array<std::string_view, 25> expected = {
      "very-low", "very-low", "very-low", "low",      "low",
      "very-low", "low",      "low",      "low",      "moderate",
      "very-low", "low",      "moderate", "moderate", "high",
      "very-low", "low",      "moderate", "high",     "very-high",
      "very-low", "low",      "moderate", "high",     "very-high",
  };
  for (size_t l = 0; l < 5; ++l) {
    for (size_t i = 0; i < 5; ++i) {
      CAPTURE(l, i);
      CHECK(word(risk_level(static_cast<Level>(l), static_cast<Level>(i))) == expected[5 * l + i]);
    }
  }
}

TEST_CASE("the level of every tick") {
  constexpr std::array<std::string_view, 21> expected = {
      "very-low", "very-low", "very-low", "very-low",                              // 0-3
      "low", "low", "low", "low",                                                  // 4-7
      "moderate", "moderate", "moderate", "moderate",                              // 8-11
      "high", "high", "high", "high",                                              // 12-15
      "very-high", "very-high", "very-high", "very-high", "very-high"};            // 16-20
  for (int ticks = 0; ticks <= kMostTicks; ++ticks) {
    CAPTURE(ticks);
    CHECK(word(level_of_ticks(ticks)) == expected[static_cast<size_t>(ticks)]);
  }
}

TEST_CASE("scores of the worked examples") {
  CHECK(score_of(15, 14) == Score{15, 14, Level::high, 74});
  CHECK(score_of(10, 14) == Score{10, 14, Level::moderate, 52});
  CHECK(score_of(11, 20) == Score{11, 20, Level::high, 75});
  CHECK(score_of(10, 20) == Score{10, 20, Level::high, 75});
  CHECK(score_of(6, 16) == Score{6, 16, Level::moderate, 51});
  CHECK(score_of(3, 16) == Score{3, 16, Level::low, 29});
  CHECK(score_of(0, 0) == Score{0, 0, Level::very_low, 0});
  CHECK(score_of(20, 20) == Score{20, 20, Level::very_high, 100});
}

TEST_CASE("a tick more never lowers a level or a score") {
  for (int l = 0; l <= kMostTicks; ++l) {
    for (int i = 0; i <= kMostTicks; ++i) {
      const Score here = score_of(l, i);
      if (l < kMostTicks) CHECK(score_of(l + 1, i).score >= here.score);
      if (i < kMostTicks) CHECK(score_of(l, i + 1).score >= here.score);
      if (l < kMostTicks) CHECK(score_of(l + 1, i).level >= here.level);
      if (i < kMostTicks) CHECK(score_of(l, i + 1).level >= here.level);
    }
  }
}

TEST_CASE("a score never contradicts its level") {
  for (int l = 0; l <= kMostTicks; ++l) {
    for (int i = 0; i <= kMostTicks; ++i) {
      for (int l2 = 0; l2 <= kMostTicks; ++l2) {
        for (int i2 = 0; i2 <= kMostTicks; ++i2) {
          if (score_of(l, i).level > score_of(l2, i2).level && score_of(l, i).score < score_of(l2, i2).score) {
            FAIL(l << " " << i << " scores below " << l2 << " " << i2);
          }
        }
      }
    }
  }
  SUCCEED();
}

}  // namespace
}  // namespace merlon
