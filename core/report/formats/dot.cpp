// The picture in the DOT language of Graphviz.  Bold edges surely cross a boundary, dashed ones may.
#include <fmt/format.h>

#include "base/text.hpp"
#include "report/format.hpp"
#include "report/picture/outline.hpp"

namespace merlon::formats {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string label(const PictureNode& n) {
  std::string out = "\"";
  for (const std::string& line : label_lines(n)) {
    const std::string one = quoted(line);
    out += (out.size() == 1 ? "" : "\\n") + one.substr(1, one.size() - 2);
  }
  return out + '"';
}

std::string_view shape(const PictureNode& n) { return n.kind == "asset" ? "cylinder" : n.kind == "actor" ? "ellipse" : "box"; }

std::string_view width(std::string_view level) {
  return level == "very-high" ? "4" : level == "high" ? "3" : level == "moderate" ? "2" : level == "low" ? "1.5" : level == "very-low" ? "1.2" : "1";
}

std::string indent(int depth) { return std::string(2 * (static_cast<size_t>(depth) + 1), ' '); }

void write(const Report& r, Outlet& outlet) {
  std::string& out = outlet.text();
  const Picture& p = r.picture;
  out += fmt::format("digraph {} {{\n  rankdir=LR;\n  fontname=\"sans-serif\";\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n", quoted(r.pipeline_id));
  if (r.incomplete) out += "  label=\"INCOMPLETE: not everything was analysed, so a level may be missing\";\n";
  walk_outline(p, {[&](int b, int depth) {
                     const PictureBoundary& boundary = p.boundaries[static_cast<size_t>(b)];
                     out += fmt::format("{0}subgraph cluster_{1} {{\n{0}  label={2};\n", indent(depth), b, quoted(fmt::format("{} ({})", boundary.id, boundary.trust)));
                   },
                   [&](int, int depth) { out += indent(depth) + "}\n"; },
                   [&](int n, int depth) {
                     const PictureNode& node = p.nodes[static_cast<size_t>(n)];
                     out += fmt::format("{}n{} [label={}, shape={}, penwidth={}];\n", indent(depth), n, label(node), shape(node), width(node.level));
                   }});
  for (const PictureEdge& e : p.edges) {
    const std::string_view style = e.crosses ? "bold" : e.may_cross ? "dashed" : "solid";
    out += fmt::format("  n{} -> n{} [label={}, style={}];\n", e.from, e.to, quoted(e.kind), style);
  }
  out += "}\n";
}

}  // namespace

const Format& dot() {
  static const Format format{"dot", "the picture in the DOT language of Graphviz", &write};
  return format;
}

}  // namespace merlon::formats
