#include "engine/scorer_pass.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/pass_context.hpp"
#include "engine/scoring.hpp"

namespace merlon {
namespace {

constexpr size_t kMostPoints = 1000;  // of a curve

bool is_amount(double x) { return std::isfinite(x) && x >= 0 && x <= kMostMoney; }

// The same sum, added in another order perhaps.
bool balances(double told, double sum) { return std::abs(told - sum) <= 1e-9 * std::max(1.0, sum); }

// Empty when it can be a curve.
std::string wrong_with(const mrl_curve& c) {
  if (!is_amount(c.expected) || !is_amount(c.mean) || !is_amount(c.error)) return "an amount that is no number from 0 to 1e15";
  if (c.pad != 0) return "a field `pad` that is not 0";
  if (c.n_exceeded > kMostPoints || (c.n_exceeded > 0 && c.exceeded == nullptr)) return "more than 1000 points, or points at a null address";
  for (uint32_t i = 0; i < c.n_exceeded; ++i) {
    const mrl_exceeded& point = c.exceeded[i];
    if (!is_amount(point.amount)) return "an amount that is no number from 0 to 1e15";
    if (!(point.percent > 0 && point.percent < 100)) return "a percentage that is not between 0 and 100";
    if (i > 0 && (point.percent >= c.exceeded[i - 1].percent || point.amount < c.exceeded[i - 1].amount)) return "points out of order";
  }
  return "";
}

// Who drew nothing has one number, and no error.
bool undrawn(const mrl_curve& c) { return balances(c.mean, c.expected) && c.error == 0; }

LossCurve curve_of(const mrl_curve& c) {
  LossCurve out{c.expected, c.mean, c.error, {}};
  for (uint32_t i = 0; i < c.n_exceeded; ++i) out.exceeded.emplace_back(c.exceeded[i].percent, c.exceeded[i].amount);
  return out;
}

void check_complete(mrl_ctx& ctx, const Scoring& scoring) {
  double known = 0, worst = 0;
  for (size_t i = 0; i < scoring.list.size(); ++i) {
    if (!scoring.prices[i]) return void(refuse(&ctx, MRL_ERR_FAILED, fmt::format("it gave no price for `{}`", scoring.list[i].id)));
    const double year = scoring.prices[i]->events * scoring.prices[i]->cost;
    worst += year;
    if (!scoring.list[i].undecided) known += year;
  }
  if (!scoring.year) return void(refuse(&ctx, MRL_ERR_FAILED, "it did not say what a year costs"));
  for (const auto& [told, sum, of] : {std::tuple{scoring.year->known.expected, known, "the findings"}, {scoring.year->worst.expected, worst, "findings and undecided verdicts"}}) {
    if (!balances(told, sum)) refuse(&ctx, MRL_ERR_FAILED, fmt::format("it expects {} a year of {}, and its prices come to {}", told, of, sum));
  }
}

}  // namespace

mrl_status host_rated(const mrl_ctx* ctx, uint32_t index, mrl_rated* inout) {
  if (inout == nullptr) return MRL_ERR_ARGUMENT;
  if (ctx->scoring == nullptr) return MRL_ERR_UNDECLARED;
  if (index >= ctx->scoring->list.size()) return MRL_ERR_UNKNOWN;
  const ToPrice& one = ctx->scoring->list[index];
  mrl_rated out{};
  out.size = sizeof(out);
  out.kind = one.undecided ? MRL_UNDECIDED : MRL_RAISED;
  out.subject = to_ref(ctx->g, one.subject);
  out.id = str_of(one.id);
  out.threat = str_of(one.threat);
  out.likelihood_ticks = one.likelihood_ticks;
  out.impact_ticks = one.impact_ticks;
  out.likelihood = one.likelihood;
  out.impact = one.impact;
  return hand_out(inout, out);
}

mrl_status host_losses(const mrl_ctx* ctx, mrl_losses* inout) {
  if (inout == nullptr) return MRL_ERR_ARGUMENT;
  if (ctx->scoring == nullptr) return MRL_ERR_UNDECLARED;
  const std::optional<DocLosses>& losses = ctx->g.doc->losses;
  if (!losses) return MRL_ERR_UNKNOWN;
  mrl_losses out{};
  out.size = sizeof(out);
  out.currency = str_of(losses->currency);
  for (size_t i = 0; i < losses->events.size(); ++i) {
    if (const auto& r = losses->events[i]) out.events[i] = {r->low, r->likely, r->high}, out.events_given |= 1u << i;
    if (const auto& r = losses->costs[i]) out.costs[i] = {r->low, r->likely, r->high}, out.costs_given |= 1u << i;
  }
  return hand_out(inout, out);
}

mrl_status host_price(mrl_ctx* ctx, uint32_t index, double events, double cost) {
  if (ctx->scoring == nullptr) return refuse(ctx, MRL_ERR_UNDECLARED, "it priced something, which only scorers do");
  Scoring& scoring = *ctx->scoring;
  if (index >= scoring.list.size()) return refuse(ctx, MRL_ERR_ARGUMENT, "it priced a finding that does not exist");
  const std::string& id = scoring.list[index].id;
  if (!is_amount(events) || !is_amount(cost) || !is_amount(events * cost)) {
    return refuse(ctx, MRL_ERR_ARGUMENT, fmt::format("it priced `{}` at {} events times {}, which is not from 0 to 1e15", id, events, cost));
  }
  if (scoring.prices[index]) return refuse(ctx, MRL_ERR_TWICE, fmt::format("it priced `{}` twice", id));
  scoring.prices[index] = Price{events, cost};
  return MRL_OK;
}

mrl_status host_year(mrl_ctx* ctx, const mrl_year* year) {
  if (ctx->scoring == nullptr) return refuse(ctx, MRL_ERR_UNDECLARED, "it said what a year costs, which only scorers do");
  if (year == nullptr || year->size < MRL_SIZE_1_0(mrl_year, worst) || year->trials < 0 || year->pad != 0) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a malformed year");
  if (ctx->scoring->year) return refuse(ctx, MRL_ERR_TWICE, "it said twice what a year costs");
  for (const mrl_curve* c : {&year->known, &year->worst}) {
    if (const std::string why = wrong_with(*c); !why.empty()) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a year with " + why);
  }
  if (year->trials == 0 && !(undrawn(year->known) && undrawn(year->worst) && year->seed == 0)) {
    return refuse(ctx, MRL_ERR_ARGUMENT, "it drew no years, and gave a seed, an error or a mean that is not what is expected");
  }
  for (uint32_t i = 0; i < std::max(year->known.n_exceeded, year->worst.n_exceeded); ++i) {
    if (year->known.n_exceeded == year->worst.n_exceeded && year->known.exceeded[i].percent == year->worst.exceeded[i].percent) continue;
    return refuse(ctx, MRL_ERR_ARGUMENT, "it gave two curves of different percentages");
  }
  for (uint32_t i = 0; i < year->known.n_exceeded; ++i) {
    if (year->worst.exceeded[i].amount < year->known.exceeded[i].amount) return refuse(ctx, MRL_ERR_ARGUMENT, "it gave a year whose curve with what is undecided lies below the one without");
  }
  ctx->scoring->year = LossYear{year->trials, year->seed, curve_of(year->known), curve_of(year->worst)};
  return MRL_OK;
}

mrl_status host_reject(mrl_ctx* ctx, mrl_str why, mrl_str help) {
  if (ctx->scoring == nullptr) return refuse(ctx, MRL_ERR_UNDECLARED, "it rejected the description, which only scorers do");
  if (!is_good(why) || !is_good(help) || why.len == 0) return refuse(ctx, MRL_ERR_ARGUMENT, "it rejected the description and did not say why");
  if (!ctx->scoring->rejected.empty()) return MRL_OK;
  ctx->scoring->rejected = printable(view_of(why).substr(0, 1000));
  ctx->scoring->help = printable(view_of(help).substr(0, 1000));
  return MRL_OK;
}

Scored run_scorer(const mrl_pass& scorer, const Graph& g, const std::vector<ToPrice>& list, const std::map<std::string, std::string>& settings) {
  static const std::vector<AskedThreat> nothing;
  const Views views(g, {}, nullptr);
  Selection selection;
  selection.options[scorer.id] = settings;
  Scoring scoring{list, std::vector<std::optional<Price>>(list.size()), {}, {}, {}};
  mrl_ctx ctx{scorer, g, views, nothing, &selection, {}, {}, {}, {}, {}, {}, {}, {}, {}, &scoring};
  call(scorer, ctx);
  if (!scoring.rejected.empty()) return {{}, {}, {}, std::move(scoring.rejected), std::move(scoring.help)};
  if (ctx.failed.empty()) check_complete(ctx, scoring);
  if (!ctx.failed.empty()) return {{}, {}, std::move(ctx.failed), {}, {}};
  Scored out;
  for (const std::optional<Price>& price : scoring.prices) out.prices.push_back(*price);
  out.year = std::move(*scoring.year);
  return out;
}

}  // namespace merlon
