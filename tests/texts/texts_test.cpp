// What importers and emitters make, and what becomes of those that misbehave.
#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;

namespace {

std::string in(const TempDir& dir, const std::string& name) { return (dir / name).string(); }

std::vector<std::string> with(const std::string& plugin, std::vector<std::string> words) {
  words.insert(words.begin(), MERLON);
  words.insert(words.end(), {"--plugin", std::string(PLUGINS) + "/merlon-" + plugin + ".so"});
  return words;
}

Ran emit(const std::string& plugin, const std::string& emitter, const std::string& file) {
  return run(with(plugin, {"analyze", EXAMPLE, "-q", "--emit", emitter + "=" + file}));
}

}  // namespace

TEST_CASE("an emitter is given the result that --json writes, byte for byte") {
  const TempDir dir;
  const Ran ran = run(with("copies", {"analyze", EXAMPLE, "-q", "--json", dir / "a.json", "--emit", "whole-result=" + in(dir, "b.json")}));
  CHECK(ran.code == 0);
  CHECK(read(in(dir, "a.json")).size() > 1000);
  CHECK(read(in(dir, "a.json")) == read(in(dir, "b.json")));
}

TEST_CASE("the examples in the headers do what they say") {
  const TempDir dir;
  const Ran counted = run(with("examples", {"analyze", EXAMPLE, "-q", "--json", dir / "r.json", "--emit", "finding-count=-", "--emit", "finding-count<label=raised>=" + in(dir, "n")}));
  const auto result = nlohmann::json::parse(read(in(dir, "r.json")));
  const std::string raised = std::to_string(result.at("ledger").at("raised").get<int>());
  CHECK(counted.out == "findings " + raised + "\n");
  CHECK(read(in(dir, "n")) == "raised " + raised + "\n");

  write(dir / "stages.txt", "load collect\nfit train\n\nserve infer");
  const Ran made = run(with("examples", {"import", "stage-list<criticality=high>", dir / "stages.txt", "--out", dir / "p.toml"}));
  CHECK(made.err == "");
  CHECK(made.code == 0);
  const Ran checked = run({MERLON, "check", dir / "p.toml"});
  CHECK(checked.out == in(dir, "p.toml") + std::string(": 3 stages, 0 assets, 0 actors, 0 flows, 0 boundaries; 0 warnings\n"));
  const Ran analyzed = run({MERLON, "analyze", dir / "p.toml"});
  CHECK(analyzed.code == 0);
}

TEST_CASE("an import is the same bytes as what the importer made") {
  const TempDir dir;
  const Ran made = run(with("copies", {"import", "as-it-is", EXAMPLE}));
  CHECK(made.code == 0);
  CHECK(made.out == read(EXAMPLE));
}

TEST_CASE("what an emitter prints spoils no output") {
  const TempDir dir;
  const Ran ran = run(with("talks", {"analyze", EXAMPLE, "--json", "-", "--emit", "talks=" + in(dir, "out")}));
  CHECK(ran.code == 0);
  CHECK(ran.out.substr(0, 2) == "{\n");
  CHECK(nlohmann::json::accept(ran.out));
  CHECK(ran.err.find("look at me\n") != std::string::npos);
  CHECK(read(in(dir, "out")) == "quiet");
}

TEST_CASE("an option may be any text in quotes") {
  const TempDir dir;
  for (const std::string label : {"", " ", ";", "a => b", "<x>", "\xC3\xA9", "it's"}) {
    INFO(label);
    const Ran ran = run(with("examples", {"analyze", EXAMPLE, "-q", "--emit", "finding-count<label=\"" + label + "\">=-"}));
    CHECK(ran.code == 0);
    CHECK(ran.out.substr(0, ran.out.rfind(' ')) == label);
  }
  CHECK(run(with("examples", {"analyze", EXAMPLE, "-q", "--emit", "finding-count<label=\"x>=-"})).code == 2);
}

TEST_CASE("an import leaves what is there as it is") {
  const TempDir dir;
  write(in(dir, "old.toml"), "old");
  const Ran ran = run(with("copies", {"import", "as-it-is", EXAMPLE, "--out", in(dir, "old.toml")}));
  CHECK(ran.code == 2);
  CHECK(ran.err.find("merlon: `" + in(dir, "old.toml") + "` exists already and is left as it is\n") == 0);
  CHECK(read(in(dir, "old.toml")) == "old");
  CHECK(run(with("copies", {"import", "as-it-is", "-"})).err.find("merlon: `-` is no file") == 0);
  // Contradictions are found as `check` finds them.
  write(in(dir, "two.toml"), read(EXAMPLE) + "\n[[decision]]\nfinding = \"a@b\"\ntreatment = \"accept\"\nreason = \"x\"\nby = \"y\"\n"
                             "\n[[decision]]\nfinding = \"a@b\"\ntreatment = \"mitigate\"\nreason = \"x\"\nby = \"y\"\n");
  const Ran two = run(with("copies", {"import", "as-it-is", in(dir, "two.toml")}));
  CHECK(two.code == 3);
  CHECK(two.err.find("error[E0233]") != std::string::npos);
  CHECK(two.out == "");
}

TEST_CASE("no output is written over a plugin that is named") {
  for (const char* end : {".so", ".json"}) {
    const std::string file = std::string(PLUGINS) + "/merlon-copies" + end;
    const std::string before = read(file);
    const Ran ran = run(with("copies", {"analyze", EXAMPLE, "-q", "--emit", "whole-result=" + file}));
    CHECK(ran.code == 2);
    CHECK(ran.err == "merlon: `--emit` would write over a plugin that is named\n");
    CHECK(read(file) == before);
  }
}

TEST_CASE("an option that may come again takes one value, and what follows is the file") {
  const TempDir dir;
  const Ran ran = run({MERLON, "analyze", "--plugin", std::string(PLUGINS) + "/merlon-copies.so", "--emit", "whole-result=" + in(dir, "r"), EXAMPLE, "-q"});
  CHECK(ran.err == "");
  CHECK(ran.code == 0);
  CHECK(fs::exists(in(dir, "r")));
}

TEST_CASE("what fails writes nothing of its own, and all else") {
  const TempDir dir;
  for (const auto& [emitter, why] : {std::pair{"throws-late", "it threw something that is no std::exception"},
                                     {"wants-graph", "it gave a verdict, a fact or a price, which importers and emitters never do"},
                                     {"out-of-nothing", "it made an output of no bytes that has a length"},
                                     {"no-option", "the host refuses the option `colour`: there is no such thing"},
                                     {"half-way", "it ended with error 1"},
                                     {"too-much", "it made more than the 256 MiB that are taken"}}) {
    INFO(emitter);
    const Ran ran = run(with(emitter, {"analyze", EXAMPLE, "-q", "--json", dir / "r.json", "--emit", std::string(emitter) + "=" + in(dir, "out")}));
    CHECK(ran.err == "merlon: the emitter `" + std::string(emitter) + "` of the plugin `" + emitter + "` failed: " + why + "; `" + in(dir, "out") + "` is not written\n");
    CHECK(ran.code == 3);
    CHECK_FALSE(fs::exists(in(dir, "out")));
    CHECK(fs::exists(in(dir, "r.json")));
    fs::remove(in(dir, "r.json"));
  }
}

TEST_CASE("an importer that fails, or makes no description, writes nothing") {
  const TempDir dir;
  write(dir / "in", "x");
  const Ran failed = run(with("gives-up", {"import", "gives-up", dir / "in", "--out", dir / "p.toml"}));
  CHECK(failed.err == "merlon: the importer `gives-up` of the plugin `gives-up` can't read `" + in(dir, "in") + "`: the file is of another kind\n");
  CHECK(failed.code == 3);
  CHECK_FALSE(fs::exists(in(dir, "p.toml")));
  const Ran broken = run(with("no-description", {"import", "no-description", dir / "in", "--out", dir / "p.toml"}));
  CHECK(broken.err.find("error[E0") == 0);
  CHECK(broken.err.find("what no-description made of " + in(dir, "in") + ":") != std::string::npos);
  CHECK(broken.err.find("merlon: what the importer `no-description` of the plugin `no-description` made of `" + in(dir, "in") + "` is no description; nothing is written\n") != std::string::npos);
  CHECK(broken.code == 3);
  CHECK_FALSE(fs::exists(in(dir, "p.toml")));
}

TEST_CASE("what is named wrongly is told before anything runs") {
  const TempDir dir;
  const Ran unknown = emit("examples", "finding-cont", dir / "n");
  CHECK(unknown.code == 2);
  CHECK(unknown.err ==
        "error[E0807]: no emitter is called `finding-cont`\n"
        "  --> --emit:1:1\n"
        "  |\n"
        "1 | finding-cont\n"
        "  | ^^^^^^^^^^^^\n"
        "  = help: did you mean `finding-count`?\n\n");
  CHECK(emit("examples", "finding-count<labl=x>", dir / "n").err.find("error[E0804]: `finding-count` has no option `labl`") == 0);
  CHECK(emit("examples", "stage-list", dir / "n").err.find("error[E0807]: no emitter is called `stage-list`") == 0);
  CHECK(emit("examples", "finding-count<label=a,b>", in(dir, "n")).err ==
        "error[E0801]: this name with its options is not well formed: `,` stands where `;` or `>` should be\n"
        "  --> --emit:1:22\n"
        "  |\n"
        "1 | finding-count<label=a,b>\n"
        "  |                      ^\n"
        "  = help: it looks like `NAME` or `NAME<key=value;key=\"any text\">`\n\n");
  CHECK(run(with("examples", {"import", "stage-list(x)", EXAMPLE})).err.find("error[E0801]: this name with its options is not well formed: `(` stands where the end should be") == 0);
  const Ran nowhere = run(with("examples", {"analyze", EXAMPLE, "-q", "--emit", "finding-count"}));
  CHECK(nowhere.code == 2);
  CHECK(nowhere.err.find("merlon: `--emit finding-count` is not EMITTER=FILE\n") == 0);
  const Ran twice = run(with("examples", {"analyze", EXAMPLE, "-q", "--json", dir / "n", "--emit", "finding-count=" + in(dir, "n")}));
  CHECK(twice.err == "merlon: `--emit` and `--json` name the same place\n");
  const Ran over = run(with("examples", {"import", "stage-list", EXAMPLE, "--out", EXAMPLE}));
  CHECK(over.err == "merlon: `--out` would write over the file itself\n");
  const Ran none = run({MERLON, "import", "stage-list", EXAMPLE});
  CHECK(none.err.find("no loaded plugin has an importer; name one with `--plugin FILE`") != std::string::npos);
  CHECK_FALSE(fs::exists(in(dir, "n")));
}

TEST_CASE("emitters and importers that claim more are refused at loading") {
  const TempDir dir;
  for (const auto& [plugin, why] : {std::pair{"covers-too", "its pass `covers-too` is an emitter, and covers threats"},
                                    {"needs-too", "its pass `needs-too` is an importer, and needs analyses, which only analyzers and analyses do"}}) {
    INFO(plugin);
    const Ran ran = run(with(plugin, {"analyze", EXAMPLE, "-q"}));
    CHECK(ran.code == 3);
    CHECK(ran.err.find(std::string("error[E0413]: ") ) != std::string::npos);
    CHECK(ran.err.find(why) != std::string::npos);
  }
}

TEST_CASE("emitters and importers are listed, shown and explained") {
  const std::string listed = run(with("examples", {"analyze", "--print-passes"})).out;
  CHECK(listed.find("emitter   finding-count                    examples       the number of findings, as one line\n") != std::string::npos);
  CHECK(listed.find("scorer    plain-sum                        examples       events times cost, added up\n") != std::string::npos);
  CHECK(listed.find("importer  stage-list                       examples       one stage a line: its name and what it does\n") != std::string::npos);
  const std::string shown = run(with("examples", {"plugin", "show", "examples"})).out;
  CHECK(shown.find("  emitter finding-count: the number of findings, as one line\n    option label (any text; default findings): what stands before it\n") != std::string::npos);
  const std::string described = run({MERLON, "plugin", "describe", std::string(PLUGINS) + "/merlon-examples.so"}).out;
  CHECK(described.find("  emitter finding-count\n") != std::string::npos);
  CHECK(run(with("examples", {"explain", "stage-list"})).out.find("Used by: `merlon import stage-list FILE`\n") != std::string::npos);
}
