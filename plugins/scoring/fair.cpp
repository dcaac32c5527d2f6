// What a year costs, by drawing many of them from the ranges of `[losses]`.  Page: docs/risk.md
//
// Only + - * / and the square root, which every processor rounds alike, and no contraction of products and sums
// (merlon_add_plugin): the same bytes everywhere.  Each finding has numbers of its own, drawn from its id and the seed,
// so that what one adds does not depend on the others.
#include <merlon/scorer.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

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

double expected(const mrl_range& r) { return (r.low + r.likely + r.high) / 3; }

// Triangular, by its inverse.
double draw(const mrl_range& r, Draws& draws) {
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

struct Ranged {
  merlon::Rated rated;
  mrl_range events, cost;
  double year() const { return expected(events) * expected(cost); }
};

void add_years(const Ranged& of, int64_t seed, std::vector<double>& years) {
  Draws draws(of.rated.id, seed);
  for (double& year : years) {
    for (int n = events(draw(of.events, draws), draws); n > 0; --n) year += draw(of.cost, draws);
  }
}

merlon::Curve curve_of(std::vector<double> years, double expectation) {
  constexpr uint32_t kPercents[] = {99, 95, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5, 2, 1};
  const auto n = static_cast<double>(years.size());
  merlon::Curve out;
  out.expected = expectation;
  for (const double year : years) out.mean += year;
  out.mean = out.mean / n;
  double squares = 0;
  for (const double year : years) squares += (year - out.mean) * (year - out.mean);
  out.error = std::sqrt(squares / (n - 1) / n);
  std::sort(years.begin(), years.end(), [](double a, double b) { return a > b; });
  for (const uint32_t percent : kPercents) {
    const size_t of = (years.size() * percent + 99) / 100;
    out.exceeded.emplace_back(static_cast<double>(percent), years[of - 1]);
  }
  return out;
}

constexpr std::string_view kHelp = "ranges are at least, most likely, at most; `merlon explain E0236` shows a whole table";

std::string listed(const std::set<std::string>& names) {
  std::string out;
  size_t left = names.size();
  for (const std::string& name : names) {
    if (!out.empty()) out += left == 1 ? " and " : ", ";
    out += "`" + name + "`";
    --left;
  }
  return out;
}

// Every level that occurs must have its range: what is not said is not free.
std::vector<Ranged> with_ranges(merlon::ScorerContext& ctx, const merlon::Losses& losses) {
  constexpr std::string_view kLevels[] = {"very-low", "low", "moderate", "high", "very-high"};
  std::vector<Ranged> out;
  std::set<std::string> missing;
  for (const merlon::Rated& r : ctx.rated()) {
    const auto events = losses.events(r.likelihood), cost = losses.cost(r.impact);
    if (!events) missing.insert("events-a-year." + std::string(kLevels[r.likelihood]));
    if (!cost) missing.insert("cost-of-an-event." + std::string(kLevels[r.impact]));
    if (events && cost) out.push_back({r, *events, *cost});
  }
  if (losses.currency().empty()) missing.insert("currency");
  if (!missing.empty()) ctx.reject("needs " + listed(missing) + ", which `[losses]` does not have", kHelp);
  return out;
}

std::string number(double x, std::chars_format format, int digits) {
  char text[64];
  const auto end = std::to_chars(std::begin(text), std::end(text), x, format, digits).ptr;
  return {text, end};
}

// A draw for each year and each event, so that a run ends within a minute; and sums that a whole number holds.
void check_bounds(merlon::ScorerContext& ctx, const std::vector<Ranged>& list, int64_t trials, std::string_view currency) {
  constexpr double kMostDraws = 2e9, kMostMoney = 1e15;
  double draws = 0, money = 0;
  for (const Ranged& r : list) {
    draws += (2 + 2 * expected(r.events)) * static_cast<double>(trials);
    money += r.events.high * r.cost.high;
  }
  if (draws > kMostDraws) {
    ctx.reject("would make " + number(draws, std::chars_format::fixed, 0) + " draws for " + std::to_string(trials) + " years of these events, more than the " +
                   number(kMostDraws, std::chars_format::fixed, 0) + " that it makes",
               "draw fewer years: `score(fair<trials=1000>)`, or ask less");
  }
  if (money > kMostMoney) {
    ctx.reject("finds that a year may cost " + number(money, std::chars_format::general, 3) + " " + std::string(currency) + ", more than the 1e+15 that it reckons with",
               "write the costs in thousands or millions, and say so in `currency`: `kEUR`");
  }
}

void run(merlon::ScorerContext& ctx) {
  const auto losses = ctx.losses();
  if (!losses) ctx.reject("needs `[losses]`, and this description has none", kHelp);
  const std::vector<Ranged> list = with_ranges(ctx, *losses);
  merlon::Year year;
  year.trials = ctx.integer("trials");
  year.seed = ctx.integer("seed");
  check_bounds(ctx, list, year.trials, losses->currency());
  // Raised first, and in the order of ids, so that sums are added in one order whatever ranks first.
  std::vector<double> years(static_cast<size_t>(year.trials));
  double expectation = 0;
  const auto add = [&](bool undecided) {
    for (const Ranged& r : list) {
      if (r.rated.undecided != undecided) continue;
      ctx.price(r.rated, expected(r.events), expected(r.cost));
      expectation += r.year();
      add_years(r, year.seed, years);
    }
    return curve_of(years, expectation);
  };
  year.known = add(false);
  year.worst = add(true);
  ctx.year(year);
}

}  // namespace

MERLON_SCORER("fair", run, .summary = "as matrix, and what a year costs, drawn from the ranges of [losses]",
              .options = {merlon::Option::integer("seed", "1", 0, 1'000'000'000, "other numbers, other years"),
                          merlon::Option::integer("trials", "20000", 1000, 1'000'000, "years that are drawn")})
