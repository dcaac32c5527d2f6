// How to mend a word of a list (`does`, `kind`, `role`) that is missing or not in the vocabulary.
#pragma once

#include <string>
#include <string_view>

#include "catalog/vocabulary.hpp"

namespace merlon {

/// All words, or of a tree those at its top and how to see the rest.  `key`: `does`, `kind` or `role`.
std::string words_to_choose(const WordList& list, std::string_view key);

/// For `written`, which is no word of `list`: a similar one, else those whose meaning names it, else what there is.
std::string help_for_word(std::string_view written, const WordList& list, std::string_view key);

}  // namespace merlon
