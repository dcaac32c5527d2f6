// Every pair of states, as a table; and what a result file can't tell.
#include "diff/compare.hpp"

#include "catch.hpp"
#include "diff/baseline.hpp"
#include "unit/diff/standing_case.hpp"

namespace merlon {
namespace {

Standing of(const Stand& s) { return s.seen == Seen::none ? standing({}) : standing({{"a@x", s}}); }

std::string turn(const Stand& before, const Stand& after) {
  const Comparison c = compare(of(before), of(after));
  if (c.compared != 1) return "nothing";
  return std::string(kTurnWords[static_cast<size_t>((c.differences.empty() ? c.unchanged : c.differences)[0].turn)]);
}

std::string stops(const Stand& before, const Stand& after, Level level = Level::high, bool raised_only = false) {
  const Comparison c = compare(of(before), of(after));
  const auto list = stopped_by_baseline(c, level, raised_only);
  return list.empty() ? "passes" : reason_to_stop(*list[0]);
}

const Stand kNothing;

TEST_CASE("what becomes of a finding") {
  CHECK(turn(kNothing, raised(15, 14)) == "new");
  CHECK(turn(kNothing, undecided(15, 14)) == "newly-undecided");
  CHECK(turn(kNothing, not_analysed()) == "not-analysed");
  CHECK(turn(raised(15, 14), kNothing) == "gone");
  CHECK(turn(raised(15, 14), undecided(15, 14)) == "lost-sight-of");
  CHECK(turn(raised(15, 14), undecided(3, 14)) == "lost-sight-of");
  CHECK(turn(raised(15, 14), not_analysed()) == "lost-sight-of");
  CHECK(turn(raised(15, 14), raised(15, 14)) == "unchanged");
  CHECK(turn(raised(15, 14), raised(17, 14)) == "worse");
  CHECK(turn(raised(15, 14), raised(13, 14)) == "better");
  CHECK(turn(raised(15, 14), raised(15, 14, "accept")) == "decision-changed");
  CHECK(turn(undecided(15, 14), kNothing) == "settled");
  CHECK(turn(undecided(15, 14), raised(15, 14)) == "confirmed");
  CHECK(turn(undecided(15, 14), undecided(15, 14)) == "unchanged");
  CHECK(turn(undecided(15, 14), undecided(15, 18)) == "worse");
  CHECK(turn(undecided(15, 14), undecided(15, 10)) == "better");
  CHECK(turn(undecided(15, 14), not_analysed()) == "lost-sight-of");
  CHECK(turn(not_analysed(), kNothing) == "settled");
  CHECK(turn(not_analysed(), raised(15, 14)) == "new");
  CHECK(turn(not_analysed(), undecided(15, 14)) == "newly-undecided");
  CHECK(turn(not_analysed(), not_analysed()) == "not-analysed");
}

TEST_CASE("what stops at a gate with a baseline") {
  CHECK(stops(kNothing, raised(15, 14)) == "new");
  CHECK(stops(kNothing, raised(5, 14)) == "passes");
  CHECK(stops(kNothing, undecided(15, 14)) == "newly undecided");
  CHECK(stops(raised(15, 14), raised(15, 14)) == "passes");
  CHECK(stops(raised(15, 14), raised(17, 14)) == "high 74 before");
  CHECK(stops(raised(15, 14), raised(13, 14)) == "passes");
  CHECK(stops(raised(5, 14), raised(15, 14)) == "low 29 before");
  CHECK(stops(raised(15, 14), undecided(15, 14)) == "raised before, undecided now");
  CHECK(stops(raised(15, 14), undecided(3, 3)) == "passes");  // at worst it is very low now
  CHECK(stops(raised(15, 14), not_analysed()) == "raised before, not-analysed now");
  CHECK(stops(raised(15, 14), kNothing) == "passes");
  CHECK(stops(undecided(15, 14), raised(15, 14)) == "passes");
  CHECK(stops(undecided(13, 14), raised(15, 14)) == "high 73 before");
  CHECK(stops(undecided(15, 14), undecided(15, 14)) == "passes");
  CHECK(stops(not_analysed(), raised(15, 14)) == "new");
}

TEST_CASE("a decision that holds lets pass, and one that no longer holds does not") {
  CHECK(stops(kNothing, raised(15, 14, "accept")) == "passes");
  CHECK(stops(raised(15, 14), undecided(15, 14, "accept")) == "passes");
  CHECK(stops(raised(15, 14, "accept"), raised(15, 14)) == "its decision, accept, no longer holds");
  CHECK(stops(raised(17, 14, "accept"), raised(15, 14)) == "its decision, accept, no longer holds");
  CHECK(stops(undecided(15, 14, "avoid"), undecided(15, 14)) == "its decision, avoid, no longer holds");
  CHECK(stops(undecided(15, 14, "avoid"), raised(15, 14)) == "its decision, avoid, no longer holds");
}

TEST_CASE("a gate for raised findings only still stops what is lost sight of") {
  CHECK(stops(kNothing, undecided(15, 14), Level::high, true) == "passes");
  CHECK(stops(undecided(13, 14), undecided(15, 14), Level::high, true) == "passes");
  CHECK(stops(raised(15, 14), undecided(15, 14), Level::high, true) == "raised before, undecided now");
  CHECK(stops(undecided(15, 14), raised(15, 14), Level::high, true) == "confirmed");
}

std::string only(const Comparison& c) {
  if (c.differences.size() != 1) return std::to_string(c.differences.size());
  return std::string(kTurnWords[static_cast<size_t>(c.differences[0].turn)]) + (c.differences[0].note.empty() ? "" : ": " + c.differences[0].note);
}

TEST_CASE("a threat that is not asked any more is lost sight of") {
  Standing after = standing({});
  after.threats.erase("a");
  CHECK(only(compare(standing({{"a@x", raised(9, 9)}}), after)) == "lost-sight-of: nobody asks this threat any more");
  CHECK(only(compare(standing({{"a@x", undecided(9, 9)}}), after)) == "lost-sight-of: nobody asks this threat any more");
}

TEST_CASE("a result of another catalogue does not tell that a threat was asked") {
  Standing before = standing({{"a@x", raised(9, 9)}}), after = in_file(standing({}));
  before.packs = after.packs = {{"data", "1"}};
  CHECK(only(compare(before, after)) == "gone");
  after.packs = {{"data", "2"}};
  CHECK(only(compare(before, after)).starts_with("lost-sight-of: the catalogues differ"));
  after.packs.clear();
  CHECK(only(compare(before, after)).starts_with("lost-sight-of: the catalogues differ"));
  Standing asked = in_file(standing({{"a@y", raised(9, 9)}}));
  before.stands.emplace("a@y", raised(9, 9));
  CHECK(only(compare(before, asked)) == "gone");
}

TEST_CASE("a reader is told of what makes two runs unlike") {
  Standing before = standing({}), after = standing({});
  before.packs = {{"data", "1"}, {"model", "1"}}, after.packs = {{"data", "2"}, {"trading", "1"}};
  after.pipeline = "q", after.version = "2.0.0", after.incomplete = true;
  std::string all;
  for (const std::string& note : compare(before, after).notes) all += note + "\n";
  CHECK(all ==
        "these are two pipelines, `p` and `q`\n"
        "the later run is incomplete: what nobody analysed now is not gone\n"
        "two versions of merlon, 1.0.0 and 2.0.0\n"
        "the catalogue differs: `model` spoke before and not now\n"
        "the catalogue differs: `trading` speaks now and did not before; what it finds counts as new\n"
        "the catalogue differs: `data` has other threats or conditions now; what they find counts as new\n");
  CHECK(compare(before, before).notes.empty());
}

TEST_CASE("a flow that nobody draws may be there while the list that names it is not written") {
  Standing s = standing({});
  s.elements = {{"model", {ElementKind::asset, false, false, false, false, false}}, {"tool", {ElementKind::asset, true, false, false, false, false}},
                {"user", {ElementKind::actor, false, false, false, false, false}},  {"open", {ElementKind::stage, false, false, false, false, false}},
                {"shut", {ElementKind::stage, false, true, true, true, true}},      {"half", {ElementKind::stage, false, true, false, true, true}}};
  CHECK(may_be_unwritten(s, "model..open"));
  CHECK(may_be_unwritten(s, "open..model"));
  CHECK(may_be_unwritten(s, "user..open"));
  CHECK(may_be_unwritten(s, "shut..open"));
  CHECK(may_be_unwritten(s, "tool..half"));
  CHECK(!may_be_unwritten(s, "model..half"));
  for (const char* flow : {"model..shut", "shut..model", "user..shut", "open..shut", "tool..shut", "user..model", "gone..open", "open", "named"}) {
    INFO(flow);
    CHECK(!may_be_unwritten(s, flow));
  }
  s.stands.clear();
  CHECK(only(compare(standing({{"a@model..open", raised(9, 9)}}), s)).starts_with("lost-sight-of: the list that named this flow"));
  CHECK(only(compare(standing({{"a@model..shut", raised(9, 9)}}), s)) == "gone");
}

TEST_CASE("the worst comes first, good news last") {
  const Comparison c = compare(standing({{"a@x", raised(15, 14)}, {"b@x", raised(4, 4)}, {"a@y", undecided(9, 9)}}),
                               standing({{"b@x", raised(5, 5)}, {"b@y", raised(15, 18)}, {"a@y", raised(9, 9)}}));
  std::string order;
  for (const Difference& d : c.differences) order += d.id + " ";
  CHECK(order == "b@y a@y b@x a@x ");
}

TEST_CASE("what an earlier result names nowhere is a newcomer") {
  const Comparison c = compare(in_file(standing({{"a@x", raised(9, 9)}})), [] {
    Standing s = standing({{"a@x", raised(9, 9)}, {"b@y", raised(9, 9)}});
    s.stands.at("b@y").touches = {"x", "y"};
    return s;
  }());
  REQUIRE(c.differences.size() == 1);
  CHECK(c.differences[0].newcomers == std::vector<std::string>{"y"});
}

}  // namespace
}  // namespace merlon
