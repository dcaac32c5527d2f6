// `controls = ["id", { id = ..., status = ..., evidence = ..., gap = ..., reason = ... }]` on any element.
#include <map>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "graph/lowering.hpp"

namespace merlon {
namespace {

class Controls {
 public:
  explicit Controls(Lowering& l) : l_(l) {
    for (const ControlDef& c : l.catalog.controls) names_.push_back(c.id);
  }

  void element(Element e, const DocElement& doc) {
    const TomlEntry* entry = doc.find("controls");
    if (entry == nullptr) return;
    if (!entry->value.is(TomlType::array)) {
      l_.diagnostics.add("E0220", entry->value.span,
                         fmt::format("`controls` takes a list, found {}", name_of(entry->value.type)), "",
                         entry->value.is(TomlType::string)
                             ? fmt::format("write `controls = [\"{}\"]`", entry->value.text)
                             : "write `controls = [\"...\", { id = \"...\", status = \"planned\" }]`");
      return;
    }
    stated_.clear();
    for (const TomlValue& item : entry->value.items) statement(e, item);
  }

 private:
  void statement(Element e, const TomlValue& item) {
    ControlStatement s;
    s.on = e;
    s.span = item.span;
    if (item.is(TomlType::string)) {
      s.id = item.text;
    } else if (!item.is(TomlType::table) || !table(item, s)) {
      if (!item.is(TomlType::table)) {
        l_.diagnostics.add("E0220", item.span, fmt::format("a control is an id or a table, found {}", name_of(item.type)));
      }
      return;
    }
    if (l_.catalog.control(s.id) == nullptr) return unknown(s);
    const auto [first, fresh] = stated_.try_emplace(s.id, s.span);
    if (!fresh) return twice(s, first->second);
    l_.g.controls.push_back(std::move(s));
  }

  void unknown(const ControlStatement& s) {
    const std::string_view near = nearest(s.id, names_);
    l_.diagnostics.add("E0226", s.span, fmt::format("unknown control `{}`", s.id), "no control has this id",
                       near.empty() ? std::string("`merlon catalog list controls` shows all of them; one of your own pack needs `--pack`")
                                    : fmt::format("one with a similar id exists: `{}`", near));
  }

  // Which of two statements holds is nobody's guess: the better one would earn credit that the other denies.
  void twice(const ControlStatement& s, const Span& first) {
    l_.diagnostics.add("E0234", s.span, fmt::format("control `{}` is stated twice on one element", s.id),
                       fmt::format("stated in line {} already", first.line), "leave one of them, with the status that is true");
  }

  bool table(const TomlValue& item, ControlStatement& s) {
    bool good = true;
    for (const TomlEntry& entry : item.entries) good = field(entry, s) && good;
    if (good && s.id.empty()) {
      l_.diagnostics.add("E0222", item.span, "a control does not say its `id`");
      return false;
    }
    return good;
  }

  bool field(const TomlEntry& entry, ControlStatement& s) {
    static const std::vector<std::string> kFields = {"id", "status", "evidence", "gap", "reason"};
    if (entry.key.starts_with("x-")) return true;
    std::string* const places[] = {&s.id, nullptr, &s.evidence, &s.gap, &s.reason};
    for (size_t i = 0; i < kFields.size(); ++i) {
      if (entry.key != kFields[i]) continue;
      if (!entry.value.is(TomlType::string)) {
        l_.diagnostics.add("E0220", entry.value.span,
                           fmt::format("`{}` takes a text, found {}", entry.key, name_of(entry.value.type)));
        return false;
      }
      if (entry.key == "status") return status(entry.value, s);
      *places[i] = entry.value.text;
      if (entry.key == "id") s.span = entry.value.span;
      return true;
    }
    const std::string_view near = nearest(entry.key, kFields);
    l_.diagnostics.add("E0223", entry.key_span, fmt::format("unknown key `{}` in a control", entry.key), "",
                       near.empty() ? fmt::format("its keys are {}", listed(kFields))
                                    : fmt::format("a similar key exists: `{}`", near));
    return false;
  }

  bool status(const TomlValue& value, ControlStatement& s) {
    for (const ControlStatus status : {ControlStatus::implemented, ControlStatus::partial, ControlStatus::planned,
                                       ControlStatus::absent, ControlStatus::not_applicable}) {
      if (kStatusWords[static_cast<size_t>(status)] != value.text) continue;
      s.status = status;
      return true;
    }
    l_.diagnostics.add("E0221", value.span, fmt::format("`status` has no word `{}`", value.text), "",
                       "its words are `implemented`, `partial`, `planned`, `absent` and `not-applicable`");
    return false;
  }

  Lowering& l_;
  std::vector<std::string> names_;
  std::map<std::string, Span> stated_;  // on the element at hand
};

}  // namespace

void lower_controls(Lowering& l) {
  Controls controls(l);
  for (Element e = 0; e < l.g.n_elements(); ++e) {
    if (l.g.docs[e] != nullptr) controls.element(e, *l.g.docs[e]);
  }
}

}  // namespace merlon
