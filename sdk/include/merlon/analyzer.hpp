// What an author of an analyzer includes: the C border (abi.h) with types, in C++20, header-only.
//
//   // Models that learn from what anybody can write.  Page: docs/analyzers/open-training-data.md
//   #include <merlon/analyzer.hpp>
//
//   static void judge(merlon::Context& ctx, const merlon::Lineage& lin, merlon::Element model) {
//     merlon::Element open_question;
//     for (merlon::Element data : ctx.assets()) {
//       const merlon::Tri open = lin.learns_from(model, data) &
//                                ctx.at_least(data, "contributed-by", "public");
//       if (open == merlon::Tri::yes) {
//         ctx.raise("data-poisoning", model)
//             .because(lin.path(data, model), "learns from what anybody can write")
//             .because_fact(data, "contributed-by");
//         return;
//       }
//       if (open == merlon::Tri::unknown) open_question = data;
//     }
//     if (open_question) {
//       ctx.undecided("data-poisoning", model).because_missing(open_question, "contributed-by");
//     } else {
//       ctx.ruled_out("data-poisoning", model);
//     }
//   }
//
//   static void run(merlon::Context& ctx) {
//     const auto lineage = ctx.analysis<merlon::Lineage>();
//     for (merlon::Element model : ctx.scope("data-poisoning")) judge(ctx, lineage, model);
//   }
//   MERLON_ANALYZER("open-training-data", run, .summary = "learns from what anybody can write",
//                   .covers = {"data-poisoning"}, .needs = {"lineage/1"},
//                   .subjects = merlon::assets, .kinds = {"model"})
//
// One file, one analyzer, named like the file.  Give exactly one verdict for each covered threat
// and each element of its scope; unknown is not false.  An exception, also std::bad_alloc, ends the
// run of this pass and is reported; so does any question the host refuses (an unknown fact, an
// analysis not in `needs`).  Designators come in declaration order: summary, covers, needs,
// subjects, does, kinds, roles, options, reentrant.
//
// MERLON_ANALYSIS is its sibling: it gives no verdicts but facts, by ctx.publish(fact, element, tri);
// designators: summary, publishes, needs, options.
//
// Everything lives until `run` returns; keep nothing.  A Context belongs to one thread.
#pragma once

#include <merlon/analyses.hpp>
#include <merlon/pass.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {
inline namespace sdk {

/// A fact of the vocabulary, looked up once: `const merlon::Fact origin = ctx.fact("origin");`
struct Fact {
  uint32_t id = MRL_NONE;
  std::string_view name;
};

/// An edge list that is expected of a node and nobody wrote.
struct OpenList {
  Element node;
  std::string_view list;  ///< `reads`, `serves`, `uses`, `writes`, or `origin` for the writers of an asset
};

class Context;

/// The verdict being given; good until the next call of raise, undecided or ruled_out.
class Verdict {
 public:
  /// The rest of a sentence about the subject: "can be written by anybody".
  Verdict& because(std::string_view reason) {
    reason_.assign(reason);
    return *this;
  }
  /// A path, in order, and what it means.
  Verdict& because(const Path& path, std::string_view reason = {}) {
    for (const Element step : path) add(MRL_EVIDENCE_PATH, step, {});
    return with(reason);
  }
  /// An element that takes part.
  Verdict& because(Element element, std::string_view reason = {}) {
    add(MRL_EVIDENCE_ELEMENT, element, {});
    return with(reason);
  }
  /// The value of a fact.
  Verdict& because_fact(Element element, std::string_view fact, std::string_view reason = {}) {
    add(MRL_EVIDENCE_FACT, element, fact);
    return with(reason);
  }
  /// A fact, or an edge list such as `reads`, that nobody gave and that would decide this.
  Verdict& because_missing(std::string_view fact) { return because_missing({subject_}, fact); }
  Verdict& because_missing(Element element, std::string_view fact) {
    add(MRL_EVIDENCE_MISSING, element, fact);
    return *this;
  }

 private:
  friend class Context;
  struct Piece {
    uint32_t kind;
    mrl_ref at;
    size_t begin, length;  ///< of the fact's name in text_, which may move
  };
  Verdict& with(std::string_view reason) { return reason.empty() ? *this : because(reason); }
  void add(uint32_t kind, Element at, std::string_view fact) {
    pieces_.push_back({kind, at.ref, text_.size(), fact.size()});
    text_ += fact;
  }

  bool pending_ = false;
  uint32_t kind_ = MRL_RULED_OUT;
  mrl_ref subject_{MRL_NONE, MRL_NONE};
  std::string threat_, reason_, text_;
  std::vector<Piece> pieces_;
  std::vector<mrl_evidence> evidence_;
};

/// One run of one analyzer: questions to the graph, and the verdicts.
class Context {
 public:
  Context(const mrl_host* host, mrl_ctx* ctx, const char* const* covers)
      : host_(*host), ctx_(ctx), graph_(host->graph(ctx)), covers_(covers) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  // -- The subjects that want a verdict

  Subjects scope(std::string_view threat) const {
    const mrl_ref* subjects = nullptr;
    uint32_t n = 0;
    check(host_.scope(ctx_, to_c(threat), &subjects, &n), "the scope of `", threat);
    return {0, n, {subjects}};
  }
  /// Of the first covered threat.
  Subjects scope() const {
    if (covers_[0] == nullptr) throw Refused(MRL_ERR_UNDECLARED, "an analysis has no scope");
    return scope(covers_[0]);
  }

  // -- The graph

  const mrl_graph& graph() const { return *graph_; }
  Elements stages() const { return {0, graph_->n_stages, {Kind::stage}}; }
  Elements assets() const { return {0, graph_->n_assets, {Kind::asset}}; }
  Elements actors() const { return {0, graph_->n_actors, {Kind::actor}}; }
  Elements boundaries() const { return {0, graph_->n_boundaries, {Kind::boundary}}; }
  static Element pipeline() { return {{MRL_PIPELINE, 0}}; }
  Flows flows() const { return {0, graph_->n_flows, {graph_, nullptr}}; }
  /// Of a node; empty for other elements.
  Flows flows_in(Element node) const { return row(graph_->in_off, graph_->in_flow, node); }
  Flows flows_out(Element node) const { return row(graph_->out_off, graph_->out_flow, node); }
  /// Whether the node has neighbours on this side that nobody named.
  bool open_in(Element node) const { return open(graph_->open_in, node); }
  bool open_out(Element node) const { return open(graph_->open_out, node); }
  /// The lists of a node that are expected and nobody wrote: what `because_missing` asks for.
  std::vector<OpenList> open_lists(Element node) const {
    constexpr std::pair<uint32_t, std::string_view> kNames[] = {{MRL_OPEN_READS, "reads"},
                                                                {MRL_OPEN_SERVES, "serves"},
                                                                {MRL_OPEN_USES, "uses"},
                                                                {MRL_OPEN_WRITES, "writes"},
                                                                {MRL_OPEN_WRITERS, "origin"}};
    std::vector<OpenList> lists;
    const uint32_t bits = describe(node).open_lists;
    for (const auto& [bit, name] : kNames) {
      if ((bits & bit) != 0) lists.push_back({node, name});
    }
    return lists;
  }
  bool is_open(Element node, std::string_view list) const {
    const std::vector<OpenList> lists = open_lists(node);
    return std::any_of(lists.begin(), lists.end(), [&](const OpenList& l) { return l.list == list; });
  }
  /// Of all stages and assets, in document order.
  std::vector<OpenList> open_lists() const {
    std::vector<OpenList> all;
    const auto add = [&](Elements nodes) {
      for (const Element node : nodes) {
        for (const OpenList& list : open_lists(node)) all.push_back(list);
      }
    };
    add(stages());
    add(assets());
    return all;
  }
  /// The innermost boundary around a node, or no element.
  Element boundary(Element node) const {
    const uint32_t index = describe(node).boundary;
    return index == MRL_NONE ? Element{} : Element{{MRL_BOUNDARY, index}};
  }
  /// The store or image that an asset is `in`, or no element.
  Element holder(Element node) const { return {mrl_ref_of(graph_, describe(node).holder)}; }
  std::string_view id(Element element) const {
    mrl_str text{};
    check(host_.element_id(ctx_, element.ref, &text), "the id of an element", {});
    return from_c(text);
  }

  // -- Facts

  Fact fact(std::string_view name) const {
    Fact fact{MRL_NONE, name};
    check(host_.fact_id(ctx_, to_c(name), &fact.id), "the fact `", name);
    return fact;
  }
  /// `fact = word`, three-valued; words match their descendants.
  Tri is(Element element, const Fact& fact, std::string_view word) const {
    uint32_t tri = MRL_TRI_UNKNOWN;
    check(host_.fact_is(ctx_, element.ref, fact.id, to_c(word), &tri), "the word `", word);
    return static_cast<Tri>(tri);
  }
  Tri is(Element element, std::string_view name, std::string_view word) const {
    return is(element, fact(name), word);
  }
  /// A boolean fact.
  Tri holds(Element element, std::string_view name) const {
    return is(element, fact(name), "true");
  }
  /// `fact = { at-least = word }`, three-valued.
  Tri at_least(Element element, const Fact& fact, std::string_view word) const {
    uint32_t tri = MRL_TRI_UNKNOWN;
    check(host_.fact_at_least(ctx_, element.ref, fact.id, to_c(word), &tri), "the word `", word);
    return static_cast<Tri>(tri);
  }
  Tri at_least(Element element, std::string_view name, std::string_view word) const {
    return at_least(element, fact(name), word);
  }
  /// The value itself; look at `kind` first.
  mrl_value value(Element element, const Fact& fact) const {
    mrl_value out{};
    out.size = sizeof out;
    check(host_.fact(ctx_, element.ref, fact.id, &out), "the value of `", fact.name);
    return out;
  }

  // -- Options and analyses

  bool flag(std::string_view key) const { return option(key).kind == MRL_TRUE; }
  int64_t integer(std::string_view key) const { return option(key).integer; }
  std::string_view text(std::string_view key) const { return from_c(option(key).text); }

  template <class Analysis>
  Analysis analysis() const {
    const void* view = nullptr;
    check(host_.analysis(ctx_, to_c(Analysis::id), &view), "the analysis `", Analysis::id);
    return {static_cast<const typename Analysis::View*>(view), graph_};
  }

  /// True when the run is being given up; return then.
  bool should_stop() const { return host_.should_stop(ctx_) != 0; }

  // -- Verdicts

  Verdict& raise(std::string_view threat, Element subject) {
    return begin(MRL_RAISED, threat, subject);
  }
  Verdict& undecided(std::string_view threat, Element subject) {
    return begin(MRL_UNDECIDED, threat, subject);
  }
  Verdict& ruled_out(std::string_view threat, Element subject) {
    return begin(MRL_RULED_OUT, threat, subject);
  }
  /// Of an analysis: the value of a fact that it publishes.
  void publish(const Fact& fact, Element at, Tri value) {
    check(host_.publish(ctx_, at.ref, fact.id, static_cast<uint32_t>(value)), "the value of `",
          fact.name);
  }

  /// Hands the last verdict over; MERLON_ANALYZER does it at the end.
  void flush() {
    if (!verdict_.pending_) return;
    verdict_.pending_ = false;
    verdict_.evidence_.clear();
    for (const Verdict::Piece& piece : verdict_.pieces_) {
      const std::string_view fact(verdict_.text_.data() + piece.begin, piece.length);
      verdict_.evidence_.push_back({piece.kind, 0, piece.at, to_c(fact)});
    }
    const mrl_verdict record = {sizeof(mrl_verdict),
                                verdict_.kind_,
                                verdict_.subject_,
                                to_c(verdict_.threat_),
                                to_c(verdict_.reason_),
                                verdict_.evidence_.data(),
                                static_cast<uint32_t>(verdict_.evidence_.size()),
                                0};
    check(host_.verdict(ctx_, &record), "the verdict about `", verdict_.threat_);
  }

 private:
  static void check(mrl_status status, std::string_view what, std::string_view name) {
    if (status == MRL_OK) return;
    std::string text(what);
    if (!name.empty()) text.append(name) += '`';
    throw Refused(status, text);
  }
  mrl_node_info describe(Element element) const {
    mrl_node_info info{};
    info.size = sizeof info;
    check(host_.node(ctx_, mrl_node_of(graph_, element.ref), &info), "the place of an element", {});
    return info;
  }
  Flows row(const uint32_t* offsets, const uint32_t* flows, Element element) const {
    const mrl_node node = mrl_node_of(graph_, element.ref);
    if (node == MRL_NONE) return {0, 0, {graph_, flows}};
    return {offsets[node], offsets[node + 1], {graph_, flows}};
  }
  bool open(const uint8_t* column, Element element) const {
    const mrl_node node = mrl_node_of(graph_, element.ref);
    return node != MRL_NONE && column[node] != 0;
  }
  mrl_value option(std::string_view key) const {
    mrl_value out{};
    out.size = sizeof out;
    check(host_.option(ctx_, to_c(key), &out), "the option `", key);
    return out;
  }
  Verdict& begin(uint32_t kind, std::string_view threat, Element subject) {
    flush();
    verdict_.pending_ = true;
    verdict_.kind_ = kind;
    verdict_.subject_ = subject.ref;
    verdict_.threat_.assign(threat);
    verdict_.reason_.clear();
    verdict_.text_.clear();
    verdict_.pieces_.clear();
    return verdict_;
  }

  const mrl_host& host_;
  mrl_ctx* ctx_;
  const mrl_graph* graph_;
  const char* const* covers_;
  Verdict verdict_;
};

// -- What MERLON_ANALYZER is made of

/// The designators of MERLON_ANALYZER.
struct Analyzer {
  const char* summary = "";
  Words covers = {};
  Words needs = {};
  uint32_t subjects = 0;  ///< of Mask; 0: the whole scope
  Words does = {}, kinds = {}, roles = {};
  Options options = {};
  bool reentrant = true;
};

/// The designators of MERLON_ANALYSIS.
struct Publisher {
  const char* summary = "";
  Words publishes = {};
  Words needs = {};
  Options options = {};
};

inline mrl_status run_guarded(const mrl_host* host, mrl_ctx* ctx, const char* const* covers,
                              void (*run)(Context&)) noexcept {
  return guarded(host, ctx, [&] {
    Context context(host, ctx, covers);
    run(context);
    context.flush();
    return context.should_stop() ? MRL_ERR_STOPPED : MRL_OK;
  });
}

}  // namespace sdk
}  // namespace merlon

/// MERLON_ANALYZER(id, function, designators of merlon::Analyzer...), once in a file.
#define MERLON_ANALYZER(id_, function_, ...)                                          \
  MERLON_CHECK_STEM_(id_)                                                             \
  namespace {                                                                         \
  constexpr ::merlon::Analyzer merlon_analyzer_ = {__VA_ARGS__};                      \
  static_assert(merlon_analyzer_.covers.list[0] != nullptr,                           \
                "an analyzer covers at least one threat");                            \
  constexpr ::merlon::OptionList merlon_options_(merlon_analyzer_.options);           \
  MRL_NOTE_PLACE constexpr auto merlon_note_ =                                        \
      ::merlon::PassNote<::merlon::pass_note_size("analyzer", id_, merlon_analyzer_.covers)>( \
          "analyzer", id_, merlon_analyzer_.covers);                                  \
  mrl_status merlon_run_(const mrl_host* host, mrl_ctx* ctx, void*) noexcept {        \
    return ::merlon::run_guarded(host, ctx, merlon_analyzer_.covers.list, function_); \
  }                                                                                   \
  }                                                                                   \
  extern "C" __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;        \
  constinit const mrl_pass MERLON_UNIT = {                                            \
      sizeof(mrl_pass),                                                               \
      MRL_PASS_ANALYZER,                                                              \
      merlon_analyzer_.reentrant ? uint32_t{MRL_PASS_REENTRANT} : 0u,                 \
      merlon_analyzer_.subjects,                                                      \
      id_,                                                                            \
      merlon_analyzer_.summary,                                                       \
      merlon_analyzer_.needs.list,                                                    \
      merlon_analyzer_.covers.list,                                                   \
      merlon_analyzer_.does.list,                                                     \
      merlon_analyzer_.kinds.list,                                                    \
      merlon_analyzer_.roles.list,                                                    \
      merlon_options_.list,                                                           \
      nullptr,                                                                        \
      &merlon_run_,                                                                   \
      nullptr,                                                                        \
      nullptr};

/// MERLON_ANALYSIS("name/1", function, designators of merlon::Publisher...), once in a file.
#define MERLON_ANALYSIS(id_, function_, ...)                                                 \
  MERLON_CHECK_ANALYSIS_STEM_(id_)                                                           \
  namespace {                                                                                \
  constexpr ::merlon::Publisher merlon_analysis_ = {__VA_ARGS__};                            \
  static_assert(merlon_analysis_.publishes.list[0] != nullptr,                               \
                "an analysis publishes at least one fact");                                  \
  constexpr ::merlon::OptionList merlon_options_(merlon_analysis_.options);                  \
  MRL_NOTE_PLACE constexpr auto merlon_note_ =                                               \
      ::merlon::PassNote<::merlon::pass_note_size("analysis", id_, merlon_analysis_.publishes)>( \
          "analysis", id_, merlon_analysis_.publishes);                                      \
  mrl_status merlon_run_(const mrl_host* host, mrl_ctx* ctx, void*) noexcept {               \
    return ::merlon::run_guarded(host, ctx, ::merlon::no_words, function_);                  \
  }                                                                                          \
  }                                                                                          \
  extern "C" __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;               \
  constinit const mrl_pass MERLON_UNIT = {sizeof(mrl_pass),                                  \
                                          MRL_PASS_ANALYSIS,                                 \
                                          0u,                                                \
                                          0u,                                                \
                                          id_,                                               \
                                          merlon_analysis_.summary,                          \
                                          merlon_analysis_.needs.list,                       \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          nullptr,                                           \
                                          merlon_options_.list,                              \
                                          nullptr,                                           \
                                          &merlon_run_,                                      \
                                          nullptr,                                           \
                                          merlon_analysis_.publishes.list};
