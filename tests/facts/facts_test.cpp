// What becomes of facts that analyses of plugins publish, and of analyses that misbehave.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::json;

namespace {

const std::string kFacts = FACTS;

std::vector<std::string> with_rounds(std::vector<std::string> words) {
  words.insert(words.begin(), MERLON);
  words.insert(words.end(), {"--plugin", std::string(PLUGINS) + "/merlon-rounds.so"});
  return words;
}

struct Outcome {
  Ran ran;
  Json result;
};

Outcome analyze(std::vector<std::string> command) {
  const TempDir dir;
  command.insert(command.end(), {"-q", "--json", dir / "result.json"});
  Outcome out;
  out.ran = run(command);
  if (fs::exists(dir / "result.json")) out.result = Json::parse(read(dir / "result.json"), nullptr, false);
  return out;
}

// `raised`, `undecided`, `not-analysed` or `ruled-out`.
std::string verdict(const Json& result, const std::string& threat, const std::string& subject) {
  for (const auto& [key, word] : {std::pair{"findings", "raised"}, {"undecided", "undecided"}}) {
    for (const Json& row : result.at(key)) {
      if (row.at("id") == threat + "@" + subject) return word;
    }
  }
  for (const Json& row : result.at("not_analysed")) {
    const Json& subjects = row.at("subjects");
    if (row.at("threat") == threat && std::find(subjects.begin(), subjects.end(), subject) != subjects.end()) return "not-analysed";
  }
  return "ruled-out";
}

Ran described(const std::string& text, std::vector<std::string> before, std::vector<std::string> after = {}) {
  const TempDir dir;
  write(dir / "p.toml", text);
  before.push_back(dir / "p.toml");
  before.insert(before.end(), after.begin(), after.end());
  return run(with_rounds(before));
}

std::string night() { return read(kFacts + "/night.toml"); }

std::string with(std::string text, const std::string& behind, const std::string& line) {
  return text.insert(text.find(behind) + behind.size(), line);
}

}  // namespace

TEST_CASE("what analyses publish decides conditions, definitions and analyzers") {
  const Outcome got = analyze(with_rounds({"analyze", kFacts + "/night.toml"}));
  INFO(got.ran.err);
  CHECK(got.ran.code == 0);
  REQUIRE(got.result.is_object());
  // By `clean`, at night; nothing gets at the notes, and a model is no data.
  CHECK(verdict(got.result, "night-writing", "records") == "raised");
  CHECK(verdict(got.result, "night-writing", "model") == "ruled-out");
  CHECK(verdict(got.result, "night-writing", "notes") == "ruled-out");
  CHECK(verdict(got.result, "lonely-stage", "learn") == "undecided");
}

TEST_CASE("an unknown that an analysis published is asked for where it comes from") {
  const Ran asked = run(with_rounds({"ask", kFacts + "/night.toml", "--json"}));
  INFO(asked.err);
  const Json questions = Json::parse(asked.out).at("questions");
  CHECK(std::any_of(questions.begin(), questions.end(), [](const Json& q) { return q.at("key") == "works-at-night"; }));
}

TEST_CASE("a stated value stands against what is published, and an assumption where nothing is") {
  const std::string stated = with(with(night(), "schedule = \"night\"\n", "works-at-night = false\n"), "does = [\"train\"]\n", "schedule = \"day\"\n");
  const Ran dumped = described(stated, {"dump", "graph"});
  CHECK(dumped.err.find("W0202") != std::string::npos);
  const auto value = [](const Ran& dump, const std::string& element, const std::string& fact) {
    const Json graph = Json::parse(dump.out);
    for (const Json& e : graph.at("elements")) {
      if (e.at("id") == element) return e.at("facts").at(fact).at("value").get<std::string>() + " " + e.at("facts").at(fact).at("origin").get<std::string>();
    }
    return std::string();
  };
  CHECK(value(dumped, "clean", "works-at-night") == "false written");
  CHECK(value(dumped, "records", "night-reach") == "false derived");
  CHECK(value(dumped, "records", "unseen") == "false derived");
  const Ran plain = described(night(), {"dump", "graph"});
  CHECK(plain.err.find("W0202") == std::string::npos);
  CHECK(value(plain, "clean", "works-at-night") == "true derived");
  CHECK(value(plain, "learn", "works-at-night") == "unknown unknown");
  CHECK(value(plain, "records", "unseen") == "true derived");
  const Ran assumed = described(night() + "\n[assume.element.learn]\nworks-at-night = true\n", {"dump", "graph"});
  CHECK(value(assumed, "learn", "works-at-night") == "true assumed");
}

TEST_CASE("options of analyses and analyzers are set in the list of passes") {
  const auto lonely = [](const std::string& list) {
    const Outcome got = analyze(with_rounds({"analyze", kFacts + "/night.toml", "--passes", list}));
    INFO(got.ran.err);
    REQUIRE(got.result.is_object());
    return verdict(got.result, "lonely-stage", "learn");
  };
  CHECK(lonely("analyze(rounds),score") == "undecided");
  CHECK(lonely("analyze(rounds,night-watch<most=1>),score") == "undecided");
  CHECK(lonely("analyze(rounds,night-watch<most=0>),score") == "ruled-out");
  const auto refused = [](const std::string& list) { return run(with_rounds({"analyze", kFacts + "/night.toml", "--passes", list})); };
  CHECK(refused("analyze(night-watch<most=10>),score").err.find("is a whole number from 0 to 9, not `10`") != std::string::npos);
  CHECK(refused("analyze(night-watch<mist=1>),score").err.find("did you mean `most`?") != std::string::npos);
  CHECK(refused("analyze(night-watch<most=1;most=2>),score").err.find("is given twice") != std::string::npos);
  CHECK(refused("analyze(night-watch<most=1;most=2>),score").code == 2);
  CHECK(refused("analyze(-night-work/1),score").err.find("the analysis `night-work/1` can't be taken away") != std::string::npos);
}

TEST_CASE("an analysis that fails leaves its facts unknown, and what waits for them not analysed") {
  const Outcome got = analyze(with_rounds({"analyze", kFacts + "/night.toml", "--passes", "analyze(rounds,night-work/1<broken=true>),score"}));
  CHECK(got.ran.code == 3);
  CHECK(got.ran.err.find("plugin `rounds` failed: analysis `night-work/1` failed: it is broken") != std::string::npos);
  CHECK(got.ran.err.find("plugin `rounds` failed: analysis `night-reach/1` failed: it needs `night-work/1`, which failed") != std::string::npos);
  REQUIRE(got.result.is_object());
  CHECK(got.result.at("incomplete") == true);
  CHECK(verdict(got.result, "night-writing", "records") == "not-analysed");
  CHECK(verdict(got.result, "lonely-stage", "learn") == "not-analysed");
  const Json& plugins = got.result.at("plugins");
  const auto row = std::find_if(plugins.begin(), plugins.end(), [](const Json& p) { return p.at("id") == "rounds"; });
  REQUIRE(row != plugins.end());
  CHECK(row->at("state") != "spoke");
}

namespace {

Outcome with_plugin(const std::string& file, std::vector<std::string> more = {}) {
  std::vector<std::string> command = {MERLON, "analyze", kFacts + "/../evil/pipeline.toml", "--plugin", file};
  command.insert(command.end(), more.begin(), more.end());
  return analyze(command);
}

}  // namespace

TEST_CASE("analyses that misbehave are not used") {
  const std::vector<std::pair<std::string, std::string>> list = {
      {"publishes-undeclared", "it published `owned`, which it does not declare"},
      {"publishes-elsewhere", "it published `greeted` of `records`, which can't have it"},
      {"publishes-nonsense", "it published a value of what does not exist"},
      {"publishes-then-fails", "it fails after all"},
      {"publishes-ours", "it publishes `owned`, which the pack `core` brings and not its own"},
      {"publishes-stated", "it publishes `needs-review`, which is no derived fact of type bool"},
      {"publishes-a-verdict", "it gave a verdict on `hello-world`, which it does not cover"},
      {"publishes-in-scope", "an analysis has no scope"},
      {"publishes-twice", "it published `greeted` of `clean` twice"}};
  for (const auto& [plugin, reason] : list) {
    const TempDir dir;
    const Outcome got = with_plugin(std::string(PLUGINS) + "/merlon-" + plugin + ".so", {"--text", dir / "r.txt"});
    INFO(plugin << "\n" << got.ran.err);
    CHECK(got.ran.code == 3);
    CHECK(got.ran.err.find(reason) != std::string::npos);
    REQUIRE(got.result.is_object());
    CHECK(got.result.at("incomplete") == true);
    // The report says who did not speak, be it that no verdict waits for it.
    const std::string text = read(dir / "r.txt");
    CHECK(text.find("NOT ANALYSED") != std::string::npos);
    CHECK(text.find(reason) != std::string::npos);
    // Never raised, nor ruled out: what was published before it failed is not used.
    const bool another = plugin == "publishes-ours" || plugin == "publishes-stated";
    CHECK(verdict(got.result, "greeted-stage", "learn") == (another ? "undecided" : "not-analysed"));
  }
  for (const auto& [plugin, reason] : {std::pair{"analysis-without-version", "is an analysis, and its id has no version, as in `name/1`"},
                                       {"analysis-with-covers", "is an analysis, and covers threats"}}) {
    const Outcome got = with_plugin(std::string(EVIL_DIR) + "/merlon-" + plugin + ".so");
    INFO(plugin << "\n" << got.ran.err);
    CHECK(got.ran.code == 3);
    CHECK(got.ran.err.find(reason) != std::string::npos);
  }
}

TEST_CASE("a plugin publishes no fact of another pack") {
  const Outcome got = with_plugin(std::string(PLUGINS) + "/merlon-publishes-others.so", {"--pack", kFacts + "/greeted"});
  INFO(got.ran.err);
  CHECK(got.ran.code == 3);
  CHECK(got.ran.err.find("it publishes `greeted`, which the pack `greeted` brings and not its own") != std::string::npos);
  REQUIRE(got.result.is_object());
  CHECK(verdict(got.result, "greeted-stage", "learn") == "not-analysed");
}

TEST_CASE("what an analysis prints is not in the result") {
  const Ran ran = run({MERLON, "analyze", kFacts + "/../evil/pipeline.toml", "--plugin", std::string(PLUGINS) + "/merlon-publishes-and-prints.so", "--json", "-"});
  CHECK(ran.code == 0);
  const Json result = Json::parse(ran.out, nullptr, false);
  REQUIRE(result.is_object());
  CHECK(verdict(result, "greeted-stage", "clean") == "raised");
  CHECK(ran.err.find("hello") != std::string::npos);
}

TEST_CASE("with other options nothing is called gone or settled") {
  const TempDir dir;
  const auto write_result = [&](const std::string& list, const std::string& file) {
    return run(with_rounds({"analyze", kFacts + "/night.toml", "-q", "--json", dir / file, "--passes", list})).code;
  };
  REQUIRE(write_result("analyze,score", "whole.json") == 0);
  REQUIRE(write_result("analyze(*,night-watch<most=0>),score", "less.json") == 0);
  const Ran diff = run({MERLON, "diff", dir / "whole.json", dir / "less.json"});
  INFO(diff.out);
  CHECK(diff.out.find("Lost sight of (1)") != std::string::npos);
  CHECK(diff.out.find("the lists of passes differ") != std::string::npos);
  CHECK(diff.out.find("Settled") == std::string::npos);
  const Ran gate = run(with_rounds({"analyze", kFacts + "/night.toml", "-q", "--fail-on", "very-low", "--baseline", dir / "whole.json", "--passes", "analyze(*,night-watch<most=0>),score"}));
  CHECK(gate.code == 1);
  const Ran same = run({MERLON, "diff", dir / "less.json", dir / "less.json"});
  CHECK(same.out.find("the lists of passes differ") == std::string::npos);
}

TEST_CASE("analyses that need each other are an error before anything is analysed") {
  const std::string folder = PLUGINS;
  const Outcome got = analyze({MERLON, "analyze", kFacts + "/../evil/pipeline.toml", "--plugin", folder + "/merlon-chicken.so", "--plugin", folder + "/merlon-egg.so"});
  CHECK(got.ran.code == 2);
  CHECK(got.result.is_null());
  CHECK(got.ran.err ==
        "error[E0806]: analyses need each other: `chicken-first/1` of plugin `chicken` -> `egg-first/1` of plugin `egg` -> `chicken-first/1` of plugin `chicken`\n"
        "  = help: take one of these out of the `needs` of another, or leave a plugin out that has them\n\n");
  const Outcome alone = analyze({MERLON, "analyze", kFacts + "/../evil/pipeline.toml", "--plugin", folder + "/merlon-egg.so"});
  CHECK(alone.ran.code == 3);
  CHECK(alone.ran.err.find("it needs the analysis `chicken-first/1`, which nobody has") != std::string::npos);
  const Outcome second = analyze({MERLON, "analyze", kFacts + "/../evil/pipeline.toml", "--plugin", folder + "/merlon-egg.so", "--plugin", folder + "/merlon-hen.so"});
  CHECK(second.ran.code == 3);
  CHECK(second.ran.err.find("analysis `hen-first/1` failed: what it needs could not be computed") != std::string::npos);
}

TEST_CASE("what was not analysed is not explained as ruled out") {
  const TempDir dir;
  const Ran ran = run({MERLON, "explain", "greeted-stage@learn", kFacts + "/../evil/pipeline.toml", "--plugin", std::string(PLUGINS) + "/merlon-publishes-then-fails.so"});
  CHECK(ran.code == 3);
  CHECK(ran.out == "greeted-stage@learn: not analysed\n  plugin `publishes-then-fails`: analysis `publishes-then-fails/1` failed: it fails after all\n");
}

TEST_CASE("an analysis that asks for a fact of another one must need it") {
  const Outcome got = analyze(with_rounds({"analyze", kFacts + "/night.toml", "--plugin", std::string(PLUGINS) + "/merlon-peeks.so"}));
  INFO(got.ran.err);
  CHECK(got.ran.code == 3);
  CHECK(got.ran.err.find("analysis `peeks/1` failed") != std::string::npos);
  REQUIRE(got.result.is_object());
  CHECK(verdict(got.result, "night-writing", "records") == "raised");
}

TEST_CASE("what a plugin publishes is shown") {
  const Ran shown = run(with_rounds({"plugin", "show", "rounds"}));
  CHECK(shown.out.find("  analysis night-reach/1: which assets are written at night\n    publishes: night-reach\n    needs: night-work/1, reachability/1\n") != std::string::npos);
  CHECK(shown.out.find("    option broken (true or false; default false): fail, to see what becomes of it\n") != std::string::npos);
  const Ran fact = run(with_rounds({"explain", "night-reach"}));
  CHECK(fact.out.find("Published by: night-reach/1 of the plugin `rounds`\n") != std::string::npos);
  const Ran described = run({MERLON, "plugin", "describe", std::string(PLUGINS) + "/merlon-rounds.so"});
  CHECK(described.out.find("  analysis night-work/1 publishes `works-at-night`\n") != std::string::npos);
  const Ran plan = run(with_rounds({"analyze", "--print-plan", "--passes", "analyze(rounds),score"}));
  const size_t reachability = plan.out.find("  analysis  reachability/1                   first, for analyses of plugins\n");
  const size_t work = plan.out.find("  analysis  night-work/1                     first; publishes works-at-night\n");
  const size_t reach = plan.out.find("  analysis  night-reach/1                    first; publishes night-reach\n");
  CHECK(reach != std::string::npos);
  CHECK(work < reach);
  CHECK(reachability < reach);
  const Json dumped = Json::parse(run(with_rounds({"dump", "plan"})).out);
  CHECK(dumped.at("analyses") == Json{"night-work/1", "reachability/1", "night-reach/1"});
}
