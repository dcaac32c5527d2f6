// Analyses that the host computes, as a pass asks them: `ctx.analysis<merlon::Lineage>()`.  Include the header of the
// kind of pass, such as analyzer.hpp.
#pragma once

#include <merlon/elements.hpp>

#include <cstdint>
#include <optional>

namespace merlon {
inline namespace sdk {

/// `ctx.analysis<Reachability>()`: what gets where, in any number of steps.
class Reachability {
 public:
  using View = mrl_reachability;
  static constexpr const char* id = "reachability/1";
  Reachability(const View* view, const mrl_graph* graph) : view_(view), graph_(graph) {}
  Tri reaches(Element from, Element to) const {
    return static_cast<Tri>(view_->reaches(view_, node(from), node(to)));
  }
  Path path(Element from, Element to) const {
    return collect_path([&](mrl_ref* out, uint32_t capacity, uint32_t* n) {
      return view_->path(view_, node(from), node(to), out, capacity, n);
    });
  }

 private:
  mrl_node node(Element e) const { return mrl_node_of(graph_, e.ref); }
  const View* view_;
  const mrl_graph* graph_;
};

/// `ctx.analysis<Lineage>()`: where content comes from, and what models learn from.
class Lineage {
 public:
  using View = mrl_lineage;
  static constexpr const char* id = "lineage/1";
  Lineage(const View* view, const mrl_graph* graph) : view_(view), graph_(graph) {}
  Tri comes_from(Element element, Element source) const {
    return static_cast<Tri>(view_->comes_from(view_, node(element), node(source)));
  }
  Tri learns_from(Element model, Element data) const {
    return static_cast<Tri>(view_->learns_from(view_, node(model), node(data)));
  }
  Path path(Element source, Element element) const {
    return collect_path([&](mrl_ref* out, uint32_t capacity, uint32_t* n) {
      return view_->path(view_, node(source), node(element), out, capacity, n);
    });
  }

 private:
  mrl_node node(Element e) const { return mrl_node_of(graph_, e.ref); }
  const View* view_;
  const mrl_graph* graph_;
};

/// How far a place is trusted, untrusted 0 to restricted 3: at least and at most.
struct Trust {
  uint32_t must, may;
  Tri at_least(uint32_t level) const {
    return must >= level ? Tri::yes : may < level ? Tri::no : Tri::unknown;
  }
};

/// `ctx.analysis<Boundaries>()`: trust of places, and which flows leave them.
class Boundaries {
 public:
  using View = mrl_boundaries;
  static constexpr const char* id = "boundaries/1";
  Boundaries(const View* view, const mrl_graph* graph) : view_(view), graph_(graph) {}
  /// Of a stage, asset or actor; of anything else nothing is known.
  Trust trust(Element element) const {
    const mrl_node node = mrl_node_of(graph_, element.ref);
    if (node == MRL_NONE) return {MRL_TRUST_UNTRUSTED, MRL_TRUST_RESTRICTED};
    return {view_->trust_must[node], view_->trust_may[node]};
  }
  /// Of a flow; `no` for anything else.
  Tri crosses(Element flow) const { return of(view_->crosses, flow); }
  Tri rises(Element flow) const { return of(view_->rises, flow); }
  /// The boundary around a boundary, or no element.
  Element parent(Element boundary) const {
    if (boundary.kind() != Kind::boundary || boundary.index() >= view_->n_boundaries) return {};
    const uint32_t up = view_->parent[boundary.index()];
    return up == MRL_NONE ? Element{} : Element{{MRL_BOUNDARY, up}};
  }

 private:
  Tri of(const uint8_t* column, Element flow) const {
    const bool known = flow.kind() == Kind::flow && flow.index() < view_->n_flows;
    return known ? static_cast<Tri>(column[flow.index()]) : Tri::no;
  }
  const View* view_;
  const mrl_graph* graph_;
};

/// `ctx.analysis<FeedbackLoops>()`: nodes whose output comes back as what they learn from.
class FeedbackLoops {
 public:
  using View = mrl_feedback_loops;
  static constexpr const char* id = "feedback-loops/1";
  FeedbackLoops(const View* view, const mrl_graph* graph) : view_(view), graph_(graph) {}
  Tri on_loop(Element element) const {
    const mrl_node node = mrl_node_of(graph_, element.ref);
    if (node == MRL_NONE) return Tri::no;
    return view_->must[node] != 0 ? Tri::yes : view_->may[node] != 0 ? Tri::unknown : Tri::no;
  }
  Path path(Element element) const {
    return collect_path([&](mrl_ref* out, uint32_t capacity, uint32_t* n) {
      return view_->path(view_, mrl_node_of(graph_, element.ref), out, capacity, n);
    });
  }

 private:
  const View* view_;
  const mrl_graph* graph_;
};

/// `ctx.analysis<Dominators>()`: what nothing gets around.  Where there is no way at all, and where
/// both ends are one, nothing is passed; an end is passed.
class Dominators {
 public:
  using View = mrl_dominators;
  static constexpr const char* id = "dominators/1";
  Dominators(const View* view, const mrl_graph* graph) : view_(view), graph_(graph) {}
  /// Every way from `from` to `to` passes `via`.
  Tri passes(Element from, Element to, Element via) const {
    return static_cast<Tri>(view_->passes(view_, mrl_node_of(graph_, from.ref),
                                          mrl_node_of(graph_, to.ref),
                                          mrl_node_of(graph_, via.ref)));
  }
  /// What every possible way passes, in order.
  Path chain(Element from, Element to) const {
    return collect_path([&](mrl_ref* out, uint32_t capacity, uint32_t* n) {
      return view_->chain(view_, mrl_node_of(graph_, from.ref), mrl_node_of(graph_, to.ref), out,
                          capacity, n);
    });
  }

 private:
  const View* view_;
  const mrl_graph* graph_;
};

/// `ctx.analysis<AttackPaths>()`: how far possible attackers are, and by which ways they come.
class AttackPaths {
 public:
  using View = mrl_attack_paths;
  static constexpr const char* id = "attack-paths/1";
  AttackPaths(const View* view, const mrl_graph* graph) : view_(view), graph_(graph) {}
  /// Steps of the shortest certain way; none where no way is certain.
  std::optional<uint32_t> distance(Element element) const { return steps(view_->must, element); }
  /// Steps of the shortest possible way; none where nobody can possibly get there.
  std::optional<uint32_t> possible_distance(Element element) const {
    return steps(view_->may, element);
  }
  /// The shortest certain way of the attacker who is number `k`, nearest first; empty past the last.
  Path path(Element element, uint32_t k = 0) const {
    return collect_path([&](mrl_ref* out, uint32_t capacity, uint32_t* n) {
      return view_->path(view_, mrl_node_of(graph_, element.ref), k, out, capacity, n);
    });
  }

 private:
  std::optional<uint32_t> steps(const uint32_t* of, Element element) const {
    const mrl_node node = mrl_node_of(graph_, element.ref);
    if (node == MRL_NONE || of[node] == MRL_NONE) return std::nullopt;
    return of[node];
  }

  const View* view_;
  const mrl_graph* graph_;
};

}  // namespace sdk
}  // namespace merlon
