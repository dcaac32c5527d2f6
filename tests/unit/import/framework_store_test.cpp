// What an import keeps of the list that it is written over.
#include "import/framework_store.hpp"

#include "import/framework_aliases.hpp"
#include "unit/import/framework_case.hpp"

using namespace merlon;
using merlon::test::body;
using merlon::test::FrameworkCase;

namespace {

// A release with the techniques of `ids`.
std::string atlas(const std::string& release, const std::vector<std::string>& ids) {
  std::string techniques, relations;
  for (const std::string& id : ids) {
    techniques += "  " + id + ": {name: " + id + "}\n";
    relations += "  " + id + ": {achieves: [{target: AML.TA0002}]}\n";
  }
  return "format-version: 6.0.0\ncollection: {version: '" + release +
         "'}\ntactics: {AML.TA0002: {name: R}}\ntechniques:\n" + techniques +
         "mitigations: {}\nrelationships:\n" + relations;
}

std::string alias(const FrameworkFiles& files) {
  const size_t at = files.framework_toml.find("\n[alias]\n");
  return at == std::string::npos ? "" : files.framework_toml.substr(at + 9);
}

const char* const kFacts = R"json({"version_aliases": {
  "retired_in_2026_07": {"AML.T0019": "AML.T0115"}, "retired_before_5": {"AML.T0009": null}}})json";

}  // namespace

TEST_CASE("what is written is what is read back") {
  FrameworkCase c{{"a.yaml", atlas("2026.07", {"AML.T0115", "AML.T0001"})}, {"f.json", kFacts}};
  const auto files = c.import("atlas", "a.yaml", "f.json");
  REQUIRE(files);
  c.store(*files);
  CHECK(is_stored_framework(c.path("store")));
  CHECK_FALSE(is_stored_framework(c.path("nowhere")));
  const auto list = read_stored_framework(c.path("store"), c.diagnostics, c.sources);
  REQUIRE(list);
  CHECK(c.said().empty());
  CHECK(list->id == "atlas");
  CHECK(list->release == "2026.07");
  CHECK(list->alias == std::vector<FrameworkAlias>{{"AML.T0009", "", "before 5"},
                                                   {"AML.T0019", "AML.T0115", "2026.07"}});
  REQUIRE(list->items.size() == 3);
  CHECK(list->items[1].id == "AML.T0115");
  CHECK(list->items[1].tactics == std::vector<std::string>{"AML.TA0002"});
}

TEST_CASE("ids that had gone stay known without the facts that said so") {
  FrameworkCase c{{"7.yaml", atlas("2026.07", {"AML.T0115", "AML.T0001"})},
                  {"8.yaml", atlas("2026.08", {"AML.T0115", "AML.T0001", "AML.T0116"})},
                  {"f.json", kFacts}};
  c.store(c.import("atlas", "7.yaml", "f.json").value());
  const auto next = c.import("atlas", "8.yaml");
  REQUIRE(next);
  CHECK(c.said().empty());
  CHECK(alias(*next) ==
        "\"AML.T0009\" = { retired = \"before 5\" }\n"
        "\"AML.T0019\" = { to = \"AML.T0115\", retired = \"2026.07\" }\n");
  // Once more over itself: the same bytes.
  c.store(*next);
  const auto again = c.import("atlas", "8.yaml");
  REQUIRE(again);
  CHECK(again->framework_toml == next->framework_toml);
  CHECK(again->entries_toml == next->entries_toml);
}

TEST_CASE("an id that vanishes is kept as retired, and its aliases follow") {
  FrameworkCase c{{"7.yaml", atlas("2026.07", {"AML.T0115", "AML.T0001", "AML.T0002"})},
                  {"9.yaml", atlas("2026.09", {"AML.T0001", "AML.T0002", "AML.T0200"})},
                  {"f.json", kFacts},
                  {"g.json", R"json({"version_aliases": {
                     "retired_in_2026_09": {"AML.T0115": "AML.T0200"}}})json"}};
  c.store(c.import("atlas", "7.yaml", "f.json").value());
  const auto next = c.import("atlas", "9.yaml");
  REQUIRE(next);
  CHECK(c.said() ==
        "W0508 10: `AML.T0115` is not in release 2026.09, and what became of it is not known\n"
        "W0508 0: `AML.T0019` became `AML.T0115`, which release 2026.09 does not have\n");
  CHECK(alias(*next) ==
        "\"AML.T0009\" = { retired = \"before 5\" }\n\"AML.T0019\" = { retired = \"2026.07\" }\n"
        "\"AML.T0115\" = { retired = \"2026.09\" }\n");

  const auto known = c.import("atlas", "9.yaml", "g.json");
  REQUIRE(known);
  CHECK(alias(*known) ==
        "\"AML.T0009\" = { retired = \"before 5\" }\n"
        "\"AML.T0019\" = { to = \"AML.T0200\", retired = \"2026.07\" }\n"
        "\"AML.T0115\" = { to = \"AML.T0200\", retired = \"2026.09\" }\n");
}

TEST_CASE("facts that come later give a retired id its successor") {
  FrameworkCase c{{"7.yaml", atlas("2026.07", {"AML.T0001", "AML.T0002", "AML.T0003"})},
                  {"9.yaml", atlas("2026.09", {"AML.T0001", "AML.T0002", "AML.T0200"})},
                  {"g.json", R"json({"version_aliases": {
                     "retired_in_2026_09": {"AML.T0003": "AML.T0200"}}})json"}};
  c.store(c.import("atlas", "7.yaml").value());
  c.store(c.import("atlas", "9.yaml").value());
  const auto known = c.import("atlas", "9.yaml", "g.json");
  REQUIRE(known);
  CHECK(alias(*known) == "\"AML.T0003\" = { to = \"AML.T0200\", retired = \"2026.09\" }\n");
}

TEST_CASE("an id that an earlier release does not have yet has not been retired") {
  FrameworkCase c{{"6.yaml", atlas("2026.06", {"AML.T0001", "AML.T0019"})},
                  {"9.yaml", atlas("2026.09", {"AML.T0001", "AML.T0115"})},
                  {"f.json", kFacts}};
  c.store(c.import("atlas", "9.yaml", "f.json").value());
  const auto before = c.import("atlas", "6.yaml");
  REQUIRE(before);
  CHECK(c.said() == "W0511 0: release 2026.06 is earlier than 2026.09, which is stored\n");
  CHECK(alias(*before) == "\"AML.T0009\" = { retired = \"before 5\" }\n");
}

TEST_CASE("aliases in a circle lead nowhere") {
  FrameworkCase c{{"a.yaml", atlas("2026.07", {"AML.T0001"})},
                  {"f.json", R"json({"version_aliases": {"retired_in_2026_07": {
                     "AML.T0002": "AML.T0003", "AML.T0003": "AML.T0002"}}})json"}};
  const auto files = c.import("atlas", "a.yaml", "f.json");
  REQUIRE(files);
  CHECK(alias(*files) ==
        "\"AML.T0002\" = { retired = \"2026.07\" }\n\"AML.T0003\" = { retired = \"2026.07\" }\n");
}

TEST_CASE("releases are compared as numbers") {
  CHECK(is_later_release("2026.10", "2026.9"));
  CHECK(is_later_release("2026.06", "5.6.1"));
  CHECK(is_later_release("5.6.1", "5.6"));
  CHECK_FALSE(is_later_release("2026.09", "2026.9"));
  for (const char* odd :
       {"", ".", "1.", ".1", "1..2", "v1", "18ab1ef (2026-08-19)", "99999999999"}) {
    INFO(odd);
    CHECK_FALSE(is_later_release(odd, "0"));
    CHECK_FALSE(is_later_release("1", odd));
  }
}

TEST_CASE("a list that shrinks may be cut off") {
  const std::vector<std::string> four = {"AML.T0001", "AML.T0002", "AML.T0003", "AML.T0004"};
  const std::vector<std::string> three(four.begin(), four.end() - 1),
      two(four.begin(), four.end() - 2);
  FrameworkCase c{{"a.yaml", atlas("2026.07", four)},
                  {"less.yaml", atlas("2026.08", three)},
                  {"half.yaml", atlas("2026.08", two)},
                  {"same.yaml", atlas("2026.07", three)},
                  {"loose.yaml", atlas("2026.07", four) + "  AML.T0005: {}\n"}};
  c.store(c.import("atlas", "a.yaml").value());
  CHECK(c.import("atlas", "less.yaml"));
  CHECK(c.import("atlas", "loose.yaml"));
  const auto refused = [&](const std::string& file) {
    CHECK_FALSE(c.import("atlas", file));
    return c.diagnostics.all().back().code + " " + c.diagnostics.all().back().message;
  };
  CHECK(refused("half.yaml") ==
        "E0510 of 4 entries of kind `technique` of release 2026.07, which is stored, 2 would be "
        "left");
  CHECK(refused("same.yaml") ==
        "E0510 of 4 entries of kind `technique` of release 2026.07, which is stored, 3 would be "
        "left");
}

TEST_CASE("what is stored and can't be read is not written over") {
  const std::string head =
      "id = \"atlas\"\nname = \"A\"\nrelease = \"1\"\nlicence = \"L\"\nsource = \"S\"\n";
  const std::string entry = "[[entry]]\nid = \"AML.TA0002\"\nkind = \"tactic\"\nname = \"R\"\n";
  const std::vector<std::pair<FrameworkFiles, std::string>> cases = {
      {{head + "[alias]\n\"a\" = 1\n", entry},
       "E0509 7: the alias `a` is neither an id nor a table\n"},
      {{"id = \"atlas\"\n", entry}, "E0509 1: there is no text `name`\n"},
      {{head, ""}, "E0509 1: there is no list `entry`\n"},
      {{head, entry + entry}, "E0509 5: `AML.TA0002` is listed twice\n"},
      {{head, entry + "tactics = [1]\n"}, "E0509 5: `tactics` holds something that is no id\n"},
      {{head, "[[entry]\n"}, "E01"}};
  for (const auto& [files, expected] : cases) {
    FrameworkCase c{{"a.yaml", atlas("2026.07", {"AML.T0001"})}};
    c.store(files);
    CHECK_FALSE(c.import("atlas", "a.yaml"));
    CHECK(c.said().substr(0, expected.size()) == expected);
  }
  FrameworkCase alone{{"a.yaml", atlas("2026.07", {"AML.T0001"})}, {"store/framework.toml", head}};
  CHECK_FALSE(alone.import("atlas", "a.yaml"));
  CHECK(alone.said() == "E0509 0: the file can't be read: no such file or directory\n");
  FrameworkCase other{{"a.yaml", atlas("2026.07", {"AML.T0001"})}};
  other.store({"id = \"cosai\"" + head.substr(12), entry});
  CHECK_FALSE(other.import("atlas", "a.yaml"));
  CHECK(other.said() == "E0509 0: the folder holds `cosai`, not `atlas`\n");
}
