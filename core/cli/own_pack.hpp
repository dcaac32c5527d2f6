// A pack that is looked at is loaded too, unless a plugin has brought it.
#pragma once

#include <memory>
#include <string>

#include "cli/walk.hpp"

namespace merlon {

/// Whether a folder is a pack of its own: it has a pack.toml.
bool is_pack(const std::string& folder);

/// As start_walk, with the pack in `folder` loaded; from the plugin that was built with it where that is loaded and brings
/// the same pack, else from the folder.  A plugin with another pack of this id is told, and `code` is exit_usage.
std::unique_ptr<Walk> start_walk_with_pack(Arguments arguments, const std::string& folder, const Console& console, int& code);

}  // namespace merlon
