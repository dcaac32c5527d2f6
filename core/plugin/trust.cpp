#include "plugin/trust.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.hpp"

namespace merlon {
namespace {

std::optional<std::string> distrust_one(const std::string& path, bool is_file, const Trust& trust) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0)
    return fmt::format("`{}`: {}", printable(path), std::strerror(errno));
  if (is_file && !S_ISREG(info.st_mode))
    return fmt::format("`{}` is not a regular file", printable(path));
  if (!is_file && !S_ISDIR(info.st_mode))
    return fmt::format("`{}` is not a directory", printable(path));
  if (info.st_uid != 0 && info.st_uid != trust.user && info.st_uid != trust.executable_owner) {
    return fmt::format(
        "`{}` belongs to user {}, who is neither root nor you nor the owner of merlon",
        printable(path), info.st_uid);
  }
  if (!is_file && info.st_uid == 0 && (info.st_mode & S_ISVTX) != 0) return std::nullopt;
  if ((info.st_mode & S_IWOTH) != 0)
    return fmt::format("`{}` can be written by everybody", printable(path));
  if ((info.st_mode & S_IWGRP) != 0 && info.st_gid != 0 && info.st_gid != info.st_uid) {
    return fmt::format("`{}` can be written by group {}", printable(path), info.st_gid);
  }
  return std::nullopt;
}

}  // namespace

Trust current_trust() {
  Trust trust{::geteuid(), ::geteuid()};
  struct stat info {};
  if (::stat("/proc/self/exe", &info) == 0) trust.executable_owner = info.st_uid;
  return trust;
}

std::optional<std::string> distrust(const std::string& path, const Trust& trust) {
  if (auto why = distrust_one(path, true, trust)) return why;
  for (size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0;
       slash = path.rfind('/', slash - 1)) {
    if (auto why = distrust_one(path.substr(0, slash), false, trust)) return why;
  }
  return distrust_one("/", false, trust);
}

}  // namespace merlon
