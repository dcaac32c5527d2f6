#include "cli/expectations.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

std::string reasons(const Graph& g, const Verdicts& verdicts, const std::string& threat, Element subject) {
  const Cell* cell = verdicts.find(threat, subject);
  std::string out;
  for (const NotAnalysed& n : verdicts.not_analysed) {
    if (n.threat == threat && std::binary_search(n.subjects.begin(), n.subjects.end(), subject)) out += fmt::format("\n    {}: {}", n.plugin, n.reason);
  }
  for (const SourceVerdict& s : cell == nullptr ? std::vector<SourceVerdict>() : cell->sources) {
    out += fmt::format("\n    {}{}{}", s.by, s.reason.empty() ? "" : ": ", s.reason);
    for (const Evidence& e : s.evidence) {
      if (e.kind == Evidence::Kind::missing) out += fmt::format("\n      missing {} of {}", e.fact, g.ids[e.element]);
    }
  }
  return out;
}

}  // namespace

std::string unmet(const Graph& g, const Verdicts& verdicts, const std::string& threat, const std::string& subject, VerdictKind wanted) {
  const auto element = g.by_id.find(subject);
  if (element == g.by_id.end()) return fmt::format("no element is called `{}`", subject);
  const auto asked = std::find_if(verdicts.threats.begin(), verdicts.threats.end(), [&](const AskedThreat& a) { return a.id == threat; });
  if (asked == verdicts.threats.end()) return "no loaded plugin or pack brings this threat";
  const auto at = std::lower_bound(asked->subjects.begin(), asked->subjects.end(), element->second);
  if (at == asked->subjects.end() || *at != element->second) return fmt::format("`{}` is not in the scope", subject);
  const VerdictKind kind = asked->kinds[static_cast<size_t>(at - asked->subjects.begin())];
  if (kind == wanted) return {};
  return fmt::format("`{}` is {}, expected {}{}", subject, kVerdictWords[static_cast<size_t>(kind)], kVerdictWords[static_cast<size_t>(wanted)],
                     reasons(g, verdicts, threat, element->second));
}

std::string tally(size_t passed, size_t failed) {
  return fmt::format("{} {}, {} {}\n", amount(passed, "expectation"), passed == 1 ? "holds" : "hold", failed, failed == 1 ? "fails" : "fail");
}

}  // namespace merlon
