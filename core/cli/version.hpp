// Which merlon this is.
#pragma once

#include <string_view>

namespace merlon {

/// The project's version; CMake gives it.
inline constexpr std::string_view kVersion = MERLON_VERSION;

}  // namespace merlon
