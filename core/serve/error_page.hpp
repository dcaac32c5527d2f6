// The page that stands where a report would, while the description is wrong.
#pragma once

#include <string>

#include "report/html/page.hpp"

namespace merlon {

/// Shape:  `diagnostics` as on a terminal without colours, carets and all; `last` says whether `/last.html` has an earlier report.
std::string error_page(const std::string& file, const std::string& diagnostics, bool last, const std::optional<Theme>& theme, const PageSetting& setting);

}  // namespace merlon
