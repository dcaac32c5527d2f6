// Runs an importer or an emitter of a plugin: one text goes in, another comes out.  It never sees the graph.
#pragma once

#include <merlon/abi.h>

#include <map>
#include <string>
#include <string_view>

namespace merlon {

inline constexpr uint64_t kMostOutput = uint64_t{256} << 20;  ///< bytes

/// What it made.  When `failure` is not empty nothing of `text` is used.
struct MadeText {
  std::string text;
  std::string failure;  ///< one lower-case sentence
};

/// `settings`: options that somebody set, all checked; the others have their defaults.
MadeText run_text_pass(const mrl_pass& pass, std::string_view input, const std::map<std::string, std::string>& settings);

}  // namespace merlon
