// Who keeps to what every plugin promises, and how it is told who does not.
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;

namespace {

// The promises that a plugin breaks, and how.
std::map<std::string, std::string> broken(const std::string& file, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {MERLON, "plugin", "check", file, "--json"};
  words.insert(words.end(), more.begin(), more.end());
  const Ran ran = run(words);
  const auto result = nlohmann::json::parse(ran.out, nullptr, false);
  REQUIRE(result.is_object());
  std::map<std::string, std::string> out;
  for (const auto& check : result.at("checks")) {
    if (!check.at("kept").get<bool>()) out[check.at("id")] = check.at("broken");
  }
  CHECK(result.at("checks").size() == 13);
  CHECK(ran.code == (out.empty() ? 0 : 1));
  return out;
}

std::map<std::string, std::string> broken_by(const std::string& folder, const std::string& name) {
  return broken(folder + "/merlon-" + name + ".so", {"--pack", EVIL_PACK});
}

}  // namespace

TEST_CASE("our own plugins keep to everything") {
#ifdef SANITIZED
  const std::vector<std::string> ours = {"data"};
#else
  const std::vector<std::string> ours = {"agentic", "data", "generative", "governance", "model", "monitoring", "scoring", "serving", "supply-chain"};
#endif
  for (const std::string& id : ours) {
    INFO(id);
    CHECK(broken(std::string(BUNDLED) + "/merlon-" + id + ".so") == std::map<std::string, std::string>{});
  }
  CHECK(broken(std::string(TEXTS) + "/merlon-copies.so").empty());
  CHECK(broken_by(EVIL_DIR, "good").empty());
}

TEST_CASE("each plugin that breaks a promise is told by that one") {
  const auto turned = broken_by(EVIL, "turns");
  CHECK(turned.at("fewer-facts").find("turns from raised to ruled-out") != std::string::npos);
  CHECK(turned.size() == 1);
#ifndef SANITIZED  // where each promise takes long, and shows the same
  const auto counted = broken_by(EVIL, "counts");
  CHECK(counted.at("repeats").find("and then `") != std::string::npos);
  const auto first = broken_by(EVIL, "first-one");
  CHECK(first.at("order").find("with its elements in reverse order: ") != std::string::npos);
  CHECK(first.size() == 1);
  const auto ignored = broken_by(EVIL, "ignores-errors");
  CHECK(ignored.at("host-errors").find(", when call 1 of the host fails: ") != std::string::npos);
  CHECK(ignored.size() == 1);
  const auto moved = broken_by(EVIL, "moves");
  CHECK(moved.at("leaves-alone").find("the number of open descriptors was") == 0);
  CHECK(moved.size() == 1);
  const auto left = broken_by(EVIL, "leaves-a-thread");
  CHECK(left.at("leaves-alone").find("the number of threads was `") == 0);
#endif
  const auto kept = broken_by(EVIL, "keeps");
  CHECK(kept.contains("borrows"));
#ifndef SANITIZED
  CHECK(kept.at("borrows") == "it ends the process by signal 11 (Segmentation fault)");
  const auto lost = broken_by(EVIL, "loses-memory");
  CHECK(lost.at("leaks").find("it keeps ") == 0);
  CHECK(lost.at("leaks").find(" bytes more after 100 runs") != std::string::npos);
  CHECK(lost.size() == 1);
#endif
}

TEST_CASE("a process that is left behind is told, and ends with the promise") {
  const auto left = broken_by(EVIL, "leaves-a-process");
  CHECK(left.size() == 1);
  CHECK(left.at("leaves-alone").find(" was `") != std::string::npos);
}

TEST_CASE("what does not survive its loading is told once, in time") {
  const std::string crashes = std::string(APART) + "/merlon-crashes-at-loading.so", loops = std::string(APART) + "/merlon-never-loads.so";
  const Ran ran = run({MERLON, "plugin", "check", crashes});
  CHECK(ran.code == 1);
  CHECK(ran.out == "BROKEN  every promise, 13 of 13: when it is loaded, it ends the process by signal 6 (Aborted)\n");
  CHECK(run({MERLON, "plugin", "check", loops, "--seconds", "1"}).out == "BROKEN  every promise, 13 of 13: when it is loaded, it does not end within 1 seconds\n");
  CHECK(run({MERLON, "plugin", "check", loops, "--seconds", "0"}).err == "merlon: `--seconds` is a whole number from 1 to 86400, not `0`\n");
  // Killed in the middle, it leaves nothing that goes on.
  const pid_t merlon = ::fork();
  REQUIRE(merlon >= 0);
  if (merlon == 0) {
    ::execl(MERLON, "merlon", "plugin", "check", loops.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  const auto child = [&] {
    std::ifstream file("/proc/" + std::to_string(merlon) + "/task/" + std::to_string(merlon) + "/children");
    pid_t pid = 0;
    file >> pid;
    return pid;
  };
  for (int i = 0; i < 1000 && child() == 0; ++i) ::usleep(10'000);
  const pid_t loop = child();
  REQUIRE(loop > 0);
  ::usleep(100'000);
  ::kill(merlon, SIGKILL);
  ::waitpid(merlon, nullptr, 0);
  const auto is_alive = [&] {
    std::ifstream file("/proc/" + std::to_string(loop) + "/stat");
    const std::string stat((std::istreambuf_iterator<char>(file)), {});
    const size_t end = stat.rfind(')');
    return end != std::string::npos && stat[end + 2] != 'Z' && stat[end + 2] != 'X';
  };
  for (int i = 0; i < 100 && is_alive(); ++i) ::usleep(10'000);
  CHECK_FALSE(is_alive());
}

TEST_CASE("scorers are held to their promise, too") {
  CHECK(broken(std::string(TEXTS) + "/merlon-examples.so").empty());
  CHECK(broken(std::string(PRICES) + "/merlon-misprices.so").empty());
  const auto turned = broken(std::string(PRICES) + "/merlon-by-turns.so");
  CHECK(turned.at("prices") == "`by-turns` prices 0 findings of a description with every range otherwise the second time");
  CHECK(turned.size() == 1);
}

TEST_CASE("what crashes, ends the process or fails is told, and the other promises are tried") {
#ifndef SANITIZED
  for (const auto& [check, why] : broken_by(EVIL, "crashes")) {
    INFO(check);
    CHECK(why == "it ends the process by signal 11 (Segmentation fault)");
  }
  CHECK(broken_by(EVIL, "crashes").size() == 10);
  CHECK(broken_by(EVIL_DIR, "exits").at("completes").find("it ends the process with exit code ") == 0);
#endif
#ifndef SANITIZED
  CHECK(broken_by(EVIL_DIR, "throws").at("completes").find("`throws`: ") != std::string::npos);
  CHECK(broken_by(EVIL_DIR, "missing-verdicts").at("completes").find("it gave no verdict on ") != std::string::npos);
#endif
  CHECK(broken_by(EVIL_DIR, "prints").at("leaves-alone").find("it prints ") == 0);
#ifndef SANITIZED
  CHECK(broken_by(EVIL_DIR, "fails-silently").at("completes").find("it ended with error ") != std::string::npos);
#endif
}

TEST_CASE("a plugin that is refused breaks every promise, by the reason of its refusal") {
  for (const auto& [name, code] : {std::pair{"wrong-magic", "E0412"}, {"wrong-major", "E0410"}, {"no-note", "E0408"}, {"truncated-pass", "E0413"}, {"two-passes", "E0413"}}) {
    INFO(name);
    const auto all = broken_by(EVIL_DIR, name);
    CHECK(all.size() == 13);
    CHECK(all.at("completes").find(std::string("it is refused: ") + code + ": ") == 0);
  }
}

TEST_CASE("what is no plugin is told") {
  const Ran nothing = run({MERLON, "plugin", "check", "no-such.so"});
  CHECK(nothing.code == 2);
  CHECK(nothing.err == "merlon: `no-such.so` is no file\n  = help: name the plugin's .so, with its manifest beside it\n");
}
