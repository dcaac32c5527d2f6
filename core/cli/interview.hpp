// Questions on a terminal, one after the other; answers go into the description at once.
#pragma once

#include <string>

#include "cli/walk.hpp"
#include "risk/questions.hpp"

namespace merlon {

/// Asks until nothing is left to ask, somebody says `quit`, or the input ends.
/// Shape:  `walk` has been walked to the assessment of `file`.  After each question the file is replaced, every byte that
///         no answer concerns unchanged, and read anew: an answer may settle other questions, and bring new ones.
/// Errors: an answer that is not the fact's is told and asked again; answers after which the description would be wrong
///         are told and not taken; false when the file can't be written.
bool interview(Walk& walk, const std::string& file, const WalkOptions& options, const Console& console);

}  // namespace merlon
