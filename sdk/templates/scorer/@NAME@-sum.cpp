// Events times cost, added up; no years are drawn.
#include <merlon/scorer.hpp>

static double mean(const mrl_range& r) { return (r.low + r.likely + r.high) / 3; }

// The ranges that the description gives for the levels of each finding are all that a scorer needs to know of money.
static void run(merlon::ScorerContext& ctx) {
  const auto losses = ctx.losses();
  if (!losses) ctx.reject("needs `[losses]`", "`merlon explain E0236` shows a whole table");
  merlon::Year year;
  for (const merlon::Rated& r : ctx.rated()) {
    const auto events = losses->events(r.likelihood), cost = losses->cost(r.impact);
    if (!events || !cost) ctx.reject("needs a range for each level of `" + std::string(r.id) + "`", "write what is missing");
    ctx.price(r, mean(*events), mean(*cost));
    const double expected = mean(*events) * mean(*cost);
    if (!r.undecided) year.known.expected += expected;
    year.worst.expected += expected;
  }
  year.known.mean = year.known.expected;
  year.worst.mean = year.worst.expected;
  ctx.year(year);
}

MERLON_SCORER("@NAME@-sum", run, .summary = "events times cost, added up")
