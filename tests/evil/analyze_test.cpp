// What a whole run makes of plugins that misbehave: exit 3, the plugin and the reason in the report, its threats not
// analysed, and nothing used of what it said.
//
// Not here: plugins that end the process by a signal (a segmentation fault, abort, an exception through the C border),
// by _exit, or that never return.  Without a process of their own nothing can be saved from them.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::json;

namespace {

struct Outcome {
  Ran ran;
  Json result;
  std::string text;
};

const std::string kFolder = EVIL_SOURCE;

Outcome analyze(const std::string& plugin, bool with_pack = true) {
  const TempDir dir;
  std::vector<std::string> command = {MERLON, "analyze", kFolder + "/pipeline.toml", "-q", "--json", dir / "result.json", "--text", dir / "result.txt"};
  if (with_pack) command.insert(command.end(), {"--pack", kFolder + "/pack"});
  if (!plugin.empty()) command.insert(command.end(), {"--plugin", std::string(EVIL_DIR) + "/merlon-" + plugin + ".so"});
  Outcome out;
  out.ran = run(command);
  if (fs::exists(dir / "result.json")) out.result = Json::parse(read(dir / "result.json"), nullptr, false);
  if (fs::exists(dir / "result.txt")) out.text = read(dir / "result.txt");
  return out;
}

const Outcome& without_plugin() {
  static const Outcome out = analyze("");
  return out;
}

const Json* row_of(const Json& rows, const char* key, const std::string& value) {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const Json& row) { return row.at(key) == value; });
  return it == rows.end() ? nullptr : &*it;
}

// The run is as if the plugin had never spoken, but says so.
void expect_nothing_used(const std::string& plugin, const std::string& reason) {
  INFO(plugin);
  const Outcome got = analyze(plugin);
  const Outcome& base = without_plugin();
  INFO(got.ran.err);
  CHECK(got.ran.signal == 0);
  CHECK(got.ran.code == 3);
  REQUIRE(got.result.is_object());
  CHECK(got.result.at("incomplete") == true);

  CHECK(got.ran.err.find("`" + plugin + "`") != std::string::npos);
  CHECK(got.ran.err.find(reason) != std::string::npos);
  CHECK(got.ran.err.find("`hello-world`") != std::string::npos);
  CHECK(got.text.find("NOT ANALYSED") != std::string::npos);
  CHECK(got.text.find(reason) != std::string::npos);

  const Json* lost = row_of(got.result.at("not_analysed"), "threat", "hello-world");
  REQUIRE(lost != nullptr);
  CHECK(lost->at("plugin") == plugin);
  CHECK(lost->at("reason").get<std::string>().find(reason) != std::string::npos);
  CHECK(lost->at("subjects") == Json{"clean", "score"});  // `learn` is raised by the pack
  CHECK(got.result.at("not_analysed").size() == 1);
  const Json* state = row_of(got.result.at("plugins"), "id", plugin);
  REQUIRE(state != nullptr);
  CHECK(state->at("state") != "spoke");

  CHECK(got.result.at("findings") == base.result.at("findings"));
  CHECK(got.result.at("undecided") == base.result.at("undecided"));
  const Json& ledger = got.result.at("ledger");
  CHECK(ledger.at("total") == base.result.at("ledger").at("total"));
  CHECK(ledger.at("not_analysed") == 2);
  CHECK(ledger.at("ruled_out") == base.result.at("ledger").at("ruled_out").get<int>() - 2);
}

}  // namespace

TEST_CASE("evil/the pack alone raises one of three subjects") {
  const Outcome& base = without_plugin();
  INFO(base.ran.err);
  REQUIRE(base.ran.code == 0);
  const Json* finding = row_of(base.result.at("findings"), "threat", "hello-world");
  REQUIRE(finding != nullptr);
  CHECK(finding->at("subject") == "learn");
  CHECK(base.result.at("ledger").at("not_analysed") == 0);
}

TEST_CASE("evil/plugins that behave are used") {
  for (const char* plugin : {"good", "bad-questions"}) {
    INFO(plugin);
    const Outcome got = analyze(plugin);
    INFO(got.ran.err);
    CHECK(got.ran.code == 0);
    CHECK(got.ran.err.empty());
    REQUIRE(got.result.is_object());
    CHECK(got.result.at("incomplete") == false);
    CHECK(got.result.at("ledger") == without_plugin().result.at("ledger"));
    // It ruled out what the pack raises; both are told.
    const Json* state = row_of(got.result.at("plugins"), "id", plugin);
    REQUIRE(state != nullptr);
    CHECK(state->at("state") == "spoke");
  }
}

TEST_CASE("evil/plugins that lie about themselves are refused") {
  const std::vector<std::pair<std::string, std::string>> list = {
      {"wrong-magic", "its struct `merlon_plugin` does not begin with the magic number"},
      {"truncated-struct", "its struct `merlon_plugin` has 48 bytes, and 64 are needed"},
      {"note-differs", "its struct and its note name different versions"},
      {"truncated-pass", "its pass 1 has a size that is too small"},
      {"two-passes", "it has two passes called `two-passes`"},
      {"hidden-cover", "its passes, or what they cover, are not those that its notes name"},
      {"bad-summary", "its pass `bad-summary` has no proper summary"},
      {"unknown-kind", "its pass `unknown-kind` is of kind 9, which this merlon does not run"},
      {"wrong-minor", "it speaks plugin interface 1.1 (built with evil) and this merlon speaks 1.0"},
      {"wrong-major", "it speaks plugin interface 2.0 (built with evil) and this merlon speaks 1.0"}};
  for (const auto& [plugin, reason] : list) expect_nothing_used(plugin, reason);
}

TEST_CASE("evil/nothing is used of passes that fail") {
  const std::vector<std::pair<std::string, std::string>> list = {
      {"missing-verdicts", "it gave no verdict on `hello-world@score`"},
      {"raises-all-but-one", "it gave no verdict on `hello-world@score`"},
      {"raises-then-fails", "it ended with error"},
      {"outside-scope", "it gave a verdict on `hello-world` about a subject outside of its scope"},
      {"twice", "it gave two verdicts on `hello-world@clean`"},
      {"undeclared-analysis", "it ended with error"},
      {"uncovered-threat", "it gave a verdict on `data-poisoning`, which it does not cover"},
      {"bad-verdicts", "it gave a malformed verdict"},
      {"fails-silently", "it ended with error -1234"},
      {"fails-then-ok", "\\xff is why"},
      {"create-fails", "it could not start"},
      {"misses-nothing", "it missed `no-such`, which is neither a fact nor an edge list"},
      {"positive-status", "it ended with error 5"},
      {"throws", "thrown on purpose"},
      {"throws-a-number", "it threw something that is no std::exception"}};
  for (const auto& [plugin, reason] : list) expect_nothing_used(plugin, reason);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which end the process there
  expect_nothing_used("out-of-memory", "there was no memory left for it");
#endif
}

TEST_CASE("evil/a plugin without a note is refused") {
  const Outcome got = analyze("no-note");
  CHECK(got.ran.code == 3);
  CHECK(got.ran.err.find("error[E0408]: plugin `no-note` is refused: it has no note of merlon") != std::string::npos);
  // Nobody knows what it covers, so nothing is lost but itself.
  CHECK(got.result.at("incomplete") == true);
  CHECK(got.result.at("ledger") == without_plugin().result.at("ledger"));
  CHECK(row_of(got.result.at("plugins"), "id", "no-note")->at("state") == "it has no note of merlon");
}

TEST_CASE("evil/a plugin about a threat that nobody has is told") {
  for (const char* plugin : {"good", "fails-silently"}) {
    INFO(plugin);
    const Outcome got = analyze(plugin, false);
    CHECK(got.ran.code == 3);
    CHECK(got.result.at("incomplete") == true);
    CHECK(got.ran.err.find("`" + std::string(plugin) + "`") != std::string::npos);
    CHECK(got.ran.err.find("`hello-world`") != std::string::npos);
    CHECK(row_of(got.result.at("not_analysed"), "threat", "hello-world") != nullptr);
  }
}

TEST_CASE("evil/a plugin that prints spoils no output") {
  const std::vector<std::string> command = {MERLON, "analyze", kFolder + "/pipeline.toml", "--pack", kFolder + "/pack",
                                            "--plugin", std::string(EVIL_DIR) + "/merlon-prints.so", "--json", "-"};
  const Ran ran = run(command);
  CHECK(ran.code == 0);
  CHECK(Json::accept(ran.out));
  CHECK(ran.out.find("look at me") == std::string::npos);
}

TEST_CASE("evil/a plugin that ends the process does not pass for success") {
  const Outcome got = analyze("exits");
  CHECK(got.ran.code != 0);
  CHECK(got.ran.code != 1);
  CHECK_FALSE(got.ran.err.empty());
}

TEST_CASE("evil/what a plugin says is shown inert") {
  const Outcome got = analyze("hostile-text");
  CHECK(got.ran.code == 0);
  REQUIRE(got.result.is_object());
  REQUIRE_FALSE(got.text.empty());
  const std::string json = got.result.dump(-1, ' ', true);
  CHECK(json.find("owned") != std::string::npos);
  const std::vector<std::string> raw = {"\x1b", "\x07", "\xe2\x80\xae", "\xc2\x9b"};
  for (const std::string& bad : raw) CHECK(got.text.find(bad) == std::string::npos);
  CHECK(got.text.find("\\x1b") != std::string::npos);
}
