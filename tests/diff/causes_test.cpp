// Named causes are causes, and the bound is kept.
#include <algorithm>

#include "catch.hpp"
#include "diff/runs.hpp"

using namespace merlon;
using merlon_test::run_of;

namespace {

constexpr const char* kShop = R"(format = 1
[pipeline]
id = "shop"
criticality = "high"
[[actor]]
id = "customer"
role = "user"
[[actor]]
id = "stranger"
role = "public"
[[asset]]
id = "records"
kind = "training-set"
readable-by = "team"
[[asset]]
id = "model"
kind = "classifier"
[[stage]]
id = "train"
does = ["train"]
reads = ["records"]
writes = ["model"]
uses = []
)";

std::string causes(const Diff& diff, const std::string& id) {
  for (const Difference& d : diff.comparison.differences) {
    if (d.id != id) continue;
    std::string out(kBecauseWords[static_cast<size_t>(d.because)]);
    for (const uint32_t i : d.edits) out += "; " + diff.edits[i].sentence;
    return out;
  }
  return "no difference";
}

std::string flow(const std::string& from) { return "[[flow]]\nfrom = \"" + from + "\"\nto = \"records\"\n"; }

}  // namespace

TEST_CASE("one flow is the cause") {
  const auto before = run_of(kShop), after = run_of(kShop + flow("customer"));
  CHECK(causes(diff_of(*before, *after), "data-poisoning@train") == "each; flow `customer..records` was added");
}

TEST_CASE("two flows of which each alone would do are named together") {
  const auto before = run_of(kShop), after = run_of(kShop + flow("customer") + flow("stranger"));
  const Diff diff = diff_of(*before, *after);
  CHECK(causes(diff, "data-poisoning@train") == "together; flow `customer..records` was added; flow `stranger..records` was added");
  CHECK(diff.search.runs > 2);
}

TEST_CASE("an element that went is the cause of what went with it") {
  const auto before = run_of(kShop + flow("customer")), after = run_of(std::string(kShop) + "[[stage]]\nid = \"w\"\ndoes = [\"monitor\"]\nreads = [\"records\"]\n");
  CHECK(causes(diff_of(*before, *after), "data-poisoning@train") == "each; flow `customer..records` was removed");
}

TEST_CASE("what nobody analysed then and now has no cause") {
  const auto before = run_of(kShop), after = run_of(kShop + flow("customer"));
  Stand blind;
  blind.seen = Seen::not_analysed;
  Standing a = before->standing, b = after->standing;
  a.stands["else@train"] = b.stands["else@train"] = blind;
  Comparison c = compare(a, b);
  const auto rerun = [&](const PipelineDoc& doc) {
    auto s = merlon_test::standing_of(doc);
    s->stands["else@train"] = blind;
    return s;
  };
  find_causes(c, before->doc(), after->doc(), edits_between(before->doc(), after->doc()), rerun);
  size_t seen = 0;
  for (const Difference& d : c.differences) {
    if (d.id != "else@train") continue;
    CHECK(d.turn == Turn::not_analysed);
    CHECK(d.because == Because::untraced);
    CHECK(d.edits.empty());
    ++seen;
  }
  CHECK(seen == 1);
}

TEST_CASE("the bound follows the size and is told") {
  CHECK(runs_allowed(0) == 400);
  CHECK(runs_allowed(300) == 400);
  CHECK(runs_allowed(1000) == 40);
  CHECK(runs_allowed(200'000) == 8);
}

TEST_CASE("a search that reaches its bound says so") {
  const auto before = run_of(kShop), after = run_of(kShop + flow("customer"));
  std::vector<Edit> edits = edits_between(before->doc(), after->doc());
  REQUIRE(edits.size() == 1);
  edits.insert(edits.begin(), 500, Edit{Edit::What::value, ElementKind::stage, "train", "repeats", "", "", "x", {}});  // which undo nothing
  Comparison c = compare(before->standing, after->standing);
  const Search search = find_causes(c, before->doc(), after->doc(), edits, &merlon_test::standing_of);
  CHECK(search.stopped);
  CHECK(search.runs == search.most);
  CHECK(search.most == 400);
  REQUIRE(!c.differences.empty());
  for (const Difference& d : c.differences) CHECK(d.because == Because::untraced);
}
