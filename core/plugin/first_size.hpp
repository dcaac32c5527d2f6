// Sizes that structs of the border had when it was frozen.
#pragma once

#include <cstddef>

/// What a struct that a plugin fills had in 1.0, `last` being its last field there.  Less is malformed; what was appended
/// later is only read where the `size` of the struct says that it is there.
#define MRL_SIZE_1_0(type, last) (offsetof(type, last) + sizeof(type::last))
