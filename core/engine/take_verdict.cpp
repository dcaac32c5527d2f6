// Verdicts of analyzers, checked one by one and copied.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/pass_context.hpp"

namespace merlon {
namespace {

// What can be missing besides facts.
bool is_list(std::string_view name) {
  constexpr std::string_view kLists[] = {"reads", "writes", "uses", "serves", "carries", "boundary"};
  return std::find(std::begin(kLists), std::end(kLists), name) != std::end(kLists);
}

// Copies the evidence; an error when a piece points at nothing.
mrl_status take_evidence(mrl_ctx* ctx, const mrl_verdict& v, AnalyzerVerdicts::One& one) {
  if (v.n_evidence > 0 && v.evidence == nullptr) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave evidence at a null address");
  if (v.n_evidence > 100'000) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave more than 100000 pieces of evidence");
  for (uint32_t i = 0; i < v.n_evidence; ++i) {
    const mrl_evidence& piece = v.evidence[i];
    const Element at = from_ref(ctx->g, piece.at);
    if (at == kNone || piece.kind > MRL_EVIDENCE_PATH || piece.pad != 0 || !is_good(piece.fact)) {
      return refuse(ctx, MRL_ERR_ARGUMENT, "it gave malformed evidence, or such that points at no element");
    }
    const auto kind = static_cast<Evidence::Kind>(piece.kind);
    const bool exists = ctx->g.catalog->vocabulary.find(view_of(piece.fact)) != kNone;
    if (kind == Evidence::Kind::fact && !exists) {
      return refuse(ctx, MRL_ERR_UNKNOWN, fmt::format("it gave the fact `{}` as evidence, which does not exist", printable(view_of(piece.fact))));
    }
    if (kind == Evidence::Kind::missing && !exists && !is_list(view_of(piece.fact))) {
      return refuse(ctx, MRL_ERR_UNKNOWN, fmt::format("it missed `{}`, which is neither a fact nor an edge list", printable(view_of(piece.fact))));
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

}  // namespace

mrl_status take_verdict(mrl_ctx* ctx, const mrl_verdict* v) {
  if (v == nullptr || v->size < MRL_SIZE_1_0(mrl_verdict, n_evidence) || v->kind > MRL_RAISED || v->pad != 0) {
    return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a malformed verdict");
  }
  if (!is_good(v->threat) || !is_good(v->reason)) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a verdict with text that is not UTF-8, or longer than 1 MiB");
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

}  // namespace merlon
