// The pipeline as a typed graph: immutable after lowering, elements by number, neighbours in compressed rows.
//
// Elements are numbered stages, assets, actors, flows, boundaries, the pipeline, and last the phantoms: anonymous
// things that flows carry, and the software that a stage may use without saying so.  Nodes are stages, assets and
// actors, so a node's number is its element's number.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/name_map.hpp"
#include "base/span.hpp"
#include "catalog/catalog.hpp"
#include "graph/adjacency.hpp"
#include "graph/facts.hpp"
#include "graph/flow_graph.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon {

enum class FlowKind : uint8_t { reads, uses, writes, serves, written };
inline constexpr std::array<std::string_view, 5> kFlowWords = {"reads", "uses", "writes", "serves", "flow"};

struct Flow {
  Element from = kNone, to = kNone;
  FlowKind kind = FlowKind::written;
  const DocElement* doc = nullptr;  ///< null for an implied flow that nobody wrote
  bool carries_given = false;
};

enum class ControlStatus : uint8_t { implemented, partial, planned, absent, unstated, not_applicable };
inline constexpr std::array<std::string_view, 6> kStatusWords = {"implemented", "partial", "planned",
                                                                 "absent", "unstated", "not-applicable"};

/// A control as the pipeline states it somewhere.
struct ControlStatement {
  Element on = kNone;
  std::string id;
  ControlStatus status = ControlStatus::implemented;
  std::string evidence, gap, reason;
  Span span;
};

/// A fact as somebody wrote it on an element, perhaps only to be inherited from there.
struct OwnFact {
  FactId fact = kNone;
  const TomlEntry* entry = nullptr;
};

/// Where an effective value comes from (9-semantics S4).
enum class FactOrigin : uint8_t { written, inherited, derived, assumed, fallback, unknown };
inline constexpr std::array<std::string_view, 6> kOriginWords = {"written", "inherited", "derived",
                                                                 "assumed", "default", "unknown"};
struct FactSource {
  FactOrigin origin = FactOrigin::unknown;
  const TomlEntry* entry = nullptr;  ///< where it is written; null for derived, default and unknown
  Element from = kNone;              ///< the element on which it is written
};

/// Edge lists that may be open: expected, not written, not filled by another edge.
enum class OpenList : uint8_t { reads, writes, serves, uses, writers };
/// What has to be written to close each; the writers of an asset follow from its `origin`.
inline constexpr std::array<std::string_view, 5> kOpenListWords = {"reads", "writes", "serves", "uses", "origin"};

/// An analysis of a plugin that could not be computed: what it publishes is unknown.
struct NotComputed {
  std::string analysis, plugin, why;
  std::vector<FactId> facts;
};

struct Graph {
  const PipelineDoc* doc = nullptr;
  const Catalog* catalog = nullptr;

  uint32_t n_stages = 0, n_assets = 0, n_actors = 0, n_flows = 0, n_boundaries = 0, n_phantoms = 0;
  std::array<Element, 7> first{};  ///< first element of each kind; [6]: first phantom
  std::vector<std::string> ids;    ///< by element
  std::vector<const DocElement*> docs;  ///< by element; null for implied flows, `outside` and phantoms
  NameMap<Element> by_id;

  std::vector<Element> boundary;  ///< innermost boundary of an element (of a boundary: the one around it), or kNone
  std::vector<Element> holder;    ///< of an asset, or kNone
  std::vector<uint32_t> kind;     ///< kind of an asset or phantom
  std::vector<uint8_t> phase;     ///< of a stage
  std::vector<Flow> flows;
  std::vector<ControlStatement> controls;

  Adjacency reads, writes, uses, serves, after;              // stage ->
  Adjacency read_by, written_by, used_by, holds;             // asset ->
  Adjacency calls;                                           // actor, stage -> stage
  Adjacency carries;                                         // flow -> asset or phantom
  Adjacency flows_in, flows_out;                             // node -> flow
  Adjacency inside;                                          // boundary -> node, nested ones too
  std::array<BitColumn, 5> open;                             // by OpenList
  std::array<std::vector<Element>, 5> open_elements;         // the same as lists
  Element hidden_software = kNone;                           // phantom
  std::vector<uint32_t> own_offset;                          // element -> its OwnFacts
  std::vector<OwnFact> own;
  bool with_assumptions = false;
  std::vector<std::pair<Element, OwnFact>> assumed;          ///< applied assumptions, by element, then fact
  std::vector<std::pair<Element, FactId>> widened;           ///< values passed down that the drawing overrules; sorted
  FlowGraph flow_graph;
  FactTable facts;
  std::vector<NotComputed> not_computed;

  uint32_t n_nodes() const { return n_stages + n_assets + n_actors; }
  uint32_t n_elements() const { return first[6] + n_phantoms; }
  Element pipeline() const { return first[5]; }
  Element outside() const { return first[4]; }
  ElementKind kind_of(Element e) const;
  uint32_t count(ElementKind k) const { return first[static_cast<size_t>(k) + 1] - first[static_cast<size_t>(k)]; }
  bool is_open(OpenList list, Element e) const { return open[static_cast<size_t>(list)].test(e); }
  /// People end a path: what they pass on is theirs.  Only a feedback loop goes through them.  Takes any vertex of the
  /// flow graph.
  bool is_person(uint32_t vertex) const { return (vertex >= first[2] && vertex < first[3]) || vertex == flow_graph.person(); }
  const Flow& flow(Element e) const { return flows[e - first[3]]; }
  /// True for an asset (or phantom) of this kind or below it.
  bool is_kind(Element asset, uint32_t wanted) const {
    return wanted != kNone && kind[asset] != kNone && catalog->vocabulary.kinds.is_a(kind[asset], wanted);
  }
  Span span(Element e) const;
  std::span<const OwnFact> own_facts(Element e) const {
    return {own.data() + own_offset[e], own_offset[e + 1] - own_offset[e]};
  }
  /// The statement that an element's value of a fact comes from, own or inherited; an entry of "unknown" stops the
  /// search and is returned.  Nothing that is derived or assumed.
  FactSource stated(FactId fact, Element e) const;
  /// The assumption that fills this fact of this element, or null.
  const TomlEntry* assumption(FactId fact, Element e) const;
  /// Where the effective value comes from, whatever it is.
  FactSource source(FactId fact, Element e) const;
  /// The elements of `scope`, in order of their numbers.
  std::vector<Element> in_scope(const Scope& scope) const;
  uint8_t phase_of(Element subject, std::string_view threat_phase) const;
};

}  // namespace merlon
