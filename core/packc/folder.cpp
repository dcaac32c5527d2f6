#include "packc/folder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "packc/table_reader.hpp"

namespace merlon {
namespace {

namespace fs = std::filesystem;

std::optional<TomlValue> parse(const std::string& path, Sources& sources, Diagnostics& diagnostics) {
  auto text = read_file(path, 16u << 20);
  const uint32_t file = sources.add(path, text ? std::move(*text) : std::string());
  if (!text) {
    diagnostics.add("E0308", Span{file, 0, 0, 1}, fmt::format("`{}` can't be read: {}", path, text.error()));
    return std::nullopt;
  }
  return parse_toml(sources, file, TomlLimits{}, diagnostics);
}

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

std::string stem(const std::string& path) { return fs::path(path).stem().string(); }

void read_threat_file(const std::string& path, const std::string& domain, Sources& sources, PackReading& out,
                      Diagnostics& diagnostics) {
  const auto doc = parse(path, sources, diagnostics);
  if (doc) read_threat(*doc, domain, stem(path), out, diagnostics);
}

// Its id stands in reports and beside the ids of plugins: lower-case words joined by `-`, and not that of our own pack.
bool is_pack_id(const std::string& id) {
  bool letter = false;  // after one; a `-` stands only between two words
  for (const char c : id) {
    if (c == '-' ? !letter : !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return false;
    letter = c != '-';
  }
  return letter && id != "core";
}

void read_pack_head(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics) {
  TableReader t(doc, "a pack", diagnostics);
  out.pack.id = t.text("id", true);
  out.pack.version = t.text("version", true);
  out.pack.needed = t.texts("requires");
  const TomlValue* id = doc.find("id");
  EntryPlace place{std::string(kPackPlace), id == nullptr ? doc.span : id->span};
  if (const TomlValue* needed = doc.find("requires")) {
    for (const TomlValue& item : needed->items) place.names.push_back({item.text, item.span});
  }
  if (!out.pack.id.empty() && !is_pack_id(out.pack.id)) {
    diagnostics.add("E0304", place.span, fmt::format("`{}` can't be the id of a pack", printable(out.pack.id)), "",
                    "it takes lower-case words joined by `-`, and `core` is taken");
  }
  out.places.push_back(std::move(place));
}

// What lies elsewhere below threats/ would be lost silently.
void only_domains(const std::string& threats, Diagnostics& diagnostics) {
  std::error_code error;
  std::vector<std::pair<std::string, bool>> lost;  // name, whether a folder
  for (auto it = fs::directory_iterator(threats, error); !error && it != fs::end(it); it.increment(error)) {
    const std::string name = it->path().filename().string();
    std::error_code ignored;
    const bool folder = it->is_directory(ignored);
    const bool known = folder && std::find(kDomains.begin(), kDomains.end(), name) != kDomains.end();
    if (!known && (folder || it->path().extension() == ".toml")) lost.emplace_back(name, folder);
  }
  std::sort(lost.begin(), lost.end());
  for (const auto& [name, folder] : lost) {
    const std::string_view near = nearest(name, kDomains);
    diagnostics.add("E0309", Span{kNoFile, 0, 0, 1}, fmt::format("`{}/{}` {} a domain", threats, printable(name), folder ? "is no folder of" : "lies in no folder of"), "",
                    near.empty() ? fmt::format("the domains are {}", listed(kDomains)) : fmt::format("did you mean `{}/{}`?", threats, near));
  }
}

constexpr std::array<std::string_view, 3> kFrameworkFiles = {"framework.toml", "entries.toml", "not-cited.toml"};

void read_one_framework(const fs::path& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics) {
  const auto head = parse((folder / "framework.toml").string(), sources, diagnostics);
  const auto entries = parse((folder / "entries.toml").string(), sources, diagnostics);
  if (!head || !entries) return;
  read_framework(*head, *entries, folder.filename().string(), out, diagnostics);
  const std::string reasons = (folder / "not-cited.toml").string();
  if (!exists(reasons)) return;
  if (const auto doc = parse(reasons, sources, diagnostics)) read_not_cited(*doc, out, diagnostics);
}

constexpr std::array<std::string_view, 4> kPackFolders = {"vocabulary", "frameworks", "controls", "threats"};

// `threat/` would be lost silently.
void no_slips(const std::string& pack, Diagnostics& diagnostics) {
  std::error_code error;
  std::set<std::string> folders;
  for (auto it = fs::directory_iterator(pack, error); !error && it != fs::end(it); it.increment(error)) {
    std::error_code ignored;
    if (it->is_directory(ignored)) folders.insert(it->path().filename().string());
  }
  for (const std::string& name : folders) {
    if (std::find(kPackFolders.begin(), kPackFolders.end(), name) != kPackFolders.end()) continue;
    const std::string_view near = nearest(name, kPackFolders);
    if (near.empty() || folders.contains(std::string(near))) continue;
    diagnostics.add("E0309", Span{kNoFile, 0, 0, 1}, fmt::format("`{}/{}` is not read", pack, printable(name)), "",
                    fmt::format("did you mean `{}/{}`?", pack, near));
  }
}

}  // namespace

std::vector<std::string> toml_files(const std::string& folder, bool deep, Diagnostics& diagnostics) {
  std::vector<std::string> files;
  std::error_code error;
  const auto add = [&](const fs::directory_entry& entry) {
    std::error_code ignored;
    if (entry.is_regular_file(ignored) && entry.path().extension() == ".toml") files.push_back(entry.path().string());
  };
  if (deep) {
    for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::end(it); it.increment(error)) add(*it);
  } else {
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::end(it); it.increment(error)) add(*it);
  }
  if (error) {
    diagnostics.add("E0308", Span{kNoFile, 0, 0, 1}, fmt::format("folder `{}` can't be read: {}", folder, error.message()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

void read_vocabulary_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics) {
  for (const std::string& path : toml_files(folder, true, diagnostics)) {
    const auto doc = parse(path, sources, diagnostics);
    if (doc) read_vocabulary(*doc, out, diagnostics);
  }
}

void read_domain_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics) {
  out.pack.domain = fs::path(folder).lexically_normal().filename().string();
  if (out.pack.id.empty()) out.pack.id = out.pack.domain;
  for (const std::string& path : toml_files(folder, false, diagnostics)) {
    if (stem(path) == "domain") {
      const auto doc = parse(path, sources, diagnostics);
      if (doc) read_domain(*doc, out, diagnostics);
    } else if (stem(path) != "pack") {
      read_threat_file(path, out.pack.domain, sources, out, diagnostics);
    }
  }
}

void read_control_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics) {
  for (const std::string& path : toml_files(folder, false, diagnostics)) {
    const auto doc = parse(path, sources, diagnostics);
    if (doc) read_control(*doc, stem(path), out, diagnostics);
  }
}

void read_framework_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics) {
  std::set<fs::path> frameworks;
  for (const std::string& path : toml_files(folder, true, diagnostics)) {
    const std::string name = fs::path(path).filename().string();
    const bool known = std::find(kFrameworkFiles.begin(), kFrameworkFiles.end(), name) != kFrameworkFiles.end();
    const fs::path below = fs::path(path).lexically_relative(folder);
    const bool in_its_own = std::distance(below.begin(), below.end()) == 2;
    if (known && in_its_own) {
      frameworks.insert(fs::path(path).parent_path());
    } else {
      diagnostics.add("E0309", Span{kNoFile, 0, 0, 1}, fmt::format("`{}` is no file of a framework", printable(path)), "",
                      fmt::format("each framework has a folder in `{}`, with {}", printable(folder), listed(kFrameworkFiles)));
    }
  }
  for (const fs::path& framework : frameworks) read_one_framework(framework, sources, out, diagnostics);
}

void read_pack_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics) {
  const std::string head = folder + "/pack.toml";
  if (exists(head)) {
    const auto doc = parse(head, sources, diagnostics);
    if (doc) read_pack_head(*doc, out, diagnostics);
  } else if (!exists(folder + "/domain.toml")) {
    diagnostics.add("E0309", Span{kNoFile, 0, 0, 1}, fmt::format("`{}` is no pack: it has no pack.toml", folder), "",
                    "docs/writing-a-threat.md shows what a pack holds");
    return;
  }
  no_slips(folder, diagnostics);
  if (exists(folder + "/vocabulary")) read_vocabulary_folder(folder + "/vocabulary", sources, out, diagnostics);
  if (exists(folder + "/frameworks")) read_framework_folder(folder + "/frameworks", sources, out, diagnostics);
  if (exists(folder + "/controls")) read_control_folder(folder + "/controls", sources, out, diagnostics);
  if (!exists(folder + "/threats")) return read_domain_folder(folder, sources, out, diagnostics);
  only_domains(folder + "/threats", diagnostics);
  for (const std::string_view domain : kDomains) {
    const std::string inner = fmt::format("{}/threats/{}", folder, domain);
    if (!exists(inner)) continue;
    if (!out.pack.domain.empty()) {
      diagnostics.add("E0309", Span{kNoFile, 0, 0, 1}, fmt::format("pack `{}` has threats of two domains, `{}` and `{}`", out.pack.id, out.pack.domain, domain), "",
                      "one pack, one domain: split it");
      continue;
    }
    read_domain_folder(inner, sources, out, diagnostics);
  }
}

}  // namespace merlon
