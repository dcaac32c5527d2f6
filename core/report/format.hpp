// A format: `Report` -> bytes.  One file each in report/formats/; the list of all is generated.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/outlet.hpp"
#include "report/report.hpp"

namespace merlon {

struct Format {
  std::string_view name;  ///< its option is `--<name> FILE`
  std::string_view help;
  /// Appends the report to what goes out.
  void (*write)(const Report& report, Outlet& out);
};

/// Hands a report on in a format.
inline void send(const Format& format, const Report& report, const Outlet::Take& take) {
  Outlet out(take);
  format.write(report, out);
  out.finish();
}

/// The whole text of a report in a format.
inline std::string text_in(const Format& format, const Report& report) {
  std::string text;
  send(format, report, [&](std::string_view piece) { text += piece; });
  return text;
}

namespace formats {
/// Every format, by file name.
const std::vector<const Format*>& all();
}  // namespace formats

}  // namespace merlon
