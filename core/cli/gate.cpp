#include "cli/gate.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diff/baseline.hpp"

namespace merlon {
namespace {

constexpr size_t kShown = 20;

// Raised findings, and undecided verdicts by what they would be at worst, that no decision covers.
std::vector<const Rated*> stopped_by(const Gate& gate, const Assessment& a) {
  std::vector<const Rated*> out;
  const auto add = [&](const std::vector<Rated>& list) {
    for (const Rated& r : list) {
      if (r.residual.level >= gate.level && !r.decision) out.push_back(&r);
    }
  };
  if (gate.set) add(a.findings);
  if (gate.set && !gate.raised_only) add(a.undecided);
  return out;
}

void tell_weaker(const Gate& gate, const Console& console) {
  if (gate.set && gate.raised_only) console.err("merlon: the gate looks at raised findings only; undecided verdicts pass it\n");
}

int tell_stopped(const std::string& head, size_t n, const std::function<std::string(size_t)>& line, const Console& console) {
  if (n == 0) return exit_ok;
  std::string out = head;
  for (size_t i = 0; i < n && i < kShown; ++i) out += "  " + line(i) + "\n";
  if (n > kShown) out += fmt::format("  ... and {} more\n", n - kShown);
  console.err(out);
  return exit_gate;
}

}  // namespace

// An empty level is wrong: a gate that a variable forgot to name would stand open.
bool read_gate(const Arguments& arguments, Gate& gate, const Console& console) {
  if (arguments.all("fail-on").empty()) return true;
  const std::string text = arguments.one("fail-on");
  const size_t colon = text.find(':');
  const std::string level = text.substr(0, colon);
  const auto it = std::find(kLevelWords.begin(), kLevelWords.end(), level);
  gate.raised_only = colon != std::string::npos && text.substr(colon) == ":raised";
  if (it == kLevelWords.end() || (colon != std::string::npos && !gate.raised_only)) {
    console.err(fmt::format("merlon: `--fail-on` takes a level ({}), or LEVEL:raised, not `{}`\n", listed(kLevelWords), printable(text)));
    return false;
  }
  gate.set = true;
  gate.level = static_cast<Level>(it - kLevelWords.begin());
  return true;
}

int tell_gate(const Gate& gate, const Assessment& a, const Console& console) {
  const std::vector<const Rated*> stopped = stopped_by(gate, a);
  tell_weaker(gate, console);
  const auto line = [&](size_t i) {
    return fmt::format("{} {} ({})", word(stopped[i]->residual.level), printable(stopped[i]->id),
                       stopped[i]->cell->kind == VerdictKind::raised ? "raised" : "undecided");
  };
  return tell_stopped(fmt::format("merlon: {} at {} or over without a decision:\n", stopped.size(), word(gate.level)), stopped.size(), line, console);
}

int tell_gate(const Gate& gate, const Comparison& comparison, const std::string& file, const Console& console) {
  for (const std::string& note : comparison.notes) console.err(fmt::format("merlon: {}\n", printable(note)));
  if (!gate.set) {
    console.err(fmt::format("merlon: no gate is set, so nothing is stopped that is new or worse than in `{}`; `--fail-on LEVEL` sets one\n", printable(file)));
    return exit_ok;
  }
  const std::vector<const Difference*> stopped = stopped_by_baseline(comparison, gate.level, gate.raised_only);
  tell_weaker(gate, console);
  const auto line = [&](size_t i) {
    const Difference& d = *stopped[i];
    const Level level = d.after.rated() ? d.after.score.level : d.before.score.level;
    return fmt::format("{} {} ({})", word(level), printable(d.id), reason_to_stop(d));
  };
  return tell_stopped(fmt::format("merlon: {} at {} or over without a decision, new or worse than in `{}`:\n", stopped.size(), word(gate.level), printable(file)),
                      stopped.size(), line, console);
}

}  // namespace merlon
