// What controls take off at the subject (S6): shares, caps, families, halves, places.
#include "risk/credit.hpp"

#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

using Credits = std::vector<CreditDef>;

std::string stage_with(const std::string& controls) {
  return "[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\ncontrols = [" + controls + "]\n";
}

Likelihood likely(int ticks) {
  Likelihood l;
  l.value = l.inside = ticks;
  return l;
}
Likelihood twenty() { return likely(20); }

/// `id credit/target` of each control with credit, by id, and what is left of 20 ticks now and then.
std::string credits_of(const std::string& pipeline, const Credits& credits, const std::string& subject = "s") {
  const auto c = lowered_text(pipeline);
  if (!c->graph) return c->messages();
  Threat threat;
  threat.def.controls = credits;
  const auto rated = CreditRater(c->g()).rate(threat, c->element(subject));
  std::string out;
  for (const CreditedControl& r : rated) {
    if (r.target_credit > 0) out += r.id + " " + std::to_string(r.credit) + "/" + std::to_string(r.target_credit) + " ";
  }
  for (const char* factor : {"likelihood", "impact"}) {
    const bool likelihood = factor == std::string("likelihood");
    const auto left = [&](bool target) {
      const TakenOff off = taken_off(rated, factor, target);
      return likelihood ? lowered(twenty(), off) : lowered(Impact{"", "", 20}, off);
    };
    out += std::string(factor) + " " + std::to_string(left(false)) + "/" + std::to_string(left(true)) + " ";
  }
  return out;
}

CreditDef lowers(const std::string& control, const std::string& by, const std::string& factor = "likelihood") {
  return {control, factor, by};
}

TEST_CASE("strong and moderate and weak") {
  const std::string text = stage_with("\"release-gate\"");
  CHECK(credits_of(text, {lowers("release-gate", "strong")}) == "release-gate 5/5 likelihood 15/15 impact 20/20 ");
  CHECK(credits_of(text, {lowers("release-gate", "moderate")}) == "release-gate 3/3 likelihood 17/17 impact 20/20 ");
  CHECK(credits_of(text, {lowers("release-gate", "weak")}) == "release-gate 1/1 likelihood 19/19 impact 20/20 ");
  CHECK(credits_of(text, {lowers("release-gate", "strong", "impact")}) == "release-gate 5/5 likelihood 20/20 impact 15/15 ");
}

TEST_CASE("the best in full and the second half and the rest a quarter") {
  // Families: gate, leakage-tests, quota, red-team.
  const std::string text = stage_with("\"leakage-testing\", \"rate-limiting\", \"red-teaming\", \"release-gate\"");
  CHECK(credits_of(text, {lowers("leakage-testing", "moderate"), lowers("release-gate", "strong")}) ==
        "leakage-testing 1/1 release-gate 5/5 likelihood 14/14 impact 20/20 ");
  CHECK(credits_of(text, {lowers("leakage-testing", "strong"), lowers("rate-limiting", "strong"), lowers("release-gate", "strong")}) ==
        "leakage-testing 5/5 rate-limiting 2/2 release-gate 1/1 likelihood 12/12 impact 20/20 ");
  CHECK(credits_of(text, {lowers("leakage-testing", "strong"), lowers("rate-limiting", "moderate"), lowers("release-gate", "moderate")}) ==
        "leakage-testing 5/5 rate-limiting 1/1 likelihood 14/14 impact 20/20 ");
}

TEST_CASE("at most eight on likelihood and six on impact") {
  const std::string text = stage_with("\"leakage-testing\", \"rate-limiting\", \"red-teaming\", \"release-gate\"");
  const auto all = [](const std::string& factor) {
    return Credits{lowers("leakage-testing", "strong", factor), lowers("rate-limiting", "strong", factor),
                   lowers("red-teaming", "strong", factor), lowers("release-gate", "strong", factor)};
  };
  CHECK(credits_of(text, all("likelihood")) == "leakage-testing 5/5 rate-limiting 2/2 red-teaming 1/1 likelihood 12/12 impact 20/20 ");
  CHECK(credits_of(text, all("impact")) == "leakage-testing 5/5 rate-limiting 1/1 likelihood 20/20 impact 14/14 ");
}

TEST_CASE("each factor is shared out for itself") {
  const std::string text = stage_with("\"leakage-testing\", \"release-gate\"");
  CHECK(credits_of(text, {lowers("leakage-testing", "strong"), lowers("release-gate", "strong", "impact")}) ==
        "leakage-testing 5/5 release-gate 5/5 likelihood 15/15 impact 15/15 ");
}

TEST_CASE("of one family the best counts once") {
  // Both are of the family `oversight`.
  const std::string text = stage_with("\"decision-review\", \"human-approval\", \"release-gate\"");
  CHECK(credits_of(text, {lowers("decision-review", "moderate"), lowers("human-approval", "strong")}) == "human-approval 5/5 likelihood 15/15 impact 20/20 ");
  CHECK(credits_of(text, {lowers("decision-review", "strong"), lowers("human-approval", "strong"), lowers("release-gate", "strong")}) ==
        "decision-review 5/5 release-gate 2/2 likelihood 13/13 impact 20/20 ");
}

TEST_CASE("partial is half, and the target has it and what is planned in full") {
  CHECK(credits_of(stage_with("{ id = \"release-gate\", status = \"partial\" }"), {lowers("release-gate", "strong")}) ==
        "release-gate 2/5 likelihood 18/15 impact 20/20 ");
  CHECK(credits_of(stage_with("{ id = \"release-gate\", status = \"partial\" }"), {lowers("release-gate", "weak")}) == "release-gate 0/1 likelihood 20/19 impact 20/20 ");
  CHECK(credits_of(stage_with("{ id = \"release-gate\", status = \"planned\" }"), {lowers("release-gate", "strong")}) ==
        "release-gate 0/5 likelihood 20/15 impact 20/20 ");
  CHECK(credits_of(stage_with("{ id = \"release-gate\", status = \"absent\" }, { id = \"rate-limiting\", status = \"not-applicable\" }"),
                   {lowers("release-gate", "strong"), lowers("rate-limiting", "strong")}) == "likelihood 20/20 impact 20/20 ");
}

TEST_CASE("what is planned changes the shares of the target only") {
  CHECK(credits_of(stage_with("{ id = \"release-gate\", status = \"planned\" }, \"leakage-testing\""),
                   {lowers("leakage-testing", "moderate"), lowers("release-gate", "strong")}) ==
        "leakage-testing 3/1 release-gate 0/5 likelihood 17/14 impact 20/20 ");
}

TEST_CASE("not mentioned is no credit") {
  CHECK(credits_of(stage_with(""), {lowers("release-gate", "strong")}) == "likelihood 20/20 impact 20/20 ");
  const auto c = lowered_text(stage_with(""));
  const CreditedControl standing = merlon::StatedControls(c->g()).tell("release-gate", c->element("s"));
  CHECK(standing.status == ControlStatus::unstated);
  CHECK(standing.place == kNone);
  CHECK(standing.why == "nobody said");
}

TEST_CASE("at least one tick is left unless there was none") {
  std::vector<CreditedControl> credits(1);
  credits[0].lowers = "likelihood";
  credits[0].credit = credits[0].here = 5, credits[0].target_credit = credits[0].target_here = 8;
  const auto left = [&](const Likelihood& l, bool target) { return lowered(l, taken_off(credits, "likelihood", target)); };
  CHECK(left(likely(8), false) == 3);
  CHECK(left(likely(8), true) == 1);
  CHECK(left(likely(3), false) == 1);
  CHECK(left(likely(0), false) == 0);
  CHECK(lowered(Impact{"", "", 8}, taken_off(credits, "impact", false)) == 8);
}

TEST_CASE("what stands elsewhere does not stop who is inside already") {
  std::vector<CreditedControl> credits(2);
  credits[0].lowers = credits[1].lowers = "likelihood";
  credits[0].credit = credits[0].target_credit = 5;
  credits[1].credit = credits[1].here = credits[1].target_credit = credits[1].target_here = 1;
  const auto left = [&](const Likelihood& likelihood) { return lowered(likelihood, taken_off(credits, "likelihood", false)); };
  Likelihood l = likely(15);
  l.inside = 9;
  CHECK(left(l) == 9);   // 15 - 6, and 9 - 1
  l.inside = 12;
  CHECK(left(l) == 11);  // 15 - 6, but 12 - 1
  l.inside = 15;
  CHECK(left(l) == 14);
}

constexpr const char* kTwoGates = R"(
[[boundary]]
id = "house"
trust = "internal"
[[actor]]
id = "stranger"
role = "public"
[[asset]]
id = "in"
kind = "dataset"
boundary = "house"
origin = ["internal"]
writable-by = "team"
[[asset]]
id = "m"
kind = "classifier"
boundary = "house"
origin = ["internal"]
writable-by = "team"
)";

std::string gate(const std::string& id, const std::string& controls) {
  return "[[stage]]\nid = \"" + id + "\"\ndoes = [\"collect\"]\nboundary = \"house\"\nserves = [\"stranger\"]\nreads = []\nuses = []\n"
         "writes = [\"in\"]\ncontrols = [" + controls + "]\n";
}

/// `credit/target, here/target` of `release-gate` at `train` against a threat that travels so, and why.
std::string cut_of(const std::string& gates, const std::string& travels = "inward", const std::string& at_train = "") {
  const auto c = lowered_text(kTwoGates + gates +
                              "[[stage]]\nid = \"train\"\ndoes = [\"train\"]\nboundary = \"house\"\nreads = [\"in\"]\nuses = []\nserves = []\n"
                              "writes = [\"m\"]\ncontrols = [" + at_train + "]\n");
  if (!c->graph) return c->messages();
  Threat threat;
  threat.def.controls = {lowers("release-gate", "strong")};
  threat.def.travels = travels;
  const CreditedControl r = CreditRater(c->g()).rate(threat, c->element("train"))[0];
  return std::to_string(r.credit) + "/" + std::to_string(r.target_credit) + ", " + std::to_string(r.here) + "/" + std::to_string(r.target_here) + " " + r.why;
}

TEST_CASE("a control counts where every way in passes it") {
  const std::string with = "\"release-gate\"", partly = "{ id = \"release-gate\", status = \"partial\" }",
                    planned = "{ id = \"release-gate\", status = \"planned\" }";
  CHECK(cut_of(gate("a", with)) == "5/5, 0/0 every way into it passes `a`");
  CHECK(cut_of(gate("a", with) + gate("b", with)) == "5/5, 0/0 every way into it passes `a`, `b`");
  CHECK(cut_of(gate("a", with) + gate("b", "")) == "0/0, 0/0 nobody said");
  CHECK(cut_of(gate("a", with) + gate("b", partly)) == "2/5, 0/0 every way into it passes `a`, `b`");
  CHECK(cut_of(gate("a", with) + gate("b", planned)) == "0/5, 0/0 every way into it passes `a`, `b`");
  CHECK(cut_of(gate("a", with), "local") == "0/0, 0/0 nobody said");
  CHECK(cut_of(gate("a", with), "outward") == "0/0, 0/0 nobody said");
  CHECK(cut_of(gate("a", with), "inward", partly) == "5/5, 2/5 every way into it passes `a`");
  CHECK(cut_of(gate("a", partly), "inward", with) == "5/5, 5/5 stated here");
}

/// `STATUS at ID: why` of a control at an element.
std::string standing_of(const std::string& pipeline, const std::string& control, const std::string& element, const std::string& of_pipeline = {}) {
  const auto c = lowered_file(pipeline_text(pipeline, "criticality = \"low\"\n" + of_pipeline));
  if (!c->graph) return c->messages();
  const CreditedControl s = merlon::StatedControls(c->g()).tell(control, c->element(element));
  return std::string(kStatusWords[static_cast<size_t>(s.status)]) + " at " + (s.place == kNone ? "nowhere" : c->g().ids[s.place]) + ": " + s.why;
}

TEST_CASE("a statement holds for what lies inside and the nearest wins") {
  const auto text = [](const std::string& own, const std::string& store, const std::string& boundary) {
    const auto line = [](const std::string& status) {
      return status.empty() ? "" : "controls = [{ id = \"access-control-at-rest\", status = \"" + status + "\" }]\n";
    };
    return "[[boundary]]\nid = \"dc\"\ntrust = \"internal\"\n" + line(boundary) + "[[boundary]]\nid = \"room\"\ntrust = \"internal\"\nboundary = \"dc\"\n" +
           "[[asset]]\nid = \"box\"\nkind = \"database\"\nboundary = \"room\"\n" + line(store) + "[[asset]]\nid = \"d\"\nkind = \"dataset\"\nin = \"box\"\n" + line(own) +
           "[[stage]]\nid = \"s\"\ndoes = [\"train\"]\nreads = [\"d\"]\n";
  };
  const std::string pipeline = "controls = [\"access-control-at-rest\"]\n";
  const auto of = [&](const std::string& own, const std::string& store, const std::string& boundary, const std::string& p) {
    return standing_of(text(own, store, boundary), "access-control-at-rest", "d", p);
  };
  CHECK(of("planned", "partial", "implemented", pipeline) == "planned at d: stated here");
  CHECK(of("absent", "partial", "implemented", pipeline) == "absent at d: stated here");
  CHECK(of("", "partial", "implemented", pipeline) == "partial at box: stated on `box`");
  CHECK(of("", "", "planned", pipeline) == "planned at dc: stated on `dc`");
  CHECK(of("", "", "", pipeline) == "implemented at pipeline: stated on `pipeline`");
  CHECK(of("", "", "", "") == "unstated at nowhere: nobody said");
}

TEST_CASE("a fact that is also a control counts like a statement") {
  const auto agent = [](const std::string& more) { return "[[stage]]\nid = \"s\"\ndoes = [\"act\"]\n" + more; };
  CHECK(standing_of(agent("autonomy = \"asks-always\"\n"), "human-approval", "s") == "implemented at s: `autonomy = asks-always` says so");
  CHECK(standing_of(agent("autonomy = \"asks-sometimes\"\n"), "human-approval", "s") == "partial at s: `autonomy = asks-sometimes` says so");
  CHECK(standing_of(agent("autonomy = \"acts-alone\"\n"), "human-approval", "s") == "absent at s: `autonomy = acts-alone` says so");
  CHECK(standing_of(agent(""), "human-approval", "s") == "unstated at nowhere: nobody said");
  // The better of fact and statement.
  CHECK(standing_of(agent("autonomy = \"asks-sometimes\"\ncontrols = [\"human-approval\"]\n"), "human-approval", "s") == "implemented at s: stated here");
  CHECK(standing_of(agent("autonomy = \"asks-always\"\ncontrols = [{ id = \"human-approval\", status = \"planned\" }]\n"), "human-approval", "s") ==
        "implemented at s: `autonomy = asks-always` says so");
  CHECK(standing_of("[[actor]]\nid = \"u\"\nrole = \"user\"\n[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\nserves = [\"u\"]\n[[flow]]\nfrom = \"u\"\nto = \"s\"\nencrypted = true\n",
                    "transport-encryption", "u..s") == "implemented at u..s: `encrypted = true` says so");
}

TEST_CASE("what a boundary says of its programs counts for what lies in it") {
  const auto place = [](const std::string& inner, const std::string& outer, const std::string& own = {}) {
    const auto line = [](const std::string& egress) { return egress.empty() ? "" : "egress = \"" + egress + "\"\n"; };
    return "[[boundary]]\nid = \"dc\"\ntrust = \"internal\"\n" + line(outer) + "[[boundary]]\nid = \"room\"\ntrust = \"internal\"\nboundary = \"dc\"\n" + line(inner) +
           "[[stage]]\nid = \"s\"\ndoes = [\"act\"]\nboundary = \"room\"\n" + own;
  };
  const auto of = [](const std::string& text) { return standing_of(text, "egress-filtering", "s"); };
  CHECK(of(place("closed", "")) == "implemented at room: `egress = closed` says so");
  CHECK(of(place("filtered", "")) == "partial at room: `egress = filtered` says so");
  CHECK(of(place("", "closed")) == "implemented at dc: `egress = closed` says so");
  CHECK(of(place("open", "closed")) == "absent at room: `egress = open` says so");
  CHECK(of(place("", "")) == "unstated at nowhere: nobody said");
  CHECK(of(place("filtered", "", "controls = [\"egress-filtering\"]\n")) == "implemented at s: stated here");
}

}  // namespace
}  // namespace merlon
