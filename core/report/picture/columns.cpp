// Ranks: the lifecycle phase of a stage, then the order in which stages of one phase feed each
// other.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "report/picture/grid.hpp"

namespace merlon {
namespace {

constexpr int kUnset = -1;

struct Neighbours {
  std::vector<std::vector<int>> in, out;
};

bool is(const PictureNode& node, std::string_view kind) { return node.kind == kind; }

Neighbours neighbours_of(const Picture& p) {
  Neighbours n{std::vector<std::vector<int>>(p.nodes.size()),
               std::vector<std::vector<int>>(p.nodes.size())};
  const int count = static_cast<int>(p.nodes.size());
  for (const PictureEdge& e : p.edges) {
    if (e.from < 0 || e.to < 0 || e.from >= count || e.to >= count || e.from == e.to) continue;
    n.out[static_cast<size_t>(e.from)].push_back(e.to);
    n.in[static_cast<size_t>(e.to)].push_back(e.from);
  }
  return n;
}

// Stages that `from` feeds, directly or through one asset.
std::vector<int> fed_by(const Picture& p, const Neighbours& n, int from) {
  std::vector<int> fed;
  for (const int to : n.out[static_cast<size_t>(from)]) {
    const PictureNode& node = p.nodes[static_cast<size_t>(to)];
    if (is(node, "stage")) fed.push_back(to);
    if (!is(node, "asset")) continue;
    for (const int reader : n.out[static_cast<size_t>(to)]) {
      if (is(p.nodes[static_cast<size_t>(reader)], "stage")) fed.push_back(reader);
    }
  }
  return fed;
}

// (phase, step within the phase); only feeding forward in the document makes a step, so cycles
// don't matter.
std::map<std::pair<int, int>, int> step_stages(const Picture& p, const Neighbours& n,
                                               std::vector<int>& step) {
  std::set<std::pair<int, int>> used;
  for (size_t s = 0; s < p.nodes.size(); ++s) {
    if (!is(p.nodes[s], "stage")) continue;
    for (const int to : fed_by(p, n, static_cast<int>(s))) {
      const auto t = static_cast<size_t>(to);
      if (t > s && p.nodes[t].phase_index == p.nodes[s].phase_index)
        step[t] = std::max(step[t], step[s] + 1);
    }
    used.emplace(p.nodes[s].phase_index, step[s]);
  }
  std::map<std::pair<int, int>, int> column;
  for (const auto& key : used) {
    const int next = static_cast<int>(column.size());
    column.emplace(key, next);
  }
  return column;
}

// The least column of neighbours that have one, or kUnset.
int least(const std::vector<int>& nodes, const std::vector<int>& column, const Picture& p,
          std::string_view kind) {
  int best = kUnset;
  for (const int node : nodes) {
    const auto i = static_cast<size_t>(node);
    if (column[i] == kUnset || !is(p.nodes[i], kind)) continue;
    best = best == kUnset ? column[i] : std::min(best, column[i]);
  }
  return best;
}

// The column of its first writer, else of its first reader; of the first stage that an actor calls,
// else of its callers; else of an asset that it touches.
int beside(const Picture& p, const Neighbours& n, size_t i, const std::vector<int>& column) {
  const bool asset = is(p.nodes[i], "asset");
  const auto& first = asset ? n.in[i] : n.out[i];
  const auto& second = asset ? n.out[i] : n.in[i];
  for (const std::string_view kind : {"stage", "asset"}) {
    for (const auto* nodes : {&first, &second}) {
      const int found = least(*nodes, column, p, kind);
      if (found != kUnset) return found;
    }
  }
  return kUnset;
}

void close_gaps(std::vector<int>& column) {
  std::map<int, int> dense;
  for (const int c : column) dense.emplace(c, 0);
  int next = 0;
  for (auto& [raw, c] : dense) c = next++;
  for (int& c : column) c = dense[c];
}

}  // namespace

std::vector<int> columns_of(const Picture& p) {
  const Neighbours n = neighbours_of(p);
  std::vector<int> column(p.nodes.size(), kUnset);
  std::vector<int> step(p.nodes.size(), 0);
  const auto stages = step_stages(p, n, step);
  for (size_t i = 0; i < p.nodes.size(); ++i) {
    if (is(p.nodes[i], "stage")) column[i] = stages.at({p.nodes[i].phase_index, step[i]});
  }
  // Assets before actors; a second round for what hangs on what the first one placed.
  for (const std::string_view kind : {"asset", "asset", "actor", "actor"}) {
    for (size_t i = 0; i < p.nodes.size(); ++i) {
      if (column[i] == kUnset && is(p.nodes[i], kind)) column[i] = beside(p, n, i, column);
    }
  }
  for (int& c : column) {
    if (c == kUnset) c = 0;
  }
  close_gaps(column);
  return column;
}

}  // namespace merlon
