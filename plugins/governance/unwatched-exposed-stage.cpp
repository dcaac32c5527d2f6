// Asks of each stage that outsiders can ask: does somebody look at what it is asked, or at who
// asks?
//
// The entry of `missing-telemetry` is content with a log that is written, or with any monitor.  A
// log that nobody reads, and a monitor that only looks at drift or cost, see no attack.  Where the
// traces of a stage end up, and what is looked at there, is found downstream.
// Page: docs/analyzers/unwatched-exposed-stage.md
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "missing-telemetry";

/// A fact or an edge list that nobody gave.
struct Missing {
  Element at;
  std::string_view what;
};

/// A stage that outsiders can ask, and what is found behind it.
struct Exposed {
  Element stage;
  Tri exposed, watched = Tri::no;
  Element blind;                 ///< a monitor that looks at something else
  std::vector<Missing> missing;  ///< the first of them

  void lacks(Element at, std::string_view what) {
    if (missing.size() < 5) missing.push_back({at, what});
  }
};

class Judge {
 public:
  explicit Judge(Context& ctx) : ctx_(ctx), reach_(ctx.analysis<Reachability>()) {}

  void judge_all() {
    std::vector<Exposed> list;
    for (const Element stage : ctx_.scope()) {
      const Tri exposed = ctx_.at_least(stage, queryable_, "customers");
      if (exposed == Tri::no) {
        ctx_.ruled_out(kThreat, stage).because("can't be asked by anybody outside");
        continue;
      }
      list.push_back({stage, exposed, Tri::no, {}, {}});
      if (exposed == Tri::unknown) {
        list.back().lacks(stage, ctx_.is_open(stage, "serves") ? "serves" : queryable_.name);
      }
    }
    // By where the way leads to, because the view remembers one search.
    for (const Element node : ctx_.stages()) {
      if (ctx_.is(node, does_, "monitor") == Tri::yes) look_at_monitor(node, list);
      if (ctx_.open_out(node)) look_at_open_end(node, list);
    }
    for (const Exposed& one : list) tell(one);
  }

 private:
  void look_at_monitor(Element monitor, std::vector<Exposed>& list) const {
    const Tri sees = ctx_.is(monitor, watches_, "inputs") | ctx_.is(monitor, watches_, "access");
    for (Exposed& one : list) {
      const Tri gets = one.watched == Tri::yes ? Tri::no : reach_.reaches(one.stage, monitor);
      one.watched |= gets & sees;
      if (gets == Tri::yes && sees == Tri::no && !one.blind) one.blind = monitor;
      if (gets != Tri::no && sees == Tri::unknown) one.lacks(monitor, watches_.name);
      if (gets == Tri::unknown && sees != Tri::no && ctx_.open_in(monitor)) {
        one.lacks(monitor, "reads");
      }
    }
  }
  // A monitor that nobody named may hang on there.
  void look_at_open_end(Element node, std::vector<Exposed>& list) const {
    for (Exposed& one : list) {
      if (one.watched == Tri::yes) continue;
      if (!(node == one.stage) && reach_.reaches(one.stage, node) == Tri::no) continue;
      one.watched |= Tri::unknown;
      for (const OpenList& open : ctx_.open_lists(node)) {
        const bool told = node == one.stage && one.exposed == Tri::unknown;
        if (open.list == "writes" || (open.list == "serves" && !told)) one.lacks(node, open.list);
      }
    }
  }

  void tell(const Exposed& one) {
    if (one.watched == Tri::yes) {
      ctx_.ruled_out(kThreat, one.stage).because("is watched");
    } else if ((one.exposed & !one.watched) == Tri::yes) {
      raise(one);
    } else {
      Verdict& verdict = ctx_.undecided(kThreat, one.stage);
      for (const Missing& piece : one.missing) verdict.because_missing(piece.at, piece.what);
      if (one.missing.empty()) verdict.because_missing(queryable_.name);
    }
  }
  void raise(const Exposed& one) {
    Verdict& verdict = ctx_.raise(kThreat, one.stage);
    verdict.because_fact(one.stage, queryable_.name,
                         "can be asked by outsiders, and nobody looks at what it is asked");
    for (const Flow flow : ctx_.flows_in(one.stage)) {
      if (flow.from.kind() == Kind::asset) continue;
      verdict.because(Path{flow.from, flow.element, one.stage});
      break;
    }
    if (one.blind) verdict.because_fact(one.blind, watches_.name);
  }

  Context& ctx_;
  const Reachability reach_;
  const Fact does_ = ctx_.fact("does"), watches_ = ctx_.fact("watches");
  const Fact queryable_ = ctx_.fact("queryable-by");
};

void run(Context& ctx) { Judge(ctx).judge_all(); }

}  // namespace

MERLON_ANALYZER("unwatched-exposed-stage", run,
                .summary = "outsiders can ask a stage whose requests nobody looks at",
                .covers = {kThreat}, .needs = {"reachability/1"}, .subjects = stages)
