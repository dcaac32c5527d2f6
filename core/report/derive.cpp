#include "report/derive.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/pack.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 5> kWorstFirst = {"very-high", "high", "moderate", "low", "very-low"};

std::string worst(const std::vector<const FindingRow*>& findings) {
  for (const std::string_view level : kWorstFirst) {
    for (const FindingRow* f : findings) {
      if (f->residual.level == level) return std::string(level);
    }
  }
  return {};
}

void levels(Report& r) {
  for (const std::string_view level : kWorstFirst) {
    const auto n = std::count_if(r.findings.begin(), r.findings.end(), [&](const FindingRow& f) { return f.residual.level == level; });
    r.levels.emplace_back(level, static_cast<int>(n));
  }
}

void phases(Report& r) {
  for (const std::string_view phase : kPhases) {
    PhaseRow row;
    row.phase = phase;
    std::vector<const FindingRow*> here;
    for (const FindingRow& f : r.findings) {
      if (f.phase == row.phase) here.push_back(&f);
    }
    for (const std::string_view domain : kDomains) {
      const auto n = std::count_if(here.begin(), here.end(), [&](const FindingRow* f) { return f->domain == domain; });
      row.raised_by_domain.emplace_back(domain, static_cast<int>(n));
    }
    row.raised = static_cast<int>(here.size());
    row.undecided = static_cast<int>(std::count_if(r.undecided.begin(), r.undecided.end(), [&](const UndecidedRow& u) { return u.phase == row.phase; }));
    row.worst_level = worst(here);
    for (const PictureNode& n : r.picture.nodes) {
      if (n.kind == "stage" && n.phase == row.phase) row.stages.push_back(n.id);
    }
    r.phases.push_back(std::move(row));
  }
}

void nodes(Report& r) {
  std::map<std::string_view, std::vector<const FindingRow*>> by_subject;
  for (const FindingRow& f : r.findings) by_subject[f.subject].push_back(&f);
  for (PictureNode& node : r.picture.nodes) {
    const auto findings = by_subject.find(node.id);
    if (findings == by_subject.end()) continue;
    node.findings = static_cast<int>(findings->second.size());
    node.level = worst(findings->second);
  }
  std::map<std::string_view, std::pair<int, std::string_view>> undecided;  // by subject: how many, and the worst, which comes first
  for (const UndecidedRow& u : r.undecided) ++undecided.try_emplace(u.subject, 0, u.potential.level).first->second.first;
  for (PictureNode& node : r.picture.nodes) {
    const auto open = undecided.find(node.id);
    if (open == undecided.end()) continue;
    node.undecided = open->second.first;
    node.may_be = open->second.second;
  }
}

void entries(Report& r) {
  std::map<std::string_view, std::vector<std::string>> raised;
  for (const FindingRow& f : r.findings) {
    for (const std::string& cite : f.cites) raised[cite].push_back(f.id);
  }
  for (FrameworkView& view : r.frameworks_seen) {
    for (FrameworkEntryRow& entry : view.entries) {
      if (const auto findings = raised.find(entry.id); findings != raised.end()) entry.findings = findings->second;
    }
  }
}

constexpr std::array<std::string_view, 5> kWorstState = {"raised", "undecided", "not-analysed", "ruled-out", "not-cited"};

// What is said of parts of entries.  Somebody who looks for a technique must not read that nothing is said of it, or that it is ruled
// out, where one of its parts is raised.
class Parts {
 public:
  explicit Parts(FrameworkView& view) : view_(view), state_(view.entries.size(), Reached::no) {
    for (size_t i = 0; i < view.entries.size(); ++i) parts_[view.entries[i].parent].push_back(i);
  }

  void fill() {
    for (size_t i = 0; i < view_.entries.size(); ++i) visit(i, 0);
  }

 private:
  enum class Reached : uint8_t { no, open, yes };
  static constexpr int kDeepest = 64;  // entries of no framework nest so deep; those of a changed result may

  static std::string_view worst(const FrameworkEntryRow& e) { return e.below.empty() ? std::string_view(e.state) : e.below; }
  static auto place(std::string_view state) { return std::find(kWorstState.begin(), kWorstState.end(), state); }

  void visit(size_t i, int depth) {
    if (state_[i] != Reached::no || depth > kDeepest) return;
    state_[i] = Reached::open;
    FrameworkEntryRow& entry = view_.entries[i];
    const auto parts = entry.id.empty() ? parts_.end() : parts_.find(entry.id);
    std::string_view found = kWorstState.back();
    bool all_ruled_out = parts != parts_.end();
    for (size_t k = 0; parts != parts_.end() && k < parts->second.size(); ++k) {
      const size_t part = parts->second[k];
      visit(part, depth + 1);
      const std::string_view said = worst(view_.entries[part]);
      all_ruled_out = all_ruled_out && said == "ruled-out";
      if (place(said) < place(found)) found = said;
    }
    // Ruled out is said only of all its parts: nobody asked of those that are not cited.
    if (place(found) < place(entry.state) && (found != "ruled-out" || all_ruled_out)) entry.below = found;
    state_[i] = Reached::yes;
  }

  FrameworkView& view_;
  std::vector<Reached> state_;
  std::map<std::string_view, std::vector<size_t>> parts_;
};

void silent(Report& r) {
  for (const PluginRow& p : r.plugins) {
    const bool told = std::any_of(r.not_analysed.begin(), r.not_analysed.end(), [&](const NotAnalysedRow& n) { return n.plugin == p.id; });
    if (p.state != "spoke" && !told) r.silent.push_back(p);
  }
}

// `"Training data poisoning" there`: a control helps most where it stands.
std::string name_of(const Report& r, const PlanStepRow& step, const std::string& finding) {
  const auto f = std::find_if(r.findings.begin(), r.findings.end(), [&](const FindingRow& row) { return row.id == finding; });
  const bool there = step.places.size() == 1 && step.places[0].first == f->subject;
  return fmt::format("\"{}\" {}", f->name, there ? "there" : "at " + f->subject);
}

// What is said of a step: the worst finding that it takes to a lower level, else the one that it takes most off.
std::string sentence(const Report& r, const PlanStepRow& step) {
  std::vector<std::string> places;
  for (const auto& [place, status] : step.places) places.push_back(fmt::format("{} ({})", place, status));
  const auto key = [](const EffectRow& e) { return std::make_tuple(e.before.level != e.after.level, e.before.level != e.after.level ? e.before.score : 0, e.before.score - e.after.score); };
  const EffectRow& most = *std::max_element(step.effects.begin(), step.effects.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
  const std::string others = step.effects.size() == 1 ? "" : fmt::format(", and lowers {} more", step.effects.size() - 1);
  return fmt::format("{} at {} takes {} from {} {} to {} {}{}", step.name, fmt::join(places, " and "), name_of(r, step, most.finding),
                     most.before.level, most.before.score, most.after.level, most.after.score, others);
}

// The first steps, and the question that alone decides the worst.
void add_first_steps(Report& r) {
  for (const PlanStepRow& step : r.first) {
    if (!step.effects.empty()) r.top.push_back(sentence(r, step));
  }
  if (r.questions.empty()) return;
  const QuestionRow& q = r.questions[0];
  std::string what = q.helps == 1 ? "1 verdict asks it" : fmt::format("{} verdicts ask it", q.helps);
  if (q.decides > 0) {
    what = fmt::format("alone decides {} up to {} {}; {}", amount(static_cast<size_t>(q.decides), "verdict"), q.highest.level,
                       q.highest.score, what);
  }
  r.top.push_back(fmt::format("Answer first: {} of {} ({})", q.asks.fact, q.asks.element, what));
}

void headline(Report& r) {
  std::string worst_level;
  int at_worst = 0;
  for (const auto& [level, n] : r.levels) {
    if (n > 0 && worst_level.empty()) worst_level = level, at_worst = n;
  }
  if (r.findings.empty()) {
    r.headline = r.undecided.empty() ? "No threat is raised" : fmt::format("No threat is raised, {} undecided",
                                                                          amount(r.undecided.size(), "verdict") + " left");
  } else {
    r.headline = fmt::format("{}, {} of them {}; worst: {}", amount(r.findings.size(), "finding"), at_worst, worst_level,
                             r.findings[0].name + " at " + r.findings[0].subject);
  }
  if (r.incomplete) r.headline += "; INCOMPLETE: not everything was analysed";
}

}  // namespace

void derive(Report& r) {
  levels(r);
  phases(r);
  nodes(r);
  entries(r);
  for (FrameworkView& view : r.frameworks_seen) Parts(view).fill();
  silent(r);
  headline(r);
  add_first_steps(r);
}

}  // namespace merlon
