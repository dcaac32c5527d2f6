// Every entry of a framework is cited or has a reason: E0317, E0318.
#include "packc/account.hpp"

#include "catch.hpp"
#include "unit/packc/reading.hpp"

namespace merlon {
namespace {

const std::string kFramework = "id = \"x\"\nname = \"X\"\nrelease = \"1\"\nlicence = \"CC0\"\nsource = \"us\"\n";

std::string entries(const std::string& ids) {
  std::string out;
  for (const char id : ids) out += std::string("[[entry]]\nid = \"X.") + id + "\"\nkind = \"" + (id == 'T' ? "tactic" : "technique") + "\"\nname = \"N\"\n";
  return out;
}

/// What is said of a framework with these entries while X.1 is cited; `reasons` is its not-cited.toml.
std::string told(const std::string& ids, const std::string& reasons = {}) {
  PackCase c;
  c.threat(good_threat("a", "r"));
  read_framework(c.parse("framework.toml", kFramework), c.parse("entries.toml", entries(ids)), "x", c.readings[0], c.diagnostics);
  if (!reasons.empty()) read_not_cited(c.parse("not-cited.toml", reasons), c.readings[0], c.diagnostics);
  account(c.readings, c.diagnostics);
  return c.lines();
}

std::string reason_for(const std::string& ids) { return "[[not-cited]]\nreason = \"r\"\nbecause = \"b\"\nids = [" + ids + "]\n"; }

TEST_CASE("what is cited, or only holds others together, needs no reason") {
  CHECK(told("1T") == "");
}

TEST_CASE("an entry that nothing cites is told unless it has a reason") {
  CHECK(told("123") == "E0317 framework.toml:1:7 `x` has entries that nothing cites: `X.2` and `X.3` | cite it from a threat or "
                       "control, or give the reason in not-cited.toml\n");
  CHECK(told("123", reason_for("\"X.3\", \"X.2\"")) == "");
  CHECK(told("123", reason_for("\"X.3\"")) == "E0317 framework.toml:1:7 `x` has entries that nothing cites: `X.2` | cite it from a "
                                              "threat or control, or give the reason in not-cited.toml\n");
}

TEST_CASE("a reason for what is cited, unknown or told before is wrong") {
  CHECK(told("12", reason_for("\"X.1\", \"X.2\", \"X.2\", \"X.9\"")) ==
        "E0318 not-cited.toml:4:9 `X.1` is listed as not cited of `x`, but is cited | take it out of not-cited.toml\n"
        "E0318 not-cited.toml:4:16 `X.2` is listed as not cited of `x`, but is listed twice | take it out of not-cited.toml\n"
        "E0318 not-cited.toml:4:30 `X.9` is listed as not cited of `x`, but is no entry of it | take it out of not-cited.toml\n");
}

TEST_CASE("a reason says what it is and why") {
  CHECK(told("12", "[[not-cited]]\nids = [\"X.2\"]\n") == "E0302 not-cited.toml:1:1 a `[[not-cited]]` does not say its `reason`\n"
                                                          "E0302 not-cited.toml:1:1 a `[[not-cited]]` does not say its `because`\n");
}

}  // namespace
}  // namespace merlon
