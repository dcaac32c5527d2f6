#include "plugin/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace merlon {
namespace {

using nlohmann::json;

constexpr size_t kDepthLimit = 16;
constexpr uint32_t kElementKinds = 6;

/// Deepest nesting of brackets outside strings.
size_t depth_of(std::string_view text) {
  size_t depth = 0, deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

bool is_hex(std::string_view text, size_t length) {
  return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

/// Printable ASCII without blanks or path separators.
bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= 200 && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c <= '~' && c != '/';
  });
}

/// Reads values by key and writes down what is missing or of another type.
class Reader {
 public:
  explicit Reader(std::vector<std::string>& errors) : errors_(errors) {}

  /// Always prints a place of ours, never the input.
  void wrong(std::string_view where, std::string_view key, std::string_view expected) {
    errors_.push_back(where.empty() ? fmt::format("`{}` must be {}", key, expected)
                                    : fmt::format("`{}` of {} must be {}", key, where, expected));
  }
  std::string text(const json& from, std::string_view where, const char* key) {
    const auto found = from.find(key);
    if (found == from.end() || !found->is_string()) {
      wrong(where, key, "a string");
      return {};
    }
    return found->get<std::string>();
  }
  std::string slug(const json& from, std::string_view where, const char* key) {
    std::string value = text(from, where, key);
    if (value.empty() || is_slug(value)) return value;
    wrong(where, key, "lower-case words joined by `-`");
    return {};
  }
  std::string pass_id(const json& from, std::string_view where, const char* key) {
    std::string value = text(from, where, key);
    if (value.empty() || is_pass_id(value)) return value;
    wrong(where, key, "lower-case words joined by `-`, of an analysis with `/` and its version");
    return {};
  }
  uint32_t number(const json& from, std::string_view where, const char* key, uint32_t limit) {
    const auto found = from.find(key);
    if (found == from.end() || !found->is_number_unsigned() || found->get<uint64_t>() > limit) {
      wrong(where, key, fmt::format("a whole number from 0 to {}", limit));
      return 0;
    }
    return found->get<uint32_t>();
  }
  std::vector<std::string> slugs(const json& from, std::string_view where, const char* key) {
    std::vector<std::string> out;
    for (const json& item : list(from, where, key)) {
      if (item.is_string() && is_slug(item.get_ref<const std::string&>())) {
        out.push_back(item.get<std::string>());
      } else {
        wrong(where, key, "a list of lower-case words joined by `-`");
      }
    }
    return out;
  }
  const json& list(const json& from, std::string_view where, const char* key) {
    static const json empty = json::array();
    const auto found = from.find(key);
    if (found != from.end() && found->is_array()) return *found;
    wrong(where, key, "a list");
    return empty;
  }
  const json& object(const json& from, std::string_view where, const char* key) {
    static const json empty = json::object();
    const auto found = from.find(key);
    if (found != from.end() && found->is_object()) return *found;
    wrong(where, key, "an object");
    return empty;
  }

 private:
  std::vector<std::string>& errors_;
};

void read_names(Reader& reader, const json& root, Manifest& manifest) {
  manifest.id = reader.slug(root, "", "id");
  manifest.version = reader.text(root, "", "version");
  if (!manifest.version.empty() && !is_plain(manifest.version)) {
    reader.wrong("", "version", "printable, without blanks");
    manifest.version.clear();
  }
  manifest.file = reader.text(root, "", "file");
  if (!manifest.file.empty() && (!is_plain(manifest.file) || !manifest.file.ends_with(".so"))) {
    reader.wrong("", "file", "the name of a `.so` in the same directory");
    manifest.file.clear();
  }
  manifest.digest = reader.text(root, "", "digest");
  if (!is_hex(manifest.digest, 64)) reader.wrong("", "digest", "64 lower-case hexadecimal digits");
  const json& abi = reader.object(root, "", "abi");
  manifest.abi_major = reader.number(abi, "`abi`", "major", 0xffff);
  manifest.abi_minor = reader.number(abi, "`abi`", "minor", 0xffff);
  manifest.abi_hash = reader.text(abi, "`abi`", "hash");
  if (!is_hex(manifest.abi_hash, 16))
    reader.wrong("`abi`", "hash", "16 lower-case hexadecimal digits");
}

void read_passes(Reader& reader, const json& root, Manifest& manifest) {
  std::set<std::string> seen;
  size_t place = 0;
  for (const json& item : reader.list(root, "", "passes")) {
    const std::string where = fmt::format("pass {}", ++place);
    if (!item.is_object()) {
      reader.wrong("", "passes", "a list of objects");
      continue;
    }
    PassEntry pass{reader.pass_id(item, where, "id"), reader.slugs(item, where, "covers"), reader.text(item, where, "kind")};
    if (!pass.kind.empty() && std::find(kPassKinds.begin(), kPassKinds.end(), pass.kind) == kPassKinds.end())
      reader.wrong(where, "kind", "analyzer, analysis, scorer, importer or emitter");
    if (!pass.id.empty() && !seen.insert(pass.id).second)
      reader.wrong(where, "id", "given only once");
    std::sort(pass.covers.begin(), pass.covers.end());
    manifest.passes.push_back(std::move(pass));
  }
  std::sort(manifest.passes.begin(), manifest.passes.end(),
            [](const PassEntry& a, const PassEntry& b) { return a.id < b.id; });
}

void read_threats(Reader& reader, const json& root, Manifest& manifest) {
  std::set<std::string> seen;
  size_t place = 0;
  for (const json& item : reader.list(root, "", "threats")) {
    const std::string where = fmt::format("threat {}", ++place);
    if (!item.is_object()) {
      reader.wrong("", "threats", "a list of objects");
      continue;
    }
    ThreatScope threat;
    threat.id = reader.slug(item, where, "id");
    threat.name = reader.text(item, where, "name");
    const json& scope = reader.object(item, where, "scope");
    threat.on = reader.number(scope, where, "on", (1u << kElementKinds) - 1);
    threat.does = reader.slugs(scope, where, "does");
    threat.kinds = reader.slugs(scope, where, "kinds");
    threat.roles = reader.slugs(scope, where, "roles");
    if (threat.id.empty()) continue;
    if (!seen.insert(threat.id).second) {
      reader.wrong(where, "id", "given only once");
      continue;
    }
    manifest.threats.push_back(std::move(threat));
  }
}

}  // namespace

bool is_slug(std::string_view text) {
  if (text.empty() || text.size() > 100 || text.front() == '-' || text.back() == '-') return false;
  if (text.find("--") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_pass_id(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return is_slug(text);
  const std::string_view version = text.substr(slash + 1);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return is_slug(text.substr(0, slash)) && !version.empty() && version.size() <= 3 && version[0] != '0' &&
         std::all_of(version.begin(), version.end(), is_digit);
}

ManifestReading read_manifest(std::string_view text) try {
  ManifestReading reading;
  if (text.size() > kManifestLimit) {
    reading.errors.push_back(
        fmt::format("it has {} bytes, more than the limit of {}", text.size(), kManifestLimit));
    return reading;
  }
  if (depth_of(text) > kDepthLimit) {
    reading.errors.push_back(fmt::format("it is nested more than {} deep", kDepthLimit));
    return reading;
  }
  const json root = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (root.is_discarded()) {
    reading.errors.push_back("it is not JSON");
    return reading;
  }
  if (!root.is_object()) {
    reading.errors.push_back("it is not a JSON object");
    return reading;
  }
  Reader reader(reading.errors);
  const uint32_t format = reader.number(root, "", "format", UINT32_MAX);
  if (reading.errors.empty() && format != 1) {
    reading.errors.push_back(
        fmt::format("it has format {}, and this merlon reads format 1", format));
    return reading;
  }
  read_names(reader, root, reading.manifest);
  read_passes(reader, root, reading.manifest);
  read_threats(reader, root, reading.manifest);
  return reading;
} catch (const std::exception& error) {
  return {{}, {fmt::format("it can't be read: {}", error.what())}};
}

}  // namespace merlon
