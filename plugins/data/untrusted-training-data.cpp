// Asks of each stage that learns, collects or labels: do records that outsiders wrote get into it,
// at any distance?
//
// The entry of `data-poisoning` looks at the datasets that a stage reads, and who contributed to
// them is followed until content ends in weights.  Poison does not end there: a parent model, or a
// model that writes labels, hands on what it learned.  That way is only in the lineage.
// Page: docs/analyzers/untrusted-training-data.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "data-poisoning";

/// Data, or a store of data, into which outsiders write for sure or perhaps.
struct Source {
  Element asset;
  Tri outsiders;
};

class Judge {
 public:
  explicit Judge(Context& ctx) : ctx_(ctx), lineage_(ctx.analysis<Lineage>()) {
    for (const Element asset : ctx_.assets()) {
      const Tri outsiders = holds_data(asset) & from_outsiders(asset);
      if (outsiders != Tri::no) sources_.push_back({asset, outsiders});
    }
    for (const Element stage : ctx_.stages()) {
      if (learns(ctx_, stage)) learners_.push_back(stage);
    }
    find_open_lists();
  }

  void judge(Element stage) {
    const Tri taught = teaches(stage);
    if (taught == Tri::no) {
      ctx_.ruled_out(kThreat, stage).because("hands on nothing that a stage learns from");
      return;
    }
    Tri worst = taught & from_outsiders(stage);
    for (const Source& source : sources_) {
      const Tri here = taught & source.outsiders & lineage_.comes_from(stage, source.asset);
      if (here == Tri::yes) return raise(stage, source.asset);
      worst |= here;
    }
    if (worst == Tri::yes) {
      ctx_.raise(kThreat, stage).because_fact(stage, contributed_.name, kReason);
    } else if (worst == Tri::unknown || fed_by_something_hidden(stage)) {
      undecided(stage, taught);
    } else {
      ctx_.ruled_out(kThreat, stage).because("takes in nothing that outsiders can write");
    }
  }

 private:
  static constexpr std::string_view kReason = "takes in records that outsiders can write";

  static bool learns(Context& ctx, Element stage) {
    return (ctx.is(stage, "does", "train") | ctx.is(stage, "does", "aggregate")) == Tri::yes;
  }
  // Whether a stage learns, or another learns from what it hands on.
  Tri teaches(Element stage) const {
    if (learns(ctx_, stage)) return Tri::yes;
    Tri taught = Tri::no;
    for (const Element learner : learners_) taught |= lineage_.comes_from(learner, stage);
    return taught;
  }

  Tri holds_data(Element asset) const {
    return ctx_.is(asset, kind_, "data") | ctx_.is(asset, kind_, "store");
  }
  Tri from_outsiders(Element element) const {
    return ctx_.at_least(element, contributed_, "partners");
  }
  bool may_feed(Element node, Element stage) const {
    return node == stage || lineage_.comes_from(stage, node) != Tri::no;
  }
  bool fed_by_something_hidden(Element stage) const {
    return std::any_of(open_.begin(), open_.end(), [&](const OpenList& open) {
      return open.list != "writes" && may_feed(open.node, stage);
    });
  }

  void raise(Element stage, Element asset) {
    ctx_.raise(kThreat, stage)
        .because(lineage_.path(asset, stage), kReason)
        .because_fact(asset, contributed_.name);
  }

  void undecided(Element stage, Tri taught) {
    Verdict& verdict = ctx_.undecided(kThreat, stage);
    int left = 5;
    const auto missing = [&](Element at, std::string_view what) {
      if (left-- > 0) verdict.because_missing(at, what);
    };
    for (const OpenList& open : open_) {
      const bool after = taught == Tri::unknown &&
                         (learns(ctx_, open.node) || lineage_.comes_from(open.node, stage) != Tri::no);
      if (after || may_feed(open.node, stage)) missing(open.node, open.list);
    }
    for (const Element asset : ctx_.assets()) {
      if (!may_feed(asset, stage)) continue;
      const bool asked = holds_data(asset) == Tri::yes && from_outsiders(asset) == Tri::unknown;
      const bool called = ctx_.is(asset, kind_, "model") == Tri::yes;
      const bool from_anywhere = ctx_.is(asset, origin_, "vendor-api") == Tri::unknown;
      if ((asked || called) && from_anywhere && !ctx_.open_in(asset)) missing(asset, origin_.name);
      if (asked && ctx_.at_least(asset, writable_, "partners") == Tri::unknown) {
        missing(asset, writable_.name);
      }
    }
    if (left == 5) missing(stage, contributed_.name);
  }

  // Software that a stage may use without saying so hands data to agents only.
  void find_open_lists() {
    for (const OpenList& open : ctx_.open_lists()) {
      if (open.list != "uses" || ctx_.is(open.node, "does", "act") == Tri::yes) open_.push_back(open);
    }
  }

  Context& ctx_;
  const Lineage lineage_;
  const Fact kind_ = ctx_.fact("kind"), origin_ = ctx_.fact("origin");
  const Fact writable_ = ctx_.fact("writable-by"), contributed_ = ctx_.fact("contributed-by");
  std::vector<Source> sources_;
  std::vector<OpenList> open_;
  std::vector<Element> learners_;
};

void run(Context& ctx) {
  Judge judge(ctx);
  for (const Element stage : ctx.scope()) {
    if (ctx.should_stop()) return;
    judge.judge(stage);
  }
}

}  // namespace

MERLON_ANALYZER("untrusted-training-data", run,
                .summary = "records that outsiders wrote get into what a stage learns or collects",
                .covers = {kThreat}, .needs = {"lineage/1"}, .subjects = stages)
