// What a plugin shows of itself to a linker, and that looking at plugins runs none of their code.
#include <algorithm>
#include <map>
#include <sstream>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;

namespace {

std::vector<fs::path> libraries(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".so") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Symbols {
  std::vector<std::string> exported, missing;
};

Symbols symbols(const fs::path& library) {
  const Ran ran = run({"nm", "-D", "-P", library}, {"LC_ALL=C"});
  REQUIRE(ran.code == 0);
  Symbols out;
  std::istringstream lines(ran.out);
  std::string line, name, type;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    words >> name >> type;
    const bool undefined = type == "U" || type == "w" || type == "v";
    (undefined ? out.missing : out.exported).push_back(name);
  }
  return out;
}

bool is_ours(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name.find("merlon") != std::string::npos || name.starts_with("mrl") || name.find("3mrl") != std::string::npos;
}

// An installation of its own whose plugins are the trap alone.
struct Trapped {
  TempDir dir;
  fs::path merlon = dir / "bin/merlon", plugin = dir / "lib/merlon/plugins/merlon-trap.so", mark = dir / "mark";
  Trapped() {
    fs::create_directories(merlon.parent_path());
    fs::create_directories(plugin.parent_path());
    fs::copy_file(MERLON, merlon);
    for (const char* end : {".so", ".json"}) {
      const fs::path to = fs::path(plugin).replace_extension(end);
      fs::copy_file(std::string(TRAP) + end, to);
      fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write);
    }
  }
  // What the dynamic linker says that it opened.
  Ran traced(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), merlon);
    return run(arguments, {"LD_DEBUG=files", "MERLON_TEST_TRAP=" + mark.string()});
  }
};

}  // namespace

TEST_CASE("border/a bundled plugin exports one symbol and needs none of merlon") {
  const auto list = libraries(MERLON_PLUGINS);
  CHECK(list.size() == 9);
  for (const fs::path& library : list) {
    INFO(library);
    const Symbols found = symbols(library);
    CHECK(found.exported == std::vector<std::string>{"merlon_plugin"});
    CHECK_FALSE(found.missing.empty());  // of the C library: nm was read rightly
    CHECK(std::none_of(found.missing.begin(), found.missing.end(), is_ours));
  }
  WARN("nm -D: " << list.size() << " plugins export `merlon_plugin` alone and import nothing of merlon");
}

TEST_CASE("border/list and describe open no plugin") {
  const Trapped trapped;
  const std::vector<std::vector<std::string>> looks = {{"plugin", "list"},
                                                       {"plugin", "list", "--digests"},
                                                       {"plugin", "describe", trapped.plugin},
                                                       {"version"},
                                                       {"--help"}};
  for (const auto& look : looks) {
    const Ran ran = trapped.traced(look);
    INFO(look[0] << " " << look.back());
    CHECK(ran.code == 0);
    CHECK(ran.err.find("calling init") != std::string::npos);  // LD_DEBUG speaks
    CHECK(ran.err.find("merlon-trap") == std::string::npos);
    CHECK(ran.err.find("/proc/self/fd/") == std::string::npos);
    CHECK(ran.err.find("opened with dlopen") == std::string::npos);
    CHECK(ran.err.find("dynamically loaded by") == std::string::npos);
    CHECK_FALSE(fs::exists(trapped.mark));
  }
  CHECK(trapped.traced({"plugin", "list"}).out.find("trap") != std::string::npos);
  CHECK(trapped.traced({"plugin", "describe", trapped.plugin}).out.find("trap 1.0.0") == 0);

  // The trap works, and LD_DEBUG shows it: what loads plugins runs it.
  const Ran loading = trapped.traced({"plugin", "show", "trap"});
  CHECK(loading.err.find("/proc/self/fd/") != std::string::npos);
  CHECK(fs::exists(trapped.mark));
  WARN("LD_DEBUG=files: " << looks.size() << " commands load no plugin, `plugin show` does");
}

TEST_CASE("border/a damaged plugin is told before its code runs") {
  const Trapped trapped;
  std::string bytes = read(trapped.plugin);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  write(trapped.plugin, bytes);
  const Ran ran = trapped.traced({"analyze", MERLON_EXAMPLE, "-q"});
  CHECK(ran.code == 3);
  CHECK(ran.err.find("error[E0407]: plugin `trap` is refused") != std::string::npos);
  CHECK(ran.err.find("/proc/self/fd/") == std::string::npos);
  CHECK_FALSE(fs::exists(trapped.mark));
}

TEST_CASE("border/plugin list goes by manifests alone") {
  const Trapped trapped;
  write(trapped.plugin, "this is no library");
  CHECK(trapped.traced({"plugin", "list"}).code == 0);
  fs::copy_file(trapped.plugin, trapped.plugin.parent_path() / "merlon-orphan.so");
  const Ran orphan = trapped.traced({"plugin", "list"});
  CHECK(orphan.code == 3);
  CHECK(orphan.out.find("orphan: it has no manifest") != std::string::npos);
  write(fs::path(trapped.plugin).replace_extension(".json"), "{\"format\": 1, \"id\": \"\x1b[31m\"");
  const Ran broken = trapped.traced({"plugin", "list"});
  CHECK(broken.code == 3);
  CHECK(broken.out.find('\x1b') == std::string::npos);
}
