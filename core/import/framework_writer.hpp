// A framework as TOML: the only place that knows how threatdb/frameworks/ is written.
#pragma once

#include <string>

#include "import/framework.hpp"
#include "import/framework_list.hpp"

namespace merlon {

/// `command` is what the head of both files says they were written by.
FrameworkFiles write_framework(const FrameworkList& list, const std::string& command);

}  // namespace merlon
