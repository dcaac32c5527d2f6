// A format: `Report` -> bytes.  One file each in report/formats/; the list of all is generated.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report.hpp"

namespace merlon {

struct Format {
  std::string_view name;  ///< its option is `--<name> FILE`
  std::string_view help;
  /// Appends the report to `out`.
  void (*write)(const Report& report, std::string& out);
};

namespace formats {
/// Every format, by file name.
const std::vector<const Format*>& all();
}  // namespace formats

}  // namespace merlon
