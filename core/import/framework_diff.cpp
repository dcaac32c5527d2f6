#include "import/framework_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace merlon {
namespace {

std::string shown(const std::string& text) { return text.empty() ? "none" : text; }

std::string arrow(const std::string& before, const std::string& after) {
  return fmt::format("{} -> {}", shown(before), shown(after));
}

/// `+A -B`, by id; empty when both are the same sets.
std::string came_and_went(const std::vector<std::string>& before,
                          const std::vector<std::string>& after) {
  const std::set<std::string> old(before.begin(), before.end()), now(after.begin(), after.end());
  std::string out;
  const auto add = [&](char sign, const std::set<std::string>& of,
                       const std::set<std::string>& to) {
    for (const std::string& id : of) {
      if (!to.contains(id)) out += fmt::format("{}{}{}", out.empty() ? "" : " ", sign, id);
    }
  };
  add('+', now, old);
  add('-', old, now);
  return out;
}

void compare_entry(const FrameworkItem& before, const FrameworkItem& after, FrameworkDiff& diff) {
  const auto add = [&](std::vector<FrameworkChange>& to, std::string what) {
    to.push_back({after.id, after.name, std::move(what)});
  };
  if (before.name != after.name) add(diff.renamed, arrow(before.name, after.name));
  if (before.kind != after.kind) add(diff.renamed, "kind " + arrow(before.kind, after.kind));
  if (before.parent != after.parent) {
    add(diff.re_parented, "parent " + arrow(before.parent, after.parent));
  }
  const std::string tactics = came_and_went(before.tactics, after.tactics);
  if (!tactics.empty()) add(diff.re_parented, "tactics " + tactics);
  if (before.maturity != after.maturity) add(diff.matured, arrow(before.maturity, after.maturity));
  const std::string mitigates = came_and_went(before.mitigates, after.mitigates);
  if (!mitigates.empty()) add(diff.mitigations, mitigates);
}

}  // namespace

std::string successor_of(const FrameworkList& list, std::string_view id) {
  const auto at = std::find_if(list.alias.begin(), list.alias.end(),
                               [&](const FrameworkAlias& alias) { return alias.from == id; });
  return at == list.alias.end() ? std::string() : at->to;
}

FrameworkDiff compare(const FrameworkList& earlier, const FrameworkList& later) {
  FrameworkDiff diff;
  for (const auto& [id, place] : later.index) {
    const FrameworkItem& after = later.items[place];
    if (const FrameworkItem* before = earlier.find(id)) {
      compare_entry(*before, after, diff);
    } else {
      diff.added.push_back({id, after.name, after.kind});
    }
  }
  for (const auto& [id, place] : earlier.index) {
    if (later.find(id) != nullptr) continue;
    diff.retired.push_back({id, earlier.items[place].name, successor_of(later, id)});
  }
  return diff;
}

}  // namespace merlon
