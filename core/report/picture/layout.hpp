// Where the nodes, flows and boundaries of a picture lie: phases left to right, boundaries as bands
// from top to bottom.
//
// Every node has a cell of a grid.  A stage's column follows from its phase, an asset stands in the
// column of its writer, so that its readers lie to the right, an actor in that of the stage it
// calls.  A boundary has rows of its own, so its rectangle holds what belongs to it and nothing
// else.  Flows run through gutters between columns and channels between rows, or straight where
// nothing is between; flows that leave one node share a track, others never do.  All numbers are
// whole, ties follow the order of the document.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace merlon {

struct Point {
  int x = 0, y = 0;
};

struct Box {
  int x = 0, y = 0, width = 0, height = 0;
};

struct DrawnNode {
  int node = 0;  ///< index into Picture::nodes
  Box box;
};

/// Parallel flows between two nodes are drawn once.
struct DrawnFlow {
  int from = 0, to = 0;
  bool crosses = false;
  bool uses_only = false;
  std::vector<Point> points;  ///< corners of a line of horizontal and vertical pieces
};

struct DrawnBoundary {
  int boundary = 0;
  Box box;
};

struct DrawnPhase {
  std::string phase;
  int x = 0, width = 0;
};

struct Drawing {
  int width = 0, height = 0;
  std::vector<DrawnNode> nodes;  ///< in document order
  std::vector<DrawnFlow> flows;
  std::vector<DrawnBoundary> boundaries;  ///< outer ones first
  std::vector<DrawnPhase> phases;
};

/// Shape:  any picture, also an empty one.
/// Units:  pixels, (0, 0) at the upper left.
/// Errors: none; edges that name no node and loops are left out.
Drawing lay_out(const Picture& picture);

}  // namespace merlon
