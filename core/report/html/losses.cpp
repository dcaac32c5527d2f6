// What a year costs: the curve, and which findings make it.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/html/parts.hpp"
#include "risk/scale.hpp"

namespace merlon {
namespace {

constexpr int kWidth = 640, kHeight = 220, kLeft = 44, kBottom = 190, kTop = 10;

// Along the amounts, up to what one year in a hundred costs at worst; down the percents.
std::string points(const LossCurveRow& curve, int64_t most) {
  std::string out;
  for (const auto& [percent, amount] : curve.exceeded) {
    const double along = most == 0 ? 0 : static_cast<double>(amount) / static_cast<double>(most);
    out += fmt::format("{}{},{}", out.empty() ? "" : " ", kLeft + static_cast<int>(along * (kWidth - kLeft - 10) + 0.5),
                       kBottom - static_cast<int>((kBottom - kTop) * percent / 100));
  }
  return out;
}

void write_axes(HtmlWriter& w, int64_t most) {
  for (const int percent : {0, 25, 50, 75, 100}) {
    const int y = kBottom - (kBottom - kTop) * percent / 100;
    w.open("line").attr("x1", kLeft).attr("x2", kWidth - 10);
    w.attr("y1", y).attr("y2", y).close();
    w.open("text").attr("x", kLeft - 6).attr("y", y + 4).attr("text-anchor", "end").text(fmt::format("{} %", percent)).close();
  }
  for (const int part : {0, 1, 2}) {
    const int x = kLeft + (kWidth - kLeft - 10) * part / 2;
    w.open("text").attr("x", x).attr("y", kBottom + 20);
    w.attr("text-anchor", part == 2 ? "end" : part == 1 ? "middle" : "start").text(grouped(most / 2 * part + (part == 2 ? most % 2 : 0))).close();
  }
}

void write_curve(HtmlWriter& w, const LossesRow& l) {
  const int64_t most = std::max(l.known.exceeded.back().second, l.worst.exceeded.back().second);
  w.open("figure").open("svg").cls("losses").attr("viewBox", fmt::format("0 0 {} {}", kWidth, kHeight)).attr("role", "img");
  w.attr("aria-label", "In how many percent of the years how much is lost at least; the table below has the numbers");
  write_axes(w, most);
  w.open("polyline").cls("worst").attr("points", points(l.worst, most)).close();
  w.open("polyline").cls("known").attr("points", points(l.known, most)).close();
  w.close();
  w.el("figcaption", fmt::format("In how many years at least so much is lost, in {}: findings (solid), and with what is undecided at worst (dashed).", l.currency)).close();
}

void write_numbers(HtmlWriter& w, const LossesRow& l) {
  begin_table(w, "losses", "Losses a year", {"How much", "#Findings", "#With what is undecided, at worst"});
  const auto row = [&](const std::string& what, int64_t known, int64_t worst) {
    w.open("tr").open("th").attr("scope", "row").text(what).close();
    w.open("td").cls("num").text(grouped(known)).close().open("td").cls("num").text(grouped(worst)).close().close();
  };
  row("Expected", l.known.expected, l.worst.expected);
  if (l.trials > 0) {
    row("Mean of the years drawn", l.known.mean, l.worst.mean);
    row("Its standard error", l.known.error, l.worst.error);
  }
  for (size_t i = 0; i < l.known.exceeded.size(); ++i) {
    row(fmt::format("{} % of the years at least", l.known.exceeded[i].first), l.known.exceeded[i].second, l.worst.exceeded[i].second);
  }
  end_table(w);
}

void write_prices(Page& page, const std::vector<PriceRow>& list, Literal name, std::string_view caption) {
  if (list.empty()) return;
  HtmlWriter& w = page.w;
  begin_table(w, name, caption, {"Finding", "#Events a year", "#Cost of one", "#Cost a year"});
  for (const PriceRow& p : list) {
    w.open("tr").open("th").attr("scope", "row");
    write_finding_link(page, p.id);
    w.close().open("td").cls("num").text(fmt::format("{:.6g}", p.events)).close();
    w.open("td").cls("num").text(grouped(static_cast<int64_t>(p.cost + 0.5))).close();
    w.open("td").cls("num").text(grouped(p.year)).close().close();
  }
  end_table(w);
}

void write_ranges(HtmlWriter& w, const LossesRow& l) {
  begin_table(w, "ranges", "Ranges that the description gives: at least, most likely, at most", {"Level", "Events a year, by likelihood", "Cost of an event, by impact"});
  for (const std::string_view level : kLevelWords) {
    w.open("tr").open("th").attr("scope", "row").text(level).close();
    for (const std::vector<RangeRow>* list : {&l.events, &l.costs}) {
      const auto row = std::find_if(list->begin(), list->end(), [&](const RangeRow& r) { return r.level == level; });
      w.el("td", row == list->end() ? std::string() : fmt::format("{}; {}; {}", row->low, row->likely, row->high));
    }
    w.close();
  }
  end_table(w);
}

}  // namespace

void write_losses(Page& page) {
  HtmlWriter& w = page.w;
  const LossesRow& l = *page.r.losses;
  const std::string how = l.trials == 0 ? fmt::format("The scorer `{}` priced each finding; no years were drawn.", page.r.scorer)
                                        : fmt::format("{} years were drawn (seed {}) by the scorer `{}`.", grouped(l.trials), l.seed, page.r.scorer);
  const std::string of_fair = page.r.scorer == "fair" ? " They come from the ranges that the description gives for each level, and findings are taken as independent of each other." : "";
  w.el_rich("p", how + of_fair + " A false positive costs nothing. The expected amount is the sum of events times cost, and can be reckoned by hand.");
  if (!l.known.exceeded.empty()) write_curve(w, l);
  write_numbers(w, l);
  if (!l.events.empty() || !l.costs.empty()) write_ranges(w, l);
  write_prices(page, l.findings, "prices", "What findings cost, the dearest first: events times cost");
  write_prices(page, l.undecided, "prices-undecided", "What undecided verdicts would cost at worst");
}

}  // namespace merlon
