#include "graph/word_help.hpp"

#include <vector>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; }

bool names_whole_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

}  // namespace

std::string words_to_choose(const WordList& list, std::string_view key) {
  std::vector<std::string> top;
  for (uint32_t i = 0; i < list.size(); ++i) {
    if (list[i].parent.empty()) top.push_back(list[i].id);
  }
  if (top.size() == list.size()) return fmt::format("its words are {}", listed(top));
  return fmt::format("its words are {} and the kinds of these; `merlon catalog list {}s` shows all", listed(top), key);
}

std::string help_for_word(std::string_view written, const WordList& list, std::string_view key) {
  const std::vector<std::string> names = list.names();  // `near` points into it
  if (const std::string_view near = nearest(written, names); !near.empty()) {
    return fmt::format("a similar word exists: `{}`", near);
  }
  for (uint32_t i = 0; i < list.size(); ++i) {
    if (written.empty() || !names_whole_word(list[i].means, written)) continue;
    return fmt::format("perhaps `{}` ({}); {}", list[i].id, list[i].means, words_to_choose(list, key));
  }
  return words_to_choose(list, key);
}

}  // namespace merlon
