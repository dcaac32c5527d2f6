// The cells of a layout, before anything has a size; shared by the steps of lay_out only.
#pragma once

#include <vector>

#include "report/picture/layout.hpp"

namespace merlon {

/// A band of rows.  Rows of its own, then those of the boundaries inside it.
struct Band {
  int boundary = -1;  ///< -1: outside every boundary
  int first_row = 0, own_rows = 0, rows = 0;
  int depth = 0;                           ///< of frames around it
  int inner_depth = 0;                     ///< of frames inside it
  int first_column = 0, last_column = -1;  ///< of the nodes within; empty when last < first
};

struct Grid {
  int columns = 0, rows = 0;
  std::vector<int> column, row;      ///< by node
  std::vector<int> band;             ///< by node, index into bands
  std::vector<Band> bands;           ///< from top to bottom, a boundary before those inside it
  std::vector<std::vector<int>> at;  ///< row * columns + column: the node there, at most one
  int node_at(int r, int c) const {
    const auto& cell = at[static_cast<size_t>(r * columns + c)];
    return cell.empty() ? -1 : cell.front();
  }
};

/// A column for every node, from 0 on, without gaps.
std::vector<int> columns_of(const Picture& picture);

/// Bands and rows for nodes whose columns are known.
Grid place(const Picture& picture, std::vector<int> columns);

/// Sizes for the grid, and lines for the flows.
Drawing route(const Picture& picture, const Grid& grid);

}  // namespace merlon
