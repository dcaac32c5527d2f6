#include "engine/analyzer_pass.hpp"

#include <algorithm>
#include <cstring>
#include <deque>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/analysis_plan.hpp"

// The context of abi.h: one run of one pass.  Everything it lends lives until the run is over.
struct mrl_ctx {
  const mrl_pass& pass;
  const merlon::Graph& g;
  const merlon::Views& views;
  const std::vector<merlon::AskedThreat>& asked;
  const merlon::Selection* selection;
  std::vector<merlon::PassCells> cells;
  std::vector<std::vector<mrl_ref>> refs;  // of each PassCells
  std::vector<std::vector<bool>> given;    // of each PassCells: subjects that have their verdict
  merlon::AnalyzerVerdicts out;
  std::string failed;
  mutable std::deque<std::vector<mrl_str>> words;
};

namespace merlon {
namespace {

std::string_view view_of(mrl_str s) { return s.ptr == nullptr ? std::string_view() : std::string_view(s.ptr, s.len); }
mrl_str str_of(std::string_view s) { return {s.data(), s.size()}; }
bool good(mrl_str s) {
  return (s.ptr != nullptr || s.len == 0) && s.len < (1u << 20) && !first_invalid_utf8(view_of(s));
}

bool named(const char* const* list, std::string_view word) {
  for (; list != nullptr && *list != nullptr; ++list) {
    if (word == *list) return true;
  }
  return false;
}

bool empty(const char* const* list) { return list == nullptr || *list == nullptr; }

// Copies at most what the caller has room for.
template <class T>
mrl_status hand_out(T* inout, const T& value) {
  const uint32_t room = inout->size;
  if (room < sizeof(uint32_t)) return MRL_ERR_ARGUMENT;
  const uint32_t n = std::min<uint32_t>(room, sizeof(T));
  std::memcpy(inout, &value, n);
  inout->size = n;
  return MRL_OK;
}

const mrl_graph* host_graph(const mrl_ctx* ctx) { return ctx->views.graph(); }

mrl_status host_scope(const mrl_ctx* ctx, mrl_str threat, const mrl_ref** subjects, uint32_t* n) {
  if (subjects == nullptr || n == nullptr || !good(threat)) return MRL_ERR_ARGUMENT;
  const std::string_view id = view_of(threat);
  const bool exists = std::any_of(ctx->asked.begin(), ctx->asked.end(), [&](const AskedThreat& a) { return a.id == id; });
  if (!named(ctx->pass.covers, id)) return exists ? MRL_ERR_UNDECLARED : MRL_ERR_UNKNOWN;
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
  if (out == nullptr || !good(name)) return MRL_ERR_ARGUMENT;
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
  if (e == kNone || f == nullptr || out == nullptr || !good(word)) return MRL_ERR_ARGUMENT;
  const uint32_t value = wanted(*f, view_of(word));
  if (value == kNone) return MRL_ERR_UNKNOWN;
  *out = static_cast<uint32_t>(ctx->g.facts.is(fact, e, value));
  return MRL_OK;
}

mrl_status host_fact_at_least(const mrl_ctx* ctx, mrl_ref at, uint32_t fact, mrl_str word, uint32_t* out) {
  const Element e = from_ref(ctx->g, at);
  const Fact* f = fact_of(ctx, fact);
  if (e == kNone || f == nullptr || out == nullptr || !good(word)) return MRL_ERR_ARGUMENT;
  if (f->def.type != FactType::level && f->def.type != FactType::integer) return MRL_ERR_ARGUMENT;
  const uint32_t value = wanted(*f, view_of(word));
  if (value == kNone) return MRL_ERR_UNKNOWN;
  *out = static_cast<uint32_t>(ctx->g.facts.at_least(fact, e, static_cast<int32_t>(value)));
  return MRL_OK;
}

mrl_status host_option(const mrl_ctx* ctx, mrl_str key, mrl_value* inout) {
  if (inout == nullptr || !good(key)) return MRL_ERR_ARGUMENT;
  for (const mrl_option* const* o = ctx->pass.options; o != nullptr && *o != nullptr; ++o) {
    if (view_of(key) != (*o)->key) continue;
    mrl_value v{};
    v.size = sizeof(v);
    const std::string* set = ctx->selection == nullptr ? nullptr : ctx->selection->option(ctx->pass.id, (*o)->key);
    const char* value = set == nullptr ? (*o)->fallback : set->c_str();
    if ((*o)->type == MRL_OPTION_FLAG) {
      v.kind = std::string_view(value) == "true" ? MRL_TRUE : MRL_FALSE;
    } else if ((*o)->type == MRL_OPTION_INTEGER) {
      v.kind = MRL_INTEGER;
      v.integer = std::strtoll(value, nullptr, 10);
    } else {
      v.kind = MRL_TEXT;
      v.text = str_of(value);
    }
    return hand_out(inout, v);
  }
  return MRL_ERR_UNKNOWN;
}

mrl_status host_analysis(const mrl_ctx* ctx, mrl_str id, const void** view) {
  if (view == nullptr || !good(id)) return MRL_ERR_ARGUMENT;
  const bool declared = named(ctx->pass.needs, view_of(id));
  if (!declared) return is_analysis(view_of(id)) ? MRL_ERR_UNDECLARED : MRL_ERR_UNKNOWN;
  *view = ctx->views.analysis(view_of(id));
  return *view == nullptr ? MRL_ERR_UNKNOWN : MRL_OK;
}

mrl_status refuse(mrl_ctx* ctx, mrl_status status, std::string why) {
  if (ctx->failed.empty()) ctx->failed = std::move(why);
  return status;
}

// Copies the evidence; an error when a piece points at nothing.
mrl_status take_evidence(mrl_ctx* ctx, const mrl_verdict& v, AnalyzerVerdicts::One& one) {
  if (v.n_evidence > 0 && v.evidence == nullptr) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave evidence at a null address");
  if (v.n_evidence > 100'000) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave more than 100000 pieces of evidence");
  for (uint32_t i = 0; i < v.n_evidence; ++i) {
    const mrl_evidence& piece = v.evidence[i];
    const Element at = from_ref(ctx->g, piece.at);
    if (at == kNone || piece.kind > MRL_EVIDENCE_PATH || !good(piece.fact)) {
      return refuse(ctx, MRL_ERR_ARGUMENT, "it gave evidence that points at no element");
    }
    const auto kind = static_cast<Evidence::Kind>(piece.kind);
    const bool fact = kind == Evidence::Kind::fact;
    if (fact && ctx->g.catalog->vocabulary.find(view_of(piece.fact)) == kNone) {
      return refuse(ctx, MRL_ERR_UNKNOWN, fmt::format("it gave the fact `{}` as evidence, which does not exist", printable(view_of(piece.fact))));
    }
    if (kind == Evidence::Kind::path && !one.evidence.empty() && one.evidence.back().kind == Evidence::Kind::path) {
      one.evidence.back().path.push_back(at);
      continue;
    }
    Evidence e;
    e.kind = kind;
    e.element = at;
    e.fact = view_of(piece.fact);
    if (kind == Evidence::Kind::path) e.path = {at};
    one.evidence.push_back(std::move(e));
  }
  return MRL_OK;
}

bool has(const std::vector<Evidence>& list, Evidence::Kind kind) {
  return std::any_of(list.begin(), list.end(), [&](const Evidence& e) { return e.kind == kind; });
}

mrl_status host_verdict(mrl_ctx* ctx, const mrl_verdict* v) {
  if (v == nullptr || v->size < sizeof(mrl_verdict) || v->kind > MRL_RAISED) {
    return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a malformed verdict");
  }
  if (!good(v->threat) || !good(v->reason)) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a verdict with text that is not UTF-8");
  const std::string_view id = view_of(v->threat);
  AnalyzerVerdicts::One one;
  const auto cells = std::find_if(ctx->cells.begin(), ctx->cells.end(),
                                  [&](const PassCells& c) { return ctx->asked[c.threat].id == id; });
  if (cells == ctx->cells.end()) {
    return refuse(ctx, MRL_ERR_UNDECLARED, fmt::format("it gave a verdict on `{}`, which it does not cover", printable(id)));
  }
  one.threat = cells->threat;
  one.subject = from_ref(ctx->g, v->subject);
  if (one.subject == kNone || !std::binary_search(cells->subjects.begin(), cells->subjects.end(), one.subject)) {
    return refuse(ctx, MRL_ERR_SCOPE, fmt::format("it gave a verdict on `{}` about a subject outside of its scope", id));
  }
  one.kind = v->kind == MRL_RAISED ? VerdictKind::raised : v->kind == MRL_UNDECIDED ? VerdictKind::undecided : VerdictKind::ruled_out;
  one.reason = view_of(v->reason);
  const mrl_status status = take_evidence(ctx, *v, one);
  if (status != MRL_OK) return status;
  if (one.kind == VerdictKind::raised && (one.reason.empty() || one.evidence.empty())) {
    return refuse(ctx, MRL_ERR_ARGUMENT, fmt::format("it raised `{}` without a reason or evidence", id));
  }
  if (one.kind == VerdictKind::undecided && !has(one.evidence, Evidence::Kind::missing)) {
    return refuse(ctx, MRL_ERR_ARGUMENT, fmt::format("it left `{}` undecided without saying what is missing", id));
  }
  const auto row = static_cast<size_t>(cells - ctx->cells.begin());
  const auto place = static_cast<size_t>(
      std::lower_bound(cells->subjects.begin(), cells->subjects.end(), one.subject) - cells->subjects.begin());
  if (ctx->given[row][place]) return refuse(ctx, MRL_ERR_TWICE, fmt::format("it gave two verdicts on `{}@{}`", id, ctx->g.ids[one.subject]));
  ctx->given[row][place] = true;
  ctx->out.verdicts.push_back(std::move(one));
  return MRL_OK;
}

void host_fail(mrl_ctx* ctx, mrl_str why) {
  if (!ctx->failed.empty()) return;
  ctx->failed = why.ptr == nullptr || why.len == 0 ? "it said that it failed" : printable(view_of(why).substr(0, 1000));
}

int32_t host_should_stop(const mrl_ctx*) { return 0; }
const void* host_extension(const mrl_host*, const char*) { return nullptr; }

constexpr mrl_host kHost = {sizeof(mrl_host), MRL_ABI_MINOR, &host_graph, &host_scope, &host_node, &host_flow,
                            &host_element_id, &host_fact_id, &host_fact, &host_fact_is, &host_fact_at_least,
                            &host_option, &host_analysis, &host_verdict, &host_fail, &host_should_stop, &host_extension};

void call(const mrl_pass& pass, mrl_ctx& ctx) {
  void* state = nullptr;
  if (pass.create != nullptr && pass.create(&kHost, &ctx, &state) < 0) {
    if (ctx.failed.empty()) ctx.failed = "it could not start";
    return;
  }
  const mrl_status status = pass.run(&kHost, &ctx, state);
  if (pass.destroy != nullptr && pass.create != nullptr) pass.destroy(state);
  if (status < 0 && ctx.failed.empty()) ctx.failed = fmt::format("it ended with error {}", status);
}

// Each cell that it promised, exactly once.
void check_complete(mrl_ctx& ctx) {
  auto& verdicts = ctx.out.verdicts;
  std::sort(verdicts.begin(), verdicts.end(), [](const auto& a, const auto& b) {
    return std::make_pair(a.threat, a.subject) < std::make_pair(b.threat, b.subject);
  });
  for (size_t row = 0; row < ctx.cells.size() && ctx.failed.empty(); ++row) {
    const PassCells& cells = ctx.cells[row];
    for (size_t i = 0; i < cells.subjects.size() && ctx.failed.empty(); ++i) {
      if (ctx.given[row][i]) continue;
      ctx.failed = fmt::format("it gave no verdict on `{}@{}`", ctx.asked[cells.threat].id, ctx.g.ids[cells.subjects[i]]);
    }
  }
}

bool matches(const Graph& g, Element e, std::string_view fact_name, const char* const* words) {
  if (empty(words)) return true;
  const FactId fact = g.catalog->vocabulary.find(fact_name);
  for (; *words != nullptr; ++words) {
    const uint32_t value = fact == kNone ? kNone : g.catalog->vocabulary.facts[fact].value(*words);
    if (value != kNone && g.facts.is(fact, e, value) == Tri::yes) return true;
  }
  return false;
}

}  // namespace

std::vector<PassCells> cells_of(const mrl_pass& pass, const Graph& g, const std::vector<AskedThreat>& asked) {
  std::vector<PassCells> out;
  for (uint32_t i = 0; i < asked.size(); ++i) {
    if (!named(pass.covers, asked[i].id)) continue;
    PassCells cells;
    cells.threat = i;
    for (const Element e : asked[i].subjects) {
      const ElementKind kind = g.kind_of(e);
      if (pass.subjects != 0 && (pass.subjects & mask_of(kind)) == 0) continue;
      if (kind == ElementKind::stage && !matches(g, e, "does", pass.does)) continue;
      if (kind == ElementKind::asset && !matches(g, e, "kind", pass.kinds)) continue;
      if (kind == ElementKind::actor && !matches(g, e, "role", pass.roles)) continue;
      cells.subjects.push_back(e);
    }
    out.push_back(std::move(cells));
  }
  return out;
}

AnalyzerVerdicts run_analyzer(const AnalyzerInput& input) {
  const mrl_pass& pass = input.pass;
  const Graph& g = input.graph;
  mrl_ctx ctx{pass, g, input.views, input.asked, input.selection, cells_of(pass, g, input.asked), {}, {}, {}, {}, {}};
  for (const PassCells& cells : ctx.cells) {
    std::vector<mrl_ref>& refs = ctx.refs.emplace_back();
    ctx.given.emplace_back(cells.subjects.size());
    for (const Element e : cells.subjects) refs.push_back(to_ref(g, e));
  }
  ctx.failed = needs_what_nobody_has(pass);
  if (ctx.failed.empty()) call(pass, ctx);
  if (ctx.failed.empty()) check_complete(ctx);
  ctx.out.pass = pass.id;
  ctx.out.failure = ctx.failed;
  if (!ctx.failed.empty()) ctx.out.verdicts.clear();
  return std::move(ctx.out);
}

}  // namespace merlon
