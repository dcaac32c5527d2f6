// Which threats a run asks, and how the options of its passes are set.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "catalog/catalog.hpp"
#include "engine/pass_text.hpp"

struct mrl_plugin;

namespace merlon {

struct SilentPlugin;

struct Selection {
  std::map<std::string, std::string> not_asked;  ///< threat -> why
  std::map<std::string, std::map<std::string, std::string>> options;  ///< of analyzers, by id: key -> value, all checked

  /// The value given for an option of a pass, or null.
  const std::string* option(const std::string& pass, const std::string& key) const;
};

/// Selects by the items of `analyze(...)`, from left to right.  An item names threats, packs (all their threats) or
/// analyzers (the threats that they cover), or is a pattern of such names; an analysis of a plugin is named for its
/// options only.  Without items, or when the first is taken
/// away, all are asked at the beginning.  A threat brings those that it follows; one that is taken away takes with it
/// those that follow it: so whatever is asked is decided by all of its sources.
/// Errors: E0802 a name that nothing has; E0803 nothing would be asked; E0804 an option; on `diagnostics`, all of them.
Selection select(const PassWords& analyze, const Catalog& catalog, const std::vector<const mrl_plugin*>& plugins,
                 const std::vector<SilentPlugin>& silent, Diagnostics& diagnostics);

}  // namespace merlon
