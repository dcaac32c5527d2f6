#include "cli/checks/check.hpp"

#include <fmt/format.h>

namespace merlon::checks {
namespace {

std::string check(const CheckedPlugin& plugin) {
  std::vector<std::optional<Said>> first;
  for (const Probe& probe : plugin.probes) first.push_back(what_is_said(plugin, probe.doc));
  for (size_t i = plugin.probes.size(); i-- > 0;) {
    const auto again = what_is_said(plugin, plugin.probes[i].doc);
    if (!first[i] || !again) continue;
    if (const std::string why = difference(*first[i], *again); !why.empty()) return fmt::format("on {}: {}", plugin.probes[i].name, why);
  }
  return {};
}

}  // namespace

const Check& repeats() {
  static const Check one{"repeats", "the same description gives the same verdicts, again and in other order of calls", &check};
  return one;
}

}  // namespace merlon::checks
