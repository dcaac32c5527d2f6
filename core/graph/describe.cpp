// Conditions as text.
#include <fmt/format.h>

#include "graph/evaluator.hpp"

namespace merlon {
namespace {

std::string value_text(const Fact& fact, uint32_t value) {
  if (fact.def.type == FactType::boolean) return value != 0 ? "true" : "false";
  if (fact.def.type == FactType::integer) return std::to_string(static_cast<int32_t>(value));
  return fmt::format("\"{}\"", value < fact.values.size() ? fact.values[value] : "?");
}

std::string bound_text(const Fact& fact, int32_t value) {
  if (fact.def.type == FactType::integer) return std::to_string(value);
  return fmt::format("\"{}\"", fact.values[static_cast<size_t>(value)]);
}

std::string fact_text(const Test& test, const Catalog& catalog) {
  if (test.fact == kNone) return "?";
  const Fact& fact = catalog.vocabulary.facts[test.fact];
  std::string bounds;
  if (test.at_least != Test::kUnbounded) bounds = "at-least = " + bound_text(fact, test.at_least);
  if (test.at_most != Test::kUnbounded) {
    bounds += (bounds.empty() ? "at-most = " : ", at-most = ") + bound_text(fact, test.at_most);
  }
  if (!bounds.empty()) return fmt::format("{} = {{ {} }}", fact.def.id, bounds);
  if (test.values.size() == 1) return fmt::format("{} = {}", fact.def.id, value_text(fact, test.values[0]));
  std::string list;
  for (const uint32_t value : test.values) list += (list.empty() ? "" : ", ") + value_text(fact, value);
  return fmt::format("{} = [{}]", fact.def.id, list);
}

std::string joined(const std::vector<Test>& tests, const Catalog& catalog, bool as_list) {
  std::string out;
  for (const Test& test : tests) {
    if (!out.empty()) out += ", ";
    const std::string inner = describe(test, catalog);
    out += as_list ? fmt::format("{{ {} }}", inner) : inner;
  }
  return out;
}

}  // namespace

std::string describe(const Test& test, const Catalog& catalog) {
  switch (test.op) {
    case ConditionOp::all: return joined(test.children, catalog, false);
    case ConditionOp::any: return fmt::format("any = [{}]", joined(test.children, catalog, true));
    case ConditionOp::none: return fmt::format("none = [{}]", joined(test.children, catalog, true));
    case ConditionOp::fact: return fact_text(test, catalog);
    case ConditionOp::relation: break;
  }
  std::string inner = describe(test.children[0], catalog);
  if (test.children.size() > 1) inner = fmt::format("avoiding = {{ {} }}, {}", describe(test.children[1], catalog), inner);
  return fmt::format("{} = {{ {} }}", kRelationWords[static_cast<size_t>(test.relation)], inner);
}

}  // namespace merlon
