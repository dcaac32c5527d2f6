// Every way in which names lead nowhere, as whole problems.
#include "catalog/link.hpp"

#include <fmt/format.h>

#include "catch.hpp"

namespace merlon {
namespace {

Condition fact_is(std::string name, std::vector<std::string> values) {
  Condition c;
  c.op = ConditionOp::fact, c.name = std::move(name), c.values = std::move(values), c.line = 4;
  return c;
}

Condition at_least(std::string name, std::string value) {
  Condition c = fact_is(std::move(name), {});
  c.at_least = std::move(value);
  return c;
}

Condition some(Relation relation, Condition inner) {
  Condition c;
  c.op = ConditionOp::relation, c.relation = relation, c.children = {std::move(inner)}, c.line = 4;
  return c;
}

FactDef fact(std::string id, FactType type, ElementMask on) {
  FactDef f;
  f.id = std::move(id), f.type = type, f.on = on;
  return f;
}

constexpr ElementMask kStage = mask_of(ElementKind::stage), kAsset = mask_of(ElementKind::asset);

/// A vocabulary of five facts, two controls and one framework.
Pack core() {
  Pack p;
  p.id = "core";
  p.scales = {{"rating", {"low", "high"}}};
  p.kinds = {{"data", "", "", "", false, false, {}, {}, false, {}}, {"model", "", "", "", false, false, {}, {}, false, {}}};
  p.does = {{"train", "", "training", "", false, false, {}, {}, false, {}}};
  p.roles = {{"public", "", "public", "", false, false, {}, {}, false, {}}};
  p.capabilities = {{"ask", "", "level", "", false, false, {}, {}, false, {}}};
  p.outcomes = {{"a-copy", "", "gets a copy of `{at}`", "", false, false, {}, {}, true, {"ask"}}, {"money", "", "is paid", "", false, false, {}, {}, false, {}}};
  p.facts = {fact("open", FactType::boolean, kStage), fact("level", FactType::level, kStage),
             fact("count", FactType::integer, kStage), fact("format", FactType::words, kAsset),
             fact("derived", FactType::boolean, kStage)};
  p.facts[1].scale = "rating";
  p.facts[3].words = {"pickle", "onnx"};
  p.controls = {{"gate", "", "", "", "", "", kStage, {}}, {"filter", "", "", "", "", "", kStage, {}}};
  p.frameworks = {{"atlas", "", "", "", "", {{"AML.1", "", "", "", "", {}, {}, false}, {"AML.0", "", "", "", "", {}, {}, true}}, {}, {}, {}}};
  return p;
}

ThreatDef threat(std::string id, Condition when) {
  ThreatDef t;
  t.id = std::move(id);
  t.scope.on = kStage;
  t.raises = {{std::move(when), "r", "m", {}, {}, {}, {}, {}, {}}};
  return t;
}

Pack domain(std::vector<ThreatDef> threats) {
  Pack p;
  p.id = p.domain = "data";
  p.threats = std::move(threats);
  return p;
}

std::string problems_of(std::vector<Pack> packs, Catalog* out = nullptr) {
  std::vector<LinkProblem> problems;
  std::vector<LinkInput> inputs;
  for (Pack& p : packs) inputs.push_back({std::move(p), {}});
  Catalog catalog = link(std::move(inputs), problems);
  std::string text;
  for (const LinkProblem& p : problems) {
    text += fmt::format("{}:{}: {}{}{}\n", p.entry, p.line, p.message, p.help.empty() ? "" : " | " + p.help,
                        p.reference ? " (reference)" : "");
  }
  if (out != nullptr) *out = std::move(catalog);
  return text;
}

std::string problems_of_condition(Condition when) { return problems_of({core(), domain({threat("t", std::move(when))})}); }

TEST_CASE("what is right has no problems and is ordered by id") {
  Catalog catalog;
  ThreatDef z = threat("z", fact_is("open", {"true"})), a = threat("a", at_least("level", "high"));
  z.cites = {"AML.1"}, z.controls = {{"gate", "likelihood", "strong"}}, z.needs = "ask", z.follows = {"a"};
  REQUIRE(problems_of({core(), domain({z, a})}, &catalog) == "");
  REQUIRE(catalog.threats.size() == 2);
  CHECK(catalog.threats[0].def.id == "a");
  CHECK(catalog.threats[1].follows == std::vector<uint32_t>{0});
  CHECK(catalog.threats[1].given_by == catalog.vocabulary.find("level"));
  CHECK(catalog.threat("z") == &catalog.threats[1]);
  CHECK(catalog.threat("y") == nullptr);
  CHECK(catalog.control("gate")->id == "gate");
  CHECK(catalog.control("none") == nullptr);
  CHECK(catalog.entry("AML.1")->id == "AML.1");
  CHECK(catalog.threats[0].raises[0].when.at_least == 1);
}

TEST_CASE("facts that nobody knows") {
  CHECK(problems_of_condition(fact_is("opne", {"true"})) ==
        "t:4: unknown fact or relation `opne` | one with a similar name exists: `open`\n");
  CHECK(problems_of_condition(fact_is("zzzzzzz", {"true"})) == "t:4: unknown fact or relation `zzzzzzz`\n");
  CHECK(problems_of_condition(fact_is("format", {"onnx"})) ==
        "t:4: fact `format` does not exist on stage | it exists on asset\n");
}

TEST_CASE("values that a fact has not") {
  CHECK(problems_of_condition(fact_is("open", {"yes"})) == "t:4: fact `open` is true or false, not `yes`\n");
  CHECK(problems_of_condition(fact_is("count", {"2x"})) == "t:4: fact `count` is an integer, not `2x`\n");
  CHECK(problems_of_condition(fact_is("level", {"hihg"})) == "t:4: fact `level` has no value `hihg` | did you mean `high`?\n");
  CHECK(problems_of_condition(some(Relation::reads, fact_is("format", {"onnx", "pikle"}))) ==
        "t:4: fact `format` has no value `pikle` | did you mean `pickle`?\n");
  CHECK(problems_of_condition(at_least("level", "medium")) == "t:4: fact `level` has no level `medium`\n");
}

TEST_CASE("bounds need an order") {
  CHECK(problems_of_condition(at_least("open", "true")) ==
        "t:4: fact `open` has no order, so `at-least` and `at-most` don't apply\n");
  CHECK(problems_of_condition(some(Relation::reads, at_least("format", "onnx"))) ==
        "t:4: fact `format` has no order, so `at-least` and `at-most` don't apply\n");
  CHECK(problems_of_condition(at_least("count", "3")) == "");
  CHECK(problems_of_condition(at_least("count", "three")) == "t:4: fact `count` is an integer, not `three`\n");
}

TEST_CASE("relations that do not start here") {
  CHECK(problems_of_condition(some(Relation::calls, fact_is("open", {"true"}))) == "");
  CHECK(problems_of_condition(some(Relation::read_by, fact_is("open", {"true"}))) ==
        "t:4: relation `read-by` does not exist on stage\n");
  CHECK(problems_of_condition(some(Relation::reads, some(Relation::reads, fact_is("format", {"onnx"})))) ==
        "t:4: relation `reads` does not exist on asset\n");
  CHECK(problems_of_condition(some(Relation::reads, fact_is("open", {"true"}))) ==
        "t:4: fact `open` does not exist on asset | it exists on stage\n");
  CHECK(reached(Relation::stages, kStage) == 0);
  CHECK(reached(Relation::reads, kStage | kAsset) == kAsset);
}

TEST_CASE("relations nest three deep and no deeper") {
  const Condition two = some(Relation::read_by, some(Relation::reads, fact_is("format", {"onnx"})));
  CHECK(problems_of_condition(some(Relation::reads, two)) == "");
  CHECK(problems_of_condition(some(Relation::after, some(Relation::reads, two))) ==
        "t:4: relation `reads` nests deeper than 3 | give the inner condition a name with a `[[define]]`\n");
}

TEST_CASE("every relation has a number of its own to remember by") {
  Catalog catalog;
  Condition any;
  any.op = ConditionOp::any;
  any.children = {some(Relation::after, fact_is("open", {"true"})), some(Relation::after, fact_is("open", {"true"}))};
  REQUIRE(problems_of({core(), domain({threat("t", any)})}, &catalog) == "");
  CHECK(catalog.n_memos == 2);
  CHECK(catalog.threats[0].raises[0].when.children[0].memo != catalog.threats[0].raises[0].when.children[1].memo);
}

TEST_CASE("references that lead nowhere are told apart") {
  ThreatDef t = threat("t", fact_is("open", {"true"}));
  t.cites = {"AML.9", "AML.0"};
  t.raises[0].cites = {"AML.8"};
  t.controls = {{"gaet", "likelihood", "strong"}};
  t.follows = {"nobody"};
  t.needs = "fly";
  t.gives = {"money", "a-copi"}, t.builds_on = {"wings"};
  Pack extra = domain({t});
  extra.controls = {{"other", "", "", "", "", "", kStage, {"AML.7"}}};
  CHECK(problems_of({core(), extra}) ==
        "other:0: `AML.7` stands in no framework that is loaded (reference)\n"
        "t:0: `AML.9` stands in no framework that is loaded (reference)\n"
        "t:0: `AML.0` has been retired by its framework (reference)\n"
        "t:0: `AML.8` stands in no framework that is loaded (reference)\n"
        "t:0: unknown control `gaet` | one with a similar name exists: `gate` (reference)\n"
        "t:0: `needs` names no capability: `fly`\n"
        "t:0: `gives` names no outcome: `a-copi` | a similar one exists: `a-copy`\n"
        "t:0: `builds-on` names no outcome: `wings` | outcomes are `a-copy` and `money`\n"
        "t:0: `follows` names no threat: `nobody` (reference)\n");
}

TEST_CASE("an outcome grants what is a capability") {
  Pack base = core();
  base.outcomes[0].grants = {"ask", "fly"};
  CHECK(problems_of({base}) == "a-copy:0: `grants` names no capability: `fly`\n");
}

TEST_CASE("a fact is asked in a form that there is, and no form is called like a fact") {
  Pack base = core();
  const auto form = [](std::string id) {
    WordDef def;
    def.id = std::move(id);
    return def;
  };
  base.forms = {form("access"), form("level")};
  base.facts[0].form = "access", base.facts[2].form = "acces", base.facts[3].form = "wind";
  Catalog catalog;
  CHECK(problems_of({base}, &catalog) ==
        "count:0: `form` names no form: `acces` | a similar one exists: `access`\n"
        "format:0: `form` names no form: `wind` | forms are `access` and `level`\n"
        "level:0: a form and a fact are called `level`: give the form another name\n");
  CHECK(catalog.vocabulary.facts[0].form == 0);
  base.facts[2].form.clear(), base.facts[3].form.clear();
  base.forms = {form("access"), form("edges"), form("boundary")};
  CHECK(problems_of({base}) ==
        "edges:0: a form can't be called `edges`: a question of merlon itself is\n"
        "boundary:0: a form can't be called `boundary`: a question of merlon itself is\n");
  CHECK(catalog.vocabulary.facts[1].form == kNone);
}

TEST_CASE("an id that is called otherwise now is understood, and told") {
  ThreatDef t = threat("t", fact_is("open", {"true"}));
  t.cites = {"AML.1", "AML.old"};
  t.raises[0].cites = {"AML.older"};
  Pack extra = domain({t});
  extra.controls = {{"other", "", "", "", "", "", kStage, {"AML.old"}}};
  Pack base = core();
  base.frameworks[0].name = "ATLAS", base.frameworks[0].release = "9";
  base.frameworks[0].entries[0].kind = "requirement";  // which both may name
  base.frameworks[0].alias_from = {"AML.old", "AML.older", "AML.gone"};
  base.frameworks[0].alias_to = {"AML.1", "AML.1", ""};
  BundledDef bundled;
  bundled.threat = "t", bundled.cites = {"AML.old"};
  base.bundled = {bundled};
  std::vector<LinkProblem> problems, stale;
  const Catalog catalog = link({{base, {}}, {extra, {}}}, problems, &stale);
  CHECK(problems.empty());
  std::string told;
  for (const LinkProblem& p : stale) told += fmt::format("{} {}: {} | {}\n", p.entry, p.name, p.message, p.help);
  const std::string help = " | cite `AML.1`, if that is still what is meant\n";
  CHECK(told == "other AML.old: `AML.old` is `AML.1` in ATLAS 9" + help + "t AML.old: `AML.old` is `AML.1` in ATLAS 9" + help +
                    "t AML.older: `AML.older` is `AML.1` in ATLAS 9" + help);
  CHECK(catalog.control("other")->satisfies == std::vector<std::string>{"AML.1"});
  CHECK(catalog.threats[0].def.cites == std::vector<std::string>{"AML.1"});
  CHECK(catalog.threats[0].raises[0].def.cites == std::vector<std::string>{"AML.1"});
  CHECK(catalog.bundled[0].cites == std::vector<std::string>{"AML.1"});

  t.cites = {"AML.gone"};
  t.raises[0].cites = {};
  CHECK(problems_of({base, domain({t})}) ==
        "t:0: `AML.gone` has been retired by its framework | ATLAS 9 has no successor for it: cite another entry (reference)\n");

  base.frameworks[0].entries[0].kind = "mitigation";
  t.cites = {"AML.old"};
  CHECK(problems_of({base, domain({t})}) == "t:0: `AML.old` () is a mitigation: no threat stands for one (reference)\n");
}

TEST_CASE("what a framework names of itself is there") {
  Pack base = core();
  FrameworkDef& f = base.frameworks[0];
  f.alias_from = {"AML.lost", f.entries[0].id};
  f.alias_to = {"AML.nowhere", ""};
  f.entries[0].parent = f.entries[0].id;
  CHECK(problems_of({base}) ==
        "atlas:0: `AML.1` is its own parent\n"
        "atlas:0: the alias `AML.lost` leads to `AML.nowhere`, which is no entry of the framework\n"
        "atlas:0: the alias `AML.1` is an entry that lives | an alias says what became of an id that has gone\n");
}

TEST_CASE("an id without its edition means nothing") {
  ThreatDef t = threat("t", fact_is("open", {"true"}));
  t.cites = {"LLM03", "ML01", "LLM0", "LLM03:2024"};
  Pack base = core();
  const auto edition = [&](std::string id, std::vector<std::string> ids) {
    FrameworkDef f;
    f.id = std::move(id);
    for (std::string& e : ids) f.entries.push_back({std::move(e), "", "", "", "", {}, {}, false});
    base.frameworks.push_back(std::move(f));
  };
  edition("llm-2025", {"LLM03:2025", "LLM04:2025"});
  edition("llm-2026", {"LLM03:2026"});
  edition("ml", {"ML01:2023"});
  CHECK(problems_of({base, domain({t})}) ==
        "t:0: `LLM03` does not say which edition is meant | there are `LLM03:2025` and `LLM03:2026` (reference)\n"
        "t:0: `ML01` does not say which edition is meant | there is `ML01:2023` (reference)\n"
        "t:0: `LLM0` stands in no framework that is loaded (reference)\n"
        "t:0: `LLM03:2024` stands in no framework that is loaded (reference)\n");
}

TEST_CASE("a threat follows causes and not followers") {
  ThreatDef a = threat("a", fact_is("open", {"true"})), b = a, c = a;
  b.id = "b", b.follows = {"a"};
  c.id = "c", c.follows = {"b"};
  CHECK(problems_of({core(), domain({a, b, c})}) == "c:0: `c` follows `b`, which follows others itself\n");
  a.follows = {"a"};
  CHECK(problems_of({core(), domain({a})}) == "a:0: `a` follows `a`, which follows others itself\n");
}

TEST_CASE("nothing is defined twice") {
  const std::string help = " | a pack adds, and never changes what is there: give it another name\n";
  Pack again;
  again.controls = {{"gate", "", "", "", "", "", kStage, {}}};
  again.facts = {fact("open", FactType::boolean, kStage)};
  const ThreatDef t = threat("t", fact_is("open", {"true"}));
  CHECK(problems_of({core(), again, domain({t}), domain({t})}) ==
        "open:0: fact `open` is defined twice" + help +
        "gate:0: control `gate` is defined twice" + help +
        "t:0: threat `t` is defined twice" + help);
}

Pack named(std::string id) {
  Pack p;
  p.id = std::move(id);
  return p;
}

// Of two who bring one name both are named: a pack adds, and never changes what is there.
TEST_CASE("what is there is not brought again by a pack, word by word") {
  const std::string help = " | a pack adds, and never changes what is there: give it another name\n";
  Pack p = core();
  p.id = "mine";
  CHECK(problems_of({core(), p}) ==
        "data:0: kind `data` of pack `mine` exists already in merlon itself" + help +
        "model:0: kind `model` of pack `mine` exists already in merlon itself" + help +
        "train:0: `does` word `train` of pack `mine` exists already in merlon itself" + help +
        "public:0: role `public` of pack `mine` exists already in merlon itself" + help +
        "ask:0: capability `ask` of pack `mine` exists already in merlon itself" + help +
        "a-copy:0: outcome `a-copy` of pack `mine` exists already in merlon itself" + help +
        "money:0: outcome `money` of pack `mine` exists already in merlon itself" + help +
        "rating:0: scale `rating` of pack `mine` exists already in merlon itself" + help +
        "open:0: fact `open` of pack `mine` exists already in merlon itself" + help +
        "level:0: fact `level` of pack `mine` exists already in merlon itself" + help +
        "count:0: fact `count` of pack `mine` exists already in merlon itself" + help +
        "format:0: fact `format` of pack `mine` exists already in merlon itself" + help +
        "derived:0: fact `derived` of pack `mine` exists already in merlon itself" + help +
        "atlas:0: framework `atlas` of pack `mine` exists already in merlon itself" + help +
        "gate:0: control `gate` of pack `mine` exists already in merlon itself" + help +
        "filter:0: control `filter` of pack `mine` exists already in merlon itself" + help);
}

TEST_CASE("two packs that bring one name are both named") {
  const std::string help = " | a pack adds, and never changes what is there: give it another name\n";
  Pack a = named("a"), b = named("b");
  a.controls = b.controls = {{"lock", "", "", "", "", "", kStage, {}}};
  a.frameworks = {{"mine", "", "", "", "", {{"M.1", "", "", "", "", {}, {}, false}}, {}, {}, {}}};
  b.frameworks = {{"other", "", "", "", "", {{"M.1", "", "", "", "", {}, {}, false}}, {}, {}, {}}};
  CHECK(problems_of({core(), a, b}) ==
        "other:0: framework entry `M.1` of pack `b` exists already in pack `a`" + help +
        "lock:0: control `lock` of pack `b` exists already in pack `a`" + help);
}

TEST_CASE("a define decides facts of its own pack only") {
  Pack p = named("mine");
  p.defines = {{"derived", kStage, fact_is("open", {"true"}), {}}};
  CHECK(problems_of({core(), p}) ==
        "derived:0: define `derived` of pack `mine` decides a fact of merlon itself | a pack adds, and never changes what is there: give it another name\n");
}

TEST_CASE("a pack that is required is there") {
  Pack p = named("mine");
  p.needed = {"other", "mine"};
  CHECK(problems_of({core(), p, named("other")}) ==
        "pack.toml:0: pack `mine` requires `mine`, which is not loaded | name it too, with `--pack` or `--plugin` (reference)\n");
  CHECK(problems_of({core(), p}).find("requires `other`") != std::string::npos);
}

// A pack is compiled against the vocabulary alone, without our controls: one of its own must not make theirs missing.
TEST_CASE("a control that only another pack can have is a reference") {
  Pack vocabulary = core();
  vocabulary.controls.clear();
  vocabulary.facts[0].satisfies = "gate";
  Pack p = named("mine");
  p.controls = {{"lock", "", "", "", "", "", kStage, {}}};
  CHECK(problems_of({vocabulary, p}) == "open:0: fact `open` satisfies `gate`, which is no control (reference)\n");
}

TEST_CASE("subjects name words that exist") {
  ThreatDef t = threat("t", fact_is("open", {"true"}));
  t.scope = {kStage | kAsset | mask_of(ElementKind::actor), {"trian"}, {"modle"}, {"pubic"}};
  CHECK(problems_of({core(), domain({t})}) ==
        "t:0: `subjects` names the `does` word `trian`, which does not exist | train\n"
        "t:0: `subjects` names the kind `modle`, which does not exist | model\n"
        "t:0: `subjects` names the role `pubic`, which does not exist | public\n");
}

DefineDef define(std::string name, Condition when) { return {std::move(name), kStage, std::move(when), {}}; }

TEST_CASE("defines come after what they use and never use themselves") {
  Pack p = core();
  p.facts.push_back(fact("second", FactType::boolean, kStage));
  p.defines = {define("second", some(Relation::after, fact_is("derived", {"true"}))), define("derived", fact_is("open", {"true"}))};
  Catalog catalog;
  REQUIRE(problems_of({p}, &catalog) == "");
  REQUIRE(catalog.defines.size() == 2);
  CHECK(catalog.defines[0].def.name == "derived");
  CHECK(catalog.defines[1].def.name == "second");

  p.defines[1].when = some(Relation::after, fact_is("second", {"true"}));
  CHECK(problems_of({p}) == "second:0: define `second` uses itself, by way of others\n");
  p.defines = {define("derived", fact_is("derived", {"true"}))};
  CHECK(problems_of({p}) == "derived:0: define `derived` uses itself, by way of others\n");
  p.defines = {define("nothing", fact_is("open", {"true"}))};
  CHECK(problems_of({p}) == "nothing:0: define `nothing` names no derived fact\n");
}

TEST_CASE("facts whose words do not exist") {
  Pack p = core();
  p.facts[1].scale = "ratings";
  p.facts[2].kinds = {"dat"};
  p.facts[0].does = {"tarin"};
  p.facts[3].satisfies = "gaet";
  p.facts[4].paradigms = {"generative"};
  p.kinds[1].parent = "thing";
  CHECK(problems_of({p}) ==
        "model:0: `model` has no such parent\n"
        "open:0: no `does` word `tarin`\n"
        "level:0: no scale `ratings`\n"
        "count:0: no kind `dat`\n"
        "derived:0: no paradigm `generative`\n"
        "format:0: fact `format` satisfies `gaet`, which is no control (reference)\n");
}

}  // namespace
}  // namespace merlon
