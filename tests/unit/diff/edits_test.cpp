// Edits as sentences, and what undoing them brings along.
#include "diff/edits.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

PipelineDoc doc_of(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto doc = read_pipeline(sources, sources.add("p.toml", "format = 1\n[pipeline]\nid = \"p\"\n" + text), {}, diagnostics);
  if (!doc) throw std::runtime_error(render(sources, diagnostics, false));
  return *doc;
}

std::string between(const std::string& before, const std::string& after) {
  std::string out;
  for (const Edit& e : edits_between(doc_of(before), doc_of(after))) out += sentence(e) + "\n";
  return out;
}

std::string stage(const std::string& facts, const std::string& more = "") { return "[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\n" + facts + "\n" + more; }

/// The description with its edits undone, as the edits that are left.
std::string left(const std::string& before, const std::string& after, const std::vector<uint32_t>& undo) {
  const PipelineDoc a = doc_of(before), b = doc_of(after);
  std::string out;
  for (const Edit& e : edits_between(a, undone(a, b, edits_between(a, b), undo))) out += sentence(e) + "\n";
  return out;
}

TEST_CASE("facts") {
  CHECK(between(stage(""), stage("fallback = true")) == "`fallback` of stage `s` was set to true\n");
  CHECK(between(stage("fallback = true"), stage("")) == "`fallback` of stage `s` was taken away (was true)\n");
  CHECK(between(stage("fallback = true"), stage("fallback = false")) == "`fallback` of stage `s` became false (was true)\n");
  CHECK(between("criticality = \"low\"\n" + stage(""), "criticality = \"high\"\n" + stage("")) ==
        "`criticality` of the pipeline became \"high\" (was \"low\")\n");
}

TEST_CASE("what decides nothing is no edit") {
  CHECK(between(stage("name = \"a\"\nx-team = 1"), stage("note = \"b\"\nx-team = 2")) == "");
  CHECK(between(stage("reads = [\"a\", \"b\"]"), stage("reads = [\"b\", \"a\"]")) == "");
}

TEST_CASE("lists by item, and as a whole where one side has none") {
  CHECK(between(stage("reads = [\"a\", \"b\"]"), stage("reads = [\"b\", \"c\"]")) ==
        "\"c\" was added to `reads` of stage `s`\n\"a\" was taken out of `reads` of stage `s`\n");
  CHECK(between(stage("reads = [\"a\"]"), stage("")) == "`reads` of stage `s` was taken away (was [\"a\"])\n");
  CHECK(between(stage(""), stage("reads = []")) == "`reads` of stage `s` was set to []\n");
  CHECK(between("[[stage]]\nid = \"s\"\ndoes = [\"infer\", \"train\"]\n", "[[stage]]\nid = \"s\"\ndoes = [\"train\", \"infer\"]\n") ==
        "`does` of stage `s` became [\"train\", \"infer\"] (was [\"infer\", \"train\"])\n");
}

TEST_CASE("controls by status") {
  CHECK(between(stage(""), stage("controls = [\"c\"]")) == "control `c` of stage `s` was stated (implemented)\n");
  CHECK(between(stage("controls = [\"c\"]"), stage("controls = [{ id = \"c\", status = \"partial\" }]")) == "control `c` of stage `s` became partial (was implemented)\n");
  CHECK(between(stage("controls = [\"c\", \"d\"]"), stage("controls = [\"d\"]")) == "control `c` of stage `s` is no longer stated (was implemented)\n");
  CHECK(between(stage("controls = [\"c\"]"), stage("controls = [{ id = \"c\", evidence = \"e\" }]")) ==
        "control `c` of stage `s` is stated otherwise: { id = \"c\", evidence = \"e\" } (was \"c\")\n");
}

TEST_CASE("elements, and one that became something else") {
  const std::string actor = "[[actor]]\nid = \"a\"\nrole = \"user\"\n", asset = "[[asset]]\nid = \"a\"\nkind = \"model\"\n";
  CHECK(between(stage(""), stage("", actor)) == "actor `a` was added\n");
  CHECK(between(stage("", actor), stage("")) == "actor `a` was removed\n");
  CHECK(between(stage("", actor), stage("", asset)) == "`a` became asset (was actor)\n");
  CHECK(between(stage(""), stage("", actor + "[[flow]]\nfrom = \"a\"\nto = \"s\"\n")) == "actor `a` was added\nflow `a..s` was added\n");
}

TEST_CASE("assumptions and decisions") {
  CHECK(between(stage(""), stage("", "[assume.kind.dataset]\nrights = \"licensed\"\n")) == "`kind.rights` of `dataset` is assumed to be \"licensed\"\n");
  CHECK(between(stage("", "[assume.kind.dataset]\nrights = \"licensed\"\n"), stage("")) == "`kind.rights` of `dataset` is no longer assumed (was \"licensed\")\n");
  const std::string decision = "[[decision]]\nfinding = \"t@s\"\ntreatment = \"accept\"\nreason = \"r\"\nby = \"b\"\n";
  CHECK(between(stage(""), stage("", decision)) == "a decision on `t@s` was made: accept: r, by b\n");
  CHECK(between(stage("", decision), stage("")) == "the decision on `t@s` was withdrawn (was accept: r, by b)\n");
}

TEST_CASE("an element that is added goes with all that names it") {
  const std::string after = stage("reads = [\"m\"]\nserves = [\"a\"]", "[[asset]]\nid = \"m\"\nkind = \"model\"\n[[actor]]\nid = \"a\"\nrole = \"user\"\n"
                                  "[[flow]]\nfrom = \"a\"\nto = \"m\"\n[assume.element.m]\npinned = \"digest\"\n");
  // 0 actor, 1 asset, 2 reads, 3 serves, 4 flow, 5 assumption
  CHECK(left(stage(""), after, {1}) == "actor `a` was added\n`serves` of stage `s` was set to [\"a\"]\n");
  CHECK(left(stage(""), after, {0, 1}) == "");
  CHECK(left(stage("reads = []"), after, {0, 1}) == "");
}

TEST_CASE("an element that is removed comes back with what named it") {
  const std::string before = stage("reads = [\"m\", \"n\"]", "[[asset]]\nid = \"m\"\nkind = \"model\"\nin = \"n\"\n[[asset]]\nid = \"n\"\nkind = \"model\"\n"
                                   "[[asset]]\nid = \"k\"\nkind = \"model\"\nin = \"n\"\n[[flow]]\nfrom = \"n\"\nto = \"m\"\n");
  const std::string after = stage("reads = [\"m\"]", "[[asset]]\nid = \"m\"\nkind = \"model\"\n[[asset]]\nid = \"k\"\nkind = \"model\"\n");
  const auto edits = edits_between(doc_of(before), doc_of(after));
  for (uint32_t i = 0; i < edits.size(); ++i) {
    if (sentence(edits[i]) == "asset `n` was removed") CHECK(left(before, after, {i}) == "");
  }
  CHECK(edits.size() == 5);
}


}  // namespace
}  // namespace merlon
