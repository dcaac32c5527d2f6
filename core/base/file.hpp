// Reading whole files, and writing them so that nobody ever sees half of one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace merlon {

/// The bytes of a regular file, or why not: one lower-case sentence without the path.
/// `limit` in bytes, 0 for none; the file is not read when it is larger.
tl::expected<std::string, std::string> read_file(const std::string& path, uint64_t limit = 0);

/// Writes beside `path` and renames; on failure nothing at `path` has changed and nothing is left beside it.
/// Returns nothing, or why not.
tl::expected<void, std::string> write_file(const std::string& path, std::string_view bytes);

}  // namespace merlon
