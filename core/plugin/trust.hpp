// Who may have written a file that is going to be executed.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>

namespace merlon {

/// Whose files are believed, besides root's.
struct Trust {
  uid_t user = 0, executable_owner = 0;
  /// The digests that plugins must have, by id; null: any.
  const std::map<std::string, std::string>* pinned = nullptr;
};

/// The effective user, and the owner of the running executable (the user again when that can't be
/// found out).
Trust current_trust();

/// Nothing when `path` (absolute, without symbolic links) may be believed, else one sentence about
/// the first thing that is wrong.  It must be a regular file; it and every directory above it must
/// be owned by root, the user or the owner of the executable, and be writable by nobody else.  A
/// group may write when it is root's, or the owner's private one (same number).  A sticky directory
/// of root's, such as /tmp, is fine as a parent.
std::optional<std::string> distrust(const std::string& path, const Trust& trust);

}  // namespace merlon
