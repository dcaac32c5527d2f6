#include "report/html/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "risk/scale.hpp"

namespace merlon {
namespace {

// Only words that the style sheet knows become classes.
constexpr std::array<std::string_view, 15> kStates = {
    "implemented", "partial",  "planned", "absent",    "unstated",  "not-applicable", "holds",
    "expired",     "orphaned", "raised",  "undecided", "ruled-out", "not-analysed",   "not-cited",
    "not-asked"};

}  // namespace

void write_level(HtmlWriter& w, std::string_view level) {
  const bool known = std::find(kLevelWords.begin(), kLevelWords.end(), level) != kLevelWords.end();
  w.open("span").cls(known ? fmt::format("lv {}", level) : "lv").text(level).close();
}

void write_score(HtmlWriter& w, const ScoreText& score) {
  write_level(w, score.level);
  w.text(" ").open("span").cls("score").number(score.score).close();
}

void write_short_score(HtmlWriter& w, const ScoreText& score) {
  const auto known = std::find(kLevelWords.begin(), kLevelWords.end(), score.level);
  w.open("td");
  if (known != kLevelWords.end()) w.cls(fmt::format("l{}", known - kLevelWords.begin()));
  w.text(score.level).text(" ").number(score.score).close();
}

std::string plain(std::string_view sentence) {
  std::string out(sentence);
  std::erase(out, '`');
  for (size_t at = out.find(" -> "); at != std::string::npos; at = out.find(" -> ", at)) out.replace(at, 4, " \u2192 ");
  return out;
}

void write_threat_link(Page& page, std::string_view threat, std::string_view name) {
  if (page.threats.count(threat) != 0) {
    page.w.link(Anchor("t-", threat), name);
  } else {
    page.w.text(name);
  }
}

void write_state(HtmlWriter& w, std::string_view state) {
  const bool known = std::find(kStates.begin(), kStates.end(), state) != kStates.end();
  w.open("span").cls(known ? fmt::format("st {}", state) : "st").text(state).close();
}

void write_finding_link(Page& page, std::string_view id) {
  if (page.findings.count(id) != 0) {
    page.w.link(Anchor("f-", id), id);
  } else if (page.undecided.count(id) != 0) {
    page.w.link(Anchor("u-", id), id);
  } else {
    page.w.text(id);
  }
}

void write_finding_links(Page& page, const std::vector<std::string>& ids, size_t limit) {
  if (ids.empty()) return;
  page.w.open("ul").cls("ids");
  const size_t shown = std::min(ids.size(), limit);
  for (size_t i = 0; i < shown; ++i) {
    page.w.open("li");
    write_finding_link(page, ids[i]);
    page.w.close();
  }
  if (shown < ids.size()) {
    page.w.open("li")
        .link(Anchor("findings"), fmt::format("and {} more", ids.size() - shown))
        .close();
  }
  page.w.close();
}

void write_element(Page& page, std::string_view id) {
  page.w.open("code");
  if (page.nodes.count(id) != 0) {
    page.w.link(Anchor("n-", id), id);
  } else {
    page.w.text(id);
  }
  page.w.close();
}

void write_path(Page& page, const std::vector<std::string>& path) {
  HtmlWriter& w = page.w;
  for (size_t i = 0; i < path.size(); ++i) {
    if (i > 0) w.text(" \u2192 ");
    write_element(page, path[i]);
  }
}

void write_place(HtmlWriter& w, std::string_view place) {
  if (!place.empty()) w.open("code").cls("place").text(place).close();
}

HtmlWriter& open_scroller(HtmlWriter& w, std::string_view cls, std::string_view label) {
  return w.open("div")
      .cls(cls)
      .attr("role", "group")
      .attr("tabindex", "0")
      .attr("aria-label", label);
}

void begin_table(HtmlWriter& w, Literal name, std::string_view caption,
                 std::initializer_list<std::string_view> heads, Fit fit) {
  if (fit == Fit::scrolls) {
    open_scroller(w, "scroll", caption);
  } else {
    w.open("div").cls("stack");
  }
  w.open("table").cls(name.view()).el("caption", caption).open("thead").open("tr");
  for (const std::string_view head : heads) {
    const bool number = head.starts_with('#');
    w.open("th").attr("scope", "col");
    if (number) w.cls("num");
    w.text(head.substr(number ? 1 : 0)).close();
  }
  w.close().close().open("tbody");
}

void end_table(HtmlWriter& w) { w.close().close().close(); }

void number_cell(HtmlWriter& w, int64_t value) {
  w.open("td").cls(value == 0 ? "num zero" : "num").number(value).close();
}

}  // namespace merlon
