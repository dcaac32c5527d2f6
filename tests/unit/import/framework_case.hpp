// A folder of texts, and what importing from it gave.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "base/file.hpp"
#include "catch.hpp"
#include "import/framework.hpp"

namespace merlon::test {

class FrameworkCase {
 public:
  FrameworkCase(std::initializer_list<std::pair<std::string, std::string>> texts) {
    std::string name = (std::filesystem::temp_directory_path() / "merlon-import-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    for (const auto& [file, text] : texts) {
      std::filesystem::create_directories(std::filesystem::path(path(file)).parent_path());
      REQUIRE(write_file(path(file), text));
    }
  }
  FrameworkCase(const FrameworkCase&) = delete;
  FrameworkCase& operator=(const FrameworkCase&) = delete;
  ~FrameworkCase() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string path(const std::string& file) const { return folder_ + "/" + file; }

  /// Imports `file` (empty: the folder) as `name`, over what lies in `store`.
  std::optional<FrameworkFiles> import(const std::string& name, const std::string& file = {},
                                       const std::string& facts = {}) {
    return import_framework(name, file.empty() ? folder_ : path(file), diagnostics, sources,
                            facts.empty() ? std::string() : path(facts), path("store"));
  }

  void store(const FrameworkFiles& files) {
    std::filesystem::create_directories(path("store"));
    REQUIRE(write_file(path("store/framework.toml"), files.framework_toml));
    REQUIRE(write_file(path("store/entries.toml"), files.entries_toml));
  }

  /// `CODE line: message`, one a line, in the order in which they were found.
  std::string said() const {
    std::string out;
    for (const Diagnostic& d : diagnostics.all()) {
      out += d.code + " " + std::to_string(d.span.line) + ": " + d.message + "\n";
    }
    return out;
  }

  Diagnostics diagnostics;
  Sources sources;

 private:
  std::string folder_;
};

/// The text without its comment lines and the blank line behind them: digests are not under test.
inline std::string body(const std::string& toml) {
  size_t at = 0;
  while (at < toml.size() && toml[at] == '#') at = toml.find('\n', at) + 1;
  return toml.substr(at + (at < toml.size() && toml[at] == '\n' ? 1 : 0));
}

}  // namespace merlon::test
