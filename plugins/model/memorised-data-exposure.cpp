// Asks of each stage that answers in words: do weights that it runs hold sensitive data?
//
// The entry of `training-data-disclosure` looks for datasets anywhere upstream of a generative
// model.  What was learned by heart also sits in an adapter beside a public base model, and comes
// from mails, logs and conversations as well as from datasets.  Which of them a model learned from,
// by preparation and parents, and which it only reads at run time, is in the lineage.
// Page: docs/analyzers/memorised-data-exposure.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "training-data-disclosure";
constexpr const char* kVerbatim[] = {"text", "code", "media"};

class Judge {
 public:
  explicit Judge(Context& ctx) : ctx_(ctx), lineage_(ctx.analysis<Lineage>()) {
    for (const Element asset : ctx_.assets()) {
      const Tri secret =
          ctx_.is(asset, kind_, "data") & ctx_.at_least(asset, sensitivity_, "confidential");
      if (secret != Tri::no) secrets_.push_back({asset, secret});
    }
    find_open_lists();
  }

  void judge(Element stage) {
    const Tri seen = ctx_.at_least(stage, answered_, "organisation");
    if (seen == Tri::no) return ruled_out(stage, "answers nobody beyond its team");
    Tri verbatim = Tri::no;
    for (const char* word : kVerbatim) verbatim |= ctx_.is(stage, returns_, word);
    if (verbatim == Tri::no) return ruled_out(stage, "does not answer in its own words");
    Tri worst = may_read_more(stage) ? Tri::unknown : Tri::no;
    for (const Flow flow : ctx_.flows_in(stage)) {
      const Tri speaks = speaks_from(stage, flow.from);
      if (speaks == Tri::no) continue;
      for (const Secret& secret : secrets_) {
        const Tri here = speaks & secret.sensitive & lineage_.learns_from(flow.from, secret.data);
        if ((here & seen & verbatim) == Tri::yes) return raise(stage, flow, secret.data);
        worst |= here;
      }
      if (learned_from_something_hidden(flow.from)) worst |= Tri::unknown;
    }
    if (worst == Tri::no) return ruled_out(stage, "runs no model that learned from sensitive data");
    undecided(stage, seen, verbatim);
  }

 private:
  struct Secret {
    Element data;
    Tri sensitive;
  };

  // Whether the stage answers out of these weights: a generator, or an adapter laid over one.
  Tri speaks_from(Element stage, Element model) const {
    if (model.kind() != Kind::asset) return Tri::no;
    return ctx_.is(model, kind_, "generative-model") |
           (ctx_.is(model, kind_, "adapter") & ctx_.is(stage, paradigms_, "generative"));
  }
  bool may_be_in(Element node, Element model) const {
    return node == model || lineage_.comes_from(model, node) != Tri::no;
  }
  bool learned_from_something_hidden(Element model) const {
    return std::any_of(open_.begin(), open_.end(), [&](const OpenList& open) {
      return open.list != "writes" && may_be_in(open.node, model);
    });
  }
  // What the stage itself reads is not all said.
  bool may_read_more(Element stage) const {
    return std::any_of(open_.begin(), open_.end(), [&](const OpenList& open) {
      return open.list == "reads" && open.node == stage;
    });
  }

  void ruled_out(Element stage, std::string_view why) {
    ctx_.ruled_out(kThreat, stage).because(why);
  }

  void raise(Element stage, const Flow& read, Element data) {
    Path path = lineage_.path(data, read.from);
    path.push_back(read.element);
    path.push_back(stage);
    ctx_.raise(kThreat, stage)
        .because(path, "can repeat sensitive data that its model learned from")
        .because_fact(stage, answered_.name)
        .because_fact(stage, returns_.name)
        .because_fact(data, sensitivity_.name);
  }

  void undecided(Element stage, Tri seen, Tri verbatim) {
    Verdict& verdict = ctx_.undecided(kThreat, stage);
    std::vector<OpenList> named;
    const auto missing = [&](Element at, std::string_view what) {
      for (const OpenList& before : named) {
        if (before.node == at && before.list == what) return;
      }
      named.push_back({at, what});
      if (named.size() <= 5) verdict.because_missing(at, what);
    };
    if (verbatim == Tri::unknown) missing(stage, returns_.name);
    bool waits = false;
    for (const OpenList& open : open_) {
      if (!(open.node == stage)) continue;
      waits = waits || open.list == "serves";
      missing(stage, open.list);
    }
    if (seen == Tri::unknown && !waits) missing(stage, answered_.name);
    for (const Flow flow : ctx_.flows_in(stage)) {
      if (speaks_from(stage, flow.from) != Tri::no) missing_of(flow.from, missing);
    }
    if (named.empty()) hidden_ways(stage, missing);
    if (named.empty()) missing(stage, paradigms_.name);
  }
  // Nothing that is asked first is open: the way leads through something that nobody described.
  template <class Missing>
  void hidden_ways(Element stage, const Missing& missing) const {
    for (const OpenList& open : ctx_.open_lists()) {
      for (const Flow flow : ctx_.flows_in(stage)) {
        if (speaks_from(stage, flow.from) == Tri::no || !may_be_in(open.node, flow.from)) continue;
        missing(open.node, open.list);
        break;
      }
    }
  }
  template <class Missing>
  void missing_of(Element model, const Missing& missing) const {
    for (const OpenList& open : open_) {
      if (may_be_in(open.node, model)) missing(open.node, open.list);
    }
    for (const Secret& secret : secrets_) {
      if (secret.sensitive != Tri::unknown) continue;
      if (lineage_.learns_from(model, secret.data) != Tri::no) {
        missing(secret.data, sensitivity_.name);
      }
    }
    for (const Element asset : ctx_.assets()) {
      if (ctx_.is(asset, kind_, "model") != Tri::yes || !may_be_in(asset, model)) continue;
      if (ctx_.is(asset, origin_, "vendor-api") == Tri::unknown) missing(asset, origin_.name);
    }
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
  const Fact returns_ = ctx_.fact("returns"), answered_ = ctx_.fact("answered-to");
  const Fact paradigms_ = ctx_.fact("paradigms"), sensitivity_ = ctx_.fact("sensitivity");
  std::vector<Secret> secrets_;
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

MERLON_ANALYZER("memorised-data-exposure", run,
                .summary = "a stage answers out of weights that learned from sensitive data",
                .covers = {kThreat}, .needs = {"lineage/1"}, .subjects = stages)
