#include "cli/checks/check.hpp"

#include <utility>

#include <fmt/format.h>

namespace merlon::checks {
namespace {

// What can be unknown: a fact that is neither required nor has a default.
bool is_fact(const Vocabulary& v, const TomlEntry& entry) {
  const FactId fact = v.find(entry.key);
  return fact != kNone && v.facts[fact].def.required == 0 && v.facts[fact].def.fallback.empty();
}

TomlValue unknown_at(Span span) {
  TomlValue out;
  out.type = TomlType::string;
  out.text = "unknown";
  out.span = span;
  return out;
}

std::string turned(const Said& before, const Said& after) {
  if (!after.failures.empty()) return fmt::format("`{}` fails: {}", after.failures.begin()->first, after.failures.begin()->second);
  for (const auto& [id, text] : after.verdicts) {
    const auto was = before.verdicts.find(id);
    if (was == before.verdicts.end() || text.starts_with("undecided")) continue;
    const std::string kind = text.substr(0, text.find(':')), old = was->second.substr(0, was->second.find(':'));
    if (kind != old) return fmt::format("`{}` turns from {} to {}", id, old, kind);
  }
  return {};
}

std::string check(const CheckedPlugin& plugin) {
  for (const Probe& probe : plugin.probes) {
    const auto before = what_is_said(plugin, probe.doc);
    if (!before) continue;
    PipelineDoc doc = probe.doc;
    std::vector<DocElement*> elements = {&doc.pipeline};
    for (auto* list : {&doc.boundaries, &doc.actors, &doc.assets, &doc.stages, &doc.flows}) {
      for (DocElement& element : *list) elements.push_back(&element);
    }
    for (DocElement* element : elements) {
      for (TomlEntry& entry : element->entries) {
        if (!is_fact(plugin.walk.house.catalog.vocabulary, entry)) continue;
        const TomlValue kept = std::exchange(entry.value, unknown_at(entry.value.span));
        const auto after = what_is_said(plugin, doc);
        entry.value = kept;
        if (const std::string why = after ? turned(*before, *after) : ""; !why.empty()) return fmt::format("on {}, without `{}` of `{}`: {}", probe.name, entry.key, element->id.text, why);
      }
    }
  }
  return {};
}

}  // namespace

const Check& fewer_facts() {
  static const Check one{"fewer-facts", "a fact that is taken away turns verdicts into undecided ones, and nothing else", &check};
  return one;
}

}  // namespace merlon::checks
