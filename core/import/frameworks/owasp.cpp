// The OWASP lists, from our facts file owasp.json: Machine Learning Top 10, LLM Top 10 (two
// editions), Agentic Top 10, AI Exchange and the chapters of AISVS.  Numbers of the Top 10s change
// their meaning between editions, so an id of theirs always carries its edition.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "import/framework_reader.hpp"

namespace merlon::frameworks {
namespace {

struct Top10 {
  std::string_view framework, key, source, name, edition;
};

constexpr std::array<Top10, 4> kTop10s = {{
    {"owasp-asi-2026", "agentic_top10", "agentic", "OWASP Top 10 for Agentic Applications", "2026"},
    {"owasp-llm-2025", "llm_top10_2025", "llm_top10_2025", "OWASP Top 10 for LLM Applications",
     "2025"},
    {"owasp-llm-2026", "llm_top10_2026", "llm_top10_2026", "OWASP Top 10 for LLM Applications",
     "2026"},
    {"owasp-ml", "ml_top10", "ml_top10", "OWASP Machine Learning Security Top 10", "2023"},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Owasp {
 public:
  Owasp(const FrameworkRequest& request, FrameworkList& list)
      : request_(request), diagnostics_(request.diagnostics), list_(list) {}

  bool read() {
    if (!read_source(request_.path, SourceFormat::json, tree_, diagnostics_, request_.sources)) {
      return false;
    }
    if (request_.name == "owasp-ai-exchange") return read_exchange();
    if (request_.name == "owasp-aisvs") return read_aisvs();
    const auto top10 = std::find_if(kTop10s.begin(), kTop10s.end(),
                                    [&](const Top10& t) { return t.framework == request_.name; });
    return read_top10(*top10);
  }

 private:
  SourceValue root() const { return tree_.root(); }

  bool is_list(SourceValue value, std::string_view key) {
    if (value.is_list()) return true;
    diagnostics_.add("E0504", {tree_.file}, fmt::format("the file has no list `{}`", key));
    return false;
  }

  // "who what (date), more; licence"
  void origin(std::string_view key) {
    const std::string_view text = root()["sources"][key].text();
    const size_t semicolon = text.rfind("; ");
    list_.source = text.substr(0, semicolon);
    list_.licence = semicolon == std::string_view::npos ? std::string_view("unknown")
                                                        : text.substr(semicolon + 2);
    if (text.empty()) {
      list_.source = "unknown";
      diagnostics_.add("W0504", {tree_.file},
                       fmt::format("the file states no source for `{}`", key));
    }
  }

  bool read_top10(const Top10& top10) {
    if (!is_list(root()[top10.key], top10.key)) return false;
    list_.name = fmt::format("{} {}", top10.name, top10.edition);
    list_.release = top10.edition;
    origin(top10.source);
    for (const SourceValue value : root()[top10.key]) {
      FrameworkItem item;
      item.id = value["id"].text();
      item.kind = "risk";
      item.name = value["name"].text();
      item.span = {tree_.file};
      if (!item.id.empty() && item.id.find(':') == std::string::npos) {
        item.id += fmt::format(":{}", value["edition"].text());
      }
      if (!item.id.empty() && !item.id.ends_with(fmt::format(":{}", top10.edition))) {
        diagnostics_.add("W0503", item.span,
                         fmt::format("`{}` is not of the edition {} and is left out",
                                     printable(item.id), top10.edition));
        continue;
      }
      add_item(list_, std::move(item), diagnostics_);
    }
    // Where the edition before says what became of its entries.
    for (const SourceValue value : root()["llm_top10_2025"]) {
      const std::string_view to = value["becomes_2026"].text();
      if (to.empty()) continue;
      list_.alias.push_back({std::string(value["id"].text()), std::string(to), {}});
    }
    return true;
  }

  // Chapters only: the texts of the requirements are share-alike.  `AISVS-C1` is how others cite
  // `AISVS:C1`.
  bool read_aisvs() {
    if (!is_list(root()["aisvs"], "aisvs")) return false;
    list_.name = "OWASP AI Security Verification Standard";
    list_.release = "1.0";
    origin("aisvs");
    for (const SourceValue value : root()["aisvs"]) {
      const std::string_view chapter = value["id"].text();
      FrameworkItem item;
      if (!chapter.empty()) {
        item.id = fmt::format("AISVS:{}", chapter);
        list_.alias.push_back({fmt::format("AISVS-{}", chapter), item.id, {}});
      }
      item.kind = "requirement";
      item.name = value["name"].text();
      item.span = {tree_.file};
      add_item(list_, std::move(item), diagnostics_);
    }
    return true;
  }

  // "2.1.1. Zero-knowledge evasion" -> "2.1.1" and what follows.
  static std::pair<std::string_view, std::string_view> section(std::string_view name) {
    size_t end = 0;
    while (end < name.size() && (is_digit(name[end]) || name[end] == '.')) ++end;
    if (end == 0 || end == name.size() || name[end] != ' ') return {{}, name};
    std::string_view number = name.substr(0, end);
    while (number.ends_with('.')) number.remove_suffix(1);
    return {number, name.substr(end + 1)};
  }

  // The section that holds a section: 2.1 of 2.1.1, 2.0 of 2.1.
  static std::string above(std::string_view number) {
    const size_t dot = number.rfind('.');
    if (dot == std::string_view::npos || number.ends_with(".0")) return {};
    const std::string_view rest = number.substr(0, dot);
    return rest.find('.') == std::string_view::npos ? fmt::format("{}.0", rest) : std::string(rest);
  }

  void read_slugs(SourceValue values, std::string_view kind) {
    for (const SourceValue value : values) {
      FrameworkItem item;
      const std::string_view slug = value["id"].text();
      if (!slug.empty()) item.id = fmt::format("aix:{}", slug);
      item.kind = kind;
      item.span = {tree_.file};
      const auto [number, title] = section(value["name"].text());
      item.name = title;
      if (item.name.empty() && !slug.empty()) {
        item.name = slug;
        diagnostics_.add(
            "W0507", item.span,
            fmt::format("`{}` has no name and is called by its id", printable(item.id)));
      }
      const std::string parent = kind == "control" ? std::string() : above(number);
      for (const auto& [group, id] : sections_) {
        if (group == parent) item.parent = id;
      }
      if (kind == "group" && !number.empty()) sections_.emplace_back(std::string(number), item.id);
      add_item(list_, std::move(item), diagnostics_);
    }
  }

  bool read_exchange() {
    const SourceValue exchange = root()["ai_exchange"];
    for (const std::string_view key : {"threats", "controls"}) {
      if (!is_list(exchange[key], fmt::format("ai_exchange.{}", key))) return false;
    }
    list_.name = "OWASP AI Exchange";
    origin("ai_exchange");
    list_.release = release_in(root()["sources"]["ai_exchange"].text());
    if (list_.release.empty()) {
      list_.release = "unversioned";
      diagnostics_.add("W0504", {tree_.file}, "the file states no release of the AI Exchange");
    }
    read_slugs(exchange["threat_groups"], "group");
    read_slugs(exchange["threats"], "risk");
    read_slugs(exchange["controls"], "control");
    for (const SourceValue row : exchange["matrix"]) read_row(row);
    return true;
  }

  void read_row(SourceValue row) {
    const std::string threat = fmt::format("aix:{}", row["threat"].text());
    for (const SourceValue value : row["controls"]) {
      const std::string id = fmt::format("aix:{}", value.text());
      FrameworkItem* control = list_.find(id);
      if (control == nullptr) {
        diagnostics_.add(
            "W0505", {tree_.file},
            fmt::format("the matrix row of `{}` names `{}`, which the list does not have",
                        printable(threat), printable(id)));
        continue;
      }
      add_relation(list_, control->mitigates, id, threat, {tree_.file}, diagnostics_);
    }
  }

  const FrameworkRequest& request_;
  Diagnostics& diagnostics_;
  FrameworkList& list_;
  SourceTree tree_;
  std::vector<std::pair<std::string, std::string>> sections_;
};

}  // namespace

const FrameworkReader& owasp() {
  static const FrameworkReader reader = {{"owasp-ai-exchange", "owasp-aisvs", "owasp-asi-2026",
                                          "owasp-llm-2025", "owasp-llm-2026", "owasp-ml"},
                                         false,
                                         [](const FrameworkRequest& request, FrameworkList& list) {
                                           return Owasp(request, list).read();
                                         }};
  return reader;
}

}  // namespace merlon::frameworks
