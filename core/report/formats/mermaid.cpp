// The picture as a Mermaid flow chart, for a page of Markdown.  Thick arrows surely cross a boundary, dotted ones may.
#include <fmt/format.h>

#include "base/text.hpp"
#include "report/format.hpp"
#include "report/picture/outline.hpp"

namespace merlon::formats {
namespace {

// Within double quotes; all that could be markup or an entity as a number.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : printable(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view(" ,.:/_-").find(c) != std::string_view::npos ||
                       static_cast<unsigned char>(c) >= 0x80;
    if (plain) out += c;
    else out += fmt::format("#{};", static_cast<int>(c));
  }
  return out + '"';
}

std::string label(const PictureNode& n) {
  std::string out = "\"";
  for (const std::string& line : label_lines(n)) {
    const std::string one = quoted(line);
    out += (out.size() == 1 ? "" : "<br>") + one.substr(1, one.size() - 2);
  }
  return out + '"';
}

std::string shape(const PictureNode& n) {
  if (n.kind == "asset") return fmt::format("[({})]", label(n));
  if (n.kind == "actor") return fmt::format("([{}])", label(n));
  return fmt::format("[{}]", label(n));
}

std::string indent(int depth) { return std::string(2 * (static_cast<size_t>(depth) + 1), ' '); }

void write(const Report& r, Outlet& outlet) {
  std::string& out = outlet.text();
  const Picture& p = r.picture;
  out += fmt::format("%% {}\nflowchart LR\n", printable(r.pipeline_id));
  if (r.incomplete) out += "  incomplete[\"INCOMPLETE: not everything was analysed, so a level may be missing\"]:::very-high\n";
  walk_outline(p, {[&](int b, int depth) {
                     const PictureBoundary& boundary = p.boundaries[static_cast<size_t>(b)];
                     out += fmt::format("{}subgraph b{}[{}]\n", indent(depth), b, quoted(fmt::format("{} ({})", boundary.id, boundary.trust)));
                   },
                   [&](int, int depth) { out += indent(depth) + "end\n"; },
                   [&](int n, int depth) {
                     const PictureNode& node = p.nodes[static_cast<size_t>(n)];
                     out += fmt::format("{}n{}{}{}\n", indent(depth), n, shape(node), node.level.empty() ? "" : ":::" + node.level);
                   }});
  for (const PictureEdge& e : p.edges) {
    const std::string_view arrow = e.crosses ? "==>" : e.may_cross ? "-.->" : "-->";
    out += fmt::format("  n{} {}|{}| n{}\n", e.from, arrow, printable(e.kind), e.to);
  }
  out += "  classDef very-high stroke:#7a0019,stroke-width:4px\n  classDef high stroke:#b3261e,stroke-width:3px\n  classDef moderate stroke:#9a6700,stroke-width:2px\n"
         "  classDef low stroke:#3b6e47,stroke-width:1.5px\n  classDef very-low stroke:#57606a,stroke-width:1.2px\n";
}

}  // namespace

const Format& mermaid() {
  static const Format format{"mermaid", "the picture as a Mermaid flow chart", &write};
  return format;
}

}  // namespace merlon::formats
