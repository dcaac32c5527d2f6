#include "graph/lower.hpp"

#include "graph/derive.hpp"
#include "graph/lowering.hpp"

namespace merlon {

std::optional<Graph> lower(const PipelineDoc& doc, const Catalog& catalog, bool with_assumptions,
                           Diagnostics& diagnostics) {
  const size_t errors_before = diagnostics.errors();
  Lowering l{doc, catalog, catalog.vocabulary, diagnostics, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  l.g.doc = &doc;
  l.g.catalog = &catalog;
  l.g.with_assumptions = with_assumptions;
  lower_ids(l);
  lower_edges(l);
  lower_places(l);
  lower_own_facts(l);
  lower_controls(l);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  lower_open_lists(l);
  lower_facts(l);
  lower_decisions(l);
  lower_standing(l);
  derive_facts(l.g, diagnostics);
  if (diagnostics.errors() > errors_before) return std::nullopt;
  return std::move(l.g);
}

}  // namespace merlon
