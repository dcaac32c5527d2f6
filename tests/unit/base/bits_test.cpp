// Columns of bits, and three-valued truth.
#include "base/bits.hpp"
#include "base/tri.hpp"

#include <array>

#include "catch.hpp"

namespace merlon {
namespace {

TEST_CASE("an empty column holds no bit") {
  const BitColumn bits;
  CHECK_FALSE(bits.test(0));
  CHECK_FALSE(bits.test(1'000'000));
}

TEST_CASE("a bit is set alone") {
  for (const uint32_t i : {0u, 1u, 63u, 64u, 65u, 4095u}) {
    BitColumn bits;
    bits.set(i);
    for (uint32_t j = 0; j < 4200; ++j) REQUIRE(bits.test(j) == (i == j));
  }
}

TEST_CASE("a bit is taken back alone") {
  BitColumn bits;
  for (uint32_t i = 0; i < 130; ++i) bits.set(i);
  bits.reset(64);
  bits.reset(100'000);  // beyond the end: nothing to take back
  for (uint32_t i = 0; i < 130; ++i) REQUIRE(bits.test(i) == (i != 64));
  bits.assign(64, true);
  bits.assign(0, false);
  CHECK(bits.test(64));
  CHECK_FALSE(bits.test(0));
}

constexpr Tri F = Tri::no, U = Tri::unknown, T = Tri::yes;

TEST_CASE("the tables of Kleene") {
  constexpr std::array<Tri, 3> all = {F, U, T};
  const Tri conjunction[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
  const Tri disjunction[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};
  const Tri negation[3] = {T, U, F};
  for (size_t a = 0; a < 3; ++a) {
    CHECK(negated(all[a]) == negation[a]);
    for (size_t b = 0; b < 3; ++b) {
      CHECK(both(all[a], all[b]) == conjunction[a][b]);
      CHECK(either(all[a], all[b]) == disjunction[a][b]);
    }
  }
}

TEST_CASE("what must be and what may be are one value") {
  CHECK(tri(true) == T);
  CHECK(tri(false) == F);
  CHECK(bounded(true, true) == T);
  CHECK(bounded(false, true) == U);
  CHECK(bounded(false, false) == F);
}

}  // namespace
}  // namespace merlon
