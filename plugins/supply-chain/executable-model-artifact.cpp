// Asks of each model: is it a file that runs code when it is loaded, does a stage load it, and can
// others than its makers have put code into it?
//
// The entry of `unsafe-model-artifact` looks at the origin and the writers of the file itself.  A
// copy that one of our stages fetched counts as internal there, and so does a model trained by a
// job that loads a foreign file: that is only seen upstream.
// Page: docs/analyzers/executable-model-artifact.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "unsafe-model-artifact";
constexpr const char* kRunsCode[] = {"pickle",       "joblib",   "torch-pt",
                                     "keras-lambda", "notebook", "chat-template"};
constexpr const char* kLoads[] = {"explore", "train", "convert", "evaluate",
                                  "release", "infer", "act"};

class Judge {
 public:
  explicit Judge(Context& ctx) : ctx_(ctx), lineage_(ctx.analysis<Lineage>()) {
    for (const Element asset : ctx_.assets()) {
      if (ctx_.is(asset, kind_, "model") != Tri::yes) continue;
      const Tri planted = runs_code(asset) & foreign(asset);
      if (planted != Tri::no) sources_.push_back({asset, planted});
    }
    find_open_lists();
  }

  void judge(Element model) {
    const Tri hosted = ctx_.is(model, "origin", "vendor-api");
    if (hosted == Tri::yes) {
      return ruled_out(model, "stays with its vendor, so nobody of ours loads its file");
    }
    const Tri code = runs_code(model);
    if (code == Tri::no) return ruled_out(model, "runs no code when it is loaded");
    const Loader loader = loader_of(model);
    if (loader.loads == Tri::no) return ruled_out(model, "is loaded by nothing");
    Tri worst = Tri::no;
    Element from = model;
    for (const Source& source : sources_) {
      const Tri here = source.planted & handed_on(source.model, model);
      if (here > worst) from = source.model;
      worst |= here;
      if (worst == Tri::yes) break;
    }
    if (((!hosted) & code & loader.loads & worst) == Tri::yes) return raise(model, from, loader.step);
    if (worst == Tri::no && !made_by_something_hidden(model)) {
      return ruled_out(model, "comes from nowhere that others can write");
    }
    undecided(model);
  }

 private:
  struct Source {
    Element model;
    Tri planted;
  };
  struct Loader {
    Tri loads = Tri::no;
    Path step;  ///< from the file, or its store, to the stage
  };

  Tri runs_code(Element model) const {
    Tri any = Tri::no;
    for (const char* word : kRunsCode) any |= ctx_.is(model, format_, word);
    return any;
  }
  Tri foreign(Element model) const {
    return ctx_.is(model, third_party_, "true") | ctx_.at_least(model, writable_, "organisation");
  }
  Tri made_from(Element model, Element source) const {
    return model == source ? Tri::yes : lineage_.comes_from(model, source);
  }
  // A model behind its vendor's interface is no file that anybody of ours loads.
  Tri handed_on(Element source, Element model) const {
    if (model == source) return Tri::yes;
    const Tri hosted = ctx_.is(source, "origin", "vendor-api");
    return (!hosted) & lineage_.comes_from(model, source);
  }
  bool made_by_something_hidden(Element model) const {
    return std::any_of(open_.begin(), open_.end(), [&](const OpenList& open) {
      return open.list != "writes" && made_from(model, open.node) != Tri::no;
    });
  }

  bool can_load(Element stage) const {
    for (const char* word : kLoads) {
      if (stage.kind() == Kind::stage && ctx_.is(stage, does_, word) == Tri::yes) return true;
    }
    return false;
  }
  // Whoever reads the store reads the file; a stage that does not say what it reads may read it.
  Loader loader_of(Element model) const {
    Loader loader;
    Path held;
    for (Element at = model; at; at = ctx_.holder(at)) {
      held.push_back(at);
      for (const Flow flow : ctx_.flows_out(at)) {
        if (!can_load(flow.to)) continue;
        loader = {Tri::yes, held};
        loader.step.push_back(flow.element);
        loader.step.push_back(flow.to);
        return loader;
      }
    }
    for (const OpenList& open : open_) {
      if (open.list == "reads" && can_load(open.node)) loader.loads = Tri::unknown;
    }
    return loader;
  }

  void ruled_out(Element model, std::string_view why) {
    ctx_.ruled_out(kThreat, model).because(why);
  }

  void raise(Element model, Element from, const Path& step) {
    Path path = model == from ? Path{model} : lineage_.path(from, model);
    path.insert(path.end(), step.begin() + 1, step.end());
    Verdict& verdict = ctx_.raise(kThreat, model)
                           .because(path,
                                    "runs code when it is loaded, and others can have put "
                                    "code into it")
                           .because_fact(model, format_.name);
    if (!(model == from)) verdict.because_fact(from, format_.name);
    const bool third_party = ctx_.is(from, third_party_, "true") == Tri::yes;
    verdict.because_fact(from, third_party ? third_party_.name : writable_.name);
  }

  void undecided(Element model) {
    Verdict& verdict = ctx_.undecided(kThreat, model);
    int left = 5;
    const auto missing = [&](Element at, std::string_view what) {
      if (left-- > 0) verdict.because_missing(at, what);
    };
    const bool loaded = loader_of(model).loads == Tri::yes;
    if (ctx_.is(model, "origin", "vendor-api") == Tri::unknown) missing(model, "origin");
    for (const OpenList& open : open_) {
      const bool may_load = !loaded && open.list == "reads" && can_load(open.node);
      if (may_load || made_from(model, open.node) != Tri::no) missing(open.node, open.list);
    }
    for (const Element asset : ctx_.assets()) {
      if (made_from(model, asset) == Tri::no) continue;
      const bool may_run = runs_code(asset) != Tri::no && foreign(asset) == Tri::unknown;
      const bool from_anywhere = ctx_.is(asset, third_party_, "true") == Tri::unknown;
      if (runs_code(asset) == Tri::unknown) missing(asset, format_.name);
      if (may_run && from_anywhere && !ctx_.open_in(asset)) missing(asset, "origin");
      if (may_run && ctx_.at_least(asset, writable_, "organisation") == Tri::unknown) {
        missing(asset, writable_.name);
      }
    }
    if (left == 5) missing(model, "origin");
  }

  // Software that a stage may use without saying so hands data to agents only.
  void find_open_lists() {
    for (const OpenList& open : ctx_.open_lists()) {
      if (open.list != "uses" || ctx_.is(open.node, "does", "act") == Tri::yes) open_.push_back(open);
    }
  }

  Context& ctx_;
  const Lineage lineage_;
  const Fact kind_ = ctx_.fact("kind"), does_ = ctx_.fact("does"), format_ = ctx_.fact("format");
  const Fact third_party_ = ctx_.fact("third-party"), writable_ = ctx_.fact("writable-by");
  std::vector<Source> sources_;
  std::vector<OpenList> open_;
};

void run(Context& ctx) {
  Judge judge(ctx);
  for (const Element model : ctx.scope()) {
    if (ctx.should_stop()) return;
    judge.judge(model);
  }
}

}  // namespace

MERLON_ANALYZER("executable-model-artifact", run,
                .summary = "a file that runs code when it is loaded comes from where others write",
                .covers = {kThreat}, .needs = {"lineage/1"}, .subjects = assets)
