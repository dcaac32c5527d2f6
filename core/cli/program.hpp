// The whole program but its entry: two executables share it.
#pragma once

namespace merlon {

/// What `main` returns.
int program(int argc, char** argv);

}  // namespace merlon
