// What content and influence travel along: reads, writes, uses, calls, written flows, holders, and what is open.
#include <array>

#include "graph/derive.hpp"

namespace merlon {
namespace {

class FlowEdges {
 public:
  FlowEdges(const Graph& g, const CoreFacts& f) : g_(g), f_(f) {
    door_.assign(g.n_nodes(), kNone);
    for (Element a = g.first[1]; a < g.first[2]; ++a) {
      if (!g.holds.of(a).empty()) door_[a] = g.n_nodes() + n_doors_++;
    }
    in_ = g.n_nodes() + n_doors_;
    call_ = in_ + 1;
    writer_ = in_ + 2;
    out_ = in_ + 3;
    use_ = in_ + 4;
  }

  FlowGraph build() {
    for (Element e = g_.first[3]; e < g_.first[4]; ++e) flow(e);
    holders();
    open_sides();
    return {g_.n_nodes(), n_doors_, edges_};
  }

 private:
  // What is written into a holder enters by its door, and reaches what the holder holds.
  uint32_t entry(Element node) const { return door_[node] == kNone ? node : door_[node]; }

  void edge(uint32_t from, uint32_t to, bool certain = true) { edges_.push_back({from, to, certain}); }

  void flow(Element e) {
    const Flow& f = g_.flow(e);
    edge(f.from, entry(f.to));
    if (f.kind == FlowKind::serves) edge(f.to, f.from);
    if (f.kind == FlowKind::reads || f.kind == FlowKind::uses) called(f.from, f.to);
    for (const Element asset : g_.carries.of(e)) {
      if (asset >= g_.n_nodes()) continue;
      edge(f.from, entry(asset));
      edge(asset, entry(f.to));
    }
  }

  // A model behind a vendor's interface and every tool are called: content travels both ways.
  void called(Element asset, Element stage) {
    const uint32_t tool = f_.kind_of("tool"), model = f_.kind_of("model");
    if (tool != kNone && g_.is_kind(asset, tool)) return edge(stage, asset);
    if (model == kNone || !g_.is_kind(asset, model)) return;
    const Tri hosted = f_.asset_is(g_, asset, f_.origin, "vendor-api");
    if (hosted != Tri::no) edge(stage, asset, hosted == Tri::yes);
  }

  void holders() {
    for (Element h = g_.first[1]; h < g_.first[2]; ++h) {
      if (door_[h] == kNone) continue;
      edge(door_[h], h);
      for (const Element held : g_.holds.of(h)) {
        edge(door_[h], entry(held));
        edge(held, h);
      }
    }
  }

  const std::vector<Element>& open(OpenList list) const { return g_.open_elements[static_cast<size_t>(list)]; }

  // Completions of an open list connect it to anything it can hold: something described, or something hidden.
  // Described assets are read by described stages only, so what is hidden never passes a described asset on.
  void open_sides() {
    for (const Element s : open(OpenList::reads)) edge(in_, s, false);
    for (const Element s : open(OpenList::serves)) edge(call_, s, false), edge(s, out_, false);
    for (const Element s : open(OpenList::writes)) edge(s, out_, false);
    for (const Element a : open(OpenList::writers)) edge(writer_, entry(a), false);
    for (const Element s : open(OpenList::uses)) edge(use_, s, false);
    for (const uint32_t source : {in_, call_, writer_, use_}) edge(out_, source, false);
    for (const uint32_t held : {in_, use_}) edge(writer_, held, false);  // who writes what nobody described is unknown
    for (Element e = 0; e < g_.n_nodes(); ++e) open_side_of(e);
  }

  void open_side_of(Element e) {
    const bool reads = !open(OpenList::reads).empty(), serves = !open(OpenList::serves).empty();
    const bool uses = !open(OpenList::uses).empty();
    if (g_.kind_of(e) == ElementKind::asset) {
      if (!open(OpenList::writes).empty()) edge(out_, entry(e), false);
      if (reads) edge(e, in_, false);
      if (uses && usable(e)) edge(e, use_, false);
      const bool tool = g_.is_kind(e, f_.kind_of("tool"));
      if (reads && (tool || is_hosted_model(e))) called_by_open(OpenList::reads, e);
      if (uses && tool) called_by_open(OpenList::uses, e);
      return;
    }
    if (serves) edge(out_, e, false), edge(e, call_, false);
    const bool unknown_writers = !open(OpenList::writers).empty() || reads || uses;
    if (g_.kind_of(e) == ElementKind::actor && unknown_writers) edge(e, writer_, false);
  }

  bool is_hosted_model(Element asset) const {
    return g_.is_kind(asset, f_.kind_of("model")) && f_.asset_is(g_, asset, f_.origin, "vendor-api") != Tri::no;
  }

  // An open list may hold a thing that is called, and then content travels to it as well.
  void called_by_open(OpenList list, Element asset) {
    edge(out_, entry(asset), false);
    if (called_[static_cast<size_t>(list)]) return;
    called_[static_cast<size_t>(list)] = true;
    for (const Element s : open(list)) edge(s, out_, false);
  }

  bool usable(Element asset) const {
    return g_.is_kind(asset, f_.kind_of("software")) || g_.is_kind(asset, f_.kind_of("configuration")) ||
           g_.is_kind(asset, f_.kind_of("credential"));
  }

  const Graph& g_;
  const CoreFacts& f_;
  std::vector<uint32_t> door_;
  uint32_t n_doors_ = 0, in_ = 0, call_ = 0, writer_ = 0, out_ = 0, use_ = 0;
  std::array<bool, 5> called_{};
  std::vector<FlowEdge> edges_;
};

}  // namespace

FlowGraph build_flow_graph(const Graph& g, const CoreFacts& f) { return FlowEdges(g, f).build(); }

}  // namespace merlon
