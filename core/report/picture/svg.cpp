#include "report/picture/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/html/parts.hpp"
#include "risk/scale.hpp"

namespace merlon {
namespace {

constexpr int kCorner = 5;
constexpr int kArrow = 7;

// Shapes of levels within 10 x 10, very-low to very-high; the style sheet has the same as letters.
constexpr std::array<std::string_view, 5> kShapes = {
    "M5 1.5a3.5 3.5 0 1 0 .01 0zM5 3a2 2 0 1 1 -.01 0z", "M5 1.5a3.5 3.5 0 1 0 .01 0z",
    "M1.5 1.5h7v7h-7z", "M5 1L9.2 8.8H.8z", "M5 0L10 5L5 10L0 5z"};

int level_index(std::string_view level) {
  const auto it = std::find(kLevelWords.begin(), kLevelWords.end(), level);
  return it == kLevelWords.end() ? -1 : static_cast<int>(it - kLevelWords.begin());
}

int towards(int from, int to, int by) {
  return from < to ? from + by : from > to ? from - by : from;
}

int length(const Point& a, const Point& b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y); }

// A line with rounded corners, ending where its arrow begins.
std::string line_path(const std::vector<Point>& points) {
  std::string d = fmt::format("M{} {}", points[0].x, points[0].y);
  for (size_t i = 1; i + 1 < points.size(); ++i) {
    const Point &a = points[i - 1], &b = points[i], &c = points[i + 1];
    const int r = std::min({kCorner, length(a, b) / 2, length(b, c) / 2});
    d += fmt::format("L{} {}Q{} {} {} {}", towards(b.x, a.x, r), towards(b.y, a.y, r), b.x, b.y,
                     towards(b.x, c.x, r), towards(b.y, c.y, r));
  }
  const Point &a = points[points.size() - 2], &b = points.back();
  return d + fmt::format("L{} {}", towards(b.x, a.x, kArrow - 2), towards(b.y, a.y, kArrow - 2));
}

std::string arrow_path(const std::vector<Point>& points) {
  const Point &a = points[points.size() - 2], &b = points.back();
  const int x = towards(b.x, a.x, kArrow), y = towards(b.y, a.y, kArrow);
  const int dx = a.x == b.x ? 4 : 0, dy = a.y == b.y ? 4 : 0;
  return fmt::format("M{} {}L{} {}L{} {}z", x - dx, y - dy, b.x, b.y, x + dx, y + dy);
}

void write_flow(Page& page, const Picture& p, const DrawnFlow& f) {
  if (f.points.size() < 2) return;
  HtmlWriter& w = page.w;
  const std::string &from = p.nodes[static_cast<size_t>(f.from)].id, &to = p.nodes[static_cast<size_t>(f.to)].id;
  w.open("g").cls(fmt::format("flow{}{}", f.crosses ? " crosses" : "", f.uses_only ? " uses" : ""));
  if (page.nodes.count(from) != 0 && page.nodes.count(to) != 0) w.attr("data-from", Anchor("n-", from).id()).attr("data-to", Anchor("n-", to).id());
  w.open("title")
      .text(fmt::format("{} to {}{}", from, to, f.crosses ? ", crosses a boundary" : ""))
      .close();
  w.open("path").cls("line").attr("d", line_path(f.points)).close();
  w.open("path").cls("tip").attr("d", arrow_path(f.points)).close();
  w.close();
}

void rect(HtmlWriter& w, std::string_view cls, const Box& b, int radius) {
  w.open("rect")
      .cls(cls)
      .attr("x", b.x)
      .attr("y", b.y)
      .attr("width", b.width)
      .attr("height", b.height)
      .attr("rx", radius)
      .close();
}

void label(HtmlWriter& w, std::string_view cls, int x, int y, std::string_view text) {
  w.open("text").cls(cls).attr("x", x).attr("y", y).text(text).close();
}

// A cylinder, seen a little from above.
std::string cylinder(const Box& b) {
  const int right = b.x + b.width, rx = b.width / 2, top = b.y + 5, bottom = b.y + b.height - 5;
  return fmt::format(
      "M{0} {3}A{2} 5 0 0 1 {1} {3}V{4}A{2} 5 0 0 1 {0} {4}zM{0} {3}A{2} 5 0 0 0 {1} {3}", b.x,
      right, rx, top, bottom);
}

void write_badge(HtmlWriter& w, const PictureNode& node, const Box& b) {
  const int level = level_index(node.level);
  if (level < 0) return;
  const std::string text = fmt::format("{}", node.findings);
  const int width = 26 + 13 * static_cast<int>(text.size()) / 2;
  const Box box = {b.x - 10, b.y - 9, width, 17};
  w.open("g").cls(fmt::format("badge {}", node.level));
  rect(w, "plate", box, 8);
  w.open("path")
      .cls("shape")
      .attr("transform", fmt::format("translate({} {})", box.x + 6, box.y + 4))
      .attr("d", kShapes[static_cast<size_t>(level)])
      .close();
  label(w, "word", box.x + 20, box.y + 12, text);
  w.close();
}

// A mark, not a word, so that who speaks to a browser says what he sees; the title says how many and how bad.
void write_open_mark(HtmlWriter& w, const PictureNode& node, const Box& b) {
  if (node.undecided == 0) return;
  const int x = b.x + b.width - 8, y = b.y - 9;
  w.open("g").cls("badge open");
  rect(w, "plate", {x, y, 17, 17}, 8);
  w.open("path").cls("ask").attr("transform", fmt::format("translate({} {})", x + 3, y + 3)).attr("d", "M3.2 3.6a2.3 2.1 0 1 1 3.2 2q-.9.4-.9 1.4M5.5 8.8v.9").close();
  w.close();
}

// What a node has room for.
struct Shown {
  std::string name, what;
};
Shown shown(const PictureNode& node, const Box& b) {
  const auto room = static_cast<size_t>((b.width - 18) * 10 / 66);
  return {shortened(node.id, room), shortened(node.what, room + 3)};
}

void write_body(HtmlWriter& w, const PictureNode& node, const Box& b) {
  const Shown text = shown(node, b);
  const bool asset = node.kind == "asset", actor = node.kind == "actor";
  if (asset) {
    w.open("path").cls("body").attr("d", cylinder(b)).close();
  } else {
    rect(w, "body", b, actor ? b.height / 2 : 7);
  }
  const int middle = b.x + b.width / 2, lift = asset ? 3 : 0;
  label(w, "name", middle, b.y + b.height / 2 - 2 + lift, text.name);
  label(w, "what", middle, b.y + b.height / 2 + 12 + lift, text.what);
}

std::string described(const PictureNode& n) {
  std::string out = fmt::format("{} {}", n.kind, n.id);
  if (n.name != n.id && !n.name.empty()) out += fmt::format(" ({})", n.name);
  if (!n.what.empty()) out += fmt::format(", {}", n.what);
  return out;
}

std::string undecided_of(const PictureNode& n) {
  return n.undecided == 0 ? "" : fmt::format(", {} undecided, up to {}", amount(static_cast<size_t>(n.undecided), "verdict"), n.may_be);
}

// The title of a link is its name, and begins with what is seen of it, so that who speaks to a browser is understood (WCAG 2.5.3).
std::string link_name(const PictureNode& n, const Box& b) {
  const Shown text = shown(n, b);
  const std::string what = text.what.empty() ? "" : " " + text.what;
  std::string out = fmt::format("{}{} {}{}; {}", text.name, what, n.findings == 0 ? "no finding" : amount(static_cast<size_t>(n.findings), "finding") + ", worst residual risk " + n.level, undecided_of(n), n.kind);
  if (text.name != n.id || text.what != n.what) out += fmt::format(" {}, {}", n.id, n.what);
  if (n.name != n.id && !n.name.empty()) out += fmt::format(" ({})", n.name);
  return out;
}

void write_node(Page& page, const PictureNode& node, const Box& b) {
  HtmlWriter& w = page.w;
  const std::string_view kind =
      node.kind == "asset" || node.kind == "actor" ? std::string_view(node.kind) : "stage";
  w.open("g").cls(level_index(node.level) < 0 ? fmt::format("node {}", kind)
                                              : fmt::format("node {} {}", kind, node.level));
  if (page.nodes.count(node.id) != 0) w.id(Anchor("n-", node.id));
  const bool linked = node.findings + node.undecided > 0;
  const auto first = page.first_finding.find(node.id), open = page.first_undecided.find(node.id);
  if (linked) {
    w.open("a").href(first != page.first_finding.end() ? Anchor("f-", first->second) : open != page.first_undecided.end() ? Anchor("u-", open->second) : Anchor("findings"));
  }
  w.open("title").text(linked ? link_name(node, b) : described(node)).close();
  write_body(w, node, b);
  write_badge(w, node, b);
  write_open_mark(w, node, b);
  if (linked) w.close();
  w.close();
}

void write_boundary_name(HtmlWriter& w, const PictureBoundary& boundary, const Box& b) {
  const auto room = static_cast<size_t>(std::max(80, b.width - 24) / 7);
  w.open("text").cls("boundary-name").attr("x", b.x + 12).attr("y", b.y + 15);
  w.open("tspan").cls("id").text(shortened(boundary.id, room)).close();
  w.open("tspan").attr("dx", 8).text(shortened(boundary.trust, 14)).close().close();
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300;
}

}  // namespace

std::string shortened(std::string_view text, size_t columns) {
  const std::string shown = printable(text);  // valid UTF-8 from here on
  size_t at = 0, cut = 0, used = 0;
  while (at < shown.size()) {
    const size_t before = at;
    used += is_wide(decode_utf8(shown, at)) ? size_t{2} : size_t{1};
    if (used < columns) cut = at;
    if (used > columns) return shown.substr(0, std::min(cut, before)) + "…";
  }
  return shown;
}

void write_svg(Page& page, const Picture& p, const Drawing& d) {
  HtmlWriter& w = page.w;
  w.open("svg")
      .cls(d.width > 1200 ? "pipeline wide" : "pipeline")
      .attr("role", "group")
      .attr("aria-labelledby", "picture-title picture-desc");
  w.attr("width", d.width)
      .attr("height", d.height)
      .attr("viewBox", fmt::format("0 0 {} {}", d.width, d.height));
  w.open("title").attr("id", "picture-title").text("The pipeline").close();
  w.open("desc")
      .attr("id", "picture-desc")
      .text(
          "Lifecycle phases from left to right, trust boundaries as frames, flows as arrows, "
          "heavier where they cross a boundary; "
          "nodes with findings carry their worst residual risk and link to it. The table of flows "
          "below says the same.")
      .close();
  for (const DrawnPhase& phase : d.phases) {
    label(w, "phase", phase.x + phase.width / 2, 16, phase.phase);
    w.open("path")
        .cls("phase-line")
        .attr("d", fmt::format("M{} 23H{}", phase.x, phase.x + phase.width))
        .close();
  }
  for (const DrawnBoundary& b : d.boundaries) {
    const PictureBoundary& boundary = p.boundaries[static_cast<size_t>(b.boundary)];
    w.open("g")
        .cls("boundary")
        .open("title")
        .text(fmt::format("boundary {}, {}", boundary.id, boundary.trust))
        .close();
    rect(w, "area", b.box, 10);
    w.close();
  }
  for (const DrawnFlow& f : d.flows) {
    if (!f.crosses) write_flow(page, p, f);
  }
  for (const DrawnFlow& f : d.flows) {
    if (f.crosses) write_flow(page, p, f);
  }
  for (const DrawnBoundary& b : d.boundaries)
    write_boundary_name(w, p.boundaries[static_cast<size_t>(b.boundary)], b.box);
  for (const DrawnNode& n : d.nodes) write_node(page, p.nodes[static_cast<size_t>(n.node)], n.box);
  w.close();
}

}  // namespace merlon
