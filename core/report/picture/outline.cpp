#include "report/picture/outline.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

void walk(const Picture& p, const OutlineVisitor& v, int around, int depth) {
  for (size_t i = 0; i < p.nodes.size(); ++i) {
    if (p.nodes[i].boundary == around) v.node(static_cast<int>(i), depth);
  }
  for (size_t b = 0; b < p.boundaries.size(); ++b) {
    if (p.boundaries[b].parent != around) continue;
    v.begin(static_cast<int>(b), depth);
    walk(p, v, static_cast<int>(b), depth + 1);
    v.end(static_cast<int>(b), depth);
  }
}

}  // namespace

void walk_outline(const Picture& picture, const OutlineVisitor& visitor) { walk(picture, visitor, -1, 0); }

std::vector<std::string> label_lines(const PictureNode& node) {
  std::vector<std::string> out = {printable(node.id), node.what.empty() ? node.kind : fmt::format("{}: {}", node.kind, printable(node.what))};
  if (node.findings > 0) out.push_back(fmt::format("{}, {}", node.level, amount(static_cast<size_t>(node.findings), "finding")));
  return out;
}

}  // namespace merlon
