// What content, influence and audiences reach: a tiny pipeline for each, with what must be and what may be.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

const std::string kPublic = "[[actor]]\nid = \"u\"\nrole = \"public\"\n";
std::string asset(const std::string& id, const std::string& kind, const std::string& more = {}) {
  return "[[asset]]\nid = \"" + id + "\"\nkind = \"" + kind + "\"\n" + more + "\n";
}
std::string stage(const std::string& id, const std::string& does, const std::string& more) {
  return "[[stage]]\nid = \"" + id + "\"\ndoes = [\"" + does + "\"]\n" + more + "\n";
}
std::string flow(const std::string& from, const std::string& to, const std::string& more = {}) {
  return "[[flow]]\nfrom = \"" + from + "\"\nto = \"" + to + "\"\n" + more + "\n";
}
std::string value(const std::string& text, const char* fact, const char* id) {
  const auto c = lowered_text(text);
  return c->graph ? c->value(fact, id) : c->messages();
}

const std::string kOurs = "origin = [\"internal\"]\nwritable-by = \"team\"\n";

TEST_CASE("paradigms follow from models and deeds") {
  const std::string models = asset("m", "llm", kOurs) + asset("c", "classifier", kOurs) + asset("x", "model", kOurs);
  CHECK(value(models + stage("s", "infer", "reads = [\"m\"]"), "paradigms", "s") == "generative");
  CHECK(value(models + stage("s", "infer", "reads = [\"c\", \"m\"]"), "paradigms", "s") == "predictive, generative");
  CHECK(value(models + stage("s", "act", "reads = [\"m\"]"), "paradigms", "s") == "generative, agentic");
  CHECK(value(models + stage("s", "infer", "reads = []"), "paradigms", "s") == "none");
  CHECK(value(models + stage("s", "infer", "reads = [\"x\"]"), "paradigms", "s") == "unknown");
  CHECK(value(models + stage("s", "infer", ""), "paradigms", "s") == "unknown");
  CHECK(value(models + stage("s", "aggregate", "reads = []"), "paradigms", "s") == "federated");
  CHECK(answer(models + stage("s", "infer", "reads = [\"x\"]"), "{ paradigms = \"agentic\" }", "s") == "no");
}

TEST_CASE("content of strangers passes stages and stores and dies in weights") {
  const std::string text = kPublic + asset("inbox", "mailbox") + flow("u", "inbox") + asset("clean", "dataset", "writable-by = \"team\"") +
                           asset("m", "classifier", "writable-by = \"team\"\nformat = [\"onnx\"]") +
                           stage("p", "prepare", "reads = [\"inbox\"]\nwrites = [\"clean\"]") +
                           stage("t", "train", "reads = [\"clean\"]\nwrites = [\"m\"]\nuses = []") +
                           stage("i", "infer", "reads = [\"m\"]\nuses = []\nserves = []");
  CHECK(value(text, "content-trust", "inbox") == "untrusted");
  CHECK(value(text, "content-trust", "clean") == "untrusted");
  CHECK(value(text, "content-trust", "t") == "untrusted");
  CHECK(value(text, "content-trust", "m") == "restricted");
  CHECK(value(text, "content-trust", "i") == "restricted");
  CHECK(value(text, "influence-trust", "i") == "untrusted");
  CHECK(value(text, "contributed-by", "t") == "public");
  CHECK(value(text, "contributed-by", "i") == "team");
}

TEST_CASE("content from outside by its origin or by who can write it") {
  const auto of = [](const std::string& facts) {
    return value(asset("d", "dataset", facts) + stage("t", "train", "reads = [\"d\"]\nwrites = []\nuses = []"), "content-trust", "t");
  };
  CHECK(of("origin = [\"public-web\"]") == "untrusted");
  CHECK(of("origin = [\"vendor\"]\nwritable-by = \"team\"") == "partner");
  CHECK(of("origin = [\"internal\"]\nwritable-by = \"organisation\"") == "internal");
  CHECK(of(kOurs) == "restricted");
  CHECK(of("origin = [\"vendor\"]") == "at most partner");  // who can write it is not said
  CHECK(of("writable-by = \"team\"") == "unknown");
}

TEST_CASE("what callers ask is not content but what they send is") {
  const std::string base = kPublic + asset("m", "llm", kOurs + "format = [\"onnx\"]") + stage("i", "infer", "reads = [\"m\"]\nuses = []\nserves = [\"u\"]");
  CHECK(value(base, "content-trust", "i") == "unknown");  // nobody said what they send
  CHECK(value(base + flow("u", "i"), "content-trust", "i") == "unknown");
  CHECK(value(base + flow("u", "i", "carries = [{ kind = \"prompt\" }]"), "content-trust", "i") == "restricted");
  CHECK(value(base + flow("u", "i", "carries = [{ kind = \"content\" }]"), "content-trust", "i") == "untrusted");
  CHECK(value(base, "input-trust", "i") == "untrusted");
}

TEST_CASE("who takes data in takes what callers send") {
  const std::string form = kPublic + asset("d", "dataset", "origin = [\"internal\"]\nwritable-by = \"team\"") +
                           stage("form", "collect", "reads = []\nwrites = [\"d\"]\nserves = [\"u\"]");
  CHECK(value(form, "content-trust", "form") == "untrusted");
  CHECK(value(form, "content-trust", "d") == "untrusted");
}

TEST_CASE("people end a path and their own trust goes on") {
  const std::string web = asset("web", "dataset", "origin = [\"public-web\"]");
  const std::string clerk = "[[actor]]\nid = \"clerk\"\nrole = \"staff\"\n";
  const std::string desk = stage("desk", "present", "reads = [\"web\"]\nserves = [\"clerk\"]");
  const std::string form = stage("form", "collect", "reads = []\nuses = []\nwrites = []\nserves = [\"clerk\"]");
  CHECK(value(web + clerk + desk + form, "content-trust", "desk") == "untrusted");
  CHECK(value(web + clerk + desk + form, "content-trust", "form") == "internal");
}

TEST_CASE("tools bring content to stages that act") {
  const auto of = [](const std::string& does, const std::string& can) {
    return value(asset("m", "llm", kOurs + "format = [\"onnx\"]") + asset("tool", "tool", kOurs + can) +
                     stage("i", does, "reads = [\"m\"]\nuses = [\"tool\"]\nserves = []"), "content-trust", "i");
  };
  CHECK(of("act", "can = [\"outside-content\"]") == "untrusted");
  CHECK(of("act", "can = [\"browse\"]") == "untrusted");
  CHECK(of("act", "can = [\"look-up\"]") == "restricted");
  CHECK(of("act", "") == "unknown");
  CHECK(of("infer", "can = [\"outside-content\"]") == "restricted");
}

TEST_CASE("a chat template in the file of a model is content of its origin") {
  const auto of = [](const std::string& facts) {
    return value(asset("m", "llm", "writable-by = \"team\"\n" + facts) + stage("i", "infer", "reads = [\"m\"]\nuses = []\nserves = []"), "content-trust", "i");
  };
  CHECK(of("origin = [\"public-registry\"]\nformat = [\"gguf\", \"chat-template\"]") == "untrusted");
  CHECK(of("origin = [\"public-registry\"]\nformat = [\"gguf\"]") == "restricted");
  CHECK(of("origin = [\"public-registry\"]") == "unknown");
  CHECK(of("origin = [\"vendor-api\"]") == "restricted");  // there is no file
}

TEST_CASE("content becomes configuration only when an agent writes it") {
  const auto of = [](const std::string& does) {
    return value(asset("page", "content", "origin = [\"public-web\"]") + asset("rules", "agent-config", "writable-by = \"team\"") +
                     stage("s", does, "reads = [\"page\"]\nwrites = [\"rules\"]\nuses = []\nserves = []") +
                     stage("i", "infer", "reads = []\nuses = [\"rules\"]\nserves = []"), "content-trust", "i");
  };
  CHECK(of("prepare") == "restricted");
  CHECK(of("act") == "untrusted");
}

TEST_CASE("words of data travel with it and weigh") {
  const std::string text = asset("d", "dataset", kOurs + "contains = [\"health-data\"]") + asset("e", "dataset") + asset("m", "classifier") +
                           stage("p", "prepare", "reads = [\"d\"]\nwrites = [\"e\"]") + stage("t", "train", "reads = [\"e\"]\nwrites = [\"m\"]");
  CHECK(value(text, "contains", "e") == "health-data and perhaps more");
  CHECK(value(text, "sensitivity", "e") == "restricted");
  CHECK(value(text, "contains", "m") == "unknown");
  CHECK(value(text, "sensitivity", "m") == "unknown");
  const auto of = [](const std::string& contains) {
    return value(asset("d", "dataset", "contains = " + contains) + stage("t", "train", "reads = [\"d\"]"), "sensitivity", "d");
  };
  CHECK(of("[\"personal-data\"]") == "confidential");
  CHECK(of("[\"personal-data\", \"credentials\"]") == "restricted");
  CHECK(of("[\"none\"]") == "public");
  CHECK(of("[\"copyrighted\"]") == "unknown");
  CHECK(of("\"unknown\"") == "unknown");
}

TEST_CASE("who can ask") {
  const std::string staff = "[[actor]]\nid = \"s\"\nrole = \"staff\"\n";
  CHECK(value(kPublic + stage("i", "infer", "serves = [\"u\"]"), "queryable-by", "i") == "public");
  CHECK(value(staff + stage("i", "infer", "serves = [\"s\"]"), "queryable-by", "i") == "organisation");
  CHECK(value(stage("i", "infer", "serves = []"), "queryable-by", "i") == "nobody");
  CHECK(value(stage("i", "infer", ""), "queryable-by", "i") == "unknown");
  CHECK(value(stage("a", "approve", ""), "queryable-by", "a") == "nobody");
  const std::string chain = kPublic + stage("app", "present", "serves = [\"u\"]") + stage("i", "infer", "serves = [\"app\"]");
  CHECK(value(chain, "queryable-by", "i") == "public");
  const std::string through_asset = kPublic + asset("box", "mailbox") + flow("u", "box") + stage("i", "infer", "reads = [\"box\"]\nserves = []");
  CHECK(value(through_asset, "queryable-by", "i") == "nobody");
  const std::string weak = "[[boundary]]\nid = \"net\"\ntrust = \"untrusted\"\n[[actor]]\nid = \"s\"\nrole = \"staff\"\n" +
                           stage("edge", "guard", "serves = [\"s\"]\nboundary = \"net\"") + stage("i", "infer", "serves = [\"edge\"]");
  CHECK(value(weak + flow("edge", "i", "authenticated = true"), "queryable-by", "i") == "organisation");
  CHECK(value(weak + flow("edge", "i", "authenticated = false"), "queryable-by", "i") == "public");
  CHECK(value(weak + flow("edge", "i"), "queryable-by", "i") == "at least organisation");
}

TEST_CASE("answers are seen through transparent stages only") {
  const auto of = [](const std::string& between) {
    return value(kPublic + stage("b", between, "reads = []\nserves = [\"u\"]") + stage("i", "infer", "reads = []\nuses = []\nserves = [\"b\"]"), "answered-to", "i");
  };
  CHECK(of("present") == "public");
  CHECK(of("guard") == "public");
  CHECK(of("decide") == "nobody");
  CHECK(of("infer") == "nobody");
  CHECK(value(kPublic + stage("i", "infer", "serves = [\"u\"]"), "answered-to", "i") == "public");
  CHECK(value(kPublic + stage("i", "infer", "serves = []") + flow("i", "u"), "answered-to", "i") == "public");
}

TEST_CASE("answers are seen by who can read what they are written into") {
  const auto of = [](const std::string& readers, const std::string& more = "", const std::string& kind = "prediction") {
    return value(kPublic + asset("out", kind, readers) + stage("i", "infer", "reads = []\nuses = []\nserves = []\nwrites = [\"out\"]") + more, "answered-to", "i");
  };
  CHECK(of("readable-by = \"public\"") == "public");
  CHECK(of("readable-by = \"team\"") == "team");
  CHECK(of("") == "unknown");
  CHECK(of("readable-by = \"public\"", "", "features") == "nobody");
  const std::string team = "readable-by = \"team\"";
  CHECK(of(team, stage("site", "present", "reads = [\"out\"]\nserves = [\"u\"]")) == "public");
  CHECK(of(team, stage("site", "decide", "reads = [\"out\"]\nserves = [\"u\"]")) == "team");
  CHECK(of(team, flow("out", "u")) == "public");
  CHECK(of(team, stage("mail", "present", "serves = []") + flow("mail", "u", "carries = [\"out\"]")) == "public");
  CHECK(of(team, stage("filter", "guard", "serves = [\"u\"]")) == "at least team");
  CHECK(of("in = \"shelf\"", asset("shelf", "store", "readable-by = \"public\"")) == "public");
  CHECK(of("in = \"shelf\"\nreadable-by = \"team\"", asset("shelf", "store", "readable-by = \"team\"") +
           stage("site", "present", "reads = [\"shelf\"]\nserves = [\"u\"]")) == "public");
}

TEST_CASE("who prompts a language model") {
  const auto of = [](const std::string& kind, const std::string& more) {
    return value(kPublic + asset("m", kind, kOurs) + stage("i", "infer", "reads = [\"m\"]\nuses = []\nserves = [\"u\"]") + more, "prompted-by", "i");
  };
  CHECK(of("llm", "") == "public");
  CHECK(of("classifier", "") == "nobody");
  CHECK(of("model", "") == "unknown");
  CHECK(of("llm", flow("u", "i", "carries = [{ kind = \"request\" }]")) == "public");  // who calls it asks it
}

TEST_CASE("a flow from elsewhere prompts by what it carries") {
  const auto of = [](const std::string& carries) {
    return value(kPublic + asset("m", "llm", kOurs) + stage("i", "infer", "reads = [\"m\"]\nuses = []\nserves = []") + flow("u", "i", carries), "prompted-by", "i");
  };
  CHECK(of("carries = [{ kind = \"prompt\" }]") == "public");
  CHECK(of("carries = [{ kind = \"content\" }]") == "nobody");
  CHECK(of("authenticated = false\ncarries = [{ kind = \"content\" }]") == "nobody");
  CHECK(of("") == "unknown");
}

TEST_CASE("a loop needs a learner and an answerer and a way round") {
  const std::string half = asset("m", "classifier", kOurs) + asset("log", "log") + stage("i", "infer", "reads = [\"m\"]\nwrites = [\"log\"]\nuses = []\nserves = []");
  const std::string round = half + stage("t", "train", "reads = [\"log\"]\nwrites = [\"m\"]\nuses = []");
  CHECK(value(round, "on-feedback-loop", "t") == "true");
  CHECK(value(round, "on-feedback-loop", "log") == "true");
  CHECK(value(half + stage("t", "train", "reads = []\nwrites = [\"m\"]\nuses = []"), "on-feedback-loop", "t") == "false");
  CHECK(value(half + stage("t", "train", "writes = [\"m\"]\nuses = []"), "on-feedback-loop", "t") == "unknown");
  CHECK(value(half + stage("t", "prepare", "reads = [\"log\"]\nwrites = [\"m\"]"), "on-feedback-loop", "i") == "false");
}

}  // namespace
}  // namespace merlon
