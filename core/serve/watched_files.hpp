// Files and folders that somebody edits: have they changed since they were looked at last?
#pragma once

#include <string>
#include <vector>

namespace merlon {

class WatchedFiles {
 public:
  explicit WatchedFiles(std::vector<std::string> paths);
  /// True when one was written, made, replaced or removed since the last call, or since the first.
  bool changed();

 private:
  std::vector<std::string> look() const;

  std::vector<std::string> paths_, seen_;
};

}  // namespace merlon
