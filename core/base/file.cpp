#include "base/file.hpp"

#include <cerrno>
#include <cctype>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace merlon {
namespace {

struct Descriptor {
  int fd;
  explicit Descriptor(int fd_in) : fd(fd_in) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

std::string reason() {
  std::string text = std::strerror(errno);
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

}  // namespace

tl::expected<std::string, std::string> read_file(const std::string& path, uint64_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.fd < 0) return tl::unexpected(reason());
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) return tl::unexpected(reason());
  if (S_ISDIR(info.st_mode)) return tl::unexpected(std::string("it is a directory"));
  if (!S_ISREG(info.st_mode)) return tl::unexpected(std::string("it is not a regular file"));
  const auto size = static_cast<uint64_t>(info.st_size);
  if (limit != 0 && size > limit) {
    return tl::unexpected(fmt::format("it has {} bytes, more than the limit of {}", size, limit));
  }
  std::string bytes(size, '\0');
  size_t got = 0;
  while (got < size) {
    const ssize_t n = ::read(file.fd, bytes.data() + got, size - got);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return tl::unexpected(reason());
    if (n == 0) break;
    got += static_cast<size_t>(n);
  }
  bytes.resize(got);
  return bytes;
}

tl::expected<void, std::string> write_file(const std::string& path, std::string_view bytes) {
  // /dev/stdout and other devices can't be renamed over; they are written as they are.
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode)) {
    if (S_ISDIR(info.st_mode)) return tl::unexpected(std::string("it is a directory"));
    const Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (device.fd < 0 || !write_all(device.fd, bytes)) return tl::unexpected(reason());
    return {};
  }
  std::string beside = path + ".XXXXXX";
  const Descriptor file(::mkstemp(beside.data()));
  if (file.fd < 0) return tl::unexpected(reason());
  const mode_t mask = ::umask(0);
  ::umask(mask);
  const bool written = ::fchmod(file.fd, 0666 & ~mask) == 0 && write_all(file.fd, bytes) &&
                       ::rename(beside.c_str(), path.c_str()) == 0;
  if (!written) {
    std::string why = reason();
    ::unlink(beside.c_str());
    return tl::unexpected(std::move(why));
  }
  return {};
}

}  // namespace merlon
