#include "base/file.hpp"

#include <cerrno>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

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

// False, with errno of the first piece that could not be written.
bool write_pieces(int fd, const Pieces& pieces) {
  bool good = true;
  int why = 0;
  pieces([&](std::string_view piece) {
    if (good && !write_all(fd, piece)) good = false, why = errno;
  });
  errno = why;
  return good;
}

// Files that lie beside their places; those that were not renamed go.
struct Staging {
  struct Staged {
    std::string beside, path;
  };
  std::vector<Staged> staged;
  std::vector<const FileContent*> devices;

  Staging() = default;
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    for (const Staged& s : staged) {
      if (!s.beside.empty()) ::unlink(s.beside.c_str());
    }
  }

  // False, with errno, when it can't be written.
  bool add(const FileContent& file) {
    std::string beside = file.path + ".XXXXXX";
    const Descriptor out(::mkstemp(beside.data()));
    if (out.fd < 0) return false;
    staged.push_back({beside, file.path});
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return ::fchmod(out.fd, 0666 & ~mask) == 0 && write_pieces(out.fd, file.pieces);
  }
};

// A file beside its later place; gone with this object, whatever else it is called by then.
struct Beside {
  std::string path;
  Descriptor out;

  explicit Beside(const std::string& place) : path(place + ".XXXXXX"), out(::mkstemp(path.data())) {}
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (out.fd >= 0) ::unlink(path.c_str());
  }

  // False, with errno.
  bool fill(std::string_view bytes, mode_t rights) const {
    return ::fchmod(out.fd, rights) == 0 && write_all(out.fd, bytes) && ::fsync(out.fd) == 0;
  }
};

tl::expected<void, std::string> create_file(const std::string& path, std::string_view bytes) {
  const Beside beside(path);
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (beside.out.fd < 0 || !beside.fill(bytes, 0666 & ~mask)) return tl::unexpected(reason());
  if (::link(beside.path.c_str(), path.c_str()) != 0) return tl::unexpected(reason());  // unlike a rename it replaces nothing
  return {};
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
  const FileContent one{path, [&](const auto& take) { take(bytes); }};
  auto done = write_files({&one, 1});
  if (!done) return tl::unexpected(std::move(done.error().reason));
  return {};
}

tl::expected<void, NotWritten> write_files(std::span<const FileContent> files) {
  Staging staging;
  for (const FileContent& file : files) {
    struct stat info {};
    const bool special = ::stat(file.path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
    if (special && S_ISDIR(info.st_mode)) return tl::unexpected(NotWritten{file.path, "it is a directory"});
    if (!special && !staging.add(file)) return tl::unexpected(NotWritten{file.path, reason()});
    if (special) staging.devices.push_back(&file);
  }
  for (Staging::Staged& s : staging.staged) {
    if (::rename(s.beside.c_str(), s.path.c_str()) != 0) return tl::unexpected(NotWritten{s.path, reason()});
    s.beside.clear();
  }
  for (const FileContent* file : staging.devices) {
    const Descriptor device(::open(file->path.c_str(), O_WRONLY | O_CLOEXEC));
    if (device.fd < 0 || !write_pieces(device.fd, file->pieces)) return tl::unexpected(NotWritten{file->path, reason()});
  }
  return {};
}

tl::expected<void, std::string> replace_file(const std::string& path, std::optional<std::string_view> before,
                                             std::string_view after) {
  if (!before) return create_file(path, after);
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  struct stat info {};
  if (!real || ::stat(real.get(), &info) != 0 || ::access(real.get(), W_OK) != 0) return tl::unexpected(reason());
  const std::string target = real.get();
  const Beside beside(target);
  if (beside.out.fd < 0) return tl::unexpected(reason());
  struct stat made {};
  if (::fstat(beside.out.fd, &made) != 0) return tl::unexpected(reason());
  const bool same_owner = made.st_uid == info.st_uid && made.st_gid == info.st_gid;
  if (!same_owner && ::fchown(beside.out.fd, info.st_uid, info.st_gid) != 0) {
    return tl::unexpected(std::string("its owner can't be kept: ") + reason());
  }
  if (!beside.fill(after, info.st_mode & 07777)) return tl::unexpected(reason());
  const auto now = read_file(target);
  if (!now) return tl::unexpected(now.error());
  if (*now != *before) return tl::unexpected(std::string("it was changed by somebody else in the meantime"));
  if (::rename(beside.path.c_str(), target.c_str()) != 0) return tl::unexpected(reason());
  return {};
}

}  // namespace merlon
