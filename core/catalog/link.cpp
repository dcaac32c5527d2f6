#include "catalog/link.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "catalog/citations.hpp"

namespace merlon {
namespace {

class Join {
 public:
  Join(std::vector<LinkInput>& packs, std::vector<LinkProblem>& problems, std::vector<LinkProblem>& stale)
      : packs_(packs), problems_(problems), stale_(stale) {}

  Catalog run() {
    words();
    facts();
    frameworks();
    controls();
    defines();
    for (uint32_t i = 0; i < packs_.size(); ++i) pack_info(i);
    threats();
    follows();
    bundled();
    needed();
    return std::move(catalog_);
  }

 private:
  void problem(const std::string& entry, std::string message, std::string help = {}) {
    problems_.push_back({entry, 0, std::move(message), std::move(help), false});
  }
  void reference(const std::string& entry, const std::string& name, std::string message, std::string_view near = {}) {
    std::string help = near.empty() ? std::string() : fmt::format("one with a similar name exists: `{}`", near);
    problems_.push_back({entry, 0, std::move(message), std::move(help), true, name});
  }

  static std::string named(const std::string& pack) { return pack == "core" ? "merlon itself" : fmt::format("pack `{}`", pack); }

  void taken(const std::string& entry, std::string message, const std::string& name = {}) {
    problems_.push_back({entry, 0, std::move(message), "a pack adds, and never changes what is there: give it another name", false, name, true});
  }

  // The first who brings a name keeps it.  `entry` is where the problem stands, when that is not what the name is of.
  bool claim(std::string_view what, const std::string& id, const Pack& pack, const std::string& entry = {}) {
    const auto [it, fresh] = owners_[what].try_emplace(id, pack.id);
    if (fresh) return true;
    const std::string who = pack.id.empty() || pack.id == it->second ? fmt::format("{} `{}` is defined twice", what, id)
                                                : fmt::format("{} `{}` of {} exists already in {}", what, id, named(pack.id), named(it->second));
    taken(entry.empty() ? id : entry, who, id);
    return false;
  }

  void words() {
    Vocabulary& v = catalog_.vocabulary;
    for (LinkInput& in : packs_) {
      const auto add = [&](std::string_view what, const std::vector<WordDef>& words, WordList& to) {
        for (const WordDef& d : words) {
          if (claim(what, d.id, in.pack)) to.add(d);
        }
      };
      add("kind", in.pack.kinds, v.kinds);
      add("`does` word", in.pack.does, v.does);
      add("role", in.pack.roles, v.roles);
      add("trust of audience", in.pack.audiences, v.audiences);
      add("capability", in.pack.capabilities, v.capabilities);
      add("outcome", in.pack.outcomes, v.outcomes);
      add("form", in.pack.forms, v.forms);
      for (ScaleDef& d : in.pack.scales) {
        if (claim("scale", d.id, in.pack)) scales_.push_back(d);
      }
      for (std::string& t : in.pack.technologies) technologies_.push_back(t);
    }
    for (WordList* list : {&v.kinds, &v.does, &v.roles, &v.audiences, &v.capabilities, &v.outcomes, &v.forms}) {
      // Only kinds have parents; `close` also makes the tables of the others usable.
      for (const std::string& word : list->close()) problem(word, fmt::format("`{}` has no such parent", word));
    }
    for (uint32_t o = 0; o < v.outcomes.size(); ++o) {
      for (const std::string& word : v.outcomes[o].grants) {
        if (v.capabilities.find(word) == kNone) problem(v.outcomes[o].id, fmt::format("`grants` names no capability: `{}`", word));
      }
    }
  }

  void facts() {
    Vocabulary& v = catalog_.vocabulary;
    for (LinkInput& in : packs_) {
      for (FactDef& def : in.pack.facts) {
        if (!claim("fact", def.id, in.pack)) continue;
        Fact fact = make_fact(def);
        fact.pack = in.pack.id;
        v.add_fact(std::move(fact));
      }
    }
    for (uint32_t f = 0; f < v.forms.size(); ++f) {
      constexpr std::string_view kOurs[] = {"edges", "boundary", "reads", "writes", "uses", "serves", "carries"};
      if (std::find(std::begin(kOurs), std::end(kOurs), v.forms[f].id) != std::end(kOurs)) problem(v.forms[f].id, fmt::format("a form can't be called `{}`: a question of merlon itself is", v.forms[f].id));
      if (v.find(v.forms[f].id) != kNone) problem(v.forms[f].id, fmt::format("a form and a fact are called `{}`: give the form another name", v.forms[f].id));
    }
    const FactId paradigms = v.find("paradigms");
    for (Fact& fact : v.facts) {
      for (const std::string& word : fact.def.paradigms) {
        const uint32_t value = paradigms == kNone ? kNone : v.facts[paradigms].value(word);
        if (value == kNone) problem(fact.def.id, fmt::format("no paradigm `{}`", word));
        fact.paradigms.push_back(value);
      }
    }
  }

  Fact make_fact(const FactDef& def) {
    const Vocabulary& v = catalog_.vocabulary;
    Fact fact;
    fact.def = def;
    if (def.type == FactType::level) {
      const auto scale = std::find_if(scales_.begin(), scales_.end(), [&](auto& s) { return s.id == def.scale; });
      if (scale == scales_.end()) {
        problem(def.id, fmt::format("no scale `{}`", def.scale));
      } else {
        fact.values = scale->words;
      }
      if (fact.values.size() > 14) problem(def.id, "a scale has at most 14 words");
    } else if (def.words_from == "kind") {
      fact.values = v.kinds.names();
    } else if (def.words_from == "does") {
      fact.values = v.does.names();
    } else if (def.words_from == "role") {
      fact.values = v.roles.names();
    } else if (def.words_from == "technology") {
      fact.values = technologies_;
    } else {
      fact.values = def.words;
    }
    for (const std::string& word : def.kinds) {
      const uint32_t kind = v.kinds.find(word);
      if (kind == kNone) {
        problem(def.id, fmt::format("no kind `{}`", word));
        continue;
      }
      fact.kinds.resize(v.kinds.size());
      for (uint32_t k = 0; k < v.kinds.size(); ++k) fact.kinds[k] = fact.kinds[k] || v.kinds.is_a(k, kind);
    }
    for (const std::string& word : def.does) {
      const uint32_t does = v.does.find(word);
      if (does == kNone) {
        problem(def.id, fmt::format("no `does` word `{}`", word));
        continue;
      }
      fact.does.resize(v.does.size());
      fact.does[does] = true;
    }
    if (!def.form.empty()) {
      fact.form = v.forms.find(def.form);
      if (fact.form == kNone) unknown_word(def.id, "form", "form", def.form, v.forms);
    }
    return fact;
  }

  void frameworks() {
    for (LinkInput& in : packs_) {
      for (FrameworkDef& def : in.pack.frameworks) {
        if (!claim("framework", def.id, in.pack)) continue;
        const auto f = static_cast<uint32_t>(catalog_.frameworks.size());
        for (uint32_t e = 0; e < def.entries.size(); ++e) {
          if (claim("framework entry", def.entries[e].id, in.pack, def.id)) catalog_.entry_index.try_emplace(def.entries[e].id, f, e);
        }
        check_framework(def);
        catalog_.frameworks.push_back(std::move(def));
      }
    }
  }

  // What its entries and aliases name is there, and no alias stands for an entry that lives.
  void check_framework(const FrameworkDef& def) {
    NameMap<const FrameworkEntry*> own;
    for (const FrameworkEntry& e : def.entries) own.try_emplace(e.id, &e);
    const auto wrong = [&](const std::string& name, std::string message, std::string help = {}) {
      problems_.push_back({def.id, 0, std::move(message), std::move(help), false, name});
    };
    const auto is_there = [&](const FrameworkEntry& e, std::string_view what, const std::string& id) {
      if (!own.contains(id)) wrong(e.id, fmt::format("{} `{}` of `{}` is no entry of the framework", what, id, e.id));
    };
    for (const FrameworkEntry& e : def.entries) {
      if (!e.parent.empty()) is_there(e, "the parent", e.parent);
      for (const std::string& id : e.tactics) is_there(e, "the tactic", id);
      for (const std::string& id : e.mitigates) is_there(e, "what is mitigated,", id);
      const FrameworkEntry* up = &e;
      for (size_t steps = 0; up != nullptr && steps <= def.entries.size(); ++steps) {
        const auto parent = own.find(up->parent);
        up = parent == own.end() ? nullptr : parent->second;
        if (up != &e) continue;
        wrong(e.id, fmt::format("`{}` is its own parent{}", e.id, steps == 0 ? "" : ", by way of others"));
        break;
      }
    }
    for (size_t i = 0; i < def.alias_from.size(); ++i) {
      const std::string &from = def.alias_from[i], &to = def.alias_to[i];
      if (own.contains(from)) wrong(from, fmt::format("the alias `{}` is an entry that lives", from), "an alias says what became of an id that has gone");
      if (!to.empty() && !own.contains(to)) wrong(from, fmt::format("the alias `{}` leads to `{}`, which is no entry of the framework", from, to));
    }
  }

  struct Alias {
    const FrameworkDef* framework = nullptr;  ///< null: no framework ever had the id
    std::string to;                           ///< the entry that it became; empty when there is none
  };
  Alias alias_of(const std::string& id) const {
    for (const FrameworkDef& f : catalog_.frameworks) {
      const auto at = std::find(f.alias_from.begin(), f.alias_from.end(), id);
      if (at == f.alias_from.end()) continue;
      const std::string& to = f.alias_to[static_cast<size_t>(at - f.alias_from.begin())];
      return {&f, catalog_.entry(to) == nullptr ? std::string() : to};
    }
    return {};
  }

  std::string in_other_letters(const std::string& id) const {
    for (const FrameworkDef& f : catalog_.frameworks) {
      for (const FrameworkEntry& e : f.entries) {
        if (lower_case(e.id) == lower_case(id)) return e.id;
      }
    }
    return {};
  }

  void leads_nowhere(const std::string& who, const std::string& id, const Alias& alias) {
    if (alias.framework != nullptr) {
      reference(who, id, fmt::format("`{}` has been retired by its framework", id));
      problems_.back().help = fmt::format("{} has no successor for it: cite another entry", titled(*alias.framework));
      return;
    }
    const std::vector<std::string> editions = editions_of(id, catalog_);
    if (editions.empty()) {
      reference(who, id, fmt::format("`{}` stands in no framework that is loaded", id));
      if (const std::string other = in_other_letters(id); !other.empty()) problems_.back().help = fmt::format("did you mean `{}`?", other);
      return;
    }
    reference(who, id, fmt::format("`{}` does not say which edition is meant", id));
    problems_.back().help = fmt::format("there {} {}", editions.size() == 1 ? "is" : "are", listed(editions));
  }

  using MayCite = bool(const FrameworkEntry&);

  // `id` is how `who` names it.
  void check_entry(const std::string& who, const std::string& id, const FrameworkEntry& entry, MayCite& may, std::string_view role) {
    if (entry.retired) reference(who, id, fmt::format("`{}` has been retired by its framework", id));
    if (!may(entry)) reference(who, id, fmt::format("`{}` ({}) is a {}: no {}", id, entry.name, entry.kind, role));
  }

  // An id that has gone becomes what it is now, once.
  void check_entries(const std::string& who, std::vector<std::string>& ids, MayCite& may, std::string_view role) {
    for (std::string& id : ids) {
      const FrameworkEntry* entry = catalog_.entry(id);
      if (entry != nullptr) {
        check_entry(who, id, *entry, may, role);
        continue;
      }
      const Alias alias = alias_of(id);
      if (alias.to.empty()) {
        leads_nowhere(who, id, alias);
        continue;
      }
      const auto told = [&](const LinkProblem& p) { return p.entry == who && p.name == id; };
      if (std::none_of(stale_.begin(), stale_.end(), told)) {
        stale_.push_back({who, 0, fmt::format("`{}` is `{}` in {}", id, alias.to, titled(*alias.framework)),
                          fmt::format("cite `{}`, if that is still what is meant", alias.to), true, id});
      }
      check_entry(who, id, *catalog_.entry(alias.to), may, role);
      id = alias.to;
    }
    for (auto it = ids.begin(); it != ids.end();) it = std::find(ids.begin(), it, *it) == it ? it + 1 : ids.erase(it);
  }

  void controls() {
    for (LinkInput& in : packs_) {
      for (ControlDef& def : in.pack.controls) {
        if (!claim("control", def.id, in.pack)) continue;
        check_entries(def.id, def.satisfies, may_be_satisfied, "control satisfies one");
        catalog_.controls.push_back(std::move(def));
      }
    }
    std::sort(catalog_.controls.begin(), catalog_.controls.end(), [](auto& a, auto& b) { return a.id < b.id; });
    for (const Fact& fact : catalog_.vocabulary.facts) {
      if (!fact.def.satisfies.empty() && catalog_.control(fact.def.satisfies) == nullptr && !catalog_.controls.empty()) {
        reference(fact.def.id, fact.def.satisfies, fmt::format("fact `{}` satisfies `{}`, which is no control", fact.def.id, fact.def.satisfies));
      }
    }
  }

  Test test(const std::string& entry, const Condition& condition, ElementMask kinds) {
    return link_condition(catalog_, catalog_.n_memos, condition, kinds, entry, problems_);
  }

  static void facts_of(const Condition& c, std::vector<std::string>& out) {
    if (c.op == ConditionOp::fact) out.push_back(c.name);
    for (const Condition& child : c.children) facts_of(child, out);
  }

  // Each define after the defines it uses; what is left over when nothing more can be placed is a cycle.
  void defines() {
    std::vector<DefineDef> waiting;
    for (LinkInput& in : packs_) {
      for (DefineDef& d : in.pack.defines) {
        if (!claim("define", d.name, in.pack)) continue;
        const auto& facts = owners_["fact"];
        const auto fact = facts.find(d.name);
        if (fact != facts.end() && fact->second != in.pack.id) {
          taken(d.name, fmt::format("define `{}` of {} decides a fact of {}", d.name, named(in.pack.id), named(fact->second)));
          continue;
        }
        waiting.push_back(d);
      }
    }
    while (!waiting.empty()) {
      const auto ready = std::find_if(waiting.begin(), waiting.end(), [&](const DefineDef& d) {
        std::vector<std::string> used;
        facts_of(d.when, used);
        return std::none_of(waiting.begin(), waiting.end(), [&](const DefineDef& other) {
          return std::find(used.begin(), used.end(), other.name) != used.end();
        });
      });
      if (ready == waiting.end()) {
        problem(waiting[0].name, fmt::format("define `{}` uses itself, by way of others", waiting[0].name));
        return;
      }
      Define define;
      define.fact = catalog_.vocabulary.find(ready->name);
      if (define.fact == kNone) problem(ready->name, fmt::format("define `{}` names no derived fact", ready->name));
      define.when = test(ready->name, ready->when, ready->on);
      define.def = std::move(*ready);
      catalog_.defines.push_back(std::move(define));
      waiting.erase(ready);
    }
  }

  void pack_info(uint32_t i) {
    Pack& pack = packs_[i].pack;
    PackInfo info{pack.id, pack.version, packs_[i].digest, pack.domain, !pack.applies.empty(), {}};
    if (info.has_applies) info.applies = test(pack.domain, pack.applies[0], mask_of(ElementKind::pipeline));
    catalog_.packs.push_back(std::move(info));
  }

  Scope scope(const std::string& entry, const ScopeDef& def) {
    const Vocabulary& v = catalog_.vocabulary;
    Scope out;
    out.on = def.on;
    const auto names = [&](const std::vector<std::string>& words, const WordList& list, std::string_view what,
                           std::vector<uint32_t>& to) {
      for (const std::string& word : words) {
        const uint32_t index = list.find(word);
        if (index == kNone) {
          problem(entry, fmt::format("`subjects` names {} `{}`, which does not exist", what, word),
                  std::string(nearest(word, list.names())));
        } else {
          to.push_back(index);
        }
      }
    };
    names(def.does, v.does, "the `does` word", out.does);
    names(def.kinds, v.kinds, "the kind", out.kinds);
    names(def.roles, v.roles, "the role", out.roles);
    return out;
  }

  void threats() {
    for (uint32_t i = 0; i < packs_.size(); ++i) {
      for (ThreatDef& def : packs_[i].pack.threats) {
        if (claim("threat", def.id, packs_[i].pack)) catalog_.threats.push_back(threat(std::move(def), i));
      }
    }
    std::sort(catalog_.threats.begin(), catalog_.threats.end(),
              [](const Threat& a, const Threat& b) { return a.def.id < b.def.id; });
  }

  void unknown_control(const std::string& threat, const std::string& id) {
    std::vector<std::string> names;
    for (const ControlDef& c : catalog_.controls) names.push_back(c.id);
    reference(threat, id, fmt::format("unknown control `{}`", id), nearest(id, names));
  }

  Threat threat(ThreatDef def, uint32_t pack) {
    Threat t;
    t.pack = pack;
    t.scope = scope(def.id, def.scope);
    check_entries(def.id, def.cites, may_be_cited, "threat stands for one");
    for (RaiseDef& r : def.raises) {
      check_entries(def.id, r.cites, may_be_cited, "threat stands for one");
      Raise raise;
      raise.when = test(def.id, r.when, def.scope.on);
      for (const Condition& c : r.raise_if) raise.raise_if.push_back(test(def.id, c, def.scope.on));
      for (const Condition& c : r.lower_if) raise.lower_if.push_back(test(def.id, c, def.scope.on));
      raise.def = r;
      t.raises.push_back(std::move(raise));
    }
    for (CiteDef& c : def.cites_if) {
      check_entries(def.id, c.ids, may_be_cited, "threat stands for one");
      t.cites_if.push_back(test(def.id, c.when, def.scope.on));
    }
    for (const CreditDef& c : def.controls) {
      if (catalog_.control(c.control) == nullptr) unknown_control(def.id, c.control);
    }
    if (!def.needs.empty()) {
      const uint32_t capability = catalog_.vocabulary.capabilities.find(def.needs);
      if (capability == kNone) {
        problem(def.id, fmt::format("`needs` names no capability: `{}`", def.needs));
      } else {
        t.given_by = catalog_.vocabulary.find(catalog_.vocabulary.capabilities[capability].given);
      }
    }
    outcomes("gives", def.id, def.gives, t.gives);
    outcomes("builds-on", def.id, def.builds_on, t.builds_on);
    t.def = std::move(def);
    return t;
  }

  void outcomes(std::string_view key, const std::string& threat, const std::vector<std::string>& words, std::vector<uint32_t>& to) {
    for (const std::string& word : words) {
      const uint32_t outcome = catalog_.vocabulary.outcomes.find(word);
      if (outcome == kNone) {
        unknown_word(threat, key, "outcome", word, catalog_.vocabulary.outcomes);
      } else {
        to.push_back(outcome);
      }
    }
  }

  void unknown_word(const std::string& entry, std::string_view key, std::string_view what, const std::string& word, const WordList& list) {
    const std::vector<std::string> names = list.names();
    const std::string_view near = nearest(word, names);
    problems_.push_back({entry, 0, fmt::format("`{}` names no {}: `{}`", key, what, word),
                         near.empty() ? fmt::format("{}s are {}", what, listed(names)) : fmt::format("a similar one exists: `{}`", near), false, word});
  }

  void follows() {
    for (Threat& t : catalog_.threats) {
      for (const std::string& id : t.def.follows) {
        const Threat* cause = catalog_.threat(id);
        if (cause == nullptr) {
          reference(t.def.id, id, fmt::format("`follows` names no threat: `{}`", id));
        } else if (!cause->def.follows.empty()) {
          problem(t.def.id, fmt::format("`{}` follows `{}`, which follows others itself", t.def.id, id));
        } else {
          t.follows.push_back(static_cast<uint32_t>(cause - catalog_.threats.data()));
        }
      }
    }
  }

  void bundled() {
    for (LinkInput& in : packs_) {
      for (BundledDef& d : in.pack.bundled) {
        for (std::string& id : d.cites) {
          if (const Alias alias = alias_of(id); catalog_.entry(id) == nullptr && !alias.to.empty()) id = alias.to;
        }
        catalog_.bundled.push_back(std::move(d));
      }
    }
    std::sort(catalog_.bundled.begin(), catalog_.bundled.end(), [](auto& a, auto& b) { return a.threat < b.threat; });
    for (const BundledDef& d : catalog_.bundled) catalog_.bundled_scopes.push_back(scope(d.threat, d.scope));
  }

  void needed() {
    for (const LinkInput& in : packs_) {
      for (const std::string& id : in.pack.needed) {
        const auto is_it = [&](const LinkInput& other) { return &other != &in && other.pack.id == id; };
        if (std::any_of(packs_.begin(), packs_.end(), is_it)) continue;
        reference("pack.toml", id, fmt::format("{} requires `{}`, which is not loaded", named(in.pack.id), id));
        problems_.back().help = "name it too, with `--pack` or `--plugin`";
      }
    }
  }

  std::vector<LinkInput>& packs_;
  std::vector<LinkProblem>& problems_;
  std::vector<LinkProblem>& stale_;
  Catalog catalog_;
  std::map<std::string_view, NameMap<std::string>> owners_;  // of each kind of name: name -> pack
  std::vector<ScaleDef> scales_;
  std::vector<std::string> technologies_;
};

}  // namespace

Catalog link(std::vector<LinkInput> packs, std::vector<LinkProblem>& problems, std::vector<LinkProblem>* stale) {
  std::vector<LinkProblem> unheard;
  return Join(packs, problems, stale == nullptr ? unheard : *stale).run();
}

const Threat* Catalog::threat(std::string_view id) const {
  const auto it = std::lower_bound(threats.begin(), threats.end(), id,
                                   [](const Threat& t, std::string_view key) { return t.def.id < key; });
  return it != threats.end() && it->def.id == id ? &*it : nullptr;
}

const ControlDef* Catalog::control(std::string_view id) const {
  const auto it = std::lower_bound(controls.begin(), controls.end(), id,
                                   [](const ControlDef& c, std::string_view key) { return c.id < key; });
  return it != controls.end() && it->id == id ? &*it : nullptr;
}

const FrameworkEntry* Catalog::entry(std::string_view id, const FrameworkDef** framework) const {
  const auto it = entry_index.find(id);
  if (it == entry_index.end()) return nullptr;
  if (framework != nullptr) *framework = &frameworks[it->second.first];
  return &frameworks[it->second.first].entries[it->second.second];
}

}  // namespace merlon
