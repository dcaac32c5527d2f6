// A text that the executable carries, so that no command reads our files.
#pragma once

#include <string_view>

namespace merlon {

struct EmbeddedText {
  std::string_view name;  ///< file name without its extension; of a folder the path in it
  std::string_view text;
};

}  // namespace merlon
