// Where a comparison goes: shared by the verbs that compare two runs.
#pragma once

#include "cli/outputs.hpp"
#include "diff/diff.hpp"

namespace merlon {

/// An option for each format of a comparison.
std::vector<OptionSpec> diff_options();
/// The places that were named, and standard output for the text where nothing else goes there.
bool read_diff_places(const Arguments& arguments, const std::vector<InputPlace>& inputs, std::vector<OutputPlace>& places, const Console& console);
/// False when one can't be written, which is then told.
bool write_diff(const Diff& diff, const std::vector<OutputPlace>& places, const Console& console);

}  // namespace merlon
