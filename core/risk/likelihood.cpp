#include "risk/likelihood.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "graph/analyses/crossings.hpp"

namespace merlon {
namespace {

constexpr int kAudienceTicks[] = {-8, -4, -2, 0, 2, 4};  // nobody .. public

int base_of(std::string_view maturity) { return maturity == "realized" ? 11 : maturity == "demonstrated" ? 8 : 4; }

int crossing_ticks(int32_t crossings) { return crossings <= 1 ? 0 : crossings == 2 ? -2 : -4; }

// `network` -> audience: internet counts as public, partner-network as partners, internal and host as organisation.
int32_t audience_of_network(int32_t level) {
  constexpr int32_t map[] = {nobody, organisation, organisation, partners, everybody};
  return map[std::clamp(level, 0, 4)];
}

}  // namespace

LikelihoodRater::LikelihoodRater(const Graph& g) : g_(g), f_(g.catalog->vocabulary), evaluator_(g) {}

// How wide a circle the fact gives the capability to, at one element.
LikelihoodRater::Range LikelihoodRater::audience_at(const Threat& threat, Element e) const {
  const FactId fact = threat.given_by;
  if (fact == kNone || !g_.facts.applies(fact, e)) return {};
  Range r{nobody, everybody, true, e};
  const auto widen = [&](std::string_view word, int32_t audience, Range& range) {
    const Tri has = f_.asset_is(g_, e, fact, word);
    if (has == Tri::yes) range.low = std::max(range.low, audience);
    if (has != Tri::no) range.high = std::max(range.high, audience);
  };
  if (fact == f_.origin) {
    // Not pinned counts as customers, pinned by version as partners, by digest as team; under contract as organisation.
    const FactId pinned = g_.catalog->vocabulary.find("pinned");
    const bool pins = pinned != kNone && g_.facts.applies(pinned, e);
    constexpr int32_t by_pin[] = {customers, partners, team};
    Range out{nobody, nobody, true, e};
    const int32_t pin_low = pins ? g_.facts.low(pinned, e) : 0, pin_high = pins ? g_.facts.high(pinned, e) : 0;
    for (const std::string_view word : {"public-web", "crowd", "public-registry", "third-party", "unknown-source", "customer"}) {
      const Tri has = f_.asset_is(g_, e, fact, word);
      if (has == Tri::yes) out.low = std::max(out.low, by_pin[pin_high]);
      if (has != Tri::no) out.high = std::max(out.high, by_pin[pin_low]);
    }
    for (const std::string_view word : {"vendor", "partner", "vendor-api"}) widen(word, organisation, out);
    widen("internal", team, out);
    return out;
  }
  if (fact == f_.reachable_from) {
    return {audience_of_network(g_.facts.low(fact, e)), audience_of_network(g_.facts.high(fact, e)), true, e};
  }
  if (g_.catalog->vocabulary.facts[fact].def.type == FactType::words) {  // senses
    Range out{nobody, nobody, true, e};
    for (const std::string& word : g_.catalog->vocabulary.facts[fact].values) {
      if (word != "none") widen(word, everybody, out);
    }
    return out;
  }
  r.low = g_.facts.low(fact, e);
  r.high = g_.facts.high(fact, e);
  return r;
}

// At the subject; where the fact can't exist there, at the widest of the elements beside it.
LikelihoodRater::Range LikelihoodRater::audience(const Threat& threat, Element subject) const {
  if (threat.given_by == kNone) return {};  // it needs no attacker
  Range best = audience_at(threat, subject);
  if (best.applies) return best;
  const auto consider = [&](Element e) {
    const Range r = audience_at(threat, e);
    if (!r.applies) return;
    const bool wider = !best.applies || r.high > best.high;
    best = {std::max(best.low, r.low), std::max(best.high, r.high), true, wider ? r.at : best.at};
  };
  const auto all = [&](const Adjacency& list) {
    for (const Element e : list.of(subject)) consider(e);
  };
  switch (g_.kind_of(subject)) {
    case ElementKind::stage:
      all(g_.reads), all(g_.uses), all(g_.writes);
      for (const OpenList list : {OpenList::reads, OpenList::uses, OpenList::writes}) {
        if (g_.is_open(list, subject)) best.high = everybody, best.applies = true;
      }
      break;
    case ElementKind::asset:
      all(g_.read_by), all(g_.used_by), all(g_.written_by);
      if (g_.holder[subject] != kNone) consider(g_.holder[subject]);
      for (const OpenList list : {OpenList::reads, OpenList::uses, OpenList::writes}) {
        for (const Element s : g_.open_elements[static_cast<size_t>(list)]) {
          if (!audience_at(threat, s).applies) continue;
          best.high = everybody;
          best.applies = true;
        }
      }
      break;
    case ElementKind::flow: consider(g_.flow(subject).from), consider(g_.flow(subject).to); break;
    case ElementKind::actor: all(g_.calls); break;
    case ElementKind::boundary:
      all(g_.inside);
      for (Element e = 0; e < g_.n_nodes(); ++e) {
        if (g_.boundary[e] == kNone) consider(e);
      }
      break;
    case ElementKind::pipeline:
      for (Element e = 0; e < g_.n_nodes(); ++e) consider(e);
      break;
  }
  return best;
}

int32_t LikelihoodRater::crossings(int32_t level, Element subject) {
  std::vector<int32_t>& distance = distance_[static_cast<size_t>(level)];
  if (distance.empty()) {
    std::vector<uint32_t> sources;
    for (Element a = g_.first[2]; a < g_.first[3]; ++a) {
      if (f_.audience_of_role(g_, a) >= level) sources.push_back(a);
    }
    distance = fewest_crossings(g_, f_, sources, false);
    // A way that may not be there stops nobody: only what certainly is reached is protected by its distance.
    const std::vector<int32_t> certain = fewest_crossings(g_, f_, sources, true);
    for (size_t v = 0; v < distance.size(); ++v) {
      if (certain[v] == kUnreached) distance[v] = kUnreached;
    }
  }
  Element at = subject;
  if (g_.kind_of(subject) == ElementKind::flow) at = g_.flow(subject).to;
  if (at >= g_.n_nodes() || distance[at] == kUnreached) return 0;
  return distance[at];
}

void LikelihoodRater::own_steps(const Threat& threat, const Cell& cell, Likelihood& out) {
  // The alternative that gives most, of those that hold or may; each of its conditions two ticks, together at most four
  // each way.
  std::vector<LikelihoodStep> best;
  int best_sum = INT32_MIN;
  for (const Raise& raise : threat.raises) {
    const Tri holds = evaluator_.eval(raise.when, cell.subject);
    if (holds == Tri::no) continue;
    std::vector<LikelihoodStep> steps;
    int up = 0, down = 0;
    for (const Test& test : raise.raise_if) {
      const Tri value = evaluator_.eval(test, cell.subject);
      if (value == Tri::no || up >= 4) continue;
      up += 2;
      steps.push_back({"raise-if", describe(test, *g_.catalog), 2, both(value, holds) == Tri::unknown});
    }
    for (const Test& test : raise.lower_if) {
      if (evaluator_.eval(test, cell.subject) != Tri::yes || down >= 4) continue;
      down += 2;
      steps.push_back({"lower-if", describe(test, *g_.catalog), -2, false});
    }
    if (up - down <= best_sum) continue;
    best_sum = up - down;
    best = std::move(steps);
  }
  // An analyzer that raises on its own knows no such conditions: nothing is added.
  const bool analyzer = std::any_of(cell.sources.begin(), cell.sources.end(), [](auto& s) { return s.raise == kNone; });
  if (analyzer && best_sum < 0) best.clear();
  out.steps.insert(out.steps.end(), best.begin(), best.end());
}

Likelihood LikelihoodRater::rate(const Threat& threat, const Cell& cell) {
  Likelihood out;
  out.base = base_of(threat.def.maturity);
  out.base_because = threat.def.maturity + (threat.def.maturity_because.empty() ? "" : ": " + threat.def.maturity_because);
  const Range range = audience(threat, cell.subject);
  int less_inside = 0;  // ticks that only outsiders add
  if (range.applies) {
    // Every audience that is possible is tried; the one that gives most counts.
    int best = INT32_MIN;
    int32_t at = range.low, far = 0;
    for (int32_t level = range.low; level <= range.high; ++level) {
      const int32_t c = crossings(level, cell.subject);
      const int ticks = kAudienceTicks[level] + crossing_ticks(c);
      if (ticks < best) continue;
      best = ticks, at = level, far = c;
    }
    const int inside = kAudienceTicks[std::min<int32_t>(range.high, organisation)];
    less_inside = kAudienceTicks[at] + crossing_ticks(far) - inside;
    const bool unknown = range.low != range.high;
    const std::string& who = f_.v.audiences[static_cast<uint32_t>(at)].id;
    out.steps.push_back({"audience",
                         fmt::format("`{}` ({}) is given to {}", threat.def.needs, g_.catalog->vocabulary.facts[threat.given_by].def.id, who),
                         kAudienceTicks[at], unknown});
    out.steps.push_back({"crossings", fmt::format("{} {} into higher trust on the shortest way from there", far, far == 1 ? "boundary" : "boundaries"),
                         crossing_ticks(far), false});
  }
  own_steps(threat, cell, out);
  int sum = out.base;
  for (const LikelihoodStep& step : out.steps) sum += step.ticks;
  out.value = std::clamp(sum, 0, kMostTicks);
  out.inside = std::min(out.value, std::clamp(sum - less_inside, 0, kMostTicks));
  return out;
}

}  // namespace merlon
