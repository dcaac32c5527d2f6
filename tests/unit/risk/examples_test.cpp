// The three worked examples of 9-semantics S6, with our own threats.
#include <stdexcept>

#include "catalog/image.hpp"
#include "catalog/link.hpp"
#include "catch.hpp"
#include "engine/run.hpp"
#include "packc/folder.hpp"
#include "risk/assessment.hpp"
#include "unit/graph/graph_case.hpp"

extern "C" const mrl_pack merlon_core_pack;

namespace merlon {
namespace {

Catalog catalog_with(const std::string& domain) {
  std::vector<LinkInput> inputs;
  const mrl_pack& core = merlon_core_pack;
  inputs.push_back({*decode({core.image_format, core.words, core.n_words, core.text, core.n_text}), {}});
  Sources sources;
  Diagnostics diagnostics;
  PackReading reading;
  read_domain_folder(MERLON_SOURCE_DIR "/threatdb/threats/" + domain, sources, reading, diagnostics);
  inputs.push_back({reading.pack, {}});
  std::vector<LinkProblem> problems;
  Catalog catalog = link(std::move(inputs), problems);
  if (!problems.empty() || !diagnostics.empty()) throw std::logic_error("the folder does not link");
  return catalog;
}

/// `likelihood x impact = score level` of inherent, residual and target, of one finding.
std::string rated(const std::string& domain, const std::string& pipeline, const std::string& of_pipeline, const std::string& finding) {
  const Catalog catalog = catalog_with(domain);
  const auto c = lowered_file(pipeline_text(pipeline, of_pipeline), catalog);
  if (!c->graph) return c->messages();
  RunInput input;
  input.graph = &*c->graph, input.catalog = &catalog;
  const Verdicts verdicts = run(input);
  const Assessment assessment = assess(*c->graph, verdicts, {});
  for (const Rated& r : assessment.findings) {
    if (r.id != finding) continue;
    std::string out;
    for (const auto& [name, s] : {std::pair{"inherent", r.inherent}, {"residual", r.residual}, {"target", r.target}}) {
      out += std::string(name) + " " + std::to_string(s.likelihood) + "x" + std::to_string(s.impact) + " " +
             std::string(word(s.level)) + " " + std::to_string(s.score) + "\n";
    }
    return out;
  }
  return "not raised";
}

// Mail of anybody is indexed beside payment data; the assistant only shows plain text to staff.
std::string copilot(const std::string& controls) {
  return R"([[boundary]]
id = "dc"
trust = "internal"
[[actor]]
id = "sender"
role = "public"
[[actor]]
id = "clerk"
role = "staff"
boundary = "dc"
[[asset]]
id = "mail"
kind = "mailbox"
boundary = "dc"
contains = ["none"]
[[asset]]
id = "index"
kind = "embedding-index"
boundary = "dc"
contains = ["payment-data"]
[[asset]]
id = "llm"
kind = "llm"
origin = ["vendor-api"]
sensitivity = "public"
[[stage]]
id = "embed"
does = ["index"]
reads = ["mail"]
writes = ["index"]
boundary = "dc"
[[stage]]
id = "copilot"
does = ["infer"]
reads = ["llm", "index"]
uses = []
writes = []
serves = ["clerk"]
boundary = "dc"
started-by = ["person"]
renders = ["plain"]
decides-about = ["nothing"]
controls = [)" + controls + R"(]
[[flow]]
from = "sender"
to = "mail"
)";
}

TEST_CASE("example 1 is indirect prompt injection into an assistant that reads mail") {
  const std::string none = rated("generative", copilot(""), "criticality = \"moderate\"\n", "indirect-prompt-injection@copilot");
  CHECK(none == "inherent 15x14 high 74\nresidual 15x14 high 74\ntarget 15x14 high 74\n");
  const std::string some = rated("generative", copilot("\"human-approval\", { id = \"content-marking\", status = \"partial\" }"),
                                 "criticality = \"moderate\"\n", "indirect-prompt-injection@copilot");
  CHECK(some == "inherent 15x14 high 74\nresidual 10x14 moderate 52\ntarget 9x14 moderate 51\n");
}

std::string registry(const std::string& controls) {
  return R"([[asset]]
id = "registry"
kind = "model-registry"
writable-by = "organisation"
controls = [)" + controls + R"(]
[[asset]]
id = "pd-model"
kind = "classifier"
in = "registry"
origin = ["internal"]
format = ["pickle"]
[[stage]]
id = "score"
does = ["infer"]
reads = ["pd-model"]
uses = []
serves = []
decides-about = ["rights"]
)";
}

TEST_CASE("example 2 is a swapped model in a registry that everybody in the house can write") {
  CHECK(rated("supply-chain", registry(""), "criticality = \"very-high\"\n", "model-artifact-swap@pd-model") ==
        "inherent 11x20 high 75\nresidual 11x20 high 75\ntarget 11x20 high 75\n");
  CHECK(rated("supply-chain", registry("{ id = \"access-control-at-rest\", status = \"partial\" }"), "criticality = \"very-high\"\n",
              "model-artifact-swap@pd-model") == "inherent 11x20 high 75\nresidual 10x20 high 75\ntarget 8x20 high 74\n");
}

std::string donors(const std::string& controls) {
  return R"([[actor]]
id = "charity"
role = "partner"
[[asset]]
id = "donors"
kind = "training-set"
contains = ["special-category"]
origin = ["internal"]
[[asset]]
id = "m"
kind = "classifier"
sensitivity = "internal"
[[stage]]
id = "fit"
does = ["train"]
reads = ["donors"]
uses = []
writes = ["m"]
[[stage]]
id = "donor-api"
does = ["infer"]
reads = ["m"]
uses = []
serves = ["charity"]
returns = ["scores"]
controls = [)" + controls + "]\n";
}

TEST_CASE("example 3 is membership inference by partners who get scores") {
  CHECK(rated("model", donors(""), "criticality = \"low\"\n", "membership-inference@donor-api") ==
        "inherent 6x16 moderate 51\nresidual 6x16 moderate 51\ntarget 6x16 moderate 51\n");
  CHECK(rated("model", donors("\"output-coarsening\""), "criticality = \"low\"\n", "membership-inference@donor-api") ==
        "inherent 6x16 moderate 51\nresidual 3x16 low 29\ntarget 3x16 low 29\n");
  CHECK(rated("model", donors("{ id = \"output-coarsening\", status = \"planned\" }"), "criticality = \"low\"\n", "membership-inference@donor-api") ==
        "inherent 6x16 moderate 51\nresidual 6x16 moderate 51\ntarget 3x16 low 29\n");
}

}  // namespace
}  // namespace merlon
