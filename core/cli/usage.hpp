// What is wrong with a command line, in our words, and how to mend it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/verb.hpp"

namespace merlon {

struct WrongUsage {
  std::string message, help;
};

/// Looks at the words behind `merlon` before options are read: something else stands where the verb must.
std::optional<WrongUsage> wrong_verb(const std::vector<std::string>& words);

/// An option among `words` that `verb` does not have.
std::optional<WrongUsage> unknown_option(const Verb& verb, const std::vector<std::string>& words);

/// `option` has no value, or is given twice.
WrongUsage wrong_count(const Verb& verb, std::string_view option, const std::vector<std::string>& words);

}  // namespace merlon
