// What a threat can cost where it stands (S5).
#include "risk/impact.hpp"

#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

/// A stage that runs a library and reads a dataset of this sensitivity.
std::string job(const std::string& facts) {
  return "[[asset]]\nid = \"lib\"\nkind = \"library\"\norigin = [\"public-registry\"]\n"
         "[[asset]]\nid = \"d\"\nkind = \"training-set\"\ncontains = [\"none\"]\n" + facts +
         "[[asset]]\nid = \"m\"\nkind = \"classifier\"\n"
         "[[stage]]\nid = \"fit\"\ndoes = [\"train\"]\nreads = [\"d\"]\nuses = [\"lib\"]\nwrites = [\"m\"]\n";
}

std::string secrecy_of(const std::string& pipeline, const std::string& travels, const std::string& subject) {
  const auto c = lowered_text(pipeline);
  Threat threat;
  threat.def.affects = {"secrecy"};
  threat.def.travels = travels;
  const Impact impact = ImpactRater(c->g()).rate(threat, c->element(subject));
  return std::to_string(impact.value) + (impact.worst_case ? "?" : "") + " " + impact.because;
}

TEST_CASE("what comes in by a library gets at what its users read") {
  CHECK(secrecy_of(job("sensitivity = \"internal\"\n"), "inward", "lib") == "6 `d` is internal");
  CHECK(secrecy_of(job("sensitivity = \"restricted\"\n"), "inward", "lib") == "14 `d` is restricted");
}

TEST_CASE("a stage that does not say what it uses may use it") {
  const std::string other = "[[asset]]\nid = \"e\"\nkind = \"dataset\"\nsensitivity = \"confidential\"\ncontains = [\"none\"]\n"
                            "[[stage]]\nid = \"look\"\ndoes = [\"explore\"]\nreads = [\"e\"]\n";
  CHECK(secrecy_of(job("sensitivity = \"internal\"\n") + other, "inward", "lib") == "10 `e` is confidential");
  CHECK(secrecy_of(job("sensitivity = \"internal\"\n") + other + "uses = []\n", "inward", "lib") == "6 `d` is internal");
}

TEST_CASE("what goes out of an asset is its own secret") {
  CHECK(secrecy_of(job("sensitivity = \"confidential\"\n"), "outward", "d") == "10 `d` is confidential");
}

TEST_CASE("whoever gets into a store is at what it holds") {
  const std::string store = "[[asset]]\nid = \"box\"\nkind = \"artifact-store\"\nsensitivity = \"internal\"\ncontains = [\"none\"]\n"
                            "[[asset]]\nid = \"d\"\nkind = \"dataset\"\nin = \"box\"\nsensitivity = \"restricted\"\ncontains = [\"none\"]\n"
                            "[[stage]]\nid = \"s\"\ndoes = [\"prepare\"]\nreads = []\nwrites = [\"d\"]\nuses = []\n";
  CHECK(secrecy_of(store, "inward", "box") == "14 `d` is restricted");
}

}  // namespace
}  // namespace merlon
