#include "risk/stories.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "risk/attack_graph.hpp"
#include "risk/credit.hpp"
#include "risk/likelihood.hpp"
#include "risk/plan.hpp"

namespace merlon {
namespace {

std::string circle(int32_t audience) {
  return audience >= everybody ? "anybody" : audience == customers ? "a customer" : "somebody of a partner";
}

// What a step gives that the next one needs; of the last one, the first that its entry names.
uint32_t outcome_of(const Story& s, size_t step, const Vocabulary& v) {
  const std::vector<uint32_t>& gives = s.steps[step].finding->threat->gives;
  if (step + 1 == s.steps.size()) return gives.front();
  const Threat& next = *s.steps[step + 1].finding->threat;
  const auto opens = [&](uint32_t o) {
    const auto& grants = v.outcomes[o].grants;
    return std::find(next.builds_on.begin(), next.builds_on.end(), o) != next.builds_on.end() ||
           std::find(grants.begin(), grants.end(), next.def.needs) != grants.end();
  };
  const auto found = std::find_if(gives.begin(), gives.end(), opens);
  return found == gives.end() ? gives.front() : *found;
}

std::string clause(const Story& s, size_t step, const Graph& g) {
  const Rated& r = *s.steps[step].finding;
  std::string says = g.catalog->vocabulary.outcomes[outcome_of(s, step, g.catalog->vocabulary)].given;
  const size_t at = says.find("{at}");
  if (at != std::string::npos) says.replace(at, 4, g.ids[r.cell->subject]);
  return says;
}

std::vector<bool> held_of(const AttackGraph& graph) {
  std::vector<bool> held;
  for (const AttackGraph::Step& s : graph.steps()) held.push_back(s.held);
  return held;
}

// What stops nobody: where somebody did not analyse, a way that nobody saw may go past whatever is held.
std::vector<bool> held_at_worst(const AttackGraph& possible, const Assessment& a) {
  return a.verdicts->incomplete ? std::vector<bool>(possible.steps().size()) : held_of(possible);
}

std::set<std::string> reached(const AttackGraph& graph, const std::vector<AttackGraph::Reach>& reach) {
  std::set<std::string> out;
  for (uint32_t i = 0; i < reach.size(); ++i) {
    if (reach[i].likelihood >= 0) out.insert(graph.steps()[i].rated->id);
  }
  return out;
}

// Steps and score.
Story bare(const AttackGraph& graph, const std::vector<AttackGraph::Reach>& reach, uint32_t goal) {
  Story s;
  int impact = 0;
  for (uint32_t at = goal; at != kNone; at = reach[at].before) {
    const Rated& r = *graph.steps()[at].rated;
    s.steps.push_back({&r, {}, {}});
    impact = std::max(impact, r.residual.impact);
  }
  std::reverse(s.steps.begin(), s.steps.end());
  s.score = score_of(reach[goal].likelihood, impact);
  return s;
}

// The steps with which stories end, and those of a higher level by themselves than all that follows from them.
std::vector<uint32_t> goals(const AttackGraph& graph, const std::vector<AttackGraph::Reach>& reach, const std::set<std::string>& leave_out) {
  std::vector<uint32_t> out = graph.ends(reach);
  std::vector<int> level(reach.size()), worst_after(reach.size(), -1);
  std::vector<std::pair<int, uint32_t>> told;  // by level: the first that reaches a step backwards is the worst after it
  for (uint32_t i = 0; i < reach.size(); ++i) {
    if (reach[i].likelihood >= 0) level[i] = static_cast<int>(bare(graph, reach, i).score.level);
  }
  for (const uint32_t end : out) told.emplace_back(-level[end], end);
  std::sort(told.begin(), told.end());
  const auto spread = [&](uint32_t from) {
    std::vector<uint32_t> todo = {from};
    for (size_t k = 0; k < todo.size(); ++k) {
      if (worst_after[todo[k]] >= level[from]) continue;
      worst_after[todo[k]] = level[from];
      for (const uint32_t b : graph.steps()[todo[k]].before) {
        if (reach[b].likelihood >= 0) todo.push_back(b);
      }
    }
  };
  for (const auto& [minus, end] : told) spread(end);
  std::vector<std::pair<int, uint32_t>> worse;
  for (uint32_t i = 0; i < reach.size(); ++i) {
    if (reach[i].likelihood >= 0 && level[i] > worst_after[i]) worse.emplace_back(-level[i], i);
  }
  std::sort(worse.begin(), worse.end());
  for (const auto& [minus, step] : worse) {
    if (level[step] <= worst_after[step]) continue;  // one that it leads to is told and as bad
    out.push_back(step);
    spread(step);
  }
  std::sort(out.begin(), out.end());
  std::erase_if(out, [&](uint32_t i) { return leave_out.contains(graph.steps()[i].rated->id); });
  return out;
}

std::vector<std::string> held_by(const Story& s, const Graph& g) {
  std::vector<std::string> out;
  for (const StoryStep& step : s.steps) {
    for (const CreditedControl& c : step.finding->controls) {
      if (!holds_a_step(c.lowers, c.by) || c.status != ControlStatus::implemented) continue;
      std::string text = fmt::format("{}@{}", c.id, g.ids[c.place == kNone ? step.finding->cell->subject : c.place]);
      if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
    }
  }
  return out;
}

class Teller {
 public:
  explicit Teller(const Assessment& a) : a_(a), g_(*a.graph), rater_(g_), paths_(g_), credit_(g_) {
    for (const RequiredControl& r : a.required) {
      for (const std::string& finding : r.findings) places_[{finding, r.control}].push_back(r.place);
    }
  }

  Stories run() {
    const AttackGraph certain(a_, rater_, false);
    const std::vector<bool> none(certain.steps().size()), held = held_of(certain);
    out_.open = tell(certain, held, {}, out_.n_open);
    const AttackGraph possible(a_, rater_, true);
    const std::vector<bool> still_held = held_at_worst(possible, a_);
    breaks({certain, held}, {possible, still_held});
    out_.closed = tell(certain, none, reached(possible, possible.reach(still_held)), out_.n_closed);
    for (Story& s : out_.closed) s.held_by = held_by(s, g_);
    possible_ = true;
    out_.possible = tell(possible, still_held, reached(certain, certain.reach(held)), out_.n_possible);
    return std::move(out_);
  }

 private:
  std::vector<Story> tell(const AttackGraph& graph, const std::vector<bool>& stopped, const std::set<std::string>& leave_out, uint32_t& count) {
    const auto reach = graph.reach(stopped);
    std::vector<std::pair<uint32_t, Story>> told;
    ends_.clear();
    for (const uint32_t i : goals(graph, reach, leave_out)) {
      told.emplace_back(i, bare(graph, reach, i));
      ends_.push_back(told.back().second.id());
    }
    count = static_cast<uint32_t>(told.size());
    std::stable_sort(told.begin(), told.end(), [](const auto& x, const auto& y) {
      const auto key = [](const Story& s) { return std::make_tuple(-s.score.score, -s.score.likelihood * s.score.impact); };
      return std::make_tuple(key(x.second), x.second.id()) < std::make_tuple(key(y.second), y.second.id());
    });
    if (told.size() > kMostStories) told.resize(kMostStories);
    std::vector<Story> out;
    for (auto& [goal, story] : told) {
      dress(story, graph.beginnings(goal, stopped), graph);
      out.push_back(std::move(story));
    }
    return out;
  }

  void dress(Story& s, const std::vector<uint32_t>& beginnings, const AttackGraph& graph) {
    s.possible = possible_;
    for (const uint32_t b : beginnings) {
      const Rated* first = graph.steps()[b].rated;
      if (first != s.steps.front().finding) s.other_beginnings.push_back(first->id);
    }
    attackers(s);
    tactics(s);
    path(s);
  }

  void attackers(Story& s) {
    const Rated& first = *s.steps.front().finding;
    const std::string& needs = first.threat->def.needs;
    const Element at = subject(first);
    std::vector<AttackPath> ways;
    if (needs == "tell") ways = paths_.of_content(at);
    if (needs == "see") ways = paths_.of_answers(at);
    if (ways.empty() && (needs == "tell" || needs == "ask")) ways = paths_.of_calls(at);
    for (AttackPath& way : ways) {
      if (s.attackers.size() == kMostAttackers) {
        ++s.more_attackers;
        continue;
      }
      const std::string& id = g_.ids[way.from];
      const bool person = g_.kind_of(way.from) == ElementKind::actor;
      s.attackers.push_back({way.from, person ? id : fmt::format("an author behind `{}`", id), std::move(way.nodes)});
    }
    if (!s.attackers.empty()) return;
    const LikelihoodRater::Range range = rater_.audience(*first.threat, first.cell->subject);
    const std::string who = needs == "supply" ? fmt::format("whoever supplies `{}`", g_.ids[range.at == kNone ? at : range.at])
                                              : circle(s.possible ? range.high : range.low);
    s.attackers.push_back({kNone, who, {at}});
  }

  Element subject(const Rated& r) const {
    return g_.kind_of(r.cell->subject) == ElementKind::flow ? g_.flow(r.cell->subject).to : r.cell->subject;
  }

  // Each step has the first of its tactics that is not before that of the step before; where all are, its last.
  void tactics(Story& s) const {
    size_t least = 0;
    for (StoryStep& step : s.steps) {
      std::vector<size_t> orders;
      const FrameworkDef* of = nullptr;
      for (const std::string& id : step.finding->cell->kind == VerdictKind::raised ? step.finding->cell->cites : step.finding->cell->may_cite) {
        const FrameworkDef* framework = nullptr;
        const FrameworkEntry* entry = g_.catalog->entry(id, &framework);
        if (entry == nullptr) continue;
        const std::vector<std::string>* list = &entry->tactics;
        if (list->empty() && !entry->parent.empty()) {
          if (const FrameworkEntry* parent = g_.catalog->entry(entry->parent)) list = &parent->tactics;
        }
        if (list->empty()) continue;
        of = framework;
        step.techniques.push_back(id);
        for (const std::string& tactic : *list) {
          const auto found = std::find_if(framework->entries.begin(), framework->entries.end(), [&](const FrameworkEntry& e) { return e.id == tactic; });
          if (found != framework->entries.end()) orders.push_back(static_cast<size_t>(found - framework->entries.begin()));
        }
      }
      if (orders.empty()) continue;
      std::sort(orders.begin(), orders.end());
      const auto next = std::lower_bound(orders.begin(), orders.end(), least);
      least = next == orders.end() ? orders.back() : *next;
      step.tactic = of->entries[least].name;
    }
  }

  // Steps that no flow joins (who took a key uses it where he likes) just follow each other.
  void path(Story& s) const {
    s.path = s.attackers.front().path;
    const auto go = [&](Element to) {
      if (to == s.path.back()) return;
      const std::vector<Element> way = paths_.between(s.path.back(), to);
      if (way.empty()) s.path.push_back(to);
      else s.path.insert(s.path.end(), way.begin() + 1, way.end());
    };
    for (const StoryStep& step : s.steps) go(subject(*step.finding));
    const Rated& last = *s.steps.back().finding;
    const auto& outcomes = g_.catalog->vocabulary.outcomes;
    const bool spreads = std::any_of(last.threat->gives.begin(), last.threat->gives.end(), [&](uint32_t o) { return outcomes[o].spreads; });
    if (!spreads || last.impact.at == kNone) return;
    const std::vector<Element> way = paths_.through_a_model(s.path.back(), last.impact.at);
    if (!way.empty()) s.path.insert(s.path.end(), way.begin() + 1, way.end());
  }

  // -- what would close a story ----------------------------------------------------------------------------------

  struct Standing {
    const AttackGraph& graph;
    const std::vector<bool>& held;
  };
  struct Candidate {
    StoryBreak breaks;
    std::set<std::string> closed, for_good;  // ends; for good: also each way to them that is only possible
    uint32_t n_closed = 0, n_for_good = 0;   // of those told
  };

  void breaks(const Standing& now, const Standing& at_worst) {
    const std::set<std::string> open = reached(now.graph, now.graph.reach(now.held));
    std::map<std::pair<std::string, std::vector<Element>>, Candidate> tried;
    for (Story& s : out_.open) {
      // From the last step back: every way passes the last one.
      for (size_t i = s.steps.size(); i-- > 0;) {
        const StoryStep& step = s.steps[i];
        for (const CreditDef& c : step.finding->threat->def.controls) {
          if (!holds_a_step(c.lowers, c.by)) continue;
          const auto places = places_.find({step.finding->id, c.control});
          if (places == places_.end()) continue;
          const auto [at, fresh] = tried.try_emplace({c.control, places->second});
          if (fresh) at->second = try_out(now, at_worst, open, c.control, places->second);
          const Candidate& found = at->second;
          if (!found.closed.contains(s.id())) continue;
          StoryBreak one = found.breaks;
          one.leaves_possible = !found.for_good.contains(s.id());
          one.closes = one.leaves_possible ? found.n_closed - found.n_for_good : found.n_for_good;
          one.step = step.finding->id;
          if (better(one, s.breaks)) s.breaks = std::move(one);
        }
      }
    }
  }

  // What closes for good, then what closes more stories, then what costs less.
  static bool better(const StoryBreak& a, const std::optional<StoryBreak>& b) {
    if (!b) return true;
    const auto key = [](const StoryBreak& x) { return std::make_tuple(x.leaves_possible, -static_cast<int>(x.closes), x.effort, std::string_view(x.control)); };
    return std::make_tuple(key(a), a.places) < std::make_tuple(key(*b), b->places);
  }

  Candidate try_out(const Standing& now, const Standing& at_worst, const std::set<std::string>& open, const std::string& control,
                    const std::vector<Element>& places) {
    for (const Element place : places) credit_.give(control, place);
    const std::set<std::string> left = left_by(now, control), may_be_left = left_by(at_worst, control);
    for (size_t i = 0; i < places.size(); ++i) credit_.take_back(control);
    Candidate out{{control, places, {}, effort_points(g_.catalog->control(control)->effort) * static_cast<int>(places.size()), 0, false}, {}, {}, 0, 0};
    std::set_difference(open.begin(), open.end(), left.begin(), left.end(), std::inserter(out.closed, out.closed.end()));
    std::set_difference(out.closed.begin(), out.closed.end(), may_be_left.begin(), may_be_left.end(), std::inserter(out.for_good, out.for_good.end()));
    for (const std::string& end : ends_) {
      out.n_closed += out.closed.contains(end) ? 1 : 0;
      out.n_for_good += out.for_good.contains(end) ? 1 : 0;
    }
    return out;
  }

  // Ends that are reached when a control stands where it was just given.
  std::set<std::string> left_by(const Standing& standing, const std::string& control) {
    std::vector<bool> stopped = standing.held;
    for (uint32_t i = 0; i < stopped.size(); ++i) {
      const Rated& r = *standing.graph.steps()[i].rated;
      for (const CreditDef& c : r.threat->def.controls) {
        if (c.control != control || !holds_a_step(c.lowers, c.by)) continue;
        if (credit_.counts(control, *r.threat, r.cell->subject).second == ControlStatus::implemented) stopped[i] = true;
      }
    }
    return reached(standing.graph, standing.graph.reach(stopped));
  }

  const Assessment& a_;
  const Graph& g_;
  LikelihoodRater rater_;
  AttackPaths paths_;
  CreditRater credit_;
  std::map<std::pair<std::string, std::string>, std::vector<Element>> places_;  // finding, control -> where it belongs
  bool possible_ = false;          // of what is told now
  std::vector<std::string> ends_;  // of what was told last, the untold ones too
  Stories out_;
};

}  // namespace

Stories tell_stories(const Assessment& assessment) { return Teller(assessment).run(); }

StoryEnds story_ends(const Assessment& assessment) {
  const LikelihoodRater rater(*assessment.graph);
  const AttackGraph certain(assessment, rater, false), possible(assessment, rater, true);
  StoryEnds out;
  const auto add = [&](const AttackGraph& graph, const std::vector<AttackGraph::Reach>& reach, const std::set<std::string>& leave_out, StoryEnd::State state) {
    for (const uint32_t goal : goals(graph, reach, leave_out)) {
      const Story s = bare(graph, reach, goal);
      StoryEnd end{s.id(), state, s.score, {}, state == StoryEnd::State::closed ? held_by(s, *assessment.graph) : std::vector<std::string>()};
      for (const StoryStep& step : s.steps) end.steps.push_back(step.finding->id);
      out.ends.push_back(std::move(end));
    }
  };
  const auto open = certain.reach(held_of(certain)), at_worst = possible.reach(held_at_worst(possible, assessment));
  const std::set<std::string> open_steps = reached(certain, open), possible_steps = reached(possible, at_worst);
  add(certain, open, {}, StoryEnd::State::open);
  add(certain, certain.reach(std::vector<bool>(certain.steps().size())), possible_steps, StoryEnd::State::closed);
  add(possible, at_worst, open_steps, StoryEnd::State::possible);
  std::sort(out.ends.begin(), out.ends.end(), [](const StoryEnd& a, const StoryEnd& b) { return a.id < b.id; });
  out.open_steps.assign(open_steps.begin(), open_steps.end());
  out.possible_steps.assign(possible_steps.begin(), possible_steps.end());
  return out;
}

std::string sentence(const Story& story, const Graph& g) {
  std::string out = story.attackers.front().who;
  for (size_t i = 0; i < story.steps.size(); ++i) {
    out += fmt::format("{}{}", i == 0 ? " " : i + 1 == story.steps.size() ? ", and then " : ", then ", clause(story, i, g));
  }
  return out + fmt::format(" ({})", story.steps.back().finding->threat->def.name);
}

}  // namespace merlon
