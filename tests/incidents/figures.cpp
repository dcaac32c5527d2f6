#include "figures.hpp"

#include <algorithm>
#include <set>

namespace incidents {
namespace {

bool has(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

std::string parent_of(const merlon::Catalog& catalog, const std::string& id) {
  const merlon::FrameworkEntry* entry = catalog.entry(id);
  return entry == nullptr ? std::string() : entry->parent;
}

/// 1 for the technique or a child of it, 0.5 for its parent or a sibling.
double met(const std::string& id, const std::set<std::string>& flagged, const merlon::Catalog& catalog) {
  if (flagged.contains(id)) return 1;
  const std::string parent = parent_of(catalog, id);
  double best = !parent.empty() && flagged.contains(parent) ? 0.5 : 0;
  for (const std::string& other : flagged) {
    const std::string theirs = parent_of(catalog, other);
    if (theirs == id) return 1;
    if (!parent.empty() && theirs == parent) best = 0.5;
  }
  return best;
}

/// Down the ranking, each technique that meets one of `must` which nothing above has met, by itself or as a child of it,
/// gives its precision there.
double average_precision(const Incident& incident, const std::vector<Flag>& flagged, const merlon::Catalog& catalog) {
  double sum = 0;
  size_t rank = 0;
  std::set<std::string> met_already;
  for (const Flag& f : flagged) {
    if (has(incident.ignore, f.technique)) continue;
    ++rank;
    const std::string parent = parent_of(catalog, f.technique);
    const std::string& of = has(incident.must, f.technique) ? f.technique : parent;
    if (!has(incident.must, of) || !met_already.insert(of).second) continue;
    sum += static_cast<double>(met_already.size()) / static_cast<double>(rank);
  }
  return incident.must.empty() ? 1 : sum / static_cast<double>(incident.must.size());
}

double share(size_t part, size_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

merlon::Report report_of(const World& world) {
  return merlon::build_report({&world.assessment, nullptr, nullptr, nullptr, &world.sources, nullptr, "", "", "", "matrix", {}});
}

Figures measure(const Incident& incident, const merlon::Report& report, const merlon::Catalog& catalog) {
  Figures out;
  std::set<std::string> flagged, satisfied;
  for (const merlon::FindingRow& row : report.findings) {
    for (const std::string& cite : row.cites) {
      const merlon::FrameworkEntry* entry = catalog.entry(cite);
      if (!cite.starts_with("AML.") || entry == nullptr || entry->kind != "technique") continue;
      if (flagged.insert(cite).second) out.flagged.push_back({cite, row.id, row.residual.score});
    }
    for (const merlon::ControlRow& control : row.controls) {
      const merlon::ControlDef* def = catalog.control(control.id);
      satisfied.insert(def->satisfies.begin(), def->satisfies.end());
    }
  }
  for (const std::string& id : incident.must) {
    const double how = met(id, flagged, catalog);
    out.hierarchical += how;
    if (how == 0) out.missed.push_back(id);
    if (how == 0.5) out.half.push_back(id);
    if (flagged.contains(id)) ++out.exact;
  }
  const double all = std::max<double>(1, static_cast<double>(incident.must.size()));
  out.hierarchical = incident.must.empty() ? 1 : out.hierarchical / all;
  out.exact = incident.must.empty() ? 1 : out.exact / all;
  for (const std::string& id : incident.must_not) {
    if (flagged.contains(id)) out.violations.push_back(id);
  }
  for (const std::string& id : incident.reference_controls) {
    if (!satisfied.contains(id)) out.uncovered.push_back(id);
  }
  out.average_precision = average_precision(incident, out.flagged, catalog);
  out.control_coverage = share(incident.reference_controls.size() - out.uncovered.size(), incident.reference_controls.size());
  return out;
}

}  // namespace incidents
