// Bands for boundaries, and the order of nodes within: by barycentre of their neighbours.
#include <algorithm>

#include "report/picture/grid.hpp"

namespace merlon {
namespace {

constexpr int kSweeps = 6;
constexpr int kFine = 16;  // parts of a row in which barycentres are compared

struct Cells {
  // band -> column -> nodes from top to bottom
  std::vector<std::vector<std::vector<int>>> of;
};

bool good_boundary(const Picture& p, int b) {
  return b >= 0 && b < static_cast<int>(p.boundaries.size());
}

void add_boundary(const Picture& p, int boundary, int depth, std::vector<Band>& bands) {
  const size_t at = bands.size();
  Band band;
  band.boundary = boundary;
  band.depth = depth;
  bands.push_back(band);
  if (depth > static_cast<int>(p.boundaries.size()))
    return;  // a cycle of parents: not ours to draw
  for (int b = 0; b < static_cast<int>(p.boundaries.size()); ++b) {
    if (p.boundaries[static_cast<size_t>(b)].parent == boundary && b != boundary)
      add_boundary(p, b, depth + 1, bands);
  }
  for (size_t i = at + 1; i < bands.size(); ++i) {
    bands[at].inner_depth = std::max(bands[at].inner_depth, bands[i].depth - depth);
  }
}

// Outside every boundary come actors above and assets below; between them the boundaries, in
// document order.
std::vector<Band> bands_of(const Picture& p) {
  std::vector<Band> bands(1);
  for (int b = 0; b < static_cast<int>(p.boundaries.size()); ++b) {
    if (!good_boundary(p, p.boundaries[static_cast<size_t>(b)].parent))
      add_boundary(p, b, 1, bands);
  }
  bands.emplace_back();
  return bands;
}

void give_rows(Grid& grid, const Cells& cells) {
  int row = 0;
  for (size_t b = 0; b < grid.bands.size(); ++b) {
    Band& band = grid.bands[b];
    band.first_row = row;
    band.own_rows = 0;
    for (const auto& nodes : cells.of[b])
      band.own_rows = std::max(band.own_rows, static_cast<int>(nodes.size()));
    row += band.own_rows;
  }
  grid.rows = row;
  for (size_t b = 0; b < grid.bands.size(); ++b) {
    Band& band = grid.bands[b];
    int end = band.first_row + band.own_rows;
    for (size_t i = b + 1;
         i < grid.bands.size() && band.boundary >= 0 && grid.bands[i].depth > band.depth; ++i) {
      end = grid.bands[i].first_row + grid.bands[i].own_rows;
    }
    band.rows = end - band.first_row;
  }
}

std::vector<std::vector<int>> touching(const Picture& p) {
  std::vector<std::vector<int>> out(p.nodes.size());
  const int count = static_cast<int>(p.nodes.size());
  for (const PictureEdge& e : p.edges) {
    if (e.from < 0 || e.to < 0 || e.from >= count || e.to >= count || e.from == e.to) continue;
    out[static_cast<size_t>(e.from)].push_back(e.to);
    out[static_cast<size_t>(e.to)].push_back(e.from);
  }
  return out;
}

int barycentre(const Grid& grid, const std::vector<int>& neighbours, int node) {
  if (neighbours.empty()) return grid.row[static_cast<size_t>(node)] * kFine;
  int sum = 0;
  for (const int other : neighbours) sum += grid.row[static_cast<size_t>(other)] * kFine;
  return sum / static_cast<int>(neighbours.size());
}

// Rows as near to the wished ones as order and room allow.
void settle(Grid& grid, const Band& band, const std::vector<int>& nodes,
            const std::vector<int>& wish) {
  int least = band.first_row;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const int most = band.first_row + band.own_rows - static_cast<int>(nodes.size() - i);
    const int row =
        std::clamp((wish[static_cast<size_t>(nodes[i])] + kFine / 2) / kFine, least, most);
    grid.row[static_cast<size_t>(nodes[i])] = row;
    least = row + 1;
  }
}

void sweep(Grid& grid, Cells& cells, const std::vector<std::vector<int>>& neighbours,
           bool rightwards) {
  std::vector<int> wish(grid.column.size());
  for (int step = 0; step < grid.columns; ++step) {
    const auto c = static_cast<size_t>(rightwards ? step : grid.columns - 1 - step);
    for (size_t b = 0; b < grid.bands.size(); ++b) {
      std::vector<int>& nodes = cells.of[b][c];
      for (const int node : nodes)
        wish[static_cast<size_t>(node)] =
            barycentre(grid, neighbours[static_cast<size_t>(node)], node);
      std::stable_sort(nodes.begin(), nodes.end(), [&](int x, int y) {
        return std::make_pair(wish[static_cast<size_t>(x)], x) <
               std::make_pair(wish[static_cast<size_t>(y)], y);
      });
      settle(grid, grid.bands[b], nodes, wish);
    }
  }
}

void give_extent(Grid& grid) {
  for (size_t b = 0; b < grid.bands.size(); ++b) {
    Band& band = grid.bands[b];
    band.first_column = grid.columns;
    for (size_t node = 0; node < grid.row.size(); ++node) {
      if (grid.row[node] < band.first_row || grid.row[node] >= band.first_row + band.rows) continue;
      band.first_column = std::min(band.first_column, grid.column[node]);
      band.last_column = std::max(band.last_column, grid.column[node]);
    }
  }
}

}  // namespace

Grid place(const Picture& p, std::vector<int> columns) {
  Grid grid;
  grid.column = std::move(columns);
  for (const int c : grid.column) grid.columns = std::max(grid.columns, c + 1);
  grid.bands = bands_of(p);
  grid.band.resize(p.nodes.size());
  grid.row.resize(p.nodes.size());
  Cells cells;
  cells.of.assign(grid.bands.size(),
                  std::vector<std::vector<int>>(static_cast<size_t>(grid.columns)));
  for (size_t i = 0; i < p.nodes.size(); ++i) {
    const int boundary = good_boundary(p, p.nodes[i].boundary) ? p.nodes[i].boundary : -1;
    size_t b = p.nodes[i].kind == "actor" ? 0 : grid.bands.size() - 1;
    for (size_t k = 0; k < grid.bands.size() && boundary >= 0; ++k) {
      if (grid.bands[k].boundary == boundary) b = k;
    }
    grid.band[i] = static_cast<int>(b);
    cells.of[b][static_cast<size_t>(grid.column[i])].push_back(static_cast<int>(i));
  }
  give_rows(grid, cells);
  for (size_t b = 0; b < grid.bands.size(); ++b) {
    for (const auto& nodes : cells.of[b]) {
      for (size_t k = 0; k < nodes.size(); ++k)
        grid.row[static_cast<size_t>(nodes[k])] = grid.bands[b].first_row + static_cast<int>(k);
    }
  }
  const auto neighbours = touching(p);
  for (int i = 0; i < kSweeps; ++i) sweep(grid, cells, neighbours, i % 2 == 0);
  grid.at.resize(static_cast<size_t>(grid.rows * grid.columns));
  for (size_t i = 0; i < p.nodes.size(); ++i) {
    grid.at[static_cast<size_t>(grid.row[i] * grid.columns + grid.column[i])].push_back(
        static_cast<int>(i));
  }
  give_extent(grid);
  return grid;
}

}  // namespace merlon
