// Reading whole files, and writing them so that nobody ever sees half of one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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

/// Hands the bytes of a file on, piece by piece.
using Pieces = std::function<void(const std::function<void(std::string_view)>& take)>;

struct FileContent {
  std::string path;
  Pieces pieces;
};

struct NotWritten {
  std::string path, reason;
};

/// Writes all files beside their places before it renames the first, so that a full disk or a folder that does not
/// exist leaves every one as it was.  Devices, which can't be renamed over, come last.
tl::expected<void, NotWritten> write_files(std::span<const FileContent> files);

/// Puts `after` into the place of a file that was read as `before`; without `before`, of one that does not exist.
/// Written beside it, flushed to the disk and renamed: a crash leaves the old bytes or the new ones.  A link is followed
/// and stays one; owner, group and rights stay.  Another hard link keeps the old bytes.
/// Errors: the file holds other bytes by now, may not be written, can't keep its owner, ...; nothing has changed then.
tl::expected<void, std::string> replace_file(const std::string& path, std::optional<std::string_view> before,
                                             std::string_view after);

}  // namespace merlon
