#include "risk/scorer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace merlon {
namespace {

bool is_false_positive(const Rated& r, const Assessment& a) {
  return r.decision && a.decisions[*r.decision].doc->treatment == "false-positive";
}

// By id.
std::vector<const Rated*> priced(const std::vector<Rated>& list, const Assessment& a) {
  std::vector<const Rated*> out;
  for (const Rated& r : list) {
    if (!is_false_positive(r, a)) out.push_back(&r);
  }
  std::sort(out.begin(), out.end(), [](const Rated* x, const Rated* y) { return x->id < y->id; });
  return out;
}

ToPrice to_price(const Rated& r, bool undecided) {
  const int likelihood = r.residual.likelihood, impact = r.residual.impact;
  return {r.id, r.threat->def.id, r.cell->subject, undecided, static_cast<uint32_t>(likelihood), static_cast<uint32_t>(impact),
          static_cast<uint32_t>(level_of_ticks(likelihood)), static_cast<uint32_t>(level_of_ticks(impact))};
}

LossesReading reject(const Assessment& a, std::string_view id, const Scored& scored, const std::string& help, Diagnostics& diagnostics) {
  const std::optional<DocLosses>& doc = a.graph->doc->losses;
  diagnostics.add("E0236", doc ? doc->span : Span{a.graph->doc->file, 0, 0, 1}, fmt::format("the scorer `{}` {}", id, scored.rejected), "", help);
  return {std::nullopt, "", true};
}

void dearest_first(std::vector<PricedFinding>& list) {
  std::sort(list.begin(), list.end(), [](const PricedFinding& a, const PricedFinding& b) {
    return a.year() != b.year() ? a.year() > b.year() : a.rated->id < b.rated->id;
  });
}

}  // namespace

LossesReading losses_of(const Assessment& a, const mrl_pass& scorer, std::string_view id, const PassSettings& settings, Diagnostics& diagnostics) {
  std::vector<const Rated*> rated = priced(a.findings, a);
  const size_t raised = rated.size();
  for (const Rated* r : priced(a.undecided, a)) rated.push_back(r);
  std::vector<ToPrice> list;
  for (size_t i = 0; i < rated.size(); ++i) list.push_back(to_price(*rated[i], i >= raised));
  Scored scored = run_scorer(scorer, *a.graph, list, settings);
  const std::optional<DocLosses>& doc = a.graph->doc->losses;
  if (!scored.rejected.empty()) return reject(a, id, scored, scored.help, diagnostics);
  if (!scored.failure.empty()) return {std::nullopt, std::move(scored.failure), false};
  if (!doc || doc->currency.empty()) {
    scored.rejected = doc ? "needs `currency`, which `[losses]` does not have" : "needs `currency`, and this description has no `[losses]`";
    return reject(a, id, scored, "write `currency = \"EUR\"` below `[losses]`", diagnostics);
  }
  Losses out{doc->currency, {}, {}, std::move(scored.year)};
  for (size_t i = 0; i < rated.size(); ++i) (i < raised ? out.findings : out.undecided).push_back({rated[i], scored.prices[i]});
  dearest_first(out.findings);
  dearest_first(out.undecided);
  return {std::move(out), "", false};
}

}  // namespace merlon
