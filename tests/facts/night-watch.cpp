// Raises for stages that work at night, where somebody asks for it.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  for (const merlon::Element stage : ctx.scope()) {
    const merlon::Tri night = ctx.is(stage, "works-at-night", "true");
    if (ctx.integer("most") < 1 || night == merlon::Tri::no) ctx.ruled_out("lonely-stage", stage);
    else if (night == merlon::Tri::unknown) ctx.undecided("lonely-stage", stage).because_missing("works-at-night");
    else ctx.raise("lonely-stage", stage).because_fact(stage, "works-at-night", "works at night");
  }
}

MERLON_ANALYZER("night-watch", run, .summary = "who is alone at night", .covers = {"lonely-stage"}, .needs = {"night-work/1"},
                .options = {merlon::Option::integer("most", "1", 0, 9, "how many findings one may have")})
