// Reads somebody else's list of threats and writes the two files of threatdb/frameworks/<name>/.
//
//   Diagnostics diagnostics;
//   Sources sources;
//   if (auto files = import_framework("atlas", "ATLAS.yaml", diagnostics, sources, "atlas.json")) {
//     write_file("threatdb/frameworks/atlas/framework.toml", files->framework_toml);
//     write_file("threatdb/frameworks/atlas/entries.toml", files->entries_toml);
//   }
//
// Only facts are carried: ids, names, kinds, tactic and parent links, maturity, mitigation
// relations, and which ids have gone.  Defects of a source are survived with a warning that names
// them.  The same files give the same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/span.hpp"
#include "import/framework_list.hpp"

namespace merlon {

struct FrameworkFiles {
  std::string framework_toml, entries_toml;
};

/// Imports the framework `name` from `path`.
/// Shape:  `path` is a file, for `cosai` the folder that holds risks.yaml and controls.yaml.
///         `facts` is our JSON beside the source: the release where the source states none, ids
///         that it has retired; only for names that `framework_takes_facts`. `stored` is the folder
///         that the result is for; ids that had gone before, and what they became, are taken over
///         from what lies there.
/// Errors: nothing, and E0501 to E0510 in `diagnostics`; no exception.
std::optional<FrameworkFiles> import_framework(const std::string& name, const std::string& path,
                                               Diagnostics& diagnostics, Sources& sources,
                                               const std::string& facts = {},
                                               const std::string& stored = {});

/// The same as a list.  `stored`: what the result would be written over, or null.
std::optional<FrameworkList> import_framework_list(const std::string& name, const std::string& path,
                                                   Diagnostics& diagnostics, Sources& sources,
                                                   const std::string& facts,
                                                   const FrameworkList* stored);

/// Every name that `import_framework` knows, sorted.
std::vector<std::string_view> framework_names();

bool framework_takes_facts(std::string_view name);

}  // namespace merlon
