// A scorer whose prices rise from run to run.
#include <merlon/scorer.hpp>

static void run(merlon::ScorerContext& ctx) {
  static int64_t runs = 0;
  merlon::Year year;
  year.trials = 1;
  year.seed = ++runs;
  for (const merlon::Rated& r : ctx.rated()) ctx.price(r, 0, 0);
  ctx.year(year);
}

MERLON_SCORER("by-turns", run, .summary = "counts its runs")
