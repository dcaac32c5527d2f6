#include "import/framework_aliases.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace merlon {
namespace {

using Table = std::map<std::string, FrameworkAlias, std::less<>>;

std::optional<std::vector<unsigned>> numbers(std::string_view release) {
  std::vector<unsigned> out(1, 0);
  bool digit = false;
  for (const char c : release) {
    if (c == '.' && digit) {
      out.push_back(0);
      digit = false;
    } else if (c >= '0' && c <= '9' && out.back() < 1'000'000) {
      out.back() = out.back() * 10 + static_cast<unsigned>(c - '0');
      digit = true;
    } else {
      return std::nullopt;
    }
  }
  if (!digit) return std::nullopt;
  return out;
}

/// The id of the list that `from` became, by as many steps as it takes; empty when there is none.
std::string successor(const Table& table, const FrameworkList& list, const std::string& from) {
  std::string id = from;
  for (size_t steps = 0; steps <= table.size(); ++steps) {
    const auto at = table.find(id);
    if (at == table.end() || at->second.to.empty()) return {};
    id = at->second.to;
    if (list.find(id) != nullptr) return id;
  }
  return {};
}

void add_vanished(const FrameworkList& list, const FrameworkList& stored, Table& table,
                  Diagnostics& diagnostics) {
  if (!is_later_release(list.release, stored.release)) return;
  for (const FrameworkItem& item : stored.items) {
    if (list.find(item.id) != nullptr || table.contains(item.id)) continue;
    table.emplace(item.id, FrameworkAlias{item.id, {}, list.release});
    diagnostics.add("W0508", item.span,
                    fmt::format("`{}` is not in release {}, and what became of it is not known",
                                printable(item.id), printable(list.release)));
  }
}

}  // namespace

bool is_later_release(std::string_view a, std::string_view b) {
  const auto one = numbers(a), other = numbers(b);
  return one && other && *one > *other;
}

void settle_aliases(FrameworkList& list, const FrameworkList* stored, Diagnostics& diagnostics) {
  Table table;
  for (FrameworkAlias& alias : list.alias) table.insert_or_assign(alias.from, std::move(alias));
  if (stored != nullptr) {
    for (const FrameworkAlias& alias : stored->alias) {
      const auto [at, fresh] = table.try_emplace(alias.from, alias);
      if (!fresh && at->second.to.empty()) at->second.to = alias.to;
    }
    add_vanished(list, *stored, table, diagnostics);
  }
  list.alias.clear();
  for (const auto& [from, alias] : table) {
    if (list.find(from) != nullptr) continue;  // not gone yet, or back again
    FrameworkAlias settled = alias;
    settled.to = successor(table, list, from);
    if (settled.to.empty() && !alias.to.empty() && stored != nullptr && !settled.retired.empty()) {
      diagnostics.add("W0508", {kNoFile},
                      fmt::format("`{}` became `{}`, which release {} does not have",
                                  printable(from), printable(alias.to), printable(list.release)));
    }
    // Another way to write an id that is not there either says nothing.
    if (!settled.to.empty() || !settled.retired.empty()) list.alias.push_back(std::move(settled));
  }
}

}  // namespace merlon
