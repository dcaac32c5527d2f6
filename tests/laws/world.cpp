#include "world.hpp"

#include <algorithm>

#include "base/diagnostic.hpp"
#include "reference.hpp"

namespace laws {

House::House() {
  const merlon::Arguments none;
  merlon::open_house(none, sources, diagnostics, house);
  pool = random_questions(house.catalog);
}

Element World::find(const std::string& id) const {
  const auto it = graph->by_id.find(id);
  return it == graph->by_id.end() ? kNone : it->second;
}

const merlon::Rated* World::rating(uint32_t threat, Element subject) const {
  const auto it = rated.find({threat, subject});
  return it == rated.end() ? nullptr : it->second;
}

std::optional<VerdictKind> World::kind(uint32_t threat, Element subject) const {
  const merlon::AskedThreat& asked = verdicts.threats[threat];
  const auto at = std::lower_bound(asked.subjects.begin(), asked.subjects.end(), subject);
  if (at == asked.subjects.end() || *at != subject) return std::nullopt;
  return asked.kinds[static_cast<size_t>(at - asked.subjects.begin())];
}

std::unique_ptr<World> graph_of(const std::string& text, const merlon::Catalog& catalog, std::string* why) {
  auto w = std::make_unique<World>();
  const uint32_t file = w->sources.add("pipeline.toml", text);
  w->doc = merlon::read_pipeline(w->sources, file, {}, w->diagnostics);
  if (w->doc) w->graph = merlon::lower(*w->doc, catalog, !w->doc->assumptions.empty(), w->diagnostics);
  if (w->graph) return w;
  if (why != nullptr) *why = merlon::render(w->sources, w->diagnostics, false);
  return nullptr;
}

std::unique_ptr<World> world_of(const std::string& text, const House& house, std::string* why) {
  auto w = graph_of(text, house.house.catalog, why);
  if (!w) return w;
  w->verdicts = merlon::run({&*w->graph, &house.house.catalog, house.house.tables, house.house.silent, 1});
  w->assessment = merlon::assess(*w->graph, w->verdicts, {});
  for (const auto* list : {&w->assessment.findings, &w->assessment.undecided}) {
    for (const merlon::Rated& r : *list) w->rated[{r.cell->threat, r.cell->subject}] = &r;
  }
  return w;
}

}  // namespace laws
