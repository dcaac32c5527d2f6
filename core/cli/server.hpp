// What `merlon serve` does; null in a program without a server, which then runs the one that has it.
#pragma once

#include "cli/verb.hpp"

namespace merlon {

using Server = int (*)(const Arguments&, const Console&);
Server& server();

}  // namespace merlon
