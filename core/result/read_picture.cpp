#include "result/read_picture.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "catalog/pack.hpp"
#include "graph/graph.hpp"

namespace merlon {
namespace {

using Json = ResultText::Json;
using Indices = std::map<std::string, int>;

constexpr std::array<std::string_view, 3> kNodeKinds = {"stage", "asset", "actor"};
constexpr int kDeepest = 64;  // no description comes near it

// Names become numbers; a name that is not there is told.
int index_of(ResultText& in, const Indices& ids, const std::string& id, const std::string& at, std::string_view expected) {
  const auto it = ids.find(id);
  if (it != ids.end()) return it->second;
  in.wrong(at, expected);
  return 0;
}

Indices boundaries(ResultText& in, const Json& from, Picture& p) {
  Indices ids{{"", -1}};
  in.each(from, "/picture", "boundaries", [&](const Json& b, const std::string& at) {
    p.boundaries.push_back({in.string(b, at, "id"), in.string(b, at, "trust"), -1});
    ids.emplace(p.boundaries.back().id, static_cast<int>(p.boundaries.size()) - 1);
  });
  size_t i = 0;
  in.each(from, "/picture", "boundaries", [&](const Json& b, const std::string& at) {
    p.boundaries[i++].parent = index_of(in, ids, in.string(b, at, "within"), at + "/within", "a boundary");
  });
  return ids;
}

PictureNode node(ResultText& in, const Indices& boundaries, const Json& n, const std::string& at) {
  PictureNode out;
  out.id = in.string(n, at, "id");
  out.name = in.string(n, at, "name");
  out.kind = in.word_of(n, at, "kind", kNodeKinds, "stage, asset or actor");
  out.what = in.string(n, at, "what");
  out.phase = in.string(n, at, "phase");
  const auto phase = std::find(kPhases.begin(), kPhases.end(), out.phase);
  if (phase != kPhases.end()) out.phase_index = static_cast<int>(phase - kPhases.begin());
  else if (!out.phase.empty()) in.wrong(at + "/phase", "a phase");
  out.boundary = index_of(in, boundaries, in.string(n, at, "boundary"), at + "/boundary", "a boundary");
  return out;
}

bool nests_too_deep(const std::vector<PictureBoundary>& list) {
  return std::any_of(list.begin(), list.end(), [&](const PictureBoundary& b) {
    int at = b.parent;
    for (int steps = 0; at >= 0; ++steps) {
      if (steps >= kDeepest) return true;
      at = list[static_cast<size_t>(at)].parent;
    }
    return false;
  });
}

}  // namespace

Picture read_picture(ResultText& in, const Json& from) {
  Picture p;
  const Indices within = boundaries(in, from, p);
  Indices nodes;
  in.each(from, "/picture", "nodes", [&](const Json& n, const std::string& at) {
    p.nodes.push_back(node(in, within, n, at));
    nodes.emplace(p.nodes.back().id, static_cast<int>(p.nodes.size()) - 1);
  });
  in.each(from, "/picture", "flows", [&](const Json& f, const std::string& at) {
    const std::string crosses = in.string(f, at, "crosses");
    if (crosses != "yes" && crosses != "no" && crosses != "unknown") in.wrong(at + "/crosses", "yes, no or unknown");
    p.edges.push_back({index_of(in, nodes, in.string(f, at, "from"), at + "/from", "a node"), index_of(in, nodes, in.string(f, at, "to"), at + "/to", "a node"),
                       in.word_of(f, at, "kind", kFlowWords, "a flow or a list of a stage"), crosses == "yes", crosses != "no"});
  });
  if (nests_too_deep(p.boundaries)) in.wrong("/picture/boundaries", "a list of boundaries of which none lies in itself, or in more than 64 others");
  return p;
}

}  // namespace merlon
