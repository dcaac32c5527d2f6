// What content and influence travel along: reads, writes, uses, calls, written flows, holders, and what is open.
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
    person_ = g.n_nodes() + n_doors_;
    thing_ = person_ + 1;
    call_ = thing_ + 1;
    writer_ = thing_ + 2;
    software_ = thing_ + 3;
    read_ = thing_ + 4;
    use_ = thing_ + 5;
    out_ = thing_ + 6;
    read_called_ = thing_ + 7;
    use_called_ = thing_ + 8;
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
  void open_sides() {
    const bool reads = !open(OpenList::reads).empty(), uses = !open(OpenList::uses).empty();
    for (const Element s : open(OpenList::reads)) edge(read_, s, false), edge(s, read_called_, false);
    for (const Element s : open(OpenList::uses)) edge(use_, s, false), edge(s, use_called_, false);
    for (const Element s : open(OpenList::serves)) edge(call_, s, false), edge(s, out_, false);
    for (const Element s : open(OpenList::writes)) edge(s, out_, false);
    for (const Element a : open(OpenList::writers)) edge(writer_, entry(a), false);
    if (reads) edge(thing_, read_, false), edge(read_called_, thing_, false), hidden(thing_);
    if (uses) edge(software_, use_, false), edge(use_called_, software_, false), hidden(software_);
    if (reads && uses) edge(read_called_, software_, false), edge(use_called_, thing_, false);
    edge(out_, person_, false), edge(person_, call_, false), edge(person_, writer_, false);
    for (Element e = 0; e < g_.n_nodes(); ++e) open_side_of(e, reads, uses);
  }

  // Who wrote what nobody described is unknown: a stage whose `writes` is open, or any actor.
  void hidden(uint32_t vertex) {
    edge(out_, vertex, false);
    edge(writer_, vertex, false);
  }

  void open_side_of(Element e, bool reads, bool uses) {
    const bool serves = !open(OpenList::serves).empty();
    if (g_.kind_of(e) == ElementKind::asset) {
      const bool tool = g_.is_kind(e, f_.kind_of("tool"));
      if (!open(OpenList::writes).empty()) edge(out_, entry(e), false);
      if (reads) edge(e, read_, false);
      if (uses && usable_kind(g_.catalog->vocabulary, g_.kind[e])) edge(e, use_, false);
      if (reads && (tool || is_hosted_model(e))) edge(read_called_, entry(e), false);
      if (uses && tool) edge(use_called_, entry(e), false);
      return;
    }
    if (serves) edge(out_, e, false), edge(e, call_, false);
    const bool unknown_writers = !open(OpenList::writers).empty() || reads || uses;
    if (g_.kind_of(e) == ElementKind::actor && unknown_writers) edge(e, writer_, false);
  }

  bool is_hosted_model(Element asset) const {
    return g_.is_kind(asset, f_.kind_of("model")) && f_.asset_is(g_, asset, f_.origin, "vendor-api") != Tri::no;
  }

  const Graph& g_;
  const CoreFacts& f_;
  std::vector<uint32_t> door_;
  uint32_t n_doors_ = 0, person_ = 0, thing_ = 0, call_ = 0, writer_ = 0, software_ = 0, read_ = 0, use_ = 0, out_ = 0, read_called_ = 0, use_called_ = 0;
  std::vector<FlowEdge> edges_;
};

}  // namespace

FlowGraph build_flow_graph(const Graph& g, const CoreFacts& f) { return FlowEdges(g, f).build(); }

}  // namespace merlon
