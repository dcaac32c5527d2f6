// A framework as it is stored: the two files of threatdb/frameworks/<id>/, read back.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.hpp"
#include "import/framework_list.hpp"

namespace merlon {

/// Whether `folder` holds a framework.toml.
bool is_stored_framework(const std::string& folder);

/// Reads both files.
/// Errors: nothing, and E01xx of the TOML or E0509 in `diagnostics`.
std::optional<FrameworkList> read_stored_framework(const std::string& folder,
                                                   Diagnostics& diagnostics, Sources& sources);

}  // namespace merlon
