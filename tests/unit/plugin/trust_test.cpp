#include "plugin/trust.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "catch.hpp"

using namespace merlon;
namespace fs = std::filesystem;

namespace {

/// A directory of our own below /tmp, which is root's and sticky.
struct Place {
  fs::path dir;
  Place() {
    std::string name = "/tmp/merlon-trust-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    dir = fs::canonical(name);
    fs::create_directory(dir / "inner");
    std::ofstream(dir / "inner" / "file") << "x";
    set("", 0755);
    set("inner", 0755);
    set("inner/file", 0644);
  }
  ~Place() { fs::remove_all(dir); }
  void set(const char* name, mode_t mode) const {
    REQUIRE(::chmod((dir / name).c_str(), mode) == 0);
  }
  std::string why() const { return distrust(dir / "inner" / "file", current_trust()).value_or(""); }
};

}  // namespace

TEST_CASE("whose files are believed", "[plugin][trust]") {
  const Place place;
  const std::string dir = place.dir.string();
  CHECK(place.why() == "");
  SECTION("a file that everybody can write") {
    place.set("inner/file", 0646);
    CHECK(place.why() == "`" + dir + "/inner/file` can be written by everybody");
  }
  SECTION("a parent that everybody can write") {
    place.set("", 0777);
    CHECK(place.why() == "`" + dir + "` can be written by everybody");
  }
  SECTION("a private group may write") {
    place.set("inner", 0775);
    const bool is_private = ::getegid() == 0 || ::getegid() == ::geteuid();
    CHECK((place.why() == "") == is_private);
  }
  SECTION("a directory or a link is no file") {
    CHECK(distrust(place.dir / "inner", current_trust()) ==
          "`" + dir + "/inner` is not a regular file");
    fs::create_symlink("file", place.dir / "inner" / "link");
    CHECK(distrust(place.dir / "inner" / "link", current_trust()) ==
          "`" + dir + "/inner/link` is not a regular file");
  }
  SECTION("somebody else's file") {
    if (::geteuid() != 0) return;
    REQUIRE(::chown((place.dir / "inner" / "file").c_str(), 12345, 12345) == 0);
    CHECK(place.why() == "`" + dir +
                             "/inner/file` belongs to user 12345, who is neither root nor you nor "
                             "the owner of merlon");
    CHECK(distrust(place.dir / "inner" / "file", {0, 12345}) == std::nullopt);
  }
}
