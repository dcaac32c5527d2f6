// Texts that the executable carries: the pages of error codes, the schemas and the templates of plugins, so that no command reads our files.
#pragma once

#include <vector>

#include "base/embedded_text.hpp"

namespace merlon {

/// docs/errors/*.md.
const std::vector<EmbeddedText>& error_pages();
/// docs/schema/*.json.
const std::vector<EmbeddedText>& schemas();
/// sdk/probes and the examples: descriptions on which plugins are tried.
const std::vector<EmbeddedText>& probes();
/// sdk/templates: KIND/PATH, with `@ID@` and `@NAME@` in paths and texts.
const std::vector<EmbeddedText>& templates();

}  // namespace merlon
