#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "packc/read.hpp"

namespace merlon {
namespace {

constexpr std::string_view kWhere = "conditions are described in docs/writing-a-threat.md";

class Reader {
 public:
  explicit Reader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Condition table(const TomlValue& v) {
    Condition all;
    all.op = ConditionOp::all;
    all.line = v.span.line;
    if (!v.is(TomlType::table)) {
      wrong(v, "a condition is a table");
      return all;
    }
    for (const TomlEntry& entry : v.entries) {
      if (entry.key == "as" || entry.key == "avoiding") {
        wrong(entry.value, fmt::format("`{}` stands only inside a relation", entry.key));
      } else {
        all.children.push_back(key(entry));
      }
    }
    return simplified(std::move(all));
  }

 private:
  void wrong(const TomlValue& v, std::string message) {
    diagnostics_.add("E0305", v.span, std::move(message), "", std::string(kWhere));
  }

  static Condition simplified(Condition c) {
    if (c.op == ConditionOp::all && c.children.size() == 1) return std::move(c.children[0]);
    return c;
  }

  Condition key(const TomlEntry& entry) {
    for (const auto& [word, op] : {std::pair{"all", ConditionOp::all}, {"any", ConditionOp::any}, {"none", ConditionOp::none}}) {
      if (entry.key == word) return list(entry, op);
    }
    const auto relation = std::find(kRelationWords.begin(), kRelationWords.end(), entry.key);
    // `boundary`, `in` and `after` are relations when a condition stands behind them.
    if (relation != kRelationWords.end() && entry.value.is(TomlType::table) && !is_bound(entry.value)) {
      return neighbour(entry, static_cast<Relation>(relation - kRelationWords.begin()));
    }
    return fact(entry);
  }

  static bool is_bound(const TomlValue& v) {
    return v.find("at-least") != nullptr || v.find("at-most") != nullptr;
  }

  Condition list(const TomlEntry& entry, ConditionOp op) {
    Condition c;
    c.op = op;
    c.line = entry.key_span.line;
    if (!entry.value.is(TomlType::array)) {
      wrong(entry.value, fmt::format("`{}` takes a list of conditions", entry.key));
      return c;
    }
    for (const TomlValue& item : entry.value.items) c.children.push_back(table(item));
    return c;
  }

  Condition neighbour(const TomlEntry& entry, Relation relation) {
    Condition c;
    c.op = ConditionOp::relation;
    c.relation = relation;
    c.line = entry.key_span.line;
    Condition all;
    all.line = c.line;
    std::vector<Condition> avoiding;
    for (const TomlEntry& inner : entry.value.entries) {
      if (inner.key == "as") {
        c.as = inner.value.text;
        if (!inner.value.is(TomlType::string) || c.as.empty()) wrong(inner.value, "`as` takes a name");
      } else if (inner.key == "avoiding") {
        avoiding.push_back(table(inner.value));
      } else {
        all.children.push_back(key(inner));
      }
    }
    if (!avoiding.empty() && relation != Relation::upstream && relation != Relation::downstream) {
      wrong(entry.value, "`avoiding` stands only inside `upstream` and `downstream`");
      avoiding.clear();
    }
    c.children.push_back(simplified(std::move(all)));
    for (Condition& a : avoiding) c.children.push_back(std::move(a));
    return c;
  }

  Condition fact(const TomlEntry& entry) {
    Condition c;
    c.op = ConditionOp::fact;
    c.name = entry.key;
    c.line = entry.key_span.line;
    const TomlValue& v = entry.value;
    if (v.is(TomlType::table)) {
      if (!bounds(entry, c)) return c;
    } else if (v.is(TomlType::array)) {
      for (const TomlValue& item : v.items) scalar(item, c.values);
    } else {
      scalar(v, c.values);
    }
    if (c.values.empty() && c.at_least.empty() && c.at_most.empty()) {
      wrong(v, fmt::format("`{}` is compared with nothing", entry.key));
    }
    return c;
  }

  // False where the key is no fact that could have bounds.
  bool bounds(const TomlEntry& key, Condition& c) {
    for (const TomlEntry& entry : key.value.entries) {
      std::vector<std::string> values;
      scalar(entry.value, values);
      if (values.empty()) continue;
      if (entry.key == "at-least") {
        c.at_least = values[0];
      } else if (entry.key == "at-most") {
        c.at_most = values[0];
      } else {
        const std::string_view near = nearest(c.name, kRelationWords);
        diagnostics_.add("E0305", key.key_span, fmt::format("`{}` is neither a relation nor a fact with `at-least` and `at-most`", c.name),
                         "", near.empty() ? std::string(kWhere) : fmt::format("did you mean `{}`?", near));
        return false;
      }
    }
    return true;
  }

  void scalar(const TomlValue& v, std::vector<std::string>& out) {
    if (v.is(TomlType::string)) {
      out.push_back(v.text);
    } else if (v.is(TomlType::boolean)) {
      out.emplace_back(v.boolean ? "true" : "false");
    } else if (v.is(TomlType::integer)) {
      out.push_back(std::to_string(v.integer));
    } else {
      wrong(v, "a fact is compared with a word, true, false, an integer, or a list of these");
    }
  }

  Diagnostics& diagnostics_;
};

}  // namespace

Condition read_condition(const TomlValue& table, Diagnostics& diagnostics) { return Reader(diagnostics).table(table); }

ElementMask read_element_kinds(const std::vector<std::string>& words, const Span& span, Diagnostics& diagnostics) {
  ElementMask mask = 0;
  for (const std::string& word : words) {
    const auto it = std::find(kElementWords.begin(), kElementWords.end(), word);
    if (it == kElementWords.end()) {
      diagnostics.add("E0304", span, fmt::format("`{}` is no element kind", word), "",
                      "they are `stage`, `asset`, `actor`, `flow`, `boundary` and `pipeline`");
    } else {
      mask |= 1u << (it - kElementWords.begin());
    }
  }
  return mask;
}

}  // namespace merlon
