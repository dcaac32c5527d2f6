// Makes a failing pipeline small: takes out what it fails without.
#pragma once

#include <functional>
#include <string>

#include "sketch.hpp"

namespace laws {

/// `fails` tells whether the same thing still goes wrong.
Sketch shrunk(Sketch sketch, const std::function<bool(const Sketch&)>& fails);

}  // namespace laws
