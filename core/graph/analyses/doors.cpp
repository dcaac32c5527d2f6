// Who can read, write and reach an asset at least: what the drawing shows is a lower bound, never all (design 2:
// "never defaulted: who can write or read").
#include <algorithm>

#include <fmt/format.h>

#include "graph/derive.hpp"

namespace merlon {
namespace {

constexpr int32_t kInternet = 4;  // place on the scale `network`

/// The widest audience that is drawn at a door, and an actor of it.
struct Drawn {
  int32_t audience = 0;
  Element actor = kNone;

  void take(const Drawn& other) {
    if (other.audience > audience) *this = other;
  }
};

struct Doors {
  std::vector<Drawn> readers, writers;
  std::vector<Element> reached_from_outside;  ///< an actor, or kNone
};

Doors doors_of(const Derivation& d) {
  const Graph& g = d.g;
  Doors doors{std::vector<Drawn>(g.n_nodes()), std::vector<Drawn>(g.n_nodes()), std::vector<Element>(g.n_nodes(), kNone)};
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& f = g.flow(e);
    if (g.kind_of(f.from) == ElementKind::actor) {
      const int32_t audience = d.f.audience_of_role(g, f.from);
      doors.writers[f.to].take({audience, f.from});
      if (d.f.trust_of_audience(audience) == untrusted) doors.reached_from_outside[f.to] = f.from;
    }
    if (g.kind_of(f.to) == ElementKind::actor) doors.readers[f.from].take({d.f.audience_of_role(g, f.to), f.to});
  }
  return doors;
}

Drawn with_holders(const Graph& g, const std::vector<Drawn>& own, Element asset) {
  Drawn widest = own[asset];
  for (Element h = g.holder[asset]; h != kNone; h = g.holder[h]) widest.take(own[h]);
  return widest;
}

class Bounding {
 public:
  explicit Bounding(Derivation& d) : d_(d) {}

  /// At least `drawn`.  A narrower value that is only passed down yields to it; one that is stated here stands.
  void at_least(FactId fact, Element e, Drawn drawn, int32_t highest) {
    if (fact == kNone || !d_.g.facts.applies(fact, e)) return;
    const FactSource from = d_.g.stated(fact, e);
    const bool narrower = from.origin == FactOrigin::inherited && d_.g.facts.high(fact, e) < drawn.audience;
    if (!narrower) return d_.put(fact, e, Bounds{drawn.audience, highest});
    d_.g.facts.set_level(fact, e, drawn.audience, drawn.audience);
    d_.g.widened.emplace_back(e, fact);
    const std::string& name = from.entry->key;
    d_.diagnostics.add("W0207", from.entry->value.span,
                       fmt::format("`{}` is passed down to `{}`, but `{}` is drawn there, and the drawing counts: {}", name,
                                   d_.g.ids[e], d_.g.ids[drawn.actor], d_.g.facts.text(fact, e)),
                       "", fmt::format("if that is not so, take the flow away, or state `{}` at `{}` itself", name, d_.g.ids[e]));
  }

 private:
  Derivation& d_;
};

}  // namespace

void derive_doors(Derivation& d) {
  Graph& g = d.g;
  const Doors doors = doors_of(d);
  Bounding bounding(d);
  for (Element e = 0; e < g.n_nodes(); ++e) {
    if (g.kind_of(e) == ElementKind::asset) {
      bounding.at_least(d.f.readable_by, e, with_holders(g, doors.readers, e), everybody);
      bounding.at_least(d.f.writable_by, e, with_holders(g, doors.writers, e), everybody);
    }
    const Element stranger = doors.reached_from_outside[e];
    bounding.at_least(d.f.reachable_from, e, {stranger == kNone ? 0 : kInternet, stranger}, kInternet);
  }
  std::sort(g.widened.begin(), g.widened.end());
}

}  // namespace merlon
