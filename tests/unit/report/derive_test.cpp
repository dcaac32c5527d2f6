// What follows from the tables of a report.
#include "catch.hpp"
#include "report/derive.hpp"

namespace {

using namespace merlon;

// The states of parts of one entry, and what is said of the entry.
std::string below(const std::vector<std::string>& states, const std::string& own = "not-cited") {
  Report r;
  FrameworkView view{"f", "F", "1", {}, {{"whole", "Whole", "technique", own, "", {}, {}, {}}}};
  for (size_t i = 0; i < states.size(); ++i) view.entries.push_back({"part" + std::to_string(i), "Part", "technique", states[i], "whole", {}, {}, {}});
  r.frameworks_seen.push_back(view);
  derive(r);
  return r.frameworks_seen[0].entries[0].below;
}

}  // namespace

TEST_CASE("an entry that nothing cites says what is worst of its parts") {
  CHECK(below({"ruled-out", "raised", "undecided"}) == "raised");
  CHECK(below({"not-analysed", "undecided", "ruled-out"}) == "undecided");
  CHECK(below({"not-cited", "not-analysed"}) == "not-analysed");
}

TEST_CASE("it is ruled out only where all of its parts are") {
  CHECK(below({"ruled-out", "ruled-out"}) == "ruled-out");
  CHECK(below({"ruled-out", "not-cited"}).empty());
  CHECK(below({"not-cited", "not-cited"}).empty());
  CHECK(below({}).empty());
}

TEST_CASE("an entry that is cited says of its parts only what is worse") {
  CHECK(below({"raised"}, "ruled-out") == "raised");
  CHECK(below({"undecided", "ruled-out"}, "ruled-out") == "undecided");
  CHECK(below({"undecided"}, "raised").empty());
  CHECK(below({"ruled-out", "not-cited"}, "ruled-out").empty());
}

TEST_CASE("what is not known of a part of a part is not ruled out of the whole, in whatever order they stand") {
  const FrameworkEntryRow whole{"g", "G", "t", "not-cited", "", {}, {}, {}}, middle{"p", "P", "t", "not-cited", "g", {}, {}, {}},
      out{"c1", "C", "t", "ruled-out", "p", {}, {}, {}}, silent{"c2", "C", "t", "not-cited", "p", {}, {}, {}};
  for (const std::vector<FrameworkEntryRow>& entries : {std::vector{whole, middle, out, silent}, std::vector{silent, out, middle, whole}}) {
    Report r;
    r.frameworks_seen.push_back({"f", "F", "1", {}, entries});
    derive(r);
    for (const FrameworkEntryRow& e : r.frameworks_seen[0].entries) CHECK(e.below.empty());
  }
}

TEST_CASE("what is a part of a part counts, and entries that are parts of each other end") {
  Report r;
  r.frameworks_seen.push_back({"f", "F", "1", {}, {{"a", "A", "t", "not-cited", "", {}, {}, {}}, {"b", "B", "t", "not-cited", "a", {}, {}, {}}, {"c", "C", "t", "raised", "b", {}, {}, {}},
                                                   {"x", "X", "t", "not-cited", "y", {}, {}, {}}, {"y", "Y", "t", "not-cited", "x", {}, {}, {}}, {"z", "Z", "t", "undecided", "x", {}, {}, {}}}});
  derive(r);
  const auto& e = r.frameworks_seen[0].entries;
  CHECK(e[0].below == "raised");
  CHECK(e[1].below == "raised");
  CHECK(e[3].below == "undecided");
}
