#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "packc/read.hpp"
#include "packc/table_reader.hpp"

namespace merlon {
namespace {

constexpr std::string_view kMaturities[] = {"feasible", "demonstrated", "realized"};
constexpr std::string_view kTravels[] = {"inward", "outward", "local"};
constexpr std::string_view kDimensions[] = {"secrecy", "privacy", "integrity", "safety", "fairness", "availability", "money"};
constexpr std::string_view kFactors[] = {"likelihood", "impact"};
constexpr std::string_view kEntryKinds[] = {"tactic", "technique", "mitigation", "risk", "control", "requirement", "attack", "objective", "group"};
constexpr std::string_view kStrengths[] = {"strong", "moderate", "weak"};

ScopeDef read_scope(const TomlValue* v, Diagnostics& diagnostics) {
  ScopeDef scope;
  if (v == nullptr) return scope;
  TableReader t(*v, "`subjects`", diagnostics);
  for (size_t k = 0; k < kElementWords.size(); ++k) {
    const TomlValue* kind = t.value(kElementWords[k]);
    if (kind == nullptr) continue;
    if (kind->is(TomlType::boolean) && !kind->boolean) continue;
    scope.on |= 1u << k;
    std::vector<std::string>* words = k == 0 ? &scope.does : k == 1 ? &scope.kinds : k == 2 ? &scope.roles : nullptr;
    if (kind->is(TomlType::boolean)) continue;
    if (!kind->is(TomlType::array) || words == nullptr) {
      diagnostics.add("E0303", kind->span, fmt::format("`{}` takes true{}", kElementWords[k],
                                                       words == nullptr ? "" : ", or a list of words"));
      continue;
    }
    for (const TomlValue& item : kind->items) words->push_back(item.text);
  }
  if (scope.on == 0) diagnostics.add("E0302", v->span, "`subjects` names nothing");
  return scope;
}

std::vector<Condition> read_conditions(const TomlValue* v, Diagnostics& diagnostics) {
  std::vector<Condition> list;
  if (v == nullptr) return list;
  if (!v->is(TomlType::array)) {
    diagnostics.add("E0303", v->span, fmt::format("expected a list of conditions, found {}", name_of(v->type)));
    return list;
  }
  for (const TomlValue& item : v->items) list.push_back(read_condition(item, diagnostics));
  return list;
}

RaiseDef read_raise(const TomlValue& v, Diagnostics& diagnostics) {
  TableReader t(v, "a `[[raise]]`", diagnostics);
  RaiseDef raise;
  const size_t before = diagnostics.errors();
  if (const TomlValue* when = t.value("when", true)) raise.when = read_condition(*when, diagnostics);
  const bool understood = diagnostics.errors() == before;
  raise.reason = t.text("reason", true);
  raise.message = t.text("message", true);
  if (const TomlValue* message = v.find("message"); message != nullptr && understood) check_message(*message, raise.when, diagnostics);
  raise.cites = t.texts("cites");
  raise.raise_if = read_conditions(t.value("raise-if"), diagnostics);
  raise.lower_if = read_conditions(t.value("lower-if"), diagnostics);
  return raise;
}

CiteDef read_cite(const TomlValue& v, Diagnostics& diagnostics) {
  TableReader t(v, "a `[[cite]]`", diagnostics);
  CiteDef cite;
  if (const TomlValue* when = t.value("when", true)) cite.when = read_condition(*when, diagnostics);
  cite.ids = t.texts("ids", true);
  return cite;
}

void read_credits(const TomlValue* v, ThreatDef& threat, Diagnostics& diagnostics) {
  if (v == nullptr) return;
  for (const TomlEntry& entry : v->entries) {
    TableReader t(entry.value, fmt::format("control `{}`", entry.key), diagnostics);
    CreditDef credit;
    credit.control = entry.key;
    credit.lowers = t.word("lowers", kFactors, true);
    credit.by = t.word("by", kStrengths, true);
    threat.controls.push_back(std::move(credit));
  }
}

std::vector<std::string> one_or_more(TableReader& t, const TomlValue& table, std::string_view key) {
  const TomlValue* v = table.find(key);
  if (v != nullptr && v->is(TomlType::string)) return {t.text(key)};
  return t.texts(key);
}

void read_tests(const TomlValue* v, const std::string& threat, PackReading& out, Diagnostics& diagnostics) {
  if (v == nullptr || !v->is(TomlType::array)) return;
  for (const TomlValue& item : v->items) {
    TableReader t(item, "a `[[test]]`", diagnostics);
    ThreatTest test;
    test.threat = threat;
    test.span = item.span;
    test.raised = one_or_more(t, item, "raised");
    test.ruled_out = one_or_more(t, item, "ruled-out");
    test.undecided = one_or_more(t, item, "undecided");
    test.pipeline = t.text("pipeline", true);
    t.text("note");
    if (test.raised.empty() && test.ruled_out.empty() && test.undecided.empty()) {
      diagnostics.add("E0306", item.span, "a test expects nothing", "",
                      "say `raised`, `ruled-out` or `undecided` with the id of a subject");
    }
    out.tests.push_back(std::move(test));
  }
}

// What an entry names in lists of names, and as keys of `[controls]`.
std::vector<NamePlace> name_places(const TomlValue& doc) {
  std::vector<NamePlace> out;
  const auto list = [&](const TomlValue* v) {
    if (v == nullptr) return;
    for (const TomlValue& item : v->items) out.push_back({item.text, item.span});
  };
  for (const char* key : {"cites", "follows", "satisfies", "gives", "builds-on"}) list(doc.find(key));
  if (const TomlValue* raises = doc.find("raise")) {
    for (const TomlValue& raise : raises->items) list(raise.find("cites"));
  }
  if (const TomlValue* cites = doc.find("cite")) {
    for (const TomlValue& cite : cites->items) list(cite.find("ids"));
  }
  if (const TomlValue* controls = doc.find("controls")) {
    for (const TomlEntry& entry : controls->entries) out.push_back({entry.key, entry.key_span});
  }
  return out;
}

void check_id(const std::string& id, const std::string& stem, const TomlValue& doc, Diagnostics& diagnostics) {
  if (id == stem || id.empty()) return;
  diagnostics.add("E0307", doc.find("id")->span, fmt::format("the file is named `{}`, its entry `{}`", stem, id), "",
                  "one entry one file, named by its id");
}

}  // namespace

void read_threat(const TomlValue& doc, const std::string& domain, const std::string& stem, PackReading& out,
                 Diagnostics& diagnostics) {
  ThreatDef threat;
  TableReader t(doc, "a threat", diagnostics);
  threat.domain = domain;
  threat.id = t.text("id", true);
  check_id(threat.id, stem, doc, diagnostics);
  threat.name = t.text("name", true);
  threat.known_as = t.texts("known-as");
  threat.summary = t.text("summary", true);
  threat.story = t.text("story");
  threat.scope = read_scope(t.value("subjects", true), diagnostics);
  threat.phases = t.words("phases", kPhases);
  threat.phase = t.word("phase", kPhases);
  threat.needs = t.text("needs");
  threat.travels = t.word("travels", kTravels, true);
  threat.affects = t.words("affects", kDimensions, true);
  threat.maturity = t.word("maturity", kMaturities, true);
  threat.maturity_because = t.text("maturity-because");
  threat.cites = t.texts("cites");
  threat.follows = t.texts("follows");
  threat.gives = t.texts("gives");
  threat.builds_on = t.texts("builds-on");
  threat.false_positives = t.text("false-positives");
  threat.noise = t.text("noise");
  threat.evidence = t.texts("evidence");
  if (const TomlValue* raises = t.value("raise")) {
    for (const TomlValue& raise : raises->items) threat.raises.push_back(read_raise(raise, diagnostics));
  }
  if (const TomlValue* cites = t.value("cite")) {
    for (const TomlValue& cite : cites->items) threat.cites_if.push_back(read_cite(cite, diagnostics));
  }
  read_credits(t.value("controls"), threat, diagnostics);
  read_tests(t.value("test"), threat.id, out, diagnostics);
  const TomlValue* id = doc.find("id");
  out.places.push_back({threat.id, id == nullptr ? doc.span : id->span, name_places(doc)});
  out.pack.threats.push_back(std::move(threat));
}

void read_control(const TomlValue& doc, const std::string& stem, PackReading& out, Diagnostics& diagnostics) {
  static constexpr std::string_view kEfforts[] = {"small", "medium", "large"};
  ControlDef control;
  TableReader t(doc, "a control", diagnostics);
  control.id = t.text("id", true);
  check_id(control.id, stem, doc, diagnostics);
  control.name = t.text("name", true);
  control.summary = t.text("summary", true);
  control.at = read_element_kinds(t.texts("at", true), doc.span, diagnostics);
  control.family = t.text("family", true);
  control.effort = t.word("effort", kEfforts, true);
  control.verify = t.text("verify", true);
  control.satisfies = t.texts("satisfies");
  const TomlValue* id = doc.find("id");
  out.places.push_back({control.id, id == nullptr ? doc.span : id->span, name_places(doc)});
  out.pack.controls.push_back(std::move(control));
}

void read_domain(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics) {
  TableReader t(doc, "a domain", diagnostics);
  const std::string folder = out.pack.domain;
  out.pack.domain = t.text("domain", true);
  if (!folder.empty() && !out.pack.domain.empty() && out.pack.domain != folder) {
    diagnostics.add("E0307", doc.find("domain")->span, fmt::format("the folder is named `{}`, its domain `{}`", folder, out.pack.domain), "",
                    "one domain one folder, named by it");
  }
  t.text("title");
  if (const TomlValue* applies = t.value("applies")) {
    out.pack.applies.push_back(read_condition(*applies, diagnostics));
    out.places.push_back({out.pack.domain, applies->span});
  }
}

void read_framework(const TomlValue& framework, const TomlValue& entries, const std::string& folder, PackReading& out,
                    Diagnostics& diagnostics) {
  FrameworkDef def;
  std::vector<NamePlace> names;
  {
    TableReader t(framework, "a framework", diagnostics);
    def.id = t.text("id", true);
    def.name = t.text("name", true);
    def.release = t.text("release", true);
    def.licence = t.text("licence", true);
    def.source = t.text("source", true);
    if (const TomlValue* alias = t.value("alias")) {
      for (const TomlEntry& entry : alias->entries) {
        // An id, or a table: `to`, where there is a successor, and the release that retired it.
        const TomlValue* to = entry.value.is(TomlType::table) ? entry.value.find("to") : &entry.value;
        names.push_back({entry.key, entry.key_span});
        def.alias_from.push_back(entry.key);
        def.alias_to.push_back(to == nullptr ? std::string() : to->text);
      }
    }
  }
  const TomlValue* id = framework.find("id");
  EntryPlace place{def.id, id == nullptr ? framework.span : id->span, std::move(names)};
  if (!def.id.empty() && def.id != folder) {
    diagnostics.add("E0307", id->span, fmt::format("the folder is named `{}`, its framework `{}`", printable(folder), printable(def.id)), "",
                    "one framework one folder, named by its id");
  }
  TableReader whole(entries, "entries.toml", diagnostics);
  const TomlValue* list = whole.value("entry");
  for (const TomlValue& item : list == nullptr ? std::vector<TomlValue>() : list->items) {
    TableReader t(item, "a framework entry", diagnostics);
    FrameworkEntry entry;
    entry.id = t.text("id", true);
    if (const TomlValue* own = item.find("id")) place.names.push_back({entry.id, own->span});
    entry.kind = t.word("kind", kEntryKinds, true);
    entry.name = t.text("name", true);
    entry.parent = t.text("parent");
    entry.maturity = t.text("maturity");
    entry.tactics = t.texts("tactics");
    entry.mitigates = t.texts("mitigates");
    entry.retired = t.boolean("retired", false);
    for (const std::string_view other : {"lifecycle", "categories", "controls", "group", "maps", "risks"}) t.value(other);
    def.entries.push_back(std::move(entry));
  }
  out.places.push_back(std::move(place));
  out.pack.frameworks.push_back(std::move(def));
}

void read_not_cited(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics) {
  FrameworkDef& framework = out.pack.frameworks.back();
  EntryPlace place{not_cited_place(framework.id), doc.span};
  TableReader t(doc, "not-cited.toml", diagnostics);
  const TomlValue* groups = t.value("not-cited", true);
  for (const TomlValue& group : groups == nullptr ? std::vector<TomlValue>() : groups->items) {
    TableReader g(group, "a `[[not-cited]]`", diagnostics);
    NotCitedDef def{g.text("reason", true), g.text("because", true), g.texts("ids", true)};
    if (const TomlValue* ids = group.find("ids")) {
      for (const TomlValue& item : ids->items) place.names.push_back({item.text, item.span});
    }
    framework.not_cited.push_back(std::move(def));
  }
  out.places.push_back(std::move(place));
}

}  // namespace merlon
