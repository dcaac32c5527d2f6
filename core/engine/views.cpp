#include "engine/views.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <span>

#include "engine/closure.hpp"
#include "graph/analyses/content.hpp"
#include "graph/core_facts.hpp"

namespace merlon {
namespace {

constexpr std::string_view kIds[] = {"reachability/1", "lineage/1", "boundaries/1", "feedback-loops/1"};

// `loop` is any way, through people as well.
enum class Passage : uint8_t { any, content, loop };
constexpr size_t kPassages = 3;

// A search from one vertex backwards: what is reached surely, and what possibly.
struct Search {
  std::vector<uint8_t> tri;  // by vertex
};

}  // namespace

struct Views::State {
  // Each view is the first member of its own box, so that the callbacks find their way back from the pointer they get.
  struct Reachability {
    mrl_reachability view{};
    const State* state = nullptr;
  } reachability;
  struct Lineage {
    mrl_lineage view{};
    const State* state = nullptr;
  } lineage;
  struct Loops {
    mrl_feedback_loops view{};
    const State* state = nullptr;
  } loops;
  mrl_boundaries boundaries{};
  mrl_graph snapshot{};

  const Graph& g;
  CoreFacts f;
  ContentRules rules;
  std::vector<std::string> needs;
  uint64_t serial = 0;

  std::vector<uint32_t> out_off, out_flow, in_off, in_flow, flow_from, flow_to, flow_kind, parent;
  std::vector<uint8_t> open_in, open_out, trust_must, trust_may, crosses, rises, loop_must, loop_may;

  State(const Graph& graph, const std::vector<std::string>& wanted)
      : g(graph), f(graph.catalog->vocabulary), rules(graph, f), needs(wanted) {
    static std::atomic<uint64_t> next{0};
    serial = ++next;
    fill_snapshot();
    fill_boundaries();
    fill_loops();
    reachability.state = lineage.state = loops.state = this;
    reachability.view = {sizeof(mrl_reachability), g.n_nodes(), &reaches, &reach_path};
    lineage.view = {sizeof(mrl_lineage), g.n_nodes(), &comes_from, &learns_from, &lineage_path};
  }

  void fill_snapshot() {
    const uint32_t n = g.n_nodes();
    const auto rows = [&](const Adjacency& list, std::vector<uint32_t>& off, std::vector<uint32_t>& flow) {
      off.push_back(0);
      for (Element e = 0; e < n; ++e) {
        for (const Element fl : list.of(e)) flow.push_back(fl - g.first[3]);
        off.push_back(static_cast<uint32_t>(flow.size()));
      }
    };
    rows(g.flows_out, out_off, out_flow);
    rows(g.flows_in, in_off, in_flow);
    for (const Flow& fl : g.flows) {
      flow_from.push_back(fl.from);
      flow_to.push_back(fl.to);
      flow_kind.push_back(static_cast<uint32_t>(fl.kind));
    }
    for (Element e = 0; e < n; ++e) {
      const auto is = [&](OpenList list) { return g.is_open(list, e); };
      open_in.push_back(is(OpenList::reads) || is(OpenList::serves) || is(OpenList::writers));
      open_out.push_back(is(OpenList::writes) || is(OpenList::serves));
    }
    snapshot = {sizeof(mrl_graph), n, g.n_flows, g.n_stages, g.n_assets, g.n_actors, g.n_boundaries, 0,
                out_off.data(), out_flow.data(), in_off.data(), in_flow.data(), flow_from.data(), flow_to.data(),
                flow_kind.data(), open_in.data(), open_out.data()};
  }

  void fill_boundaries() {
    for (Element e = 0; e < g.n_nodes(); ++e) {
      const bool known = f.trust_of_place != kNone && g.facts.applies(f.trust_of_place, e);
      trust_must.push_back(known ? static_cast<uint8_t>(g.facts.low(f.trust_of_place, e)) : uint8_t{MRL_TRUST_UNTRUSTED});
      trust_may.push_back(known ? static_cast<uint8_t>(g.facts.high(f.trust_of_place, e)) : uint8_t{MRL_TRUST_RESTRICTED});
    }
    for (Element e = g.first[3]; e < g.first[4]; ++e) {
      const Flow& fl = g.flow(e);
      const Element a = g.boundary[fl.from], b = g.boundary[fl.to];
      crosses.push_back(static_cast<uint8_t>(a == kNone || b == kNone ? Tri::unknown : tri(a != b)));
      rises.push_back(static_cast<uint8_t>(
          bounded(trust_must[fl.to] > trust_may[fl.from], trust_may[fl.to] > trust_must[fl.from])));
    }
    for (Element b = g.first[4]; b < g.first[5]; ++b) {
      parent.push_back(g.boundary[b] == kNone ? MRL_NONE : g.boundary[b] - g.first[4]);
    }
    boundaries = {sizeof(mrl_boundaries), g.n_nodes(), g.n_flows, g.n_boundaries, trust_must.data(),
                  trust_may.data(), crosses.data(), rises.data(), parent.data()};
  }

  void fill_loops() {
    for (Element e = 0; e < g.n_nodes(); ++e) {
      const Tri on = f.on_feedback_loop == kNone ? Tri::no : g.facts.is(f.on_feedback_loop, e, 1);
      loop_must.push_back(on == Tri::yes);
      loop_may.push_back(on != Tri::no);
    }
    loops.view = {sizeof(mrl_feedback_loops), g.n_nodes(), loop_must.data(), loop_may.data(), &loop_path};
  }

  // ---- searches --------------------------------------------------------------------------------------------------

  // Lineage passes where content does, and through models; people's questions are not lineage.
  bool passes(Passage passage, uint32_t from, const FlowGraph::Arc& arc, bool certain) const {
    if (certain && !arc.certain) return false;
    if (passage != Passage::content || rules.is_model(from) || rules.is_model(arc.vertex)) return true;
    const Tri pass = rules.passes(from, arc.vertex);
    return certain ? pass == Tri::yes : pass != Tri::no;
  }

  // A way may begin or end at people, and does not pass them.
  bool ends(Passage passage, uint32_t v) const { return passage != Passage::loop && g.is_person(v); }

  // Whether each vertex lies before others over at least one arc, surely and possibly; built when first asked for.
  struct Ways {
    std::once_flag once;
    Closure must, may;
  };
  mutable Ways ways[kPassages];

  const Ways& ways_of(Passage passage) const {
    Ways& w = ways[static_cast<size_t>(passage)];
    std::call_once(w.once, [&] {
      const auto closure = [&](bool certain) {
        return Closure(g.flow_graph.size(), [&, certain](uint32_t v, const Closure::Visit& visit) {
          if (ends(passage, v)) return;
          for (const FlowGraph::Arc arc : g.flow_graph.after(v)) {
            if (passes(passage, v, arc, certain)) visit(arc.vertex);
          }
        });
      };
      w.must = closure(true);
      w.may = closure(false);
    });
    return w;
  }

  bool lies_before(Passage passage, uint32_t vertex, uint32_t to, bool certain) const {
    const uint32_t value = before(passage, vertex, to);
    return certain ? value == MRL_TRI_YES : value != MRL_TRI_NO;
  }

  // What one thread remembers of its last questions: those before a block of targets, and those after one vertex.
  struct Memory {
    uint64_t serial = 0;
    uint32_t block = kNone, from = kNone, asked = kNone;
    std::vector<Closure::Block> must, may;
    std::vector<uint8_t> must_after, may_after;
  };

  // Passes ask either who leads to one target, or where one vertex leads: a second question in a row from the same
  // vertex, about another block, is of the second kind.
  uint32_t leads(const Ways& w, Memory& mine, uint32_t from, uint32_t to) const {
    const uint32_t block = to / Closure::kTargets, at = to % Closure::kTargets;
    if (mine.serial != serial) mine = {}, mine.serial = serial;
    const bool after = mine.block != block && (mine.from == from || mine.asked == from);
    mine.asked = from;
    if (after && mine.from != from) {
      w.must.after(from, mine.must_after);
      w.may.after(from, mine.may_after);
      mine.from = from;
    }
    if (after) {
      if (mine.must_after[w.must.component(to)] != 0) return MRL_TRI_YES;
      return mine.may_after[w.may.component(to)] != 0 ? MRL_TRI_UNKNOWN : MRL_TRI_NO;
    }
    if (mine.block != block) {
      std::vector<uint32_t> nodes;
      for (uint32_t v = block * Closure::kTargets; v < g.n_nodes() && nodes.size() < Closure::kTargets; ++v) nodes.push_back(v);
      w.must.before(nodes, mine.must);
      w.may.before(nodes, mine.may);
      mine.block = block;
    }
    if (mine.must[w.must.component(from)].has(at)) return MRL_TRI_YES;
    return mine.may[w.may.component(from)].has(at) ? MRL_TRI_UNKNOWN : MRL_TRI_NO;
  }

  uint32_t before(Passage passage, uint32_t from, uint32_t to) const {
    thread_local Memory memory[kPassages];
    Memory& mine = memory[static_cast<size_t>(passage)];
    const Ways& w = ways_of(passage);
    if (!ends(passage, from)) return leads(w, mine, from, to);
    uint32_t best = MRL_TRI_NO;
    for (const FlowGraph::Arc arc : g.flow_graph.after(from)) {
      if (!passes(passage, from, arc, false)) continue;
      uint32_t one = arc.vertex == to ? uint32_t{MRL_TRI_YES} : leads(w, mine, arc.vertex, to);
      if (!passes(passage, from, arc, true)) one = std::min<uint32_t>(one, MRL_TRI_UNKNOWN);
      best = std::max(best, one);
    }
    return best;
  }

  // The same through a stage that learns: what `model` was made from.
  void learned(uint32_t model, Search& out) const {
    const FlowGraph& flows = g.flow_graph;
    out.tri.assign(flows.size(), MRL_TRI_NO);
    if (!rules.is_model(model)) return;
    for (const bool certain : {true, false}) {
      std::vector<uint8_t> seen(2 * size_t{flows.size()});
      std::vector<std::pair<uint32_t, bool>> todo = {{model, false}};
      for (size_t i = 0; i < todo.size(); ++i) {
        const auto [v, learns] = todo[i];
        if (g.is_person(v)) continue;
        for (const FlowGraph::Arc arc : flows.before(v)) {
          const FlowGraph::Arc here{v, arc.certain};
          if (!passes(Passage::content, arc.vertex, here, certain)) continue;
          const bool stage = flows.is_node(arc.vertex) && rules.is_stage(arc.vertex);
          const bool hidden = !flows.is_node(arc.vertex);
          const bool now = learns || (stage && is_learner(arc.vertex)) || (hidden && !certain);
          uint8_t& mark = seen[2 * size_t{arc.vertex} + (now ? 1 : 0)];
          if (mark != 0) continue;
          mark = 1;
          const bool asset = flows.is_node(arc.vertex) && g.kind_of(arc.vertex) == ElementKind::asset;
          if (now && asset && !rules.is_model(arc.vertex)) {
            out.tri[arc.vertex] = std::max<uint8_t>(out.tri[arc.vertex], certain ? MRL_TRI_YES : MRL_TRI_UNKNOWN);
          }
          todo.emplace_back(arc.vertex, now);
        }
      }
    }
  }

  bool is_learner(uint32_t stage) const { return f.stage_does(g, stage, "train") || f.stage_does(g, stage, "aggregate"); }

  // Each thread remembers its last search: passes ask for many data of one model.
  const Search& search_learned(uint32_t model) const {
    struct Last {
      uint64_t serial = 0;
      uint32_t model = kNone;
      Search search;
    };
    thread_local Last mine;
    if (mine.serial == serial && mine.model == model) return mine.search;
    learned(model, mine.search);
    mine.serial = serial;
    mine.model = model;
    return mine.search;
  }

  // ---- callbacks -------------------------------------------------------------------------------------------------

  static uint32_t reaches(const mrl_reachability* view, mrl_node from, mrl_node to) {
    if (from >= view->n_nodes || to >= view->n_nodes) return MRL_TRI_NO;
    return reinterpret_cast<const Reachability*>(view)->state->before(Passage::any, from, to);
  }
  static uint32_t comes_from(const mrl_lineage* view, mrl_node node, mrl_node source) {
    if (node >= view->n_nodes || source >= view->n_nodes) return MRL_TRI_NO;
    return reinterpret_cast<const Lineage*>(view)->state->before(Passage::content, source, node);
  }
  static uint32_t learns_from(const mrl_lineage* view, mrl_node model, mrl_node data) {
    if (model >= view->n_nodes || data >= view->n_nodes) return MRL_TRI_NO;
    return reinterpret_cast<const Lineage*>(view)->state->search_learned(model).tri[data];
  }

  // Breadth first over certain arcs, then over all that join described nodes; only by what lies before `to`.
  std::vector<uint32_t> way(Passage passage, uint32_t from, uint32_t to) const {
    const uint32_t best = before(passage, from, to);
    if (best == MRL_TRI_NO) return {};
    if (best == MRL_TRI_YES) return way(passage, from, to, true);
    return way(passage, from, to, false);
  }

  std::vector<uint32_t> way(Passage passage, uint32_t from, uint32_t to, bool certain) const {
    const FlowGraph& flows = g.flow_graph;
    thread_local std::vector<uint32_t> parent_of;  // all kNone between two calls
    if (parent_of.size() < flows.size()) parent_of.resize(flows.size(), kNone);
    std::vector<uint32_t> todo = {from}, nodes;
    for (size_t i = 0; i < todo.size() && parent_of[to] == kNone; ++i) {
      if (i > 0 && ends(passage, todo[i])) continue;
      for (const FlowGraph::Arc arc : flows.after(todo[i])) {
        const bool hidden = flows.is_hidden(arc.vertex);
        if (hidden || parent_of[arc.vertex] != kNone || !passes(passage, todo[i], arc, certain)) continue;
        if (arc.vertex != to && !lies_before(passage, arc.vertex, to, certain)) continue;
        parent_of[arc.vertex] = todo[i];
        todo.push_back(arc.vertex);
        if (arc.vertex == to) break;
      }
    }
    if (parent_of[to] != kNone) {
      nodes.push_back(to);
      for (uint32_t v = parent_of[to]; v != from; v = parent_of[v]) nodes.push_back(v);
      nodes.push_back(from);
      std::reverse(nodes.begin(), nodes.end());
      std::erase_if(nodes, [&](uint32_t v) { return !flows.is_node(v); });
    }
    for (const uint32_t v : todo) parent_of[v] = kNone;
    return nodes;
  }

  mrl_status write_path(Passage passage, mrl_node from, mrl_node to, mrl_ref* out, uint32_t capacity, uint32_t* n) const {
    if (n == nullptr || (out == nullptr && capacity > 0) || from >= g.n_nodes() || to >= g.n_nodes()) return MRL_ERR_ARGUMENT;
    std::vector<mrl_ref> refs;
    const std::vector<uint32_t> nodes = way(passage, from, to);
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0) {
        for (const Element fl : g.flows_out.of(nodes[i - 1])) {
          if (g.flow(fl).to != nodes[i]) continue;
          refs.push_back(to_ref(g, fl));
          break;
        }
      }
      refs.push_back(to_ref(g, nodes[i]));
    }
    *n = static_cast<uint32_t>(refs.size());
    std::copy_n(refs.begin(), std::min<size_t>(capacity, refs.size()), out);
    return MRL_OK;
  }

  static mrl_status reach_path(const mrl_reachability* v, mrl_node from, mrl_node to, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    return reinterpret_cast<const Reachability*>(v)->state->write_path(Passage::any, from, to, out, capacity, n);
  }
  static mrl_status lineage_path(const mrl_lineage* v, mrl_node source, mrl_node node, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    return reinterpret_cast<const Lineage*>(v)->state->write_path(Passage::content, source, node, out, capacity, n);
  }
  static mrl_status loop_path(const mrl_feedback_loops* v, mrl_node node, mrl_ref* out, uint32_t capacity, uint32_t* n) {
    return reinterpret_cast<const Loops*>(v)->state->write_path(Passage::loop, node, node, out, capacity, n);
  }
};

Views::Views(const Graph& g, const std::vector<std::string>& needs) : state_(std::make_unique<State>(g, needs)) {}
Views::~Views() = default;

const mrl_graph* Views::graph() const { return &state_->snapshot; }

bool Views::exists(std::string_view id) { return std::find(std::begin(kIds), std::end(kIds), id) != std::end(kIds); }

const void* Views::analysis(std::string_view id) const {
  if (id == kIds[0]) return &state_->reachability.view;
  if (id == kIds[1]) return &state_->lineage.view;
  if (id == kIds[2]) return &state_->boundaries;
  if (id == kIds[3]) return &state_->loops.view;
  return nullptr;
}

mrl_ref to_ref(const Graph& g, Element e) {
  const ElementKind kind = g.kind_of(e);
  return {static_cast<uint32_t>(kind), e - g.first[static_cast<size_t>(kind)]};
}

Element from_ref(const Graph& g, mrl_ref ref) {
  if (ref.kind > MRL_PIPELINE) return kNone;
  const auto kind = static_cast<ElementKind>(ref.kind);
  return ref.index < g.count(kind) ? g.first[ref.kind] + ref.index : kNone;
}

}  // namespace merlon
