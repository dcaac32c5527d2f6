// Texts that the executable carries: the pages of error codes, the schemas and the templates of plugins, so that no command reads our files.
#pragma once

#include <string_view>
#include <vector>

namespace merlon {

struct EmbeddedText {
  std::string_view name;  ///< file name without its extension; of a folder the path in it
  std::string_view text;
};

/// docs/errors/*.md.
const std::vector<EmbeddedText>& error_pages();
/// docs/schema/*.json.
const std::vector<EmbeddedText>& schemas();
/// sdk/probes and the examples: descriptions on which plugins are tried.
const std::vector<EmbeddedText>& probes();
/// sdk/templates: KIND/PATH, with `@ID@` and `@NAME@` in paths and texts.
const std::vector<EmbeddedText>& templates();

}  // namespace merlon
