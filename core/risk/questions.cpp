#include "risk/questions.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "graph/core_facts.hpp"

namespace merlon {
namespace {

struct Wording {
  std::string_view key, question, answers;
};
constexpr std::array<Wording, 8> kWordings = {{
    {"edges", "Does the drawing show everything that it reads, writes, uses and is called by? What travels on a flow is never drawn.", "`drawn`, ids, or []"},
    {"reads", "Which data and models does it read?", "ids of assets, or []"},
    {"writes", "What does it write?", "ids of assets, or []"},
    {"uses", "Which software, tools, configuration and credentials does it use?", "ids of assets, or []"},
    {"serves", "Who calls it?", "ids of stages and actors, or []"},
    {"carries", "What travels here?", "ids of assets, kinds, or []"},
    {"kind", "Which kind is it, more narrowly?", "a kind"},
    {"boundary", "Inside which trust boundary does it lie?", "the id of a boundary, or outside"},
}};

const Wording* wording(std::string_view key) {
  const auto it = std::find_if(kWordings.begin(), kWordings.end(), [&](const Wording& w) { return w.key == key; });
  return it == kWordings.end() ? nullptr : &*it;
}

// In place of a question, for what nobody can answer.
constexpr std::string_view kNever = "";

class Questionnaire {
 public:
  explicit Questionnaire(const Assessment& a) : a_(a) {}

  std::vector<Question> run() {
    collect();
    std::vector<Question> out;
    while (!open_.empty()) {
      const std::string key = best();
      out.push_back(ask(key));
    }
    return out;
  }

 private:
  struct Open {
    std::set<Ask> asks;
    std::set<uint32_t> verdicts;
  };

  // The question in which a fact or an edge list is asked.
  std::string asked_in(const std::string& key) const {
    if (is_edge_list(key)) return std::string(kEdges);
    const Vocabulary& v = a_.graph->catalog->vocabulary;
    const FactId fact = v.find(key);
    return fact == kNone || v.facts[fact].form == kNone ? key : v.forms[v.facts[fact].form].id;
  }

  // Nothing can be said of what lies outside, nor of what nobody described.
  bool can_be_written(Element e) const { return e != a_.graph->outside() && e < a_.graph->first[6]; }

  void collect() {
    waits_.resize(a_.undecided.size());
    for (uint32_t i = 0; i < a_.undecided.size(); ++i) {
      for (const SourceVerdict& s : a_.undecided[i].cell->sources) {
        for (const Evidence& e : s.evidence) {
          if (e.kind != Evidence::Kind::missing) continue;
          if (!can_be_written(e.element)) {
            waits_[i].insert(std::string(kNever));
            continue;
          }
          const std::string key = asked_in(e.fact);
          waits_[i].insert(key);
          Open& open = open_[key];
          open.asks.insert({e.element, e.fact});
          open.verdicts.insert(i);
        }
      }
    }
  }

  // Whole numbers: a share among up to fifteen questions is exact.
  std::pair<int64_t, int> gain(const Open& open) const {
    constexpr int64_t kOne = 360360;
    std::pair<int64_t, int> out{0, 0};
    for (const uint32_t v : open.verdicts) {
      out.first += kOne / static_cast<int64_t>(waits_[v].size());
      out.second += a_.undecided[v].residual.score;
    }
    return out;
  }

  std::string best() const {
    const std::string* found = nullptr;
    std::pair<bool, std::pair<int64_t, int>> most;
    for (const auto& [key, open] : open_) {
      const std::pair<bool, std::pair<int64_t, int>> now{key == kEdges, gain(open)};
      if (found == nullptr || now > most) found = &key, most = now;
    }
    return *found;
  }

  Question ask(const std::string& key) {
    const auto it = open_.find(key);
    Question q{key, {it->second.asks.begin(), it->second.asks.end()}, {it->second.verdicts.begin(), it->second.verdicts.end()}, 0, 0};
    const Vocabulary& v = a_.graph->catalog->vocabulary;
    std::stable_sort(q.asks.begin(), q.asks.end(), [&](const Ask& x, const Ask& y) {
      return std::pair(x.element, v.find(x.key)) < std::pair(y.element, v.find(y.key));
    });
    for (const uint32_t i : q.verdicts) {
      waits_[i].erase(key);
      q.decides += waits_[i].empty();
      q.moves += a_.undecided[i].residual.score;
    }
    open_.erase(it);
    return q;
  }

  const Assessment& a_;
  std::map<std::string, Open> open_;          // by key
  std::vector<std::set<std::string>> waits_;  // undecided verdict -> keys that it still lacks
};

}  // namespace

std::vector<Question> questionnaire(const Assessment& assessment) { return Questionnaire(assessment).run(); }

bool is_edge_list(std::string_view key) {
  return std::find(kEdgeLists.begin(), kEdgeLists.end(), key) != kEdgeLists.end();
}

std::vector<std::string> drawn(const Graph& g, Element element, std::string_view list) {
  std::vector<std::string> out;
  const auto take = [&](Element other, bool fits) {
    if (fits && std::find(out.begin(), out.end(), g.ids[other]) == out.end()) out.push_back(g.ids[other]);
  };
  if (element >= g.n_stages) return out;
  const auto usable = [&](Element asset) { return usable_kind(g.catalog->vocabulary, g.kind[asset]); };
  const auto is = [&](Element other, ElementKind kind) { return g.kind_of(other) == kind; };
  for (const Element f : g.flows_in.of(element)) {
    const Element from = g.flow(f).from;
    if (list == "reads") take(from, is(from, ElementKind::asset) && !usable(from));
    if (list == "uses") take(from, is(from, ElementKind::asset) && usable(from));
    if (list == "serves") take(from, !is(from, ElementKind::asset));
  }
  for (const Element f : g.flows_out.of(element)) {
    const Element to = g.flow(f).to;
    if (list == "writes") take(to, is(to, ElementKind::asset));
  }
  return out;
}

std::vector<std::string> keys_of(const Catalog& catalog, const Question& question) {
  std::set<std::pair<FactId, std::string>> keys;
  for (const Ask& ask : question.asks) keys.emplace(catalog.vocabulary.find(ask.key), ask.key);
  std::vector<std::string> out;
  for (const auto& [fact, key] : keys) out.push_back(key);
  return out;
}

std::vector<Element> elements_of(const Question& question) {
  std::vector<Element> out;
  for (const Ask& ask : question.asks) {
    if (out.empty() || out.back() != ask.element) out.push_back(ask.element);
  }
  return out;
}

std::vector<Element> elements_of(const Question& question, std::string_view key) {
  std::vector<Element> out;
  for (const Ask& ask : question.asks) {
    if (ask.key == key) out.push_back(ask.element);
  }
  return out;
}

std::string question_text(const Catalog& catalog, const std::string& key) {
  const FactId id = catalog.vocabulary.find(key);
  if (id != kNone && !catalog.vocabulary.facts[id].def.question.empty()) return catalog.vocabulary.facts[id].def.question;
  if (id != kNone && catalog.vocabulary.facts[id].def.derived) return fmt::format("What is it? It could not be derived here ({}).", catalog.vocabulary.facts[id].def.how);
  if (const uint32_t form = catalog.vocabulary.forms.find(key); form != kNone) return catalog.vocabulary.forms[form].means;
  const Wording* w = wording(key);
  return w == nullptr ? std::string() : std::string(w->question);
}

std::string answers_text(const Catalog& catalog, const std::string& key) {
  constexpr size_t kShown = 12;
  if (const Wording* w = wording(key); w != nullptr) return std::string(w->answers);
  const FactId id = catalog.vocabulary.find(key);
  if (id == kNone) return "ids of assets, or []";
  const Fact& f = catalog.vocabulary.facts[id];
  switch (f.def.type) {
    case FactType::boolean: return "true, false";
    case FactType::integer: return "a number";
    case FactType::text: return "a name, or none";
    default: break;
  }
  std::string out;
  for (size_t i = 0; i < f.values.size() && i < kShown; ++i) out += (i == 0 ? "" : ", ") + f.values[i];
  if (f.values.size() > kShown) out += fmt::format(" and {} more (merlon explain {})", f.values.size() - kShown, key);
  return out;
}

}  // namespace merlon
