// Completion for zsh.
#include <fmt/format.h>

#include "cli/share/share.hpp"

namespace merlon::shares {
namespace {

// Inside single quotes and brackets of _arguments.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') out += "'\\''";
    else if (c == '[' || c == ']' || c == ':' || c == '\\') out += std::string("\\") + c;
    else out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string described(const std::vector<std::pair<std::string, std::string>>& list) {
  std::string out;
  for (const auto& [word, summary] : list) out += fmt::format(" '{}:{}'", word, plain(summary));
  return out;
}

std::string arguments(const Verb& verb) {
  std::string out = " '--help[print what it takes]'";
  for (const OptionSpec& o : verb.options) {
    for (const std::string& name : option_names(o)) {
      out += fmt::format(" '{}{}[{}]{}'", o.kind == OptionSpec::Kind::values ? "*" : "", name, plain(o.help), takes_value(o) ? fmt::format(":{}:_files", plain(o.value)) : "");
    }
  }
  return out + " '*:file:_files'";
}

std::vector<SharedFile> files(std::span<const Verb* const> verbs) {
  std::string out =
      "#compdef merlon\n# Completion of merlon for zsh.  Written from the verbs and options of the program.\n_merlon() {\n  local -a list\n"
      "  if (( CURRENT == 2 )); then\n";
  const auto firsts = first_words(verbs);
  out += fmt::format("    list=({} )\n    _describe verb list\n    return\n  fi\n  case $words[2] in\n", described(firsts));
  for (const auto& [first, summary] : firsts) {
    const auto seconds = second_words(verbs, first);
    out += fmt::format("    {})\n", first);
    if (seconds.empty()) {
      for (const Verb* verb : verbs) {
        if (verb->name == first) out += fmt::format("      shift words; (( CURRENT-- ))\n      _arguments{} ;;\n", arguments(*verb));
      }
      continue;
    }
    out += fmt::format("      if (( CURRENT == 3 )); then\n        list=({} )\n        _describe verb list\n        return\n      fi\n      local verb=$words[3]\n      shift 2 words; (( CURRENT -= 2 ))\n      case $verb in\n", described(seconds));
    for (const Verb* verb : verbs) {
      const size_t blank = verb->name.find(' ');
      if (blank != std::string_view::npos && verb->name.substr(0, blank) == first) out += fmt::format("        {}) _arguments{} ;;\n", verb->name.substr(blank + 1), arguments(*verb));
    }
    out += "      esac ;;\n";
  }
  out += "  esac\n}\n_merlon \"$@\"\n";
  return {{"zsh/vendor-completions/_merlon", out}};
}

}  // namespace

const SharedKind& zsh() {
  static const SharedKind kind{"completion for zsh", &files};
  return kind;
}

}  // namespace merlon::shares
