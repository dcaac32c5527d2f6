// What the loader makes of plugins that misbehave: which it refuses, with which words, and that it
// refuses in time.
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "plugin/loader.hpp"

using namespace merlon;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// `code: reason`, or `loaded`.
std::string outcome(const fs::path& manifest) {
  const auto loaded = load_plugin(manifest, current_trust());
  return loaded ? "loaded" : loaded.error().code + ": " + loaded.error().reason;
}
std::string outcome_of(const std::string& name) {
  return outcome(fs::path(EVIL_DIR) / ("merlon-" + name + ".json"));
}

/// A private copy of the well-behaved plugin, to be damaged.
struct Copy {
  fs::path dir;
  Copy() {
    std::string name = "/tmp/merlon-load-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    dir = fs::canonical(name);
    fs::copy_file(fs::path(EVIL_DIR) / "merlon-good.so", so());
    fs::copy_file(fs::path(EVIL_DIR) / "merlon-good.json", json());
    REQUIRE(::chmod(so().c_str(), 0644) == 0);
    REQUIRE(::chmod(json().c_str(), 0644) == 0);
  }
  ~Copy() { fs::remove_all(dir); }
  fs::path so() const { return dir / "merlon-good.so"; }
  fs::path json() const { return dir / "merlon-good.json"; }
  void edit(const std::string& from, const std::string& to) const {
    std::string text = read(json());
    const size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    write(json(), text.replace(at, from.size(), to));
  }
};

}  // namespace

TEST_CASE("plugins that lie about themselves are refused") {
  CHECK(outcome_of("wrong-magic") ==
        "E0412: its struct `merlon_plugin` does not begin with the magic number");
  CHECK(outcome_of("truncated-struct") ==
        "E0412: its struct `merlon_plugin` has 48 bytes, and 64 are needed");
  CHECK(outcome_of("note-differs") == "E0412: its struct and its note name different versions");
  CHECK(outcome_of("truncated-pass") == "E0413: its pass 1 has a size that is too small");
  CHECK(outcome_of("two-passes") == "E0413: it has two passes called `two-passes`");
  CHECK(outcome_of("hidden-cover") ==
        "E0413: its passes, or what they cover, are not those that its notes name");
  CHECK(outcome_of("bad-summary") == "E0413: its pass `bad-summary` has no proper summary");
  CHECK(outcome_of("unknown-kind") ==
        "E0413: its pass `unknown-kind` is of kind 9, which this merlon does not run");
}

TEST_CASE("plugins of another border are refused before their code runs") {  // which would end this
                                                                             // process
  CHECK(outcome_of("no-note") == "E0408: it has no note of merlon");
  CHECK(outcome_of("wrong-minor") ==
        "E0410: it speaks plugin interface 1.1 (built with evil) and this merlon speaks 1.0");
  CHECK(outcome_of("wrong-major") ==
        "E0410: it speaks plugin interface 2.0 (built with evil) and this merlon speaks 1.0");
}

TEST_CASE("plugins that will misbehave only later are loaded") {
  for (const char* name :
       {"good", "other-hash", "missing-verdicts", "outside-scope", "twice", "undeclared-analysis",
        "uncovered-threat", "bad-verdicts", "bad-questions", "fails-silently", "fails-then-ok",
        "create-fails", "prints", "throws", "throws-a-number", "out-of-memory"}) {
    INFO(name);
    CHECK(outcome_of(name) == "loaded");
  }
  const auto hello = load_plugin(fs::path(HELLO_DIR) / "merlon-hello.json", current_trust());
  REQUIRE(hello);
  CHECK(hello->id == "hello");
  CHECK(hello->version == "1.0.0");
  CHECK(std::string(hello->table->passes[0]->id) == "hello");
  CHECK(hello->table->passes[1] == nullptr);
  CHECK(std::string(hello->table->passes[0]->needs[0]) == "reachability/1");
  CHECK(std::string(hello->table->passes[0]->options[0]->key) == "network");
}

TEST_CASE("what was exchanged or damaged is refused") {
  const Copy copy;
  CHECK(outcome(copy.json()) == "loaded");
  SECTION("one byte of the library") {
    std::string bytes = read(copy.so());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write(copy.so(), bytes);
    CHECK(outcome(copy.json()).starts_with("E0407: its file has the digest "));
  }
  SECTION("another id") {
    copy.edit("\"good\"", "\"nice\"");
    CHECK(outcome(copy.json()) == "E0409: its note and its manifest name different ids");
  }
  SECTION("another pass") {
    copy.edit("\"hello-world\"", "\"other-world\"");
    CHECK(outcome(copy.json()) == "E0409: its notes name `analyzer:good=hello-world`, and its manifest `analyzer:good=other-world`");
  }
  SECTION("no library") {
    fs::remove(copy.so());
    CHECK(outcome(copy.json()) == "E0405: its file `" + copy.so().string() +
                                      "` can't be opened: no such file or directory");
  }
  SECTION("a link instead of the library") {
    fs::remove(copy.so());
    fs::create_symlink(fs::path(EVIL_DIR) / "merlon-good.so", copy.so());
    CHECK(outcome(copy.json()) ==
          "E0405: its file `" + copy.so().string() + "` can't be opened: it is a symbolic link");
  }
  SECTION("a library that everybody can write") {
    REQUIRE(::chmod(copy.so().c_str(), 0666) == 0);
    CHECK(outcome(copy.json()) == "E0406: it can't be trusted, because `" + copy.so().string() +
                                      "` can be written by everybody");
  }
  SECTION("a broken manifest still names the threats it costs") {
    copy.edit("\"digest\"", "\"digist\"");
    const auto loaded = load_plugin(copy.json(), current_trust());
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == "E0404");
    CHECK(loaded.error().plugin_id == "good");
    CHECK(loaded.error().covers == std::vector<std::string>{"hello-world"});
    const Diagnostic shown = to_diagnostic(loaded.error(), {});
    CHECK(shown.message.starts_with(
        "plugin `good` is refused: its manifest is wrong: `digest` must be"));
    CHECK(shown.help.ends_with("not analysed without it: `hello-world`"));
  }
}

TEST_CASE("a directory and single files make one set") {
  const Copy copy;
  CHECK(load_plugins("", {}, current_trust()).plugins.empty());
  CHECK(load_plugins(copy.dir / "nowhere", {}, current_trust()).refusals.empty());

  write(copy.dir / "merlon-orphan.so", "not a library");
  const std::vector<std::string> named = {copy.so(), std::string(EVIL_DIR) + "/merlon-good.so",
                                          std::string(EVIL_DIR) + "/merlon-prints.json",
                                          copy.dir / "merlon-absent.so"};
  const PluginSet set = load_plugins(copy.dir, named, current_trust());
  REQUIRE(set.plugins.size() == 2);
  CHECK(set.plugins[0].id == "good");
  CHECK(set.plugins[1].id == "prints");
  REQUIRE(set.refusals.size() == 3);
  CHECK(set.refusals[0].plugin_id == "absent");
  CHECK(set.refusals[0].code == "E0403");
  CHECK(set.refusals[1].plugin_id == "good");
  CHECK(set.refusals[1].code == "E0414");
  CHECK(set.refusals[2].plugin_id == "orphan");
  CHECK(set.refusals[2].reason == "it has no manifest");
}

TEST_CASE("two plugins loaded one after the other are two") {
  const auto good = load_plugin(fs::path(EVIL_DIR) / "merlon-good.json", current_trust());
  const auto prints = load_plugin(fs::path(EVIL_DIR) / "merlon-prints.json", current_trust());
  REQUIRE(good);
  REQUIRE(prints);
  CHECK(good->table != prints->table);
  CHECK(std::string(good->table->id) == "good");
  CHECK(std::string(prints->table->id) == "prints");
}
