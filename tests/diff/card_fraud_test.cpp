// Two revisions of the example `card-fraud`: a flow from outside is added among a dozen edits that have nothing to do
// with it, and each new finding that it brings is traced to it.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "diff/runs.hpp"

using namespace merlon;
using merlon_test::diff_of;
using merlon_test::example;
using merlon_test::Run;
using merlon_test::run_of;
using merlon_test::with;

namespace {

constexpr const char* kAnchor = "  { from = \"platform-team\", to = \"registry\", authenticated = true },\n";

std::string with_flow(const std::string& text, const std::string& flow) { return with(text, kAnchor, std::string(kAnchor) + "  " + flow + ",\n"); }

// What a spring clean changes: facts set, changed and taken away, controls, a decision, an assumption, list items.
std::string cleaned(std::string text) {
  text = with(text, "incident-exercise = \"yearly\"\n", "");
  text = with(text, "status = \"planned\", gap = \"MLP-31\"", "status = \"partial\", gap = \"MLP-31\"");
  text = with(text, "\"duty-separation\", evidence", "\"duty-separation\", status = \"partial\", evidence");
  text = with(text, "{ id = \"rate-limiting\", evidence = \"200 payments a minute and shop\" },", "");
  text = with(text, "tests = [\"quality\", \"fairness\"]", "tests = [\"quality\"]");
  text = with(text, "watches = [\"outputs\", \"drift\"]", "watches = [\"outputs\", \"drift\", \"inputs\"]");
  text = with(text, "tenancy = \"shared\", ", "");
  text = with(text, "lifetime = \"long\"", "lifetime = \"short\"");
  text = with(text, "contestable = true\n", "");
  text = with(text, "purpose-fits = true\n", "");
  text = with(text, "returns = [\"scores\", \"explanations\"]", "returns = [\"scores\"]");
  return with(text, "treatment = \"accept\"", "treatment = \"mitigate\"");
}

const std::vector<std::string>& flows() {
  static const std::vector<std::string> list = {
      "{ from = \"merchant\", to = \"holdout\" }",
      "{ from = \"merchant\", to = \"score-log\" }",
      "{ from = \"buyer\", to = \"pipeline-code\" }",
      "{ from = \"card-scheme\", to = \"holdout\", carries = [{ kind = \"data\" }] }",
      "{ from = \"merchant\", to = \"feature-store\", carries = [{ kind = \"features\" }] }",
  };
  return list;
}

std::set<std::string> new_in(const Diff& diff) {
  std::set<std::string> out;
  for (const Difference& d : diff.comparison.differences) {
    if (d.turn == Turn::fresh || d.turn == Turn::opened || d.turn == Turn::confirmed) out.insert(d.id);
  }
  return out;
}

}  // namespace

TEST_CASE("each new finding of card-fraud names the added flow") {
  const Run before = *run_of(example("card-fraud"));
  size_t raised = 0;
  for (const std::string& flow : flows()) {
    const auto after = run_of(with_flow(example("card-fraud"), flow));
    INFO(flow);
    REQUIRE(after);
    const Diff diff = diff_of(before, *after);
    REQUIRE(diff.edits.size() == 1);
    CHECK(diff.edits[0].sentence.starts_with("flow `"));
    CHECK(!diff.comparison.differences.empty());
    for (const Difference& d : diff.comparison.differences) {
      INFO(d.id);
      CHECK(d.because == Because::each);
      CHECK(d.edits == std::vector<uint32_t>{0});
      raised += d.turn == Turn::fresh;
    }
  }
  CHECK(raised >= 4);
}

TEST_CASE("the added flow is named among a dozen other edits") {
  const Run before = *run_of(example("card-fraud"));
  const Run clean = *run_of(cleaned(example("card-fraud")));
  const std::set<std::string> of_others = new_in(diff_of(before, clean));
  size_t named = 0;
  for (const std::string& flow : flows()) {
    INFO(flow);
    const Run alone = *run_of(with_flow(example("card-fraud"), flow));
    const Run after = *run_of(with_flow(cleaned(example("card-fraud")), flow));
    const Diff diff = diff_of(before, after);
    REQUIRE(diff.edits.size() == 13);
    CHECK(!diff.search.stopped);
    const auto at = std::find_if(diff.edits.begin(), diff.edits.end(), [](const EditRow& e) { return e.sentence.starts_with("flow `"); });
    const auto number = static_cast<uint32_t>(at - diff.edits.begin());
    const std::set<std::string> of_flow = new_in(diff_of(before, alone));
    for (const Difference& d : diff.comparison.differences) {
      if (!of_flow.contains(d.id) || of_others.contains(d.id)) continue;
      INFO(d.id << ": " << merlon::stand_text(d.before) << " -> " << merlon::stand_text(d.after));
      CHECK(d.because != Because::untraced);
      CHECK(std::find(d.edits.begin(), d.edits.end(), number) != d.edits.end());
      ++named;
    }
  }
  CHECK(named >= 5);
}

TEST_CASE("every difference of the two revisions has a cause") {
  const Run before = *run_of(example("card-fraud"));
  const Run after = *run_of(with_flow(cleaned(example("card-fraud")), flows()[0]));
  for (const Diff& diff : {diff_of(before, after), diff_of(after, before)}) {
    CHECK(diff.comparison.differences.size() > 10);
    for (const Difference& d : diff.comparison.differences) {
      INFO(d.id);
      CHECK(d.because != Because::untraced);
      CHECK(!d.edits.empty());
    }
  }
}

TEST_CASE("an actor and its flow are both named, the flow first") {
  const Run before = *run_of(example("card-fraud"));
  std::string text = with(example("card-fraud"), "actor = [\n", "actor = [\n  { id = \"reseller\", role = \"public\" },\n");
  const Run after = *run_of(with_flow(text, "{ from = \"reseller\", to = \"registry\" }"));
  const Diff diff = diff_of(before, after);
  REQUIRE(diff.edits.size() == 2);
  size_t both = 0;
  for (const Difference& d : diff.comparison.differences) {
    if (d.edits.size() != 2) continue;
    ++both;
    CHECK(diff.edits[d.edits[0]].sentence == "flow `reseller..registry` was added");
    CHECK(diff.edits[d.edits[1]].sentence == "actor `reseller` was added");
  }
  CHECK(both > 0);
}
