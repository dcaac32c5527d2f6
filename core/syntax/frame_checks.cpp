#include "syntax/frame_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

constexpr size_t kLongestId = 64;

constexpr bool is_id_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// What a person meant by `Fraud Model`; empty when nothing useful is left.
std::string as_identifier(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_id_letter(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  out.resize(std::min(out.size(), kLongestId));
  while (out.ends_with('-')) out.pop_back();
  return out;
}

constexpr std::array<std::string_view, 6> kDecisionKeys = {"finding", "treatment", "reason",
                                                           "by",      "ticket",    "until"};
constexpr std::array<std::string_view, 5> kTreatments = {"accept", "mitigate", "transfer", "avoid",
                                                         "false-positive"};

struct DecisionField {
  std::string_view key;
  std::string DocDecision::*field;
  bool required;
  std::string_view help;
};

constexpr std::array<DecisionField, 5> kDecisionFields = {{
    {"finding", &DocDecision::finding, true,
     "add `finding = \"threat@place\"`, as the report names it"},
    {"treatment", &DocDecision::treatment, true, "add `treatment`: what is done about the finding"},
    {"reason", &DocDecision::reason, true, "add `reason`: whoever reads the report asks why"},
    {"by", &DocDecision::by, false, {}},
    {"ticket", &DocDecision::ticket, false, {}},
}};

void read_field(const TomlValue& table, const DecisionField& field, DocDecision& decision,
                Diagnostics& diagnostics) {
  const TomlValue* value = table.find(field.key);
  if (value == nullptr) {
    if (field.required) {
      diagnostics.add("E0212", table.span, fmt::format("decision without a `{}`", field.key),
                      fmt::format("expected a `{}`", field.key), std::string(field.help));
    }
  } else if (!value->is(TomlType::string)) {
    diagnostics.add("E0212", value->span,
                    fmt::format("`{}` is {}, expected a string", field.key, name_of(value->type)),
                    {}, "put the text into quotes");
  } else if (field.required && value->text.find_first_not_of(" \t\n") == std::string::npos) {
    diagnostics.add("E0212", value->span, fmt::format("`{}` of a decision is empty", field.key),
                    "expected a text", std::string(field.help));
  } else {
    decision.*field.field = value->text;
  }
}

// `threat@place`, where `*` may stand for either part; that both exist is looked up later (room graph).
void check_finding(const TomlValue& table, const DocDecision& decision, Diagnostics& diagnostics) {
  if (decision.finding.empty()) return;
  const size_t at = decision.finding.find('@');
  const bool two_parts = at != std::string::npos && at > 0 && at + 1 < decision.finding.size() &&
                         decision.finding.find('@', at + 1) == std::string::npos;
  if (decision.finding == "*@*") {
    diagnostics.add("E0232", table.find("finding")->span, "a decision about every threat at every place",
                    "would cover what nobody has looked at",
                    "name a threat or a place: `model-extraction@*`, `*@score`");
  }
  if (two_parts) return;
  std::string help = "write `threat@place`, as the report names it";
  if (at == std::string::npos && is_identifier(decision.finding)) {
    help = fmt::format("write `{0}@place` for one finding, or `{0}@*` for all of this threat",
                       decision.finding);
  }
  diagnostics.add("E0218", table.find("finding")->span,
                  fmt::format("`{}` is not the id of a finding", decision.finding),
                  "expected a threat, `@` and a place", std::move(help));
}

void check_treatment(const TomlValue& table, const DocDecision& decision,
                     Diagnostics& diagnostics) {
  if (decision.treatment.empty()) return;
  if (std::find(kTreatments.begin(), kTreatments.end(), decision.treatment) != kTreatments.end())
    return;
  const std::string_view near = nearest(decision.treatment, kTreatments);
  diagnostics.add("E0214", table.find("treatment")->span,
                  fmt::format("unknown treatment `{}`", decision.treatment), "not a treatment",
                  near.empty() ? fmt::format("treatments are {}", listed(kTreatments))
                               : fmt::format("a treatment with a similar name exists: `{}`", near));
}

void read_until(const TomlValue& table, DocDecision& decision, Diagnostics& diagnostics) {
  const TomlValue* value = table.find("until");
  if (value == nullptr) return;
  const bool written = value->is(TomlType::date) || value->is(TomlType::string);
  if (written && is_day(value->text)) {
    decision.until = value->text;
    decision.until_span = value->span;
    return;
  }
  diagnostics.add(
      "E0215", value->span,
      written ? fmt::format("`until` is `{}`, expected a day", value->text)
              : fmt::format("`until` is {}, expected a day", name_of(value->type)),
      value->is(TomlType::date) ? "not a day without a time" : "not a day of the calendar",
      "write `until = 2027-05-31`");
}

void unknown_decision_key(const TomlEntry& entry, Diagnostics& diagnostics) {
  const std::string_view near = nearest(entry.key, kDecisionKeys);
  diagnostics.add("E0213", entry.key_span, fmt::format("unknown key `{}` in a decision", entry.key),
                  "not a part of a decision",
                  near.empty() ? fmt::format("keys are {}", listed(kDecisionKeys))
                               : fmt::format("a key with a similar name exists: `{}`", near));
}

struct AssumeTable {
  std::string_view key;
  DocAssumption::On on;
  std::string_view target;
};

constexpr std::array<AssumeTable, 3> kAssumeTables = {{
    {"kind", DocAssumption::On::kind, "KIND"},
    {"boundary", DocAssumption::On::boundary, "ID"},
    {"element", DocAssumption::On::element, "ID"},
}};
constexpr std::array<std::string_view, 3> kAssumeKeys = {"kind", "boundary", "element"};

void read_assume_table(const AssumeTable& table, TomlValue& targets,
                       std::vector<DocAssumption>& out, Diagnostics& diagnostics) {
  const std::string help =
      fmt::format("write `[assume.{}.{}]` and the facts below it", table.key, table.target);
  if (!targets.is(TomlType::table)) {
    diagnostics.add(
        "E0216", targets.span,
        fmt::format("`assume.{}` is {}, expected tables", table.key, name_of(targets.type)), {},
        help);
    return;
  }
  for (TomlEntry& target : targets.entries) {
    if (is_extension_key(target.key)) continue;
    if (!target.value.is(TomlType::table)) {
      diagnostics.add("E0216", target.key_span,
                      fmt::format("`assume.{}.{}` is {}, expected a table of facts", table.key,
                                  target.key, name_of(target.value.type)),
                      {}, help);
      continue;
    }
    for (TomlEntry& fact : target.value.entries) {
      out.push_back({table.on, {target.key, target.key_span}, std::move(fact)});
    }
  }
}

}  // namespace

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto number = [&](size_t from, size_t length) {
    unsigned value = 0;
    for (const char c : text.substr(from, length)) {
      if (c < '0' || c > '9') return 0u;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
  };
  using namespace std::chrono;
  if (text.substr(0, 4).find_first_not_of("0123456789") != std::string_view::npos) return false;
  return year_month_day(year(static_cast<int>(number(0, 4))), month(number(5, 2)),
                        day(number(8, 2)))
      .ok();
}

bool is_identifier(std::string_view text) {
  if (text.empty() || text.size() > kLongestId || !is_id_letter(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '-' || is_id_letter(c); });
}

bool check_id(const TomlValue& value, Diagnostics& diagnostics) {
  if (!value.is(TomlType::string)) {
    diagnostics.add("E0208", value.span,
                    fmt::format("`id` is {}, expected a string", name_of(value.type)), {},
                    "put the id into quotes");
    return false;
  }
  if (is_identifier(value.text)) return true;
  const bool too_long = value.text.size() > kLongestId;
  const std::string better = too_long ? std::string() : as_identifier(value.text);
  diagnostics.add(
      "E0208", value.span,
      too_long
          ? fmt::format("id has {} bytes, at most {} are allowed", value.text.size(), kLongestId)
          : fmt::format("`{}` is not an id", value.text),
      too_long ? "too long" : "expected `a` to `z`, digits and `-`, not `-` at the beginning",
      better.empty() ? "choose a short name" : fmt::format("write `{}`", better));
  return false;
}

bool check_list_of_tables(const TomlEntry& entry, Diagnostics& diagnostics) {
  const std::string help = fmt::format("begin each one with `[[{}]]`", entry.key);
  if (!entry.value.is(TomlType::array)) {
    const auto found = name_of(entry.value.type);
    diagnostics.add("E0206", entry.value.span,
                     fmt::format("`{}` is {}, expected a list of tables", entry.key, found), {},
                     help);
    return false;
  }
  for (const TomlValue& item : entry.value.items) {
    if (item.is(TomlType::table)) continue;
    diagnostics.add(
        "E0206", item.span,
        fmt::format("`{}` lists {}, expected a table", entry.key, name_of(item.type)), {},
        item.is(TomlType::string) ? fmt::format("write `{{ id = \"{}\" }}`", item.text) : help);
  }
  return true;
}

DocDecision read_decision(const TomlValue& table, Diagnostics& diagnostics) {
  DocDecision decision;
  const TomlValue* finding = table.find("finding");
  decision.span = finding != nullptr ? finding->span : table.span;
  for (const DecisionField& field : kDecisionFields)
    read_field(table, field, decision, diagnostics);
  check_finding(table, decision, diagnostics);
  check_treatment(table, decision, diagnostics);
  read_until(table, decision, diagnostics);
  for (const TomlEntry& entry : table.entries) {
    const bool known =
        std::find(kDecisionKeys.begin(), kDecisionKeys.end(), entry.key) != kDecisionKeys.end();
    if (!known && !is_extension_key(entry.key)) unknown_decision_key(entry, diagnostics);
  }
  return decision;
}

void read_assumptions(TomlEntry& assume, std::vector<DocAssumption>& out,
                      Diagnostics& diagnostics) {
  if (!assume.value.is(TomlType::table)) {
    diagnostics.add("E0216", assume.value.span,
                    fmt::format("`assume` is {}, expected a table", name_of(assume.value.type)), {},
                    "write `[assume.element.ID]` and the facts below it");
    return;
  }
  for (TomlEntry& entry : assume.value.entries) {
    const auto it = std::find_if(kAssumeTables.begin(), kAssumeTables.end(),
                                 [&](const AssumeTable& t) { return t.key == entry.key; });
    if (it != kAssumeTables.end()) {
      read_assume_table(*it, entry.value, out, diagnostics);
    } else if (!is_extension_key(entry.key)) {
      const std::string_view near = nearest(entry.key, kAssumeKeys);
      diagnostics.add("E0216", entry.key_span,
                      fmt::format("unknown key `{}` in `[assume]`", entry.key),
                      "expected `kind`, `boundary` or `element`",
                      near.empty() ? "assumptions are made about a kind, a boundary or an element"
                                   : fmt::format("write `[assume.{}.ID]`", near));
    }
  }
}

}  // namespace merlon
