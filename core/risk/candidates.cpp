#include "risk/candidates.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "graph/analyses/cuts.hpp"
#include "risk/plan.hpp"

namespace merlon {
namespace {

using Direction = Ways::Direction;

class Candidates {
 public:
  Candidates(const Assessment& a, const std::vector<const Rated*>& findings, const CreditRater& credit)
      : a_(a), g_(*a.graph), findings_(findings), credit_(credit), ways_(credit.ways()) {}

  std::vector<Candidate> run() {
    for (uint32_t i = 0; i < findings_.size(); ++i) {
      for (const CreditDef& c : findings_[i]->threat->def.controls) answers_[c.control].push_back(i);
    }
    for (const RequiredControl& r : a_.required) asked_[r.control].insert(r.place);
    for (const auto& [control, answered] : answers_) of_control(control, answered);
    return std::move(out_);
  }

 private:
  static bool travels(const Rated& r) { return r.threat->def.travels != "local"; }
  static Direction direction(const Rated& r) { return r.threat->def.travels == "inward" ? Direction::in : Direction::out; }
  bool has_way(const Rated& r) const {
    return travels(r) && r.cell->subject < g_.n_nodes() && ways_.exists(direction(r), r.cell->subject);
  }

  void of_control(const std::string& control, const std::vector<uint32_t>& answered) {
    const ElementMask at = g_.catalog->control(control)->at;
    const auto fits = [&](Element e) { return (at & mask_of(g_.kind_of(e))) != 0; };
    std::map<std::vector<Element>, std::set<uint32_t>> sets;  // places -> findings
    const auto add = [&](std::vector<Element> places, uint32_t finding) {
      const bool open = std::none_of(places.begin(), places.end(), [&](Element e) { return closed(control, e); });
      if (open) sets[std::move(places)].insert(finding);
    };
    const std::set<Element>& asked = asked_[control];
    std::vector<Element> standing;
    for (Element e = 0; e < g_.n_nodes(); ++e) {
      if (fits(e) && implemented(control, e)) standing.push_back(e);
    }
    for (const uint32_t i : answered) {
      const Rated& r = *findings_[i];
      const Element subject = r.cell->subject;
      credit_.stated().around(subject, [&](Element e) {
        if ((fits(e) && g_.kind_of(e) <= ElementKind::flow) || asked.contains(e)) add({e}, i);
        return false;
      });
      if (!has_way(r)) continue;
      for (const auto& places : cuts(direction(r), at, standing, subject)) add(places, i);
    }
    // A set of places does at each what that place does alone.
    for (const auto& [places, findings] : sets) {
      std::set<uint32_t> all = findings;
      for (const Element e : places) {
        if (const auto alone = sets.find({e}); alone != sets.end()) all.insert(alone->second.begin(), alone->second.end());
      }
      out_.push_back({control, places, {all.begin(), all.end()}});
    }
  }

  bool implemented(const std::string& control, Element e) const {
    return credit_.stated().status(control, e) == ControlStatus::implemented;
  }

  // It stands there already, or somebody said that it can't.
  bool closed(const std::string& control, Element e) const {
    const ControlStatus status = credit_.stated().status(control, e);
    return status == ControlStatus::implemented || status == ControlStatus::not_applicable;
  }

  // Controls that may stand at the same kinds of places, and do so at the same ones, share the search.
  const std::vector<std::vector<Element>>& cuts(Direction towards, ElementMask at, const std::vector<Element>& standing, Element subject) {
    const auto [it, fresh] = searches_.try_emplace({towards, at, standing});
    Search& search = it->second;
    if (fresh) {
      BitColumn allowed, there;
      for (Element e = 0; e < g_.n_nodes(); ++e) allowed.assign(e, (at & mask_of(g_.kind_of(e))) != 0);
      for (const Element e : standing) there.set(e);
      search.cuts.emplace(ways_, towards, allowed, there);
    }
    const auto [found, unknown] = search.found.try_emplace(subject);
    if (unknown) found->second = search.cuts->smallest(subject, kMostTogether);
    return found->second;
  }

  struct Search {
    std::optional<Cuts> cuts;
    std::map<Element, std::vector<std::vector<Element>>> found;
  };

  const Assessment& a_;
  const Graph& g_;
  const std::vector<const Rated*>& findings_;
  const CreditRater& credit_;
  const Ways& ways_;
  std::map<std::string, std::vector<uint32_t>> answers_;  // control -> findings whose threat names it
  std::map<std::string, std::set<Element>> asked_;      // control -> where findings ask for it
  std::map<std::tuple<Direction, ElementMask, std::vector<Element>>, Search> searches_;
  std::vector<Candidate> out_;
};

}  // namespace

std::vector<Candidate> candidates(const Assessment& assessment, const std::vector<const Rated*>& findings, const CreditRater& credit) {
  return Candidates(assessment, findings, credit).run();
}

}  // namespace merlon
