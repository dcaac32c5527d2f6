#include "report/picture/collapse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "risk/scale.hpp"

namespace merlon {
namespace {

struct Group {
  int stages = 0, assets = 0, actors = 0, findings = 0, undecided = 0;
  int level = -1, may_be = -1;  // index into kLevelWords
  int first = 0;   // its first node
};

enum class Coarseness { boundary_and_phase, outer_boundary_and_phase, phase };

int level_index(std::string_view level) {
  const auto it = std::find(kLevelWords.begin(), kLevelWords.end(), level);
  return it == kLevelWords.end() ? -1 : static_cast<int>(it - kLevelWords.begin());
}

int outermost(const Picture& p, int boundary) {
  for (size_t guard = 0; guard < p.boundaries.size() && boundary >= 0; ++guard) {
    const int parent = p.boundaries[static_cast<size_t>(boundary)].parent;
    if (parent < 0) break;
    boundary = parent;
  }
  return boundary;
}

// Actors stay apart from what has no phase, since they stand elsewhere.
std::tuple<int, int, bool> key_of(const Picture& p, const PictureNode& node, Coarseness how) {
  int boundary = node.boundary;
  if (how == Coarseness::outer_boundary_and_phase) boundary = outermost(p, boundary);
  if (how == Coarseness::phase) boundary = -1;
  return {boundary, node.phase_index, node.kind == "actor"};
}

std::string part(int n, std::string_view word) {
  return n == 0 ? std::string() : fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string name_of(const Group& g) {
  std::string name;
  for (const std::string& one :
       {part(g.stages, "stage"), part(g.assets, "asset"), part(g.actors, "actor")}) {
    if (one.empty()) continue;
    if (!name.empty()) name += ", ";
    name += one;
  }
  return name;
}

void count(Group& g, const PictureNode& node) {
  ++(node.kind == "stage" ? g.stages : node.kind == "asset" ? g.assets : g.actors);
  g.findings += node.findings;
  g.undecided += node.undecided;
  g.may_be = std::max(g.may_be, level_index(node.may_be));
  g.level = std::max(g.level, level_index(node.level));
}

Picture grouped(const Picture& p, Coarseness how) {
  std::map<std::tuple<int, int, bool>, Group> groups;
  for (size_t i = 0; i < p.nodes.size(); ++i) {
    auto [it, fresh] = groups.try_emplace(key_of(p, p.nodes[i], how));
    if (fresh) it->second.first = static_cast<int>(i);
    count(it->second, p.nodes[i]);
  }
  Picture out;
  out.boundaries = p.boundaries;
  std::map<std::tuple<int, int, bool>, int> index;
  for (const auto& [key, g] : groups) {
    const PictureNode& first = p.nodes[static_cast<size_t>(g.first)];
    index[key] = static_cast<int>(out.nodes.size());
    PictureNode node;
    node.id = node.name = name_of(g);
    node.kind = g.actors > 0 ? "actor" : g.stages > 0 ? "stage" : "asset";
    node.what = first.phase.empty() ? "group" : first.phase;
    node.phase = first.phase;
    node.phase_index = std::get<1>(key);
    node.boundary = std::get<0>(key);
    node.findings = g.findings;
    node.undecided = g.undecided;
    if (g.may_be >= 0) node.may_be = kLevelWords[static_cast<size_t>(g.may_be)];
    if (g.level >= 0) node.level = kLevelWords[static_cast<size_t>(g.level)];
    out.nodes.push_back(std::move(node));
  }
  std::set<std::tuple<int, int, std::string, bool, bool>> edges;
  const auto n = static_cast<int>(p.nodes.size());
  for (const PictureEdge& e : p.edges) {
    if (e.from < 0 || e.to < 0 || e.from >= n || e.to >= n) continue;
    const int from = index[key_of(p, p.nodes[static_cast<size_t>(e.from)], how)];
    const int to = index[key_of(p, p.nodes[static_cast<size_t>(e.to)], how)];
    if (from != to) edges.emplace(from, to, e.kind, e.crosses, e.crosses || e.may_cross);
  }
  for (const auto& [from, to, kind, crosses, may_cross] : edges) out.edges.push_back({from, to, kind, crosses, may_cross});
  return out;
}

}  // namespace

Picture collapse(const Picture& p) {
  if (p.nodes.size() <= kMostDrawn) return p;
  for (const Coarseness how :
       {Coarseness::boundary_and_phase, Coarseness::outer_boundary_and_phase}) {
    Picture out = grouped(p, how);
    if (out.nodes.size() <= kMostDrawn) return out;
  }
  return grouped(p, Coarseness::phase);
}

}  // namespace merlon
