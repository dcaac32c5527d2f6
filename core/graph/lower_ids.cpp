// Numbers every element, and reads what its scope depends on: `does`, `kind`, `role`.
#include <fmt/format.h>

#include "base/suggest.hpp"
#include "graph/lowering.hpp"
#include "graph/word_help.hpp"

namespace merlon {
namespace {

std::string_view article(std::string_view noun) { return noun.starts_with('a') ? "an" : "a"; }

void number_elements(Lowering& l) {
  Graph& g = l.g;
  g.n_stages = static_cast<uint32_t>(l.doc.stages.size());
  g.n_assets = static_cast<uint32_t>(l.doc.assets.size());
  g.n_actors = static_cast<uint32_t>(l.doc.actors.size());
  for (const auto* list : {&l.doc.stages, &l.doc.assets, &l.doc.actors}) {
    for (const DocElement& e : *list) {
      g.by_id.try_emplace(e.id.text, static_cast<Element>(g.ids.size()));
      g.ids.push_back(e.id.text);
      g.docs.push_back(&e);
    }
  }
  g.kind.assign(g.ids.size(), kNone);
}

// One word out of a list, or nothing and a diagnostic.
uint32_t word(Lowering& l, const TomlValue& value, const WordList& list, std::string_view key) {
  if (!value.is(TomlType::string)) {
    l.diagnostics.add("E0220", value.span, fmt::format("`{}` takes a word, found {}", key, name_of(value.type)));
    return kNone;
  }
  const uint32_t found = list.find(value.text);
  if (found != kNone) return found;
  l.diagnostics.add("E0221", value.span, fmt::format("`{}` has no word `{}`", key, value.text), "not in the vocabulary",
                    help_for_word(value.text, list, key));
  return kNone;
}

void missing(Lowering& l, const DocElement& e, const WordList& list, std::string_view key, std::string_view what) {
  l.diagnostics.add("E0222", e.span, fmt::format("{} `{}` does not say its `{}`", what, e.id.text, key), "",
                    fmt::format("add `{} = {}`: it decides which threats are asked; {}", key, key == "does" ? "[...]" : "...",
                                words_to_choose(list, key)));
}

void read_does(Lowering& l) {
  for (Element s = 0; s < l.g.n_stages; ++s) {
    const DocElement& e = *l.g.docs[s];
    l.g.phase.push_back(0);
    const TomlEntry* does = e.find("does");
    if (does == nullptr) {
      missing(l, e, l.vocabulary.does, "does", "stage");
      continue;
    }
    if (!does->value.is(TomlType::array) || does->value.items.empty()) {
      l.diagnostics.add("E0220", does->value.span, "`does` takes a list of words, at least one", "",
                        fmt::format("write `does = [\"{}\"]`", does->value.is(TomlType::string) ? does->value.text : "train"));
      continue;
    }
    for (const TomlValue& item : does->value.items) word(l, item, l.vocabulary.does, "does");
    const uint32_t leading = l.vocabulary.does.find(does->value.items[0].text);
    if (leading == kNone) continue;
    const TomlEntry* written = e.find("phase");
    const std::string& phase = written != nullptr && written->value.is(TomlType::string)
                                   ? written->value.text
                                   : l.vocabulary.does[leading].given;
    for (uint8_t p = 0; p < kPhases.size(); ++p) {
      if (kPhases[p] == phase) l.g.phase[s] = p;
    }
  }
}

void read_kinds(Lowering& l) {
  for (Element a = l.g.n_stages; a < l.g.n_stages + l.g.n_assets; ++a) {
    const DocElement& e = *l.g.docs[a];
    const TomlEntry* kind = e.find("kind");
    if (kind == nullptr) {
      missing(l, e, l.vocabulary.kinds, "kind", "asset");
    } else {
      l.g.kind[a] = word(l, kind->value, l.vocabulary.kinds, "kind");
    }
  }
}

void read_roles(Lowering& l) {
  for (Element a = l.g.n_stages + l.g.n_assets; a < l.g.n_nodes(); ++a) {
    const DocElement& e = *l.g.docs[a];
    const TomlEntry* role = e.find("role");
    if (role == nullptr) {
      missing(l, e, l.vocabulary.roles, "role", "actor");
    } else {
      word(l, role->value, l.vocabulary.roles, "role");
    }
  }
}

}  // namespace

bool is_structural_key(ElementKind kind, std::string_view key) {
  if (key == "name" || key == "note" || key == "controls" || key.starts_with("x-")) return true;
  switch (kind) {
    case ElementKind::stage:
      return key == "boundary" || key == "reads" || key == "writes" || key == "uses" || key == "serves" || key == "after";
    case ElementKind::asset: return key == "boundary" || key == "in";
    case ElementKind::actor:
    case ElementKind::boundary: return key == "boundary";
    case ElementKind::flow: return key == "from" || key == "to" || key == "carries";
    case ElementKind::pipeline: break;
  }
  return false;
}

std::string Lowering::similar(std::string_view name, ElementMask kinds) const {
  std::vector<std::string> candidates;
  for (const auto& [kind, list] : {std::pair{ElementKind::stage, &doc.stages}, {ElementKind::asset, &doc.assets},
                                   {ElementKind::actor, &doc.actors}, {ElementKind::boundary, &doc.boundaries}}) {
    if ((kinds & mask_of(kind)) == 0) continue;
    for (const DocElement& e : *list) candidates.push_back(e.id.text);
  }
  return std::string(nearest(name, candidates));
}

Element Lowering::resolve(const TomlValue& value, ElementMask kinds, std::string_view what) {
  if (!value.is(TomlType::string)) {
    diagnostics.add("E0220", value.span, fmt::format("expected the id of {} {}, found {}", article(what), what, name_of(value.type)));
    return kNone;
  }
  const auto it = g.by_id.find(value.text);
  if (it == g.by_id.end()) {
    const std::string near = similar(value.text, kinds);
    const bool unsaid = value.text == "unknown";
    diagnostics.add("E0203", value.span, fmt::format("unknown {} `{}`", what, value.text),
                    fmt::format("no {} has this id", what),
                    unsaid         ? std::string("a list that is written is complete; leave it out to say that its members are not known")
                    : near.empty() ? std::string() : fmt::format("one with a similar id exists: `{}`", near));
    return kNone;
  }
  if ((kinds & mask_of(g.kind_of(it->second))) == 0) {
    const std::string_view found = kElementWords[static_cast<size_t>(g.kind_of(it->second))];
    diagnostics.add("E0227", value.span,
                    fmt::format("`{}` is the id of {} {}, not of {} {}", value.text, article(found), found, article(what), what));
    return kNone;
  }
  return it->second;
}

std::vector<Element> Lowering::resolve_list(const TomlEntry& entry, ElementMask kinds) {
  std::string what;
  for (size_t k = 0; k < kElementWords.size(); ++k) {
    if ((kinds >> k & 1u) == 0) continue;
    if (!what.empty()) what += " or ";
    what += kElementWords[k];
  }
  std::vector<Element> out;
  if (!entry.value.is(TomlType::array)) {
    diagnostics.add("E0220", entry.value.span,
                    fmt::format("`{}` takes a list of ids, found {}", entry.key, name_of(entry.value.type)), "",
                    entry.value.is(TomlType::string) && entry.value.text == "unknown"
                        ? fmt::format("leave `{}` out: what is not written is unknown", entry.key)
                    : entry.value.is(TomlType::string)
                        ? fmt::format("write `{} = [\"{}\"]`", entry.key, entry.value.text)
                        : fmt::format("write `{} = [\"...\"]`, or `{} = []` when there are none", entry.key, entry.key));
    return out;
  }
  for (const TomlValue& item : entry.value.items) {
    const Element e = resolve(item, kinds, what);
    if (e != kNone) out.push_back(e);
  }
  return out;
}

void lower_ids(Lowering& l) {
  number_elements(l);
  // The kinds of elements must be tellable while names are resolved; flows and boundaries get their numbers later.
  Graph& g = l.g;
  g.first = {0, g.n_stages, g.n_stages + g.n_assets, g.n_nodes(), g.n_nodes(), g.n_nodes(), g.n_nodes()};
  read_does(l);
  read_kinds(l);
  read_roles(l);
}

}  // namespace merlon
