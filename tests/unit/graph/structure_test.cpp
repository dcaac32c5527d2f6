// Which lists are open, how flows are named and joined (S3), doors of stores, phases of subjects (S1).
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

/// The open lists of an element, in the order of OpenList.
std::string open_of(const GraphCase& c, const char* id) {
  static const char* kNames[] = {"reads", "writes", "serves", "uses", "writers"};
  std::string out;
  for (size_t i = 0; i < 5; ++i) {
    if (c.g().is_open(static_cast<OpenList>(i), c.element(id))) out += (out.empty() ? "" : " ") + std::string(kNames[i]);
  }
  return out;
}

TEST_CASE("a list is open that is expected and not written") {
  const auto c = lowered_text("[[stage]]\nid = \"t\"\ndoes = [\"train\"]\n[[stage]]\nid = \"c\"\ndoes = [\"collect\"]\n"
                              "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\n[[stage]]\nid = \"g\"\ndoes = [\"guard\"]\n"
                              "[[stage]]\nid = \"a\"\ndoes = [\"approve\"]\n[[stage]]\nid = \"both\"\ndoes = [\"collect\", \"guard\"]\n");
  CHECK(open_of(*c, "t") == "reads writes uses");
  CHECK(open_of(*c, "c") == "reads writes uses");  // it takes from somewhere
  CHECK(open_of(*c, "i") == "reads serves uses");
  CHECK(open_of(*c, "g") == "reads serves");
  CHECK(open_of(*c, "a") == "");
  CHECK(open_of(*c, "both") == "reads writes serves uses");
}

TEST_CASE("an empty list is closed") {
  const auto c = lowered_text("[[stage]]\nid = \"t\"\ndoes = [\"train\"]\nreads = []\nuses = []\n");
  CHECK(open_of(*c, "t") == "writes");
}

TEST_CASE("flows add to lists and do not close them") {
  const auto c = lowered_text("[[actor]]\nid = \"u\"\nrole = \"user\"\n[[asset]]\nid = \"d\"\nkind = \"dataset\"\n"
                              "[[asset]]\nid = \"m\"\nkind = \"classifier\"\n[[asset]]\nid = \"e\"\nkind = \"dataset\"\n"
                              "[[stage]]\nid = \"t\"\ndoes = [\"train\"]\n[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\n"
                              "[[flow]]\nfrom = \"d\"\nto = \"t\"\n[[flow]]\nfrom = \"t\"\nto = \"m\"\n[[flow]]\nfrom = \"u\"\nto = \"i\"\n"
                              "[[flow]]\nfrom = \"t\"\nto = \"i\"\ncarries = [\"e\"]\n");
  CHECK(open_of(*c, "t") == "reads writes uses");
  CHECK(open_of(*c, "i") == "reads serves uses");
  CHECK(c->ids(c->g().reads.of(c->element("t"))) == "d");
  CHECK(c->ids(c->g().writes.of(c->element("t"))) == "m e");
  CHECK(c->ids(c->g().reads.of(c->element("i"))) == "e");
  CHECK(c->ids(c->g().serves.of(c->element("i"))) == "u t");
  CHECK(c->ids(c->g().calls.of(c->element("u"))) == "i");
}

TEST_CASE("an asset without writer and holder and origin has unknown writers") {
  const auto c = lowered_text("[[asset]]\nid = \"open\"\nkind = \"dataset\"\n[[asset]]\nid = \"told\"\nkind = \"dataset\"\norigin = [\"vendor\"]\n"
                              "[[asset]]\nid = \"unsaid\"\nkind = \"dataset\"\norigin = \"unknown\"\n[[asset]]\nid = \"written\"\nkind = \"llm\"\n"
                              "[[asset]]\nid = \"box\"\nkind = \"database\"\n[[asset]]\nid = \"held\"\nkind = \"dataset\"\nin = \"box\"\n"
                              "[[asset]]\nid = \"sent\"\nkind = \"mailbox\"\n[[asset]]\nid = \"code\"\nkind = \"library\"\n"
                              "[[actor]]\nid = \"u\"\nrole = \"user\"\n[[flow]]\nfrom = \"u\"\nto = \"sent\"\n"
                              "[[stage]]\nid = \"s\"\ndoes = [\"train\"]\nreads = [\"open\", \"told\", \"unsaid\", \"held\", \"sent\"]\nuses = [\"code\"]\nwrites = [\"written\"]\n");
  CHECK(open_of(*c, "open") == "writers");
  CHECK(open_of(*c, "unsaid") == "writers");
  for (const char* id : {"told", "written", "box", "held", "sent", "code"}) {
    CAPTURE(id);
    CHECK(open_of(*c, id) == "");
  }
}

TEST_CASE("implied flows are named by their ends") {
  const auto c = lowered_text("[[actor]]\nid = \"u\"\nrole = \"user\"\n[[asset]]\nid = \"d\"\nkind = \"dataset\"\n[[asset]]\nid = \"l\"\nkind = \"library\"\n"
                              "[[asset]]\nid = \"o\"\nkind = \"log\"\n"
                              "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\nreads = [\"d\"]\nuses = [\"l\"]\nwrites = [\"o\"]\nserves = [\"u\"]\n");
  CHECK(c->ids(c->g().flows_in.of(c->element("i"))) == "d..i l..i u..i");
  CHECK(c->ids(c->g().flows_out.of(c->element("i"))) == "i..o");
  CHECK(c->g().flow(c->element("u..i")).kind == FlowKind::serves);
}

TEST_CASE("a written flow between the ends of an implied one is that flow") {
  const std::string stage = "[[actor]]\nid = \"u\"\nrole = \"user\"\n[[asset]]\nid = \"d\"\nkind = \"dataset\"\n"
                            "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\nreads = [\"d\"]\nuses = []\nserves = [\"u\"]\n";
  const auto c = lowered_text(stage + "[[flow]]\nfrom = \"u\"\nto = \"i\"\nencrypted = true\n");
  CHECK(c->g().n_flows == 2);
  CHECK(c->g().flow(c->element("u..i")).kind == FlowKind::serves);
  CHECK(c->value("encrypted", "u..i") == "true");
  const auto named = lowered_text(stage + "[[flow]]\nid = \"ask\"\nfrom = \"u\"\nto = \"i\"\n");
  CHECK(named->g().n_flows == 2);
  CHECK(named->element("u..i") == kNone);
  CHECK(named->g().flow(named->element("ask")).kind == FlowKind::serves);
  const auto second = lowered_text(stage + "[[flow]]\nfrom = \"u\"\nto = \"i\"\n[[flow]]\nid = \"more\"\nfrom = \"u\"\nto = \"i\"\n");
  CHECK(second->g().n_flows == 3);
  CHECK(second->g().flow(second->element("more")).kind == FlowKind::written);
  CHECK(second->ids(second->g().serves.of(second->element("i"))) == "u");
}

TEST_CASE("one held thing does not reach another but what is written into the store does") {
  const std::string text = "[[asset]]\nid = \"box\"\nkind = \"database\"\n[[asset]]\nid = \"one\"\nkind = \"dataset\"\nin = \"box\"\n"
                           "[[asset]]\nid = \"two\"\nkind = \"dataset\"\nin = \"box\"\n[[asset]]\nid = \"drop\"\nkind = \"content\"\norigin = [\"vendor\"]\n"
                           "[[stage]]\nid = \"w\"\ndoes = [\"prepare\"]\nuses = []\nreads = [\"drop\"]\nwrites = [\"one\"]\n"
                           "[[stage]]\nid = \"r\"\ndoes = [\"evaluate\"]\nuses = []\nreads = [\"box\"]\n"
                           "[[stage]]\nid = \"r2\"\ndoes = [\"evaluate\"]\nuses = []\nreads = [\"two\"]\n";
  const std::string from_drop = "{ upstream = { kind = \"content\" } }";
  CHECK(answer(text, from_drop, "one") == "yes");
  CHECK(answer(text, from_drop, "r") == "yes");   // who reads the store reads all it holds
  CHECK(answer(text, from_drop, "two") == "no");
  CHECK(answer(text, from_drop, "r2") == "no");
  const std::string into_box = text + "[[stage]]\nid = \"w2\"\ndoes = [\"prepare\"]\nuses = []\nreads = [\"drop\"]\nwrites = [\"box\"]\n";
  CHECK(answer(into_box, from_drop, "two") == "yes");
  CHECK(answer(into_box, from_drop, "r2") == "yes");
}

TEST_CASE("a finding lies in the phase of its subject") {
  const auto c = lowered_text("[[actor]]\nid = \"u\"\nrole = \"user\"\n[[boundary]]\nid = \"dc\"\ntrust = \"internal\"\n"
                              "[[asset]]\nid = \"d\"\nkind = \"dataset\"\n[[asset]]\nid = \"m\"\nkind = \"classifier\"\n"
                              "[[asset]]\nid = \"box\"\nkind = \"database\"\n[[asset]]\nid = \"h\"\nkind = \"dataset\"\nin = \"box\"\n"
                              "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\nreads = [\"m\", \"h\"]\nserves = [\"u\"]\nboundary = \"dc\"\n"
                              "[[stage]]\nid = \"t\"\ndoes = [\"train\"]\nreads = [\"d\"]\nwrites = [\"m\"]\n"
                              "[[stage]]\nid = \"x\"\ndoes = [\"monitor\"]\nphase = \"maintenance\"\nreads = [\"d\"]\n"
                              "[[flow]]\nfrom = \"i\"\nto = \"u\"\n");
  const auto phase = [&](const char* id, std::string_view of_threat = {}) {
    return std::string(kPhases[c->g().phase_of(c->element(id), of_threat)]);
  };
  CHECK(phase("t") == "training");
  CHECK(phase("t", "scoping") == "training");
  CHECK(phase("x") == "maintenance");
  CHECK(phase("m") == "training");  // the first in the lifecycle that touches it
  CHECK(phase("d") == "training");
  CHECK(phase("box") == "deployment");  // by what it holds
  CHECK(phase("d..x") == "maintenance");
  CHECK(phase("u..i") == "deployment");
  CHECK(phase("i..u") == "deployment");
  CHECK(phase("u") == "governance");
  CHECK(phase("u", "monitoring") == "monitoring");
  CHECK(phase("dc", "scoping") == "scoping");
  CHECK(phase("pipeline") == "governance");
}

TEST_CASE("who is outside stands outside") {
  const auto c = lowered_text("[[actor]]\nid = \"u\"\nrole = \"user\"\n[[actor]]\nid = \"s\"\nrole = \"staff\"\n[[actor]]\nid = \"p\"\nrole = \"partner\"\n"
                              "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\nserves = [\"u\", \"s\", \"p\"]\n");
  CHECK(c->g().boundary[c->element("u")] == c->g().outside());
  CHECK(c->g().boundary[c->element("p")] == c->g().outside());
  CHECK(c->g().boundary[c->element("s")] == kNone);
  CHECK(c->value("trust-of-place", "u") == "untrusted");
  CHECK(c->value("trust-of-place", "p") == "partner");
  CHECK(c->value("trust-of-place", "s") == "internal");
  CHECK(c->value("trust-of-place", "i") == "unknown");
}

}  // namespace
}  // namespace merlon
