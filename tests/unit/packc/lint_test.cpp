// The rules of a threat database: E0310 to E0316, and where problems of linking are told.
#include "catch.hpp"
#include "packc/account.hpp"
#include "unit/packc/reading.hpp"

namespace merlon {
namespace {

TEST_CASE("a database that keeps the rules") {
  PackCase c;
  c.threat(good_threat("a", "r")).control(good_control()).lint();
  CHECK(c.lines() == "");
}

TEST_CASE("every threat cites something and has a control and a source") {
  PackCase c;
  c.control(good_control());
  c.threat(R"(id = "a"
name = "A"
summary = "s"
subjects = { stage = true }
travels = "local"
affects = ["integrity"]
maturity = "feasible"
[[test]]
raised = "x"
ruled-out = "y"
pipeline = 'p'
)");
  c.lint();
  CHECK(c.shown() == R"(error[E0316]: no threat uses control `c`
  --> c.toml:1:7
  |
1 | id = "c"
  |       ^

error[E0310]: threat `a` cites no framework entry
  --> a.toml:1:7
  |
1 | id = "a"
  |       ^

error[E0311]: threat `a` has no control
  --> a.toml:1:7
  |
1 | id = "a"
  |       ^

error[E0312]: threat `a` has no source: nothing can raise it
  --> a.toml:1:7
  |
1 | id = "a"
  |       ^
  = help: add a `[[raise]]`, or an analyzer that covers it
)");
}

TEST_CASE("an analyzer is a source and a citation of a raise is one") {
  PackCase c;
  std::string text = good_threat("a", "r");
  text.erase(text.find("[[raise]]"), text.find("[controls]") - text.find("[[raise]]"));
  c.threat(text).control(good_control()).lint({"a"});
  CHECK(c.lines() == "");
  PackCase cited;
  text = good_threat("a", "r");
  text.erase(text.find("cites"), 16);
  text.replace(text.find("message = \"m\""), 13, "message = \"m\"\ncites = [\"X.1\"]");
  cited.threat(text).control(good_control()).lint();
  CHECK(cited.lines() == "");
}

const char* kBothHalves = " | both halves are tested: where it must be raised and where it must not\n";

TEST_CASE("both halves are tested") {
  PackCase c;
  c.control(good_control());
  c.threat(good_threat("a", "r", "", "[[test]]\nraised = \"x\"\npipeline = 'p'\n"));
  c.threat(good_threat("b", "s", "", "[[test]]\nruled-out = \"x\"\npipeline = 'p'\n"), "b");
  c.threat(good_threat("d", "t", "", "[[test]]\nundecided = \"x\"\npipeline = 'p'\n"), "d");
  c.lint();
  CHECK(c.lines() == "E0313 a.toml:1:7 threat `a` has no test that it is ruled out" + std::string(kBothHalves) +
                         "E0313 b.toml:1:7 threat `b` has no test that it is raised" + kBothHalves +
                         "E0313 d.toml:1:7 threat `d` has no test that it is raised" + kBothHalves);
}

TEST_CASE("no two threats have the same reason") {
  PackCase c;
  c.control(good_control()).threat(good_threat("a", "r")).threat(good_threat("b", "r"), "b").lint();
  CHECK(c.lines() == "E0314 b.toml:1:7 threats `a` and `b` have the same reason `r`\n");
}

TEST_CASE("a control that only a fact satisfies is used") {
  PackCase c;
  c.control(good_control()).lint();
  CHECK(c.lines() == "E0316 c.toml:1:7 no threat uses control `c`\n");
  PackCase used;
  used.control(good_control());
  used.vocabulary("[fact.a]\non = [\"stage\"]\ntype = \"bool\"\nquestion = \"q\"\nwhy = \"w\"\nsatisfies = \"c\"\nsatisfied-by = [\"true\"]\n");
  used.lint();
  CHECK(used.lines() == "");
}

TEST_CASE("problems of linking are told where the entry stands") {
  PackCase c;
  c.threat(good_threat("a", "r"));
  const std::vector<LinkProblem> problems = {{"a", 0, "m1", "h", false}, {"a", 10, "m2", "", false}, {"a", 0, "m3", "", true}, {"z", 0, "m4", "", false}};
  tell_link_problems(problems, c.readings, false, c.diagnostics);
  CHECK(c.lines() == "E0320 a.toml:1:7 a: m1 | h\nE0320 a.toml:10:1 a: m2\nE0320 - z: m4\n");
  PackCase all;
  all.threat(good_threat("a", "r"));
  tell_link_problems(problems, all.readings, true, all.diagnostics);
  CHECK(all.diagnostics.errors() == 4);
}

TEST_CASE("what is there already is told where it is brought again") {
  PackCase c;
  c.threat(good_threat("a", "r")).control(good_control());
  c.control(good_control(), "c");
  const std::vector<LinkProblem> problems = {{"c", 0, "control `c` exists already", "h", false, "c", true}};
  tell_link_problems(problems, c.readings, false, c.diagnostics);
  CHECK(c.lines() == "E0319 c.toml:1:7 control `c` exists already | h\n");
}

TEST_CASE("a name that leads nowhere is told where it is written") {
  PackCase c;
  c.threat(good_threat("a", "r"));
  const std::vector<LinkProblem> problems = {{"a", 0, "m1", "", true, "X.1"}, {"a", 0, "m2", "", true, "c"}, {"a", 0, "m3", "", true, "elsewhere"}};
  tell_link_problems(problems, c.readings, true, c.diagnostics);
  CHECK(c.lines() == "E0320 a.toml:8:11 a: m1\nE0320 a.toml:14:1 a: m2\nE0320 a.toml:1:7 a: m3\n");
}

TEST_CASE("a citation by an old id is a warning where it is written, if it is ours") {
  PackCase c;
  c.threat(good_threat("a", "r"));
  tell_stale({{"a", 0, "m1", "h", true, "X.1"}, {"z", 0, "m2", "h", true, "X.1"}}, c.readings, c.diagnostics);
  CHECK(c.lines() == "W0321 a.toml:8:11 a: m1 | h\n");
  CHECK_FALSE(c.diagnostics.has_errors());
}

TEST_CASE("who cites an id that has gone accounts for what it became") {
  PackCase c;
  c.threat(good_threat("a", "r"));
  FrameworkDef f;
  f.id = "x", f.alias_from = {"X.1"}, f.alias_to = {"X.2"};
  f.entries = {{"X.2", "", "risk", "", "", {}, {}, false}, {"X.3", "", "risk", "", "", {}, {}, false}};
  c.readings[0].pack.frameworks = {f};
  account(c.readings, c.diagnostics);
  CHECK(c.lines() ==
        "E0317 - `x` has entries that nothing cites: `X.3` | cite it from a threat or control, or give the reason in "
        "not-cited.toml\n");
}

}  // namespace
}  // namespace merlon
