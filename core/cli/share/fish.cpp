// Completion for fish.
#include <fmt/format.h>

#include "cli/share/share.hpp"

namespace merlon::shares {
namespace {

// In single quotes, in which fish takes `\` and `'` for its own.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' || c == '\\' ? std::string("\\") + c : std::string(1, c == '\n' ? ' ' : c);
  return out + "'";
}

// When the words of a verb have been typed.
std::string behind(const Verb& verb) {
  const size_t blank = verb.name.find(' ');
  std::string out = fmt::format("__fish_seen_subcommand_from {}", verb.name.substr(0, blank));
  if (blank != std::string_view::npos) out += fmt::format("; and __fish_seen_subcommand_from {}", verb.name.substr(blank + 1));
  return quoted(out);
}

std::vector<SharedFile> files(std::span<const Verb* const> verbs) {
  std::string out = "# Completion of merlon for fish.  Written from the verbs and options of the program.\n";
  const auto firsts = first_words(verbs);
  for (const auto& [word, summary] : firsts) out += fmt::format("complete -c merlon -n __fish_use_subcommand -f -a {} -d {}\n", word, quoted(summary));
  for (const auto& [first, summary] : firsts) {
    const auto seconds = second_words(verbs, first);
    std::string all;
    for (const auto& [second, says] : seconds) all += " " + second;
    for (const auto& [second, says] : seconds) {
      out += fmt::format("complete -c merlon -n {} -f -a {} -d {}\n",
                         quoted(fmt::format("__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from{}", first, all)), second, quoted(says));
    }
  }
  for (const Verb* verb : verbs) {
    for (const OptionSpec& o : verb->options) {
      if (is_positional(o)) continue;
      out += fmt::format("complete -c merlon -n {}", behind(*verb));
      for (const std::string& name : option_names(o)) out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      out += fmt::format("{} -d {}\n", takes_value(o) ? " -r" : "", quoted(o.help));
    }
  }
  return {{"fish/vendor_completions.d/merlon.fish", out}};
}

}  // namespace

const SharedKind& fish() {
  static const SharedKind kind{"completion for fish", &files};
  return kind;
}

}  // namespace merlon::shares
