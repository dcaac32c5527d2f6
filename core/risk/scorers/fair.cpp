// `fair`: what a year costs, by drawing many of them from the ranges of `[losses]`.
//
// Only + - * / and the square root, which every processor rounds alike, and no contraction of products and sums
// (core/CMakeLists.txt): the same bytes everywhere.  Each finding has numbers of its own, drawn from its id and the seed,
// so that what one adds does not depend on the others.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"
#include "risk/scorer.hpp"

namespace merlon::scorers {
namespace {

// Source: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014 (splitmix64).
class Draws {
 public:
  Draws(std::string_view id, int64_t seed) {
    state_ = 0xCBF29CE484222325u ^ static_cast<uint64_t>(seed);
    for (const char c : id) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3u;  // FNV-1a
  }
  /// At least 0, less than 1.
  double next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
  }

 private:
  uint64_t state_;
};

double expected(const DocRange& r) { return (r.low + r.likely + r.high) / 3; }

// Triangular, by its inverse.
double draw(const DocRange& r, Draws& draws) {
  const double u = draws.next(), width = r.high - r.low, left = r.likely - r.low;
  if (width <= 0) return r.low;
  if (u * width < left) return r.low + std::sqrt(u * width * left);
  return r.high - std::sqrt((1 - u) * width * (r.high - r.likely));
}

// e^-x for x of 0 to 16: the first terms for a 1024th of it, squared ten times.
double exp_minus(double x) {
  const double y = x / 1024;
  double power = 1 - y * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5))));
  for (int i = 0; i < 10; ++i) power = power * power;
  return power;
}

// Poisson, by Knuth's products; of a large mean in parts.
int events(double mean, Draws& draws) {
  int n = 0;
  while (mean > 0) {
    const double part = std::min(mean, 16.0), end = exp_minus(part);
    mean -= part;
    for (double product = draws.next(); product > end; product = product * draws.next()) ++n;
  }
  return n;
}

struct Ranges {
  DocRange events, cost;
};

Ranges ranges_of(const Rated& r, const DocLosses& losses) {
  return {*losses.events[static_cast<size_t>(level_of_ticks(r.residual.likelihood))],
          *losses.costs[static_cast<size_t>(level_of_ticks(r.residual.impact))]};
}

void add_years(const Rated& r, const DocLosses& losses, int64_t seed, std::vector<double>& years) {
  const Ranges ranges = ranges_of(r, losses);
  Draws draws(r.id, seed);
  for (double& year : years) {
    for (int n = events(draw(ranges.events, draws), draws); n > 0; --n) year += draw(ranges.cost, draws);
  }
}

LossCurve curve_of(std::vector<double> years, double expectation) {
  constexpr int kPercents[] = {99, 95, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5, 2, 1};
  const auto n = static_cast<double>(years.size());
  LossCurve out;
  out.expected = expectation;
  for (const double year : years) out.mean += year;
  out.mean = out.mean / n;
  double squares = 0;
  for (const double year : years) squares += (year - out.mean) * (year - out.mean);
  out.error = std::sqrt(squares / (n - 1) / n);
  std::sort(years.begin(), years.end(), [](double a, double b) { return a > b; });
  for (const int percent : kPercents) {
    const size_t of = (years.size() * static_cast<size_t>(percent) + 99) / 100;
    out.exceeded.emplace_back(percent, years[of - 1]);
  }
  return out;
}

bool is_false_positive(const Rated& r, const Assessment& a) {
  return r.decision && a.decisions[*r.decision].doc->treatment == "false-positive";
}

std::vector<const Rated*> priced(const std::vector<Rated>& list, const Assessment& a) {
  std::vector<const Rated*> out;
  for (const Rated& r : list) {
    if (!is_false_positive(r, a)) out.push_back(&r);
  }
  return out;
}

// Every level that occurs must have its range: what is not said is not free.
bool all_there(const Assessment& a, const std::vector<const Rated*>& list, Diagnostics& diagnostics) {
  const std::optional<DocLosses>& losses = a.graph->doc->losses;
  constexpr std::string_view kHelp = "ranges are at least, most likely, at most; `merlon explain E0236` shows a whole table";
  if (!losses) {
    diagnostics.add("E0236", Span{a.graph->doc->file, 0, 0, 1}, "the scorer `fair` needs `[losses]`, and this description has none", "", std::string(kHelp));
    return false;
  }
  std::vector<std::string> missing;
  const auto need = [&](const auto& ranges, Level level, std::string_view table) {
    if (ranges[static_cast<size_t>(level)]) return;
    const std::string name = fmt::format("{}.{}", table, word(level));
    if (std::find(missing.begin(), missing.end(), name) == missing.end()) missing.push_back(name);
  };
  for (const Rated* r : list) {
    need(losses->events, level_of_ticks(r->residual.likelihood), "events-a-year");
    need(losses->costs, level_of_ticks(r->residual.impact), "cost-of-an-event");
  }
  if (losses->currency.empty()) missing.emplace_back("currency");
  if (missing.empty()) return true;
  std::sort(missing.begin(), missing.end());
  diagnostics.add("E0236", losses->span, fmt::format("the scorer `fair` needs {}, which `[losses]` does not have", listed(missing)), "", std::string(kHelp));
  return false;
}

std::vector<PricedFinding> prices(const std::vector<const Rated*>& list, const DocLosses& losses) {
  std::vector<PricedFinding> out;
  for (const Rated* r : list) {
    const Ranges ranges = ranges_of(*r, losses);
    out.push_back({r, expected(ranges.events), expected(ranges.cost)});
  }
  std::sort(out.begin(), out.end(), [](const PricedFinding& a, const PricedFinding& b) {
    return a.year() != b.year() ? a.year() > b.year() : a.rated->id < b.rated->id;
  });
  return out;
}

int64_t setting(const PassSettings& settings, const OptionDef& option) {
  const auto it = settings.find(std::string(option.key));
  return std::stoll(it == settings.end() ? std::string(option.fallback) : it->second);
}

const std::vector<OptionDef>& options() {
  static const std::vector<OptionDef> list = {
      {OptionDef::Type::integer, "seed", "1", "other numbers, other years", {}, 0, 1'000'000'000},
      {OptionDef::Type::integer, "trials", "20000", "years that are drawn", {}, 1000, 1'000'000}};
  return list;
}

// A draw for each year and each event, so that a run ends within a minute; and sums that a whole number holds.
bool in_bounds(const std::vector<const Rated*>& list, const DocLosses& losses, int64_t trials, Diagnostics& diagnostics) {
  constexpr double kMostDraws = 2e9, kMostMoney = 1e15;
  double draws = 0, money = 0;
  for (const Rated* r : list) {
    const Ranges ranges = ranges_of(*r, losses);
    draws += (2 + 2 * expected(ranges.events)) * static_cast<double>(trials);
    money += ranges.events.high * ranges.cost.high;
  }
  if (draws > kMostDraws) {
    diagnostics.add("E0236", losses.span, fmt::format("{} years of these events would take {:.0f} draws, more than the {:.0f} that are made", trials, draws, kMostDraws), "",
                    "draw fewer years: `score(fair<trials=1000>)`, or ask less");
  } else if (money > kMostMoney) {
    diagnostics.add("E0236", losses.span, fmt::format("a year may cost {:.3g} {}, more than the {:.0g} that are reckoned with", money, losses.currency, kMostMoney), "",
                    "write the costs in thousands or millions, and say so in `currency`: `kEUR`");
  } else {
    return true;
  }
  return false;
}

std::optional<Losses> losses_of(const Assessment& a, const PassSettings& settings, Diagnostics& diagnostics) {
  const std::vector<const Rated*> raised = priced(a.findings, a), undecided = priced(a.undecided, a);
  std::vector<const Rated*> all = raised;
  all.insert(all.end(), undecided.begin(), undecided.end());
  if (!all_there(a, all, diagnostics)) return std::nullopt;
  const DocLosses& ranges = *a.graph->doc->losses;
  if (!in_bounds(all, ranges, setting(settings, options()[1]), diagnostics)) return std::nullopt;
  Losses out{ranges.currency, setting(settings, options()[0]), setting(settings, options()[1]), prices(raised, ranges), prices(undecided, ranges), {}, {}};
  std::vector<double> years(static_cast<size_t>(out.trials));
  double expectation = 0;
  // In the order of ids, so that sums are added in one order whatever ranks first.
  const auto add = [&](std::vector<const Rated*> list) {
    std::sort(list.begin(), list.end(), [](const Rated* x, const Rated* y) { return x->id < y->id; });
    for (const Rated* r : list) {
      const Ranges both = ranges_of(*r, ranges);
      expectation += expected(both.events) * expected(both.cost);
      add_years(*r, ranges, out.seed, years);
    }
    return curve_of(years, expectation);
  };
  out.known = add(raised);
  out.worst = add(undecided);
  return out;
}

}  // namespace

const Scorer& fair() {
  static const Scorer scorer{"fair", "as matrix, and what a year costs, drawn from the ranges of [losses]", options(), &losses_of};
  return scorer;
}

}  // namespace merlon::scorers
