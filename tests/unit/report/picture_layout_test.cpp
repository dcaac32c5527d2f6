// The layout of the picture: the same bytes each time, nothing on top of anything else, frames
// around what they hold.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "catch.hpp"
#include "report/picture/collapse.hpp"
#include "report/picture/layout.hpp"
#include "report/picture/svg.hpp"

using namespace merlon;

namespace {

PictureNode node(std::string id, std::string kind, int phase, int boundary) {
  PictureNode n;
  n.name = n.id = std::move(id);
  n.kind = std::move(kind);
  n.phase_index = phase;
  n.phase = phase < 0 ? "" : fmt::format("phase-{}", phase);
  n.boundary = boundary;
  return n;
}

Picture small() {
  Picture p;
  p.boundaries = {{"lab", "internal", -1},
                  {"vault", "restricted", 0},
                  {"shop", "internal", -1},
                  {"empty", "partner", -1}};
  p.nodes = {node("collect", "stage", 1, 2), node("train", "stage", 4, 0),
             node("score", "stage", 6, 2),   node("data", "asset", -1, 0),
             node("model", "asset", -1, 1),  node("loose", "asset", -1, -1),
             node("buyer", "actor", -1, -1), node("clerk", "actor", -1, 2)};
  p.edges = {{6, 0, "serves", true}, {0, 3, "writes", true}, {3, 1, "reads", false},
             {1, 4, "writes", true}, {4, 2, "reads", true},  {7, 2, "serves", false},
             {2, 3, "flow", true},   {1, 1, "flow", false}};
  return p;
}

// A pseudo-random pipeline, the same each time.
Picture tangle(int nodes) {
  Picture p;
  for (int b = 0; b < 6; ++b)
    p.boundaries.push_back({fmt::format("b{}", b), "internal", b % 3 == 2 ? b - 1 : -1});
  uint32_t state = 7;
  const auto next = [&](int n) {
    state = state * 1664525u + 1013904223u;
    return static_cast<int>((state >> 8) % static_cast<uint32_t>(n));
  };
  for (int i = 0; i < nodes; ++i) {
    const int what = next(4);
    p.nodes.push_back(node(fmt::format("n{}", i),
                           what == 0   ? "actor"
                           : what == 1 ? "asset"
                                       : "stage",
                           what >= 2 ? next(10) : -1, next(7) - 1));
  }
  for (int i = 0; i < 2 * nodes; ++i)
    p.edges.push_back({next(nodes), next(nodes), i % 3 == 0 ? "uses" : "reads", i % 4 == 0});
  return p;
}

std::string described(const Drawing& d) {
  std::string out = fmt::format("{}x{}\n", d.width, d.height);
  for (const DrawnNode& n : d.nodes)
    out += fmt::format("{}: {} {} {} {}\n", n.node, n.box.x, n.box.y, n.box.width, n.box.height);
  for (const DrawnBoundary& b : d.boundaries)
    out +=
        fmt::format("{}: {} {} {} {}\n", b.boundary, b.box.x, b.box.y, b.box.width, b.box.height);
  for (const DrawnFlow& f : d.flows) {
    out += fmt::format("{}-{}:", f.from, f.to);
    for (const Point& q : f.points) out += fmt::format(" {},{}", q.x, q.y);
    out += '\n';
  }
  return out;
}

bool overlap(const Box& a, const Box& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool contains(const Box& outer, const Box& inner) {
  return outer.x <= inner.x && outer.y <= inner.y &&
         inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

bool lies_within(const Picture& p, int boundary, int around) {
  for (size_t guard = 0; boundary >= 0 && guard <= p.boundaries.size(); ++guard) {
    if (boundary == around) return true;
    boundary = p.boundaries[static_cast<size_t>(boundary)].parent;
  }
  return false;
}

void check_drawing(const Picture& p, const Drawing& d) {
  const Box page = {0, 0, d.width, d.height};
  REQUIRE(d.nodes.size() == p.nodes.size());
  for (size_t i = 0; i < d.nodes.size(); ++i) {
    CHECK(contains(page, d.nodes[i].box));
    for (size_t k = i + 1; k < d.nodes.size(); ++k)
      CHECK_FALSE(overlap(d.nodes[i].box, d.nodes[k].box));
    for (const DrawnBoundary& b : d.boundaries) {
      const bool within =
          lies_within(p, p.nodes[static_cast<size_t>(d.nodes[i].node)].boundary, b.boundary);
      CHECK(contains(b.box, d.nodes[i].box) == within);
      CHECK(overlap(b.box, d.nodes[i].box) == within);
    }
  }
  for (const DrawnFlow& f : d.flows) {
    for (size_t k = 0; k < f.points.size(); ++k) {
      const Point& q = f.points[k];
      CHECK((q.x >= 0 && q.y >= 0 && q.x <= d.width && q.y <= d.height));
      if (k > 0) CHECK((q.x == f.points[k - 1].x) != (q.y == f.points[k - 1].y));
    }
  }
}

// True when a piece of the line runs through the inside of the box.
bool runs_through(const DrawnFlow& f, const Box& b) {
  for (size_t k = 1; k < f.points.size(); ++k) {
    const Point &p = f.points[k - 1], &q = f.points[k];
    const Box piece = {std::min(p.x, q.x), std::min(p.y, q.y), std::abs(p.x - q.x),
                       std::abs(p.y - q.y)};
    if (overlap({piece.x, piece.y, std::max(1, piece.width), std::max(1, piece.height)},
                {b.x + 1, b.y + 1, b.width - 2, b.height - 2}))
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the same picture is laid out the same") {
  for (const Picture& p : {small(), tangle(80)})
    CHECK(described(lay_out(p)) == described(lay_out(p)));
}

TEST_CASE("nodes and frames hold what belongs to them") {
  for (const Picture& p : {small(), tangle(12), tangle(80), tangle(300)})
    check_drawing(p, lay_out(p));
}

TEST_CASE("no flow runs through a node") {
  for (const Picture& p : {small(), tangle(40)}) {
    const Drawing d = lay_out(p);
    for (const DrawnFlow& f : d.flows) {
      for (const DrawnNode& n : d.nodes) {
        INFO(f.from << " to " << f.to << " at " << n.node);
        CHECK_FALSE(runs_through(f, n.box));
      }
    }
  }
}

TEST_CASE("phases go from left to right") {
  const Drawing d = lay_out(small());
  REQUIRE(d.phases.size() == 3);
  CHECK(d.phases[0].x < d.phases[1].x);
  CHECK(d.phases[1].x < d.phases[2].x);
  CHECK(d.nodes[0].box.x < d.nodes[1].box.x);
  CHECK(d.nodes[1].box.x < d.nodes[2].box.x);
}

TEST_CASE("parallel flows are drawn once and loops not at all") {
  Picture p = small();
  p.edges = {{0, 1, "reads", false},
             {0, 1, "flow", true},
             {2, 2, "flow", false},
             {0, 99, "flow", false},
             {-1, 0, "flow", false}};
  const Drawing d = lay_out(p);
  REQUIRE(d.flows.size() == 1);
  CHECK(d.flows[0].crosses);
}

TEST_CASE("odd pictures are laid out too") {
  CHECK(lay_out({}).nodes.empty());
  Picture lonely;
  lonely.nodes = {node("a", "asset", -1, -1)};
  check_drawing(lonely, lay_out(lonely));
  Picture ring = small();
  ring.boundaries = {{"a", "", 1}, {"b", "", 0}};  // no outermost one
  for (PictureNode& n : ring.nodes) n.boundary = n.boundary > 1 ? 1 : n.boundary;
  CHECK(lay_out(ring).nodes.size() == ring.nodes.size());
}

TEST_CASE("a large picture is put together by boundary and phase") {
  CHECK(collapse(tangle(300)).nodes.size() == 300);
  Picture p = tangle(2000);
  p.nodes[3].findings = 2;
  p.nodes[3].level = "high";
  const Picture drawn = collapse(p);
  CHECK(drawn.nodes.size() <= kMostDrawn);
  int stages = 0, findings = 0;
  for (const PictureNode& n : drawn.nodes) {
    findings += n.findings;
    if (n.kind == "stage") ++stages;
  }
  CHECK(stages == 70);  // ten phases in six boundaries and outside
  CHECK(findings == 2);
  check_drawing(drawn, lay_out(drawn));
}

TEST_CASE("what is put together still says that nobody knows whether it crosses a boundary") {
  Picture p = tangle(2000);
  for (PictureEdge& e : p.edges) e.crosses = false, e.may_cross = true;
  const Picture drawn = collapse(p);
  REQUIRE(!drawn.edges.empty());
  for (const PictureEdge& e : drawn.edges) CHECK((!e.crosses && e.may_cross));
}

TEST_CASE("long names are shortened between characters") {
  CHECK(shortened("short", 5) == "short");
  CHECK(shortened("longer", 5) == "long…");
  CHECK(shortened("größer", 4) == "grö…");
  CHECK(shortened("模型模型", 5) == "模型…");
  CHECK(shortened("\u202Ea", 8) == "\\u202ea");
}
