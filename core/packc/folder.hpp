// Folders of the threat database -> `PackReading`.  Files are read in the order of their paths.
#pragma once

#include <optional>
#include <string>

#include "packc/read.hpp"

namespace merlon {

/// `vocabulary/`: every .toml file below it.
void read_vocabulary_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics);
/// `threats/<domain>/`: domain.toml and one threat a file.
void read_domain_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics);
/// `controls/`.
void read_control_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics);
/// `frameworks/`: one folder each.
void read_framework_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics);

/// A pack of somebody else: `pack.toml` (id, version), and any of vocabulary/, frameworks/, controls/, and threats,
/// either in threats/<domain>/ (one domain) or beside pack.toml.  `folder` may also be a domain folder of ours.
void read_pack_folder(const std::string& folder, Sources& sources, PackReading& out, Diagnostics& diagnostics);

/// The .toml files below a folder, by path.  Nothing and a diagnostic when it can't be read.
std::vector<std::string> toml_files(const std::string& folder, bool deep, Diagnostics& diagnostics);

}  // namespace merlon
