// A laid-out picture as SVG inside the page.
#pragma once

#include "report/html/page.hpp"
#include "report/picture/layout.hpp"

namespace merlon {

/// Writes the picture; a node with findings links to its worst one.
void write_svg(Page& page, const Picture& picture, const Drawing& drawing);

/// At most `columns` columns, a wide character taking two; `…` where something is cut off.
std::string shortened(std::string_view text, size_t columns);

}  // namespace merlon
