// Finds plugins and loads them, or says why not.
//
//   PluginSet set = load_plugins(directory, extra_files, current_trust());
//   for (const LoadedPlugin& plugin : set.plugins) ...  plugin.table->passes, plugin.table->pack
//   for (const Refusal& refusal : set.refusals) ...     every one makes the run incomplete (exit 3)
//
// Nothing is loaded to be discovered.  For each manifest, in this order, and the first thing wrong
// refuses it: the owners and modes of manifest and file; the manifest; the file's digest; its
// notes; the version gate; dlopen from a sealed copy of exactly the bytes that were hashed; struct
// = note; the table of passes.  What was loaded stays until the process ends.  A plugin that is kept
// apart (apart.hpp) is loaded by workers alone.
#pragma once

#include <merlon/abi.h>

#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "base/diagnostic.hpp"
#include "plugin/apart.hpp"
#include "plugin/manifest.hpp"
#include "plugin/trust.hpp"

namespace merlon {

/// A plugin whose every claim was compared; `table` lives as long as the process.
struct LoadedPlugin {
  std::string id, version;
  std::string digest;  ///< BLAKE2b-256 of the .so
  std::string path;    ///< of the .so
  const mrl_plugin* table = nullptr;
  std::vector<ThreatScope>
      threats;  ///< as the manifest says; for a plugin whose pack is refused later
  bool apart = false;  ///< its code never runs in this process
};

/// A plugin that was not loaded.
struct Refusal {
  std::string plugin_id;  ///< the manifest's; else what the file name says (`merlon-<id>.json`)
  std::string path;       ///< the file that is wrong
  std::string code;       ///< E0401 to E0415
  std::string reason;     ///< one sentence whose subject is the plugin or its manifest
  std::string help;
  std::vector<ThreatScope>
      threats;  ///< its own threats, which nobody will analyse; as far as the manifest is readable
  std::vector<std::string> covers;  ///< other threats that its passes would have decided, by id
};

struct PluginSet {
  std::vector<LoadedPlugin> plugins;  ///< by id
  std::vector<Refusal> refusals;      ///< by id, then path
};

/// What a directory holds: `merlon-*.json`, and the `.so` files that no manifest stands beside.
struct Discovery {
  std::vector<std::string> manifests;  ///< paths, by name
  std::vector<Refusal> refusals;
};

/// Lists, opens nothing.  A directory that does not exist holds nothing; one that can't be read is
/// a refusal.
Discovery discover(const std::string& directory);

/// Loads the plugin of one manifest.
tl::expected<LoadedPlugin, Refusal> load_plugin(const std::string& manifest_path,
                                                const Trust& trust,
                                                const Isolation& isolation = {});

/// The whole of it: a directory (empty: none) and plugins named one by one as `.so` (their manifest
/// beside them) or as manifest.  A plugin whose id, or a pass's, is taken is refused; the very same
/// manifest named twice is one plugin.
PluginSet load_plugins(const std::string& directory, std::span<const std::string> files,
                       const Trust& trust, const Isolation& isolation = {});

/// The ids of what `load_plugins` would load or refuse, from the manifests alone; of one that can't be read what the name
/// of its file says.
std::vector<std::string> ids_of_plugins(const std::string& directory, std::span<const std::string> files);

/// `<dir of the executable>/../lib/merlon/plugins`, or empty when the executable can't be found.
std::string bundled_directory();

/// The refusal as an error about a file as a whole, with the threats it costs as help.
Diagnostic to_diagnostic(const Refusal& refusal, Span span);

}  // namespace merlon
