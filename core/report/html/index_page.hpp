// The page that lists several reports: the worst first, and what they lack together.
#pragma once

#include <string>
#include <vector>

#include "report/html/page.hpp"

namespace merlon {

/// A report and the page beside the index on which it is.
struct IndexedReport {
  const Report* report = nullptr;
  PageName page;
  std::string file;  ///< that was named for it; only where several are of one pipeline
};

/// Appends the whole page.
/// Shape:  any number of reports, in any order.
void write_index_page(const std::vector<IndexedReport>& reports, const std::optional<Theme>& theme, Outlet& out, const PageSetting& setting);

}  // namespace merlon
