#include "catalog/citations.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace merlon {

void add_citations(std::vector<std::string>& ids, const std::vector<std::string>& more) {
  for (const std::string& id : more) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
}

std::vector<std::string> citations(const ThreatDef& threat) {
  std::vector<std::string> ids = threat.cites;
  for (const RaiseDef& raise : threat.raises) add_citations(ids, raise.cites);
  for (const CiteDef& cite : threat.cites_if) add_citations(ids, cite.ids);
  return ids;
}

std::string titled(const FrameworkDef& framework) {
  const bool said = framework.name.find(framework.release) != std::string::npos;
  return said ? framework.name : framework.name + " " + framework.release;
}

std::vector<std::string> editions_of(std::string_view given, const Catalog& catalog) {
  std::vector<std::string> out;
  const std::string stem = lower_case(given) + ":";
  for (const FrameworkDef& f : catalog.frameworks) {
    for (const FrameworkEntry& e : f.entries) {
      if (lower_case(e.id).starts_with(stem)) out.push_back(e.id);
    }
  }
  return out;
}

bool may_be_cited(const FrameworkEntry& entry) { return entry.kind != "tactic" && entry.kind != "mitigation"; }

bool may_be_satisfied(const FrameworkEntry& entry) {
  return entry.kind == "mitigation" || entry.kind == "control" || entry.kind == "requirement";
}

bool is_citable(const FrameworkEntry& entry) {
  return entry.kind != "tactic" && entry.kind != "group" && entry.kind != "objective";
}

}  // namespace merlon
