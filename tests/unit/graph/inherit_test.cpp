// Where a value comes from, in the order of S4; each case states more than one place and the nearest must win.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

/// An asset in a store in a boundary in a boundary; `readable-by` is written where the arguments say, nowhere when empty.
GraphCasePtr placed(const std::string& own, const std::string& store, const std::string& inner, const std::string& outer,
                    const std::string& more = {}) {
  const auto line = [](const std::string& value) { return value.empty() ? "" : "readable-by = \"" + value + "\"\n"; };
  return lowered_text("[[boundary]]\nid = \"outer\"\ntrust = \"internal\"\n" + line(outer) +
                      "[[boundary]]\nid = \"inner\"\ntrust = \"internal\"\nboundary = \"outer\"\n" + line(inner) +
                      "[[asset]]\nid = \"box\"\nkind = \"database\"\nboundary = \"inner\"\n" + line(store) +
                      "[[asset]]\nid = \"a\"\nkind = \"dataset\"\nin = \"box\"\n" + line(own) +
                      "[[stage]]\nid = \"s\"\ndoes = [\"train\"]\nreads = [\"a\"]\nwrites = []\nuses = []\nboundary = \"inner\"\n" + more);
}

TEST_CASE("the nearest statement wins") {
  const auto own = placed("nobody", "team", "organisation", "partners");
  CHECK(own->value("readable-by", "a") == "nobody");
  CHECK(own->origin("readable-by", "a") == "written");
  const auto store = placed("", "team", "organisation", "partners");
  CHECK(store->value("readable-by", "a") == "team");
  CHECK(store->origin("readable-by", "a") == "inherited from box");
  const auto inner = placed("", "", "organisation", "partners");
  CHECK(inner->value("readable-by", "a") == "organisation");
  CHECK(inner->origin("readable-by", "a") == "inherited from inner");
  const auto outer = placed("", "", "", "partners");
  CHECK(outer->value("readable-by", "a") == "partners");
  CHECK(outer->origin("readable-by", "a") == "inherited from outer");
  const auto none = placed("", "", "", "");
  CHECK(none->value("readable-by", "a") == "unknown");
  CHECK(none->origin("readable-by", "a") == "unknown");
}

TEST_CASE("the pipeline comes last and only for facts that it may give") {
  const auto c = lowered_file(pipeline_text("[[boundary]]\nid = \"b\"\ntrust = \"internal\"\nowner = \"ops\"\n"
                                            "[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\nboundary = \"b\"\n"
                                            "[[stage]]\nid = \"t\"\ndoes = [\"infer\"]\ncriticality = \"low\"\n",
                                            "criticality = \"high\"\nowner = \"all\"\n"));
  CHECK(c->value("criticality", "s") == "high");
  CHECK(c->origin("criticality", "s") == "inherited from pipeline");
  CHECK(c->value("criticality", "t") == "low");
  CHECK(c->origin("owner", "s") == "inherited from b");
  CHECK(c->origin("owner", "t") == "inherited from pipeline");
  CHECK(c->origin("tenancy", "s") == "unknown");
}

TEST_CASE("unknown stops the search") {
  const auto c = placed("unknown", "team", "organisation", "partners");
  CHECK(c->value("readable-by", "a") == "unknown");
  CHECK(c->value("readable-by", "box") == "team");
  const auto store = placed("", "unknown", "organisation", "partners");
  CHECK(store->value("readable-by", "a") == "unknown");
  // It stops derivation too: the drawing says that the public writes here.
  const std::string actor = "[[actor]]\nid = \"u\"\nrole = \"public\"\n[[flow]]\nfrom = \"u\"\nto = \"a\"\n";
  CHECK(placed("", "", "", "", actor)->value("writable-by", "a") == "public");
  const auto stopped = lowered_text("[[asset]]\nid = \"a\"\nkind = \"dataset\"\nwritable-by = \"unknown\"\n" + actor +
                                    "[[stage]]\nid = \"s\"\ndoes = [\"train\"]\nreads = [\"a\"]\n");
  CHECK(stopped->value("writable-by", "a") == "unknown");
}

TEST_CASE("a written set replaces and does not join") {
  const auto c = lowered_text("[[asset]]\nid = \"a\"\nkind = \"dataset\"\norigin = [\"crowd\"]\n"
                              "[[stage]]\nid = \"s\"\ndoes = [\"prepare\"]\nreads = []\nwrites = [\"a\"]\n");
  CHECK(c->value("origin", "a") == "crowd");
}

TEST_CASE("what our own stages write is internal unless somebody says otherwise") {
  const auto c = lowered_text("[[asset]]\nid = \"a\"\nkind = \"dataset\"\n[[asset]]\nid = \"b\"\nkind = \"dataset\"\n"
                              "[[stage]]\nid = \"s\"\ndoes = [\"prepare\"]\nreads = [\"b\"]\nwrites = [\"a\"]\n");
  CHECK(c->value("origin", "a") == "internal");
  CHECK(c->origin("origin", "a") == "derived");
  CHECK(c->value("origin", "b") == "unknown");
}

TEST_CASE("defaults hold when nothing is said") {
  const auto c = lowered_text("[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\n[[stage]]\nid = \"t\"\ndoes = [\"infer\"]\nstate = \"retired\"\n");
  CHECK(c->value("state", "s") == "live");
  CHECK(c->value("state", "t") == "retired");
  CHECK(c->value("state", "pipeline") == "live");
}

TEST_CASE("of assumptions the element comes before the boundary and that before the kind") {
  const std::string kind = "[assume.kind.dataset]\nby-reference = false\nsensitivity = \"public\"\n";
  const std::string boundary = "[assume.boundary.outer]\nsensitivity = \"internal\"\n";
  const std::string element = "[assume.element.a]\nsensitivity = \"confidential\"\n";
  CHECK(placed("", "", "", "", kind)->value("sensitivity", "a") == "public");
  CHECK(placed("", "", "", "", kind + boundary)->value("sensitivity", "a") == "internal");
  const auto all = placed("", "", "", "", kind + boundary + element);
  CHECK(all->value("sensitivity", "a") == "confidential");
  CHECK(all->origin("sensitivity", "a") == "assumed");
  CHECK(all->value("by-reference", "a") == "false");
  CHECK(all->value("by-reference", "box") == "does not apply");
}

TEST_CASE("an assumption fills what is unknown and changes nothing that is known") {
  const std::string assume = "[assume.element.a]\nreadable-by = \"public\"\n";
  CHECK(placed("", "", "", "", assume)->value("readable-by", "a") == "public");
  CHECK(placed("unknown", "team", "", "", assume)->value("readable-by", "a") == "public");
  const auto known = placed("", "team", "", "", assume);
  CHECK(known->value("readable-by", "a") == "team");
  CHECK(known->diagnostics.all().at(0).code == "W0203");
}

TEST_CASE("a flow lies in the innermost boundary that holds both ends") {
  const auto c = lowered_text("[[boundary]]\nid = \"outer\"\ntrust = \"internal\"\n"
                              "[[boundary]]\nid = \"one\"\ntrust = \"internal\"\nboundary = \"outer\"\n"
                              "[[boundary]]\nid = \"two\"\ntrust = \"internal\"\nboundary = \"outer\"\n"
                              "[[asset]]\nid = \"a\"\nkind = \"dataset\"\nboundary = \"one\"\n[[asset]]\nid = \"b\"\nkind = \"dataset\"\n"
                              "[[stage]]\nid = \"s\"\ndoes = [\"prepare\"]\nreads = [\"a\", \"b\"]\nwrites = []\nboundary = \"one\"\n"
                              "[[stage]]\nid = \"t\"\ndoes = [\"train\"]\nreads = [\"a\"]\nwrites = []\nuses = []\nboundary = \"two\"\n");
  const auto boundary_of = [&](const char* id) {
    const Element b = c->g().boundary[c->element(id)];
    return b == kNone ? std::string("none") : c->g().ids[b];
  };
  CHECK(boundary_of("a..s") == "one");
  CHECK(boundary_of("a..t") == "outer");
  CHECK(boundary_of("b..s") == "none");
  CHECK(c->value("crosses-boundary", "a..s") == "false");
  CHECK(c->value("crosses-boundary", "a..t") == "true");
  CHECK(c->value("crosses-boundary", "b..s") == "unknown");
}

}  // namespace
}  // namespace merlon
