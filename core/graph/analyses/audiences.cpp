// Who can ask a stage, who sees its answers, who writes its prompts: along calls and written flows between actors and
// stages; answers also through the assets that they are written into.
#include <algorithm>

#include "graph/analyses/answers.hpp"
#include "graph/derive.hpp"

namespace merlon {
namespace {

constexpr int32_t kAudiences = 6;

struct Call {
  Element from, to;
  bool certain;
};

// Widest audience that reaches each stage over `calls`, starting from `own`; widest first, so each is visited once.
std::vector<int32_t> widest(const Graph& g, const std::vector<int32_t>& own, const std::vector<Call>& calls,
                            bool certain, const std::vector<bool>& passes) {
  std::vector<std::pair<Element, Element>> pairs;
  for (const Call& c : calls) {
    if (c.certain || !certain) pairs.emplace_back(c.from, c.to);
  }
  const Adjacency next(g.n_nodes(), pairs);
  std::vector<int32_t> audience(g.n_nodes());
  std::vector<bool> done(g.n_nodes());
  std::vector<std::vector<Element>> queue(kAudiences);
  for (Element e = 0; e < g.n_nodes(); ++e) queue[static_cast<size_t>(own[e])].push_back(e);
  for (int32_t level = kAudiences - 1; level > 0; --level) {
    std::vector<Element>& todo = queue[static_cast<size_t>(level)];
    for (size_t i = 0; i < todo.size(); ++i) {
      const Element e = todo[i];
      if (done[e]) continue;
      done[e] = true;
      audience[e] = level;
      if (!passes[e]) continue;
      for (const Element to : next.of(e)) {
        if (!done[to]) todo.push_back(to);
      }
    }
  }
  return audience;
}

class Audiences {
 public:
  explicit Audiences(Derivation& d) : d_(d), g_(d.g) {}

  void run() {
    queries();
    answers();
    prompts();
    inputs();
  }

 private:
  bool is_stage(Element e) const { return e < g_.n_stages; }
  bool is_actor(Element e) const { return g_.kind_of(e) == ElementKind::actor; }

  std::vector<int32_t> actors() const {
    std::vector<int32_t> own(g_.n_nodes());
    for (Element a = g_.first[2]; a < g_.first[3]; ++a) own[a] = d_.f.audience_of_role(g_, a);
    return own;
  }

  // A flow from an untrusted place whose sender nobody checks is a flow from anybody.
  Tri from_anybody(Element flow) const {
    const Flow& f = g_.flow(flow);
    if (d_.f.authenticated == kNone || d_.f.trust_of_place == kNone) return Tri::no;
    if (!is_stage(f.from) && !is_actor(f.from)) return Tri::no;
    return both(g_.facts.is(d_.f.authenticated, flow, 0), g_.facts.at_most(d_.f.trust_of_place, f.from, untrusted));
  }

  // From caller to stage.  `prompts`: only what carries a prompt.
  std::vector<Call> requests(bool prompts) const {
    std::vector<Call> calls;
    for (Element e = g_.first[3]; e < g_.first[4]; ++e) {
      const Flow& f = g_.flow(e);
      if (!is_stage(f.to) || g_.kind_of(f.from) == ElementKind::asset) continue;
      const Tri asks = prompts ? carries_prompt(e) : Tri::yes;
      if (asks != Tri::no) calls.push_back({f.from, f.to, asks == Tri::yes});
    }
    return calls;
  }

  // Whoever calls a stage asks it, whatever else they send.  Another flow asks when it carries a prompt; one that does
  // not say what it carries may.
  Tri carries_prompt(Element flow) const {
    if (g_.flow(flow).kind == FlowKind::serves) return Tri::yes;
    if (!g_.flow(flow).carries_given) return Tri::unknown;
    const uint32_t prompt = d_.f.kind_of("prompt");
    const auto carried = g_.carries.of(flow);
    return tri(std::any_of(carried.begin(), carried.end(), [&](Element c) { return g_.is_kind(c, prompt); }));
  }

  std::vector<int32_t> asked(bool certain, bool prompts) const {
    std::vector<int32_t> own = actors();
    for (Element e = g_.first[3]; e < g_.first[4]; ++e) {
      const Tri anybody = prompts ? both(from_anybody(e), carries_prompt(e)) : from_anybody(e);
      const Element to = g_.flow(e).to;
      if (is_stage(to) && (certain ? anybody == Tri::yes : anybody != Tri::no)) own[to] = everybody;
    }
    if (!certain) {
      for (const Element s : g_.open_elements[static_cast<size_t>(OpenList::serves)]) own[s] = everybody;
    }
    return widest(g_, own, requests(prompts), certain, std::vector<bool>(g_.n_nodes(), true));
  }

  void queries() {
    const std::vector<int32_t> low = asked(true, false), high = asked(false, false);
    for (Element s = 0; s < g_.n_stages; ++s) d_.put(d_.f.queryable_by, s, Bounds{low[s], std::max(low[s], high[s])});
  }

  std::vector<int32_t> seen(const Answers& answers, bool certain) const {
    std::vector<int32_t> own = actors();
    for (Element a = g_.first[1]; a < g_.first[2]; ++a) {
      if (!answers.is_answer(a) || d_.f.readable_by == kNone || !g_.facts.applies(d_.f.readable_by, a)) continue;
      const Bounds readers = d_.bounds(d_.f.readable_by, a);
      own[a] = certain ? readers.low : readers.high;
    }
    if (!certain) {
      for (const OpenList list : {OpenList::serves, OpenList::writes}) {
        for (const Element s : g_.open_elements[static_cast<size_t>(list)]) own[s] = everybody;
      }
    }
    std::vector<bool> passes(g_.n_nodes());
    for (Element e = 0; e < g_.n_nodes(); ++e) passes[e] = answers.passes(e);
    std::vector<Call> calls;
    for (const Answers::View& v : answers.views()) calls.push_back({v.from, v.to, v.certain});
    return widest(g_, own, calls, certain, passes);
  }

  void answers() {
    const Answers answers(g_, d_.f);
    const std::vector<int32_t> low = seen(answers, true), high = seen(answers, false);
    for (Element s = 0; s < g_.n_stages; ++s) d_.put(d_.f.answered_to, s, Bounds{low[s], std::max(low[s], high[s])});
  }

  Tri runs_language_model(Element s) const {
    const uint32_t llm = d_.f.kind_of("llm"), model = d_.f.kind_of("model"), generative = d_.f.kind_of("generative-model");
    Tri runs = tri(false);
    for (const Element a : g_.reads.of(s)) {
      if (g_.is_kind(a, llm)) return Tri::yes;
      if (g_.kind[a] == model || g_.kind[a] == generative) runs = Tri::unknown;
    }
    return g_.is_open(OpenList::reads, s) ? Tri::unknown : runs;
  }

  void prompts() {
    const std::vector<int32_t> low = asked(true, true), high = asked(false, true);
    for (Element s = 0; s < g_.n_stages; ++s) {
      const Tri runs = runs_language_model(s);
      const int32_t lo = runs == Tri::yes ? low[s] : nobody;
      const int32_t hi = runs == Tri::no ? nobody : std::max(low[s], high[s]);
      d_.put(d_.f.prompted_by, s, Bounds{lo, hi});
    }
  }

  void inputs() {
    if (d_.f.queryable_by == kNone || d_.f.content_trust == kNone) return;
    for (Element s = 0; s < g_.n_stages; ++s) {
      const Bounds asked = d_.bounds(d_.f.queryable_by, s), content = d_.bounds(d_.f.content_trust, s);
      d_.put(d_.f.input_trust, s,
             Bounds{std::min(d_.f.trust_of_audience(asked.high), content.low),
                    std::min(d_.f.trust_of_audience(asked.low), content.high)});
    }
  }

  Derivation& d_;
  Graph& g_;
};

}  // namespace

void derive_audiences(Derivation& d) { Audiences(d).run(); }

}  // namespace merlon
