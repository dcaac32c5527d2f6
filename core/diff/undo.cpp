// A description with edits undone: what was added goes, what was removed comes back, and references follow.
#include <algorithm>
#include <set>

#include "diff/edits.hpp"
#include "diff/parts.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 6> kListsOfIds = {"reads", "writes", "uses", "serves", "after", "carries"};
constexpr std::array<std::string_view, 2> kPlaces = {"boundary", "in"};

bool one_of(std::string_view key, const auto& keys) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

TomlEntry* find_entry(DocElement& e, std::string_view key) { return const_cast<TomlEntry*>(e.find(key)); }

void set_entry(DocElement& e, const TomlEntry& entry) {
  if (TomlEntry* there = find_entry(e, entry.key)) {
    *there = entry;
  } else {
    e.entries.push_back(entry);
  }
}

void drop_entry(DocElement& e, std::string_view key) {
  std::erase_if(e.entries, [&](const TomlEntry& entry) { return entry.key == key; });
}

bool names(const TomlEntry& entry, std::string_view id) {
  const auto is = [&](const TomlValue& v) { return v.is(TomlType::string) && v.text == id; };
  return is(entry.value) || std::any_of(entry.value.items.begin(), entry.value.items.end(), is);
}

class Undo {
 public:
  Undo(const PipelineDoc& before, const PipelineDoc& after) : before_(before), old_(before), doc_(after) {}

  PipelineDoc run(const std::vector<Edit>& edits, const std::vector<uint32_t>& undo) {
    for (const uint32_t i : undo) {
      if (edits[i].what == Edit::What::element) element(edits[i]);
    }
    const auto is_new_decision = [&](uint32_t i) { return edits[i].what == Edit::What::decision && edits[i].added(); };
    for (const uint32_t i : undo) {
      if (!is_new_decision(i)) part(edits[i]);
    }
    // Backwards: the next one of its finding takes the number of one that goes.
    for (auto i = undo.rbegin(); i != undo.rend(); ++i) {
      if (is_new_decision(*i)) decision(edits[*i]);
    }
    prune();
    return std::move(doc_);
  }

 private:
  void element(const Edit& e) {
    for (const ElementKind kind : kListedKinds) {
      std::erase_if(list_of(doc_, kind), [&](const DocElement& x) { return name_of(kind, x) == e.element; });
    }
    const Found old = old_.find(e.element);
    if (old.element == nullptr) return;
    list_of(doc_, old.kind).push_back(*old.element);
    if (old.kind != ElementKind::flow) name_again(e.element);
  }

  // Flows to it, lists and places that named it, what was assumed of it.
  void name_again(const std::string& id) {
    for (const DocElement& flow : before_.flows) {
      const bool its = names(*flow.find("from"), id) || names(*flow.find("to"), id);
      if (its && find_element(doc_, name_of(ElementKind::flow, flow)).element == nullptr) doc_.flows.push_back(flow);
    }
    for (const ElementKind kind : kListedKinds) {
      for (DocElement& now : list_of(doc_, kind)) {
        const Found old = old_.find(name_of(kind, now));
        if (old.element == nullptr || old.kind != kind) continue;
        for (const TomlEntry& entry : old.element->entries) {
          const bool list = one_of(entry.key, kListsOfIds);
          if ((!list && !one_of(entry.key, kPlaces)) || !names(entry, id)) continue;
          TomlEntry* there = find_entry(now, entry.key);
          if (there == nullptr && !list) now.entries.push_back(entry);
          if (there != nullptr && list && there->value.is(TomlType::array) && !names(*there, id)) add_item(*there, entry, id);
        }
      }
    }
    for (const DocAssumption& a : before_.assumptions) {
      if (a.on != DocAssumption::On::kind && a.target.text == id && find_assumption(doc_.assumptions, a) == nullptr) doc_.assumptions.push_back(a);
    }
  }

  static void add_item(TomlEntry& to, const TomlEntry& from, const std::string& id) {
    for (const TomlValue& v : from.value.items) {
      if (v.is(TomlType::string) && v.text == id) to.value.items.push_back(v);
    }
  }

  void part(const Edit& e) {
    switch (e.what) {
      case Edit::What::element: return;
      case Edit::What::assumption: return assumption(e);
      case Edit::What::decision: return decision(e);
      case Edit::What::value:
      case Edit::What::item:
      case Edit::What::control: break;
    }
    DocElement* now = e.element == "pipeline" ? &doc_.pipeline : const_cast<DocElement*>(find_element(doc_, e.element).element);
    const DocElement* old = old_.find(e.element).element;
    if (now == nullptr || old == nullptr) return;
    const TomlEntry* was = old->find(e.key);
    if (e.what == Edit::What::value) return was == nullptr ? drop_entry(*now, e.key) : set_entry(*now, *was);
    const bool control = e.what == Edit::What::control;
    member(*now, was, e, [&](const TomlValue& v) { return (control ? control_id(v) : toml_text(v)) == e.item; });
  }

  // An item of a list, or a control: out, and in again as it was.
  template <class Is>
  static void member(DocElement& now, const TomlEntry* was, const Edit& e, const Is& is) {
    TomlEntry* list = find_entry(now, e.key);
    if (list == nullptr) {
      if (was == nullptr) return;
      now.entries.push_back(*was);
      list = &now.entries.back();
      list->value.items.clear();
    }
    std::erase_if(list->value.items, is);
    if (was != nullptr) std::copy_if(was->value.items.begin(), was->value.items.end(), std::back_inserter(list->value.items), is);
    if (was == nullptr && list->value.items.empty()) drop_entry(now, e.key);
  }

  void assumption(const Edit& e) {
    const auto is = [&](const DocAssumption& a) { return a.target.text == e.element && assumption_key(a) == e.key; };
    std::erase_if(doc_.assumptions, is);
    std::copy_if(before_.assumptions.begin(), before_.assumptions.end(), std::back_inserter(doc_.assumptions), is);
  }

  void decision(const Edit& e) {
    const size_t nth = std::stoul(e.item);
    const DocDecision* old = find_decision(before_.decisions, e.element, nth);
    const DocDecision* now = find_decision(doc_.decisions, e.element, nth);
    if (now != nullptr && old != nullptr) *const_cast<DocDecision*>(now) = *old;
    if (now != nullptr && old == nullptr) doc_.decisions.erase(doc_.decisions.begin() + (now - doc_.decisions.data()));
    if (now == nullptr && old != nullptr) doc_.decisions.push_back(*old);
  }

  // References to what is not there: a list loses the item, a place is what it was, a flow and an assumption go.
  void prune() {
    ids_.insert("outside");
    for (const ElementKind kind : kListedKinds) {
      if (kind == ElementKind::flow) continue;
      for (const DocElement& e : list_of(doc_, kind)) ids_.insert(e.id.text);
    }
    std::erase_if(doc_.flows, [&](const DocElement& flow) { return !there(flow.find("from")->value) || !there(flow.find("to")->value); });
    for (const ElementKind kind : kListedKinds) {
      for (DocElement& e : list_of(doc_, kind)) prune(kind, e);
    }
    std::set<std::string> targets = ids_;
    targets.insert("pipeline");
    for (const DocElement& flow : doc_.flows) targets.insert(name_of(ElementKind::flow, flow));
    std::erase_if(doc_.assumptions, [&](const DocAssumption& a) {
      const bool flow = a.target.text.find("..") != std::string::npos;  // an implied one may go too
      return a.on != DocAssumption::On::kind && !targets.contains(a.target.text) && !(flow && implied(a.target.text));
    });
  }

  void prune(ElementKind kind, DocElement& e) {
    const Found old = old_.find(name_of(kind, e));
    const auto was = [&](const std::string& key) { return old.element == nullptr || old.kind != kind ? nullptr : old.element->find(key); };
    std::vector<TomlEntry> kept;
    for (TomlEntry& entry : e.entries) {
      if (one_of(entry.key, kPlaces) && !there(entry.value)) {
        const TomlEntry* place = was(entry.key);
        if (place == nullptr || !there(place->value)) continue;
        entry = *place;
      }
      if (one_of(entry.key, kListsOfIds)) {
        const size_t dropped = std::erase_if(entry.value.items, [&](const TomlValue& v) { return !there(v); });
        if (dropped > 0 && entry.value.items.empty() && was(entry.key) == nullptr) continue;
      }
      kept.push_back(std::move(entry));
    }
    e.entries = std::move(kept);
  }

  bool there(const TomlValue& v) const { return !v.is(TomlType::string) || ids_.contains(v.text); }
  bool implied(const std::string& flow) const {
    const size_t dots = flow.find("..");
    return ids_.contains(flow.substr(0, dots)) && ids_.contains(flow.substr(dots + 2));
  }

  const PipelineDoc& before_;
  Index old_;
  PipelineDoc doc_;
  std::set<std::string> ids_;
};

}  // namespace

PipelineDoc undone(const PipelineDoc& before, const PipelineDoc& after, const std::vector<Edit>& edits, const std::vector<uint32_t>& undo) {
  return Undo(before, after).run(edits, undo);
}

}  // namespace merlon
