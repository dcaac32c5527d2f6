// Asks of each index: does what outsiders write get into it, and does it reach a model's prompt?
//
// The entry of `retrieval-poisoning` goes by who contributed to the index, and what callers ask is
// no contribution.  Where their questions, or the answers to them, are kept and indexed, it becomes
// one: whoever talks to the assistant writes what it will find.  Both ends of that way are
// elsewhere in the graph.
// Page: docs/analyzers/writable-retrieval-index.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "retrieval-poisoning";

/// A stage at one end of the way, for sure or perhaps.
struct End {
  Tri value = Tri::no;
  Element stage;  ///< the first that makes it certain
  void add(Element at, Tri here) {
    if (here == Tri::yes && value != Tri::yes) stage = at;
    value |= here;
  }
};

class Judge {
 public:
  explicit Judge(Context& ctx)
      : ctx_(ctx), lineage_(ctx.analysis<Lineage>()), reach_(ctx.analysis<Reachability>()) {
    for (const Element stage : ctx_.stages()) {
      const Tri prompts = (ctx_.is(stage, does_, "infer") | ctx_.is(stage, does_, "act")) &
                          ctx_.is(stage, paradigms_, "generative");
      const Tri talks = prompts & ctx_.at_least(stage, queryable_, "customers");
      if (prompts != Tri::no) prompts_.push_back({prompts, stage});
      if (talks != Tri::no) talks_.push_back({talks, stage});
    }
    find_open_lists();
  }

  void judge_all() {
    std::vector<Element> indices;
    std::vector<End> fed, feeds;
    for (const Element index : ctx_.scope()) {
      const End end = fed_by(index);
      if (end.value == Tri::no) {
        ctx_.ruled_out(kThreat, index).because("takes in nothing that outsiders write");
        continue;
      }
      indices.push_back(index);
      fed.push_back(end);
    }
    feeds.resize(indices.size());
    follow(indices, feeds);
    for (size_t i = 0; i < indices.size(); ++i) {
      if (feeds[i].value == Tri::no) {
        ctx_.ruled_out(kThreat, indices[i]).because("reaches no model's prompt");
      } else if ((fed[i].value & feeds[i].value) == Tri::yes) {
        raise(indices[i], fed[i].stage, feeds[i].stage);
      } else {
        undecided(indices[i], fed[i].value, feeds[i].value == Tri::unknown ? behind_[i] : std::vector<size_t>{});
      }
    }
  }

 private:
  static constexpr size_t kMostMissing = 5;

  End fed_by(Element index) const {
    End fed{ctx_.at_least(index, contributed_, "partners"), {}};
    for (const End& talk : talks_) {
      if (fed.value == Tri::yes) return fed;
      fed.add(talk.stage, talk.value & lineage_.comes_from(index, talk.stage));
    }
    for (const OpenList& open : open_) {
      if (open.list != "writes" && lies_before(open.node, index)) fed.value |= Tri::unknown;
    }
    return fed;
  }
  // By where the way leads to, because the view remembers one search.
  void follow(const std::vector<Element>& indices, std::vector<End>& feeds) {
    for (const End& prompt : prompts_) {
      for (size_t i = 0; i < indices.size(); ++i) {
        feeds[i].add(prompt.stage, prompt.value & reach_.reaches(indices[i], prompt.stage));
      }
    }
    behind_.resize(indices.size());
    for (size_t o = 0; o < open_.size(); ++o) {
      for (size_t i = 0; i < indices.size(); ++i) {
        if (!lies_behind(open_[o].node, indices[i])) continue;
        if (ctx_.open_out(open_[o].node)) feeds[i].value |= Tri::unknown;
        if (behind_[i].size() < kMostMissing) behind_[i].push_back(o);
      }
    }
  }
  bool lies_before(Element node, Element index) const {
    return node == index || lineage_.comes_from(index, node) != Tri::no;
  }
  bool lies_behind(Element node, Element index) const {
    return reach_.reaches(index, node) != Tri::no;
  }

  void raise(Element index, Element asked, Element prompt) {
    Path path = asked ? lineage_.path(asked, index) : Path{index};
    const Path onwards = reach_.path(index, prompt);
    if (!onwards.empty()) path.insert(path.end(), onwards.begin() + 1, onwards.end());
    ctx_.raise(kThreat, index)
        .because(path, asked ? "is fed by what outsiders ask an assistant, and feeds a prompt"
                             : "holds what outsiders write, and feeds a prompt")
        .because_fact(asked ? asked : index, asked ? queryable_.name : contributed_.name)
        .because_fact(prompt, paradigms_.name);
  }

  void undecided(Element index, Tri fed, const std::vector<size_t>& behind) {
    Verdict& verdict = ctx_.undecided(kThreat, index);
    size_t left = kMostMissing;
    const auto missing = [&](Element at, std::string_view what) {
      if (left > 0) verdict.because_missing(at, what), --left;
    };
    for (size_t o = 0; o < open_.size() && left > 0; ++o) {
      const bool after = std::find(behind.begin(), behind.end(), o) != behind.end();
      if (after || (fed == Tri::unknown && lies_before(open_[o].node, index))) {
        missing(open_[o].node, open_[o].list);
      }
    }
    for (const Element asset : ctx_.assets()) {
      if (fed != Tri::unknown || !lies_before(asset, index)) continue;
      if (ctx_.at_least(asset, contributed_, "partners") != Tri::unknown) continue;
      const bool from_anywhere = ctx_.is(asset, origin_, "public-web") == Tri::unknown;
      if (from_anywhere && !ctx_.open_in(asset)) missing(asset, origin_.name);
      if (ctx_.at_least(asset, writable_, "partners") == Tri::unknown) {
        missing(asset, writable_.name);
      }
    }
    if (left == kMostMissing) missing(index, contributed_.name);
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
  const Fact does_ = ctx_.fact("does"), paradigms_ = ctx_.fact("paradigms");
  const Fact queryable_ = ctx_.fact("queryable-by"), contributed_ = ctx_.fact("contributed-by");
  const Fact origin_ = ctx_.fact("origin"), writable_ = ctx_.fact("writable-by");
  std::vector<End> prompts_;  ///< stages that put what they are given before a generative model
  std::vector<End> talks_;    ///< those of them that outsiders ask
  std::vector<OpenList> open_;
  std::vector<std::vector<size_t>> behind_;  // by index: places in open_ of the first that lie behind it
};

void run(Context& ctx) { Judge(ctx).judge_all(); }

}  // namespace

MERLON_ANALYZER("writable-retrieval-index", run,
                .summary = "what outsiders write or ask is indexed and reaches a prompt",
                .covers = {kThreat}, .needs = {"lineage/1", "reachability/1"}, .subjects = assets)
