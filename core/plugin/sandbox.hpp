// What a worker may ask of the kernel.
#pragma once

#include <string>

namespace merlon {

enum class Sandbox { loading, running };  ///< while loading, files may be read: libraries

/// Everything but memory, threads of its own, clocks, and reading and writing what is open, is refused with EPERM from here
/// on; a second call takes away more.  Empty, or why it can't be had.
std::string enter_sandbox(Sandbox sandbox);

}  // namespace merlon
