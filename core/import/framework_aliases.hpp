// Ids that a framework had before, so that what cites them can be mended.
#pragma once

#include <string_view>

#include "base/diagnostic.hpp"
#include "import/framework_list.hpp"

namespace merlon {

/// Leaves in `list.alias`, by id, what holds for this release: the table of the facts, and what is
/// not in it of the table of `stored` (null: nothing is stored).  What an id became is followed to
/// an id of the list.  An id that `stored` has and a later release does not has been retired: it is
/// kept, without a successor (W0508).
void settle_aliases(FrameworkList& list, const FrameworkList* stored, Diagnostics& diagnostics);

/// Whether release `a` came after `b`; false also when one is no numbers with dots between them.
bool is_later_release(std::string_view a, std::string_view b);

}  // namespace merlon
