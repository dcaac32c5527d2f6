#include "engine/follows.hpp"

#include "catalog/image.hpp"
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

extern "C" const mrl_pack merlon_core_pack;

namespace merlon {
namespace {

Catalog cause_and_effect() {
  const mrl_pack& core = merlon_core_pack;
  Pack domain;
  for (const char* id : {"cause", "effect"}) {
    ThreatDef t;
    t.id = id;
    domain.threats.push_back(t);
  }
  domain.threats[1].follows = {"cause"};
  std::vector<LinkProblem> problems;
  std::vector<LinkInput> inputs;
  inputs.push_back({*decode({core.image_format, core.words, core.n_words, core.text, core.n_text}), {}});
  inputs.push_back({domain, {}});
  return link(std::move(inputs), problems);
}

/// The effect at one subject, raised by itself, once the cause stands at another.
class Case {
 public:
  explicit Case(const std::string& pipeline) : catalog_(cause_and_effect()), case_(lowered_file(pipeline_text(pipeline), catalog_)) {}

  std::string effect(const std::string& at, VerdictKind cause, const std::string& cause_at) {
    const Graph& g = case_->g();
    std::vector<AskedThreat> asked;
    for (const auto& [id, subject, kind] : {std::tuple{"cause", cause_at, cause}, {"effect", at, VerdictKind::raised}}) {
      asked.push_back({id, "", "", catalog_.threat(id), {case_->element(subject)}, {kind}});
    }
    std::vector<Cell> cells(2);
    for (uint32_t t = 0; t < 2; ++t) cells[t].threat = t, cells[t].subject = asked[t].subjects[0], cells[t].kind = asked[t].kinds[0];
    cells[0].sources = {{"cause", cause, 0, "", {{Evidence::Kind::missing, asked[0].subjects[0], "owner", {}}}}};
    cells[1].sources = {{"effect", VerdictKind::raised, 0, "because", {}}};
    apply_follows(g, asked, cells);
    std::string out(kVerdictWords[static_cast<size_t>(asked[1].kinds[0])]);
    for (const Evidence& e : cells[1].sources[0].evidence) out += " " + e.fact + "@" + g.ids[e.element];
    return out;
  }

 private:
  Catalog catalog_;
  GraphCasePtr case_;
};

// web -> crawl -> pages -> train; apart: label
const std::string kLine = R"([[asset]]
id = "pages"
kind = "dataset"
[[asset]]
id = "model"
kind = "classifier"
[[stage]]
id = "crawl"
does = ["collect"]
reads = []
uses = []
writes = ["pages"]
[[stage]]
id = "fit"
does = ["train"]
reads = ["pages"]
uses = []
writes = ["model"]
[[stage]]
id = "apart"
does = ["prepare"]
reads = []
uses = []
writes = []
)";

TEST_CASE("an effect is at most what its causes are at it or upstream") {
  Case c(kLine);
  CHECK(c.effect("fit", VerdictKind::raised, "fit") == "raised");
  CHECK(c.effect("fit", VerdictKind::raised, "crawl") == "raised");
  CHECK(c.effect("crawl", VerdictKind::raised, "fit") == "ruled-out");
  CHECK(c.effect("apart", VerdictKind::raised, "crawl") == "ruled-out");
  CHECK(c.effect("fit", VerdictKind::ruled_out, "crawl") == "ruled-out");
  CHECK(c.effect("fit", VerdictKind::not_analysed, "crawl") == "not-analysed");
}

TEST_CASE("an effect that waits for its cause misses what the cause misses") {
  Case c(kLine);
  CHECK(c.effect("fit", VerdictKind::undecided, "crawl") == "undecided owner@crawl");
}

TEST_CASE("a flow carries its cause to its target and takes one from its source") {
  Case c(kLine);
  CHECK(c.effect("fit", VerdictKind::raised, "pages..fit") == "raised");
  CHECK(c.effect("crawl", VerdictKind::raised, "crawl..pages") == "ruled-out");
  CHECK(c.effect("pages..fit", VerdictKind::raised, "crawl") == "raised");
  CHECK(c.effect("crawl..pages", VerdictKind::raised, "fit") == "ruled-out");
}

TEST_CASE("an effect of the whole pipeline takes a cause from anywhere") {
  Case c(kLine);
  CHECK(c.effect("pipeline", VerdictKind::raised, "apart") == "raised");
}

TEST_CASE("a cause that only may come this far leaves the effect undecided") {
  Case c(kLine + "[[stage]]\nid = \"open\"\ndoes = [\"monitor\"]\nuses = []\n");
  CHECK(c.effect("open", VerdictKind::raised, "fit") == "undecided reads@open");
}

TEST_CASE("a cause does not come through people") {
  Case c(kLine + "[[actor]]\nid = \"clerk\"\nrole = \"staff\"\n"
                 "[[stage]]\nid = \"show\"\ndoes = [\"present\"]\nserves = [\"clerk\"]\n"
                 "[[stage]]\nid = \"form\"\ndoes = [\"collect\"]\nreads = []\nuses = []\nserves = [\"clerk\"]\nwrites = []\n");
  CHECK(c.effect("form", VerdictKind::raised, "show") == "ruled-out");
  CHECK(c.effect("form", VerdictKind::raised, "clerk") == "raised");
}

}  // namespace
}  // namespace merlon
