#include "base/span.hpp"

#include <fmt/format.h>

namespace merlon {

std::string place(const Sources& sources, const Span& span) {
  if (span.file >= sources.size()) return "<unknown>";
  if (span.line == 0) return sources[span.file].name;
  return fmt::format("{}:{}:{}", sources[span.file].name, span.line, span.col);
}

}  // namespace merlon
