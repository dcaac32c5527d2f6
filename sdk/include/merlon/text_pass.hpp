// What importers and emitters have in common: one text goes in, another comes out.  Include importer.hpp or emitter.hpp.
#pragma once

#include <merlon/pass.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace merlon {
inline namespace sdk {

/// One run of an importer or emitter.
class TextContext {
 public:
  TextContext(const mrl_host* host, mrl_ctx* ctx) : host_(*host), ctx_(ctx) {}

  /// The bytes of the file, or the result as JSON.  The host's, until `run` returns.
  std::string_view input() const {
    mrl_str bytes{};
    check(host_.input(ctx_, &bytes), "the input");
    return from_c(bytes);
  }
  /// Appends to what is made.
  void output(std::string_view bytes) { check(host_.output(ctx_, to_c(bytes)), "the output"); }
  /// Gives up, and says why in one lower-case sentence.  Nothing that was made is used.
  [[noreturn]] static void fail(const std::string& why) { throw std::runtime_error(why); }

  bool flag(std::string_view key) const { return option(key).kind == MRL_TRUE; }
  int64_t integer(std::string_view key) const { return option(key).integer; }
  std::string_view text(std::string_view key) const { return from_c(option(key).text); }

 private:
  static void check(mrl_status status, const std::string& what) {
    if (status != MRL_OK) throw Refused(status, what);
  }
  mrl_value option(std::string_view key) const {
    mrl_value out{};
    out.size = sizeof out;
    check(host_.option(ctx_, to_c(key), &out), "the option `" + std::string(key) + "`");
    return out;
  }

  const mrl_host& host_;
  mrl_ctx* ctx_;
};

/// The designators of MERLON_IMPORTER and MERLON_EMITTER.
struct TextPass {
  const char* summary = "";
  Options options = {};
};

inline mrl_status run_text_guarded(const mrl_host* host, mrl_ctx* ctx,
                                   void (*run)(TextContext&)) noexcept {
  return guarded(host, ctx, [&] {
    TextContext context(host, ctx);
    run(context);
    return MRL_OK;
  });
}

}  // namespace sdk
}  // namespace merlon

#define MERLON_TEXT_PASS_(kind_, word_, id_, function_, ...)                                 \
  MERLON_CHECK_STEM_(id_)                                                                    \
  namespace {                                                                                \
  constexpr ::merlon::TextPass merlon_text_pass_ = {__VA_ARGS__};                            \
  constexpr ::merlon::OptionList merlon_options_(merlon_text_pass_.options);                 \
  MRL_NOTE_PLACE constexpr auto merlon_note_ =                                               \
      ::merlon::PassNote<::merlon::pass_note_size(word_, id_, ::merlon::Words{})>(           \
          word_, id_, ::merlon::Words{});                                                    \
  mrl_status merlon_run_(const mrl_host* host, mrl_ctx* ctx, void*) noexcept {               \
    return ::merlon::run_text_guarded(host, ctx, function_);                                 \
  }                                                                                          \
  }                                                                                          \
  extern "C" __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;               \
  constinit const mrl_pass MERLON_UNIT = {sizeof(mrl_pass),                                  \
                                          kind_,                                             \
                                          0u,                                                \
                                          0u,                                                \
                                          id_,                                               \
                                          merlon_text_pass_.summary,                         \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          merlon_options_.list,                              \
                                          nullptr,                                           \
                                          &merlon_run_,                                      \
                                          nullptr,                                           \
                                          nullptr};
