// What a plugin's manifest (`merlon-<name>.json`, written after its build) says, read before the
// plugin is touched.
//
//   {"format": 1, "id": "data", "version": "1.0.0", "file": "merlon-data.so", "digest": "<64 hex
//   digits>",
//    "abi": {"major": 0, "minor": 1, "hash": "<16 hex digits>"},
//    "passes": [{"kind": "analyzer", "id": "untrusted-training-data", "covers": ["data-poisoning"]}],
//    "threats": [{"id": "data-poisoning", "name": "Training data poisoning",
//                 "scope": {"on": 3, "does": ["train"], "kinds": ["dataset"], "roles": []}}]}
//
// Keys that are not listed are ignored.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {

/// A threat whose subjects are counted though nobody can decide it.
/// Shape: `on` has bit `1 << MRL_STAGE` and so on; empty lists mean all stages, assets, actors.
struct ThreatScope {
  std::string id, name;
  uint32_t on = 0;
  std::vector<std::string> does, kinds, roles;
};

/// One pass: of an analyzer with the threats that it decides, of an analysis (`name/1`) with the facts that it publishes.
struct PassEntry {
  std::string id;
  std::vector<std::string> covers;
  std::string kind = "analyzer";  ///< a word of kPassKinds

  friend bool operator==(const PassEntry&, const PassEntry&) = default;
};

struct Manifest {
  std::string id, version, file, digest;
  uint32_t abi_major = 0, abi_minor = 0;
  std::string abi_hash;
  std::vector<PassEntry> passes;  ///< by id
  std::vector<ThreatScope> threats;
};

/// A manifest, as far as it could be read, and everything that is wrong with it: lower-case
/// sentences.
struct ManifestReading {
  Manifest manifest;
  std::vector<std::string> errors;
};

inline constexpr uint64_t kManifestLimit = 1 << 20;  ///< bytes

/// Shape:  any bytes; never throws, never recurses with the input.
/// Errors: in the result, all of them; what is readable is there even then, so that it can be
/// named.
ManifestReading read_manifest(std::string_view text);

/// What a pass can be, by its number in abi.h.
inline constexpr std::array<std::string_view, 5> kPassKinds = {"analyzer", "analysis", "scorer", "importer", "emitter"};

/// Lower-case letters and digits, joined by single `-`; 1 to 100 bytes.
bool is_slug(std::string_view text);
/// A slug, or of an analysis a slug, `/` and its major version, from 1 to 999.
bool is_pass_id(std::string_view text);

}  // namespace merlon
