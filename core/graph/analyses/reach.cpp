// What a stage can reach with whose rights, and who can steer it: comparisons of audiences around one stage or asset.
#include <algorithm>

#include "graph/analyses/content.hpp"
#include "graph/derive.hpp"

namespace merlon {
namespace {

class Reach {
 public:
  explicit Reach(Derivation& d) : d_(d), g_(d.g), rules_(d.g, d.f) {}

  void run() {
    for (Element s = 0; s < g_.n_stages; ++s) {
      d_.put(d_.f.remembers, s, remembers(s));
      d_.put(d_.f.private_reach, s, private_reach(s));
      d_.put(d_.f.steered_by, s, steered_by(s));
      d_.put(d_.f.widens_access, s, widens_access(s));
      d_.put(d_.f.lends_reach, s, lends_reach(s));
    }
    wider_than_source();
  }

 private:
  bool described(Element asset) const { return asset < g_.n_nodes(); }
  bool writes(Element s, Element asset) const {
    const auto list = g_.writes.of(s);
    return std::find(list.begin(), list.end(), asset) != list.end();
  }

  // Reads and writes the same memory.  An open list may hold any memory there is, or one that nobody drew.
  Tri remembers(Element s) const {
    const uint32_t memory = d_.f.kind_of("memory");
    Tri value = Tri::no;
    bool reads_memory = g_.is_open(OpenList::reads, s), writes_memory = g_.is_open(OpenList::writes, s);
    for (const Element a : g_.reads.of(s)) {
      if (!g_.is_kind(a, memory)) continue;
      if (writes(s, a)) return Tri::yes;
      if (g_.is_open(OpenList::writes, s)) value = Tri::unknown;
      reads_memory = true;
    }
    for (const Element a : g_.writes.of(s)) {
      if (!g_.is_kind(a, memory)) continue;
      if (g_.is_open(OpenList::reads, s)) value = Tri::unknown;
      writes_memory = true;
    }
    const bool both_open = g_.is_open(OpenList::reads, s) && g_.is_open(OpenList::writes, s);
    return both_open && reads_memory && writes_memory ? Tri::unknown : value;
  }

  // What a stage reads for its content: itself, through the retrieve stages that answer it, and what stores hold.
  std::vector<Element> content_read(Element s) const {
    std::vector<Element> out;
    const auto add = [&](Element asset) {
      if (rules_.is_model(asset)) return;
      out.push_back(asset);
      for (const Element held : g_.holds.of(asset)) {
        if (!rules_.is_model(held)) out.push_back(held);
      }
    };
    for (const Element a : g_.reads.of(s)) add(a);
    for (const Element behind : g_.calls.of(s)) {
      if (!d_.f.stage_does(g_, behind, "retrieve")) continue;
      for (const Element a : g_.reads.of(behind)) add(a);
    }
    return out;
  }

  bool content_open(Element s) const {
    if (g_.is_open(OpenList::reads, s)) return true;
    const auto behind = g_.calls.of(s);
    const bool open_behind = std::any_of(behind.begin(), behind.end(), [&](Element b) {
      return d_.f.stage_does(g_, b, "retrieve") && g_.is_open(OpenList::reads, b);
    });
    // A retrieve stage that serves who knows whom may serve this one.
    const auto& unknown_callers = g_.open_elements[static_cast<size_t>(OpenList::serves)];
    return open_behind || std::any_of(unknown_callers.begin(), unknown_callers.end(),
                                      [&](Element b) { return b != s && d_.f.stage_does(g_, b, "retrieve"); });
  }

  Bounds private_reach(Element s) const {
    Bounds reach{public_data, public_data};
    const auto widen = [&](int32_t low, int32_t high) {
      reach.low = std::max(reach.low, low);
      reach.high = std::max(reach.high, high);
    };
    for (const Element a : content_read(s)) {
      if (!g_.facts.applies(d_.f.sensitivity, a)) continue;
      const Bounds b = d_.bounds(d_.f.sensitivity, a);
      widen(b.low, b.high);
    }
    for (const Element a : g_.uses.of(s)) {
      if (!rules_.is_tool(a)) continue;
      const Tri reads_private = d_.f.asset_is(g_, a, d_.f.can, "private-data");
      widen(reads_private == Tri::yes ? confidential : public_data,
            reads_private == Tri::no ? public_data : confidential);
    }
    if (g_.is_open(OpenList::uses, s)) widen(public_data, confidential);
    if (content_open(s)) widen(public_data, restricted_data);
    return reach;
  }

  // Who wrote what a configuration was copied from.
  Bounds authors(Element configuration) const {
    Bounds b{nobody, nobody};
    const auto widen = [&](Tri from, int32_t audience) {
      if (from == Tri::yes) b.low = std::max(b.low, audience);
      if (from != Tri::no) b.high = std::max(b.high, audience);
    };
    for (const std::string_view word : kStrangeOrigins) {
      widen(d_.f.asset_is(g_, configuration, d_.f.origin, word), everybody);
    }
    for (const std::string_view word : kContractOrigins) {
      widen(d_.f.asset_is(g_, configuration, d_.f.origin, word), partners);
    }
    return b;
  }

  // Who can change the configurations that it obeys, or wrote what is in them; the team at least, the organisation if it
  // writes them itself.
  Bounds steered_by(Element s) const {
    Bounds b{team, team};
    const uint32_t configuration = d_.f.kind_of("configuration");
    for (const Element a : g_.uses.of(s)) {
      if (!g_.is_kind(a, configuration) || !g_.facts.applies(d_.f.writable_by, a)) continue;
      const Bounds by = d_.bounds(d_.f.writable_by, a);
      b = {std::max(b.low, by.low), std::max(b.high, by.high)};
      const Bounds wrote = authors(a);
      b = {std::max(b.low, wrote.low), std::max(b.high, wrote.high)};
      if (writes(s, a)) b.low = std::max<int32_t>(b.low, organisation);
      if (writes(s, a) || g_.is_open(OpenList::writes, s)) b.high = std::max<int32_t>(b.high, organisation);
    }
    if (g_.is_open(OpenList::uses, s)) b.high = everybody;
    return b;
  }

  // Is the audience `who` wider than that of the readers of some content of this stage?
  Tri wider(Bounds who, Element asset) const {
    if (d_.f.readable_by == kNone || !g_.facts.applies(d_.f.readable_by, asset)) return Tri::no;
    const Bounds readers = d_.bounds(d_.f.readable_by, asset);
    return bounded(who.low > readers.high, who.high > readers.low);
  }

  // It shows people what they could not open themselves.
  Tri widens_access(Element s) const {
    if (d_.f.queryable_by == kNone) return Tri::no;
    const Bounds askers = d_.bounds(d_.f.queryable_by, s);
    Tri some = content_open(s) ? bounded(false, askers.high > nobody) : Tri::no;
    for (const Element a : content_read(s)) some = either(some, wider(askers, a));
    const uint32_t caller = d_.f.value(d_.f.acts_as, "caller");
    if (caller == kNone) return some;
    return both(some, negated(g_.facts.is(d_.f.acts_as, s, caller)));
  }

  // A writer with few rights steers a reader with many.
  Tri lends_reach(Element s) const {
    if (d_.f.contributed_by == kNone) return Tri::no;
    const Bounds writers = d_.bounds(d_.f.contributed_by, s);
    Tri some = content_open(s) ? bounded(false, writers.high > nobody) : Tri::no;
    for (const Element a : content_read(s)) some = either(some, wider(writers, a));
    return some;
  }

  // The narrowest readers of anything whose content reaches each vertex; lowest first, one search for each audience.
  // `certain`: over certain arcs, by what readers are at most; else over possible ones, by what they are at least.
  std::vector<int32_t> narrowest_source(bool certain) const {
    const FlowGraph& flows = g_.flow_graph;
    std::vector<int32_t> narrowest(flows.size(), kNoSource);
    std::vector<uint32_t> todo;
    const auto reach = [&](uint32_t from, int32_t level) {
      for (const FlowGraph::Arc arc : flows.after(from)) {
        const Tri pass = both(rules_.passes(from, arc.vertex), arc.certain ? Tri::yes : Tri::unknown);
        if (pass == Tri::no || (certain && pass != Tri::yes) || narrowest[arc.vertex] != kNoSource) continue;
        narrowest[arc.vertex] = level;
        todo.push_back(arc.vertex);
      }
    };
    for (int32_t level = nobody; level <= everybody; ++level) {
      for (uint32_t v = 0; v < flows.size(); ++v) {
        if (readers_of_source(v, certain) == level) reach(v, level);
      }
      for (size_t i = 0; i < todo.size(); ++i) {
        if (!rules_.is_actor(todo[i])) reach(todo[i], level);
      }
      todo.clear();
    }
    return narrowest;
  }

  int32_t readers_of_source(uint32_t v, bool certain) const {
    const FlowGraph& flows = g_.flow_graph;
    if (flows.is_hidden_source(v)) return certain ? kNoSource : nobody;
    if (!described(v) || g_.kind_of(v) != ElementKind::asset || !g_.facts.applies(d_.f.readable_by, v)) return kNoSource;
    // What is executed, obeyed or held is not copied into what it makes.
    if (rules_.is_software(v) || rules_.is_configuration(v)) return kNoSource;
    const Bounds b = d_.bounds(d_.f.readable_by, v);
    return certain ? b.high : b.low;
  }

  // A copy that forgot its lock: what it holds came from something that fewer can read.
  void wider_than_source() {
    if (d_.f.readable_by == kNone) return;
    const std::vector<int32_t> must = narrowest_source(true), may = narrowest_source(false);
    for (Element a = g_.first[1]; a < g_.first[2]; ++a) {
      if (!g_.facts.applies(d_.f.readable_by, a)) continue;
      const Bounds readers = d_.bounds(d_.f.readable_by, a);
      d_.put(d_.f.wider_than_source, a, bounded(readers.low > must[a], readers.high > may[a]));
    }
  }

  static constexpr int32_t kNoSource = everybody + 1;

  Derivation& d_;
  Graph& g_;
  ContentRules rules_;
};

}  // namespace

void derive_reach(Derivation& d) {
  if (d.f.sensitivity == kNone || d.f.can == kNone) return;
  Reach(d).run();
}

}  // namespace merlon
