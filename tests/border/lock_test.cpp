// `merlon plugin lock` and `--locked`: what is not as the lock says never runs.
#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;

namespace {

const std::string kTrap = std::string(TRAP) + ".so";

Ran merlon(std::vector<std::string> words, const std::vector<std::string>& settings = {}) {
  words.insert(words.begin(), MERLON);
  return run(words, settings);
}

std::string in(const TempDir& dir, const std::string& name) { return (dir / name).string(); }

// The text with the first hexadecimal digit behind `before` turned into another.
std::string with_other_digest(std::string text, const std::string& before) {
  const size_t at = text.find("digest = \"", text.find(before)) + 10;
  text[at] = text[at] == '0' ? '1' : '0';
  return text;
}

std::string pack(const TempDir& dir, const std::string& story) {
  fs::create_directories(dir / "acme/vocabulary");
  write(dir / "acme/pack.toml", "id = \"acme\"\nversion = \"1.0.0\"\n");
  write(dir / "acme/vocabulary/acme.toml", "[fact.signed]\non = [\"stage\"]\ntype = \"bool\"\nquestion = \"Signed?\"\nwhy = \"" + story + "\"\n");
  return in(dir, "acme");
}

}  // namespace

TEST_CASE("a run that is as the lock says is as it was") {
  const TempDir dir;
  const std::string acme = pack(dir, "A reason.");
  const Ran locked = merlon({"plugin", "lock", "--out", in(dir, "a.lock"), "--pack", acme, "--plugin", kTrap});
  CHECK(locked.code == 0);
  CHECK(locked.out == in(dir, "a.lock") + " names 10 plugins and the packs beside them\n");
  const Ran again = merlon({"plugin", "lock", "--out", "-", "--pack", acme, "--plugin", kTrap});
  CHECK(again.out == read(dir / "a.lock"));
  const Ran free = merlon({"analyze", MERLON_EXAMPLE, "--pack", acme});
  const Ran relocked = merlon({"plugin", "lock", "--out", in(dir, "b.lock"), "--pack", acme});
  REQUIRE(relocked.code == 0);
  const Ran held = merlon({"analyze", MERLON_EXAMPLE, "--pack", acme, "--locked", in(dir, "b.lock")});
  CHECK(held.code == 0);
  CHECK(held.out == free.out);
}

TEST_CASE("a plugin that the lock does not name, or with another digest, never runs") {
  const TempDir dir;
  const std::vector<std::string> mark = {"MERLON_TEST_TRAP=" + in(dir, "mark")};
  REQUIRE(merlon({"plugin", "lock", "--out", in(dir, "without.lock")}).code == 0);
  REQUIRE(merlon({"plugin", "lock", "--out", in(dir, "with.lock"), "--plugin", kTrap}).code == 0);
  write(dir / "other.lock", with_other_digest(read(dir / "with.lock"), "trap = "));
  const Ran unnamed = merlon({"analyze", MERLON_EXAMPLE, "-q", "--plugin", kTrap, "--locked", in(dir, "without.lock")}, mark);
  const Ran other = merlon({"analyze", MERLON_EXAMPLE, "-q", "--plugin", kTrap, "--locked", in(dir, "other.lock")}, mark);
  CHECK_FALSE(fs::exists(dir / "mark"));
  const Ran same = merlon({"check", MERLON_EXAMPLE, "--plugin", kTrap, "--locked", in(dir, "with.lock")}, mark);
  CHECK(fs::exists(dir / "mark"));
  CHECK(unnamed.code == 2);
  CHECK(unnamed.err.find("error[E0415]: plugin `trap` is refused: the lock does not name it\n") == 0);
  CHECK(other.code == 2);
  CHECK(other.err.find("error[E0415]: plugin `trap` is refused: its file has the digest ") == 0);
  CHECK(other.err.find("E0809") == std::string::npos);
}

TEST_CASE("a pack that changed, is missing or is new is told, all of them") {
  const TempDir dir;
  const std::string acme = pack(dir, "A reason.");
  REQUIRE(merlon({"plugin", "lock", "--out", in(dir, "a.lock"), "--pack", acme}).code == 0);
  REQUIRE(merlon({"plugin", "lock", "--out", in(dir, "b.lock")}).code == 0);
  pack(dir, "Another reason.");
  const Ran changed = merlon({"analyze", MERLON_EXAMPLE, "-q", "--pack", acme, "--locked", in(dir, "a.lock"), "--json", in(dir, "r.json")});
  CHECK(changed.code == 2);
  CHECK(changed.err.find("error[E0809]: the pack `acme` has the digest ") == 0);
  CHECK_FALSE(fs::exists(dir / "r.json"));
  const Ran missing = merlon({"analyze", MERLON_EXAMPLE, "-q", "--locked", in(dir, "a.lock")});
  CHECK(missing.code == 2);
  CHECK(missing.err.find("error[E0809]: the lock names the pack `acme`, which is not loaded\n") == 0);
  const Ran fresh = merlon({"check", MERLON_EXAMPLE, "--pack", acme, "--locked", in(dir, "b.lock")});
  CHECK(fresh.code == 2);
  CHECK(fresh.err.find("error[E0809]: the lock does not name the pack `acme`\n") == 0);
  write(dir / "core.lock", with_other_digest(read(dir / "b.lock"), "core = "));
  CHECK(merlon({"check", MERLON_EXAMPLE, "--locked", in(dir, "core.lock")}).err.find("error[E0809]: the pack `core` has the digest ") == 0);
}

TEST_CASE("what is no lock is told, and nothing runs") {
  const TempDir dir;
  const auto said = [&](const std::string& text) {
    write(dir / "x.lock", text);
    const Ran ran = merlon({"check", MERLON_EXAMPLE, "--locked", in(dir, "x.lock")});
    CHECK(ran.code == 2);
    CHECK(ran.out == "");
    return ran.err.substr(0, ran.err.find('\n'));
  };
  CHECK(said("") == "error[E0808]: this is no lock of format 1");
  CHECK(said("format = 2\n") == "error[E0808]: this is no lock of format 1");
  CHECK(said("format = 1\nplugins = 3\n") == "error[E0808]: a lock has no `plugins`");
  CHECK(said("format = 1\n[plugin]\ndata = \"x\"\n") == "error[E0808]: `data` has no digest of 64 hexadecimal digits");
  CHECK(said("format = \n").find("error[E0") == 0);
  const Ran nowhere = merlon({"check", MERLON_EXAMPLE, "--locked", in(dir, "none.lock")});
  CHECK(nowhere.code == 2);
  CHECK(nowhere.err.find("error[E0604]: ") == 0);
}

TEST_CASE("a run with a hole gets no lock") {
  const TempDir dir;
  fs::create_directories(dir / "broken");
  write(dir / "broken/pack.toml", "id = 3\n");
  const Ran ran = merlon({"plugin", "lock", "--out", in(dir, "x.lock"), "--pack", in(dir, "broken")});
  CHECK(ran.code == 3);
  CHECK_FALSE(fs::exists(dir / "x.lock"));
}
