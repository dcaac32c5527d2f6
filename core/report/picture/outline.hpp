// The picture as other tools draw it: nodes within their boundaries, and what joins them.
#pragma once

#include <functional>
#include <string>

#include "report/report.hpp"

namespace merlon {

/// Calls back in the order of the document: a boundary, the nodes in it, the boundaries in it, its end; first what is in none.
/// Shape:  `depth` counts boundaries around, from 0.
struct OutlineVisitor {
  std::function<void(int boundary, int depth)> begin, end;
  std::function<void(int node, int depth)> node;
};
void walk_outline(const Picture& picture, const OutlineVisitor& visitor);

/// `id`, what it is, and its level with the number of findings: `score`, `stage: infer`, `high, 3 findings`.
std::vector<std::string> label_lines(const PictureNode& node);

}  // namespace merlon
