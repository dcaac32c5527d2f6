// Why a threat was raised on a subject, why it is undecided, or why it was not raised.
#pragma once

#include <string>

#include "cli/walk.hpp"

namespace merlon {

/// `id` is THREAT@SUBJECT.  Prints on the console; returns the exit code.
int explain_finding(const Walk& walk, const std::string& id, const Console& console);

}  // namespace merlon
