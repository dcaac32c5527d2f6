#include "cli/checks/check.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace merlon::checks {
namespace {

// Verdicts alone: of equal ways another one may be shown.
Said kinds_of(Said said) {
  for (auto& [id, text] : said.verdicts) text = text.substr(0, text.find(':'));
  return said;
}

std::string check(const CheckedPlugin& plugin) {
  for (const Probe& probe : plugin.probes) {
    PipelineDoc turned = probe.doc;
    for (auto* list : {&turned.actors, &turned.assets, &turned.stages, &turned.flows}) std::reverse(list->begin(), list->end());
    const auto before = what_is_said(plugin, probe.doc), after = what_is_said(plugin, turned);
    if (!before || !after) continue;
    if (const std::string why = difference(kinds_of(*before), kinds_of(*after)); !why.empty()) return fmt::format("on {}, with its elements in reverse order: {}", probe.name, why);
  }
  return {};
}

}  // namespace

const Check& order() {
  static const Check one{"order", "the order of elements in a description decides no verdict", &check};
  return one;
}

}  // namespace merlon::checks
