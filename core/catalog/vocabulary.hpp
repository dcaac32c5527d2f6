// The linked vocabulary: facts, words and kinds by number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_map.hpp"

#include "catalog/pack.hpp"

namespace merlon {

using FactId = uint32_t;
inline constexpr uint32_t kNone = 0xFFFFFFFFu;

/// A list of words that are known by their place in it, with parents where it is a tree.
class WordList {
 public:
  uint32_t add(WordDef def);
  uint32_t find(std::string_view word) const;  ///< kNone when there is no such word
  uint32_t size() const { return static_cast<uint32_t>(defs_.size()); }
  const WordDef& operator[](uint32_t i) const { return defs_[i]; }
  /// Names every parent by number; returns the words whose parent does not exist or that are their own ancestor.
  std::vector<std::string> close();
  /// True when `word` is `ancestor` or lies below it.
  bool is_a(uint32_t word, uint32_t ancestor) const;
  /// `word` and everything above it, nearest first.
  std::vector<uint32_t> up(uint32_t word) const;
  std::vector<std::string> names() const;

 private:
  std::vector<WordDef> defs_;
  std::vector<uint32_t> parent_;
  NameMap<uint32_t> by_name_;
};

/// A fact with its values by number.
struct Fact {
  FactDef def;
  std::vector<std::string> values;  ///< words, or the scale from low to high; empty for bool, integer, text
  std::vector<bool> kinds;          ///< by kind; empty: every kind
  std::vector<bool> does;           ///< by does; empty: every stage
  std::vector<uint32_t> paradigms;  ///< values of `paradigms`; empty: any
  uint32_t form = kNone;            ///< Vocabulary::forms
  std::string pack;                 ///< the pack that brings it

  uint32_t value(std::string_view word) const;
  bool on(ElementKind kind) const { return (def.on & mask_of(kind)) != 0; }
};

class Vocabulary {
 public:
  std::vector<Fact> facts;
  WordList kinds, does, roles, capabilities, audiences, outcomes, forms;

  FactId find(std::string_view name) const {
    const auto it = by_name_.find(name);
    return it == by_name_.end() ? kNone : it->second;
  }
  void add_fact(Fact fact) {
    by_name_.emplace(fact.def.id, static_cast<FactId>(facts.size()));
    facts.push_back(std::move(fact));
  }
  std::vector<std::string> fact_names(ElementKind kind) const;

 private:
  NameMap<FactId> by_name_;
};

}  // namespace merlon
