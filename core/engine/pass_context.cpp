#include "engine/pass_context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/analysis_plan.hpp"
#include "engine/given.hpp"
#include "plugin/apart.hpp"

namespace merlon {
namespace {

const mrl_graph* host_graph(const mrl_ctx* ctx) { return ctx->views.graph(); }

mrl_status host_scope(const mrl_ctx* ctx, mrl_str threat, const mrl_ref** subjects, uint32_t* n) {
  if (subjects == nullptr || n == nullptr || !is_good(threat)) return MRL_ERR_ARGUMENT;
  const std::string_view id = view_of(threat);
  const bool exists = std::any_of(ctx->asked.begin(), ctx->asked.end(), [&](const AskedThreat& a) { return a.id == id; });
  if (!is_named(ctx->pass.covers, id)) return exists ? MRL_ERR_UNDECLARED : MRL_ERR_UNKNOWN;
  for (size_t i = 0; i < ctx->cells.size(); ++i) {
    if (ctx->asked[ctx->cells[i].threat].id != id) continue;
    *subjects = ctx->refs[i].data();
    *n = static_cast<uint32_t>(ctx->refs[i].size());
    return MRL_OK;
  }
  if (ctx->selection == nullptr || !ctx->selection->not_asked.contains(std::string(id))) return MRL_ERR_UNKNOWN;
  *subjects = nullptr;
  *n = 0;
  return MRL_OK;
}

mrl_status host_node(const mrl_ctx* ctx, mrl_node node, mrl_node_info* inout) {
  const Graph& g = ctx->g;
  if (inout == nullptr || node >= g.n_nodes()) return MRL_ERR_ARGUMENT;
  mrl_node_info info{};
  info.size = sizeof(info);
  info.boundary = g.boundary[node] == kNone ? MRL_NONE : g.boundary[node] - g.first[4];
  info.ref = to_ref(g, node);
  info.id = str_of(g.ids[node]);
  info.holder = g.holder[node] == kNone ? MRL_NONE : g.holder[node];
  for (uint32_t list = 0; list < g.open.size(); ++list) {
    if (g.is_open(static_cast<OpenList>(list), node)) info.open_lists |= 1u << list;
  }
  return hand_out(inout, info);
}

mrl_status host_flow(const mrl_ctx* ctx, uint32_t flow, mrl_flow_info* inout) {
  const Graph& g = ctx->g;
  if (inout == nullptr || flow >= g.n_flows) return MRL_ERR_ARGUMENT;
  const Element e = g.first[3] + flow;
  mrl_flow_info info{};
  info.size = sizeof(info);
  info.kind = static_cast<uint32_t>(g.flow(e).kind);
  info.ref = to_ref(g, e);
  info.from = g.flow(e).from;
  info.to = g.flow(e).to;
  info.id = str_of(g.ids[e]);
  return hand_out(inout, info);
}

mrl_status host_element_id(const mrl_ctx* ctx, mrl_ref at, mrl_str* out) {
  const Element e = from_ref(ctx->g, at);
  if (e == kNone || out == nullptr) return MRL_ERR_ARGUMENT;
  *out = str_of(e == ctx->g.pipeline() ? ctx->g.doc->pipeline.id.text : ctx->g.ids[e]);
  return MRL_OK;
}

mrl_status host_fact_id(const mrl_ctx* ctx, mrl_str name, uint32_t* out) {
  if (out == nullptr || !is_good(name)) return MRL_ERR_ARGUMENT;
  const FactId fact = ctx->g.catalog->vocabulary.find(view_of(name));
  if (fact == kNone) return MRL_ERR_UNKNOWN;
  *out = fact;
  return MRL_OK;
}

const Fact* fact_of(const mrl_ctx* ctx, uint32_t fact) {
  const auto& facts = ctx->g.catalog->vocabulary.facts;
  return fact < facts.size() ? &facts[fact] : nullptr;
}

void words_value(const mrl_ctx* ctx, Element e, uint32_t fact, const Fact& f, mrl_value& v) {
  std::vector<mrl_str>& words = ctx->words.emplace_back();
  for (uint32_t i = 0; i < f.values.size(); ++i) {
    if (ctx->g.facts.is(fact, e, i) == Tri::yes) words.push_back(str_of(f.values[i]));
  }
  const bool more = !ctx->g.facts.known(fact, e);
  v.kind = words.empty() && more ? MRL_UNKNOWN : MRL_WORDS;
  v.words = words.data();
  v.n_words = static_cast<uint32_t>(words.size());
  v.more = more;
}

void level_value(const mrl_ctx* ctx, Element e, uint32_t fact, const Fact& f, mrl_value& v) {
  const int32_t low = ctx->g.facts.low(fact, e), high = ctx->g.facts.high(fact, e);
  if (f.def.type == FactType::integer) {
    v.kind = low == high ? MRL_INTEGER : MRL_UNKNOWN;
    v.integer = low == high ? low : 0;
    return;
  }
  v.kind = MRL_LEVEL;
  v.must = static_cast<uint32_t>(low);
  v.may = static_cast<uint32_t>(high);
  if (low == high) v.text = str_of(f.values[static_cast<size_t>(low)]);
}

mrl_status host_fact(const mrl_ctx* ctx, mrl_ref at, uint32_t fact, mrl_value* inout) {
  const Element e = from_ref(ctx->g, at);
  const Fact* f = fact_of(ctx, fact);
  if (e == kNone || f == nullptr || inout == nullptr) return MRL_ERR_ARGUMENT;
  if (ctx->not_needed.contains(fact)) return MRL_ERR_UNDECLARED;
  mrl_value v{};
  v.size = sizeof(v);
  const FactTable& facts = ctx->g.facts;
  if (!facts.applies(fact, e)) {
    v.kind = MRL_NOT_APPLICABLE;
    return hand_out(inout, v);
  }
  switch (f->def.type) {
    case FactType::boolean: {
      const Tri value = facts.is(fact, e, 1);
      v.kind = value == Tri::yes ? MRL_TRUE : value == Tri::no ? MRL_FALSE : MRL_UNKNOWN;
      break;
    }
    case FactType::level:
    case FactType::integer: level_value(ctx, e, fact, *f, v); break;
    case FactType::text: {
      const FactSource source = ctx->g.source(fact, e);
      v.kind = source.entry == nullptr || !facts.known(fact, e) ? MRL_UNKNOWN : MRL_TEXT;
      if (v.kind == MRL_TEXT) v.text = str_of(source.entry->value.text);
      break;
    }
    case FactType::word:
    case FactType::words: words_value(ctx, e, fact, *f, v); break;
  }
  return hand_out(inout, v);
}

// The number that a comparison asks for, or kNone.
uint32_t wanted(const Fact& f, std::string_view word) {
  if (f.def.type == FactType::boolean) return word == "true" ? 1 : word == "false" ? 0 : kNone;
  if (f.def.type != FactType::integer) return f.value(word);
  uint32_t number = 0;
  for (const char c : word) {
    if (c < '0' || c > '9' || number > 100'000'000) return kNone;
    number = number * 10 + static_cast<uint32_t>(c - '0');
  }
  return word.empty() ? kNone : number;
}

mrl_status host_fact_is(const mrl_ctx* ctx, mrl_ref at, uint32_t fact, mrl_str word, uint32_t* out) {
  const Element e = from_ref(ctx->g, at);
  const Fact* f = fact_of(ctx, fact);
  if (e == kNone || f == nullptr || out == nullptr || !is_good(word)) return MRL_ERR_ARGUMENT;
  if (ctx->not_needed.contains(fact)) return MRL_ERR_UNDECLARED;
  const uint32_t value = wanted(*f, view_of(word));
  if (value == kNone) return MRL_ERR_UNKNOWN;
  *out = static_cast<uint32_t>(ctx->g.facts.is(fact, e, value));
  return MRL_OK;
}

mrl_status host_fact_at_least(const mrl_ctx* ctx, mrl_ref at, uint32_t fact, mrl_str word, uint32_t* out) {
  const Element e = from_ref(ctx->g, at);
  const Fact* f = fact_of(ctx, fact);
  if (e == kNone || f == nullptr || out == nullptr || !is_good(word)) return MRL_ERR_ARGUMENT;
  if (ctx->not_needed.contains(fact)) return MRL_ERR_UNDECLARED;
  if (f->def.type != FactType::level && f->def.type != FactType::integer) return MRL_ERR_ARGUMENT;
  const uint32_t value = wanted(*f, view_of(word));
  if (value == kNone) return MRL_ERR_UNKNOWN;
  *out = static_cast<uint32_t>(ctx->g.facts.at_least(fact, e, static_cast<int32_t>(value)));
  return MRL_OK;
}

mrl_status host_option(const mrl_ctx* ctx, mrl_str key, mrl_value* inout) {
  if (inout == nullptr || !is_good(key)) return MRL_ERR_ARGUMENT;
  const mrl_option* option = option_named(ctx->pass, view_of(key));
  if (option == nullptr) return MRL_ERR_UNKNOWN;
  return hand_option(*option, ctx->selection == nullptr ? nullptr : ctx->selection->option(ctx->pass.id, option->key), inout);
}

mrl_status host_analysis(const mrl_ctx* ctx, mrl_str id, const void** view) {
  if (view == nullptr || !is_good(id)) return MRL_ERR_ARGUMENT;
  const bool declared = is_named(ctx->pass.needs, view_of(id));
  if (!declared) return is_analysis(view_of(id)) ? MRL_ERR_UNDECLARED : MRL_ERR_UNKNOWN;
  *view = ctx->views.analysis(view_of(id));
  return *view == nullptr ? MRL_ERR_UNKNOWN : MRL_OK;
}

// Boolean facts of the kind of `at`, which the pass has declared.
mrl_status host_publish(mrl_ctx* ctx, mrl_ref at, uint32_t fact, uint32_t tri) {
  const Element e = from_ref(ctx->g, at);
  const Fact* f = fact_of(ctx, fact);
  if (e == kNone || f == nullptr || tri > MRL_TRI_YES) return refuse(ctx, MRL_ERR_ARGUMENT, "it published a value of what does not exist");
  if (!is_named(ctx->pass.publishes, f->def.id)) {
    return refuse(ctx, MRL_ERR_UNDECLARED, fmt::format("it published `{}`, which it does not declare", f->def.id));
  }
  if (!f->on(ctx->g.kind_of(e))) {
    return refuse(ctx, MRL_ERR_SCOPE, fmt::format("it published `{}` of `{}`, which can't have it", f->def.id, ctx->g.ids[e]));
  }
  if (!ctx->has_value.emplace(fact, e).second) return refuse(ctx, MRL_ERR_TWICE, fmt::format("it published `{}` of `{}` twice", f->def.id, ctx->g.ids[e]));
  ctx->published.push_back({fact, e, static_cast<Tri>(tri)});
  return MRL_OK;
}

mrl_status host_verdict(mrl_ctx* ctx, const mrl_verdict* v) { return take_verdict(ctx, v); }

void host_fail(mrl_ctx* ctx, mrl_str why) {
  if (!ctx->failed.empty()) return;
  ctx->failed = why.ptr == nullptr || why.len == 0 ? "it said that it failed" : printable(view_of(why).substr(0, 1000));
}

// Passes that see the graph are given no text and make none (text_pass.cpp has those that do).
mrl_status host_input(const mrl_ctx*, mrl_str* bytes) { return bytes == nullptr ? MRL_ERR_ARGUMENT : MRL_ERR_UNDECLARED; }
mrl_status host_output(mrl_ctx* ctx, mrl_str) { return refuse(ctx, MRL_ERR_UNDECLARED, "it made an output, which only importers and emitters do"); }

int32_t host_should_stop(const mrl_ctx*) { return 0; }
const void* host_extension(const mrl_host*, const char*) { return nullptr; }

constexpr mrl_host kHost = {sizeof(mrl_host), MRL_ABI_MINOR, &host_graph, &host_scope, &host_node, &host_flow,
                            &host_element_id, &host_fact_id, &host_fact, &host_fact_is, &host_fact_at_least,
                            &host_option, &host_analysis, &host_verdict, &host_fail, &host_should_stop, &host_extension,
                            &host_publish, &host_input, &host_output, &host_rated, &host_losses, &host_price, &host_year, &host_reject};

}  // namespace

const mrl_option* option_named(const mrl_pass& pass, std::string_view key) {
  for (const mrl_option* const* o = pass.options; o != nullptr && *o != nullptr; ++o) {
    if (key == (*o)->key) return *o;
  }
  return nullptr;
}

mrl_status hand_option(const mrl_option& option, const std::string* set, mrl_value* inout) {
  mrl_value v{};
  v.size = sizeof(v);
  const char* value = set == nullptr ? option.fallback : set->c_str();
  if (option.type == MRL_OPTION_FLAG) {
    v.kind = std::string_view(value) == "true" ? MRL_TRUE : MRL_FALSE;
  } else if (option.type == MRL_OPTION_INTEGER) {
    v.kind = MRL_INTEGER;
    v.integer = std::strtoll(value, nullptr, 10);
  } else {
    v.kind = MRL_TEXT;
    v.text = str_of(value);
  }
  return hand_out(inout, v);
}

mrl_status refuse(mrl_ctx* ctx, mrl_status status, std::string why) {
  if (ctx->failed.empty()) ctx->failed = std::move(why);
  return status;
}

bool is_good(mrl_str s) {
  return (s.ptr != nullptr || s.len == 0) && s.len < (1u << 20) && !first_invalid_utf8(view_of(s));
}

bool is_named(const char* const* list, std::string_view word) {
  for (; list != nullptr && *list != nullptr; ++list) {
    if (word == *list) return true;
  }
  return false;
}

const mrl_host& host_functions() { return kHost; }

void call(const mrl_pass& pass, mrl_ctx& ctx, const mrl_host& host) {
  if (!is_apart(pass)) return call_here(pass, ctx, host);
  const WorkerOutcome outcome = run_apart(pass, [&](const mrl_pass& itself) {
    call_here(itself, ctx, host);
    return given_in(ctx);
  });
  if (outcome.failure.empty()) give_again(ctx, outcome.bytes);
  else refuse(&ctx, MRL_ERR_FAILED, outcome.failure);
}

void call_here(const mrl_pass& pass, mrl_ctx& ctx, const mrl_host& host) {
  void* state = nullptr;
  if (pass.create != nullptr && pass.create(&host, &ctx, &state) != MRL_OK) {
    if (ctx.failed.empty()) ctx.failed = "it could not start";
    return;
  }
  const mrl_status status = pass.run(&host, &ctx, state);
  if (pass.destroy != nullptr && pass.create != nullptr) pass.destroy(state);
  if (status != MRL_OK && ctx.failed.empty()) ctx.failed = fmt::format("it ended with error {}", status);
}

}  // namespace merlon
