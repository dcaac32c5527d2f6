// Completion for bash: verbs, options of the verb, and file names for all else.
#include <fmt/format.h>

#include "cli/share/share.hpp"

namespace merlon::shares {
namespace {

std::string words(const std::vector<std::pair<std::string, std::string>>& list) {
  std::string out;
  for (const auto& [word, summary] : list) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<SharedFile> files(std::span<const Verb* const> verbs) {
  std::string out =
      "# Completion of merlon for bash.  Written from the verbs and options of the program.\n"
      "_merlon() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} first=${COMP_WORDS[1]-} second=${COMP_WORDS[2]-}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  const auto firsts = first_words(verbs);
  out += fmt::format("    COMPREPLY=($(compgen -W '{}' -- \"$word\"))\n    return\n  fi\n", words(firsts));
  out += "  if [ \"$COMP_CWORD\" -eq 2 ]; then\n    case $first in\n";
  for (const auto& [first, summary] : firsts) {
    const auto seconds = second_words(verbs, first);
    if (!seconds.empty()) out += fmt::format("      {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")) && return ;;\n", first, words(seconds));
  }
  out += "    esac\n  fi\n  if [ \"${word#-}\" != \"$word\" ]; then\n    case \"$first $second\" in\n";
  for (const Verb* verb : verbs) {
    std::string options = "--help";
    for (const OptionSpec& o : verb->options) {
      for (const std::string& name : option_names(o)) options += " " + name;
    }
    const bool two = verb->name.find(' ') != std::string_view::npos;
    out += fmt::format("      \"{}\"{}) COMPREPLY=($(compgen -W '{}' -- \"$word\")) ;;\n", two ? std::string(verb->name) : std::string(verb->name) + " ", two ? "" : "*", options);
  }
  out += "    esac\n    return\n  fi\n  COMPREPLY=($(compgen -f -- \"$word\"))\n}\ncomplete -o filenames -F _merlon merlon\n";
  return {{"bash-completion/completions/merlon", out}};
}

}  // namespace

const SharedKind& bash() {
  static const SharedKind kind{"completion for bash", &files};
  return kind;
}

}  // namespace merlon::shares
