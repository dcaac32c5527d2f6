#include "cli/checks/check.hpp"

#include <fmt/format.h>

namespace merlon::checks {
namespace {

std::string check(const CheckedPlugin& plugin) {
  for (const Probe& probe : plugin.probes) {
    const auto said = what_is_said(plugin, probe.doc);
    if (said && !said->failures.empty()) return fmt::format("on {}, `{}`: {}", probe.name, said->failures.begin()->first, said->failures.begin()->second);
  }
  return {};
}

}  // namespace

const Check& completes() {
  static const Check one{"completes", "each analyzer decides every cell of every description", &check};
  return one;
}

}  // namespace merlon::checks
