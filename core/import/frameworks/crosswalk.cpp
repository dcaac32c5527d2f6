// Frameworks that publish no data file, from our crosswalk.json: NIST AI 100-2 and ISO/IEC 42001
// Annex A as lists of ids and short titles, NIST AI RMF and the EU AI Act as the ids that are cited
// there, which have no titles, and of CycloneDX the fields that can show something about a model.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "import/framework_reader.hpp"

namespace merlon::frameworks {
namespace {

struct Origin {
  std::string_view framework, name, release, licence, source;
};

constexpr std::array<Origin, 5> kOrigins = {{
    {"cyclonedx", "CycloneDX", "1.7", "Apache-2.0",
     "CycloneDX/specification e02a34a, schema bom-1.7, fields as listed in crosswalk.json"},
    {"eu-ai-act", "EU AI Act", "2024", "EU law, article numbers only",
     "Regulation (EU) 2024/1689, the articles that crosswalk.json cites"},
    {"iso-42001", "ISO/IEC 42001 Annex A", "2023",
     "closed text, control numbers and short titles only",
     "ISO/IEC 42001, controls as listed in crosswalk.json"},
    {"nist-ai-rmf", "NIST AI RMF", "1.0", "US public domain",
     "NIST AI 100-1, the categories and subcategories that crosswalk.json cites"},
    {"nist-aml", "NIST AI 100-2 Adversarial Machine Learning", "E2025", "US public domain",
     "NIST AI 100-2 E2025, ids as listed in crosswalk.json"},
}};

constexpr std::array<std::string_view, 4> kFunctions = {"GOVERN", "MAP", "MEASURE", "MANAGE"};
constexpr std::string_view kRmf = "NIST-AI-RMF:";

using Order = std::tuple<size_t, int, int, std::string>;

/// Reads a number of up to four digits and takes it from the front of `text`; -1 when there is
/// none.
int number(std::string_view& text) {
  int value = 0;
  size_t end = 0;
  while (end < text.size() && end < 4 && text[end] >= '0' && text[end] <= '9') {
    value = value * 10 + (text[end++] - '0');
  }
  if (end == 0) return -1;
  text.remove_prefix(end);
  return value;
}

class Crosswalk {
 public:
  Crosswalk(const FrameworkRequest& request, FrameworkList& list)
      : request_(request), diagnostics_(request.diagnostics), list_(list) {}

  bool read() {
    if (!read_source(request_.path, SourceFormat::json, tree_, diagnostics_, request_.sources)) {
      return false;
    }
    const auto origin = std::find_if(kOrigins.begin(), kOrigins.end(),
                                     [&](const Origin& o) { return o.framework == request_.name; });
    list_.name = origin->name;
    list_.release = origin->release;
    list_.licence = origin->licence;
    list_.source = origin->source;
    if (request_.name == "cyclonedx") return read_cyclonedx();
    if (request_.name == "nist-aml") return read_nist_aml();
    if (request_.name == "iso-42001") return read_iso();
    if (request_.name == "nist-ai-rmf") return read_rmf();
    return read_eu();
  }

 private:
  bool has(std::string_view key) {
    const SourceValue value = tree_.root()[key];
    if (value.is_list() || value.is_map()) return true;
    diagnostics_.add("E0504", {tree_.file}, fmt::format("the file has no `{}`", key));
    return false;
  }

  FrameworkItem item(std::string id, std::string_view kind, std::string name) const {
    FrameworkItem out;
    out.id = std::move(id);
    out.kind = kind;
    out.name = std::move(name);
    out.span = {tree_.file};
    return out;
  }

  static std::string field_id(std::string_view path) { return fmt::format("CycloneDX:{}", path); }

  /// Takes a field in, unless it is there already: lists and hooks name some of them twice.
  void field(std::string_view path, std::string_view name) {
    const bool plain = !path.empty() && std::all_of(path.begin(), path.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-';
    });
    if (!plain) return left_out(path);
    if (list_.find(field_id(path)) != nullptr) return;
    FrameworkItem entry = item(field_id(path), "requirement", std::string(name));
    // The nearest field above that is an entry.
    for (std::string_view above = path; entry.parent.empty();) {
      const size_t dot = above.rfind('.');
      if (dot == std::string_view::npos) break;
      above = above.substr(0, dot);
      if (list_.find(field_id(above)) != nullptr) entry.parent = field_id(above);
    }
    add_item(list_, std::move(entry), diagnostics_);
  }

  void component_type(std::string_view type) {
    field(fmt::format("component.type.{}", type), fmt::format("component of type {}", type));
  }

  bool read_cyclonedx() {
    constexpr std::string_view kKey = "cyclonedx_1_7";
    if (!has(kKey)) return false;
    const SourceValue lists = tree_.root()[kKey];
    for (const SourceValue type : lists["component_types_ml"]) component_type(type.text());
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLists = {{
        {"modelCard", "modelCard"},
        {"modelParameters", "modelCard.modelParameters"},
        {"considerations", "modelCard.considerations"},
        {"componentData", "data"},
    }};
    for (const auto& [key, above] : kLists) {
      if (!lists[key].is_list()) continue;
      field(above, above);
      for (const SourceValue name : lists[key]) {
        const std::string path = fmt::format("{}.{}", above, name.text());
        field(path, path);
      }
    }
    hooks("cdx", [&](std::string_view text) {
      constexpr std::string_view kType = "component type=";
      if (text.starts_with(kType))
        component_type(text.substr(kType.size()));
      else
        field(text, text);
    });
    return true;
  }

  // The first two digits of a number are the attacker's objective: NISTAML.023 belongs to
  // NISTAML.02.
  bool read_nist_aml() {
    constexpr std::string_view kKey = "nist_ai_100_2_e2025_ids";
    constexpr size_t kObjective = std::string_view("NISTAML.02").size();
    if (!has(kKey)) return false;
    for (const SourceValue value : tree_.root()[kKey]) {
      const std::string id(value["id"].text());
      const bool attack = id.size() > kObjective;
      FrameworkItem entry =
          item(id, attack ? "attack" : "objective", std::string(value["name"].text()));
      if (attack) entry.parent = id.substr(0, kObjective);
      add_item(list_, std::move(entry), diagnostics_);
    }
    return true;
  }

  bool read_iso() {
    constexpr std::string_view kKey = "iso_42001_annex_a";
    if (!has(kKey)) return false;
    for (const SourceValue value : tree_.root()[kKey]) {
      const std::string_view id = value["id"].text();
      add_item(list_,
               item(id.empty() ? std::string() : fmt::format("ISO42001:{}", id), "control",
                    std::string(value["name"].text())),
               diagnostics_);
    }
    return true;
  }

  /// Calls `use` with each id of a column of the table of governance hooks.
  template <class Use>
  void hooks(std::string_view column, Use use) {
    for (const SourceValue stage : tree_.root()["lifecycle_governance_proposed_ours"]) {
      for (const SourceValue id : stage[column]) use(id.text());
    }
  }

  // `MEASURE 2` and `MEASURE-2.7` -> `MEASURE-2` and `MEASURE-2.7`, in the order of the framework.
  void collect_rmf(std::string_view text, std::set<Order>& found) {
    std::string_view rest = text;
    for (size_t f = 0; f < kFunctions.size(); ++f) {
      if (!rest.starts_with(kFunctions[f])) continue;
      rest.remove_prefix(kFunctions[f].size());
      if (!rest.starts_with(' ') && !rest.starts_with('-')) break;
      const bool spaced = rest.starts_with(' ');
      rest.remove_prefix(1);
      const int category = number(rest);
      int part = 0;
      if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        part = number(rest);
      }
      if (category < 1 || part < 0 || !rest.empty()) break;
      std::string id = fmt::format("{}-{}", kFunctions[f], category);
      if (part > 0) id += fmt::format(".{}", part);
      if (spaced) {
        list_.alias.push_back({fmt::format("{}{}", kRmf, text), fmt::format("{}{}", kRmf, id), {}});
      }
      found.insert({f, category, part, std::move(id)});
      return;
    }
    left_out(text);
  }

  bool read_rmf() {
    if (!has("official_pairs")) return false;
    std::set<Order> found;
    for (const SourceValue pair : tree_.root()["official_pairs"]) {
      const std::string_view to = pair["to"].text();
      if (to.starts_with(kRmf)) collect_rmf(to.substr(kRmf.size()), found);
    }
    hooks("rmf", [&](std::string_view id) { collect_rmf(id, found); });
    for (const auto& [function, category, part, id] : found) {
      const std::string above = fmt::format("{}-{}", kFunctions[function], category);
      std::string name = id;
      name[kFunctions[function].size()] = ' ';
      FrameworkItem entry = item(fmt::format("{}{}", kRmf, id), "requirement", std::move(name));
      // The category above is an entry only where somebody cites it.
      if (part > 0 && found.count({function, category, 0, above}) > 0) {
        entry.parent = fmt::format("{}{}", kRmf, above);
      }
      add_item(list_, std::move(entry), diagnostics_);
    }
    return true;
  }

  // `Art.15` -> `EU-AI-ACT:15`, `Annex IV` -> `EU-AI-ACT:Annex-IV`; articles by number, then the
  // annexes.
  bool read_eu() {
    if (!has("lifecycle_governance_proposed_ours")) return false;
    std::set<std::pair<int, std::string>> articles;
    std::set<std::pair<size_t, std::string>> annexes;
    hooks("eu", [&](std::string_view text) {
      std::string_view rest = text;
      if (rest.starts_with("Art.")) {
        rest.remove_prefix(4);
        const std::string digits(rest);
        const int article = number(rest);
        if (article > 0 && rest.empty()) {
          articles.insert({article, digits});
          return;
        }
      } else if (rest.starts_with("Annex ")) {
        rest.remove_prefix(6);
        if (const size_t roman = roman_number(rest)) {
          annexes.insert({roman, std::string(rest)});
          return;
        }
      }
      left_out(text);
    });
    for (const auto& [order, digits] : articles) {
      add_item(list_, item("EU-AI-ACT:" + digits, "requirement", "Article " + digits),
               diagnostics_);
    }
    for (const auto& [order, roman] : annexes) {
      add_item(list_, item("EU-AI-ACT:Annex-" + roman, "requirement", "Annex " + roman),
               diagnostics_);
    }
    return true;
  }

  // The thirteen annexes of the Act; 0 for anything else.
  static size_t roman_number(std::string_view text) {
    constexpr std::array<std::string_view, 13> kRoman = {
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII"};
    const auto at = std::find(kRoman.begin(), kRoman.end(), text);
    return at == kRoman.end() ? 0 : static_cast<size_t>(at - kRoman.begin()) + 1;
  }

  void left_out(std::string_view id) {
    diagnostics_.add("W0503", {tree_.file},
                     fmt::format("`{}` has not the form of an id of {} and is left out",
                                 printable(id), list_.name));
  }

  const FrameworkRequest& request_;
  Diagnostics& diagnostics_;
  FrameworkList& list_;
  SourceTree tree_;
};

}  // namespace

const FrameworkReader& crosswalk() {
  static const FrameworkReader reader = {
      {"cyclonedx", "eu-ai-act", "iso-42001", "nist-ai-rmf", "nist-aml"},
      false,
      [](const FrameworkRequest& request, FrameworkList& list) {
        return Crosswalk(request, list).read();
      }};
  return reader;
}

}  // namespace merlon::frameworks
