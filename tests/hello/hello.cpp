// The smallest analyzer that uses the whole border: what anybody can reach is raised, what is not
// said is undecided.
#include <merlon/analyzer.hpp>

static constexpr const char* threat = "hello-world";

static void judge(merlon::Context& ctx, merlon::Element subject) {
  const auto reachability = ctx.analysis<merlon::Reachability>();
  const merlon::Fact exposed = ctx.fact("reachable-from");
  merlon::Tri worst = merlon::Tri::no;
  for (const merlon::Element actor : ctx.actors()) {
    const merlon::Tri here =
        reachability.reaches(actor, subject) & ctx.at_least(subject, exposed, ctx.text("network"));
    if (here == merlon::Tri::yes) {
      ctx.raise(threat, subject)
          .because(reachability.path(actor, subject), "is reached by somebody")
          .because_fact(subject, exposed.name);
      return;
    }
    worst |= here;
  }
  if (worst == merlon::Tri::unknown) {
    ctx.undecided(threat, subject).because_missing(exposed.name);
  } else {
    ctx.ruled_out(threat, subject);
  }
}

static void run(merlon::Context& ctx) {
  for (const merlon::Element subject : ctx.scope()) {
    if (ctx.should_stop()) return;
    judge(ctx, subject);
  }
}

MERLON_ANALYZER("hello", run, .summary = "says hello to whatever somebody reaches",
                .covers = {threat}, .needs = {"reachability/1"}, .subjects = merlon::stages,
                .options = {merlon::Option::text("network", "internet", "from which network on")})
