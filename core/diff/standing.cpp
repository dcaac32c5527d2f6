#include "diff/standing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "graph/core_facts.hpp"

namespace merlon {
namespace {

std::string missing_of(const Graph& g, const Cell& cell) {
  std::vector<std::string> missing;
  for (const SourceVerdict& source : cell.sources) {
    for (const Evidence& e : source.evidence) {
      if (e.kind != Evidence::Kind::missing) continue;
      std::string text = fmt::format("{} of {}", e.fact, g.ids[e.element]);
      if (std::find(missing.begin(), missing.end(), text) == missing.end()) missing.push_back(std::move(text));
    }
  }
  return fmt::format("{}", fmt::join(missing, ", "));
}

// What a condition speaks of: the element itself, the ends of a flow, and what its evidence names.
std::set<std::string> touches_of(const Graph& g, const Cell& cell) {
  std::set<std::string> out = {g.ids[cell.subject]};
  if (g.kind_of(cell.subject) == ElementKind::flow) {
    out.insert({g.ids[g.flow(cell.subject).from], g.ids[g.flow(cell.subject).to]});
  }
  for (const SourceVerdict& source : cell.sources) {
    for (const Evidence& e : source.evidence) {
      if (e.element != kNone) out.insert(g.ids[e.element]);
      for (const Element on_the_way : e.path) out.insert(g.ids[on_the_way]);
    }
  }
  return out;
}

Stand stand_of(const Assessment& a, const Rated& r, const Sources& sources) {
  Stand s;
  s.seen = r.cell->kind == VerdictKind::raised ? Seen::raised : Seen::undecided;
  s.score = r.residual;
  if (r.decision) s.decision = a.decisions[*r.decision].doc->treatment;
  s.why = s.seen == Seen::undecided ? missing_of(*a.graph, *r.cell) : r.cell->sources.empty() ? "" : r.cell->sources[0].reason;
  s.place = place(sources, a.graph->span(r.cell->subject));
  s.touches = touches_of(*a.graph, *r.cell);
  return s;
}

Described described(const Graph& g, Element e) {
  Described d{g.kind_of(e), false, false, false, false, false};
  const DocElement* doc = g.docs[e];
  const auto written = [&](std::string_view list) { return doc != nullptr && doc->find(list) != nullptr; };
  d.usable = d.kind == ElementKind::asset && g.kind[e] != kNone && usable_kind(g.catalog->vocabulary, g.kind[e]);
  d.reads = written("reads"), d.uses = written("uses"), d.writes = written("writes"), d.serves = written("serves");
  return d;
}

}  // namespace

const Stand& Standing::at(const std::string& id) const {
  static const Stand none, left_out{Seen::not_asked, {}, {}, {}, {}, {}};
  const auto it = stands.find(id);
  if (it != stands.end()) return it->second;
  const std::string threat(threat_of(id));
  return not_asked.contains(threat) || (described && !threats.contains(threat)) ? left_out : none;
}

size_t Standing::count(Seen seen) const {
  return static_cast<size_t>(std::count_if(stands.begin(), stands.end(), [&](const auto& s) { return s.second.seen == seen; }));
}

std::string_view threat_of(std::string_view id) { return id.substr(0, id.find('@')); }

std::string_view subject_of(std::string_view id) {
  const size_t at = id.find('@');
  return at == std::string_view::npos ? std::string_view() : id.substr(at + 1);
}

// Implied flows are `asset..stage` (reads, uses), `stage..asset` (writes) and `caller..stage` (serves): 9-semantics S3.
bool may_be_unwritten(const Standing& standing, std::string_view flow) {
  const size_t dots = flow.find("..");
  if (dots == std::string_view::npos || standing.elements.contains(std::string(flow))) return false;
  const auto from = standing.elements.find(std::string(flow.substr(0, dots)));
  const auto to = standing.elements.find(std::string(flow.substr(dots + 2)));
  if (from == standing.elements.end() || to == standing.elements.end()) return false;
  const Described &a = from->second, &b = to->second;
  if (a.kind == ElementKind::stage && b.kind == ElementKind::asset) return !a.writes;
  if (b.kind != ElementKind::stage) return false;
  if (a.kind == ElementKind::asset) return !b.reads || (a.usable && !b.uses);
  return !b.serves;
}

Standing standing_of(const Assessment& a, const Sources& sources) {
  const Graph& g = *a.graph;
  const Verdicts& v = *a.verdicts;
  Standing out;
  out.file = sources[g.doc->file].name;
  out.pipeline = g.doc->pipeline.id.text;
  out.incomplete = v.incomplete;
  out.described = true;
  for (const auto* list : {&a.findings, &a.undecided}) {
    for (const Rated& r : *list) out.stands.emplace(r.id, stand_of(a, r, sources));
  }
  for (const AskedThreat& asked : v.threats) {
    out.threats.emplace(asked.id, asked.name);
    for (size_t i = 0; i < asked.subjects.size(); ++i) {
      // Raised or undecided without an entry can't be rated: nobody knows what it is worth.
      if (asked.kinds[i] == VerdictKind::ruled_out) continue;
      out.stands.try_emplace(asked.id + "@" + g.ids[asked.subjects[i]], Stand{Seen::not_analysed, {}, {}, {}, {}, {}});
    }
  }
  for (const NotAsked& n : v.not_asked) out.not_asked.insert(n.threat);
  for (Element e = 0; e < g.first[6]; ++e) out.elements.emplace(g.ids[e], described(g, e));
  return out;
}

}  // namespace merlon
