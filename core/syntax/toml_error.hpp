// toml++'s first complaint, said again for people: what was expected, at which place, how to mend
// it.
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"
#include "syntax/line_index.hpp"

namespace merlon {

/// What toml++ said: `Error while parsing SCOPE: REASON`, and the byte at which it stopped.
struct TomlComplaint {
  std::string_view description;
  size_t at = 0;
};

/// The diagnostic E0110 for a text that passed the prescan.  Points at the cause where it can be
/// told from where toml++ noticed: an opening quote or bracket, a key, a header.
Diagnostic explain_complaint(std::string_view text, const LineIndex& lines,
                             const TomlComplaint& complaint);

}  // namespace merlon
