#include "serve/watched_files.hpp"

#include <sys/stat.h>

#include <utility>

#include <fmt/format.h>

namespace merlon {

WatchedFiles::WatchedFiles(std::vector<std::string> paths) : paths_(std::move(paths)), seen_(look()) {}

bool WatchedFiles::changed() {
  std::vector<std::string> now = look();
  const bool different = now != seen_;
  seen_ = std::move(now);
  return different;
}

// Inode, size and time: editors replace files as often as they write them.
std::vector<std::string> WatchedFiles::look() const {
  std::vector<std::string> out;
  for (const std::string& path : paths_) {
    struct stat s {};
    if (::stat(path.c_str(), &s) != 0) out.emplace_back();
    else out.push_back(fmt::format("{} {} {}.{:09}", s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec));
  }
  return out;
}

}  // namespace merlon
