#include "engine/cites.hpp"

#include "catalog/citations.hpp"

namespace merlon {

void add_cites(const Graph& g, const std::vector<AskedThreat>& asked, std::vector<Cell>& cells) {
  Evaluator evaluator(g);
  for (Cell& cell : cells) {
    const Threat* threat = asked[cell.threat].threat;
    if (threat == nullptr) continue;
    const bool raised = cell.kind == VerdictKind::raised;
    std::vector<std::string>& sure = raised ? cell.cites : cell.may_cite;
    sure = threat->def.cites;
    for (const SourceVerdict& source : cell.sources) {
      if (source.raise != kNone) add_citations(sure, threat->raises[source.raise].def.cites);
    }
    for (size_t i = 0; i < threat->cites_if.size(); ++i) {
      const Tri holds = evaluator.eval(threat->cites_if[i], cell.subject);
      if (holds == Tri::no) continue;
      add_citations(holds == Tri::yes ? sure : cell.may_cite, threat->def.cites_if[i].ids);
    }
  }
}

}  // namespace merlon
