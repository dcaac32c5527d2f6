// What two releases of a framework differ in.
#include "import/framework_diff.hpp"

#include "catch.hpp"

using namespace merlon;

namespace {

FrameworkItem item(std::string id, std::string name, std::vector<std::string> tactics = {}) {
  FrameworkItem out;
  out.id = std::move(id);
  out.kind = "technique";
  out.name = std::move(name);
  out.tactics = std::move(tactics);
  return out;
}

FrameworkList list(std::vector<FrameworkItem> items) {
  FrameworkList out;
  Diagnostics diagnostics;
  for (FrameworkItem& i : items) add_item(out, std::move(i), diagnostics);
  REQUIRE(diagnostics.empty());
  return out;
}

std::string text(const std::vector<FrameworkChange>& changes) {
  std::string out;
  for (const FrameworkChange& c : changes) out += c.id + " " + c.name + ": " + c.what + "\n";
  return out;
}

}  // namespace

TEST_CASE("a list is equal to itself in any order") {
  const FrameworkList a = list({item("T1", "One", {"A", "B"}), item("T2", "Two")});
  const FrameworkList b = list({item("T2", "Two"), item("T1", "One", {"B", "A"})});
  CHECK(compare(a, a).empty());
  CHECK(compare(a, b).empty());
  CHECK(compare({}, {}).empty());
}

TEST_CASE("each kind of change is in its group, by id") {
  FrameworkItem before = item("T3", "Three", {"A", "B"}), after = item("T3", "Third", {"C", "A"});
  before.maturity = "feasible", before.mitigates = {"X"};
  after.maturity = "realized", after.parent = "T1", after.kind = "mitigation";
  const FrameworkList earlier = list({item("T9", "Nine"), item("T8", "Eight"), before});
  FrameworkList later = list({after, item("T2", "Two"), item("T10", "Ten")});
  later.alias = {{"T8", "T10", "2026.07"}, {"T9", "", "2026.07"}};
  const FrameworkDiff diff = compare(earlier, later);
  CHECK(text(diff.added) == "T10 Ten: technique\nT2 Two: technique\n");
  CHECK(text(diff.retired) == "T8 Eight: T10\nT9 Nine: \n");
  CHECK(text(diff.renamed) == "T3 Third: Three -> Third\nT3 Third: kind technique -> mitigation\n");
  CHECK(text(diff.re_parented) == "T3 Third: parent none -> T1\nT3 Third: tactics +C -B\n");
  CHECK(text(diff.matured) == "T3 Third: feasible -> realized\n");
  CHECK(text(diff.mitigations) == "T3 Third: -X\n");
  CHECK_FALSE(diff.empty());
}
