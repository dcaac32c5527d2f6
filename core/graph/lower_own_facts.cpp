// Keys that are facts: does the fact exist, can it be said here, is the value one of its values.
#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "graph/lowering.hpp"

namespace merlon {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

bool says_unknown(const TomlValue& v) { return v.is(TomlType::string) && v.text == "unknown"; }

class OwnFacts {
 public:
  explicit OwnFacts(Lowering& l) : l_(l), g_(l.g) {}

  void run() {
    g_.own_offset.reserve(g_.n_elements() + 1);
    g_.own_offset.push_back(0);
    for (Element e = 0; e < g_.n_elements(); ++e) {
      if (g_.docs[e] != nullptr) {
        element(e, *g_.docs[e]);
      } else if (e >= g_.first[6] && l_.phantom_docs[e - g_.first[6]] != nullptr) {
        for (const TomlEntry& entry : l_.phantom_docs[e - g_.first[6]]->entries) key(e, ElementKind::asset, entry);
      }
      g_.own_offset.push_back(static_cast<uint32_t>(g_.own.size()));
    }
  }

 private:
  void element(Element e, const DocElement& doc) {
    const ElementKind kind = g_.kind_of(e);
    for (const TomlEntry& entry : doc.entries) {
      if (!is_structural_key(kind, entry.key)) key(e, kind, entry);
    }
    for (const Fact& fact : l_.vocabulary.facts) {
      const bool asked_elsewhere = fact.def.id == "does" || fact.def.id == "kind" || fact.def.id == "role";
      if (asked_elsewhere || (fact.def.required & mask_of(kind)) == 0 || doc.find(fact.def.id) != nullptr) continue;
      l_.diagnostics.add("E0222", doc.span,
                         fmt::format("{} `{}` does not say its `{}`", kElementWords[static_cast<size_t>(kind)],
                                     g_.ids[e], fact.def.id),
                         "", fmt::format("add `{} = ...`: {}{}", fact.def.id, fact.def.question,
                                         fact.values.empty() ? "" : " Its words are " + listed(fact.values)));
    }
  }

  bool may_stand(const Fact& fact, ElementKind kind) const {
    if (fact.on(kind)) return true;
    return (kind == ElementKind::boundary && (fact.def.inherits & inherits_boundary) != 0) ||
           (kind == ElementKind::pipeline && (fact.def.inherits & inherits_pipeline) != 0);
  }

  void key(Element e, ElementKind kind, const TomlEntry& entry) {
    const FactId id = l_.vocabulary.find(entry.key);
    if (id == kNone) return unknown_key(kind, entry);
    const Fact& fact = l_.vocabulary.facts[id];
    if (!may_stand(fact, kind)) return misplaced(e, kind, fact, entry);
    // These were checked with the ids.
    if (entry.key == "does" || entry.key == "kind" || entry.key == "role") return g_.own.push_back({id, &entry});
    if (!exists_here(e, kind, fact, entry)) return;
    // `does`, `kind` and `role` were read, and their mistakes told, when the elements got their numbers.
    const bool told = entry.key == "does" || entry.key == "kind" || entry.key == "role";
    if (!told && !says_unknown(entry.value) && !value(fact, entry)) return;
    g_.own.push_back({id, &entry});
  }

  void unknown_key(ElementKind kind, const TomlEntry& entry) {
    std::vector<std::string> names;
    for (const Fact& fact : l_.vocabulary.facts) {
      if (may_stand(fact, kind)) names.push_back(fact.def.id);
    }
    for (const std::string_view word : {"boundary", "in", "reads", "writes", "uses", "serves", "after", "from", "to",
                                        "carries", "controls", "name", "note"}) {
      if (is_structural_key(kind, word)) names.emplace_back(word);
    }
    const std::string_view near = nearest(entry.key, names);
    const std::string_view what = kElementWords[static_cast<size_t>(kind)];
    l_.diagnostics.add("E0223", entry.key_span, fmt::format("unknown key `{}` in {} {}", entry.key, what.starts_with('a') ? "an" : "a", what),
                       "not in the vocabulary",
                       near.empty() ? "keys that begin with `x-` are kept and never analysed"
                                    : fmt::format("a similar key exists: `{}`", near));
  }

  void misplaced(Element e, ElementKind kind, const Fact& fact, const TomlEntry& entry) {
    std::vector<std::string_view> where;
    for (size_t k = 0; k < kElementWords.size(); ++k) {
      if ((fact.def.on >> k & 1u) != 0) where.push_back(kElementWords[k]);
    }
    l_.diagnostics.add("E0224", entry.key_span,
                       fmt::format("`{}` can't be said of {} `{}`", entry.key,
                                   kElementWords[static_cast<size_t>(kind)], g_.ids[e]),
                       "", fmt::format("it is said of: {}", listed(where)));
  }

  // `kinds` and `does` say where a fact can exist at all; a store may still carry it for what it holds.
  bool exists_here(Element e, ElementKind kind, const Fact& fact, const TomlEntry& entry) {
    std::vector<std::string> only;
    if (kind == ElementKind::asset && !fact.kinds.empty() && g_.kind[e] != kNone && !fact.kinds[g_.kind[e]]) {
      if ((fact.def.inherits & inherits_store) != 0) return true;
      only = fact.def.kinds;
    }
    if (kind == ElementKind::stage && !fact.does.empty()) {
      const TomlEntry* does = g_.docs[e]->find("does");
      if (does == nullptr) return true;
      const bool some = std::any_of(does->value.items.begin(), does->value.items.end(), [&](const TomlValue& item) {
        const uint32_t word = l_.vocabulary.does.find(item.text);
        return word == kNone || fact.does[word];
      });
      if (!some) only = fact.def.does;
    }
    if (only.empty()) return true;
    l_.diagnostics.add("E0225", entry.key_span, fmt::format("`{}` does not apply to `{}`", entry.key, g_.ids[e]), "",
                       fmt::format("it applies to {} {}", kind == ElementKind::asset ? "the kinds" : "stages that do",
                                   listed(only)));
    return false;
  }

  // What was meant, written as it must be.
  static std::string as_meant(const Fact& fact, const TomlEntry& entry, const TomlValue& v) {
    const bool text = v.is(TomlType::string);
    const bool one = v.is(TomlType::array) && v.items.size() == 1 && v.items[0].is(TomlType::string);
    switch (fact.def.type) {
      case FactType::boolean:
        if (text && (v.text == "true" || v.text == "yes")) return fmt::format("write `{} = true`, without quotes", entry.key);
        if (text && (v.text == "false" || v.text == "no")) return fmt::format("write `{} = false`, without quotes", entry.key);
        return "write `true` or `false`, without quotes";
      case FactType::integer:
        if (text) return fmt::format("write `{} = {}`, without quotes", entry.key, is_number(v.text) ? v.text : "12");
        break;
      case FactType::text: return fmt::format("write `{} = \"...\"`", entry.key);
      case FactType::level:
      case FactType::word:
        if (one) return fmt::format("write `{} = \"{}\"`", entry.key, v.items[0].text);
        break;
      case FactType::words:
        if (text) return fmt::format("write `{} = [\"{}\"]`", entry.key, v.text);
        break;
    }
    return fact.values.empty() ? "`\"unknown\"` is allowed everywhere" : fmt::format("its words are {}", listed(fact.values));
  }

  bool wrong_type(const Fact& fact, const TomlEntry& entry, const TomlValue& v, std::string_view expected) {
    l_.diagnostics.add("E0220", v.span, fmt::format("`{}` takes {}, found {}", entry.key, expected, name_of(v.type)), "",
                       as_meant(fact, entry, v));
    return false;
  }

  bool word(const Fact& fact, const TomlEntry& entry, const TomlValue& v) {
    if (!v.is(TomlType::string)) return wrong_type(fact, entry, v, "a word");
    if (fact.def.open || fact.value(v.text) != kNone) return true;
    const std::string_view near = nearest(v.text, fact.values);
    l_.diagnostics.add("E0221", v.span, fmt::format("`{}` has no word `{}`", entry.key, v.text), "not in the vocabulary",
                       near.empty() ? fmt::format("its words are {}", listed(fact.values))
                                    : fmt::format("a similar word exists: `{}`", near));
    return false;
  }

  bool value(const Fact& fact, const TomlEntry& entry) {
    const TomlValue& v = entry.value;
    switch (fact.def.type) {
      case FactType::boolean: return v.is(TomlType::boolean) || wrong_type(fact, entry, v, "true or false");
      case FactType::integer: return v.is(TomlType::integer) || wrong_type(fact, entry, v, "an integer");
      case FactType::text:
        if (!v.is(TomlType::string)) return wrong_type(fact, entry, v, "a text");
        return !trimmed(v.text).empty() || may_say_nothing(fact, entry, l_.diagnostics);
      case FactType::level:
      case FactType::word: return word(fact, entry, v);
      case FactType::words: break;
    }
    if (!v.is(TomlType::array)) return wrong_type(fact, entry, v, "a list of words");
    if (v.items.empty() && !may_say_nothing(fact, entry, l_.diagnostics)) return false;
    bool good = true;
    for (const TomlValue& item : v.items) good = word(fact, entry, item) && good;
    return good;
  }

  Lowering& l_;
  Graph& g_;
};

}  // namespace

// An empty list or text would rule out whatever asks for a word; most facts have a word for that, or can't be nothing.
bool may_say_nothing(const Fact& fact, const TomlEntry& entry, Diagnostics& diagnostics) {
  if (fact.def.type == FactType::text) {
    diagnostics.add("E0237", entry.value.span, fmt::format("an empty text says nothing of `{}`", entry.key), "",
                    fmt::format("write `{} = \"none\"` where there is none, or leave it out where nobody knows", entry.key));
    return false;
  }
  if (fact.def.type != FactType::words || fact.def.may_be_empty) return true;
  constexpr std::string_view kNothing[] = {"none", "nothing", "nothing-else", "look-up", "plain"};
  const auto word = std::find_if(std::begin(kNothing), std::end(kNothing), [&](std::string_view w) { return fact.value(w) != kNone; });
  diagnostics.add("E0237", entry.value.span, fmt::format("an empty list says nothing of `{}`", entry.key), "",
                  word == std::end(kNothing) ? std::string("leave it out, or write `\"unknown\"`, where nobody knows")
                                             : fmt::format("write `{} = [\"{}\"]`, or leave it out where nobody knows", entry.key, *word));
  return false;
}

void lower_own_facts(Lowering& l) { OwnFacts(l).run(); }

}  // namespace merlon
