#include "risk/plan.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "risk/candidates.hpp"
#include "risk/credit.hpp"

namespace merlon {
namespace {

constexpr size_t kToldSteps = 3;

// A candidate, and what it did when it was last tried.
struct Trial {
  Candidate candidate;
  int points = 0;  // of the control at one place
  int effort = 0;
  bool stale = true;
  int removed = 0;
  std::vector<Effect> effects;
};

// Who accepts, transfers or avoids a risk, or says that there is none, does not plan against it.
bool is_settled(const Assessment& a, const Rated& r) { return r.decision && a.decisions[*r.decision].doc->treatment != "mitigate"; }

class Planner {
 public:
  Planner(const Assessment& a, const PlanOptions& options) : a_(a), g_(*a.graph), options_(options), credit_(g_) {
    open_findings();
    trials();
  }

  /// The step that would do most against what is above a level.
  std::optional<PlanStep> against(Level target) {
    const Trial* best = choose(target);
    return best == nullptr ? std::nullopt : std::optional(step_of(*best));
  }

  /// A step with what it does when nothing else is done.  After `run`.
  PlanStep alone(const PlanStep& step) {
    for (; !taken_.empty(); taken_.pop_back()) credit_.take_back(taken_.back());
    for (Open& f : open_) f.now = f.rated->residual;
    Trial t{{step.control, step.places, answered_[step.control]}, effort_points(g_.catalog->control(step.control)->effort), 0, true, 0, {}};
    try_out(t);
    return step_of(t);
  }

  Plan run() {
    while (!reached_target()) {
      Trial* best = choose(options_.target);
      if (best == nullptr) break;
      if (out_.steps.size() == options_.most_steps) {
        out_.whole = false;
        break;
      }
      take(*best);
    }
    for (const Open& f : open_) out_.after += f.now.score;
    for (const Open& f : open_) {
      if (options_.target && f.now.level > *options_.target) out_.above.push_back(f.rated->id);
    }
    return std::move(out_);
  }

 private:
  struct Open {
    const Rated* rated;
    Score now;
  };
  struct Change {
    uint32_t finding;
    Score now;
  };

  void open_findings() {
    for (const Rated& r : a_.findings) {
      if (is_settled(a_, r)) {
        out_.settled.push_back(r.id);
        continue;
      }
      for (const CreditDef& c : r.threat->def.controls) answered_[c.control].push_back(static_cast<uint32_t>(open_.size()));
      rated_.push_back(&r);
      open_.push_back({&r, r.residual});
      out_.before += r.residual.score;
    }
  }

  void trials() {
    for (Candidate& c : candidates(a_, rated_, credit_)) {
      const int points = effort_points(g_.catalog->control(c.control)->effort);
      trials_.push_back({std::move(c), points, points, true, 0, {}});
    }
    touched_by_.resize(open_.size());
    for (uint32_t t = 0; t < trials_.size(); ++t) {
      for (const uint32_t i : trials_[t].candidate.touches) touched_by_[i].push_back(t);
    }
  }

  bool reached_target() const {
    return options_.target && std::none_of(open_.begin(), open_.end(), [&](const Open& f) { return f.now.level > *options_.target; });
  }

  void give(const Candidate& c) {
    for (const Element place : c.places) credit_.give(c.control, place);
  }

  using Counts = std::vector<std::pair<ControlStatus, ControlStatus>>;

  // How a control counts for each of some findings.
  Counts counts(const std::string& control, const std::vector<uint32_t>& findings) {
    Counts out;
    for (const uint32_t i : findings) out.push_back(credit_.counts(control, *open_[i].rated->threat, open_[i].rated->cell->subject));
    return out;
  }

  // What follows for `findings` now that the control counts otherwise than `before`.
  std::vector<Change> changes(const std::string& control, const std::vector<uint32_t>& findings, const Counts& before) {
    std::vector<Change> out;
    const Counts now = counts(control, findings);
    for (size_t k = 0; k < findings.size(); ++k) {
      if (now[k] != before[k]) out.push_back({findings[k], credit_.residual(*open_[findings[k]].rated)});
    }
    return out;
  }

  void weigh(Trial& t, const std::vector<Change>& changes) {
    t.removed = 0;
    t.effects.clear();
    std::set<Element> lowered_at;
    for (const Change& c : changes) {
      const Open& f = open_[c.finding];
      if (c.now.score == f.now.score) continue;
      t.removed += f.now.score - c.now.score;
      t.effects.push_back({f.rated->id, f.now, c.now});
      lowered_at.insert(f.rated->cell->subject);
    }
    t.effort = t.points * static_cast<int>(std::max(places_to_work_on(t.candidate, lowered_at.size()), size_t{1}));
  }

  void try_out(Trial& t) {
    t.stale = false;
    const Candidate& c = t.candidate;
    const Counts before = counts(c.control, c.touches);
    give(c);
    weigh(t, changes(c.control, c.touches, before));
    for (size_t i = 0; i < c.places.size(); ++i) credit_.take_back(c.control);
  }

  // Somebody has to put up at each of them what is promised for a whole boundary or pipeline.
  size_t places_to_work_on(const Candidate& c, size_t subjects) const {
    return c.places.front() >= g_.outside() ? subjects : c.places.size();
  }

  // What it takes off findings above the target.
  static int wanted(const Trial& t, std::optional<Level> target) {
    if (!target) return t.removed;
    int out = 0;
    for (const Effect& e : t.effects) out += e.before.level > *target ? e.before.score - e.after.score : 0;
    return out;
  }

  Trial* choose(std::optional<Level> target) {
    Trial* best = nullptr;
    int most = 0;
    for (Trial& t : trials_) {
      if (t.stale) try_out(t);
      const int removed = wanted(t, target);
      if (removed == 0 || (options_.budget && out_.effort + t.effort > *options_.budget)) continue;
      const int left = removed * (best == nullptr ? 0 : best->effort), right = most * t.effort;
      const bool better = best == nullptr || (left != right ? left > right : std::make_pair(removed, t.removed) > std::make_pair(most, best->removed));
      if (better) best = &t, most = removed;
    }
    return best;
  }

  PlanStep step_of(const Trial& t) const {
    PlanStep step{t.candidate.control, t.candidate.places, {}, t.effort, t.removed, t.effects};
    for (const Element place : step.places) step.statuses.push_back(credit_.stated().status(step.control, place));
    return step;
  }

  // Weighed once more over all findings that ask for the control: it may close with others what it was not tried on.
  void take(Trial& t) {
    const Candidate& c = t.candidate;
    PlanStep step = step_of(t);
    const std::vector<uint32_t>& all = answered_[c.control];
    const Counts before = counts(c.control, all);
    give(c);
    taken_.insert(taken_.end(), c.places.size(), c.control);
    const std::vector<Change> changed = changes(c.control, all, before);
    weigh(t, changed);
    step.effort = t.effort, step.removed = t.removed, step.effects = t.effects;
    out_.effort += step.effort;
    for (const Change& change : changed) open_[change.finding].now = change.now;
    for (const uint32_t i : c.touches) mark_stale(i);
    for (const Change& change : changed) mark_stale(change.finding);
    out_.steps.push_back(std::move(step));
  }

  void mark_stale(uint32_t finding) {
    for (const uint32_t i : touched_by_[finding]) trials_[i].stale = true;
  }

  const Assessment& a_;
  const Graph& g_;
  const PlanOptions& options_;
  CreditRater credit_;
  std::vector<const Rated*> rated_;
  std::vector<Open> open_;  // the same findings as they stand after the steps so far
  std::vector<Trial> trials_;
  std::map<std::string, std::vector<uint32_t>> answered_;  // control -> findings whose threat names it
  std::vector<std::vector<uint32_t>> touched_by_;          // finding -> trials
  std::vector<std::string> taken_;                         // controls as they were given, once for each place
  Plan out_;
};

}  // namespace

int effort_points(std::string_view effort) { return effort == "small" ? 1 : effort == "medium" ? 3 : 9; }

Plan make_plan(const Assessment& assessment, const PlanOptions& options) { return Planner(assessment, options).run(); }

FirstSteps first_steps(const Assessment& assessment) {
  PlanOptions options;
  options.most_steps = kFirstSteps;
  Planner planner(assessment, options);
  Level worst = Level::very_low;
  for (const Rated& r : assessment.findings) {
    if (!is_settled(assessment, r)) worst = std::max(worst, r.residual.level);
  }
  FirstSteps out;
  std::optional<PlanStep> against;
  if (worst > Level::very_low) against = planner.against(static_cast<Level>(static_cast<int>(worst) - 1));
  out.plan = planner.run();
  if (against) out.first.push_back(std::move(*against));
  for (const PlanStep& step : out.plan.steps) {
    if (out.first.size() == kToldSteps) break;
    const bool told = !out.first.empty() && out.first[0].control == step.control && out.first[0].places == step.places;
    if (!told) out.first.push_back(planner.alone(step));
  }
  return out;
}

}  // namespace merlon
