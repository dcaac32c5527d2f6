// Asks of each stage that outsiders can ask: does anybody take up the record of it?
//
// The entry of `missing-telemetry` is content with a log that is written.  A log that nobody ever
// takes up is no better than none, and who takes it up may stand some steps behind it.  A monitor
// that gets something of the stage is enough here; what it looks at is the question of
// `probing-unseen`.
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

/// A stage that outsiders can ask, and who takes up its record.
struct Exposed {
  Element stage;
  Tri exposed, watched = Tri::no;
  std::vector<Element> logs;     ///< that it writes
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
      list.push_back({stage, exposed, Tri::no, logs_of(stage), {}});
      if (exposed == Tri::unknown) {
        list.back().lacks(stage, ctx_.is_open(stage, "serves") ? "serves" : queryable_.name);
      }
    }
    // By where the way leads to, because the view remembers one search.
    for (const Element node : ctx_.stages()) {
      const bool monitors = ctx_.is(node, does_, "monitor") == Tri::yes;
      if (monitors || takes_up_logs(node)) look_at(node, monitors, list);
      if (ctx_.open_out(node)) look_at_open_end(node, list);
    }
    for (const Exposed& one : list) tell(one);
  }

 private:
  std::vector<Element> logs_of(Element stage) const {
    std::vector<Element> logs;
    for (const Flow flow : ctx_.flows_out(stage)) {
      const bool log = flow.to.kind() == Kind::asset && ctx_.is(flow.to, kind_, "log") == Tri::yes;
      if (log) logs.push_back(flow.to);
    }
    return logs;
  }
  bool takes_up_logs(Element stage) const {
    for (const char* word : {"review", "respond", "evaluate", "document"}) {
      if (ctx_.is(stage, does_, word) == Tri::yes) return true;
    }
    return false;
  }
  // A monitor sees what the stage leaves in any way, the others its logs.
  void look_at(Element watcher, bool monitors, std::vector<Exposed>& list) const {
    for (Exposed& one : list) {
      if (one.watched == Tri::yes) continue;
      Tri gets = monitors ? reach_.reaches(one.stage, watcher) : Tri::no;
      for (const Element log : one.logs) gets |= reach_.reaches(log, watcher);
      one.watched |= gets;
      if (gets == Tri::unknown && ctx_.open_in(watcher)) one.lacks(watcher, "reads");
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

  // Somebody of the house.  A log that is sent to those who are watched watches nobody.
  bool people_take_up(const Exposed& one) const {
    for (const Element log : one.logs) {
      for (const Flow flow : ctx_.flows_out(log)) {
        if (flow.to.kind() == Kind::actor && is_of_the_house(flow.to)) return true;
      }
    }
    return false;
  }
  bool is_of_the_house(Element actor) const {
    for (const char* role : {"staff", "developer", "operator", "approver"}) {
      if (ctx_.is(actor, "role", role) == Tri::yes) return true;
    }
    return false;
  }
  void tell(const Exposed& one) {
    if (one.watched == Tri::yes || people_take_up(one)) {
      ctx_.ruled_out(kThreat, one.stage).because("somebody takes up the record of it");
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
                         one.logs.empty() ? "can be asked by outsiders, and leaves no log"
                                          : "can be asked by outsiders, and nobody takes up its log");
    for (const Flow flow : ctx_.flows_in(one.stage)) {
      if (flow.from.kind() == Kind::asset) continue;
      verdict.because(Path{flow.from, flow.element, one.stage});
      break;
    }
    if (!one.logs.empty()) verdict.because(one.logs.front());
  }

  Context& ctx_;
  const Reachability reach_;
  const Fact does_ = ctx_.fact("does"), kind_ = ctx_.fact("kind");
  const Fact queryable_ = ctx_.fact("queryable-by");
};

void run(Context& ctx) { Judge(ctx).judge_all(); }

}  // namespace

MERLON_ANALYZER("unwatched-exposed-stage", run,
                .summary = "outsiders can ask a stage whose record nobody takes up",
                .covers = {kThreat}, .needs = {"reachability/1"}, .subjects = stages)
