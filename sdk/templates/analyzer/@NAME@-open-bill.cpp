// Models that answer whoever has a key, and that are paid for by the answer.  Page: docs/@NAME@-open-bill.md
#include <merlon/analyzer.hpp>

static constexpr const char* kThreat = "@NAME@-bill";

static void judge(merlon::Context& ctx, merlon::Element stage) {
  const merlon::Tri open = ctx.is(stage, "offered-as", "api");
  const merlon::Tri paid = ctx.is(stage, "cost", "metered") | ctx.is(stage, "cost", "autoscaled");
  const merlon::Tri both = open & paid;  // no < unknown < yes; `&` is the smaller, `|` the greater
  if (both == merlon::Tri::yes) {
    ctx.raise(kThreat, stage)
        .because("answers programs directly, and each answer costs")
        .because_fact(stage, "offered-as")
        .because_fact(stage, "cost");
  } else if (both == merlon::Tri::no) {
    ctx.ruled_out(kThreat, stage).because("is no interface by the answer");
  } else {
    merlon::Verdict& verdict = ctx.undecided(kThreat, stage);
    if (open == merlon::Tri::unknown) verdict.because_missing("offered-as");
    if (paid == merlon::Tri::unknown) verdict.because_missing("cost");
  }
}

static void run(merlon::Context& ctx) {
  for (const merlon::Element stage : ctx.scope(kThreat)) {
    if (ctx.should_stop()) return;
    judge(ctx, stage);
  }
}

MERLON_ANALYZER("@NAME@-open-bill", run, .summary = "who asks makes us pay, and anybody with a key may ask",
                .covers = {kThreat}, .subjects = merlon::stages)
