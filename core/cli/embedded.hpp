// Texts that the executable carries: the pages of error codes and the schemas, so that no command reads our files.
#pragma once

#include <string_view>
#include <vector>

namespace merlon {

struct EmbeddedText {
  std::string_view name;  ///< file name without its extension
  std::string_view text;
};

/// docs/errors/*.md.
const std::vector<EmbeddedText>& error_pages();
/// docs/schema/*.json.
const std::vector<EmbeddedText>& schemas();

}  // namespace merlon
