// The data formats of ATLAS, one file each.
#pragma once

#include "import/atlas/atlas_list.hpp"
#include "import/source_tree.hpp"

namespace merlon::atlas {

/// Where the text that is read was found.
struct AtlasFile {
  SourceTree tree;
  std::string release;  ///< what its name or the manifest says; empty when they say nothing
};

/// Reads the file at `path`.  A file of one line, a relative path, is followed to the file that it
/// names, and a manifest.yaml to the file of its newest release; none of them leaves the folder of
/// `path`.
/// Errors: false, and E0501 to E0505 or E0508.
bool open_atlas(const FrameworkRequest& request, AtlasFile& file);

/// Formats 3 to 5: lists, in `matrices` or at the top, and relations inside the entries.
bool read_format_5(const AtlasFile& file, AtlasList& atlas);

/// Format 6: maps keyed by id, and a table of relations beside them.
bool read_format_6(const AtlasFile& file, AtlasList& atlas);

}  // namespace merlon::atlas
