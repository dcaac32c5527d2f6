// Everything that a result claims is recomputed from the result alone (9-semantics S1, S5, S6); nothing of Merlon is
// linked, so that no formula is tested by itself.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "catch.hpp"
#include "schema/results.hpp"

namespace {

using merlon_test::Result;
using merlon_test::results;
using nlohmann::json;

const std::vector<std::string> kLevels = {"very-low", "low", "moderate", "high", "very-high"};
const std::vector<std::string> kPhases = {"scoping",    "data-collection", "data-preparation", "experimentation", "training",
                                          "validation", "deployment",      "monitoring",       "maintenance",     "governance"};

int band(int ticks) { return ticks <= 3 ? 0 : ticks <= 7 ? 1 : ticks <= 11 ? 2 : ticks <= 15 ? 3 : 4; }

// NIST SP 800-30r1, table I-2: rows likelihood, columns impact, 0 very low to 4 very high.
int risk(int likelihood, int impact) {
  const char* table[] = {"00011", "01112", "01223", "01234", "01234"};
  return table[band(likelihood)][band(impact)] - '0';
}

json score(int likelihood, int impact) {
  const int level = risk(likelihood, impact);
  return {{"level", kLevels[static_cast<size_t>(level)]},
          {"score", 20 * level + (likelihood + impact) / 2},
          {"likelihood", likelihood},
          {"impact", impact}};
}

int taken_off(const json& controls, const std::string& factor, const char* credit) {
  int sum = 0;
  for (const json& c : controls) {
    if (c["lowers"] == factor) sum += c[credit].get<int>();
  }
  return sum;
}

// What stands elsewhere does not stop who is inside already.
json lowered(const json& f, const char* credit, const char* here) {
  const json& controls = f["controls"];
  const int value = f["likelihood"]["value"], inside = f["likelihood"]["inside"], impact = f["impact"]["value"];
  const int outside_left = value - taken_off(controls, "likelihood", credit), inside_left = inside - taken_off(controls, "likelihood", here);
  return score(std::min(value, std::max({1, outside_left, inside_left})),
               std::min(impact, std::max(1, impact - taken_off(controls, "impact", credit))));
}

template <class Check>
void each_finding(const Check& check) {
  size_t n = 0;
  for (const Result& r : results()) {
    for (const json& f : r.json["findings"]) {
      INFO(r.name << ": " << f["id"]);
      check(r.json, f);
      ++n;
    }
  }
  REQUIRE(n > 50);
}

}  // namespace

TEST_CASE("likelihood is its base and its steps") {
  each_finding([](const json&, const json& f) {
    const json& l = f["likelihood"];
    int sum = l["base"], up = 0, down = 0;
    for (const json& s : l["steps"]) {
      const int ticks = s["ticks"];
      sum += ticks;
      if (s["name"] == "raise-if") {
        up += ticks;
        CHECK(ticks == 2);
      }
      if (s["name"] == "lower-if") {
        down += ticks;
        CHECK(ticks == -2);
      }
      if (s["name"] == "audience") CHECK(std::set<int>{-8, -4, -2, 0, 2, 4}.contains(ticks));
      if (s["name"] == "crossings") CHECK(std::set<int>{-4, -2, 0}.contains(ticks));
      // A step that lowers never rests on something unknown.
      if (s["name"] == "lower-if") CHECK(s["worst_case"] == false);
    }
    CHECK(up <= 4);
    CHECK(down >= -4);
    CHECK(l["value"] == std::clamp(sum, 0, 20));
    // An insider has no crossings, and an audience of the organisation at most.
    int inside = sum;
    for (const json& s : l["steps"]) {
      const int ticks = s["ticks"];
      if (s["name"] == "crossings") inside -= ticks;
      if (s["name"] == "audience" && ticks > -2) inside += -2 - ticks;
    }
    CHECK(l["inside"] == std::min(std::clamp(sum, 0, 20), std::clamp(inside, 0, 20)));
    const std::string because = l["because"];
    CHECK(l["base"] == (because.starts_with("realized") ? 11 : because.starts_with("demonstrated") ? 8 : 4));
  });
}

TEST_CASE("scores follow from likelihood, impact and credits") {
  each_finding([](const json&, const json& f) {
    const int likelihood = f["likelihood"]["value"], impact = f["impact"]["value"];
    CHECK(f["inherent"] == score(likelihood, impact));
    CHECK(f["residual"] == lowered(f, "credit", "here"));
    CHECK(f["target"] == lowered(f, "target_credit", "target_here"));
    CHECK(f["target"]["score"] <= f["residual"]["score"]);
    CHECK(f["residual"]["score"] <= f["inherent"]["score"]);
  });
}

TEST_CASE("credits keep their limits") {
  size_t credited = 0;
  each_finding([&](const json&, const json& f) {
    for (const char* credit : {"credit", "target_credit"}) {
      int likelihood = 0, impact = 0;
      for (const json& c : f["controls"]) (c["lowers"] == "impact" ? impact : likelihood) += c[credit].get<int>();
      CHECK(likelihood <= 8);
      CHECK(impact <= 6);
    }
    for (const json& c : f["controls"]) {
      INFO(c.dump());
      const std::string status = c["status"];
      const int full = c["by"] == "strong" ? 5 : c["by"] == "moderate" ? 3 : 1;
      const int most = status == "implemented" ? full : status == "partial" ? full / 2 : 0;
      CHECK(c["credit"] <= most);
      CHECK(c["target_credit"] <= (status == "planned" || status == "partial" ? full : most));
      CHECK((status == "unstated") == (c["place"] == ""));
      credited += c["credit"] > 0 ? 1 : 0;
    }
  });
  CHECK(credited > 5);
}

TEST_CASE("a potential's score follows from its ticks") {
  size_t n = 0;
  for (const Result& r : results()) {
    for (const json& u : r.json["undecided"]) {
      INFO(r.name << ": " << u["id"]);
      CHECK(u["potential"] == score(u["potential"]["likelihood"], u["potential"]["impact"]));
      ++n;
    }
  }
  CHECK(n > 50);
}

TEST_CASE("questions count the verdicts that lack them") {
  size_t n = 0;
  for (const Result& r : results()) {
    using Weight = std::tuple<int, int, int>;  // worst that it decides alone, how many it decides, how many it helps
    std::map<std::pair<std::string, std::string>, Weight> lacks;
    for (const json& u : r.json["undecided"]) {
      for (const json& m : u["missing"]) {
        auto& [highest, decides, helps] = lacks[{m["element"], m["fact"]}];
        ++helps;
        if (u["missing"].size() > 1) continue;
        ++decides;
        highest = std::max(highest, u["potential"]["score"].get<int>());
      }
    }
    CHECK(lacks.size() == r.json["questions"].size());
    Weight last{1 << 20, 0, 0};
    for (const json& q : r.json["questions"]) {
      INFO(r.name << ": " << q.dump());
      const Weight counted{q["highest"], q["decides"], q["helps"]};
      CHECK(counted == lacks[{q["element"], q["fact"]}]);
      CHECK(counted <= last);
      last = counted;
      ++n;
    }
  }
  CHECK(n > 50);
}

TEST_CASE("what a control would do is less than what is") {
  size_t n = 0;
  for (const Result& r : results()) {
    for (const json& row : r.json["required_controls"]) {
      if (!row.contains("effect")) continue;
      INFO(r.name << ": " << row.dump());
      const json& effect = row["effect"];
      const auto is = [&](const json& f) { return f["id"] == effect["finding"]; };
      const auto f = std::find_if(r.json["findings"].begin(), r.json["findings"].end(), is);
      REQUIRE(f != r.json["findings"].end());
      CHECK(effect["before"] == (*f)["residual"]);
      CHECK(effect["after"]["score"] < effect["before"]["score"]);
      CHECK(effect["after"] == score(effect["after"]["likelihood"], effect["after"]["impact"]));
      CHECK(row["status"] != "implemented");
      ++n;
    }
  }
  CHECK(n > 20);
}

TEST_CASE("the ledger balances") {
  for (const Result& r : results()) {
    INFO(r.name);
    const json& l = r.json["ledger"];
    const auto count = [&](const char* key) { return l[key].get<size_t>(); };
    CHECK(count("total") == count("raised") + count("ruled_out") + count("undecided") + count("not_analysed"));
    CHECK(count("total") > 0);
    CHECK(count("raised") == r.json["findings"].size());
    CHECK(count("undecided") == r.json["undecided"].size());
    size_t ruled_out = 0;
    for (const json& row : r.json["ruled_out_by"]) ruled_out += row["count"].get<size_t>();
    CHECK(count("ruled_out") == ruled_out);
    std::set<std::pair<std::string, std::string>> cells;
    for (const json& row : r.json["not_analysed"]) {
      for (const json& subject : row["subjects"]) cells.emplace(row["threat"], subject);
    }
    CHECK(count("not_analysed") == cells.size());
    const bool silent = std::any_of(r.json["plugins"].begin(), r.json["plugins"].end(),
                                    [](const json& p) { return p["state"] != "spoke"; });
    CHECK(r.json["incomplete"] == (silent || count("not_analysed") > 0));
  }
}

TEST_CASE("a lost plugin takes its verdicts to not analysed and changes no total") {
  const json& part = results().back().json;
  const auto whole = std::find_if(results().begin(), results().end(),
                                  [](const Result& r) { return r.name == "examples/card-fraud/pipeline.toml"; });
  REQUIRE(whole != results().end());
  CHECK(part["ledger"]["total"] == whole->json["ledger"]["total"]);
  CHECK(part["ledger"]["not_analysed"] > 0);
  std::set<std::string> all;
  for (const char* list : {"findings", "undecided"}) {
    for (const json& f : whole->json[list]) all.insert(f["id"]);
  }
  // Nothing is raised that was not raised or undecided, and what went away is named.
  std::set<std::string> named;
  for (const json& f : part["findings"]) {
    named.insert(f["id"]);
    CHECK(all.contains(f["id"]));
  }
  for (const json& f : part["undecided"]) named.insert(f["id"]);
  for (const json& row : part["not_analysed"]) {
    for (const json& subject : row["subjects"]) named.insert(row["threat"].get<std::string>() + "@" + subject.get<std::string>());
  }
  for (const json& f : whole->json["findings"]) {
    INFO(f["id"]);
    CHECK(named.contains(f["id"]));
  }
}

TEST_CASE("findings and undecided verdicts stand by rank, each once") {
  for (const Result& r : results()) {
    std::set<std::string> ids;
    for (const auto& [list, rated] : {std::pair("findings", "residual"), std::pair("undecided", "potential")}) {
      std::vector<std::tuple<int, bool, int, int, std::string>> keys;
      const std::map<std::string, int> maturities = {{"realized", 0}, {"demonstrated", 1}, {"feasible", 2}};
      for (const json& f : r.json[list]) {
        const json& s = f[rated];
        INFO(r.name << ": " << f["id"]);
        const json& threat = r.json["threats"][f["threat"].get<std::string>()];
        keys.emplace_back(-s["score"].get<int>(), threat["needs"] == "", -s["likelihood"].get<int>() * s["impact"].get<int>(),
                          maturities.at(threat["maturity"]), f["id"]);
        CHECK(ids.insert(f["id"]).second);
        CHECK(f["id"] == f["threat"].get<std::string>() + "@" + f["subject"].get<std::string>());
      }
      INFO(r.name << ": " << list);
      CHECK(std::is_sorted(keys.begin(), keys.end()));
    }
  }
}

TEST_CASE("findings and threats agree") {
  for (const Result& r : results()) {
    std::set<std::string> used;
    for (const char* list : {"findings", "undecided"}) {
      for (const json& f : r.json[list]) {
        INFO(r.name << ": " << f["id"]);
        used.insert(f["threat"]);
        REQUIRE(r.json["threats"].contains(f["threat"]));
        CHECK(r.json["threats"][f["threat"].get<std::string>()]["domain"] == f["domain"]);
      }
    }
    CHECK(r.json["threats"].size() == used.size());
  }
  each_finding([](const json& r, const json& f) {
    const std::set<std::string> cites = f["cites"];
    CHECK(cites.size() == f["cites"].size());
    const std::set<std::string> all = r["threats"][f["threat"].get<std::string>()]["cites"];
    CHECK(std::includes(all.begin(), all.end(), cites.begin(), cites.end()));
  });
}

TEST_CASE("steps of the plan add up, each from where the one before left it") {
  size_t steps = 0;
  for (const Result& r : results()) {
    INFO(r.name);
    const json& plan = r.json["plan"];
    std::map<std::string, json> now;
    int before = 0;
    const std::set<std::string> settled = plan["settled"];
    for (const json& f : r.json["findings"]) {
      if (settled.contains(f["id"])) continue;
      now[f["id"]] = f["residual"];
      before += f["residual"]["score"].get<int>();
    }
    CHECK(plan["before"] == before);
    int effort = 0;
    for (const json& step : plan["steps"]) {
      INFO(step.dump());
      int removed = 0;
      for (const json& e : step["effects"]) {
        json& standing = now.at(e["finding"]);
        CHECK(standing["score"] == e["before"]["score"]);
        CHECK(e["after"]["score"] < e["before"]["score"]);
        removed += e["before"]["score"].get<int>() - e["after"]["score"].get<int>();
        standing = e["after"];
      }
      CHECK(step["removed"] == removed);
      before -= removed;
      effort += step["effort"].get<int>();
      ++steps;
    }
    CHECK(plan["after"] == before);
    CHECK(plan["effort"] == effort);
  }
  CHECK(steps > 50);
}

TEST_CASE("required controls are those of the findings") {
  for (const Result& r : results()) {
    std::set<std::pair<std::string, std::string>> asked, wanted;
    for (const json& f : r.json["findings"]) {
      for (const json& c : f["controls"]) wanted.emplace(f["id"], c["id"]);
    }
    std::set<std::tuple<std::string, std::string, std::string>> rows;
    size_t phase = 0;
    for (const json& row : r.json["required_controls"]) {
      INFO(r.name << ": " << row.dump());
      CHECK(rows.emplace(row["phase"], row["place"], row["control"]).second);
      for (const json& f : row["findings"]) asked.emplace(f, row["control"]);
      const auto now = static_cast<size_t>(std::find(kPhases.begin(), kPhases.end(), row["phase"]) - kPhases.begin());
      CHECK(now >= phase);
      phase = now;
    }
    INFO(r.name);
    CHECK(asked == wanted);
  }
}

TEST_CASE("decisions and assumptions of findings are those of the run") {
  std::set<std::string> states;
  size_t assumed = 0, decided = 0;
  for (const Result& r : results()) {
    std::set<std::string> holding, facts;
    bool dated = false;
    for (const json& d : r.json["decisions"]) {
      states.insert(d["state"]);
      dated = dated || d["until"] != "";
      if (d["until"] != "" && d["state"] != "orphaned") CHECK((d["state"] == "expired") == (d["until"] < r.json["today"]));
      if (d["state"] == "holds") holding.insert(d["treatment"].get<std::string>() + ": " + d["reason"].get<std::string>());
    }
    const auto text = [](const json& v) { return v.get<std::string>(); };
    for (const json& a : r.json["assumptions"]) {
      facts.insert(text(a["fact"]) + " of " + text(a["element"]) + " is assumed to be " + text(a["value"]) + " (" + text(a["place"]) + ")");
    }
    INFO(r.name);
    CHECK(r.json.contains("today") == dated);
    for (const json& f : r.json["findings"]) {
      INFO(f["id"]);
      if (!f["decision"].is_null()) {
        CHECK(holding.contains(f["decision"]));
        ++decided;
      }
      for (const json& a : f["assumptions"]) {
        CHECK(facts.contains(a));
        ++assumed;
      }
    }
  }
  CHECK(states == std::set<std::string>{"expired", "holds", "orphaned"});
  CHECK(assumed > 0);
  CHECK(decided > 0);
}
