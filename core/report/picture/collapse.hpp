// A picture that is too large to draw, with its nodes put together by boundary and phase.
#pragma once

#include "report/report.hpp"

namespace merlon {

inline constexpr size_t kMostDrawn = 300;

/// Shape:  a picture of at most kMostDrawn nodes is returned as it is; else one node (kind `group`)
/// for each boundary
///         and phase, counting what it stands for; coarser still while that is too much.
/// Errors: none.
Picture collapse(const Picture& picture);

}  // namespace merlon
