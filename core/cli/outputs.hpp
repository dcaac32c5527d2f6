// Where a verb's results go: each option of a format names a file, or `-` for standard output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file.hpp"
#include "cli/verb.hpp"
#include "report/format.hpp"

namespace merlon {

/// What an option of a format was given.
struct OutputPlace {
  std::string option;  ///< the format's name
  std::string path;    ///< a file, or `-`
  std::string emitter = {};  ///< of `emit`: which one, with its options
};

/// What is read, so that nothing is written over it.
struct InputPlace {
  std::string path;
  std::string_view what;  ///< to follow `would write over`
};

/// A description, what is read beside it, and the plugins and lock that were named, so that none is written over.
std::vector<InputPlace> inputs_of(const std::string& description, const Arguments& arguments);

/// Adds one place.  False when something is wrong with it, which is then told.
bool take_output(OutputPlace place, const std::vector<InputPlace>& inputs, std::vector<OutputPlace>& places, const Console& console);

/// What is asked for, each in a place of its own that is none of `inputs`.  False when something is wrong, which is then told.
bool read_outputs(const Arguments& arguments, const std::vector<std::string_view>& formats, const std::vector<InputPlace>& inputs,
                  std::vector<OutputPlace>& places, const Console& console);

/// Every file is written beside its place before the first is renamed; one that can't be written leaves no other half
/// done, and standard output (`-`) comes last.  False when one can't be written, which is then told.
bool write_outputs(const std::vector<FileContent>& outputs, const Console& console);

/// The format of a name that there is.
const Format& format_named(std::string_view name);
/// What a report's option of a format writes; the report outlives it.
FileContent output_of(const Report& report, const OutputPlace& place);

/// The option of a format.
OptionSpec output_option(std::string_view format, std::string_view help);

}  // namespace merlon
