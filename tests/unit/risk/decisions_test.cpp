// What a decision speaks of, whether it holds, and when two contradict each other.
#include "risk/decisions.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

DocDecision decision(std::string finding, std::string treatment, std::string until, uint32_t line) {
  DocDecision d;
  d.finding = std::move(finding);
  d.treatment = std::move(treatment);
  d.until = std::move(until);
  d.span = {0, line, 1, 1};
  return d;
}

/// The contradictions as `here/there` lines.
std::string contradictions(std::vector<DocDecision> decisions, std::string_view today) {
  Sources sources;
  sources.add("p", "");
  PipelineDoc doc;
  doc.decisions = std::move(decisions);
  Diagnostics diagnostics;
  check_contradictions(doc, today, sources, diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.all()) out += d.code + " " + std::to_string(d.span.line) + ": " + d.label + "\n";
  return out;
}

TEST_CASE("a star stands for a whole part") {
  CHECK(names("a@s", "a@s"));
  CHECK(names("*@s", "a@s"));
  CHECK(names("a@*", "a@x..y"));
  CHECK_FALSE(names("a@*", "ab@s"));
  CHECK_FALSE(names("*@s", "a@st"));
  CHECK_FALSE(names("a*@s", "ab@s"));
  CHECK(exactness("a@s") > exactness("a@*"));
  CHECK(exactness("a@*") > exactness("*@s"));
}

TEST_CASE("a decision holds on its last day") {
  CHECK_FALSE(is_over(decision("a@s", "accept", "2027-05-31", 1), "2027-05-31"));
  CHECK(is_over(decision("a@s", "accept", "2027-05-31", 1), "2027-06-01"));
  CHECK_FALSE(is_over(decision("a@s", "accept", "", 1), "2027-06-01"));
  CHECK_FALSE(is_over(decision("a@s", "accept", "2027-05-31", 1), ""));
}

TEST_CASE("two that hold, name the same and differ contradict each other") {
  const auto first = decision("a@s", "accept", "2027-05-31", 3);
  CHECK(contradictions({first, decision("a@s", "avoid", "", 7)}, "2027-05-31") == "E0233 7: here `avoid`, at p:3:1 `accept`\n");
  CHECK(contradictions({first, decision("a@s", "avoid", "", 7)}, "2027-06-01").empty());
  CHECK(contradictions({first, decision("a@s", "accept", "", 7)}, "2027-05-31").empty());
  CHECK(contradictions({first, decision("a@*", "avoid", "", 7)}, "2027-05-31").empty());
  CHECK(contradictions({decision("*@s", "accept", "", 3), decision("*@s", "avoid", "", 7), decision("*@s", "transfer", "", 9)}, "") ==
        "E0233 7: here `avoid`, at p:3:1 `accept`\nE0233 9: here `transfer`, at p:3:1 `accept`\n");
}

}  // namespace
}  // namespace merlon
