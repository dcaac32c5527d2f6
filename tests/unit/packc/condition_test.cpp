// Conditions as TOML tables: what they become, and E0305.
#include "catch.hpp"
#include "unit/packc/reading.hpp"

namespace merlon {
namespace {

std::string errors_of(const std::string& condition) {
  PackCase c;
  read_condition(*c.parse("a.toml", "when = " + condition + "\n").find("when"), c.diagnostics);
  return c.lines();
}

Condition condition_of(const std::string& condition) {
  PackCase c;
  Condition out = read_condition(*c.parse("a.toml", "when = " + condition + "\n").find("when"), c.diagnostics);
  REQUIRE(c.lines() == "");
  return out;
}

const std::string kManual = " | conditions are described in docs/writing-a-threat.md\n";

TEST_CASE("one entry stands for itself and several are all meant") {
  const Condition one = condition_of("{ open = true }");
  CHECK(one.op == ConditionOp::fact);
  CHECK(one.name == "open");
  CHECK(one.values == std::vector<std::string>{"true"});
  CHECK(one.line == 1);
  const Condition two = condition_of("{ open = false, count = 3 }");
  CHECK(two.op == ConditionOp::all);
  CHECK(two.children.at(0).values == std::vector<std::string>{"false"});
  CHECK(two.children.at(1).values == std::vector<std::string>{"3"});
  CHECK(condition_of("{}").children.empty());
}

TEST_CASE("lists of conditions and lists of values") {
  const Condition any = condition_of("{ any = [{ a = 1 }, { b = [\"x\", \"y\"] }] }");
  CHECK(any.op == ConditionOp::any);
  CHECK(any.children.at(1).values == std::vector<std::string>{"x", "y"});
  CHECK(condition_of("{ none = [{ a = 1 }] }").op == ConditionOp::none);
  CHECK(condition_of("{ all = [{ a = 1 }, { b = 1 }] }").children.size() == 2);
}

TEST_CASE("bounds") {
  const Condition c = condition_of("{ trust = { at-least = \"partner\", at-most = \"internal\" } }");
  CHECK(c.op == ConditionOp::fact);
  CHECK(c.at_least == "partner");
  CHECK(c.at_most == "internal");
}

TEST_CASE("relations with a witness and ways that don't count") {
  const Condition c = condition_of("{ upstream = { as = \"source\", avoiding = { does = \"guard\" }, kind = \"content\" } }");
  CHECK(c.op == ConditionOp::relation);
  CHECK(c.relation == Relation::upstream);
  CHECK(c.as == "source");
  REQUIRE(c.children.size() == 2);
  CHECK(c.children[0].name == "kind");
  CHECK(c.children[1].name == "does");
  for (size_t r = 0; r < kRelationWords.size(); ++r) {
    const Condition each = condition_of("{ " + std::string(kRelationWords[r]) + " = { kind = \"x\" } }");
    CHECK(each.op == ConditionOp::relation);
    CHECK(static_cast<size_t>(each.relation) == r);
  }
}

TEST_CASE("`as` and `avoiding` stand inside relations") {
  CHECK(errors_of("{ as = \"x\", open = true }") == "E0305 a.toml:1:16 `as` stands only inside a relation" + kManual);
  CHECK(errors_of("{ any = [{ avoiding = { open = true } }] }") ==
        "E0305 a.toml:1:30 `avoiding` stands only inside a relation" + kManual);
  CHECK(errors_of("{ reads = { as = 1, kind = \"x\" } }") == "E0305 a.toml:1:25 `as` takes a name" + kManual);
  CHECK(errors_of("{ reads = { kind = \"x\", avoiding = { kind = \"y\" } } }") ==
        "E0305 a.toml:1:18 `avoiding` stands only inside `upstream` and `downstream`" + kManual);
  CHECK(errors_of("{ downstream = { kind = \"x\", avoiding = { kind = \"y\" } } }") == "");
}

TEST_CASE("what can't be compared") {
  CHECK(errors_of("true") == "E0305 a.toml:1:8 a condition is a table" + kManual);
  CHECK(errors_of("{ any = { a = 1 } }") == "E0305 a.toml:1:16 `any` takes a list of conditions" + kManual);
  CHECK(errors_of("{ all = [1] }") == "E0305 a.toml:1:17 a condition is a table" + kManual);
  CHECK(errors_of("{ a = [] }") == "E0305 a.toml:1:14 `a` is compared with nothing" + kManual);
  CHECK(errors_of("{ a = 1.5 }") ==
        "E0305 a.toml:1:14 a fact is compared with a word, true, false, an integer, or a list of these" + kManual +
            "E0305 a.toml:1:14 `a` is compared with nothing" + kManual);
  CHECK(errors_of("{ raeds = { kind = \"x\" } }") ==
        "E0305 a.toml:1:10 `raeds` is neither a relation nor a fact with `at-least` and `at-most` | did you mean `reads`?\n");
  CHECK(errors_of("{ xyz = { kind = \"x\" } }") ==
        "E0305 a.toml:1:10 `xyz` is neither a relation nor a fact with `at-least` and `at-most`" + kManual);
}

}  // namespace
}  // namespace merlon
