#include "serve/watched_files.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
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

namespace {

// Inode, size and time: editors replace files as often as they write them.
std::string mark_of(const std::string& path) {
  struct stat s {};
  if (::stat(path.c_str(), &s) != 0) return path + " is not there";
  return fmt::format("{} {} {} {}.{:09}", path, s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
}

}  // namespace

std::vector<std::string> WatchedFiles::look() const {
  std::vector<std::string> out;
  for (const std::string& path : paths_) {
    out.push_back(mark_of(path));
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator it(path, std::filesystem::directory_options::skip_permission_denied, error), end; !error && it != end; it.increment(error)) out.push_back(mark_of(it->path().string()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace merlon
