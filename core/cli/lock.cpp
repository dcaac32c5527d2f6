#include "cli/lock.hpp"

#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {
namespace {

using Digests = std::map<std::string, std::string>;

bool is_digest(const TomlValue& v) {
  return v.is(TomlType::string) && v.text.size() == 64 && v.text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

class Reading {
 public:
  Reading(Lock& lock, Diagnostics& diagnostics) : lock_(lock), diagnostics_(diagnostics) {}

  void document(const TomlValue& root) {
    const TomlValue* format = root.find("format");
    if (format == nullptr || !format->is(TomlType::integer) || format->integer != 1) {
      wrong(format == nullptr ? Span{lock_.source, 0, 0, 1} : format->span, "this is no lock of format 1");
    }
    for (const TomlEntry& entry : root.entries) {
      if (entry.key == "format") continue;
      Digests* to = entry.key == "plugin" ? &lock_.plugins : entry.key == "pack" ? &lock_.packs : nullptr;
      if (to == nullptr || !entry.value.is(TomlType::table)) {
        wrong(entry.key_span, fmt::format("a lock has no `{}`", printable(entry.key)));
        continue;
      }
      for (const TomlEntry& one : entry.value.entries) {
        const TomlValue* digest = one.value.find("digest");
        if (digest == nullptr || !is_digest(*digest)) wrong(one.key_span, fmt::format("`{}` has no digest of 64 hexadecimal digits", printable(one.key)));
        else to->emplace(one.key, digest->text);
      }
    }
  }

 private:
  void wrong(Span at, std::string message) { diagnostics_.add("E0808", at, std::move(message), "", "`merlon plugin lock` writes one"); }

  Lock& lock_;
  Diagnostics& diagnostics_;
};

struct Loaded {
  std::string version, digest;
};

std::map<std::string, Loaded> loaded_plugins(const House& house) {
  std::map<std::string, Loaded> out;
  for (const LoadedPlugin& p : house.plugins.plugins) out.emplace(p.id, Loaded{p.version, p.digest});
  return out;
}

// Those that no plugin brought, and our own.
std::map<std::string, Loaded> loaded_packs(const House& house) {
  const auto plugins = loaded_plugins(house);
  std::map<std::string, Loaded> out;
  for (const PackInfo& pack : house.catalog.packs) {
    if (!plugins.contains(pack.id)) out.emplace(pack.id, Loaded{pack.version, pack.digest});
  }
  return out;
}

void write_table(std::string& out, std::string_view kind, const std::map<std::string, Loaded>& list) {
  if (list.empty()) return;
  out += fmt::format("\n[{}]\n", kind);
  for (const auto& [id, one] : list) out += fmt::format("{} = {{ version = \"{}\", digest = \"{}\" }}\n", id, one.version, one.digest);
}

}  // namespace

std::optional<Lock> read_lock(const std::string& path, Sources& sources, Diagnostics& diagnostics) {
  const auto text = read_file(path, TomlLimits{}.bytes);
  Lock lock;
  lock.path = path;
  lock.source = sources.add(path, text ? *text : std::string());
  if (!text) {
    diagnostics.add("E0604", Span{lock.source, 0, 0, 1}, fmt::format("`{}` can't be read: {}", path, text.error()), "", "`merlon plugin lock` writes a lock");
    return std::nullopt;
  }
  const size_t errors = diagnostics.errors();
  const auto root = parse_toml(sources, lock.source, TomlLimits{}, diagnostics);
  if (root) Reading(lock, diagnostics).document(*root);
  return diagnostics.errors() == errors ? std::optional(std::move(lock)) : std::nullopt;
}

std::string lock_text(const House& house) {
  std::string out = "# Written by `merlon plugin lock`; `--locked FILE` holds a run to it.  Digests are BLAKE2b-256.\nformat = 1\n";
  write_table(out, "plugin", loaded_plugins(house));
  write_table(out, "pack", loaded_packs(house));
  return out;
}

bool keeps_to(const Lock& lock, const House& house, Diagnostics& diagnostics) {
  const size_t errors = diagnostics.errors();
  std::set<std::string> refused;  // told already
  for (const Refusal& r : house.plugins.refusals) {
    if (r.code == "E0415") refused.insert(r.plugin_id);
  }
  const auto differs = [&](std::string message) {
    diagnostics.add("E0809", Span{lock.source, 0, 0, 1}, std::move(message), "", "look at what changed; `merlon plugin lock` writes the lock anew");
  };
  const auto compare = [&](std::string_view kind, const Digests& locked, const std::map<std::string, Loaded>& loaded) {
    for (const auto& [id, one] : loaded) {
      const auto want = locked.find(id);
      if (want == locked.end()) differs(fmt::format("the lock does not name the {} `{}`", kind, printable(id)));
      else if (want->second != one.digest) differs(fmt::format("the {} `{}` has the digest {}..., and the lock says {}...", kind, printable(id), one.digest.substr(0, 16), want->second.substr(0, 16)));
    }
    for (const auto& [id, digest] : locked) {
      if (!loaded.contains(id) && !refused.contains(id)) differs(fmt::format("the lock names the {} `{}`, which is not loaded", kind, printable(id)));
    }
  };
  compare("plugin", lock.plugins, loaded_plugins(house));
  compare("pack", lock.packs, loaded_packs(house));
  return diagnostics.errors() == errors && refused.empty();
}

}  // namespace merlon
