// `merlon serve`: analyses a description whenever it changes, and shows what came of it.
#pragma once

#include "cli/verb.hpp"

namespace merlon {

/// Runs until the process is told to end (INT, TERM, HUP).
int serve(const Arguments& arguments, const Console& console);

}  // namespace merlon
