// A list of passes as text: `analyze(*,-monitoring),score(matrix),stories,plan`.  Words only; what they name is
// looked up elsewhere.
//
//   LIST    = PASS {"," PASS}
//   PASS    = NAME [OPTIONS] ["(" [ITEM {"," ITEM}] ")"]
//   ITEM    = ["-"] NAME [OPTIONS]
//   OPTIONS = "<" KEY "=" VALUE {";" KEY "=" VALUE} ">"
//   NAME, KEY, VALUE: letters, digits, `-`, `_`, `.`, `/`, `:`; a NAME also `*` and `?`.  Blanks may stand between.
//   A VALUE may also be anything else on one line between `"` and `"`, which it then can't hold itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace merlon {

/// What runs when nobody says otherwise.
inline constexpr std::string_view kEveryPass = "analyze,score(matrix),stories,plan";

struct PassOption {
  std::string key, value;
  Span key_at, value_at;
};

struct PassItem {
  std::string name;
  bool without = false;  ///< written with `-` before it
  Span at;
  std::vector<PassOption> options;
};

struct PassWords {
  std::string name;
  Span at;
  std::vector<PassOption> options;
  std::vector<PassItem> items;
};

/// Reads source `source`.  Errors: E0801, the first one; then nothing.
std::optional<std::vector<PassWords>> read_pass_text(const Sources& sources, uint32_t source, Diagnostics& diagnostics);
/// The same of one pass alone, `NAME` or `NAME<key=value>`, such as an emitter.
std::optional<PassWords> read_one_pass(const Sources& sources, uint32_t source, Diagnostics& diagnostics);

/// The options that a list sets for what it asks, as text: with others the same question may have another answer.  Empty
/// where there are none, or the text is no list.
std::string asked_with(const std::string& text);

/// The list without blanks; reading it again gives the same.
std::string text_of(const std::vector<PassWords>& passes);

}  // namespace merlon
