#include "changes.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "whole.hpp"

namespace incidents {
namespace {

using laws::Entry;
using laws::Node;
using merlon::ElementKind;

using Cell = std::pair<std::string, std::string>;

std::set<Cell> cells(const World& w, merlon::VerdictKind kind) {
  std::set<Cell> out;
  for (const merlon::AskedThreat& t : w.verdicts.threats) {
    for (size_t i = 0; i < t.subjects.size(); ++i) {
      if (t.kinds[i] == kind) out.insert({t.id, w.g().ids[t.subjects[i]]});
    }
  }
  return out;
}

/// Somebody who does not belong to the house.
bool is_outsider(const Sketch& sketch, const std::string& id) {
  const Node* node = sketch.find(id);
  if (node == nullptr || node->kind != ElementKind::actor || node->find("role") == nullptr) return false;
  const std::string& role = node->find("role")->items[0];
  return role == "\"public\"" || role == "\"user\"" || role == "\"partner\"" || role == "\"supplier\"" || role == "\"annotator\"";
}

/// Without this way between an outsider and the rest: a caller of a stage, or a flow from him.
std::vector<Sketch> without_each_exposure(const Sketch& sketch) {
  std::vector<Sketch> out;
  for (size_t n = 0; n < sketch.nodes.size(); ++n) {
    const Node& node = sketch.nodes[n];
    if (const Entry* serves = node.find("serves"); serves != nullptr) {
      for (size_t i = 0; i < serves->items.size(); ++i) {
        if (!is_outsider(sketch, serves->items[i])) continue;
        Sketch less = sketch;
        Entry& list = *less.nodes[n].find("serves");
        list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(i));
        out.push_back(std::move(less));
      }
    }
    if (node.kind == ElementKind::flow && node.find("from") != nullptr && is_outsider(sketch, node.find("from")->items[0])) {
      Sketch less = sketch;
      less.nodes.erase(less.nodes.begin() + static_cast<std::ptrdiff_t>(n));
      out.push_back(std::move(less));
    }
  }
  return out;
}

/// Each model answers into a table that only the team reads; nobody calls, nobody sends.
Sketch in_batches(const Sketch& sketch) {
  Sketch out = sketch;
  std::set<std::string> served;
  size_t made = 0;
  for (Node& n : out.nodes) {
    if (n.kind != ElementKind::stage) continue;
    const Entry* does = n.find("does");
    const bool infers = does != nullptr && std::any_of(does->items.begin(), does->items.end(), [](const std::string& d) {
      return d == "\"infer\"" || d == "\"act\"" || d == "\"retrieve\"" || d == "\"present\"" || d == "\"guard\"" || d == "\"decide\"";
    });
    if (!infers) continue;
    served.insert(n.id);
    n.set({"serves", true, true, {}});
    n.drop("returns");
    n.drop("renders");
    const bool has_model = std::any_of(does->items.begin(), does->items.end(),
                                       [](const std::string& d) { return d == "\"infer\"" || d == "\"act\""; });
    if (has_model) {
      n.set({"offered-as", true, false, {"\"batch\""}});
      n.set({"started-by", true, false, {"\"schedule\""}});
    }
    Entry writes{"writes", true, true, {}};
    if (const Entry* old = n.find("writes")) writes = *old;
    writes.items.push_back(fmt::format("answers-{}", made++));
    n.set(writes);
  }
  std::erase_if(out.nodes, [&](const Node& n) {
    if (n.kind != ElementKind::flow) return false;
    const Entry *from = n.find("from"), *to = n.find("to");
    const auto touches = [&](const Entry* end) { return end != nullptr && served.contains(end->items[0]); };
    return touches(from) || touches(to);
  });
  for (Node& n : out.nodes) {  // a stage that served one of them calls it no longer
    Entry* serves = n.kind == ElementKind::stage ? n.find("serves") : nullptr;
    if (serves == nullptr) continue;
    std::erase_if(serves->items, [&](const std::string& id) { return served.contains(id); });
  }
  for (size_t i = 0; i < made; ++i) {
    out.nodes.push_back({ElementKind::asset, fmt::format("answers-{}", i),
                         {{"kind", false, false, {"\"dataset\""}}, {"readable-by", false, false, {"\"team\""}},
                          {"writable-by", false, false, {"\"team\""}}}});
  }
  return out;
}

/// Techniques that need somebody who can ask the model.
constexpr std::array<std::string_view, 8> kOfTheInterface = {"AML.T0040",     "AML.T0024",     "AML.T0024.000", "AML.T0024.001",
                                                             "AML.T0024.002", "AML.T0034.000", "AML.T0051.000", "AML.T0054"};

class Changes {
 public:
  Changes(const House& house, const Incident& incident, const World& world, unsigned share)
      : house_(house), incident_(incident), world_(world), raised_(cells(world, merlon::VerdictKind::raised)), share_(share) {}

  std::vector<Tried> all() { return {exposure(), control(), names(), batch(), fact()}; }

 private:
  std::unique_ptr<World> run(const Sketch& sketch, Tried& tried) const {
    std::string why;
    auto world = laws::world_of(sketch.text(), house_, &why);
    if (world) ++tried.times;
    return world;
  }

  /// Of the kinds that are tried in every place: whether this place is in the share.
  bool in_share() {
    place_ += share_;
    if (place_ < 100) return false;
    place_ -= 100;
    return true;
  }

  Tried exposure() const {
    Tried out{"removing an exposure raises nothing new", 0, {}};
    for (const Sketch& less : without_each_exposure(incident_.sketch)) {
      const auto world = run(less, out);
      if (!world) continue;
      for (const Cell& c : cells(*world, merlon::VerdictKind::raised)) {
        if (!raised_.contains(c)) out.broken.push_back({c.first, c.first + "@" + c.second});
      }
    }
    return out;
  }

  Tried control() {
    Tried out{"adding a control raises no residual", 0, {}};
    std::set<std::pair<std::string, std::string>> places;
    for (const merlon::Rated& r : world_.assessment.findings) {
      for (const merlon::CreditedControl& c : r.controls) places.insert({c.id, world_.g().ids[r.cell->subject]});
    }
    for (const auto& [id, place] : places) {
      if (!in_share()) continue;
      laws::Change change;
      change.kind = laws::Change::Kind::control;
      change.node = place;
      change.entry = {"controls", true, false, {fmt::format("{{ id = \"{}\", status = \"implemented\" }}", id)}};
      const auto more = laws::apply(incident_.sketch, change);
      const auto world = more ? run(*more, out) : nullptr;
      if (!world) continue;
      if (!laws::is_better_protected(world_, *world, change)) continue;
      for (laws::Violation& v : laws::rated_no_higher(world_, *world)) out.broken.push_back(std::move(v));
    }
    return out;
  }

  Tried names() const {
    Tried out{"renaming and reordering change nothing", 0, {}};
    for (uint64_t seed = 1; seed <= 3; ++seed) {
      ++out.times;
      for (auto& v : laws::names_and_order(house_, incident_.sketch, world_, laws::Random(seed))) out.broken.push_back(std::move(v));
    }
    return out;
  }

  Tried batch() const {
    Tried out{"serving turned into batch removes the threats of the interface", 0, {}};
    std::string why;
    const auto world = laws::world_of(in_batches(incident_.sketch).text(), house_, &why);
    ++out.times;
    if (!world) return out.broken.push_back({"in batches", why}), out;
    for (const merlon::Rated& r : world->assessment.findings) {
      // Rules and content that strangers write are another way in.
      if (r.threat->def.needs != "ask" && r.threat->def.needs != "see") continue;
      const std::vector<std::string>& cites = r.cell->cites;
      for (const std::string_view id : kOfTheInterface) {
        if (std::find(cites.begin(), cites.end(), id) != cites.end()) out.broken.push_back({std::string(id), r.id});
      }
    }
    return out;
  }

  Tried fact() {
    Tried out{"removing a fact rules out nothing that was raised", 0, {}};
    for (const Node& n : incident_.sketch.nodes) {
      for (const Entry& e : n.entries) {
        if (laws::is_ref_key(e.key) || e.key == "controls" || !in_share()) continue;
        laws::Change change;
        change.kind = laws::Change::Kind::drop;
        change.node = laws::name_of(n);
        change.entry.key = e.key;
        const auto less = laws::apply(incident_.sketch, change);
        const auto world = less ? run(*less, out) : nullptr;
        if (!world || !laws::is_completion(*world, world_, change)) continue;
        const std::set<Cell> ruled_out = cells(*world, merlon::VerdictKind::ruled_out);
        for (const Cell& c : raised_) {
          if (ruled_out.contains(c)) out.broken.push_back({c.first, fmt::format("{}@{} without {} of {}", c.first, c.second, e.key, change.node)});
        }
      }
    }
    return out;
  }

  const House& house_;
  const Incident& incident_;
  const World& world_;
  std::set<Cell> raised_;
  unsigned share_, place_ = 0;
};

}  // namespace

std::vector<Tried> try_changes(const House& house, const Incident& incident, const World& world, unsigned share) {
  return Changes(house, incident, world, share).all();
}

}  // namespace incidents
