#include "catalog/citations.hpp"

#include <algorithm>

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

bool is_citable(const FrameworkEntry& entry) {
  return entry.kind != "tactic" && entry.kind != "group" && entry.kind != "objective";
}

}  // namespace merlon
