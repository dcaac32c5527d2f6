// `--time-passes`: the clock, and what it told.
#pragma once

#include <string>

#include "engine/pass_times.hpp"

namespace merlon {

/// The time on the wall, and that of the processor for this thread.
PassTimes::Reading read_clock();

/// A table in the order in which the passes ran, milliseconds, and the peak memory of the process.
std::string times_as_text(const PassTimes& times);
/// The same as JSON, nanoseconds and bytes.
std::string times_as_json(const PassTimes& times);

}  // namespace merlon
