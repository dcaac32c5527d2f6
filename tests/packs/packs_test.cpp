// A pack says the same as a folder (`--pack`) and compiled into a plugin (`--plugin`): about its own pipeline, about each
// example, and in the catalogue.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> kFolder = {"--pack", PACK}, kPlugin = {"--plugin", PLUGIN};

Ran merlon(std::vector<std::string> command, const std::vector<std::string>& how) {
  command.insert(command.begin(), MERLON);
  command.insert(command.end(), how.begin(), how.end());
  return run(command);
}

struct Outcome {
  Ran ran;
  Json result;
};

Outcome analyze(const fs::path& pipeline, const std::vector<std::string>& how) {
  const TempDir dir;
  Outcome out{merlon({"analyze", pipeline, "-q", "--today", "2026-01-01", "--json", dir / "result.json"}, how), {}};
  out.result = Json::parse(read(dir / "result.json"));
  return out;
}

std::vector<fs::path> pipelines() {
  std::vector<fs::path> out;
  for (const fs::directory_entry& entry : fs::directory_iterator(EXAMPLES)) {
    if (fs::exists(entry.path() / "pipeline.toml")) out.push_back(entry.path() / "pipeline.toml");
  }
  std::sort(out.begin(), out.end());
  out.push_back(std::string(PACK) + "/pipeline.toml");
  return out;
}

size_t about(const Json& rows, const std::string& threat) {
  return static_cast<size_t>(std::count_if(rows.begin(), rows.end(), [&](const Json& row) { return row.at("threat") == threat; }));
}

Json row_of(const Json& result) {
  for (const Json& row : result.at("plugins")) {
    if (row.at("id") == "trading") return row;
  }
  return {};
}

}  // namespace

TEST_CASE("packs/a folder and a plugin give equal verdicts") {
  size_t spoke = 0;
  for (const fs::path& pipeline : pipelines()) {
    INFO(pipeline.string());
    const bool own = pipeline.string().starts_with(PACK);
    const Outcome folder = analyze(pipeline, kFolder), plugin = analyze(pipeline, kPlugin);
    CHECK(folder.ran.code == 0);
    CHECK(plugin.ran.code == 0);
    CHECK(folder.ran.err == plugin.ran.err);
    if (own) CHECK(folder.ran.err == "");
    // All of it, the row of the pack with its digest too: nothing in a result tells one way from the other.
    CHECK(folder.result == plugin.result);
    CHECK(row_of(folder.result).at("state") == "spoke");
    for (const char* threat : {"staged-market", "runaway-orders"}) spoke += about(folder.result.at("undecided"), threat);
  }
  CHECK(spoke > 1);  // also of examples that never heard of its fact
}

TEST_CASE("packs/its own pipeline shows all that it brings") {
  const Json result = analyze(std::string(PACK) + "/pipeline.toml", kPlugin).result;
  CHECK(about(result.at("findings"), "staged-market") == 1);
  CHECK(about(result.at("findings"), "runaway-orders") == 1);
  CHECK(about(result.at("undecided"), "runaway-orders") == 1);
  bool asked = false, credited = false, cited = false;
  for (const Json& q : result.at("questions")) asked = asked || q.at("fact") == "commitment";
  for (const Json& f : result.at("findings")) {
    if (f.at("threat") != "runaway-orders") continue;
    for (const Json& c : f.at("controls")) credited = credited || (c.at("id") == "pre-trade-limits" && c.at("credit") > 0);
    for (const Json& c : f.at("cites")) cited = cited || c == "DESK-4";
  }
  CHECK(asked);
  CHECK(credited);
  CHECK(cited);
  const Json& frameworks = result.at("frameworks");
  CHECK(std::any_of(frameworks.begin(), frameworks.end(), [](const Json& f) { return f.at("id") == "desk-rules"; }));
}

TEST_CASE("packs/the catalogue is the same both ways") {
  const std::string pipeline = std::string(PACK) + "/pipeline.toml";
  const std::vector<std::vector<std::string>> commands = {
      {"catalog", "list", "threats"}, {"catalog", "list", "controls"}, {"catalog", "list", "facts"}, {"catalog", "list", "frameworks"},
      {"catalog", "coverage"}, {"catalog", "coverage", "desk-rules"}, {"catalog", "search", "orders"},
      {"explain", "staged-market"}, {"explain", "pre-trade-limits"}, {"explain", "commitment"}, {"explain", "DESK-2"},
      {"explain", "staged-market@predict", pipeline}, {"check", pipeline}, {"analyze", pipeline}};
  for (const std::vector<std::string>& command : commands) {
    INFO(Json(command).dump());
    const Ran folder = merlon(command, kFolder), plugin = merlon(command, kPlugin);
    CHECK(folder.code == 0);
    CHECK(folder.err == "");
    CHECK(plugin.code == 0);
    CHECK(folder.out == plugin.out);
  }
}

TEST_CASE("packs/the pack keeps the rules") {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"catalog", "lint"}, {"catalog", "lint", PACK}}) {
    const Ran lint = merlon(command, kFolder);
    CHECK(lint.out == "2 threats, 1 control, 10 tests: 0 problems\n");
    CHECK(lint.err == "");
    CHECK(lint.code == 0);
  }
  for (const auto& how : {kFolder, kPlugin}) {
    const Ran tests = merlon({"catalog", "test", PACK}, how);
    CHECK(tests.out == "10 expectations hold, 0 fail\n");
    CHECK(tests.code == 0);
  }
}

TEST_CASE("packs/a folder beside its own plugin is refused once, by name") {
  const TempDir dir;
  const std::vector<std::string> both = {"--pack", PACK, "--plugin", PLUGIN};
  const Ran ran = merlon({"analyze", std::string(PACK) + "/pipeline.toml", "-q", "--json", dir / "result.json"}, both);
  CHECK(ran.code == 3);
  CHECK(ran.err.find("`trading` is loaded already") != std::string::npos);
  const Json result = Json::parse(read(dir / "result.json"));
  CHECK(about(result.at("findings"), "staged-market") == 1);  // of the plugin
}
