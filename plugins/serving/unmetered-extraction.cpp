// Asks of each stage that answers outsiders in detail: is what answers worth a copy, itself or by
// what it was made from?
//
// The entry of `model-extraction` looks at the worth of the model that the stage reads.  Worth is
// said of the original; what is served is often a compressed, converted or distilled copy of it,
// and whoever copies that has the original's skill.  The way there is the lineage.
// Page: docs/analyzers/unmetered-extraction.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "model-extraction";
constexpr const char* kDetailed[] = {"scores", "logits", "embeddings", "explanations", "text"};

class Judge {
 public:
  explicit Judge(Context& ctx) : ctx_(ctx), lineage_(ctx.analysis<Lineage>()) {
    for (const Element asset : ctx_.assets()) {
      if (ctx_.is(asset, kind_, "model") == Tri::yes) models_.push_back(asset);
    }
    find_open_lists();
  }

  void judge(Element stage) {
    const Tri seen = ctx_.at_least(stage, answered_, "customers");
    if (seen == Tri::no) return ruled_out(stage, "answers nobody outside");
    Tri detailed = Tri::no;
    for (const char* word : kDetailed) detailed |= ctx_.is(stage, returns_, word);
    if (detailed == Tri::no) return ruled_out(stage, "gives no detail away");
    Tri worst = may_read_more(stage) ? Tri::unknown : Tri::no;
    for (const Flow flow : ctx_.flows_in(stage)) {
      if (!is_model(flow.from)) continue;
      for (const Element original : models_) {
        const Tri here = worth_of(flow.from, original);
        if ((here & seen & detailed) == Tri::yes) return raise(stage, flow, original);
        worst |= here;
      }
      if (made_of_something_hidden(flow.from)) worst |= Tri::unknown;
    }
    if (worst == Tri::no) return ruled_out(stage, "runs no model that is worth a copy");
    undecided(stage, seen, detailed);
  }

 private:
  bool is_model(Element node) const {
    return node.kind() == Kind::asset && ctx_.is(node, kind_, "model") == Tri::yes;
  }
  Tri made_from(Element model, Element node) const {
    return model == node ? Tri::yes : lineage_.comes_from(model, node);
  }
  // Of the original, as far as it is in the model.  What a third party made can be had from there.
  Tri worth_of(Element model, Element original) const {
    const Tri worth = ctx_.at_least(original, sensitivity_, "confidential");
    if (model == original || worth == Tri::no) return worth;
    return worth & !ctx_.is(original, third_party_, "true") & made_from(model, original);
  }
  bool made_of_something_hidden(Element model) const {
    return std::any_of(open_.begin(), open_.end(), [&](const OpenList& open) {
      return open.list != "writes" && made_from(model, open.node) != Tri::no;
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

  void raise(Element stage, const Flow& read, Element original) {
    Path path = read.from == original ? Path{original} : lineage_.path(original, read.from);
    path.push_back(read.element);
    path.push_back(stage);
    ctx_.raise(kThreat, stage)
        .because(path, "answers outsiders in enough detail to copy a model of worth")
        .because_fact(stage, answered_.name)
        .because_fact(stage, returns_.name)
        .because_fact(original, sensitivity_.name);
  }

  void undecided(Element stage, Tri seen, Tri detailed) {
    Verdict& verdict = ctx_.undecided(kThreat, stage);
    std::vector<OpenList> named;
    const auto missing = [&](Element at, std::string_view what) {
      for (const OpenList& before : named) {
        if (before.node == at && before.list == what) return;
      }
      named.push_back({at, what});
      if (named.size() <= 5) verdict.because_missing(at, what);
    };
    if (detailed == Tri::unknown) missing(stage, returns_.name);
    bool waits = false;
    for (const OpenList& open : open_) {
      if (!(open.node == stage)) continue;
      waits = waits || open.list == "serves";
      missing(stage, open.list);
    }
    if (seen == Tri::unknown && !waits) missing(stage, answered_.name);
    for (const Flow flow : ctx_.flows_in(stage)) {
      if (is_model(flow.from)) missing_of(flow.from, missing);
    }
    if (named.empty()) missing(stage, answered_.name);
  }
  template <class Missing>
  void missing_of(Element model, const Missing& missing) const {
    for (const OpenList& open : open_) {
      if (made_from(model, open.node) != Tri::no) missing(open.node, open.list);
    }
    for (const Element original : models_) {
      if (made_from(model, original) == Tri::no) continue;
      const Tri worth = ctx_.at_least(original, sensitivity_, "confidential");
      if (worth == Tri::unknown) missing(original, sensitivity_.name);
      const bool anybodys = ctx_.is(original, third_party_, "true") == Tri::unknown;
      if (worth != Tri::no && anybodys && !(model == original)) missing(original, "origin");
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
  const Fact kind_ = ctx_.fact("kind"), returns_ = ctx_.fact("returns");
  const Fact answered_ = ctx_.fact("answered-to"), sensitivity_ = ctx_.fact("sensitivity");
  const Fact third_party_ = ctx_.fact("third-party");
  std::vector<Element> models_;
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

MERLON_ANALYZER("unmetered-extraction", run,
                .summary = "outsiders see answers in which a model of worth can be copied",
                .covers = {kThreat}, .needs = {"lineage/1"}, .subjects = stages)
