// Whole files: read or a reason, written all or not at all.
#include "base/file.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catch.hpp"

namespace merlon {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for a case, gone afterwards.
struct Folder {
  std::string path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "merlon-file-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const char* name) const { return path + "/" + name; }
  /// Names of what is in it.
  std::vector<std::string> list() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path)) names.push_back(entry.path().filename().string());
    return names;
  }
};

std::string read_error(const std::string& path, uint64_t limit = 0) {
  const auto text = read_file(path, limit);
  return text ? "read: " + *text : text.error();
}

std::string write_error(const std::string& path, std::string_view bytes) {
  const auto done = write_file(path, bytes);
  return done ? "written" : done.error();
}

TEST_CASE("what is written is read again") {
  const Folder folder;
  const std::string bytes("a\0b\nc\xff", 6);
  REQUIRE(write_error(folder / "a", bytes) == "written");
  CHECK(read_file(folder / "a").value() == bytes);
  REQUIRE(write_error(folder / "a", "") == "written");
  CHECK(read_file(folder / "a").value() == "");
  CHECK(folder.list() == std::vector<std::string>{"a"});
}

TEST_CASE("a file is replaced and not written into") {
  const Folder folder;
  REQUIRE(write_error(folder / "a", "old") == "written");
  fs::create_hard_link(folder / "a", folder / "b");
  REQUIRE(write_error(folder / "a", "new") == "written");
  CHECK(read_file(folder / "a").value() == "new");
  CHECK(read_file(folder / "b").value() == "old");
}

TEST_CASE("a new file has the rights that the mask leaves") {
  const Folder folder;
  const mode_t before = ::umask(027);
  const std::string done = write_error(folder / "a", "x");
  ::umask(before);
  REQUIRE(done == "written");
  struct stat info {};
  REQUIRE(::stat((folder / "a").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0640);
}

TEST_CASE("reasons why a file can't be read") {
  const Folder folder;
  CHECK(read_error(folder / "none") == "no such file or directory");
  CHECK(read_error(folder.path) == "it is a directory");
  CHECK(read_error("/dev/null") == "it is not a regular file");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(read_error(folder / "pipe") == "it is not a regular file");  // and it does not wait for a writer
}

TEST_CASE("a file of the limit is read and one byte more is not") {
  const Folder folder;
  REQUIRE(write_error(folder / "a", "12345") == "written");
  CHECK(read_error(folder / "a", 5) == "read: 12345");
  CHECK(read_error(folder / "a", 4) == "it has 5 bytes, more than the limit of 4");
}

TEST_CASE("reasons why a file can't be written") {
  const Folder folder;
  CHECK(write_error(folder / "none/a", "x") == "no such file or directory");
  CHECK(write_error(folder.path, "x") == "it is a directory");
  REQUIRE(write_error(folder / "a", "x") == "written");
  CHECK(write_error(folder / "a/b", "x") == "not a directory");
  CHECK(write_error("/dev/full", "x") == "no space left on device");
  CHECK(write_error("/dev/null", "x") == "written");
  CHECK(folder.list() == std::vector<std::string>{"a"});
}

TEST_CASE("a write that fails leaves everything as it was") {
  const Folder folder;
  REQUIRE(write_error(folder / "a", "old") == "written");
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit small{16, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string done = write_error(folder / "a", std::string(100, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(done == "file too large");
  CHECK(read_file(folder / "a").value() == "old");
  CHECK(folder.list() == std::vector<std::string>{"a"});
}

std::string replaced(const std::string& path, std::optional<std::string_view> before, std::string_view after) {
  const auto done = replace_file(path, before, after);
  return done ? "replaced" : done.error();
}

TEST_CASE("a replaced file keeps its rights, and a link stays a link") {
  const Folder folder;
  fs::create_directory(folder / "far");
  REQUIRE(write_error(folder / "far/a", "old") == "written");
  REQUIRE(::chmod((folder / "far/a").c_str(), 0604) == 0);
  fs::create_symlink("far/a", folder / "link");
  fs::create_symlink("link", folder / "again");
  REQUIRE(replaced(folder / "again", "old", "new") == "replaced");
  CHECK(read_file(folder / "far/a").value() == "new");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::read_symlink(folder / "again") == "link");
  struct stat info {};
  REQUIRE(::stat((folder / "far/a").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0604);
  CHECK(folder.list().size() == 3);
  CHECK(std::distance(fs::directory_iterator(folder / "far"), {}) == 1);
}

TEST_CASE("a file is not replaced when it is another one by now") {
  const Folder folder;
  REQUIRE(write_error(folder / "a", "newer") == "written");
  CHECK(replaced(folder / "a", "old", "new") == "it was changed by somebody else in the meantime");
  CHECK(read_file(folder / "a").value() == "newer");
  CHECK(replaced(folder / "a", std::nullopt, "new") == "file exists");
  CHECK(replaced(folder / "none", "old", "new") == "no such file or directory");
  CHECK(folder.list() == std::vector<std::string>{"a"});
  REQUIRE(replaced(folder / "b", std::nullopt, "new") == "replaced");
  CHECK(read_file(folder / "b").value() == "new");
  CHECK(folder.list().size() == 2);
}

TEST_CASE("a replacement that fails leaves the file as it was") {
  const Folder folder;
  REQUIRE(write_error(folder / "a", "old") == "written");
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit small{16, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string done = replaced(folder / "a", "old", std::string(100, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK(done == "file too large");
  CHECK(read_file(folder / "a").value() == "old");
  CHECK(folder.list() == std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace merlon
