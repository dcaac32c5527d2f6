// Descriptions whose frame is right.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

const char* const kFull = R"(format = 1
x-note = "kept"

[pipeline]
id = "demo"
name = "Demo"
x-team = "blue"

[[boundary]]
id = "prod"
trust = "internal"

[[stage]]
does = ["train"]
id = "train"
reads = ["data"]

[[asset]]
id = "data"

[[flow]]
from = "train"
to = "data"

[[actor]]
id = "annie"

[[stage]]
id = "score"

[[flow]]
id = "answer"

[[decision]]
finding = "model-theft@score"
treatment = "accept"
reason = "told to everybody"
by = "review 2026-11"
ticket = "RISK-1"
until = 2027-05-31
x-seen = true

[[decision]]
finding = "model-theft@train"
treatment = "false-positive"
reason = "nobody can"
until = "2028-02-29"

[assume]
x-why = "first draft"

[assume.element.score]
encrypted = true
pinned = "yes"

[assume.kind.llm]
origin = ["vendor"]

[assume.boundary.outside]
egress = "open"

[assume.element."train..data"]
encrypted = false
)";

std::string ids(const std::vector<DocElement>& list) {
  std::string out;
  for (const DocElement& e : list) out += "(" + e.id.text + ")";
  return out;
}

TEST_CASE("a description is read in its order") {
  const Reading r = read_pipeline_text(kFull);
  INFO(r.errors());
  REQUIRE(r.doc);
  const PipelineDoc& doc = *r.doc;
  CHECK(doc.pipeline.id.text == "demo");
  CHECK(ids(doc.boundaries) == "(prod)");
  CHECK(ids(doc.actors) == "(annie)");
  CHECK(ids(doc.assets) == "(data)");
  CHECK(ids(doc.stages) == "(train)(score)");
  CHECK(ids(doc.flows) == "()(answer)");
  CHECK(r.diagnostics.empty());
}

TEST_CASE("elements keep all keys but their id, with places") {
  const Reading r = read_pipeline_text(kFull);
  REQUIRE(r.doc);
  const DocElement& train = r.doc->stages[0];
  REQUIRE(train.entries.size() == 2);
  CHECK(train.entries[0].key == "does");
  CHECK(train.entries[1].key == "reads");
  CHECK(train.find("reads")->value.items[0].text == "data");
  CHECK(train.find("id") == nullptr);
  CHECK(train.span == Span{0, 15, 7, 5});
  CHECK(train.id.span == train.span);
  CHECK(r.doc->pipeline.find("x-team")->value.text == "blue");
  CHECK(r.at(r.doc->flows[0].span) == "[[flow]]");
  CHECK(r.at(r.doc->flows[1].span) == "answer");
}

TEST_CASE("decisions are read") {
  const Reading r = read_pipeline_text(kFull);
  REQUIRE(r.doc);
  REQUIRE(r.doc->decisions.size() == 2);
  const DocDecision& one = r.doc->decisions[0];
  CHECK(one.finding == "model-theft@score");
  CHECK(one.treatment == "accept");
  CHECK(one.reason == "told to everybody");
  CHECK(one.by == "review 2026-11");
  CHECK(one.ticket == "RISK-1");
  CHECK(one.until == "2027-05-31");
  CHECK(r.at(one.until_span) == "2027-05-31");
  CHECK(r.at(one.span) == "model-theft@score");
  CHECK(r.doc->decisions[1].until == "2028-02-29");
}

TEST_CASE("assumptions are read in the order of the file") {
  const Reading r = read_pipeline_text(kFull);
  REQUIRE(r.doc);
  std::string seen;
  for (const DocAssumption& a : r.doc->assumptions) {
    const char* on = a.on == DocAssumption::On::kind       ? "kind "
                     : a.on == DocAssumption::On::boundary ? "boundary "
                                                           : "element ";
    seen += on + a.target.text + " " + a.fact.key + "\n";
    CHECK(r.at(a.target.span) == a.target.text);
  }
  CHECK(seen ==
        "element score encrypted\nelement score pinned\nelement train..data encrypted\n"
        "kind llm origin\nboundary outside egress\n");
}

TEST_CASE("the short form and the long form are the same") {
  const Reading r = read_pipeline_text(
      "format = 1\nstage = [\n  { id = \"a\", does = [\"train\"] },\n  { id = \"b\" },\n]\n"
      "[pipeline]\nid = \"p\"\n");
  INFO(r.errors());
  REQUIRE(r.doc);
  CHECK(ids(r.doc->stages) == "(a)(b)");
  CHECK(r.doc->stages[1].span == Span{0, 4, 11, 1});
}

TEST_CASE("the longest id, and ids that begin with a digit") {
  const std::string id(64, '9');
  CHECK(frame_errors("format = 1\n[pipeline]\nid = \"pipeline\"\n[[stage]]\nid = \"" + id +
                     "\"\n") == "accepted\n");
}

TEST_CASE("all errors of the frame come in one run, sorted by place") {
  const Reading r = read_pipeline_text(
      "formt = 1\n[[stage]]\nid = \"A\"\n[[decision]]\nfinding = \"a@b\"\n[assume]\nx = 1\n");
  CHECK_FALSE(r.doc);
  CHECK(r.codes() == "E0204 E0208 E0212 E0212 E0216 E0201 E0202");
}

TEST_CASE("too many elements") {
  std::string text = "format = 1\n[pipeline]\nid = \"p\"\n";
  for (int i = 0; i < 5; ++i) text += "[[stage]]\nid = \"s" + std::to_string(i) + "\"\n";
  TomlLimits limits;
  limits.elements = 5;
  CHECK(read_pipeline_text(text, limits).doc);
  limits.elements = 4;
  CHECK(read_pipeline_text(text, limits).errors() ==
        R"(error[E0217]: description has 5 elements, more than the 4 that are read
  --> pipeline.toml
   = help: describe kinds of things, not each one of them
)");
  CHECK(TomlLimits{}.elements == 200000);
}

TEST_CASE("a text that is no TOML is reported once") {
  CHECK(read_pipeline_text("format = \n[[stag]]\n").codes() == "E0110");
}

}  // namespace
}  // namespace merlon
