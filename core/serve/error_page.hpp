// The pages that stand where a report would: while something is wrong, and before the first look is over.
#pragma once

#include <string>

#include "report/html/page.hpp"

namespace merlon {

/// Shape:  `diagnostics` as on a terminal without colours, carets and all; `last` says whether `/last.html` has an earlier report.
std::string error_page(const std::string& file, const std::string& diagnostics, bool last, const std::optional<Theme>& theme, const PageSetting& setting);

std::string waiting_page(const std::string& file, const PageSetting& setting);

}  // namespace merlon
