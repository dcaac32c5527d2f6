#include "cli/usage.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

bool is_verb(std::string_view name) {
  return std::any_of(verbs::all().begin(), verbs::all().end(), [&](const Verb* verb) { return verb->name == name; });
}

// `list`, `test`, ... of `catalog`; empty when that is no group.
std::vector<std::string> verbs_of_group(const std::string& group) {
  std::vector<std::string> out;
  for (const Verb* verb : verbs::all()) {
    if (verb->name.starts_with(group + " ")) out.emplace_back(verb->name.substr(group.size() + 1));
  }
  return out;
}

bool looks_like_a_description(const std::string& word) {
  std::error_code error;
  return word.ends_with(".toml") || std::filesystem::is_regular_file(word, error);
}

WrongUsage no_such_verb(const std::string& given) {
  std::vector<std::string> names;
  for (const Verb* verb : verbs::all()) names.emplace_back(verb->name);
  const std::string_view near = nearest(given, names);
  return {fmt::format("there is no verb `{}`", printable(given)),
          near.empty() ? "`merlon --help` lists them" : fmt::format("did you mean `{}`?", near)};
}

WrongUsage option_before_verb(const std::vector<std::string>& words) {
  WrongUsage out{fmt::format("`{}` stands where the verb must", printable(words[0])),
                 "options follow the verb; `merlon --help` lists the verbs"};
  const auto verb = std::find_if(words.begin(), words.end(), [](const std::string& word) { return is_verb(word); });
  if (verb != words.end()) out.help = fmt::format("options follow the verb: `merlon {} ... {}`", *verb, printable(words[0]));
  return out;
}

// `-j`, `--jobs` of `-j,--jobs`; the word may go on with a value (`-j4`, `--jobs=4`).
bool names(const OptionSpec& spec, std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  for (std::string_view rest = spec.name; !rest.empty();) {
    const size_t comma = std::min(rest.find(','), rest.size());
    const std::string_view one = rest.substr(0, comma);
    if (one == name || (one.size() == 2 && !word.starts_with("--") && word.starts_with(one))) return true;
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return false;
}

std::string long_name(const OptionSpec& spec) {
  const size_t dashes = spec.name.rfind("--");
  return dashes == std::string::npos ? spec.name : spec.name.substr(dashes);
}

std::string_view noun_of(std::string_view value) {
  if (value == "FILE|-") return "a file name (or `-` for standard output)";
  if (value == "FILE") return "a file name";
  if (value == "DIR") return "the name of a folder";
  if (value == "N") return "a number";
  if (value == "LEVEL") return "a level";
  if (value == "DATE") return "a day";
  return "a value";
}

}  // namespace

std::optional<WrongUsage> wrong_verb(const std::vector<std::string>& words) {
  if (words.empty()) return std::nullopt;
  const std::string& first = words[0];
  const bool own = first == "-h" || first == "--help" || first == "-V" || first == "--version";
  if (own || is_verb(first)) return std::nullopt;
  if (first.starts_with('-')) return option_before_verb(words);
  const std::vector<std::string> inner = verbs_of_group(first);
  if (inner.empty() && looks_like_a_description(first)) {
    return WrongUsage{fmt::format("there is no verb `{}`", printable(first)),
                      fmt::format("did you mean `merlon analyze {}`?", printable(first))};
  }
  if (inner.empty()) return no_such_verb(first);
  if (words.size() < 2) return WrongUsage{fmt::format("`merlon {}` needs a verb", first), fmt::format("it has {}", listed(inner))};
  const std::string given = first + " " + words[1];
  if (words[1].starts_with('-') || is_verb(given)) return std::nullopt;
  return no_such_verb(given);
}

std::optional<WrongUsage> unknown_option(const Verb& verb, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--") return std::nullopt;
    if (word.size() < 2 || word[0] != '-') continue;
    const bool known = word == "-h" || word == "--help" ||
                       std::any_of(verb.options.begin(), verb.options.end(), [&](const OptionSpec& spec) { return names(spec, word); });
    if (known) continue;
    std::vector<std::string> options;
    for (const OptionSpec& spec : verb.options) {
      if (spec.name.starts_with('-')) options.push_back(long_name(spec));
    }
    const std::string name = word.substr(0, word.find('='));
    const std::string_view near = nearest(name, options);
    return WrongUsage{fmt::format("`merlon {}` has no option `{}`", verb.name, printable(name)),
                      near.empty() ? fmt::format("`merlon {} --help` shows what it takes", verb.name)
                                   : fmt::format("did you mean `{}`?", near)};
  }
  return std::nullopt;
}

WrongUsage wrong_count(const Verb& verb, std::string_view option, const std::vector<std::string>& words) {
  for (const OptionSpec& spec : verb.options) {
    if (!names(spec, option)) continue;
    const auto given = std::count_if(words.begin(), words.end(),
                                     [&](const std::string& word) { return word.starts_with('-') && names(spec, word); });
    if (given > 1) return {fmt::format("`{}` is given twice", long_name(spec)), "keep one of them"};
    return {fmt::format("`{}` needs {}", long_name(spec), noun_of(spec.value)),
            fmt::format("`merlon {} --help` shows what it takes", verb.name)};
  }
  return {fmt::format("`{}` is given wrongly", printable(option)), fmt::format("`merlon {} --help` shows what it takes", verb.name)};
}

}  // namespace merlon
