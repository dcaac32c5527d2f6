// One source format of frameworks.  A file of import/frameworks/ defines one: `const
// FrameworkReader& <stem>()`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "import/framework_list.hpp"
#include "import/source_tree.hpp"

namespace merlon {

/// What a reader is given: where to read, and where to say what is wrong.
struct FrameworkRequest {
  std::string name, path;
  SourceValue facts;  ///< root of the facts file; empty when none was given
  Diagnostics& diagnostics;
  Sources& sources;
};

struct FrameworkReader {
  std::vector<std::string_view> names;  ///< frameworks that this format holds
  bool takes_facts = false;
  /// Fills `list`, its `id` set already; false when there was an error, which is then in the
  /// diagnostics.
  bool (*read)(const FrameworkRequest& request, FrameworkList& list) = nullptr;
};

namespace frameworks {
/// Every reader, sorted by file name.
const std::vector<const FrameworkReader*>& all();
}  // namespace frameworks

}  // namespace merlon
