#include "engine/pack_pass.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/run.hpp"

namespace merlon {
namespace {

VerdictKind verdict_of(Tri value) {
  switch (value) {
    case Tri::yes: return VerdictKind::raised;
    case Tri::unknown: return VerdictKind::undecided;
    case Tri::no: break;
  }
  return VerdictKind::ruled_out;
}

class PackPass {
 public:
  PackPass(const Graph& g, uint32_t pack) : g_(g), info_(g.catalog->packs[pack]), evaluator_(g) {
    if (info_.has_applies) applies_ = evaluator_.eval(info_.applies, g.pipeline());
  }

  PackVerdicts::OfThreat threat(uint32_t index, const AskedThreat& asked) {
    PackVerdicts::OfThreat out;
    out.threat = index;
    for (const Element subject : asked.subjects) {
      Tri value = Tri::no;
      for (const Raise& raise : asked.threat->raises) {
        value = either(value, both(applies_, applies_ == Tri::no ? Tri::no : evaluator_.eval(raise.when, subject)));
        if (value == Tri::yes) break;
      }
      const VerdictKind kind = verdict_of(value);
      out.kinds.push_back(kind);
      if (kind == VerdictKind::ruled_out) {
        out.ruled_out_by.push_back(failure(*asked.threat, subject));
      } else {
        out.cells.push_back(cell(index, *asked.threat, subject, kind));
      }
    }
    return out;
  }

 private:
  // The first condition that failed, the domain's before the threat's own.
  std::string failure(const Threat& threat, Element subject) {
    if (applies_ == Tri::no) return evaluator_.first_failure(info_.applies, g_.pipeline());
    if (threat.raises.empty()) return "no condition of the entry";
    return evaluator_.first_failure(threat.raises[0].when, subject);
  }

  Cell cell(uint32_t index, const Threat& threat, Element subject, VerdictKind kind) {
    Cell cell;
    cell.threat = index;
    cell.subject = subject;
    cell.kind = kind;
    for (uint32_t i = 0; i < threat.raises.size(); ++i) {
      const Raise& raise = threat.raises[i];
      if (verdict_of(both(applies_, evaluator_.eval(raise.when, subject))) != kind) continue;
      SourceVerdict source;
      source.by = fmt::format("{}#{}", threat.def.id, raise.def.reason);
      source.kind = kind;
      source.raise = i;
      Trace trace;
      if (applies_ == Tri::unknown) evaluator_.trace(info_.applies, g_.pipeline(), trace);
      if (evaluator_.eval(raise.when, subject) == (kind == VerdictKind::raised ? Tri::yes : Tri::unknown)) {
        evaluator_.trace(raise.when, subject, trace);
      }
      source.reason = kind == VerdictKind::raised ? fill_message(raise.def.message, g_, subject, trace) : std::string();
      source.evidence = evidence_of(g_, trace, kind);
      cell.sources.push_back(std::move(source));
    }
    return cell;
  }

  const Graph& g_;
  const PackInfo& info_;
  Evaluator evaluator_;
  Tri applies_ = Tri::yes;
};

}  // namespace

PackVerdicts run_pack(const Graph& g, uint32_t pack, const std::vector<AskedThreat>& asked) {
  PackPass pass(g, pack);
  PackVerdicts out;
  for (uint32_t i = 0; i < asked.size(); ++i) {
    if (asked[i].threat != nullptr && asked[i].threat->pack == pack) out.threats.push_back(pass.threat(i, asked[i]));
  }
  return out;
}

std::vector<Evidence> evidence_of(const Graph& g, const Trace& trace, VerdictKind kind) {
  std::vector<Evidence> out;
  if (kind == VerdictKind::undecided) {
    for (const Missing& m : trace.missing) out.push_back({Evidence::Kind::missing, m.element, m.what, {}});
    return out;
  }
  for (const Step& step : trace.steps) {
    switch (step.kind) {
      case Step::Kind::fact:
        out.push_back({Evidence::Kind::fact, step.element, g.catalog->vocabulary.facts[step.fact].def.id, {}});
        break;
      case Step::Kind::neighbour: out.push_back({Evidence::Kind::element, step.element, {}, {}}); break;
      case Step::Kind::path: out.push_back({Evidence::Kind::path, step.element, {}, step.path}); break;
    }
  }
  if (!trace.contribution.empty()) {
    out.push_back({Evidence::Kind::path, trace.contribution.front(), {}, trace.contribution});
  }
  return out;
}

void apply_follows(const Graph& g, std::vector<AskedThreat>& asked, std::vector<Cell>& cells) {
  std::vector<std::vector<Cell*>> cells_of(asked.size());  // by threat, by subject
  for (Cell& c : cells) cells_of[c.threat].push_back(&c);
  for (auto& list : cells_of) {
    std::stable_sort(list.begin(), list.end(), [](const Cell* a, const Cell* b) { return a->subject < b->subject; });
  }
  for (uint32_t t = 0; t < asked.size(); ++t) {
    AskedThreat& effect = asked[t];
    if (effect.threat == nullptr || effect.threat->follows.empty()) continue;
    // For each vertex the highest kind of a followed threat at it or upstream of it, over possible arcs.
    const FlowGraph& flows = g.flow_graph;
    std::vector<VerdictKind> cause(std::max<size_t>(g.n_elements(), flows.size()), VerdictKind::ruled_out);
    for (const uint32_t f : effect.threat->follows) {
      const std::string& id = g.catalog->threats[f].def.id;
      const auto found = std::find_if(asked.begin(), asked.end(), [&](const AskedThreat& a) { return a.id == id; });
      for (size_t i = 0; i < found->subjects.size(); ++i) {
        cause[found->subjects[i]] = std::max(cause[found->subjects[i]], found->kinds[i]);
      }
    }
    for (const VerdictKind level : {VerdictKind::raised, VerdictKind::not_analysed, VerdictKind::undecided}) {
      std::vector<uint32_t> todo;
      for (uint32_t v = 0; v < flows.size(); ++v) {
        if (cause[v] == level) todo.push_back(v);
      }
      for (size_t i = 0; i < todo.size(); ++i) {
        for (const FlowGraph::Arc arc : flows.after(todo[i])) {
          const VerdictKind arrives = arc.certain ? level : std::min(level, VerdictKind::undecided);
          if (arrives != level || cause[arc.vertex] >= level) continue;
          cause[arc.vertex] = level;
          todo.push_back(arc.vertex);
        }
      }
    }
    // What is only possible from what is certain: everything that a raised cause may reach.
    std::vector<uint32_t> todo;
    for (uint32_t v = 0; v < flows.size(); ++v) {
      if (cause[v] != VerdictKind::ruled_out) todo.push_back(v);
    }
    for (size_t i = 0; i < todo.size(); ++i) {
      for (const FlowGraph::Arc arc : flows.after(todo[i])) {
        if (cause[arc.vertex] != VerdictKind::ruled_out) continue;
        cause[arc.vertex] = VerdictKind::undecided;
        todo.push_back(arc.vertex);
      }
    }
    for (size_t i = 0; i < effect.subjects.size(); ++i) {
      const VerdictKind most = cause[effect.subjects[i]];
      if (effect.kinds[i] <= most) continue;
      effect.kinds[i] = most;
      const auto at = std::lower_bound(cells_of[t].begin(), cells_of[t].end(), effect.subjects[i],
                                       [](const Cell* c, Element subject) { return c->subject < subject; });
      if (at == cells_of[t].end() || (*at)->subject != effect.subjects[i]) continue;
      Cell* cell = *at;
      cell->kind = most;
      if (most == VerdictKind::undecided) {
        for (SourceVerdict& s : cell->sources) s.kind = most, s.reason.clear();
      }
    }
  }
  std::erase_if(cells, [](const Cell& c) { return c.kind == VerdictKind::ruled_out || c.kind == VerdictKind::not_analysed; });
}

}  // namespace merlon
