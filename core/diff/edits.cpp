#include "diff/edits.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "diff/parts.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

bool decides_nothing(std::string_view key) { return key == "name" || key == "note" || key.starts_with("x-"); }

bool lists_of_words(const TomlEntry* a, const TomlEntry* b) {
  return a != nullptr && b != nullptr && a->value.is(TomlType::array) && b->value.is(TomlType::array);
}

class Edits {
 public:
  Edits(const PipelineDoc& before, const PipelineDoc& after) : before_(before), after_(after), old_(before), now_(after) {}

  std::vector<Edit> find() {
    parts(ElementKind::pipeline, before_.pipeline, after_.pipeline);
    for (const ElementKind kind : kListedKinds) elements(kind);
    assumptions();
    decisions();
    return std::move(out_);
  }

 private:
  // An element of another kind under the same id is the same name for another thing: one edit.
  void elements(ElementKind kind) {
    for (const DocElement& e : list_of(after_, kind)) {
      const std::string name = name_of(kind, e);
      const Found old = old_.find(name);
      if (old.element != nullptr && old.kind == kind) {
        parts(kind, *old.element, e);
      } else {
        out_.push_back({Edit::What::element, kind, name, "", "", old.element == nullptr ? "" : std::string(kElementWords[static_cast<size_t>(old.kind)]),
                        std::string(kElementWords[static_cast<size_t>(kind)]), e.span});
      }
    }
    for (const DocElement& e : list_of(before_, kind)) {
      const std::string name = name_of(kind, e);
      if (now_.find(name).element != nullptr) continue;
      out_.push_back({Edit::What::element, kind, name, "", "", std::string(kElementWords[static_cast<size_t>(kind)]), "", e.span});
    }
  }

  void parts(ElementKind kind, const DocElement& old, const DocElement& now) {
    const std::string name = name_of(kind, now);
    for (const TomlEntry& entry : now.entries) part(kind, name, old.find(entry.key), &entry);
    for (const TomlEntry& entry : old.entries) {
      if (now.find(entry.key) == nullptr) part(kind, name, &entry, nullptr);
    }
  }

  void part(ElementKind kind, const std::string& name, const TomlEntry* old, const TomlEntry* now) {
    const std::string& key = now != nullptr ? now->key : old->key;
    if (decides_nothing(key)) return;
    if (key == "controls") return controls(kind, name, old, now);
    if (lists_of_words(old, now) && key != "does") return items(kind, name, *old, *now);
    const std::string a = old == nullptr ? "" : toml_text(old->value), b = now == nullptr ? "" : toml_text(now->value);
    if (a != b) out_.push_back({Edit::What::value, kind, name, key, "", a, b, (now != nullptr ? now : old)->key_span});
  }

  void items(ElementKind kind, const std::string& name, const TomlEntry& old, const TomlEntry& now) {
    const auto lacking = [](const TomlEntry& list, const std::string& item) {
      return std::none_of(list.value.items.begin(), list.value.items.end(), [&](const TomlValue& v) { return toml_text(v) == item; });
    };
    for (const TomlValue& v : now.value.items) {
      const std::string item = toml_text(v);
      if (lacking(old, item)) out_.push_back({Edit::What::item, kind, name, now.key, item, "", item, v.span});
    }
    for (const TomlValue& v : old.value.items) {
      const std::string item = toml_text(v);
      if (lacking(now, item)) out_.push_back({Edit::What::item, kind, name, now.key, item, item, "", v.span});
    }
  }

  void controls(ElementKind kind, const std::string& name, const TomlEntry* old, const TomlEntry* now) {
    const auto stated = [](const TomlEntry* list, const std::string& id) -> const TomlValue* {
      if (list == nullptr) return nullptr;
      const auto& items = list->value.items;
      const auto it = std::find_if(items.begin(), items.end(), [&](const TomlValue& v) { return control_id(v) == id; });
      return it == items.end() ? nullptr : &*it;
    };
    const auto add = [&](const std::string& id, const TomlValue* a, const TomlValue* b) {
      const std::string was = a == nullptr ? "" : toml_text(*a), is = b == nullptr ? "" : toml_text(*b);
      if (was != is) out_.push_back({Edit::What::control, kind, name, "controls", id, was, is, (b != nullptr ? b : a)->span});
    };
    if (now != nullptr) {
      for (const TomlValue& v : now->value.items) add(control_id(v), stated(old, control_id(v)), &v);
    }
    if (old == nullptr) return;
    for (const TomlValue& v : old->value.items) {
      if (stated(now, control_id(v)) == nullptr) add(control_id(v), &v, nullptr);
    }
  }

  void assumptions() {
    const auto add = [&](const DocAssumption* a, const DocAssumption* b) {
      const DocAssumption& one = b != nullptr ? *b : *a;
      const std::string was = a == nullptr ? "" : toml_text(a->fact.value), is = b == nullptr ? "" : toml_text(b->fact.value);
      if (was == is) return;
      out_.push_back({Edit::What::assumption, ElementKind::pipeline, one.target.text, assumption_key(one), "", was, is, one.fact.key_span});
    };
    for (const DocAssumption& now : after_.assumptions) add(find_assumption(before_.assumptions, now), &now);
    for (const DocAssumption& old : before_.assumptions) {
      if (find_assumption(after_.assumptions, old) == nullptr) add(&old, nullptr);
    }
  }

  void decisions() {
    const auto add = [&](const DocDecision* a, const DocDecision* b, const std::string& nth) {
      const DocDecision& one = b != nullptr ? *b : *a;
      const std::string was = a == nullptr ? "" : decision_text(*a), is = b == nullptr ? "" : decision_text(*b);
      if (was != is) out_.push_back({Edit::What::decision, ElementKind::pipeline, one.finding, "", nth, was, is, one.span});
    };
    for (size_t i = 0; i < after_.decisions.size(); ++i) {
      const DocDecision& now = after_.decisions[i];
      const size_t nth = nth_of(after_.decisions, i);
      add(find_decision(before_.decisions, now.finding, nth), &now, std::to_string(nth));
    }
    for (size_t i = 0; i < before_.decisions.size(); ++i) {
      const DocDecision& old = before_.decisions[i];
      const size_t nth = nth_of(before_.decisions, i);
      if (find_decision(after_.decisions, old.finding, nth) == nullptr) add(&old, nullptr, std::to_string(nth));
    }
  }

  const PipelineDoc& before_;
  const PipelineDoc& after_;
  Index old_, now_;
  std::vector<Edit> out_;
};

// `rate-limiting` alone stands for one that is implemented; what says more than a status is shown as written.
std::string status_of(const std::string& stated) {
  constexpr std::string_view kKey = "status = \"";
  if (stated.empty() || !stated.starts_with('{')) return stated.empty() ? "" : "implemented";
  const size_t at = stated.find(kKey);
  if (at == std::string::npos) return "implemented";
  return stated.substr(at + kKey.size(), stated.find('"', at + kKey.size()) - at - kKey.size());
}

std::string with_was(const std::string& before) { return before.empty() ? std::string() : fmt::format(" (was {})", before); }

}  // namespace

std::vector<Edit> edits_between(const PipelineDoc& before, const PipelineDoc& after) { return Edits(before, after).find(); }

std::string sentence(const Edit& e) {
  const std::string_view kind = kElementWords[static_cast<size_t>(e.kind)];
  const std::string whole = e.kind == ElementKind::pipeline ? "the pipeline" : fmt::format("{} `{}`", kind, e.element);
  switch (e.what) {
    case Edit::What::element:
      if (e.added()) return fmt::format("{} was added", whole);
      return e.removed() ? fmt::format("{} was removed", whole) : fmt::format("`{}` became {} (was {})", e.element, e.after, e.before);
    case Edit::What::value:
      if (e.added()) return fmt::format("`{}` of {} was set to {}", e.key, whole, e.after);
      return e.removed() ? fmt::format("`{}` of {} was taken away{}", e.key, whole, with_was(e.before))
                         : fmt::format("`{}` of {} became {}{}", e.key, whole, e.after, with_was(e.before));
    case Edit::What::item: return fmt::format("{} was {} `{}` of {}", e.item, e.added() ? "added to" : "taken out of", e.key, whole);
    case Edit::What::control: {
      const std::string was = status_of(e.before), is = status_of(e.after);
      if (e.added()) return fmt::format("control `{}` of {} was stated ({})", e.item, whole, is);
      if (e.removed()) return fmt::format("control `{}` of {} is no longer stated{}", e.item, whole, with_was(was));
      return was != is ? fmt::format("control `{}` of {} became {}{}", e.item, whole, is, with_was(was))
                       : fmt::format("control `{}` of {} is stated otherwise: {}{}", e.item, whole, e.after, with_was(e.before));
    }
    case Edit::What::assumption:
      if (e.added()) return fmt::format("`{}` of `{}` is assumed to be {}", e.key, e.element, e.after);
      return e.removed() ? fmt::format("`{}` of `{}` is no longer assumed{}", e.key, e.element, with_was(e.before))
                         : fmt::format("`{}` of `{}` is assumed to be {}{}", e.key, e.element, e.after, with_was(e.before));
    case Edit::What::decision: break;
  }
  if (e.added()) return fmt::format("a decision on `{}` was made: {}", e.element, e.after);
  return e.removed() ? fmt::format("the decision on `{}` was withdrawn{}", e.element, with_was(e.before))
                     : fmt::format("the decision on `{}` became {}{}", e.element, e.after, with_was(e.before));
}

}  // namespace merlon
