// What is said of entries that can't be read: E0301 to E0307.
#include "catch.hpp"
#include "unit/packc/reading.hpp"

namespace merlon {
namespace {

TEST_CASE("an entry that is right is read and nothing is said") {
  PackCase c;
  c.threat(good_threat("a", "r", "known-as = [\"back door\"]\n"));
  REQUIRE(c.shown() == "");
  const ThreatDef& t = c.readings[0].pack.threats.at(0);
  CHECK(t.domain == "data");
  CHECK(t.known_as == std::vector<std::string>{"back door"});
  CHECK(t.raises.at(0).when.name == "does");
  CHECK(t.controls.at(0).by == "weak");
  CHECK(c.readings[0].tests.at(1).ruled_out == std::vector<std::string>{"x"});
}

TEST_CASE("keys that are missing") {
  PackCase c;
  c.control("id = \"c\"\nname = \"\"\n");
  CHECK(c.lines() ==
        "E0302 c.toml:2:8 `name` of a control is empty\n"
        "E0302 c.toml:1:1 a control does not say its `summary`\n"
        "E0302 c.toml:1:1 a control does not say its `at`\n"
        "E0302 c.toml:1:1 a control does not say its `family`\n"
        "E0302 c.toml:1:1 a control does not say its `effort`\n"
        "E0302 c.toml:1:1 a control does not say its `verify`\n");
}

TEST_CASE("keys that nobody knows") {
  PackCase c;
  c.threat(good_threat("a", "r", "sumary = \"x\"\nwhatever = 1\n"));
  CHECK(c.shown() == R"(error[E0301]: unknown key `sumary` in a threat
  --> a.toml:9:1
  |
9 | sumary = "x"
  | ^^^^^^
  = help: a similar key exists: `summary`

error[E0301]: unknown key `whatever` in a threat
  --> a.toml:10:1
   |
10 | whatever = 1
   | ^^^^^^^^
   = help: its keys are `id`, `name`, `known-as`, `summary`, `story`, `subjects`, `phases`, `phase`, `needs`, `travels`, `affects`, `maturity`, `maturity-because`, `cites`, `follows`, `gives`, `builds-on`, `false-positives`, `noise`, `evidence`, `raise`, `cite`, `controls` and `test`
)");
}

TEST_CASE("values of the wrong type") {
  PackCase c;
  c.control("id = \"c\"\nname = 3\nsummary = [\"s\"]\nat = \"stage\"\nfamily = \"f\"\neffort = \"small\"\nverify = true\nsatisfies = [\"a\", 1]\n");
  CHECK(c.shown() == R"(error[E0303]: `name` takes a text, found an integer
  --> c.toml:2:8
  |
2 | name = 3
  |        ^

error[E0303]: `summary` takes a text, found a list
  --> c.toml:3:11
  |
3 | summary = ["s"]
  |           ^^^^^

error[E0303]: `at` takes a list of texts, found a string
  --> c.toml:4:7
  |
4 | at = "stage"
  |       ^^^^^

error[E0303]: `verify` takes a text, found a boolean
  --> c.toml:7:10
  |
7 | verify = true
  |          ^^^^

error[E0303]: `satisfies` takes a list of texts, found an integer
  --> c.toml:8:19
  |
8 | satisfies = ["a", 1]
  |                   ^
)");
}

TEST_CASE("words that do not exist") {
  PackCase c;
  c.control("id = \"c\"\nname = \"C\"\nsummary = \"s\"\nat = [\"stage\", \"node\"]\nfamily = \"f\"\neffort = \"smal\"\nverify = \"v\"\n");
  c.control("id = \"d\"\nname = \"C\"\nsummary = \"s\"\nat = [\"stage\"]\nfamily = \"f\"\neffort = \"heroic\"\nverify = \"v\"\n", "d");
  CHECK(c.lines() ==
        "E0304 c.toml:1:1 `node` is no element kind | they are `stage`, `asset`, `actor`, `flow`, `boundary` and `pipeline`\n"
        "E0304 c.toml:6:11 `effort` has no word `smal` | a similar word exists: `small`\n"
        "E0304 d.toml:6:11 `effort` has no word `heroic` | its words are `small`, `medium` and `large`\n");
}

TEST_CASE("subjects of a threat") {
  PackCase c;
  std::string text = good_threat("a", "r");
  text.replace(text.find("{ stage = true }"), 16, "{ stage = 1, flow = [\"x\"], nodes = true, asset = false }");
  c.threat(text);
  CHECK(c.lines() ==
        "E0303 a.toml:4:22 `stage` takes true, or a list of words\n"
        "E0303 a.toml:4:32 `flow` takes true\n"
        "E0301 a.toml:4:39 unknown key `nodes` in `subjects` | its keys are `stage`, `asset`, `actor`, `flow`, `boundary` and `pipeline`\n");
  PackCase none;
  text = good_threat("a", "r");
  text.replace(text.find("{ stage = true }"), 16, "{ asset = false }");
  none.threat(text);
  CHECK(none.lines() == "E0302 a.toml:4:12 `subjects` names nothing\n");
}

TEST_CASE("dimensions and strengths and factors have their words") {
  PackCase c;
  std::string text = good_threat("a", "r");
  text.replace(text.find("[\"integrity\"]"), 13, "[\"honour\"]");
  text.replace(text.find("\"likelihood\", by = \"weak\""), 25, "\"impcat\", by = \"mighty\"");
  c.threat(text);
  CHECK(c.lines() ==
        "E0304 a.toml:6:13 `affects` has no word `honour` | its words are `secrecy`, `privacy`, `integrity`, `safety`, `fairness`, `availability` and `money`\n"
        "E0304 a.toml:14:17 `lowers` has no word `impcat` | a similar word exists: `impact`\n"
        "E0304 a.toml:14:32 `by` has no word `mighty` | its words are `strong`, `moderate` and `weak`\n");
}

TEST_CASE("a message names only what its condition binds") {
  const auto of = [](const std::string& when, const std::string& message) {
    PackCase c;
    std::string text = good_threat("a", "r");
    const size_t w = text.find("when = "), m = text.find("message = ");
    text.replace(m, text.find('\n', m) - m, "message = \"" + message + "\"");
    text.replace(w, text.find('\n', w) - w, "when = " + when);
    c.threat(text);
    return c.lines();
  };
  CHECK(of("{ reads = { as = \"data\", kind = \"dataset\" } }", "`{subject}` reads `{data}`") == "");
  CHECK(of("{ reads = { as = \"data\", kind = \"dataset\" } }", "`{subject}` reads `{dta}`").ends_with(
      "nothing in the condition binds `{dta}` | did you mean `{data}`?\n"));
  CHECK(of("{ none = [{ reads = { as = \"data\", kind = \"dataset\" } }] }", "no `{data}`").ends_with(
      "nothing in the condition binds `{data}` | `as = \"data\"` inside a relation binds it\n"));
  CHECK(of("{ content-trust = \"untrusted\" }", "{actor} writes it ({path})") == "");
  CHECK(of("{ does = \"train\" }", "{actor} writes it").starts_with("E0305 "));
  CHECK(of("{ does = \"train\" }", "an open { is no name") == "");
}

TEST_CASE("phases have their words") {
  PackCase c;
  std::string text = good_threat("a", "r");
  text.replace(text.find("travels"), 0, "phases = [\"indexing\"]\n");
  c.threat(text);
  CHECK(c.lines().starts_with("E0304 a.toml:5:12 `phases` has no word `indexing` | "));
}

TEST_CASE("a test that expects nothing") {
  PackCase c;
  c.threat(good_threat("a", "r", "", "[[test]]\npipeline = 'p'\n[[test]]\nraised = \"x\"\nnote = \"n\"\n"));
  CHECK(c.lines() ==
        "E0306 a.toml:15:1 a test expects nothing | say `raised`, `ruled-out` or `undecided` with the id of a subject\n"
        "E0302 a.toml:17:1 a `[[test]]` does not say its `pipeline`\n");
}

TEST_CASE("a file that is not named by its entry") {
  PackCase c;
  c.threat(good_threat("a", "r"), "b");
  CHECK(c.shown() == R"(error[E0307]: the file is named `b`, its entry `a`
  --> b.toml:1:7
  |
1 | id = "a"
  |       ^
  = help: one entry one file, named by its id
)");
  PackCase control;
  control.control(good_control(), "other");
  CHECK(control.lines() == "E0307 other.toml:1:7 the file is named `other`, its entry `c` | one entry one file, named by its id\n");
}

TEST_CASE("sections and facts of the vocabulary") {
  PackCase c;
  c.vocabulary("kinds = 1\nkind = 2\n[levels]\nrating = \"x\"\n[fact.a]\non = [\"stage\"]\ntype = \"bol\"\ninherits = [\"moon\"]\nquestion = \"q\"\nwhy = \"w\"\n");
  CHECK(c.lines() ==
        "E0301 v.toml:1:1 unknown section `kinds` in the vocabulary | a similar section exists: `kind`\n"
        "E0303 v.toml:2:8 `kind` is a table of entries\n"
        "E0303 v.toml:4:11 a scale is a list of words, low to high\n"
        "E0304 v.toml:7:9 `type` has no word `bol` | a similar word exists: `bool`\n"
        "E0304 v.toml:5:7 nothing is inherited from `moon`\n");
}

TEST_CASE("stated facts are asked and derived ones explained") {
  PackCase c;
  c.vocabulary("[fact.a]\non = [\"stage\"]\ntype = \"bool\"\n[derived.b]\non = [\"stage\"]\ntype = \"level\"\n");
  CHECK(c.lines() ==
        "E0302 v.toml:1:1 a fact does not say its `question`\n"
        "E0302 v.toml:1:1 a fact does not say its `why`\n"
        "E0302 v.toml:4:1 a derived fact does not say its `levels`\n"
        "E0302 v.toml:4:1 a derived fact does not say its `how`\n");
}

}  // namespace
}  // namespace merlon
