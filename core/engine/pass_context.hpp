// The context of abi.h: one run of one pass, and the functions of the host that it may call.
#pragma once

#include <merlon/abi.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/analyzer_pass.hpp"
#include "engine/scoring.hpp"
#include "engine/selection.hpp"
#include "engine/verdict.hpp"
#include "engine/views.hpp"
#include "graph/derive.hpp"
#include "plugin/first_size.hpp"

/// Everything it lends lives until the run is over.
struct mrl_ctx {
  const mrl_pass& pass;
  const merlon::Graph& g;
  const merlon::Views& views;
  const std::vector<merlon::AskedThreat>& asked;
  const merlon::Selection* selection;
  std::vector<merlon::PassCells> cells;          // of an analyzer
  std::vector<std::vector<mrl_ref>> refs;        // of each PassCells
  std::vector<std::vector<bool>> given;          // of each PassCells: subjects that have their verdict
  merlon::AnalyzerVerdicts out;
  std::vector<merlon::PublishedValue> published; // of an analysis
  std::set<std::pair<merlon::FactId, merlon::Element>> has_value;  // of those published
  std::set<merlon::FactId> not_needed;           // of an analysis: facts of others that it does not need
  std::string failed;                            // why nothing of it is used; empty while all is well
  mutable std::deque<std::vector<mrl_str>> words;
  merlon::Scoring* scoring = nullptr;            // of a scorer
};

namespace merlon {

/// Calls the pass, in a worker when its plugin is kept apart; what goes wrong is in `ctx.failed`.
void call(const mrl_pass& pass, mrl_ctx& ctx, const mrl_host& host = host_functions());
/// Calls it in this process.
void call_here(const mrl_pass& pass, mrl_ctx& ctx, const mrl_host& host);

/// Remembers why the pass has failed; the first reason counts.  Returns `status`.
mrl_status refuse(mrl_ctx* ctx, mrl_status status, std::string why);

/// Checks and copies a verdict.
mrl_status take_verdict(mrl_ctx* ctx, const mrl_verdict* verdict);

/// Null when the pass has no such option.
const mrl_option* option_named(const mrl_pass& pass, std::string_view key);
/// Hands out the value of an option: `set`, or its default when that is null.
mrl_status hand_option(const mrl_option& option, const std::string* set, mrl_value* inout);

/// Copies at most what the caller has room for, and says in `size` how much that was.
template <class T>
mrl_status hand_out(T* inout, const T& value) {
  const uint32_t room = inout->size;
  if (room < sizeof(uint32_t)) return MRL_ERR_ARGUMENT;
  const uint32_t n = std::min<uint32_t>(room, sizeof(T));
  std::memcpy(inout, &value, n);
  inout->size = n;
  return MRL_OK;
}

inline mrl_str str_of(std::string_view s) { return {s.data(), s.size()}; }
inline std::string_view view_of(mrl_str s) { return s.ptr == nullptr ? std::string_view() : std::string_view(s.ptr, s.len); }
/// Text of a plugin that can be read: UTF-8, and not without end.
bool is_good(mrl_str s);
/// Whether a list that ends with null has the word.
bool is_named(const char* const* list, std::string_view word);

}  // namespace merlon
