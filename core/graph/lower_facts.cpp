// Effective values (9-semantics S4): written, else held, else enclosed, else the pipeline's, else a bound that the
// structure gives, else assumed, else unknown.  Facts that need the flow graph follow in derive.cpp.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "graph/core_facts.hpp"
#include "graph/lowering.hpp"

namespace merlon {
namespace {

bool says_unknown(const TomlEntry& entry) {
  return entry.value.is(TomlType::string) && entry.value.text == "unknown";
}

class Effective {
 public:
  explicit Effective(Lowering& l) : l_(l), g_(l.g), f_(l.vocabulary) {}

  void run() {
    g_.facts = FactTable(l_.vocabulary, g_.n_elements());
    fixed();
    derive_paradigms();
    assumptions();
    for (FactId fact = 0; fact < l_.vocabulary.facts.size(); ++fact) settle(fact);
    std::stable_sort(g_.assumed.begin(), g_.assumed.end(), [](const auto& a, const auto& b) {
      return std::make_pair(a.first, a.second.fact) < std::make_pair(b.first, b.second.fact);
    });
    origins();
    if (g_.with_assumptions) tell_idle_assumptions();
  }

 private:
  // `does`, `kind` and `role` are never unknown, but for the phantom whose kind nobody told.
  void fixed() {
    for (Element s = 0; s < g_.n_stages; ++s) {
      std::vector<uint32_t> words;
      for (const TomlValue& item : g_.docs[s]->find("does")->value.items) words.push_back(f_.does_of(item.text));
      g_.facts.set_words(f_.does, s, words);
      if (f_.phase != kNone) g_.facts.set_words(f_.phase, s, {f_.value(f_.phase, kPhases[g_.phase[s]])});
    }
    for (Element a = 0; a < g_.n_elements(); ++a) {
      if (g_.kind[a] != kNone) g_.facts.set_words(f_.kind, a, {g_.kind[a]}, below(g_.kind[a]));
    }
    std::vector<uint32_t> usable;
    for (uint32_t k = 0; k < l_.vocabulary.kinds.size(); ++k) {
      if (usable_kind(l_.vocabulary, k)) usable.push_back(k);
    }
    g_.facts.set_words(f_.kind, g_.hidden_software, {}, usable);
    for (Element a = g_.first[2]; a < g_.first[3]; ++a) {
      g_.facts.set_words(f_.role, a, {l_.vocabulary.roles.find(g_.docs[a]->find("role")->value.text)});
    }
  }

  // A general kind may be any of the kinds below it.
  std::vector<uint32_t> below(uint32_t kind) const {
    std::vector<uint32_t> out;
    for (uint32_t k = 0; k < l_.vocabulary.kinds.size(); ++k) {
      if (k != kind && l_.vocabulary.kinds.is_a(k, kind)) out.push_back(k);
    }
    return out;
  }

  struct Words {
    std::vector<uint32_t> must, may;
  };

  // Kinds of the models that it has or reads; agentic if a stage does act, federated if a stage does aggregate.
  Words paradigms_of_model(Element model) const {
    Words w;
    const auto add = [&](std::string_view kind, std::string_view paradigm) {
      const uint32_t k = f_.kind_of(kind);
      if (k != kNone && g_.is_kind(model, k)) w.must.push_back(f_.value(f_.paradigms, paradigm));
    };
    add("predictive-model", "predictive");
    add("generative-model", "generative");
    add("policy", "reinforcement");
    // A `model` of no narrower kind may be any of these.
    const uint32_t plain = f_.kind_of("model");
    if (plain != kNone && g_.kind[model] == plain) w.may = any_model();
    return w;
  }

  static void join(Words& to, const Words& from) {
    to.must.insert(to.must.end(), from.must.begin(), from.must.end());
    to.may.insert(to.may.end(), from.may.begin(), from.may.end());
  }

  void derive_paradigms() {
    if (f_.paradigms == kNone) return;
    const uint32_t model = f_.kind_of("model");
    Words all;
    for (Element a = g_.first[1]; a < g_.first[2]; ++a) {
      Words w;
      if (model != kNone && g_.is_kind(a, model)) w = paradigms_of_model(a);
      g_.facts.set_words(f_.paradigms, a, w.must, w.may);
      join(all, w);
    }
    for (Element s = 0; s < g_.n_stages; ++s) {
      Words w;
      for (const Element a : g_.reads.of(s)) {
        if (model != kNone && a < g_.first[2] && g_.is_kind(a, model)) join(w, paradigms_of_model(a));
      }
      if (g_.is_open(OpenList::reads, s)) w.may = any_model();
      join(all, {{}, w.may});
      if (f_.stage_does(g_, s, "act")) w.must.push_back(f_.value(f_.paradigms, "agentic"));
      if (f_.stage_does(g_, s, "aggregate")) w.must.push_back(f_.value(f_.paradigms, "federated"));
      g_.facts.set_words(f_.paradigms, s, w.must, w.may);
      for (const std::string_view p : {"agentic", "federated"}) {
        const uint32_t value = f_.value(f_.paradigms, p);
        if (g_.facts.is(f_.paradigms, s, value) == Tri::yes) all.must.push_back(value);
      }
    }
    // A model that nobody described may be written as well.
    if (!g_.open_elements[static_cast<size_t>(OpenList::writes)].empty()) join(all, {{}, any_model()});
    g_.facts.set_words(f_.paradigms, g_.pipeline(), all.must, all.may);
  }

  std::vector<uint32_t> any_model() const {
    std::vector<uint32_t> out;
    for (const std::string_view p : {"predictive", "generative", "reinforcement"}) out.push_back(f_.value(f_.paradigms, p));
    return out;
  }

  bool exists(const Fact& fact, Element e) const {
    const ElementKind kind = g_.kind_of(e);
    if (!fact.on(kind)) return false;
    if (kind == ElementKind::asset && !fact.kinds.empty()) {
      if (g_.kind[e] != kNone) return fact.kinds[g_.kind[e]];
      for (uint32_t k = 0; k < fact.kinds.size(); ++k) {
        if (fact.kinds[k] && g_.facts.is(f_.kind, e, k) != Tri::no) return true;
      }
      return false;
    }
    if (kind == ElementKind::stage) {
      if (!fact.does.empty() && !some_does(fact, e)) return false;
      if (!fact.paradigms.empty() && !some_paradigm(fact, e)) return false;
    }
    return true;
  }

  bool some_does(const Fact& fact, Element stage) const {
    for (uint32_t d = 0; d < fact.does.size(); ++d) {
      if (fact.does[d] && g_.facts.is(f_.does, stage, d) == Tri::yes) return true;
    }
    return false;
  }

  bool some_paradigm(const Fact& fact, Element stage) const {
    return std::any_of(fact.paradigms.begin(), fact.paradigms.end(),
                       [&](uint32_t p) { return g_.facts.is(f_.paradigms, stage, p) != Tri::no; });
  }

  // ---- assumptions ---------------------------------------------------------------------------------------------

  struct Assumed {
    DocAssumption::On on;
    uint32_t target;  // element, boundary or kind
    FactId fact;
    const TomlEntry* entry;
  };

  void assumptions() {
    for (const DocAssumption& a : l_.doc.assumptions) {
      const FactId fact = l_.vocabulary.find(a.fact.key);
      if (fact == kNone) {
        l_.diagnostics.add("E0223", a.fact.key_span, fmt::format("unknown fact `{}` in `[assume]`", a.fact.key));
        continue;
      }
      const TomlValue& value = a.fact.value;
      const bool nothing = (value.is(TomlType::array) && value.items.empty()) || (value.is(TomlType::string) && trimmed(value.text).empty());
      if (nothing && !may_say_nothing(l_.vocabulary.facts[fact], a.fact, l_.diagnostics)) continue;
      const uint32_t target = target_of(a);
      if (target != kNone) assumed_.push_back({a.on, target, fact, &a.fact});
    }
    used_.assign(assumed_.size(), false);
  }

  uint32_t target_of(const DocAssumption& a) {
    if (a.on == DocAssumption::On::kind) {
      const uint32_t kind = f_.kind_of(a.target.text);
      const uint32_t does = f_.does_of(a.target.text);
      if (kind == kNone && does == kNone) {
        l_.diagnostics.add("E0221", a.target.span, fmt::format("`[assume.kind]` has no kind `{}`", a.target.text));
      }
      return kind != kNone ? kind : does == kNone ? kNone : does | kDoesBit;
    }
    const auto it = g_.by_id.find(a.target.text);
    if (it == g_.by_id.end()) {
      l_.diagnostics.add("E0203", a.target.span, fmt::format("unknown element `{}` in `[assume]`", a.target.text));
      return kNone;
    }
    return it->second;
  }

  bool meets(const Assumed& a, Element e) const {
    switch (a.on) {
      case DocAssumption::On::element: return a.target == e;
      case DocAssumption::On::boundary:
        for (Element b = g_.boundary[e]; b != kNone; b = g_.boundary[b]) {
          if (b == a.target) return true;
        }
        return false;
      case DocAssumption::On::kind: break;
    }
    if ((a.target & kDoesBit) != 0) {
      return e < g_.n_stages && g_.facts.is(f_.does, e, a.target & ~kDoesBit) == Tri::yes;
    }
    return e < g_.first[2] && g_.is_kind(e, a.target);
  }

  const TomlEntry* assumption(FactId fact, Element e) {
    for (const auto on : {DocAssumption::On::element, DocAssumption::On::boundary, DocAssumption::On::kind}) {
      for (size_t i = 0; i < assumed_.size(); ++i) {
        if (assumed_[i].on == on && assumed_[i].fact == fact && meets(assumed_[i], e)) {
          used_[i] = true;
          return assumed_[i].entry;
        }
      }
    }
    return nullptr;
  }

  void tell_idle_assumptions() {
    for (size_t i = 0; i < assumed_.size(); ++i) {
      if (used_[i]) continue;
      l_.diagnostics.add("W0203", assumed_[i].entry->key_span,
                         fmt::format("the assumption about `{}` has no effect", assumed_[i].entry->key), "",
                         "the fact is known everywhere it is assumed; take the assumption out");
    }
  }

  // ---- values --------------------------------------------------------------------------------------------------

  void settle(FactId id) {
    const Fact& fact = l_.vocabulary.facts[id];
    if (id == f_.does || id == f_.kind || id == f_.role || id == f_.phase) return;
    for (Element e = 0; e < g_.n_elements(); ++e) {
      if (!exists(fact, e)) continue;
      const FactSource from = g_.stated(id, e);
      if (from.entry != nullptr && !says_unknown(*from.entry)) {
        put(id, e, from.entry->value);
        continue;
      }
      if (id == f_.paradigms) continue;
      if (from.entry == nullptr && !fact.def.fallback.empty()) {
        TomlValue value;
        value.type = TomlType::string;
        value.text = fact.def.fallback;
        put(id, e, value);
        continue;
      }
      const TomlEntry* assumed = g_.with_assumptions ? assumption(id, e) : nullptr;
      if (assumed != nullptr) {
        put(id, e, assumed->value);
        g_.assumed.emplace_back(e, OwnFact{id, assumed});
        continue;
      }
      g_.facts.set_unknown(id, e);
    }
  }

  void put(FactId id, Element e, const TomlValue& v) {
    const Fact& fact = l_.vocabulary.facts[id];
    switch (fact.def.type) {
      case FactType::boolean: return g_.facts.set_bool(id, e, v.is(TomlType::boolean) ? v.boolean : v.text == "true");
      case FactType::integer:
        return g_.facts.set_integer(id, e, static_cast<int32_t>(v.integer), static_cast<int32_t>(v.integer));
      case FactType::text: return g_.facts.set_text(id, e, true);
      case FactType::level: {
        const uint32_t level = fact.value(v.text);
        if (level == kNone) return g_.facts.set_unknown(id, e);
        return g_.facts.set_level(id, e, static_cast<int32_t>(level), static_cast<int32_t>(level));
      }
      case FactType::word:
      case FactType::words: break;
    }
    std::vector<uint32_t> values;
    const auto add = [&](const TomlValue& item) {
      const uint32_t value = fact.value(item.text);
      if (value != kNone) values.push_back(value);
    };
    if (v.is(TomlType::array)) {
      for (const TomlValue& item : v.items) add(item);
    } else {
      add(v);
    }
    g_.facts.set_words(id, e, values);
  }

  // What our own stages write is internal, unless somebody says otherwise: an honest default (design 2).
  void origins() {
    if (f_.origin == kNone) return;
    const uint32_t internal = f_.value(f_.origin, "internal");
    for (Element a = g_.first[1]; a < g_.first[2]; ++a) {
      if (!g_.facts.applies(f_.origin, a) || g_.stated(f_.origin, a).entry != nullptr) continue;
      if (g_.assumption(f_.origin, a) != nullptr) continue;
      const auto writers = g_.written_by.of(a);
      const bool ours = std::any_of(writers.begin(), writers.end(), [&](Element w) { return w < g_.n_stages; });
      if (ours && internal != kNone) g_.facts.set_words(f_.origin, a, {internal});
    }
  }

  static constexpr uint32_t kDoesBit = 0x80000000u;

  Lowering& l_;
  Graph& g_;
  CoreFacts f_;
  std::vector<Assumed> assumed_;
  std::vector<bool> used_;
};

}  // namespace

void lower_facts(Lowering& l) { Effective(l).run(); }

}  // namespace merlon
