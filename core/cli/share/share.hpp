// What a package installs beside the program, all written from the verbs and their options: manual pages and completions
// of shells.  One kind of file each in cli/share/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/verb.hpp"

namespace merlon {

using SharedFile = std::pair<std::string, std::string>;  ///< path below `share`, and text

struct SharedKind {
  std::string_view name;
  std::vector<SharedFile> (*files)(std::span<const Verb* const> verbs);
};

/// `-j,--jobs` -> {`-j`, `--jobs`}; of a positional nothing.
std::vector<std::string> option_names(const OptionSpec& option);
/// Whether a value follows.
inline bool takes_value(const OptionSpec& option) { return option.kind == OptionSpec::Kind::value || option.kind == OptionSpec::Kind::values; }
inline bool is_positional(const OptionSpec& option) { return option.kind == OptionSpec::Kind::positional || option.kind == OptionSpec::Kind::positionals; }
/// The first words of verbs, each once, with a summary: `analyze`, `catalog`.
std::vector<std::pair<std::string, std::string>> first_words(std::span<const Verb* const> verbs);
/// The second words behind `first`, with their summaries; empty where that is a whole verb.
std::vector<std::pair<std::string, std::string>> second_words(std::span<const Verb* const> verbs, std::string_view first);

namespace shares {
/// By file name.
const std::vector<const SharedKind*>& all();
}  // namespace shares

}  // namespace merlon
