// A scorer that does one thing wrong: the one that its option says.
#include <merlon/scorer.hpp>

#include <limits>

static merlon::Year year_of(merlon::ScorerContext& ctx, double events, double cost) {
  merlon::Year year;
  for (const merlon::Rated& r : ctx.rated()) {
    ctx.price(r, events, cost);
    if (!r.undecided) year.known.expected += events * cost;
    year.worst.expected += events * cost;
  }
  year.known.mean = year.known.expected;
  year.worst.mean = year.worst.expected;
  return year;
}

static void run(merlon::ScorerContext& ctx) {
  const std::string_view how = ctx.text("how");
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  if (how == "throws") ctx.fail("the market is closed");
  if (how == "rejects") ctx.reject("needs a price list", "write one");
  if (how == "rejects-silently") ctx.reject("");
  if (how == "nothing") return ctx.year({});
  if (how == "nan") ctx.price(ctx.rated().at(0), nan, 1);
  if (how == "infinite") ctx.price(ctx.rated().at(0), 1, infinite);
  if (how == "negative") ctx.price(ctx.rated().at(0), -1, 1);
  if (how == "too-much") ctx.price(ctx.rated().at(0), 1e8, 1e8);
  merlon::Rated beyond;
  beyond.index = 1'000'000;
  if (how == "beyond") ctx.price(beyond, 1, 1);
  merlon::Year year = year_of(ctx, 2, 3);
  if (how == "no-year") return;
  if (how == "twice") ctx.price(ctx.rated().at(0), 1, 1);
  if (how == "unbalanced") year.known.expected += 1, year.known.mean += 1;
  if (how == "two-years") ctx.year(year);
  if (how == "disorder") year.known.exceeded = year.worst.exceeded = {{50, 1}, {60, 2}};
  if (how == "falls") year.known.exceeded = year.worst.exceeded = {{60, 2}, {50, 1}};
  if (how == "percent") year.known.exceeded = year.worst.exceeded = {{100.0, 1}};
  if (how == "two-curves") year.known.exceeded = {{50, 1}}, year.worst.exceeded = {{40, 1}};
  if (how == "below") year.known.exceeded = {{50, 2}}, year.worst.exceeded = {{50, 1}};
  if (how == "mean") year.known.mean = infinite;
  if (how == "seed") year.seed = 3;
  if (how == "other-mean") year.worst.mean += 1;
  if (how == "trials") year.trials = -1;
  ctx.year(year);
}

MERLON_SCORER("misprices", run, .summary = "does what its option says", .options = {merlon::Option::text("how", "well", "what is wrong")})
