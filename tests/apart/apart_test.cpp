// The same results as in merlon's own process, and what becomes of plugins that would end it.
#include <dirent.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

namespace {

Words operator+(Words a, const Words& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// A report or result but for what it says of isolation.
std::string without_note(const fs::path& file) {
  std::string text = read(file);
  replace_all(text, "\"isolated\": true", "\"isolated\": false");
  replace_all(text, " (in processes of its own)", "");
  return text;
}

// One that misbehaves, beside all others, which are not apart.
struct Outcome {
  Ran ran;
  Json result;
};
Outcome misbehave(const std::string& how, const std::string& limits = "") {
  const TempDir dir;
  Outcome out;
  out.ran = run({MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--json", dir / "r.json", "--pack", std::string(EVIL_SOURCE) + "/pack", "--plugin",
                 std::string(PLUGINS) + "/merlon-misbehaves.so", "--isolate", "misbehaves" + limits, "--passes", "analyze(*,misbehaves<how=" + how + ">),score(matrix)"},
                {"MERLON_TEST_VARIABLE=1"});
  if (fs::exists(dir / "r.json")) out.result = Json::parse(read(dir / "r.json"));
  return out;
}

std::string state_of(const Json& result, const std::string& plugin) {
  for (const Json& p : result.at("plugins")) {
    if (p.at("id") == plugin) return p.at("state");
  }
  return "not there";
}

// Of all that is raised or undecided: id and score.
std::vector<std::string> numbers_of(const Json& result) {
  std::vector<std::string> out;
  for (const Json& f : result.at("findings")) out.push_back(f.at("id").get<std::string>() + " " + f.at("residual").dump());
  for (const Json& u : result.at("undecided")) out.push_back(u.at("id").get<std::string>() + " " + u.at("potential").dump());
  return out;
}

// Processes of that name whose parent is `parent`, and that are no corpses.
std::vector<pid_t> workers_of(pid_t parent) {
  std::vector<pid_t> out;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "stat");
    std::string stat((std::istreambuf_iterator<char>(file)), {});
    const size_t end = stat.rfind(')');
    if (end == std::string::npos || stat.find("(merlon-worker)") == std::string::npos) continue;
    if (stat[end + 2] != 'Z' && std::stoi(stat.substr(end + 4)) == parent) out.push_back(std::stoi(name));
  }
  return out;
}

bool is_alive(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string stat((std::istreambuf_iterator<char>(file)), {});
  const size_t end = stat.rfind(')');
  return end != std::string::npos && stat[end + 2] != 'Z' && stat[end + 2] != 'X';
}

}  // namespace

TEST_CASE("apart or not, the same bytes") {
  const TempDir dir;
  for (const char* example : {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"}) {
    INFO(example);
    std::string text = read(std::string(EXAMPLES) + "/" + example + "/pipeline.toml");
    text += "\n[losses]\ncurrency = \"EUR\"\n";
    for (const char* table : {"events-a-year", "cost-of-an-event"}) {
      text += std::string("[losses.") + table + "]\n";
      for (const char* level : {"very-low", "low", "moderate", "high", "very-high"}) text += std::string(level) + " = [1, 2, 9]\n";
    }
    write(dir / "p.toml", text);
    for (const bool apart : {false, true}) {
      const std::string end = apart ? ".apart" : ".here";
      const Ran ran = run(Words{MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-30", "--passes", "analyze,score(fair<trials=1000>),stories,plan", "--plugin", std::string(FACTS) + "/merlon-rounds.so", "--plugin",
                                std::string(TEXTS) + "/merlon-examples.so", "--json", dir / ("json" + end), "--html", dir / ("html" + end), "--emit", "finding-count=" + (dir / ("emit" + end)).string()} +
                          (apart ? Words{"--isolate", "all"} : Words{}));
      INFO(ran.err);
      REQUIRE(ran.code == 0);
      CHECK(ran.err.empty());
    }
    for (const char* format : {"json", "html", "emit"}) {
      CHECK((without_note(dir / (format + std::string(".apart"))) == without_note(dir / (format + std::string(".here")))));
    }
    for (const bool isolated : {false, true}) {
      const Json result = Json::parse(read(dir / (isolated ? "json.apart" : "json.here")));
      for (const Json& p : result.at("plugins")) CHECK(p.at("isolated") == isolated);
    }
    CHECK(read(dir / "html.apart").find("spoke (in processes of its own)") != std::string::npos);
    CHECK(read(dir / "html.here").find("in processes of its own") == std::string::npos);
  }
  const Ran here = run({MERLON, "import", "stage-list", std::string(EXAMPLES) + "/../README.md", "--plugin", std::string(TEXTS) + "/merlon-examples.so"});
  const Ran apart = run({MERLON, "import", "stage-list", std::string(EXAMPLES) + "/../README.md", "--plugin", std::string(TEXTS) + "/merlon-examples.so", "--isolate", "examples"});
  CHECK(apart.out == here.out);
  CHECK(apart.code == here.code);
}

TEST_CASE("what fails without a crash fails the same way apart") {
  const TempDir dir;
  size_t seen = 0;
  for (const auto& [folder, pack] : {std::pair<std::string, std::string>{EVIL, std::string(EVIL_SOURCE) + "/pack"}, {FACTS, ""}}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() != ".so") continue;
      const std::string name = entry.path().stem().string().substr(7);
      // These two tell that they are called once more: what they print comes at another time.
      if (name == "exits" || name == "prints" || name == "publishes-and-prints") continue;
      INFO(name);
      std::array<Ran, 2> ran;
      for (const bool apart : {false, true}) {
        const Words command = {MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--plugin", entry.path(), "--json", dir / (apart ? "apart" : "here")};
        ran[apart] = run(command + (pack.empty() ? Words{} : Words{"--pack", pack}) + (apart ? Words{"--isolate", name} : Words{}));
      }
      CHECK(ran[1].err == ran[0].err);
      CHECK(ran[1].code == ran[0].code);
      REQUIRE(fs::exists(dir / "here") == fs::exists(dir / "apart"));
      if (fs::exists(dir / "here")) CHECK((without_note(dir / "apart") == without_note(dir / "here")));
      fs::remove(dir / "here");
      fs::remove(dir / "apart");
      ++seen;
    }
  }
  CHECK(seen > 30);
}

TEST_CASE("a crash, a loop or a flood costs the plugin's own cells and nothing else") {
  const Outcome good = misbehave("well");
  REQUIRE(good.ran.code == 0);
  struct Case {
    const char *how, *limits, *why;
  };
  std::vector<Case> cases = {{"segfault", "", "it ended its process by signal 11 (Segmentation fault)"},
                             {"abort", "", "it ended its process by signal 6 (Aborted)"},
                             {"exit-at-once", "", "it ended its process with exit code 7"},
                             {"sleeps", "<seconds=1>", "it did not end within 1 s"},
                             {"goes-on", "<seconds=1>", "it did not end within 1 s"},
                             {"floods", "", "it printed more than 1024 KiB"},
                             {"forges", "", "it gave records that can't be read"}};
#ifndef SANITIZED  // which does things of its own at the end, in memory and on the stack
  cases.push_back({"exit", "", "it ended its process with exit code 0"});
  cases.push_back({"allocates", "<memory=256>", "it ended its process by signal 6 (Aborted)"});
  cases.push_back({"recurses", "", "it ended its process by signal 11 (Segmentation fault)"});
#endif
  for (const Case& c : cases) {
    INFO(c.how);
    const Outcome got = misbehave(c.how, c.limits);
    INFO(got.ran.err);
    CHECK(got.ran.code == 3);
    const std::string state = std::string("analyzer `misbehaves` failed: ") + c.why;
    CHECK(got.ran.err.find("error[E0605]: plugin `misbehaves` failed: " + state + "\n") != std::string::npos);
    REQUIRE(got.result.is_object());
    CHECK(got.result.at("incomplete") == true);
    CHECK(state_of(got.result, "misbehaves") == state);
    // What others said stands.
    CHECK(numbers_of(got.result) == numbers_of(good.result));
    for (const Json& n : got.result.at("not_analysed")) CHECK(n.at("threat") == "hello-world");
    CHECK(got.result.at("ledger").at("not_analysed").get<int>() + got.result.at("ledger").at("ruled_out").get<int>() == good.result.at("ledger").at("ruled_out"));
    CHECK(got.result.at("ledger").at("not_analysed") > 0);
  }
}

TEST_CASE("an exception through the C border is told, whichever function lets it out") {
  const TempDir dir;
  for (const char* where : {"create", "run", "destroy"}) {
    INFO(where);
    const Ran ran = run({MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--json", dir / "r.json", "--pack", std::string(EVIL_SOURCE) + "/pack", "--plugin",
                         std::string(PLUGINS) + "/merlon-throws-outside.so", "--isolate", "throws-outside", "--passes", std::string("analyze(*,throws-outside<where=") + where + ">),score(matrix)"});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(state_of(Json::parse(read(dir / "r.json")), "throws-outside") == "analyzer `throws-outside` failed: it let an exception through the C border");
  }
}

TEST_CASE("an endless loop is stopped by the clock") {
  const Outcome got = misbehave("loops", "<seconds=1>");
  CHECK(got.ran.code == 3);
  CHECK(state_of(got.result, "misbehaves") == "analyzer `misbehaves` failed: it did not end within 1 s");
}

TEST_CASE("a worker has no network, no files, no processes and no environment, and may have threads") {
  const Outcome got = misbehave("tells");
  INFO(got.ran.err);
  REQUIRE(got.ran.code == 0);
  std::string told;
  for (const Json& f : got.result.at("findings")) {
    if (f.at("threat") == "hello-world") told = f.dump();
  }
  INFO(told);
  CHECK(told.find("network 1, local 1, reads 1, writes 1, process 1, program 1, kills 1, unties 1, limits 1, variables 0, threads 0, read 0") != std::string::npos);
}

TEST_CASE("a thread that began while a plugin was loaded is kept from files as well") {
  const TempDir dir;
  const Ran ran = run({MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--json", dir / "r.json", "--pack", std::string(EVIL_SOURCE) + "/pack", "--plugin",
                       std::string(PLUGINS) + "/merlon-early-thread.so", "--isolate", "early-thread"});
  CHECK(state_of(Json::parse(read(dir / "r.json")), "early-thread") == "analyzer `early-thread` failed: opening gives 1");
}

TEST_CASE("what a worker prints comes out, on standard error") {
  const Outcome got = misbehave("prints");
  CHECK(got.ran.code == 0);
  CHECK(got.ran.err == "plugin `misbehaves` prints:\nlook at me\n");
  CHECK(got.ran.out.empty());
}

TEST_CASE("a plugin that does not survive its loading is refused, and the run goes on") {
  const TempDir dir;
  for (const auto& [plugin, limits, why] : {std::tuple{"crashes-at-loading", "", "it ended its process by signal 6 (Aborted)"}, {"never-loads", "<seconds=1>", "it did not end within 1 s"}}) {
    const Ran ran = run({MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--json", dir / "r.json", "--plugin", std::string(PLUGINS) + "/merlon-" + plugin + ".so", "--isolate", std::string(plugin) + limits});
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(ran.err.find("error[E0411]: plugin `" + std::string(plugin) + "` is refused: " + why + "\n") != std::string::npos);
    const Json r = Json::parse(read(dir / "r.json"));
    CHECK(r.at("incomplete") == true);
    CHECK(state_of(r, plugin) == why);
    CHECK(r.at("ledger").at("raised").get<int>() > 0);
  }
}

TEST_CASE("an exception at loading refuses the plugin, apart or not, and those after it are loaded") {
  const TempDir dir;
  for (const bool apart : {false, true}) {
    const Ran ran = run(Words{MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--json", dir / "r.json", "--pack", std::string(EVIL_SOURCE) + "/pack", "--plugin",
                              std::string(PLUGINS) + "/merlon-throws-at-loading.so", "--plugin", std::string(PLUGINS) + "/merlon-misbehaves.so"} +
                        (apart ? Words{"--isolate", "throws-at-loading"} : Words{}));
    INFO(ran.err);
    CHECK(ran.code == 3);
    CHECK(ran.err.find("error[E0411]: plugin `throws-at-loading` is refused: it lets an exception out while it is loaded\n") == 0);
    const Json r = Json::parse(read(dir / "r.json"));
    CHECK(state_of(r, "throws-at-loading") == "it lets an exception out while it is loaded");
    CHECK(state_of(r, "misbehaves") == "spoke");
  }
}

TEST_CASE("names and limits that are wrong are told before anything runs") {
  const auto err = [](const std::string& isolate) {
    const Ran ran = run({MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--isolate", isolate});
    CHECK(ran.code == 2);
    return ran.err;
  };
  CHECK(err("servin") == 
        "error[E0810]: no plugin that would be loaded is called `servin`\n"
        "  --> --isolate:1:1\n"
        "  |\n"
        "1 | servin\n"
        "  | ^^^^^^\n"
        "  = help: did you mean `serving`?\n\n");
  CHECK(err("all<seconds=0>") ==
        "error[E0804]: the option `seconds` of `--isolate` is a whole number from 1 to 86400, not `0`\n"
        "  --> --isolate:1:13\n"
        "  |\n"
        "1 | all<seconds=0>\n"
        "  |             ^\n\n");
  CHECK(err("all<minutes=1>").find("error[E0804]: `--isolate` has no option `minutes`") == 0);
  // A plugin that would not survive its loading is not loaded for it.
  const Ran ran = run({MERLON, "analyze", std::string(EVIL_SOURCE) + "/pipeline.toml", "-q", "--plugin", std::string(PLUGINS) + "/merlon-crashes-at-loading.so", "--isolate", "crashes-at-loadin"});
  CHECK(ran.code == 2);
  CHECK(ran.err.find("  = help: did you mean `crashes-at-loading`?\n") != std::string::npos);
  CHECK(err("all,").find("error[E0801]: ") == 0);
}

TEST_CASE("when merlon is killed no worker is left") {
  for (const int signal : {SIGKILL, SIGTERM, SIGINT}) {
    INFO(signal);
    const pid_t merlon = ::fork();
    REQUIRE(merlon >= 0);
    if (merlon == 0) {
      const std::string plugin = std::string(PLUGINS) + "/merlon-misbehaves.so", pipeline = std::string(EVIL_SOURCE) + "/pipeline.toml", pack = std::string(EVIL_SOURCE) + "/pack";
      ::execl(MERLON, "merlon", "analyze", pipeline.c_str(), "-q", "--pack", pack.c_str(), "--plugin", plugin.c_str(), "--isolate", "misbehaves", "--passes",
              "analyze(*,misbehaves<how=sleeps>),score(matrix)", static_cast<char*>(nullptr));
      ::_exit(127);
    }
    // The one that sleeps is there for good; the one that loads it is soon gone.
    std::vector<pid_t> workers;
    for (int i = 0; i < 600; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      const std::vector<pid_t> now = workers_of(merlon);
      if (!now.empty() && now == workers) break;
      workers = now;
    }
    REQUIRE(workers.size() == 1);
    ::kill(merlon, signal);
    ::waitpid(merlon, nullptr, 0);
    for (int i = 0; i < 100 && is_alive(workers[0]); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK_FALSE(is_alive(workers[0]));
  }
}
