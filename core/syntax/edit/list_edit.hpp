// Items come into a list and go from it, and the list stays in the form in which it was written.
#pragma once

#include <string_view>

#include "syntax/edit/text_edit.hpp"
#include "syntax/edit/toml_layout.hpp"

namespace merlon {

/// `item` behind the last one: on a line of its own where the last one has one, with a comma behind it where the last
/// one has one.  A comment behind the last item stays behind it.
TextEdits append_item(std::string_view text, const LaidValue& list, std::string_view item);

/// The list without item `index`.  An item with lines of its own goes with them, the comment behind it and the comment
/// lines right above it.
TextEdits remove_item(std::string_view text, const LaidValue& list, size_t index);

}  // namespace merlon
