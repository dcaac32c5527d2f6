// What goes live though no one signed release stands on every way there.  Page: docs/ways-past-sign-off.md
#include <merlon/analyzer.hpp>

using namespace merlon;

static constexpr const char* kThreat = "live-without-sign-off";

namespace {

class Question {
 public:
  Context& ctx;
  const Reachability ways;
  const Dominators passed;

  // One release that is signed off stands on every way from `learner` to `stage`.
  Tri is_signed(Element learner, Element stage) const {
    Tri out = Tri::no;
    for (const Element release : ctx.stages()) {
      const Tri does = ctx.is(release, "does", "release");
      if (does == Tri::yes) out |= ctx.holds(release, "signed-off") & passed.passes(learner, stage, release);
    }
    return out;
  }

  // A release on the way of which nobody said whether it is signed off.
  Element unsaid(Element learner, Element stage) const {
    for (const Element release : ctx.stages()) {
      const bool may_help = ctx.is(release, "does", "release") == Tri::yes && passed.passes(learner, stage, release) != Tri::no;
      if (may_help && ctx.holds(release, "signed-off") == Tri::unknown) return release;
    }
    return {};
  }

  // Where somebody whom nobody named may feed the stage past every signature.
  OpenList hidden_feed(Element stage) const {
    return first_open([&](const OpenList& open) {
      if (open.list == "writes") return false;
      return open.node == stage || (ways.reaches(open.node, stage) != Tri::no && is_signed(open.node, stage) != Tri::yes);
    });
  }

  // A list that nobody wrote, behind the learner, by which a way may go past.
  OpenList hidden_way(Element learner) const {
    return first_open([&](const OpenList& open) { return open.node == learner || ways.reaches(learner, open.node) != Tri::no; });
  }

 private:
  template <class Fits>
  OpenList first_open(const Fits& fits) const {
    const auto in = [&](Element node) -> OpenList {
      for (const OpenList& open : ctx.open_lists(node)) {
        if (fits(open)) return open;
      }
      return {};
    };
    for (const Element node : ctx.stages()) {
      if (const OpenList open = in(node); open.node) return open;
    }
    for (const Element node : ctx.assets()) {
      if (const OpenList open = in(node); open.node) return open;
    }
    return {};
  }
};

void judge(const Question& q, Element stage) {
  Context& ctx = q.ctx;
  Element doubtful;
  for (const Element learner : ctx.stages()) {
    const Tri learns = ctx.is(learner, "does", "train") | ctx.is(learner, "does", "aggregate");
    const Tri past = learns & q.ways.reaches(learner, stage) & !q.is_signed(learner, stage);
    if (past == Tri::yes) {
      ctx.raise(kThreat, stage).because(q.ways.path(learner, stage), "runs what was learned, and no signed release stands on every way there");
      return;
    }
    if (past == Tri::unknown && !doubtful) doubtful = learner;
  }
  const OpenList feed = q.hidden_feed(stage);
  if (!doubtful && !feed.node) {
    ctx.ruled_out(kThreat, stage).because("a signed release stands on every way to what it runs");
    return;
  }
  Verdict& verdict = ctx.undecided(kThreat, stage);
  if (const Element unsaid = doubtful ? q.unsaid(doubtful, stage) : Element{}) verdict.because_missing(unsaid, "signed-off");
  if (feed.node) verdict.because_missing(feed.node, feed.list);
  if (const OpenList way = doubtful ? q.hidden_way(doubtful) : OpenList{}; way.node && !(way.node == feed.node && way.list == feed.list)) {
    verdict.because_missing(way.node, way.list);
  }
}

void run(Context& ctx) {
  const Question question{ctx, ctx.analysis<Reachability>(), ctx.analysis<Dominators>()};
  for (const Element stage : ctx.scope(kThreat)) {
    if (ctx.should_stop()) return;
    judge(question, stage);
  }
}

}  // namespace

MERLON_ANALYZER("ways-past-sign-off", run, .summary = "no signed release stands on every way from learning to use",
                .covers = {kThreat}, .needs = {"reachability/1", "dominators/1"}, .subjects = stages)
