// Asks of each stage that trains by itself: does what its model gives out come back as records, and
// can one outsider put many of them there?
//
// The entry of `feedback-poisoning` asks this of the dataset that the stage reads.  Where reactions
// are collected, joined and cut into a training set, the share of one person is said of the raw
// records, some steps before: they are found on the loop.
// Page: docs/analyzers/self-fed-retraining.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "feedback-poisoning";

class Judge {
 public:
  explicit Judge(Context& ctx)
      : ctx_(ctx),
        lineage_(ctx.analysis<Lineage>()),
        reach_(ctx.analysis<Reachability>()),
        loops_(ctx.analysis<FeedbackLoops>()) {
    for (const Element asset : ctx_.assets()) {
      if (loops_.on_loop(asset) != Tri::no && steered(asset) != Tri::no) records_.push_back(asset);
    }
    find_open_lists();
  }

  void judge(Element stage) {
    const Tri by_itself =
        ctx_.is(stage, repeats_, "scheduled") | ctx_.is(stage, repeats_, "continuous");
    if (by_itself == Tri::no) return ruled_out(stage, "does not train again by itself");
    const Tri loop = loops_.on_loop(stage);
    if (loop == Tri::no) return ruled_out(stage, "learns from nothing that its model causes");
    Tri worst = Tri::no;
    for (const Element data : records_) {
      const Tri here = steered(data) & on_same_loop(stage, data);
      if ((here & by_itself & loop) == Tri::yes) return raise(stage, data);
      worst |= here;
    }
    if (worst == Tri::no && !fed_by_something_hidden(stage)) {
      return ruled_out(stage, "gets back nothing of which one outsider can write much");
    }
    undecided(stage, by_itself);
  }

 private:
  // One outsider can put many records there.
  Tri steered(Element data) const {
    const Tri many = ctx_.at_least(data, share_, "many-records");
    return many == Tri::no ? many : many & ctx_.at_least(data, contributed_, "partners");
  }
  Tri on_same_loop(Element stage, Element data) const {
    const Tri back = lineage_.comes_from(stage, data);
    return back == Tri::no ? back : back & reach_.reaches(stage, data);
  }
  bool may_feed(Element node, Element stage) const {
    return node == stage || lineage_.comes_from(stage, node) != Tri::no;
  }
  bool fed_by_something_hidden(Element stage) const {
    return std::any_of(open_.begin(), open_.end(), [&](const OpenList& open) {
      return open.list != "writes" && may_feed(open.node, stage);
    });
  }

  void ruled_out(Element stage, std::string_view why) {
    ctx_.ruled_out(kThreat, stage).because(why);
  }

  void raise(Element stage, Element data) {
    ctx_.raise(kThreat, stage)
        .because(loops_.path(stage),
                 "learns by itself from records that its own model causes and "
                 "of which one outsider can write many")
        .because(data)
        .because_fact(stage, repeats_.name)
        .because_fact(data, contributed_.name)
        .because_fact(data, share_.name);
  }

  void undecided(Element stage, Tri by_itself) {
    Verdict& verdict = ctx_.undecided(kThreat, stage);
    int left = 5;
    const auto missing = [&](Element at, std::string_view what) {
      if (left-- > 0) verdict.because_missing(at, what);
    };
    if (by_itself == Tri::unknown) missing(stage, repeats_.name);
    const bool loop_open = loops_.on_loop(stage) == Tri::unknown;
    for (const OpenList& open : open_) {
      if (loop_open || may_feed(open.node, stage)) missing(open.node, open.list);
    }
    for (const Element data : records_) {
      if (steered(data) != Tri::unknown || on_same_loop(stage, data) == Tri::no) continue;
      if (ctx_.at_least(data, share_, "many-records") == Tri::unknown) missing(data, share_.name);
      if (ctx_.at_least(data, contributed_, "partners") != Tri::unknown) continue;
      const bool writers = ctx_.at_least(data, writable_, "partners") == Tri::unknown;
      missing(data, writers ? writable_.name : contributed_.name);
    }
    if (left == 5) missing(stage, "on-feedback-loop");
  }

  // Software that a stage may use without saying so hands data to agents only.
  void find_open_lists() {
    for (const OpenList& open : ctx_.open_lists()) {
      if (open.list != "uses" || ctx_.is(open.node, "does", "act") == Tri::yes) open_.push_back(open);
    }
  }

  Context& ctx_;
  const Lineage lineage_;
  const Reachability reach_;
  const FeedbackLoops loops_;
  const Fact repeats_ = ctx_.fact("repeats"), share_ = ctx_.fact("share-of-one");
  const Fact contributed_ = ctx_.fact("contributed-by"), writable_ = ctx_.fact("writable-by");
  std::vector<Element> records_;  ///< on some loop, and steered for sure or perhaps
  std::vector<OpenList> open_;
};

void run(Context& ctx) {
  Judge judge(ctx);
  for (const Element stage : ctx.scope()) {
    if (ctx.should_stop()) return;
    judge.judge(stage);
  }
}

}  // namespace

MERLON_ANALYZER("self-fed-retraining", run,
                .summary = "a model's output comes back as records that one outsider can fill",
                .covers = {kThreat}, .needs = {"feedback-loops/1", "lineage/1", "reachability/1"},
                .subjects = stages)
