// The pipeline as a picture, and the same as a table of flows.
#include <fmt/format.h>

#include "base/text.hpp"
#include "report/html/parts.hpp"
#include "report/picture/collapse.hpp"
#include "report/picture/layout.hpp"
#include "report/picture/svg.hpp"

namespace merlon {
namespace {

void write_legend(HtmlWriter& w) {
  w.open("ul").cls("picture-legend").attr("aria-label", "How to read the picture");
  const std::pair<std::string_view, std::string_view> marks[] = {
      {"stage", "stage"},         {"asset", "asset"},
      {"actor", "actor"},         {"area", "trust boundary"},
      {"line", "flow"},           {"line heavy", "flow that crosses a boundary"},
      {"line dots", "is used by"}};
  for (const auto& [cls, meaning] : marks) {
    w.open("li").open("span").cls(fmt::format("sample {}", cls)).close().text(meaning).close();
  }
  w.open("li").cls("badges").text("number: findings of an element; shape: the worst of them");
  for (const std::string_view level : {"very-high", "high", "moderate", "low", "very-low"}) {
    w.text(" ");
    write_level(w, level);
  }
  w.close();
  w.open("li").open("span").cls("st undecided").close().text("of an element some verdicts are undecided; what is of the whole pipeline or of a flow is not drawn").close();
  w.close();
}

void write_flows(Page& page, const Picture& p) {
  HtmlWriter& w = page.w;
  const auto n = static_cast<int>(p.nodes.size());
  w.open("details").cls("flows").el(
      "summary", fmt::format("The same as a table ({})", amount(p.edges.size(), "flow")));
  begin_table(w, "flow-table", "Flows of the pipeline",
              {"From", "To", "Kind", "Crosses a boundary"});
  for (const PictureEdge& e : p.edges) {
    if (e.from < 0 || e.to < 0 || e.from >= n || e.to >= n) continue;
    w.open("tr").open("th").attr("scope", "row");
    write_element(page, p.nodes[static_cast<size_t>(e.from)].id);
    w.close().open("td");
    write_element(page, p.nodes[static_cast<size_t>(e.to)].id);
    w.close().el("td", e.kind).el("td", e.crosses ? "yes" : e.may_cross ? "unknown" : "no").close();
  }
  end_table(w);
  w.close();
}

}  // namespace

void write_picture(Page& page) {
  HtmlWriter& w = page.w;
  if (page.r.picture.nodes.empty()) {
    w.el("p", "The pipeline has no stages, assets or actors.");
    return;
  }
  const Picture drawn = collapse(page.r.picture);
  if (drawn.nodes.size() != page.r.picture.nodes.size()) {
    w.open("p")
        .cls("lead")
        .text(fmt::format(
            "{} nodes are too many to draw, so they are put together by boundary and phase.",
            page.r.picture.nodes.size()))
        .close();
  }
  open_scroller(w, "scroll picture", "Picture of the pipeline");
  write_svg(page, drawn, lay_out(drawn));
  w.close();
  write_legend(w);
  write_flows(page, drawn);
}

}  // namespace merlon
