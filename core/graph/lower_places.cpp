// Boundaries, which may nest, and holders (`in`), which may too.
#include <fmt/format.h>

#include "graph/lowering.hpp"

namespace merlon {
namespace {

// A chain that comes back to where it began is cut and told.
void check_cycles(Lowering& l, std::vector<Element>& up, Element begin, Element end, std::string_view what) {
  for (Element e = begin; e < end; ++e) {
    Element slow = e;
    uint32_t steps = 0;
    while (slow != kNone && steps <= end - begin) {
      slow = up[slow];
      ++steps;
      if (slow != e) continue;
      l.diagnostics.add("E0231", l.g.span(e), fmt::format("{} `{}` lies inside itself", what, l.g.ids[e]));
      up[e] = kNone;
      break;
    }
  }
}

Element named_boundary(Lowering& l, Element e) {
  const DocElement* doc = l.g.docs[e];
  const TomlEntry* entry = doc == nullptr ? nullptr : doc->find("boundary");
  return entry == nullptr ? kNone : l.resolve(entry->value, mask_of(ElementKind::boundary), "boundary");
}

void holders(Lowering& l) {
  Graph& g = l.g;
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    const TomlEntry* in = g.docs[a]->find("in");
    if (in != nullptr) g.holder[a] = l.resolve(in->value, mask_of(ElementKind::asset), "asset");
  }
  check_cycles(l, g.holder, g.first[1], g.first[2], "asset");
}

// An actor who is not placed stands outside when the audience of the role is not of the organisation.
bool role_is_outside(const Lowering& l, Element actor) {
  const TomlEntry* role = l.g.docs[actor]->find("role");
  const uint32_t index = role == nullptr ? kNone : l.vocabulary.roles.find(role->value.text);
  if (index == kNone) return false;
  const uint32_t audience = l.vocabulary.audiences.find(l.vocabulary.roles[index].given);
  if (audience == kNone) return false;
  const std::string& trust = l.vocabulary.audiences[audience].given;
  return trust == "untrusted" || trust == "partner";
}

// Of an asset: its own, else its store's, else its only writer's.
void asset_boundaries(Lowering& l) {
  Graph& g = l.g;
  std::vector<Element> only_writer(g.n_elements(), kNone);
  std::vector<bool> several(g.n_elements());
  for (const auto& [stage, asset] : l.writes) {
    if (only_writer[asset] != kNone && only_writer[asset] != stage) several[asset] = true;
    only_writer[asset] = stage;
  }
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    for (Element at = a; g.boundary[a] == kNone && at != kNone; at = g.holder[at]) {
      g.boundary[a] = g.boundary[at];
    }
  }
  for (Element a = g.first[1]; a < g.first[2]; ++a) {
    if (g.boundary[a] != kNone || only_writer[a] == kNone || several[a]) continue;
    g.boundary[a] = g.boundary[only_writer[a]];
  }
}

// The innermost boundary that holds both ends.
void flow_boundaries(Graph& g) {
  for (Element e = g.first[3]; e < g.first[4]; ++e) {
    const Flow& f = g.flow(e);
    for (Element a = g.boundary[f.from]; a != kNone && g.boundary[e] == kNone; a = g.boundary[a]) {
      for (Element b = g.boundary[f.to]; b != kNone; b = g.boundary[b]) {
        if (a == b) g.boundary[e] = a;
      }
    }
  }
}

}  // namespace

void lower_places(Lowering& l) {
  Graph& g = l.g;
  g.boundary.assign(g.n_elements(), kNone);
  g.holder.assign(g.n_elements(), kNone);
  for (Element b = g.first[4]; b < g.first[5]; ++b) g.boundary[b] = named_boundary(l, b);
  check_cycles(l, g.boundary, g.first[4], g.first[5], "boundary");
  for (Element e = 0; e < g.n_nodes(); ++e) g.boundary[e] = named_boundary(l, e);
  holders(l);
  for (Element a = g.first[2]; a < g.first[3]; ++a) {
    if (g.boundary[a] == kNone && role_is_outside(l, a)) g.boundary[a] = g.outside();
  }
  asset_boundaries(l);
  flow_boundaries(g);
}

}  // namespace merlon
