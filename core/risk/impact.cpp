#include "risk/impact.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace merlon {
namespace {

constexpr int kSensitivityTicks[] = {2, 6, 10, 14};
constexpr int kCriticalityTicks[] = {2, 6, 10, 14, 18};
constexpr std::array<std::string_view, 5> kPersonal = {"health-data", "biometric", "special-category", "children", "credentials"};

}  // namespace

ImpactRater::ImpactRater(const Graph& g)
    : g_(g), f_(g.catalog->vocabulary), criticality_(f_.v.find("criticality")), decides_about_(f_.v.find("decides-about")),
      fallback_(f_.v.find("fallback")), cost_(f_.v.find("cost")) {}

// Two ticks for what hurts persons most, and for keys.
void ImpactRater::weigh(Element asset, Impact& out) const {
  if (!g_.facts.applies(f_.sensitivity, asset)) return;
  const int32_t low = g_.facts.low(f_.sensitivity, asset), high = g_.facts.high(f_.sensitivity, asset);
  int ticks = kSensitivityTicks[high];
  bool unknown = low != high;
  std::string because = fmt::format("`{}` is {}", g_.ids[asset], g_.facts.text(f_.sensitivity, asset));
  const bool data = !g_.is_kind(asset, f_.kind_of("model"));
  for (const std::string_view word : kPersonal) {
    const Tri has = data ? f_.asset_is(g_, asset, f_.contains, word) : Tri::no;
    if (has == Tri::no) continue;
    ticks += 2;
    unknown = unknown || has == Tri::unknown;
    because += has == Tri::yes ? fmt::format(" and holds {}", word) : " and may hold what hurts persons";
    break;
  }
  if (ticks <= out.value) return;
  out.value = ticks;
  out.because = std::move(because);
  out.worst_case = unknown;
}

// What lies inside a boundary, and what may: nodes whose place nobody told.
std::vector<Element> ImpactRater::inside(Element boundary) const {
  std::vector<Element> out(g_.inside.of(boundary).begin(), g_.inside.of(boundary).end());
  for (Element e = 0; e < g_.n_nodes(); ++e) {
    if (g_.boundary[e] == kNone) out.push_back(e);
  }
  return out;
}

// What an open list names may be an asset that nobody described, and may lie anywhere.
void ImpactRater::undescribed(Impact& out) const {
  for (const auto& [list, key] : {std::pair{OpenList::reads, "reads"}, {OpenList::writes, "writes"}, {OpenList::uses, "uses"}}) {
    const auto& open = g_.open_elements[static_cast<size_t>(list)];
    if (open.empty()) continue;
    out.because = fmt::format("what `{}` {} is unknown, and may lie here", g_.ids[open.front()], key);
    out.value = kSensitivityTicks[3] + 2;
    out.worst_case = true;
    return;
  }
}

// Of the subject and, for a stage, of what it reads; for privacy also of what the models there were made from.  What is
// smuggled in by an asset gets at what is read by the stages that take the asset in; whoever gets into a store is at
// what it holds.
Impact ImpactRater::secrecy(std::string_view dimension, bool inward, Element subject) const {
  Impact out{std::string(dimension), "nothing that is known to be secret is concerned", kSensitivityTicks[0], false};
  std::vector<Element> assets;
  const auto reads_of = [&](Element stage) {
    assets.insert(assets.end(), g_.reads.of(stage).begin(), g_.reads.of(stage).end());
    if (g_.is_open(OpenList::reads, stage)) {
      out = {std::string(dimension), fmt::format("what `{}` reads is unknown", g_.ids[stage]), kSensitivityTicks[3] + 2, true};
    }
  };
  switch (g_.kind_of(subject)) {
    case ElementKind::asset:
      if (!inward || g_.is_kind(subject, f_.kind_of("store"))) {
        assets.push_back(subject);
        break;
      }
      for (const Adjacency* takers : {&g_.read_by, &g_.used_by}) {
        for (const Element s : takers->of(subject)) reads_of(s);
      }
      for (const OpenList list : {OpenList::reads, OpenList::uses}) {
        for (const Element s : g_.open_elements[static_cast<size_t>(list)]) reads_of(s);
      }
      break;
    case ElementKind::stage: reads_of(subject); break;
    case ElementKind::flow:
      for (const Element end : {g_.flow(subject).from, g_.flow(subject).to}) {
        if (g_.kind_of(end) == ElementKind::asset) assets.push_back(end);
        if (g_.kind_of(end) == ElementKind::stage) reads_of(end);
      }
      break;
    case ElementKind::actor:
      for (const Element s : g_.calls.of(subject)) reads_of(s);
      for (const Element s : g_.open_elements[static_cast<size_t>(OpenList::serves)]) reads_of(s);
      break;
    case ElementKind::boundary:
      for (const Element e : inside(subject)) {
        if (g_.kind_of(e) == ElementKind::asset) assets.push_back(e);
      }
      undescribed(out);
      break;
    case ElementKind::pipeline:
      for (Element a = g_.first[1]; a < g_.first[2]; ++a) assets.push_back(a);
      undescribed(out);
      break;
  }
  const uint32_t model = f_.kind_of("model");
  for (size_t i = 0; i < assets.size() && assets.size() < 10'000; ++i) {
    const Element a = assets[i];
    if (a < g_.n_nodes()) {
      const auto held = g_.holds.of(a);
      for (const Element h : held) {
        if (std::find(assets.begin(), assets.end(), h) == assets.end()) assets.push_back(h);
      }
    }
    weigh(a, out);
    if (dimension != "privacy" || !g_.is_kind(a, model) || a >= g_.n_nodes()) continue;
    const bool maker_unknown = g_.is_open(OpenList::writers, a) || !g_.open_elements[static_cast<size_t>(OpenList::writes)].empty();
    if (maker_unknown && out.value < kSensitivityTicks[3] + 2) {
      out = {std::string(dimension), fmt::format("what `{}` was made from is unknown", g_.ids[a]), kSensitivityTicks[3] + 2, true};
    }
    for (const Element w : g_.written_by.of(a)) {
      if (w >= g_.n_stages) continue;
      if (g_.is_open(OpenList::reads, w)) reads_of(w);
      for (const Element source : g_.reads.of(w)) {
        if (std::find(assets.begin(), assets.end(), source) == assets.end()) assets.push_back(source);
      }
    }
  }
  return out;
}

Impact ImpactRater::money(Element subject) const {
  Impact out{"money", "nobody pays by the request", 4, false};
  if (cost_ == kNone || !g_.facts.applies(cost_, subject)) return out;
  for (const std::string_view word : {"metered", "autoscaled"}) {
    const Tri has = f_.asset_is(g_, subject, cost_, word);
    if (has == Tri::no) continue;
    out = {"money", has == Tri::yes ? fmt::format("`{}` is {}", g_.ids[subject], word) : std::string("who pays is unknown"), 10,
           has == Tri::unknown};
    if (has == Tri::yes) return out;
  }
  return out;
}

ImpactRater::Stakes ImpactRater::stakes_of_stage(Element stage) const {
  Stakes s;
  const int32_t level = g_.facts.applies(criticality_, stage) ? g_.facts.high(criticality_, stage) : 4;
  s.ticks = kCriticalityTicks[level];
  s.worst_case = !g_.facts.known(criticality_, stage);
  s.because = fmt::format("`{}` is live and its criticality is {}", g_.ids[stage], g_.facts.text(criticality_, stage));
  Tri grave = Tri::no;
  if (decides_about_ != kNone) {
    for (const std::string_view word : {"safety", "rights"}) grave = either(grave, f_.asset_is(g_, stage, decides_about_, word));
  }
  if (grave != Tri::no) {
    s.ticks += 2;
    s.worst_case = s.worst_case || grave == Tri::unknown;
    s.because += grave == Tri::yes ? ", and it decides about safety or rights" : ", and it may decide about safety or rights";
  }
  s.fallback_missing = fallback_ != kNone && g_.facts.applies(fallback_, stage) && g_.facts.is(fallback_, stage, 1) != Tri::yes;
  return s;
}

Tri ImpactRater::is_live(Element stage) const {
  const bool answers = f_.stage_does(g_, stage, "infer") || f_.stage_does(g_, stage, "act") || f_.stage_does(g_, stage, "decide");
  if (!answers || f_.state == kNone || !g_.facts.applies(f_.state, stage)) return tri(answers);
  return g_.facts.is(f_.state, stage, f_.value(f_.state, "live"));
}

// From the worst live stage to the least, each backwards to what no worse one follows: every vertex is met once.
void ImpactRater::find_live() {
  const FlowGraph& flows = g_.flow_graph;
  live_at_.assign(flows.size(), kNone);
  fallback_missing_at_.assign(flows.size(), false);
  surely_.assign(flows.size(), false);
  for (Element s = 0; s < g_.n_stages; ++s) {
    if (is_live(s) != Tri::no) live_.push_back(stakes_of_stage(s)), live_.back().stage = s;
  }
  std::stable_sort(live_.begin(), live_.end(), [](const Stakes& a, const Stakes& b) { return a.ticks > b.ticks; });
  std::vector<uint32_t> todo;
  const auto backwards = [&](uint32_t from, auto met) {
    if (!met(from)) return;
    todo.assign(1, from);
    for (size_t i = 0; i < todo.size(); ++i) {
      if (g_.is_person(todo[i])) continue;
      for (const FlowGraph::Arc arc : flows.before(todo[i])) {
        if (met(arc.vertex)) todo.push_back(arc.vertex);
      }
    }
  };
  const auto surely = [&](uint32_t v) {
    if (!surely_[v]) surely_[v] = true, todo.push_back(v);
  };
  for (Element s = 0; s < g_.n_stages; ++s) {
    if (is_live(s) == Tri::yes) surely(s);
  }
  for (size_t i = 0; i < todo.size(); ++i) {
    if (g_.is_person(todo[i])) continue;
    for (const FlowGraph::Arc arc : flows.before(todo[i])) {
      if (arc.certain) surely(arc.vertex);
    }
  }
  for (uint32_t i = 0; i < live_.size(); ++i) {
    backwards(live_[i].stage, [&](uint32_t v) { return live_at_[v] == kNone && (live_at_[v] = i, true); });
    if (!live_[i].fallback_missing) continue;
    backwards(live_[i].stage, [&](uint32_t v) { return !fallback_missing_at_[v] && (fallback_missing_at_[v] = true); });
  }
}

bool ImpactRater::surely_before_live(Element subject) const {
  switch (g_.kind_of(subject)) {
    case ElementKind::flow: return surely_[g_.flow(subject).to];
    case ElementKind::boundary: {
      const auto inside = g_.inside.of(subject);
      return std::any_of(inside.begin(), inside.end(), [&](Element e) { return surely_[e]; });
    }
    case ElementKind::pipeline: return std::find(surely_.begin(), surely_.end(), true) != surely_.end();
    default: return surely_[subject];
  }
}

// Of the live stages at or after it.  What has no place, or no description, may lie inside of any boundary.
ImpactRater::Stakes ImpactRater::worst_after(Element subject) const {
  uint32_t worst = kNone, told = kNone;
  bool missing = false;
  const auto consider = [&](uint32_t vertex) {
    worst = std::min(worst, live_at_[vertex]);
    missing = missing || fallback_missing_at_[vertex];
  };
  switch (g_.kind_of(subject)) {
    case ElementKind::flow: consider(g_.flow(subject).to); break;
    case ElementKind::boundary:
      for (const Element e : g_.inside.of(subject)) consider(e);
      told = worst;
      for (Element e = 0; e < g_.n_nodes(); ++e) {
        if (g_.boundary[e] == kNone) consider(e);
      }
      for (uint32_t v = g_.flow_graph.thing(); v < g_.flow_graph.size(); ++v) consider(v);
      break;
    case ElementKind::pipeline:
      for (Element s = 0; s < g_.n_stages; ++s) consider(s);
      break;
    default: consider(subject);
  }
  Stakes out = worst == kNone ? Stakes{} : live_[worst];
  if (g_.kind_of(subject) == ElementKind::boundary && worst != told) {
    out.worst_case = true;
    out.because += ", and something that leads there may lie here";
  }
  out.fallback_missing = missing;
  return out;
}

const ImpactRater::Stakes& ImpactRater::stakes(Element subject) {
  if (by_vertex_.empty()) {
    by_vertex_.resize(g_.n_elements()), known_.resize(g_.n_elements());
    find_live();
  }
  Stakes& worst = by_vertex_[subject];
  if (known_[subject]) return worst;
  known_[subject] = true;
  worst = worst_after(subject);
  const int32_t level = g_.facts.high(criticality_, g_.pipeline());
  const int none = std::max(0, kCriticalityTicks[level] - 4);
  if (worst.ticks >= none || surely_before_live(subject)) return worst;
  const bool fallback_missing = worst.fallback_missing;
  worst = {};
  worst.fallback_missing = fallback_missing;
  worst.ticks = none;
  worst.because = fmt::format("nothing live follows; criticality of the pipeline is {}", g_.facts.text(criticality_, g_.pipeline()));
  return worst;
}

Impact ImpactRater::rate(const Threat& threat, Element subject) {
  Impact worst{"integrity", "nothing is affected", -1, false};
  for (const std::string& dimension : threat.def.affects) {
    Impact one;
    if (dimension == "secrecy" || dimension == "privacy") {
      one = secrecy(dimension, threat.def.travels == "inward", subject);
    } else if (dimension == "money") {
      one = money(subject);
    } else {
      const Stakes& s = stakes(subject);
      one = {dimension, s.because, s.ticks, s.worst_case, s.stage};
      if (dimension == "availability" && !s.fallback_missing) {
        one.value = std::max(0, one.value - 4);
        one.because += "; the business can go on without it";
      }
    }
    one.value = std::clamp(one.value, 0, kMostTicks);
    if (one.value > worst.value) worst = std::move(one);
  }
  worst.value = std::max(worst.value, 0);
  return worst;
}

}  // namespace merlon
