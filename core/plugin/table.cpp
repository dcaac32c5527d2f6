#include "plugin/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "plugin/first_size.hpp"

namespace merlon {
namespace {

using Failure = std::optional<std::string>;

constexpr size_t kListLimit = 1024;
constexpr size_t kTextLimit = 4096;
constexpr uint32_t kElementMask = (1u << (MRL_PIPELINE + 1)) - 1;

/// A text of at most kTextLimit bytes of UTF-8; nothing when it is null, longer or other bytes.
std::optional<std::string_view> text_of(const char* text) {
  if (text == nullptr) return std::nullopt;
  const size_t length = ::strnlen(text, kTextLimit + 1);
  const std::string_view view(text, length);
  if (length > kTextLimit || first_invalid_utf8(view)) return std::nullopt;
  return view;
}

/// The items before the null; nothing when there is no null among the first kListLimit.  A null
/// list is empty.
template <class T>
std::optional<std::vector<const T*>> items_of(const T* const* list) {
  std::vector<const T*> items;
  if (list == nullptr) return items;
  for (; items.size() < kListLimit; ++list) {
    if (*list == nullptr) return items;
    items.push_back(*list);
  }
  return std::nullopt;
}

/// The words of a list that must be slugs, or analyses such as `lineage/1`.
std::optional<std::vector<std::string>> words_of(const char* const* list, bool analyses) {
  const auto items = items_of(list);
  if (!items) return std::nullopt;
  std::vector<std::string> words;
  for (const char* item : *items) {
    const auto text = text_of(item);
    if (!text) return std::nullopt;
    const bool versioned = text->find('/') != std::string_view::npos;
    if (versioned != analyses || !is_pass_id(*text)) return std::nullopt;
    words.emplace_back(*text);
  }
  std::sort(words.begin(), words.end());
  if (std::adjacent_find(words.begin(), words.end()) != words.end()) return std::nullopt;
  return words;
}

bool is_integer(std::string_view text, const mrl_option& option) {
  int64_t value = 0;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 18) return false;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    value = 10 * value + (c - '0');
  }
  value = negative ? -value : value;
  return option.min <= value && value <= option.max;
}

Failure check_option(const mrl_option& option) {
  if (option.size < MRL_SIZE_1_0(mrl_option, max)) return "has an option whose size is too small";
  const auto key = text_of(option.key);
  if (!key || !is_slug(*key)) return "has an option without a proper key";
  const auto fallback = text_of(option.fallback);
  if (!fallback || !text_of(option.help))
    return fmt::format("has no proper default or help for its option `{}`", *key);
  if (option.type > MRL_OPTION_TEXT)
    return fmt::format("gives its option `{}` an unknown type", *key);
  const auto choices = items_of(option.choices);
  if (!choices || !std::all_of(choices->begin(), choices->end(),
                               [](const char* c) { return text_of(c).has_value(); })) {
    return fmt::format("has broken choices for its option `{}`", *key);
  }
  bool fits = true;
  if (option.type == MRL_OPTION_FLAG) fits = *fallback == "true" || *fallback == "false";
  if (option.type == MRL_OPTION_INTEGER) fits = is_integer(*fallback, option);
  if (option.type == MRL_OPTION_TEXT && !choices->empty()) {
    fits = std::any_of(choices->begin(), choices->end(),
                       [&](const char* c) { return *fallback == c; });
  }
  if (!fits)
    return fmt::format("has a default for its option `{}` that is not a value of it", *key);
  return std::nullopt;
}

Failure check_options(const mrl_pass& pass) {
  const auto options = items_of(pass.options);
  if (!options) return "has a list of options without an end";
  std::vector<std::string_view> keys;
  for (const mrl_option* option : *options) {
    if (auto failure = check_option(*option)) return failure;
    keys.emplace_back(option->key);
  }
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice != keys.end()) return fmt::format("has two options called `{}`", *twice);
  return std::nullopt;
}

/// `entry` gets the pass's id and what it covers.
Failure check_pass(const mrl_pass& pass, PassEntry& entry) {
  if (pass.size < MRL_SIZE_1_0(mrl_pass, publishes)) return "has a size that is too small";
  const auto id = text_of(pass.id);
  if (!id || !is_pass_id(*id)) return "has no id of lower-case words joined by `-`";
  entry.id = *id;
  if (pass.kind >= kPassKinds.size())
    return fmt::format("is of kind {}, which this merlon does not run", pass.kind);
  entry.kind = kPassKinds[pass.kind];
  const char* article = pass.kind == MRL_PASS_SCORER ? "a" : "an";
  const bool analysis = pass.kind == MRL_PASS_ANALYSIS, analyzer = pass.kind == MRL_PASS_ANALYZER;
  if ((entry.id.find('/') != std::string::npos) != analysis)
    return analysis ? "is an analysis, and its id has no version, as in `name/1`"
                    : fmt::format("is {} {}, and its id has a version", article, entry.kind);
  if ((pass.flags & ~uint32_t{MRL_PASS_REENTRANT}) != 0)
    return "has flags that this merlon does not know";
  if ((pass.subjects & ~kElementMask) != 0)
    return "names element kinds that this merlon does not know";
  if (!text_of(pass.summary)) return "has no proper summary";
  if (pass.run == nullptr) return "has no function `run`";
  if ((pass.create == nullptr) != (pass.destroy == nullptr))
    return "has only one of `create` and `destroy`";
  const auto covers = words_of(pass.covers, false), publishes = words_of(pass.publishes, false);
  if (!covers || covers->empty() == analyzer) {
    return analyzer ? "has no proper list of threats that it covers"
                    : fmt::format("is {} {}, and covers threats", article, entry.kind);
  }
  if (!publishes || publishes->empty() == analysis) {
    return analysis ? "has no proper list of facts that it publishes"
                    : fmt::format("is {} {}, and publishes facts", article, entry.kind);
  }
  entry.covers = analysis ? *publishes : *covers;
  const auto needs = words_of(pass.needs, true);
  if (!needs) return "has no proper list of analyses that it needs";
  if (!needs->empty() && !analysis && !analyzer)
    return fmt::format("is {} {}, and needs analyses, which only analyzers and analyses do", article, entry.kind);
  for (const char* const* list : {pass.does, pass.kinds, pass.roles}) {
    if (!words_of(list, false)) return "has no proper list of what it narrows its subjects to";
  }
  return check_options(pass);
}

Failure check_pack(const mrl_pack* pack) {
  if (pack == nullptr) return std::nullopt;
  const bool sound = pack->size >= MRL_SIZE_1_0(mrl_pack, text) &&
                     (pack->n_words == 0 || pack->words != nullptr) &&
                     (pack->n_text == 0 || pack->text != nullptr);
  if (!sound) return "its pack has no proper head";
  return std::nullopt;
}

}  // namespace

Failure differs_from_note(const mrl_plugin& table, const Note& note) {
  if (table.magic != MRL_MAGIC)
    return "its struct `merlon_plugin` does not begin with the magic number";
  if (table.size < MRL_SIZE_1_0(mrl_plugin, pack)) {
    return fmt::format("its struct `merlon_plugin` has {} bytes, and {} are needed", table.size,
                       MRL_SIZE_1_0(mrl_plugin, pack));
  }
  if (table.abi_major != note.abi_major || table.abi_minor != note.abi_minor) {
    return "its struct and its note name different plugin interfaces";
  }
  const auto same = [](const char* text, std::string_view noted) { return text_of(text) == noted; };
  if (!same(table.abi_hash, note.abi_hash))
    return "its struct and its note name different hashes of abi.h";
  if (!same(table.build, note.build)) return "its struct and its note name different builds";
  if (!same(table.id, note.id)) return "its struct and its note name different ids";
  if (!same(table.version, note.version)) return "its struct and its note name different versions";
  return std::nullopt;
}

Failure malformed(const mrl_plugin& table, const Note& note) {
  const auto passes = items_of(table.passes);
  if (!passes)
    return fmt::format("it has more than {} passes, or a list of passes without an end",
                       kListLimit);
  std::vector<PassEntry> entries;
  for (const mrl_pass* pass : *passes) {
    PassEntry entry;
    if (auto failure = check_pass(*pass, entry)) {
      return entry.id.empty() ? fmt::format("its pass {} {}", entries.size() + 1, *failure)
                              : fmt::format("its pass `{}` {}", entry.id, *failure);
    }
    entries.push_back(std::move(entry));
  }
  std::sort(entries.begin(), entries.end(),
            [](const PassEntry& a, const PassEntry& b) { return a.id < b.id; });
  for (size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].id == entries[i - 1].id)
      return fmt::format("it has two passes called `{}`", entries[i].id);
  }
  if (entries != note.passes)
    return "its passes, or what they cover, are not those that its notes name";
  if (entries.empty() && table.pack == nullptr) return "it has neither passes nor a pack";
  return check_pack(table.pack);
}

}  // namespace merlon
