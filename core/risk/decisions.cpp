#include "risk/decisions.hpp"

#include <map>

#include <fmt/format.h>

namespace merlon {

bool names(std::string_view pattern, std::string_view finding) {
  const size_t p = pattern.find('@'), f = finding.find('@');
  if (p == std::string_view::npos || f == std::string_view::npos) return pattern == finding;
  const auto part = [](std::string_view a, std::string_view b) { return a == "*" || a == b; };
  return part(pattern.substr(0, p), finding.substr(0, f)) && part(pattern.substr(p + 1), finding.substr(f + 1));
}

int exactness(std::string_view pattern) {
  if (pattern.starts_with("*@")) return 0;
  return pattern.ends_with("@*") ? 1 : 2;
}

bool is_over(const DocDecision& decision, std::string_view today) {
  return !decision.until.empty() && !today.empty() && decision.until < today;
}

void check_contradictions(const PipelineDoc& doc, std::string_view today, const Sources& sources, Diagnostics& diagnostics) {
  std::map<std::string_view, const DocDecision*> first;
  for (const DocDecision& d : doc.decisions) {
    if (is_over(d, today)) continue;
    const DocDecision& other = *first.try_emplace(d.finding, &d).first->second;
    if (other.treatment == d.treatment) continue;
    diagnostics.add("E0233", d.span, fmt::format("two decisions on `{}` contradict each other", d.finding),
                    fmt::format("here `{}`, at {} `{}`", d.treatment, place(sources, other.span), other.treatment),
                    "take one of them out, or let it end: `until = 2027-05-31`");
  }
}

}  // namespace merlon
