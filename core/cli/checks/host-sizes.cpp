#include "cli/checks/check.hpp"

#include <fmt/format.h>

namespace merlon::checks {
namespace {

std::string check(const CheckedPlugin& plugin) {
  mrl_host larger = host_functions(), smaller = larger;
  larger.size += 64;
  smaller.size = sizeof(uint32_t) * 2;
  for (const Probe& probe : plugin.probes) {
    const auto before = what_is_said(plugin, probe.doc), more = what_is_said(plugin, probe.doc, &larger), less = what_is_said(plugin, probe.doc, &smaller);
    if (!before || !more || !less) continue;
    if (const std::string why = difference(*before, *more); !why.empty()) return fmt::format("on {}, by a larger host: {}", probe.name, why);
    for (const auto& [id, text] : less->verdicts) {
      if (before->verdicts.at(id) != text) return fmt::format("on {}, by a smaller host: `{}` is `{}`", probe.name, id, text);
    }
  }
  return {};
}

}  // namespace

const Check& host_sizes() {
  static const Check one{"host-sizes", "a host with more functions is as this one, and one with fewer ends in a failure", &check};
  return one;
}

}  // namespace merlon::checks
