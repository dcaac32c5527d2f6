#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::json;

namespace {

const std::array<const char*, 5> kLevels = {"very-low", "low", "moderate", "high", "very-high"};
using Range = std::array<double, 3>;
struct Ranges {
  std::array<Range, 5> events, costs;
};

const Ranges kWide = {{{{0, 0.01, 0.05}, {0.01, 0.05, 0.2}, {0.05, 0.2, 1}, {0.2, 1, 4}, {1, 4, 12}}},
                      {{{0, 500, 5000}, {1000, 10000, 50000}, {10000, 60000, 300000}, {50000, 400000, 2000000}, {200000, 2000000, 15000000}}}};

std::string text_of(const Ranges& ranges) {
  std::string out = "\n[losses]\ncurrency = \"EUR\"\n";
  for (const auto& [table, list] : {std::pair{"events-a-year", &ranges.events}, {"cost-of-an-event", &ranges.costs}}) {
    out += std::string("[losses.") + table + "]\n";
    for (size_t i = 0; i < 5; ++i) {
      const Range& r = (*list)[i];
      out += std::string(kLevels[i]) + " = [" + std::to_string(r[0]) + ", " + std::to_string(r[1]) + ", " + std::to_string(r[2]) + "]\n";
    }
  }
  return out;
}

// Of an example, with these ranges.
Json result(const std::string& example, const Ranges& ranges, const std::string& passes) {
  const TempDir dir;
  write(dir / "p.toml", read(std::string(EXAMPLES) + "/" + example + "/pipeline.toml") + text_of(ranges));
  const Ran ran = run({MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-29", "--passes", passes, "--json", dir / "r.json"});
  INFO(ran.err);
  REQUIRE(ran.code == 0);
  return Json::parse(read(dir / "r.json"));
}

size_t level_of(int ticks) { return ticks >= 16 ? 4 : static_cast<size_t>(ticks) / 4; }
double mean_of(const Json& r) { return (r.at(0).get<double>() + r.at(1).get<double>() + r.at(2).get<double>()) / 3; }
int64_t whole(double x) { return static_cast<int64_t>(x + 0.5); }

// Constant ranges: every level happens so often, and costs so much.
Ranges constant(double events, double cost) {
  Ranges out;
  out.events.fill({events, events, events});
  out.costs.fill({cost, cost, cost});
  return out;
}

}  // namespace

TEST_CASE("what findings cost can be reckoned by hand") {
  for (const char* example : {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"}) {
    INFO(example);
    const Json r = result(example, kWide, "analyze,score(fair)");
    const Json& l = r.at("losses");
    std::map<std::string, Json> scores;
    for (const Json& f : r.at("findings")) scores[f.at("id")] = f.at("residual");
    for (const Json& u : r.at("undecided")) scores[u.at("id")] = u.at("potential");
    double known = 0, worst = 0;
    int64_t last = 0;
    for (const char* key : {"findings", "undecided"}) {
      for (const Json& p : l.at(key)) {
        const Json& score = scores.at(p.at("finding"));
        const double events = mean_of(l.at("events_a_year").at(kLevels[level_of(score.at("likelihood"))])), cost = mean_of(l.at("cost_of_an_event").at(kLevels[level_of(score.at("impact"))]));
        CHECK(std::abs(p.at("events_a_year").get<double>() - events) <= events * 1e-12);
        CHECK(std::abs(p.at("cost_of_an_event").get<double>() - cost) <= cost * 1e-12);
        CHECK(p.at("year") == whole(events * cost));
        CHECK((p == l.at(key).front() || p.at("year") <= last));
        last = p.at("year");
        (std::string(key) == "findings" ? known : worst) += events * cost;
      }
    }
    CHECK(l.at("findings").size() == r.at("findings").size());
    CHECK(l.at("undecided").size() == r.at("undecided").size());
    CHECK(std::abs(l.at("known").at("expected").get<double>() - known) <= 1);
    CHECK(std::abs(l.at("worst").at("expected").get<double>() - known - worst) <= 1);
    for (const char* key : {"known", "worst"}) {
      const Json& c = l.at(key);
      CHECK(std::abs(c.at("mean").get<double>() - c.at("expected").get<double>()) <= 5 * c.at("standard_error").get<double>());
      const Json& curve = c.at("exceeded");
      for (size_t i = 1; i < curve.size(); ++i) {
        CHECK(curve[i].at("percent") < curve[i - 1].at("percent"));
        CHECK(curve[i].at("amount") >= curve[i - 1].at("amount"));
      }
    }
    for (size_t i = 0; i < l.at("known").at("exceeded").size(); ++i) {
      CHECK(l.at("worst").at("exceeded")[i].at("amount") >= l.at("known").at("exceeded")[i].at("amount"));
    }
  }
}

TEST_CASE("events come as Poisson says, costs as the triangle says") {
  // One finding: as many events as Poisson draws, each of one unit.
  for (const double events : {0.3, 2.0, 40.0}) {
    INFO(events);
    const Json r = result("card-fraud", constant(events, 1), "analyze(blueprint-in-public),score(fair<trials=200000>)");
    REQUIRE(r.at("findings").size() == 1);
    const Json& known = r.at("losses").at("known");
    CHECK(known.at("expected") == whole(events));
    for (const Json& point : known.at("exceeded")) {
      // P(at least n) is more than the percent, give or take what 200 000 draws may err.
      const double wanted = point.at("percent").get<double>() / 100, off = 5 * std::sqrt(wanted * (1 - wanted) / 200000);
      const auto at_least = [&](int64_t n) {
        double term = std::exp(-events), below = 0;
        for (int64_t k = 0; k < n; ++k) below += term, term *= events / static_cast<double>(k + 1);
        return 1 - below;
      };
      const int64_t amount = point.at("amount");
      CHECK(at_least(amount) >= wanted - off);
      CHECK(at_least(amount + 1) <= wanted + off);
    }
  }
  // Very many events, so that a year is their number times the mean of the triangle; and its spread tells its variance.
  Ranges ranges = constant(900, 0);
  ranges.costs.fill({0, 300, 3000});
  const Json r = result("card-fraud", ranges, "analyze(blueprint-in-public),score(fair)");
  const Json& known = r.at("losses").at("known");
  const double mean = 1100, variance = (0.0 + 300 * 300 + 3000.0 * 3000 - 300 * 3000) / 18;
  const double error = std::sqrt(900 * (variance + mean * mean) / 20000);
  CHECK(std::abs(known.at("mean").get<double>() - 900 * mean) < 5 * error);
  CHECK(std::abs(known.at("standard_error").get<double>() - error) < error / 20);
}

TEST_CASE("what a finding costs in each year does not depend on the others") {
  const auto mean = [](const std::string& passes) { return result("card-fraud", kWide, passes).at("losses").at("worst").at("mean").get<int64_t>(); };
  const int64_t all = mean("analyze,score(fair)"), data = mean("analyze(data),score(fair)"), others = mean("analyze(-data),score(fair)");
  CHECK(std::abs(all - data - others) <= 1);
  CHECK(mean("analyze,score(fair<seed=1>)") == all);
  CHECK(mean("analyze,score(fair<seed=2>)") != all);
}

TEST_CASE("a false positive costs nothing, and scores stay as they are") {
  const Json before = result("card-fraud", kWide, "analyze,score(fair)");
  const TempDir dir;
  write(dir / "p.toml", read(std::string(EXAMPLES) + "/card-fraud/pipeline.toml") + text_of(kWide) +
                            "\n[[decision]]\nfinding = \"blueprint-in-public@pipeline\"\ntreatment = \"false-positive\"\nreason = \"it is not\"\nby = \"team\"\n");
  const Ran ran = run({MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-29", "--passes", "analyze,score(fair)", "--json", dir / "r.json"});
  REQUIRE(ran.code == 0);
  const Json after = Json::parse(read(dir / "r.json"));
  CHECK(after.at("losses").at("findings").size() == before.at("losses").at("findings").size() - 1);
  CHECK(after.at("losses").at("known").at("expected") < before.at("losses").at("known").at("expected"));
  const Json plain = result("card-fraud", kWide, "analyze,score(matrix)");
  REQUIRE(plain.at("findings").size() == before.at("findings").size());
  for (size_t i = 0; i < plain.at("findings").size(); ++i) {
    CHECK(plain.at("findings")[i].at("id") == before.at("findings")[i].at("id"));
    CHECK(plain.at("findings")[i].at("residual") == before.at("findings")[i].at("residual"));
  }
  CHECK(plain.at("losses").is_null());
  CHECK(plain.at("scorer") == "matrix");
  CHECK(before.at("scorer") == "fair");
}

TEST_CASE("a scorer that breaks its promise costs its own money and nothing else") {
  const TempDir dir;
  write(dir / "p.toml", read(std::string(EXAMPLES) + "/card-fraud/pipeline.toml") + text_of(kWide));
  REQUIRE(run({MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-29", "--json", dir / "r.json"}).code == 0);
  const std::string plain = Json::parse(read(dir / "r.json")).at("findings").dump();
  for (const auto& [how, why] : std::map<std::string, std::string>{
           {"throws", "the market is closed"},
           {"rejects-silently", "it rejected the description and did not say why"},
           {"nothing", "it gave no price for `"},
           {"nan", "at nan events times 1, which is not from 0 to 1e15"},
           {"infinite", "at 1 events times inf, which is not from 0 to 1e15"},
           {"negative", "at -1 events times 1, which is not from 0 to 1e15"},
           {"too-much", "at 100000000 events times 100000000, which is not from 0 to 1e15"},
           {"beyond", "it priced a finding that does not exist"},
           {"no-year", "it did not say what a year costs"},
           {"twice", "twice"},
           {"unbalanced", "a year of the findings, and its prices come to "},
           {"two-years", "it said twice what a year costs"},
           {"disorder", "it gave a year with points out of order"},
           {"falls", "it gave a year with points out of order"},
           {"percent", "it gave a year with a percentage that is not between 0 and 100"},
           {"two-curves", "it gave two curves of different percentages"},
           {"mean", "it gave a year with an amount that is no number from 0 to 1e15"},
           {"below", "it gave a year whose curve with what is undecided lies below the one without"},
           {"seed", "it drew no years, and gave a seed, an error or a mean that is not what is expected"},
           {"other-mean", "it drew no years, and gave a seed, an error or a mean that is not what is expected"},
           {"trials", "it gave a malformed year"}}) {
    INFO(how);
    const Ran ran = run({MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-29", "--plugin", std::string(PLUGINS) + "/merlon-misprices.so", "--passes",
                         "analyze,score(misprices<how=" + how + ">)", "--json", dir / "r.json"});
    CHECK(ran.code == 3);
    CHECK(ran.err.find("error[E0605]: plugin `misprices` failed: scorer `misprices` failed: ") == 0);
    CHECK(ran.err.find(why) != std::string::npos);
    const Json r = Json::parse(read(dir / "r.json"));
    CHECK(r.at("losses").is_null());
    CHECK(r.at("incomplete") == true);
    CHECK((r.at("findings").dump() == plain));
    bool told = false;
    for (const Json& p : r.at("plugins")) told = told || (p.at("id") == "misprices" && p.at("state").get<std::string>().find(why) != std::string::npos);
    CHECK(told);
  }
}

TEST_CASE("a scorer rejects what a description lacks, and may draw no years at all") {
  const TempDir dir;
  write(dir / "p.toml", read(std::string(EXAMPLES) + "/card-fraud/pipeline.toml") + text_of(kWide));
  write(dir / "q.toml", read(std::string(EXAMPLES) + "/card-fraud/pipeline.toml"));
  const auto ran = [&](const std::string& file, const std::string& how, const std::string& format) {
    return run({MERLON, "analyze", dir / file, "-q", "--today", "2026-11-29", "--plugin", std::string(PLUGINS) + "/merlon-misprices.so", "--passes", "analyze,score(misprices<how=" + how + ">)", format, dir / "out"});
  };
  const Ran rejected = ran("q.toml", "rejects", "--json");
  CHECK(rejected.code == 2);
  CHECK(rejected.err.find("error[E0236]: the scorer `misprices` needs a price list\n  --> ") == 0);
  CHECK(rejected.err.find("= help: write one\n") != std::string::npos);
  const Ran nameless = ran("q.toml", "well", "--json");
  CHECK(nameless.code == 2);
  CHECK(nameless.err.find("error[E0236]: the scorer `misprices` needs `currency`, and this description has no `[losses]`\n") == 0);
  REQUIRE(ran("p.toml", "well", "--json").code == 0);
  const Json r = Json::parse(read(dir / "out"));
  CHECK(r.at("scorer") == "misprices");
  CHECK(r.at("losses").at("known").at("expected") == 6 * r.at("findings").size());
  CHECK(r.at("losses").at("worst").at("expected") == 6 * (r.at("findings").size() + r.at("undecided").size()));
  REQUIRE(ran("p.toml", "well", "--html").code == 0);
  const std::string page = read(dir / "out");
  CHECK(page.find("The scorer <code>misprices</code> priced each finding; no years were drawn.") != std::string::npos);
  CHECK(page.find("years drawn") == std::string::npos);
  CHECK(page.find("<polyline class=\"known\"") == std::string::npos);
}

TEST_CASE("only scorers price") {
  const Ran ran = run({MERLON, "analyze", std::string(EXAMPLES) + "/card-fraud/pipeline.toml", "-q", "--plugin", std::string(PLUGINS) + "/merlon-prices-too.so"});
  CHECK(ran.code == 3);
  CHECK(ran.err.find("analyzer `prices-too` failed: it priced something, which only scorers do") != std::string::npos);
}
