#include <algorithm>

#include "cli/share/share.hpp"

namespace merlon {

std::vector<std::string> option_names(const OptionSpec& option) {
  std::vector<std::string> out;
  if (is_positional(option)) return out;
  for (std::string_view rest = option.name; !rest.empty();) {
    const size_t comma = std::min(rest.find(','), rest.size());
    out.emplace_back(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> first_words(std::span<const Verb* const> verbs) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Verb* verb : verbs) {
    const size_t blank = verb->name.find(' ');
    const std::string word(verb->name.substr(0, blank));
    if (!out.empty() && out.back().first == word) continue;
    out.emplace_back(word, blank == std::string_view::npos ? std::string(verb->summary) : "several verbs");
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> second_words(std::span<const Verb* const> verbs, std::string_view first) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const Verb* verb : verbs) {
    const size_t blank = verb->name.find(' ');
    if (blank != std::string_view::npos && verb->name.substr(0, blank) == first) out.emplace_back(verb->name.substr(blank + 1), verb->summary);
  }
  return out;
}

}  // namespace merlon
