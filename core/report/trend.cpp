#include "report/trend.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {

std::string counts_in_words(const TrendRow& trend) {
  std::string out;
  for (const auto& [what, n] : trend.counts) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, in_words(what));
  return out;
}

}  // namespace merlon
