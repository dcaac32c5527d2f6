#include "generator.hpp"

#include <algorithm>

namespace laws {
namespace {

using merlon::Fact;
using merlon::FactType;
using merlon::Vocabulary;

const std::vector<std::string> kDoes = {"collect", "label", "prepare", "split", "index", "explore", "train", "train",
                                        "aggregate", "convert", "evaluate", "approve", "release", "infer", "infer",
                                        "infer", "act", "act", "retrieve", "retrieve", "guard", "present", "decide",
                                        "execute", "review", "administer", "orchestrate", "monitor", "respond",
                                        "retire", "document"};
const std::vector<std::string> kSpecial = {"does", "kind", "role", "phase"};

bool special(const std::string& fact) { return std::find(kSpecial.begin(), kSpecial.end(), fact) != kSpecial.end(); }

bool usable(const Vocabulary& v, const std::string& kind) {
  for (const char* parent : {"software", "configuration", "credential"}) {
    if (v.kinds.is_a(v.kinds.find(kind), v.kinds.find(parent))) return true;
  }
  return false;
}

std::string word_of(const Node& n, std::string_view key) {
  const Entry* e = n.find(key);
  if (e == nullptr || e->items.empty()) return {};
  return e->items[0].substr(1, e->items[0].size() - 2);
}

// Whether the checks of the lowering let this fact stand here.
bool may_stand(const Vocabulary& v, const Fact& fact, const Node& n) {
  if (special(fact.def.id)) return false;
  const bool on = fact.on(n.kind);
  if (n.kind == ElementKind::boundary) return on || (fact.def.inherits & merlon::inherits_boundary) != 0;
  if (n.kind == ElementKind::pipeline) return on || (fact.def.inherits & merlon::inherits_pipeline) != 0;
  if (!on) return false;
  if (n.kind == ElementKind::asset && !fact.kinds.empty()) {
    const std::string kind = word_of(n, "kind");
    if (!fact.kinds[v.kinds.find(kind)]) {
      return (fact.def.inherits & merlon::inherits_store) != 0 && v.kinds.is_a(v.kinds.find(kind), v.kinds.find("store"));
    }
  }
  if (n.kind == ElementKind::stage && !fact.does.empty()) {
    const Entry* does = n.find("does");
    return std::any_of(does->items.begin(), does->items.end(), [&](const std::string& item) {
      return fact.does[v.does.find(item.substr(1, item.size() - 2))];
    });
  }
  return true;
}

class Generator {
 public:
  Generator(Random& random, const Vocabulary& v) : r_(random), v_(v) {}

  Sketch run() {
    facts_ = static_cast<unsigned>(r_.of(std::vector<int>{5, 15, 30, 60, 90}));
    lists_ = static_cast<unsigned>(r_.of(std::vector<int>{40, 70, 95}));
    Node pipeline{ElementKind::pipeline, "p", {}};
    pipeline.set({"criticality", false, false, {quoted(r_.of(rating()))}});
    s_.nodes.push_back(pipeline);
    boundaries();
    actors();
    assets();
    stages();
    flows();
    for (Node& n : s_.nodes) facts(n);
    s_.prune();
    return s_;
  }

 private:
  const std::vector<std::string>& rating() const { return v_.facts[v_.find("criticality")].values; }

  std::vector<std::string> ids(ElementKind kind) const {
    std::vector<std::string> out;
    for (const Node& n : s_.nodes) {
      if (n.kind == kind) out.push_back(n.id);
    }
    return out;
  }

  void place(Node& n) {
    const auto b = ids(ElementKind::boundary);
    if (!b.empty() && r_.percent(50)) n.set({"boundary", false, true, {r_.of(b)}});
  }

  void boundaries() {
    const size_t n = r_.below(4);
    for (size_t i = 0; i < n; ++i) {
      Node b{ElementKind::boundary, "b" + std::to_string(i), {}};
      b.set({"trust", false, false, {quoted(r_.of(v_.facts[v_.find("trust")].values))}});
      const auto outer = ids(ElementKind::boundary);
      if (!outer.empty() && r_.percent(50)) b.set({"boundary", false, true, {r_.of(outer)}});
      s_.nodes.push_back(b);
    }
  }

  void actors() {
    const size_t n = r_.below(4);
    for (size_t i = 0; i < n; ++i) {
      Node a{ElementKind::actor, "who" + std::to_string(i), {}};
      a.set({"role", false, false, {quoted(r_.of(v_.roles.names()))}});
      if (r_.percent(40)) place(a);
      s_.nodes.push_back(a);
    }
  }

  void assets() {
    const size_t n = r_.between(1, 6);
    std::vector<std::string> holders;
    for (size_t i = 0; i < n; ++i) {
      Node a{ElementKind::asset, "a" + std::to_string(i), {}};
      const std::string kind = random_kind(r_, v_);
      a.set({"kind", false, false, {quoted(kind)}});
      if (!holders.empty() && r_.percent(40)) a.set({"in", false, true, {r_.of(holders)}});
      place(a);
      const uint32_t k = v_.kinds.find(kind);
      if (v_.kinds.is_a(k, v_.kinds.find("store")) || kind == "container-image") holders.push_back(a.id);
      s_.nodes.push_back(a);
    }
  }

  void stages() {
    const size_t n = r_.between(1, 5);
    for (size_t i = 0; i < n; ++i) {
      Node s{ElementKind::stage, "s" + std::to_string(i), {}};
      Entry does{"does", true, false, {quoted(r_.of(kDoes))}};
      if (r_.percent(15)) does.items.push_back(quoted(r_.of(kDoes)));
      if (does.items.size() > 1 && does.items[0] == does.items[1]) does.items.pop_back();
      s.set(does);
      place(s);
      s_.nodes.push_back(s);
    }
    for (Node& s : s_.nodes) {
      if (s.kind == ElementKind::stage) lists(s);
    }
  }

  void lists(Node& s) {
    const auto assets = ids(ElementKind::asset), stages = ids(ElementKind::stage);
    auto callers = ids(ElementKind::actor);
    callers.insert(callers.end(), stages.begin(), stages.end());
    std::vector<std::string> software;
    for (const Node& a : s_.nodes) {
      if (a.kind == ElementKind::asset && usable(v_, word_of(a, "kind"))) software.push_back(a.id);
    }
    const auto list = [&](const char* key, unsigned percent, const std::vector<std::string>& from, size_t most) {
      if (r_.percent(percent)) s.set({key, true, true, some(from, most, s.id)});
    };
    list("reads", lists_, assets, 3);
    list("writes", lists_, assets, 2);
    list("uses", lists_, software, 2);
    list("serves", lists_, callers, 2);
    list("after", 10, stages, 1);
  }

  std::vector<std::string> some(std::vector<std::string> from, size_t most, const std::string& not_this) {
    std::erase(from, not_this);
    r_.shuffle(from);
    from.resize(std::min(from.size(), r_.below(most + 1)));
    return from;
  }

  void flows() {
    std::vector<std::string> nodes;
    for (const ElementKind k : {ElementKind::stage, ElementKind::asset, ElementKind::actor}) {
      const auto more = ids(k);
      nodes.insert(nodes.end(), more.begin(), more.end());
    }
    const size_t n = r_.below(4);
    for (size_t i = 0; i < n; ++i) {
      Node f{ElementKind::flow, "", {}};
      const std::string from = r_.of(nodes), to = r_.of(nodes);
      f.set({"from", false, true, {from}});
      f.set({"to", false, true, {to}});
      if (from == to || s_.find(name_of(f)) != nullptr) continue;
      if (r_.percent(50)) {
        Entry carries{"carries", true, true, {}};
        for (size_t c = r_.below(3); c > 0; --c) {
          if (r_.percent(60)) {
            carries.items.push_back("{ kind = " + quoted(random_kind(r_, v_)) + " }");
          } else {
            carries.items.push_back(r_.of(ids(ElementKind::asset)));
          }
        }
        f.set(carries);
      }
      s_.nodes.push_back(f);
    }
  }

  void facts(Node& n) {
    for (const Fact& fact : v_.facts) {
      if (!may_stand(v_, fact, n) || n.find(fact.def.id) != nullptr) continue;
      const bool heir = !fact.on(n.kind);
      const unsigned p = fact.def.derived ? 1 : heir ? facts_ / 6 : facts_;
      if (!r_.percent(p)) continue;
      n.set(r_.percent(8) ? Entry{fact.def.id, false, false, {"\"unknown\""}} : random_fact(r_, fact));
    }
  }

 public:
  static std::string random_kind(Random& r, const Vocabulary& v) {
    static const std::vector<std::string> often = {"llm", "classifier", "training-set", "embedding-index", "tool", "tool",
                                                   "memory", "model", "content", "log", "system-prompt", "library",
                                                   "artifact-store", "model-registry", "database", "credential",
                                                   "adapter", "evaluation-set", "features", "feedback", "prompt"};
    return r.percent(60) ? r.of(often) : r.of(v.kinds.names());
  }

 private:
  Random& r_;
  const Vocabulary& v_;
  Sketch s_;
  unsigned facts_ = 30, lists_ = 70;
};

const Vocabulary& vocabulary_of(const World& w) { return w.g().catalog->vocabulary; }

// A node that nobody described yet, at the other end of a list.
Node newcomer(Random& r, const Vocabulary& v, std::string_view list) {
  if (list == "serves" || list == "writers") {
    return {ElementKind::actor, "new", {{"role", false, false, {quoted(r.of(v.roles.names()))}}}};
  }
  std::string kind = Generator::random_kind(r, v);
  while (list == "uses" && !usable(v, kind)) kind = r.of(v.kinds.names());
  Node a{ElementKind::asset, "new", {{"kind", false, false, {quoted(kind)}}}};
  for (const Fact& fact : v.facts) {
    if (may_stand(v, fact, a) && !fact.def.derived && r.percent(30)) a.set(random_fact(r, fact));
  }
  return a;
}

std::optional<Change> fill_list(Random& r, const Sketch& sketch, const World& w) {
  struct Open {
    merlon::OpenList list;
    const char* key;
  };
  constexpr Open kinds[] = {{merlon::OpenList::reads, "reads"}, {merlon::OpenList::writes, "writes"},
                            {merlon::OpenList::serves, "serves"}, {merlon::OpenList::uses, "uses"},
                            {merlon::OpenList::writers, "writers"}};
  std::vector<std::pair<Element, const char*>> open;
  for (const Open& o : kinds) {
    for (const Element e : w.g().open_elements[static_cast<size_t>(o.list)]) open.emplace_back(e, o.key);
  }
  if (open.empty()) return std::nullopt;
  const auto [e, key] = r.of(open);
  const std::string_view list = key;
  const Vocabulary& v = vocabulary_of(w);
  Change c;
  c.node = w.g().ids[e];
  std::vector<std::string> legal;
  for (const Node& n : sketch.nodes) {
    const bool asset = n.kind == ElementKind::asset && (list != "uses" || usable(v, word_of(n, "kind")));
    const bool caller = n.kind == ElementKind::actor || (n.kind == ElementKind::stage && n.id != c.node && list == "serves");
    if (list == "serves" || list == "writers" ? caller : asset) legal.push_back(n.id);
  }
  r.shuffle(legal);
  if (r.percent(30)) {
    c.added.push_back(newcomer(r, v, list));
    legal.insert(legal.begin(), "new");
  }
  legal.resize(std::min(legal.size(), r.below(3)));
  if (std::find(legal.begin(), legal.end(), "new") == legal.end()) c.added.clear();
  if (list != "writers") {
    c.entry = {key, true, true, legal};
    return c;
  }
  if (legal.empty()) return std::nullopt;
  c.kind = Change::Kind::writer;
  Node flow{ElementKind::flow, "", {{"from", false, true, {legal[0]}}, {"to", false, true, {c.node}}}};
  c.added.push_back(flow);
  return c;
}

std::optional<Change> fill_fact(Random& r, const Sketch& sketch, const World& w) {
  const Vocabulary& v = vocabulary_of(w);
  const Node& n = r.of(sketch.nodes);
  std::vector<const Fact*> may;
  for (const Fact& fact : v.facts) {
    const Entry* there = n.find(fact.def.id);
    if (may_stand(v, fact, n) && (there == nullptr || there->items == std::vector<std::string>{"\"unknown\""})) {
      const Element e = w.find(name_of(n));
      const FactId id = v.find(fact.def.id);
      if (e == kNone || (fact.on(n.kind) && (!w.g().facts.applies(id, e) || w.g().facts.known(id, e)))) continue;
      if (!fact.def.derived || r.percent(30)) may.push_back(&fact);
    }
  }
  if (may.empty()) return std::nullopt;
  Change c;
  c.node = name_of(n);
  c.entry = random_fact(r, *r.of(may));
  if (r.percent(15) && n.kind != ElementKind::pipeline && n.kind != ElementKind::flow) c.kind = Change::Kind::assume;
  return c;
}

std::optional<Change> fill_other(Random& r, const Sketch& sketch, const World& w) {
  std::vector<std::string> b = {"outside"};
  for (const Node& n : sketch.nodes) {
    if (n.kind == ElementKind::boundary) b.push_back(n.id);
  }
  std::vector<Change> may;
  for (const Node& n : sketch.nodes) {
    const Element e = w.find(name_of(n));
    if (e == kNone) continue;
    if (n.kind == ElementKind::flow && n.find("carries") == nullptr) {
      Entry carries{"carries", true, true, {}};
      for (size_t i = r.below(3); i > 0; --i) {
        carries.items.push_back("{ kind = " + quoted(Generator::random_kind(r, vocabulary_of(w))) + " }");
      }
      may.push_back({Change::Kind::set, name_of(n), carries, {}});
    }
    if (e < w.g().n_nodes() && w.g().boundary[e] == kNone) {
      may.push_back({Change::Kind::set, n.id, {"boundary", false, true, {r.of(b)}}, {}});
    }
  }
  // What callers send is for a flow to say, where `serves` alone implies it.
  for (const merlon::Flow& f : w.g().flows) {
    if (f.kind != merlon::FlowKind::serves || f.doc != nullptr) continue;
    Entry carries{"carries", true, true, {"{ kind = " + quoted(Generator::random_kind(r, vocabulary_of(w))) + " }"}};
    Node flow{ElementKind::flow, "", {{"from", false, true, {w.g().ids[f.from]}}, {"to", false, true, {w.g().ids[f.to]}}, carries}};
    may.push_back({Change::Kind::carried, w.g().ids[f.to], {}, {flow}});
  }
  if (may.empty()) return std::nullopt;
  return r.of(may);
}

}  // namespace

Entry random_fact(Random& r, const Fact& fact) {
  Entry e{fact.def.id, false, false, {}};
  switch (fact.def.type) {
    case FactType::boolean: e.items = {r.percent(50) ? "true" : "false"}; return e;
    case FactType::integer: e.items = {std::to_string(r.below(4))}; return e;
    case FactType::text: e.items = {r.percent(30) ? "\"none\"" : "\"a team\""}; return e;
    case FactType::level:
    case FactType::word: e.items = {quoted(r.of(fact.values))}; return e;
    case FactType::words: break;
  }
  e.list = true;
  std::vector<std::string> words = fact.values;
  r.shuffle(words);
  words.resize(std::min<size_t>(words.size(), r.percent(10) ? (fact.def.may_be_empty ? 0 : 1) : r.between(1, 3)));
  for (const std::string& word : words) e.items.push_back(quoted(word));
  return e;
}

Sketch random_sketch(Random& random, const Vocabulary& v) { return Generator(random, v).run(); }

void thin_out(Random& r, const Vocabulary& v, Sketch& sketch) {
  const auto percent = static_cast<unsigned>(r.below(70));
  for (Node& n : sketch.nodes) {
    std::erase_if(n.entries, [&](const Entry& e) {
      const FactId fact = v.find(e.key);
      const bool required = fact != kNone && (v.facts[fact].def.required & merlon::mask_of(n.kind)) != 0;
      const bool keep = required || e.key == "kind" || e.key == "role" || e.key == "does" || e.key == "from" ||
                        e.key == "to" || e.key == "in" || e.key == "carries";
      return !keep && r.percent(percent);
    });
  }
  std::erase_if(sketch.nodes, [&](const Node& n) { return n.kind != ElementKind::pipeline && r.percent(percent / 4); });
  sketch.prune();
}

std::optional<Change> random_completion(Random& r, const Sketch& sketch, const World& w) {
  const size_t which = r.below(10);
  if (which < 4) return fill_list(r, sketch, w);
  return which < 9 ? fill_fact(r, sketch, w) : fill_other(r, sketch, w);
}

std::optional<Change> random_removal(Random& r, const Sketch& sketch) {
  std::vector<Change> may;
  for (const Node& n : sketch.nodes) {
    for (const Entry& e : n.entries) {
      if (special(e.key) || e.key == "from" || e.key == "to" || e.key == "in" || e.key == "after" || e.key == "controls" ||
          (e.key == "boundary" && n.kind == ElementKind::boundary) || (e.key == "trust" && n.kind == ElementKind::boundary) ||
          (e.key == "criticality" && n.kind == ElementKind::pipeline)) {
        continue;
      }
      may.push_back({Change::Kind::drop, name_of(n), {e.key, false, false, {}}, {}});
    }
  }
  if (may.empty()) return std::nullopt;
  return r.of(may);
}

Change random_control(Random& r, const Sketch& sketch, const World& w) {
  // Mostly a control of a threat that is open here, at its subject or around it.
  static const std::vector<std::string> statuses = {"implemented", "partial", "planned", "absent"};
  const merlon::Catalog& catalog = *w.g().catalog;
  Change c;
  c.kind = Change::Kind::control;
  std::string control = r.of(catalog.controls).id;
  c.node = name_of(r.of(sketch.nodes));
  if (!w.rated.empty() && r.percent(85)) {
    auto it = w.rated.begin();
    std::advance(it, static_cast<std::ptrdiff_t>(r.below(w.rated.size())));
    const merlon::Rated& rated = *it->second;
    if (!rated.threat->def.controls.empty()) control = r.of(rated.threat->def.controls).control;
    const std::string& subject = w.g().ids[rated.cell->subject];
    if (r.percent(70) && sketch.find(subject) != nullptr) c.node = subject;
  }
  c.entry = {"controls", true, false, {"{ id = " + quoted(control) + ", status = " + quoted(r.of(statuses)) + " }"}};
  return c;
}

}  // namespace laws
