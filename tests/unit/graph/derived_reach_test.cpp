// What a stage reaches with whose rights, who steers it, and how far away outsiders are.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

std::string value(const std::string& text, const char* fact, const char* id) {
  const auto c = lowered_text(text);
  return c->graph ? c->value(fact, id) : c->messages();
}

/// A stage with one document and one tool; arguments are facts of these and lines of the stage.
std::string assistant(const std::string& document, const std::string& tool, const std::string& of_stage,
                      const std::string& role = "staff") {
  return "[[actor]]\nid = \"u\"\nrole = \"" + role + "\"\n[[asset]]\nid = \"d\"\nkind = \"content\"\n" + document +
         "\n[[asset]]\nid = \"tool\"\nkind = \"tool\"\n" + tool + "\n[[stage]]\nid = \"i\"\ndoes = [\"act\"]\n" + of_stage + "\n";
}

const std::string kAll = "reads = [\"d\"]\nuses = [\"tool\"]\nserves = [\"u\"]\n";

TEST_CASE("private reach is the highest of what is read and what tools read") {
  const auto of = [](const std::string& document, const std::string& tool, const std::string& lists = kAll) {
    return value(assistant(document, tool, lists), "private-reach", "i");
  };
  CHECK(of("sensitivity = \"public\"", "can = [\"look-up\"]") == "public");
  CHECK(of("sensitivity = \"public\"", "can = [\"private-data\"]") == "confidential");
  CHECK(of("sensitivity = \"restricted\"", "can = [\"private-data\"]") == "restricted");
  CHECK(of("sensitivity = \"internal\"", "") == "internal to confidential");
  CHECK(of("", "can = [\"look-up\"]") == "unknown");
  CHECK(of("sensitivity = \"internal\"", "can = [\"look-up\"]", "uses = [\"tool\"]\nserves = []\n") == "unknown");
}

TEST_CASE("private reach goes through the stages that look up") {
  const std::string behind = assistant("sensitivity = \"restricted\"", "can = [\"look-up\"]", "reads = []\nuses = [\"tool\"]\nserves = [\"u\"]\n") +
                             "[[stage]]\nid = \"r\"\nreads = [\"d\"]\nserves = [\"i\"]\ndoes = ";
  CHECK(value(behind + "[\"retrieve\"]\n", "private-reach", "i") == "restricted");
  CHECK(value(behind + "[\"infer\"]\n", "private-reach", "i") == "public");
}

TEST_CASE("access is widened when askers are more than readers") {
  const auto of = [](const std::string& readers, const std::string& acts_as, const std::string& role = "staff") {
    return value(assistant(readers, "can = [\"look-up\"]", kAll + acts_as, role), "widens-access", "i");
  };
  const std::string own = "acts-as = \"own-identity\"\n";
  CHECK(of("readable-by = \"team\"", own) == "true");
  CHECK(of("readable-by = \"organisation\"", own) == "false");
  CHECK(of("readable-by = \"organisation\"", own, "public") == "true");
  CHECK(of("readable-by = \"team\"", "acts-as = \"caller\"\n") == "false");
  CHECK(of("readable-by = \"team\"", "") == "unknown");
  CHECK(of("", own) == "unknown");
}

TEST_CASE("reach is lent when writers are more than readers") {
  const auto of = [](const std::string& facts) {
    return value(assistant(facts, "can = [\"look-up\"]\norigin = [\"internal\"]\nwritable-by = \"team\"", kAll) +
                     "\n[[flow]]\nfrom = \"u\"\nto = \"i\"\ncarries = [{ kind = \"prompt\" }]\n", "lends-reach", "i");
  };
  CHECK(of("origin = [\"public-web\"]\nreadable-by = \"team\"") == "true");
  CHECK(of("origin = [\"public-web\"]\nreadable-by = \"public\"") == "false");
  CHECK(of("origin = [\"internal\"]\nwritable-by = \"team\"\nreadable-by = \"team\"") == "false");
  CHECK(of("origin = [\"internal\"]\nreadable-by = \"team\"") == "unknown");
}

TEST_CASE("a copy is wider than its source") {
  const auto of = [](const std::string& source, const std::string& copy, const std::string& does = "prepare") {
    return value("[[asset]]\nid = \"a\"\nkind = \"dataset\"\norigin = [\"internal\"]\n" + source + "\n[[asset]]\nid = \"b\"\nkind = \"dataset\"\n" + copy +
                     "\n[[stage]]\nid = \"s\"\ndoes = [\"" + does + "\"]\nreads = [\"a\"]\nuses = []\nwrites = [\"b\"]\n", "wider-than-source", "b");
  };
  CHECK(of("readable-by = \"team\"", "readable-by = \"organisation\"") == "true");
  CHECK(of("readable-by = \"team\"", "readable-by = \"team\"") == "false");
  CHECK(of("", "readable-by = \"team\"") == "unknown");
  CHECK(of("readable-by = \"public\"", "") == "false");
}

TEST_CASE("a stage remembers when it reads what it wrote") {
  const auto of = [](const std::string& lists) {
    return value("[[asset]]\nid = \"n\"\nkind = \"memory\"\n[[asset]]\nid = \"o\"\nkind = \"memory\"\n"
                 "[[stage]]\nid = \"i\"\ndoes = [\"prepare\"]\n" + lists, "remembers", "i");
  };
  CHECK(of("reads = [\"n\"]\nwrites = [\"n\"]\n") == "true");
  CHECK(of("reads = [\"o\"]\nwrites = [\"n\"]\n") == "false");
  CHECK(of("reads = [\"n\"]\n") == "unknown");
  CHECK(of("reads = [\"n\"]\nwrites = []\n") == "false");
}

TEST_CASE("who steers a stage") {
  const auto of = [](const std::string& facts, const std::string& more) {
    return value("[[asset]]\nid = \"c\"\nkind = \"agent-config\"\norigin = [\"internal\"]\n" + facts + "\n[[stage]]\nid = \"i\"\ndoes = [\"act\"]\n" + more, "steered-by", "i");
  };
  const auto from = [](const std::string& origin) {
    return value("[[asset]]\nid = \"c\"\nkind = \"agent-config\"\nwritable-by = \"team\"\n" + origin +
                 "[[stage]]\nid = \"i\"\ndoes = [\"act\"]\nuses = [\"c\"]\nwrites = []\n", "steered-by", "i");
  };
  CHECK(from("origin = [\"internal\"]\n") == "team");
  CHECK(from("origin = [\"internal\", \"crowd\"]\n") == "public");  // copied from strangers
  CHECK(from("") == "at least team");
  CHECK(of("writable-by = \"customers\"", "uses = [\"c\"]\nwrites = []\n") == "customers");
  CHECK(of("writable-by = \"nobody\"", "uses = [\"c\"]\nwrites = []\n") == "team");
  CHECK(of("writable-by = \"nobody\"", "uses = [\"c\"]\n") == "team to organisation");  // it may write it
  CHECK(of("writable-by = \"team\"", "uses = [\"c\"]\nwrites = [\"c\"]\n") == "organisation");
  CHECK(of("", "uses = [\"c\"]\n") == "at least team");
  CHECK(of("", "uses = []\nwrites = [\"c\"]\n") == "team");
  CHECK(of("", "writes = [\"c\"]\n") == "at least team");
}

TEST_CASE("crossings into higher trust on the shortest way from outside") {
  const std::string places = "[[boundary]]\nid = \"dmz\"\ntrust = \"partner\"\n[[boundary]]\nid = \"dc\"\ntrust = \"internal\"\n"
                             "[[boundary]]\nid = \"vault\"\ntrust = \"restricted\"\n[[actor]]\nid = \"u\"\nrole = \"public\"\n";
  const auto chain = [](const std::string& a, const std::string& b, const std::string& c) {
    return "[[stage]]\nid = \"a\"\ndoes = [\"guard\"]\nreads = []\nserves = [\"u\"]\nboundary = \"" + a + "\"\n[[stage]]\nid = \"b\"\ndoes = [\"guard\"]\nreads = []\nserves = [\"a\"]\nboundary = \"" + b +
           "\"\n[[stage]]\nid = \"c\"\ndoes = [\"guard\"]\nreads = []\nserves = [\"b\"]\nboundary = \"" + c + "\"\n";
  };
  const auto all = lowered_text(places + chain("dmz", "dc", "vault"));
  CHECK(all->value("crossings", "a") == "1");
  CHECK(all->value("crossings", "b") == "2");
  CHECK(all->value("crossings", "c") == "3");
  CHECK(value(places + chain("dc", "dc", "dc"), "crossings", "c") == "1");  // splitting a stage changes nothing
  CHECK(value(places + chain("vault", "dmz", "vault"), "crossings", "c") == "2");  // down costs nothing, up again does
}

TEST_CASE("an owner is somebody or none") {
  const auto of = [](const std::string& owner) { return value("[[stage]]\nid = \"s\"\ndoes = [\"approve\"]\n" + owner, "owned", "s"); };
  CHECK(of("owner = \"ops\"\n") == "true");
  CHECK(of("owner = \"none\"\n") == "false");
  CHECK(of("owner = \"unknown\"\n") == "unknown");
  CHECK(of("") == "unknown");
}

TEST_CASE("what the drawing shows of doors is the least") {
  const auto c = lowered_text("[[actor]]\nid = \"s\"\nrole = \"staff\"\n[[actor]]\nid = \"u\"\nrole = \"public\"\n"
                              "[[asset]]\nid = \"box\"\nkind = \"database\"\n[[asset]]\nid = \"d\"\nkind = \"dataset\"\nin = \"box\"\n"
                              "[[flow]]\nfrom = \"s\"\nto = \"box\"\n[[flow]]\nfrom = \"d\"\nto = \"u\"\n"
                              "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\nserves = [\"u\"]\n");
  CHECK(c->value("writable-by", "box") == "at least organisation");
  CHECK(c->value("writable-by", "d") == "at least organisation");
  CHECK(c->value("readable-by", "d") == "public");
  CHECK(c->value("readable-by", "box") == "unknown");
  CHECK(c->value("reachable-from", "i") == "internet");
  CHECK(c->value("reachable-from", "box") == "unknown");
}

}  // namespace
}  // namespace merlon
