// Links conditions: facts and values by number, relations checked against the kinds they start from.
#include <charconv>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "catalog/link.hpp"

namespace merlon {
namespace {

constexpr ElementMask kStage = mask_of(ElementKind::stage);
constexpr ElementMask kAsset = mask_of(ElementKind::asset);
constexpr ElementMask kActor = mask_of(ElementKind::actor);
constexpr ElementMask kFlow = mask_of(ElementKind::flow);
constexpr ElementMask kBoundary = mask_of(ElementKind::boundary);
constexpr ElementMask kPipeline = mask_of(ElementKind::pipeline);
constexpr ElementMask kNode = kStage | kAsset | kActor;

struct Arrow {
  ElementMask from, to;
};

// 9-semantics S2, the list of relations.
Arrow arrow(Relation relation) {
  switch (relation) {
    case Relation::reads:
    case Relation::writes:
    case Relation::uses: return {kStage, kAsset};
    case Relation::serves: return {kStage, kStage | kActor};
    case Relation::after: return {kStage, kStage};
    case Relation::boundary: return {kNode | kFlow | kBoundary, kBoundary};
    case Relation::read_by:
    case Relation::used_by: return {kAsset, kStage};
    case Relation::written_by: return {kAsset, kStage | kActor};
    case Relation::in:
    case Relation::holds: return {kAsset, kAsset};
    case Relation::from:
    case Relation::to: return {kFlow, kNode};
    case Relation::carries: return {kFlow, kAsset};
    case Relation::calls: return {kActor | kStage, kStage};
    case Relation::inside: return {kBoundary, kNode};
    case Relation::stages: return {kPipeline, kStage};
    case Relation::assets: return {kPipeline, kAsset};
    case Relation::actors: return {kPipeline, kActor};
    case Relation::flows: return {kPipeline, kFlow};
    case Relation::boundaries: return {kPipeline, kBoundary};
    case Relation::flows_in:
    case Relation::flows_out: return {kNode, kFlow};
    case Relation::upstream:
    case Relation::downstream: return {kNode, kNode};
  }
  return {0, 0};
}

constexpr uint32_t kDeepestRelations = 3;

class Linker {
 public:
  Linker(const Vocabulary& vocabulary, uint32_t& n_memos, const std::string& entry,
         std::vector<LinkProblem>& problems)
      : vocabulary_(vocabulary), n_memos_(n_memos), entry_(entry), problems_(problems) {}

  Test link(const Condition& c, ElementMask kinds, uint32_t relations = 0) {
    Test test;
    test.op = c.op;
    test.as = c.as;
    switch (c.op) {
      case ConditionOp::fact: link_fact(c, kinds, test); break;
      case ConditionOp::relation: link_relation(c, kinds, relations, test); break;
      case ConditionOp::all:
      case ConditionOp::any:
      case ConditionOp::none:
        for (const Condition& child : c.children) test.children.push_back(link(child, kinds, relations));
        break;
    }
    return test;
  }

 private:
  void problem(const Condition& c, std::string message, std::string help = {}) {
    problems_.push_back({entry_, c.line, std::move(message), std::move(help), false});
  }

  void link_relation(const Condition& c, ElementMask kinds, uint32_t relations, Test& test) {
    test.relation = c.relation;
    test.memo = n_memos_++;
    const std::string_view word = kRelationWords[static_cast<size_t>(c.relation)];
    const ElementMask to = reached(c.relation, kinds);
    if (to == 0) return problem(c, fmt::format("relation `{}` does not exist on {}", word, kinds_text(kinds)));
    if (relations == kDeepestRelations) {
      return problem(c, fmt::format("relation `{}` nests deeper than {}", word, kDeepestRelations),
                     "give the inner condition a name with a `[[define]]`");
    }
    for (const Condition& child : c.children) test.children.push_back(link(child, to, relations + 1));
  }

  void link_fact(const Condition& c, ElementMask kinds, Test& test) {
    test.fact = vocabulary_.find(c.name);
    if (test.fact == kNone) return unknown_fact(c, kinds);
    const Fact& fact = vocabulary_.facts[test.fact];
    if ((fact.def.on & kinds) == 0) {
      return problem(c, fmt::format("fact `{}` does not exist on {}", c.name, kinds_text(kinds)),
                     fmt::format("it exists on {}", kinds_text(fact.def.on)));
    }
    for (const std::string& value : c.values) link_value(c, fact, value, test);
    if (!c.at_least.empty()) test.at_least = bound(c, fact, c.at_least);
    if (!c.at_most.empty()) test.at_most = bound(c, fact, c.at_most);
  }

  void unknown_fact(const Condition& c, ElementMask kinds) {
    std::vector<std::string> names;
    for (const Fact& fact : vocabulary_.facts) {
      if ((fact.def.on & kinds) != 0) names.push_back(fact.def.id);
    }
    names.insert(names.end(), kRelationWords.begin(), kRelationWords.end());
    const std::string_view near = nearest(c.name, names);
    problem(c, fmt::format("unknown fact or relation `{}`", c.name),
            near.empty() ? std::string() : fmt::format("one with a similar name exists: `{}`", near));
  }

  void link_value(const Condition& c, const Fact& fact, const std::string& value, Test& test) {
    if (fact.def.type == FactType::boolean) {
      if (value == "true" || value == "false") return test.values.push_back(value == "true");
      return problem(c, fmt::format("fact `{}` is true or false, not `{}`", c.name, value));
    }
    if (fact.def.type == FactType::integer) {
      if (const auto number = integer(c, value)) test.values.push_back(static_cast<uint32_t>(*number));
      return;
    }
    const uint32_t index = fact.value(value);
    if (index != kNone) return test.values.push_back(index);
    const std::string_view near = nearest(value, fact.values);
    problem(c, fmt::format("fact `{}` has no value `{}`", c.name, value),
            near.empty() ? std::string() : fmt::format("did you mean `{}`?", near));
  }

  std::optional<int32_t> integer(const Condition& c, const std::string& value) {
    int32_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size()) return number;
    problem(c, fmt::format("fact `{}` is an integer, not `{}`", c.name, value));
    return std::nullopt;
  }

  int32_t bound(const Condition& c, const Fact& fact, const std::string& value) {
    if (fact.def.type == FactType::integer) {
      return integer(c, value).value_or(0);
    }
    if (fact.def.type != FactType::level) {
      problem(c, fmt::format("fact `{}` has no order, so `at-least` and `at-most` don't apply", c.name));
      return 0;
    }
    const uint32_t index = fact.value(value);
    if (index == kNone) problem(c, fmt::format("fact `{}` has no level `{}`", c.name, value));
    return index == kNone ? 0 : static_cast<int32_t>(index);
  }

  static std::string kinds_text(ElementMask kinds) {
    std::string text;
    for (size_t i = 0; i < kElementWords.size(); ++i) {
      if ((kinds >> i & 1u) == 0) continue;
      if (!text.empty()) text += " or ";
      text += kElementWords[i];
    }
    return text.empty() ? "anything" : text;
  }

  const Vocabulary& vocabulary_;
  uint32_t& n_memos_;
  const std::string& entry_;
  std::vector<LinkProblem>& problems_;
};

}  // namespace

ElementMask reached(Relation relation, ElementMask from) {
  const Arrow a = arrow(relation);
  return (a.from & from) != 0 ? a.to : 0;
}

Test link_condition(const Catalog& catalog, uint32_t& n_memos, const Condition& condition, ElementMask kinds,
                    const std::string& entry, std::vector<LinkProblem>& problems) {
  return Linker(catalog.vocabulary, n_memos, entry, problems).link(condition, kinds);
}

}  // namespace merlon
