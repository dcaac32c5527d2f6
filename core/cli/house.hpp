// What a run works with: plugins and packs, linked into one catalog.  Every verb that analyses starts here.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "catalog/catalog.hpp"
#include "cli/verb.hpp"
#include "engine/run.hpp"
#include "plugin/loader.hpp"
#include "report/report.hpp"

namespace merlon {

struct House {
  PluginSet plugins;
  std::vector<const mrl_plugin*> tables;  ///< of the plugins that may speak
  std::vector<SilentPlugin> silent;
  std::vector<PluginRow> rows;            ///< for the report, by id
  Catalog catalog;
};

/// `--plugin FILE` and `--pack DIR`, which every verb that needs the house takes.
std::vector<OptionSpec> house_options();

/// The folders named by `--pack`, each one once.
std::vector<std::string> packs_of(const Arguments& arguments);

/// Loads and links.  Problems of plugins and packs are told on `diagnostics` and make the run incomplete.
/// Returns false when a path that was named does not exist: that is wrong usage.
bool open_house(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics, House& house);

/// Every pass of a kind (MRL_PASS_...) of the plugins that may speak, with its plugin, by id.
std::vector<std::pair<const mrl_pass*, std::string>> passes_of(const House& house, uint32_t kind);

/// The core pack alone, for verbs that need the vocabulary but no plugin.
Catalog core_catalog();

}  // namespace merlon
