#include "catalog/vocabulary.hpp"

#include <algorithm>

namespace merlon {

uint32_t WordList::add(WordDef def) {
  const auto [it, fresh] = by_name_.try_emplace(def.id, size());
  if (fresh) defs_.push_back(std::move(def));
  return it->second;
}

uint32_t WordList::find(std::string_view word) const {
  const auto it = by_name_.find(word);
  return it == by_name_.end() ? kNone : it->second;
}

std::vector<std::string> WordList::close() {
  std::vector<std::string> wrong;
  parent_.assign(defs_.size(), kNone);
  for (uint32_t i = 0; i < size(); ++i) {
    if (defs_[i].parent.empty()) continue;
    parent_[i] = find(defs_[i].parent);
    if (parent_[i] == kNone) wrong.push_back(defs_[i].id);
  }
  for (uint32_t i = 0; i < size(); ++i) {
    uint32_t steps = 0;
    for (uint32_t at = i; at != kNone && steps <= size(); at = parent_[at]) ++steps;
    if (steps > size()) {
      wrong.push_back(defs_[i].id);
      parent_[i] = kNone;
    }
  }
  return wrong;
}

bool WordList::is_a(uint32_t word, uint32_t ancestor) const {
  for (; word != kNone; word = parent_[word]) {
    if (word == ancestor) return true;
  }
  return false;
}

std::vector<uint32_t> WordList::up(uint32_t word) const {
  std::vector<uint32_t> chain;
  for (; word != kNone; word = parent_[word]) chain.push_back(word);
  return chain;
}

std::vector<std::string> WordList::names() const {
  std::vector<std::string> list;
  list.reserve(defs_.size());
  for (const WordDef& def : defs_) list.push_back(def.id);
  return list;
}

uint32_t Fact::value(std::string_view word) const {
  const auto it = std::find(values.begin(), values.end(), word);
  return it == values.end() ? kNone : static_cast<uint32_t>(it - values.begin());
}

std::vector<std::string> Vocabulary::fact_names(ElementKind kind) const {
  std::vector<std::string> names;
  for (const Fact& fact : facts) {
    if (fact.on(kind)) names.push_back(fact.def.id);
  }
  return names;
}

}  // namespace merlon
