// What a cell stands for: the citations of its threat, of the alternatives that were true, and those on a condition.
#include "engine/cites.hpp"

#include "catalog/citations.hpp"
#include "catalog/image.hpp"
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

extern "C" const mrl_pack merlon_core_pack;

namespace merlon {
namespace {

Condition fact_is(const std::string& name, const std::string& value) {
  Condition c;
  c.op = ConditionOp::fact;
  c.name = name;
  c.values = {value};
  return c;
}

ThreatDef cited_threat() {
  ThreatDef t;
  t.id = "t";
  t.scope.on = mask_of(ElementKind::stage);
  t.cites = {"AML.T0020"};
  t.raises = {RaiseDef(), RaiseDef()};
  t.raises[0].when = t.raises[1].when = fact_is("does", "infer");
  t.raises[0].cites = {"AML.T0015", "AML.T0020"};
  t.raises[1].cites = {"AML.T0040"};
  t.cites_if = {{fact_is("returns", "scores"), {"AML.T0063", "AML.T0015"}}};
  return t;
}

Catalog catalog_with(ThreatDef threat) {
  const mrl_pack& core = merlon_core_pack;
  Pack domain;
  domain.threats = {std::move(threat)};
  std::vector<LinkProblem> problems;
  std::vector<LinkInput> inputs;
  inputs.push_back({*decode({core.image_format, core.words, core.n_words, core.text, core.n_text}), {}});
  inputs.push_back({domain, {}});
  Catalog catalog = link(std::move(inputs), problems);
  REQUIRE(problems.empty());
  return catalog;
}

/// `sure | may` of a cell whose first alternative has its kind.
std::string cites(VerdictKind kind, const std::string& facts) {
  const Catalog catalog = catalog_with(cited_threat());
  const auto c = lowered_file(pipeline_text("[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\n" + facts), catalog);
  const std::vector<AskedThreat> asked = {{"t", "", "", catalog.threat("t"), {c->element("s")}, {kind}}};
  std::vector<Cell> cells(1);
  cells[0].subject = c->element("s");
  cells[0].kind = kind;
  cells[0].sources = {{"t#r", kind, 0, "", {}}, {"analyzer", kind, kNone, "", {}}};
  add_cites(c->g(), asked, cells);
  std::string out;
  for (const std::string& id : cells[0].cites) out += id + " ";
  out += "|";
  for (const std::string& id : cells[0].may_cite) out += " " + id;
  return out;
}

TEST_CASE("a raised cell stands for its threat, its alternative and the conditions that hold") {
  CHECK(cites(VerdictKind::raised, "returns = [\"scores\"]\n") == "AML.T0020 AML.T0015 AML.T0063 |");
  CHECK(cites(VerdictKind::raised, "returns = [\"label\"]\n") == "AML.T0020 AML.T0015 |");
}

TEST_CASE("a condition that nobody can answer may be cited") {
  CHECK(cites(VerdictKind::raised, "") == "AML.T0020 AML.T0015 | AML.T0063 AML.T0015");
}

TEST_CASE("an undecided cell stands for nothing yet") {
  CHECK(cites(VerdictKind::undecided, "returns = [\"scores\"]\n") == "| AML.T0020 AML.T0015 AML.T0063");
  CHECK(cites(VerdictKind::undecided, "returns = [\"label\"]\n") == "| AML.T0020 AML.T0015");
}

TEST_CASE("everything that a threat may cite, once, in the order of the entry") {
  CHECK(citations(cited_threat()) == std::vector<std::string>{"AML.T0020", "AML.T0015", "AML.T0040", "AML.T0063"});
}

}  // namespace
}  // namespace merlon
