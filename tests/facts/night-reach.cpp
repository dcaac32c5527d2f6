// Which assets a stage writes that works at night; needs what another analysis published.
#include <merlon/analyzer.hpp>

static void run(merlon::Context& ctx) {
  const merlon::Fact reach = ctx.fact("night-reach");
  const auto reachability = ctx.analysis<merlon::Reachability>();
  for (const merlon::Element asset : ctx.assets()) {
    merlon::Tri value = merlon::Tri::no;
    for (const merlon::Element stage : ctx.stages()) {
      value |= ctx.is(stage, "works-at-night", "true") & reachability.reaches(stage, asset);
    }
    ctx.publish(reach, asset, value);
  }
}

MERLON_ANALYSIS("night-reach/1", run, .summary = "which assets are written at night", .publishes = {"night-reach"},
                .needs = {"night-work/1", "reachability/1"})
