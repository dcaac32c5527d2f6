#include <cstdio>
#include <ctime>

#include <fmt/format.h>

#include "cli/verb.hpp"

namespace merlon {

void Console::out(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stdout); }
void Console::err(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string Console::today() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  return fmt::format("{:04}-{:02}-{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

}  // namespace merlon
