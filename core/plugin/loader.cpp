#include "plugin/loader.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "plugin/gate.hpp"
#include "plugin/note.hpp"
#include "plugin/table.hpp"

namespace merlon {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kPluginLimit = uint64_t{256} << 20;  // bytes

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

/// `merlon-data.json` and `merlon-data.so` are called `data` when nothing better is known.
std::string id_from(const fs::path& path) {
  std::string stem = path.stem().string();
  if (stem.starts_with("merlon-")) stem.erase(0, 7);
  return printable(stem);
}

Refusal refusal(const std::string& path, std::string code, std::string reason,
                std::string help = {}) {
  return {id_from(path), path, std::move(code), std::move(reason), std::move(help), {}, {}};
}

/// What errno means, as a part of a sentence.
std::string system_reason() {
  std::string text = std::strerror(errno);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::optional<std::string> canonical(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  if (!real) return std::nullopt;
  return std::string(real.get());
}

/// The bytes of a file that may be believed, read through the one descriptor that was checked;
/// E0405 or E0406 if not.
tl::expected<std::string, Refusal> read_trusted(const std::string& path, uint64_t limit,
                                                const Trust& trust) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.get() < 0) {
    const std::string why = errno == ELOOP ? "it is a symbolic link" : system_reason();
    return tl::unexpected(refusal(
        path, "E0405", fmt::format("its file `{}` can't be opened: {}", printable(path), why)));
  }
  if (auto why = distrust(path, trust)) {
    return tl::unexpected(
        refusal(path, "E0406", "it can't be trusted, because " + *why,
                "let only root or yourself own and write the file and the directories above it"));
  }
  struct stat opened {
  }, named{};
  if (::fstat(file.get(), &opened) != 0 || ::lstat(path.c_str(), &named) != 0 ||
      opened.st_dev != named.st_dev || opened.st_ino != named.st_ino) {
    return tl::unexpected(refusal(path, "E0406", "its file was exchanged while it was looked at"));
  }
  const auto size = static_cast<uint64_t>(opened.st_size);
  if (size > limit) {
    return tl::unexpected(
        refusal(path, "E0405",
                fmt::format("its file has {} bytes, more than the limit of {}", size, limit)));
  }
  std::string bytes(size, '\0');
  for (size_t got = 0; got < size;) {
    const ssize_t n = ::read(file.get(), bytes.data() + got, size - got);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return tl::unexpected(refusal(path, "E0405", "its file can't be read to its end"));
    got += static_cast<size_t>(n);
  }
  return bytes;
}

/// A descriptor of a copy of `bytes` that nobody can change any more, or -1.
int sealed_copy(const std::string& name, std::string_view bytes) {
#ifdef MFD_EXEC
  constexpr unsigned executable = MFD_EXEC;
#else
  constexpr unsigned executable = 0x0010U;  // since Linux 6.3; older kernels refuse it
#endif
  int fd = ::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING | executable);
  if (fd < 0 && errno == EINVAL) fd = ::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING);
  Descriptor copy(fd);
  if (copy.get() < 0) return -1;
  while (!bytes.empty()) {
    const ssize_t n = ::write(copy.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return -1;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  if (::fcntl(copy.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) !=
      0)
    return -1;
  return copy.release();
}

/// The passes as `--pass` of merlon-packc takes them.
std::string named(const std::vector<PassEntry>& passes) {
  std::string out;
  for (const PassEntry& p : passes) {
    out += fmt::format("{}`{}:{}{}{}`", out.empty() ? "" : ", ", p.kind, printable(p.id), p.covers.empty() ? "" : "=", printable(fmt::format("{}", fmt::join(p.covers, ","))));
  }
  return out.empty() ? "no pass" : out;
}

std::optional<std::string> differs_from_manifest(const Note& note, const Manifest& manifest) {
  if (note.id != manifest.id) return "its note and its manifest name different ids";
  if (note.version != manifest.version) return "its note and its manifest name different versions";
  if (note.abi_major != manifest.abi_major || note.abi_minor != manifest.abi_minor ||
      note.abi_hash != manifest.abi_hash) {
    return "its note and its manifest name different plugin interfaces";
  }
  if (note.passes != manifest.passes) return fmt::format("its notes name {}, and its manifest {}", named(note.passes), named(manifest.passes));
  return std::nullopt;
}

constexpr const char* kBuildAgain = "build the plugin again with merlon_add_plugin()";

/// Why a library, or its table, is refused.
struct Wrong {
  std::string code, reason;
};

tl::expected<const mrl_plugin*, Wrong> check_table(const mrl_plugin& table, const Note& note) {
  if (auto why = differs_from_note(table, note)) return tl::unexpected(Wrong{"E0412", *why});
  if (auto why = malformed(table, note)) return tl::unexpected(Wrong{"E0413", *why});
  return &table;
}

/// Loads a sealed copy into this process.
tl::expected<const mrl_plugin*, Wrong> open_here(int copy, const Note& note) {
  // glibc declares that dlopen never throws; a constructor of the library does, through it.
  void* (*volatile load)(const char*, int) = &::dlopen;
  void* library = nullptr;
  try {
    library = load(fmt::format("/proc/self/fd/{}", copy).c_str(), RTLD_NOW | RTLD_LOCAL);
  } catch (...) {
    return tl::unexpected(Wrong{"E0411", "it lets an exception out while it is loaded"});
  }
  if (library == nullptr) {
    const char* why = ::dlerror();
    return tl::unexpected(Wrong{"E0411", fmt::format("it can't be loaded: {}", printable(why == nullptr ? "no reason given" : why))});
  }
  const auto* table = static_cast<const mrl_plugin*>(::dlsym(library, "merlon_plugin"));
  if (table == nullptr) return tl::unexpected(Wrong{"E0412", "it does not export `merlon_plugin`"});
  return check_table(*table, note);
}

/// One plugin on its way in; each step either goes on or refuses with what is known by then.
class Loading {
 public:
  Loading(std::string path, const Trust& trust, const Isolation& isolation) : path_(std::move(path)), trust_(trust), isolation_(isolation) {}

  tl::expected<LoadedPlugin, Refusal> run() {
    if (auto refused = read_names()) return tl::unexpected(std::move(*refused));
    if (auto refused = read_library()) return tl::unexpected(std::move(*refused));
    const mrl_plugin* table = nullptr;
    if (auto refused = open_library(table)) return tl::unexpected(std::move(*refused));
    return LoadedPlugin{manifest_.id, manifest_.version, manifest_.digest, library_,
                        table,        manifest_.threats, isolation_.of(manifest_.id) != nullptr};
  }

 private:
  std::optional<Refusal> refuse(const std::string& path, std::string code, std::string reason,
                                std::string help = {}) {
    return with_names(refusal(path, std::move(code), std::move(reason), std::move(help)));
  }
  Refusal with_names(Refusal refused) {
    refused.plugin_id = manifest_.id.empty() ? id_from(path_) : manifest_.id;
    refused.threats = manifest_.threats;
    std::set<std::string> covers;
    for (const PassEntry& pass : manifest_.passes) {
      if (pass.kind == "analyzer") covers.insert(pass.covers.begin(), pass.covers.end());
    }
    for (const ThreatScope& threat : manifest_.threats) covers.erase(threat.id);
    refused.covers.assign(covers.begin(), covers.end());
    return refused;
  }

  std::optional<Refusal> read_names() {
    const auto real = canonical(path_);
    if (!real) {
      return refuse(path_, "E0403",
                    fmt::format("its manifest can't be opened: {}", system_reason()));
    }
    path_ = *real;
    const auto text = read_trusted(path_, kManifestLimit, trust_);
    if (!text) {
      Refusal refused = text.error();
      if (refused.code == "E0405") refused.code = "E0403";
      return with_names(std::move(refused));
    }
    ManifestReading reading = read_manifest(*text);
    manifest_ = std::move(reading.manifest);
    if (reading.errors.empty()) return std::nullopt;
    std::string all;
    for (const std::string& error : reading.errors) all += (all.empty() ? "" : "; ") + error;
    return refuse(path_, "E0404", "its manifest is wrong: " + all, kBuildAgain);
  }

  std::optional<Refusal> read_library() {
    library_ = fs::path(path_).parent_path() / manifest_.file;
    auto bytes = read_trusted(library_, kPluginLimit, trust_);
    if (!bytes) return with_names(std::move(bytes.error()));
    bytes_ = std::move(*bytes);
    const std::string digest = blake2b_256(bytes_);
    if (digest != manifest_.digest) {
      return refuse(
          library_, "E0407",
          fmt::format("its file has the digest {}..., and its manifest says {}...",
                      digest.substr(0, 16), manifest_.digest.substr(0, 16)),
          "the file was damaged or exchanged, or stripped after its build; install it again");
    }
    if (auto refused = differs_from_lock(digest)) return refused;
    auto note = read_note(bytes_);
    if (!note) return refuse(library_, "E0408", note.error(), kBuildAgain);
    note_ = std::move(*note);
    if (auto why = differs_from_manifest(note_, manifest_))
      return refuse(library_, "E0409", *why, kBuildAgain);
    if (auto why = gate(note_, host_abi())) {
      return refuse(library_, "E0410", *why, "build the plugin again with the SDK of this merlon");
    }
    return std::nullopt;
  }

  /// Before a byte of it runs.
  std::optional<Refusal> differs_from_lock(const std::string& digest) {
    if (trust_.pinned == nullptr) return std::nullopt;
    const auto locked = trust_.pinned->find(manifest_.id);
    const std::string help = "look at what changed; `merlon plugin lock` writes the lock anew";
    if (locked == trust_.pinned->end()) return refuse(library_, "E0415", "the lock does not name it", help);
    if (locked->second == digest) return std::nullopt;
    return refuse(library_, "E0415",
                  fmt::format("its file has the digest {}..., and the lock says {}...",
                              digest.substr(0, 16), locked->second.substr(0, 16)),
                  help);
  }

  std::optional<Refusal> open_library(const mrl_plugin*& table) {
    Descriptor copy(sealed_copy("merlon-" + manifest_.id, bytes_));
    if (copy.get() < 0) {
      return refuse(library_, "E0411",
                    fmt::format("it can't be copied into memory: {}", system_reason()));
    }
    bytes_ = {};
    // glibc knows a library by its name: the descriptor stays open, or its number would name the
    // next plugin too.
    const int library = copy.release();
    const WorkerLimits* apart = isolation_.of(manifest_.id);
    auto opened = apart == nullptr ? open_here(library, note_) : open_apart(library, *apart);
    if (!opened) {
      const auto& [code, reason] = opened.error();
      return refuse(library_, code, reason, code == "E0412" ? kBuildAgain : "");
    }
    table = *opened;
    return std::nullopt;
  }

  /// The same, and the same checks, in a worker; then those of what it told.
  tl::expected<const mrl_plugin*, Wrong> open_apart(int library, const WorkerLimits& limits) {
    const auto table = load_apart(manifest_.id, library, limits, [library, note = note_] {
      auto opened = open_here(library, note);
      if (!opened) throw std::runtime_error(opened.error().code + opened.error().reason);
      return *opened;
    });
    if (table) return check_table(**table, note_);
    const std::string& why = table.error();
    const bool coded = why.starts_with("E0411") || why.starts_with("E0412") || why.starts_with("E0413");
    return tl::unexpected(Wrong{coded ? why.substr(0, 5) : "E0411", coded ? why.substr(5) : why});
  }

  std::string path_;
  Trust trust_;
  const Isolation& isolation_;
  std::string library_, bytes_;
  Manifest manifest_;
  Note note_;
};

/// The manifest of a plugin that was named by its .so, or by the manifest itself.
std::string manifest_of(const std::string& file) {
  fs::path path(file);
  return path.extension() == ".json" ? file : path.replace_extension(".json").string();
}

/// Why `candidate` can't stand beside those that are loaded: its id, or the id of one of its
/// passes, is taken.
std::optional<std::string> collision(const PluginSet& set, const LoadedPlugin& candidate) {
  for (const LoadedPlugin& plugin : set.plugins) {
    if (plugin.id == candidate.id) {
      return fmt::format("another plugin with this id is loaded already, from `{}`",
                         printable(plugin.path));
    }
    const mrl_pass* const* theirs = plugin.table->passes;
    for (; theirs != nullptr && *theirs != nullptr; ++theirs) {
      const mrl_pass* const* own = candidate.table->passes;
      for (; own != nullptr && *own != nullptr; ++own) {
        if (std::string_view((*own)->id) == (*theirs)->id) {
          return fmt::format("plugin `{}` has a pass called `{}` too", plugin.id, (*own)->id);
        }
      }
    }
  }
  return std::nullopt;
}

void add(PluginSet& set, std::set<std::string>& seen, const std::string& manifest,
         const Trust& trust, const Isolation& isolation) {
  if (!seen.insert(canonical(manifest).value_or(manifest)).second) return;
  auto loaded = load_plugin(manifest, trust, isolation);
  if (!loaded) {
    set.refusals.push_back(std::move(loaded.error()));
    return;
  }
  const auto reason = collision(set, *loaded);
  if (!reason) {
    set.plugins.push_back(std::move(*loaded));
    return;
  }
  Refusal refused = refusal(loaded->path, "E0414", *reason, "name or install only one of them");
  refused.plugin_id = loaded->id;
  refused.threats = loaded->threats;
  set.refusals.push_back(std::move(refused));
}

}  // namespace

Discovery discover(const std::string& directory) {
  Discovery found;
  std::error_code error;
  std::vector<fs::path> libraries;
  std::set<std::string> manifests;
  fs::directory_iterator entries(directory, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path path = entries->path();
    const std::string name = path.filename().string();
    if (path.extension() == ".so") libraries.push_back(path);
    if (path.extension() == ".json" && name.starts_with("merlon-")) manifests.insert(path.string());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    found.refusals.push_back(
        refusal(directory, "E0401",
                fmt::format("the directory of plugins can't be read: {}", error.message())));
    return found;
  }
  found.manifests.assign(manifests.begin(), manifests.end());
  std::sort(libraries.begin(), libraries.end());
  for (const fs::path& path : libraries) {
    if (manifests.contains(fs::path(path).replace_extension(".json").string())) continue;
    found.refusals.push_back(
        refusal(path.string(), "E0402", "it has no manifest",
                "every plugin needs the `.json` of the same name that its build wrote beside it"));
  }
  return found;
}

tl::expected<LoadedPlugin, Refusal> load_plugin(const std::string& manifest_path,
                                                const Trust& trust, const Isolation& isolation) {
  return Loading(manifest_path, trust, isolation).run();
}

PluginSet load_plugins(const std::string& directory, std::span<const std::string> files,
                       const Trust& trust, const Isolation& isolation) {
  PluginSet set;
  std::set<std::string> seen;
  if (!directory.empty()) {
    Discovery found = discover(directory);
    set.refusals = std::move(found.refusals);
    for (const std::string& manifest : found.manifests) add(set, seen, manifest, trust, isolation);
  }
  for (const std::string& file : files) {
    const std::string manifest = manifest_of(file);
    std::error_code error;
    if (fs::exists(file, error) && !fs::exists(manifest, error)) {
      set.refusals.push_back(
          refusal(file, "E0402", "it has no manifest",
                  fmt::format("its build wrote one; it belongs at `{}`", printable(manifest))));
      continue;
    }
    add(set, seen, manifest, trust, isolation);
  }
  std::sort(set.plugins.begin(), set.plugins.end(),
            [](const LoadedPlugin& a, const LoadedPlugin& b) { return a.id < b.id; });
  std::sort(set.refusals.begin(), set.refusals.end(), [](const Refusal& a, const Refusal& b) {
    return std::tie(a.plugin_id, a.path) < std::tie(b.plugin_id, b.path);
  });
  return set;
}

std::vector<std::string> ids_of_plugins(const std::string& directory, std::span<const std::string> files) {
  std::vector<std::string> manifests, ids;
  if (!directory.empty()) manifests = discover(directory).manifests;
  for (const std::string& file : files) manifests.push_back(manifest_of(file));
  for (const std::string& path : manifests) {
    const auto text = read_file(path, kManifestLimit);
    const std::string id = text ? read_manifest(*text).manifest.id : "";
    ids.push_back(id.empty() ? id_from(path) : id);
  }
  return ids;
}

std::string bundled_directory() {
  const auto executable = canonical("/proc/self/exe");
  if (!executable) return {};
  return fs::path(*executable).parent_path().parent_path() / "lib/merlon/plugins";
}

Diagnostic to_diagnostic(const Refusal& refusal, Span span) {
  std::vector<std::string> lost;
  for (const ThreatScope& threat : refusal.threats) lost.push_back(threat.id);
  lost.insert(lost.end(), refusal.covers.begin(), refusal.covers.end());
  std::string help = refusal.help;
  if (!lost.empty()) {
    help += fmt::format("{}not analysed without it: {}", help.empty() ? "" : "; ", listed(lost));
  }
  return {Severity::error,
          refusal.code,
          fmt::format("plugin `{}` is refused: {}", refusal.plugin_id, refusal.reason),
          span,
          "",
          std::move(help)};
}

}  // namespace merlon
