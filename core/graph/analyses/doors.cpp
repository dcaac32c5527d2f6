// Who can read, write and reach an asset at least: what the drawing shows is a lower bound, never all (design 2:
// "never defaulted: who can write or read").
#include <algorithm>

#include "graph/derive.hpp"

namespace merlon {
namespace {

constexpr int32_t kInternet = 4;  // place on the scale `network`

struct Doors {
  std::vector<int32_t> readers, writers;
  std::vector<bool> reached_from_outside;
};

Doors doors_of(const Derivation& d) {
  const Graph& g = d.g;
  Doors doors{std::vector<int32_t>(g.n_nodes()), std::vector<int32_t>(g.n_nodes()), std::vector<bool>(g.n_nodes())};
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& f = g.flow(e);
    if (g.kind_of(f.from) == ElementKind::actor) {
      const int32_t audience = d.f.audience_of_role(g, f.from);
      doors.writers[f.to] = std::max(doors.writers[f.to], audience);
      if (d.f.trust_of_audience(audience) == untrusted) doors.reached_from_outside[f.to] = true;
    }
    if (g.kind_of(f.to) == ElementKind::actor) {
      doors.readers[f.from] = std::max(doors.readers[f.from], d.f.audience_of_role(g, f.to));
    }
  }
  return doors;
}

}  // namespace

void derive_doors(Derivation& d) {
  Graph& g = d.g;
  Doors doors = doors_of(d);
  const auto with_holders = [&](const std::vector<int32_t>& own, Element a) {
    int32_t widest = own[a];
    for (Element h = g.holder[a]; h != kNone; h = g.holder[h]) widest = std::max(widest, own[h]);
    return widest;
  };
  for (Element e = 0; e < g.n_nodes(); ++e) {
    if (g.kind_of(e) == ElementKind::asset) {
      if (d.f.readable_by != kNone) d.put(d.f.readable_by, e, Bounds{with_holders(doors.readers, e), everybody});
      if (d.f.writable_by != kNone) d.put(d.f.writable_by, e, Bounds{with_holders(doors.writers, e), everybody});
    }
    if (d.f.reachable_from != kNone && g.facts.applies(d.f.reachable_from, e)) {
      d.put(d.f.reachable_from, e, Bounds{doors.reached_from_outside[e] ? kInternet : 0, kInternet});
    }
  }
}

}  // namespace merlon
