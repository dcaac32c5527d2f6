// What the macros of every kind of pass are made of.  Include the header of the kind, such as analyzer.hpp.
#pragma once

#include <merlon/elements.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <string_view>

namespace merlon {
inline namespace sdk {

/// Up to 31 words, ended by null.
struct Words {
  static constexpr size_t limit = 31;
  const char* list[limit + 1] = {};
  constexpr Words() = default;
  template <class... Word>
  requires(sizeof...(Word) > 0 && sizeof...(Word) <= limit) constexpr Words(const Word&... words)
      : list{words...} {}
};

inline constexpr const char* no_words[1] = {nullptr};

/// An option with its default; `ctx.flag(key)`, `ctx.integer(key)` or `ctx.text(key)` asks for its
/// value.
struct Option {
  mrl_option option{};
  constexpr Option() = default;
  static constexpr Option flag(const char* key, bool fallback, const char* help) {
    return make(MRL_OPTION_FLAG, key, fallback ? "true" : "false", help, 0, 0);
  }
  static constexpr Option integer(const char* key, const char* fallback, int64_t min, int64_t max,
                                  const char* help) {
    return make(MRL_OPTION_INTEGER, key, fallback, help, min, max);
  }
  static constexpr Option text(const char* key, const char* fallback, const char* help) {
    return make(MRL_OPTION_TEXT, key, fallback, help, 0, 0);
  }

 private:
  static constexpr Option make(uint32_t type, const char* key, const char* fallback,
                               const char* help, int64_t min, int64_t max) {
    Option made;
    made.option = {sizeof(mrl_option), type, key, fallback, help, nullptr, min, max};
    return made;
  }
};

struct Options {
  static constexpr size_t limit = 8;
  Option list[limit] = {};
  constexpr Options() = default;
  template <class... Each>
  requires(sizeof...(Each) > 0 && sizeof...(Each) <= limit) constexpr Options(const Each&... each)
      : list{each...} {}
};

/// Pointers to the options that are there, ended by null.
struct OptionList {
  const mrl_option* list[Options::limit + 1] = {};
  constexpr explicit OptionList(const Options& options) {
    for (size_t i = 0; i < Options::limit && options.list[i].option.key != nullptr; ++i) {
      list[i] = &options.list[i].option;
    }
  }
};

constexpr size_t length_of(const char* text) { return std::char_traits<char>::length(text); }

/// Bytes of `merlon-pass KIND ID THREAT,THREAT` with its NUL; `-` stands for an empty list.
constexpr size_t pass_note_size(const char* kind, const char* id, const Words& list) {
  size_t n = length_of("merlon-pass ") + length_of(kind) + 1 + length_of(id) + 1;
  for (const char* const* word = list.list; *word != nullptr; ++word) n += length_of(*word) + 1;
  return list.list[0] == nullptr ? n + 2 : n;
}

template <size_t Size>
struct PassNote {
  uint32_t namesz = 7, descsz = Size, type = MRL_NOTE_PASS;
  char name[8] = {'M', 'e', 'r', 'l', 'o', 'n', 0, 0};
  char text[Size] = {};
  constexpr PassNote(const char* kind, const char* id, const Words& covers) {
    size_t at = 0;
    const auto append = [&](const char* word) {
      while (*word != '\0') text[at++] = *word++;
    };
    append("merlon-pass ");
    append(kind);
    text[at++] = ' ';
    append(id);
    char before = ' ';
    for (const char* const* word = covers.list; *word != nullptr; ++word) {
      text[at++] = before;
      append(*word);
      before = ',';
    }
    if (before == ' ') append(" -");
  }
};

/// The firewall: no exception leaves, whatever happens.  `run` gives the status.
template <class Run>
mrl_status guarded(const mrl_host* host, mrl_ctx* ctx, const Run& run) noexcept {
  if (host == nullptr || host->size < sizeof(mrl_host)) return MRL_ERR_HOST;
  const auto fail = [&](std::string_view why) {
    host->fail(ctx, to_c(why));
    return MRL_ERR_FAILED;
  };
  try {
    return run();
  } catch (const std::bad_alloc&) {
    return fail("there was no memory left for it");
  } catch (const std::exception& error) {
    return fail(error.what());
  } catch (...) {
    return fail("it threw something that is no std::exception");
  }
}

constexpr bool same(const char* a, const char* b) { return std::string_view(a) == b; }

/// `base/1` is called `base`.
constexpr bool same_name(const char* id, const char* stem) {
  const std::string_view whole(id);
  return whole.substr(0, whole.find('/')) == stem && whole.find('/') != whole.npos;
}

}  // namespace sdk
}  // namespace merlon

// merlon_add_plugin() names the pass after its source.
#ifndef MERLON_UNIT
#define MERLON_UNIT merlon_pass
#endif
#ifndef MERLON_STEM
#define MERLON_CHECK_STEM_(id)
#define MERLON_CHECK_ANALYSIS_STEM_(id)
#else
#define MERLON_CHECK_STEM_(id) \
  static_assert(::merlon::same(id, MERLON_STEM), "a pass has the name of its file");
#define MERLON_CHECK_ANALYSIS_STEM_(id)               \
  static_assert(::merlon::same_name(id, MERLON_STEM), \
                "an analysis has the name of its file and a version: `name/1`");
#endif
