#include "packc/account.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"

namespace merlon {
namespace {

std::set<std::string> all_cited(const std::vector<PackReading>& readings) {
  std::set<std::string> out;
  for (const PackReading& reading : readings) {
    for (const ThreatDef& threat : reading.pack.threats) {
      const std::vector<std::string> ids = citations(threat);
      out.insert(ids.begin(), ids.end());
    }
    for (const ControlDef& control : reading.pack.controls) out.insert(control.satisfies.begin(), control.satisfies.end());
  }
  // Who cites an id that has gone, cites what it became (W0321).
  for (const PackReading& reading : readings) {
    for (const FrameworkDef& f : reading.pack.frameworks) {
      for (size_t i = 0; i < f.alias_from.size(); ++i) {
        if (out.contains(f.alias_from[i])) out.insert(f.alias_to[i]);
      }
    }
  }
  return out;
}

Span span_of(const PackReading& reading, const std::string& id, const std::string& name) {
  for (const EntryPlace& place : reading.places) {
    if (place.id != id) continue;
    for (const NamePlace& n : place.names) {
      if (n.name == name) return n.span;
    }
    return place.span;
  }
  return {kNoFile, 0, 0, 1};
}

void account_for(const FrameworkDef& framework, const PackReading& reading, const std::set<std::string>& cited, Diagnostics& diagnostics) {
  std::set<std::string> known, listed_ids;
  for (const FrameworkEntry& entry : framework.entries) known.insert(entry.id);
  for (const NotCitedDef& group : framework.not_cited) {
    for (const std::string& id : group.ids) {
      const char* wrong = !known.contains(id) ? "is no entry of it" : cited.contains(id) ? "is cited" : nullptr;
      if (wrong == nullptr && !listed_ids.insert(id).second) wrong = "is listed twice";
      if (wrong == nullptr) continue;
      diagnostics.add("E0318", span_of(reading, not_cited_place(framework.id), id),
                      fmt::format("`{}` is listed as not cited of `{}`, but {}", printable(id), framework.id, wrong), "",
                      "take it out of not-cited.toml");
    }
  }
  std::vector<std::string> missing;
  for (const FrameworkEntry& entry : framework.entries) {
    if (is_citable(entry) && !cited.contains(entry.id) && !listed_ids.contains(entry.id)) missing.push_back(entry.id);
  }
  if (missing.empty()) return;
  diagnostics.add("E0317", span_of(reading, framework.id, ""),
                  fmt::format("`{}` has entries that nothing cites: {}", framework.id, listed(missing)), "",
                  "cite it from a threat or control, or give the reason in not-cited.toml");
}

}  // namespace

void account(const std::vector<PackReading>& readings, Diagnostics& diagnostics) {
  const std::set<std::string> cited = all_cited(readings);
  for (const PackReading& reading : readings) {
    for (const FrameworkDef& framework : reading.pack.frameworks) account_for(framework, reading, cited, diagnostics);
  }
}

}  // namespace merlon
