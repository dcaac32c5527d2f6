// Runs programs and keeps files, for tests that look at the executable from outside.
#pragma once

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace outside {

namespace fs = std::filesystem;

struct Ran {
  int code = -1;   ///< exit code; -1 when a signal ended it
  int signal = 0;
  std::string out, err;
};

inline std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("can't read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  if (!(out << text).flush()) throw std::runtime_error("can't write " + path.string());
}

/// A directory of its own, which goes when the test is over.
class TempDir {
 public:
  TempDir() {
    std::string name = (fs::canonical(fs::temp_directory_path()) / "merlon-border-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("can't make " + name);
    path_ = name;
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  fs::path operator/(const std::string& name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Runs `arguments` to the end with `settings` (`NAME=value`) added to the environment.
inline Ran run(const std::vector<std::string>& arguments, const std::vector<std::string>& settings = {}) {
  std::array<std::array<int, 2>, 2> pipes{};
  for (auto& p : pipes) {
    if (::pipe2(p.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
  std::vector<char*> argv;
  for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("no fork");
  if (child == 0) {
    for (const std::string& s : settings) ::putenv(const_cast<char*>(s.c_str()));
    const int nothing = ::open("/dev/null", O_RDONLY);
    ::dup2(nothing, 0);
    ::dup2(pipes[0][1], 1);
    ::dup2(pipes[1][1], 2);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  Ran ran;
  std::array<std::string*, 2> into = {&ran.out, &ran.err};
  std::array<pollfd, 2> polled{};
  for (size_t i = 0; i < 2; ++i) {
    ::close(pipes[i][1]);
    polled[i] = {pipes[i][0], POLLIN, 0};
  }
  while (polled[0].fd >= 0 || polled[1].fd >= 0) {
    ::poll(polled.data(), polled.size(), -1);
    for (size_t i = 0; i < 2; ++i) {
      if (polled[i].fd < 0 || polled[i].revents == 0) continue;
      std::array<char, 65536> buffer;
      const ssize_t n = ::read(polled[i].fd, buffer.data(), buffer.size());
      if (n > 0) into[i]->append(buffer.data(), static_cast<size_t>(n));
      if (n <= 0) {
        ::close(polled[i].fd);
        polled[i].fd = -1;
      }
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status)) ran.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ran.signal = WTERMSIG(status);
  return ran;
}

}  // namespace outside
