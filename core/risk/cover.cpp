#include "risk/cover.hpp"

#include <algorithm>

namespace merlon {

void Cover::Places::add(Element e, ControlStatus status) {
  for (auto i = static_cast<size_t>(3 - rank(status)); i < 3; ++i) {
    if (at[i].test(e)) continue;
    at[i].set(e);
    list[i].insert(std::lower_bound(list[i].begin(), list[i].end(), e), e);
  }
}

bool Cover::fits(const std::string& control, Element e) const {
  return (g_.catalog->control(control)->at & mask_of(g_.kind_of(e))) != 0;
}

Cover::Places& Cover::places(const std::string& control) {
  const auto [it, fresh] = places_.try_emplace(control);
  if (!fresh || !stated_.anywhere(control)) return it->second;
  for (Element e = 0; e < g_.n_nodes(); ++e) {
    if (fits(control, e)) it->second.add(e, stated_.status(control, e));
  }
  return it->second;
}

// Only what the place stands around may have changed.
void Cover::given(const std::string& control, Element place) {
  const auto known = places_.find(control);
  before_[control].push_back(known == places_.end() ? std::nullopt : std::optional(known->second));
  if (known == places_.end()) return;
  const auto update = [&](Element e) {
    if (fits(control, e)) known->second.add(e, stated_.status(control, e));
  };
  if (place >= g_.n_nodes()) {
    for (Element e = 0; e < g_.n_nodes(); ++e) update(e);
  } else {
    std::vector<Element> held{place};
    for (size_t i = 0; i < held.size(); ++i) {
      update(held[i]);
      held.insert(held.end(), g_.holds.of(held[i]).begin(), g_.holds.of(held[i]).end());
    }
  }
  for (auto& open : known->second.open) open = {};
}

void Cover::taken_back(const std::string& control) {
  auto& stack = before_[control];
  places_.erase(control);
  if (stack.back()) places_.emplace(control, std::move(*stack.back()));
  stack.pop_back();
}

Cover::Cut Cover::cut(const std::string& control, Ways::Direction direction, Element subject) {
  constexpr ControlStatus by_rank[] = {ControlStatus::implemented, ControlStatus::partial, ControlStatus::planned};
  if (subject >= g_.n_nodes() || !ways_.exists(direction, subject)) return {};
  Places& stands = places(control);
  for (size_t i = 0; i < 3; ++i) {
    if (stands.list[i].empty()) continue;
    std::optional<BitColumn>& open = stands.open[i][static_cast<size_t>(direction)];
    if (!open) open = ways_.reached(direction, stands.at[i]);
    if (!open->test(subject)) return {by_rank[i], &stands.list[i]};
  }
  return {};
}

}  // namespace merlon
