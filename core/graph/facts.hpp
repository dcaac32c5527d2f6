// What is known of every element: one column of bits for each value of each fact, one byte for each level.
// A fact is known, unknown (perhaps within bounds), or does not apply; what does not apply compares false.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bits.hpp"
#include "base/tri.hpp"
#include "catalog/vocabulary.hpp"
#include "graph/adjacency.hpp"

namespace merlon {

class FactTable {
 public:
  FactTable() = default;
  FactTable(const Vocabulary& vocabulary, uint32_t n_elements);

  // -- reading ---------------------------------------------------------------------------------------------------
  bool applies(FactId fact, Element e) const { return columns_[fact].applies.test(e); }
  /// Known to the last bit.  False when it does not apply.
  bool known(FactId fact, Element e) const;
  /// `fact = value`: for bool 0 or 1, else the number of a word, or the place on a scale.
  Tri is(FactId fact, Element e, uint32_t value) const;
  Tri at_least(FactId fact, Element e, int32_t value) const;
  Tri at_most(FactId fact, Element e, int32_t value) const;
  /// Bounds of a level or integer: {must, may} with low <= value <= high.  Only where it applies.
  int32_t low(FactId fact, Element e) const;
  int32_t high(FactId fact, Element e) const;
  /// What a person reads: `true`, `customers`, `at least partners`, `personal-data, credentials`, `unknown`.
  std::string text(FactId fact, Element e) const;

  // -- writing, at lowering only ---------------------------------------------------------------------------------
  /// Makes the fact exist on the element, with nothing known of it.
  void set_unknown(FactId fact, Element e);
  void set_bool(FactId fact, Element e, bool value);
  void set_tri(FactId fact, Element e, Tri value);
  void set_level(FactId fact, Element e, int32_t low, int32_t high);
  /// The complete set (one value for a `word` fact).  Words that are kinds or does bring their ancestors along.
  void set_words(FactId fact, Element e, const std::vector<uint32_t>& values);
  /// A set of which only `must` is certain and nothing outside of `may` is possible.
  void set_words(FactId fact, Element e, const std::vector<uint32_t>& must, const std::vector<uint32_t>& may);
  void set_integer(FactId fact, Element e, int32_t low, int32_t high);
  void set_text(FactId fact, Element e, bool given);

 private:
  struct Column {
    BitColumn applies, open, partial;
    std::vector<BitColumn> must, may;  // by value; `may` speaks only where `partial`
    std::vector<uint8_t> level;        // low << 4 | high
    std::vector<int32_t> low, high;
  };
  void touch(FactId fact, Element e);
  std::string words_text(FactId fact, Element e) const;

  const Vocabulary* vocabulary_ = nullptr;
  uint32_t n_ = 0;
  std::vector<Column> columns_;
};

}  // namespace merlon
