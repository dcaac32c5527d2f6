// MITRE ATLAS, data format 5.x: ATLAS.yaml with `matrices` (4.0.1 to 5.6.1) or its lists at the top
// (3.x). Format 6 has other keys, maps for lists and a table of relations; it is refused until it
// has a reader.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "import/framework_reader.hpp"

namespace merlon::frameworks {
namespace {

// Releases whose file says the number of the one before (left: file, right: tag).
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kLaggingVersions = {
    {{"4.0.0", "4.0.1"}, {"4.5.1", "4.5.2"}, {"5.6.0", "5.6.1"}}};

bool digits(std::string_view text, size_t at, size_t count) {
  if (text.size() < at + count) return false;
  const std::string_view part = text.substr(at, count);
  return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `AML.` and the letter of the kind with its number: `AML.TA0002`, `AML.T0010.002`, `AML.M0007`.
bool well_formed(std::string_view id, std::string_view kind) {
  const size_t dot = id.find('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view matrix = id.substr(0, dot);
  if (!std::all_of(matrix.begin(), matrix.end(),
                   [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); })) {
    return false;
  }
  const std::string_view letters = kind == "tactic" ? "TA" : kind == "technique" ? "T" : "M";
  id.remove_prefix(dot + 1);
  if (!id.starts_with(letters) || !digits(id, letters.size(), 4)) return false;
  id.remove_prefix(letters.size() + 4);
  return id.empty() || (kind == "technique" && id.size() == 4 && id[0] == '.' && digits(id, 1, 3));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

class Atlas {
 public:
  Atlas(const FrameworkRequest& request, FrameworkList& list)
      : request_(request), diagnostics_(request.diagnostics), list_(list) {}

  bool read() {
    SourceTree tree;
    if (!read_source(request_.path, SourceFormat::yaml, tree, diagnostics_, request_.sources) ||
        !supported(tree)) {
      return false;
    }
    const SourceValue root = tree.root();
    list_.name = "MITRE ATLAS";
    list_.licence = "Apache-2.0";
    list_.source = "ATLAS.yaml of mitre-atlas/atlas-data, Copyright 2021-2025 MITRE";
    release(root);
    if (root["matrices"].is_list()) {
      for (const SourceValue matrix : root["matrices"]) read_matrix(matrix);
    } else {
      read_matrix(root);
    }
    drop_dangling(list_, diagnostics_);  // first: what a parent gives on is named once
    inherit_tactics();
    aliases();
    return true;
  }

 private:
  void warn(std::string code, Span span, std::string message, std::string help = {}) {
    diagnostics_.add(std::move(code), span, std::move(message), {}, std::move(help));
  }

  bool supported(const SourceTree& tree) {
    const SourceValue root = tree.root();
    const auto refuse = [&](std::string code, Span span, std::string message, std::string help) {
      diagnostics_.add(std::move(code), span, std::move(message), {}, std::move(help));
      return false;
    };
    if (const SourceValue format = root["format-version"]) {
      return refuse(
          "E0505", format.span(),
          fmt::format("ATLAS data format `{}` is not supported yet", printable(format.text())),
          "take the last file of format 5: ATLAS.yaml of release 5.6.1");
    }
    if (root.is_text() && root.text().ends_with(".yaml")) {
      return refuse("E0504", root.span(),
                    fmt::format("the file only points to `{}`", printable(root.text())),
                    "import the file that it points to");
    }
    const SourceValue matrices = root["matrices"];
    if (!(matrices.is_list() && matrices.size() > 0) && !root["tactics"].is_list()) {
      return refuse("E0504", root ? root.span() : Span{tree.file},
                    "the file has no list `matrices`", "an ATLAS.yaml of format 5 is expected");
    }
    return true;
  }

  void release(SourceValue root) {
    const std::string stated(root["version"].text());
    const std::string tag = release_in(request_.facts["source"].text());
    list_.release = stated.empty() ? tag : stated;
    const auto lag = std::find_if(kLaggingVersions.begin(), kLaggingVersions.end(),
                                  [&](const auto& pair) { return pair.first == stated; });
    if (!tag.empty() && tag != stated && lag != kLaggingVersions.end() && lag->second == tag) {
      list_.release = tag;
      warn("W0504", root["version"].span(),
           fmt::format("the file says release {}, its tag is {}", stated, tag));
    } else if (!tag.empty() && tag != stated) {
      warn("W0504", root["version"].span(),
           fmt::format("the file says release `{}`, the facts are of {}", printable(stated), tag),
           "the release of the file is kept");
    } else if (tag.empty() && lag != kLaggingVersions.end()) {
      warn("W0504", root["version"].span(),
           fmt::format("the file says release {}, and so does that of tag {}", stated, lag->second),
           "give the facts of the release as second file");
    } else if (list_.release.empty()) {
      list_.release = "unknown";
      warn("W0504", root.span(), "the file states no release");
    }
  }

  bool start(SourceValue value, std::string_view kind, FrameworkItem& item) {
    item.id = value["id"].text();
    item.kind = kind;
    item.name = value["name"].text();
    item.span = value["id"] ? value["id"].span() : value.span();
    if (item.id.empty() || well_formed(item.id, kind)) return true;
    warn("W0503", item.span,
         fmt::format("`{}` is not the id of a {} and is left out", printable(item.id), kind));
    return false;
  }

  void read_matrix(SourceValue matrix) {
    for (const SourceValue value : matrix["tactics"]) {
      FrameworkItem item;
      if (start(value, "tactic", item)) add_item(list_, std::move(item), diagnostics_);
    }
    for (const SourceValue value : matrix["techniques"]) read_technique(value);
    for (const SourceValue value : matrix["mitigations"]) read_mitigation(value);
  }

  void read_technique(SourceValue value) {
    FrameworkItem item;
    if (!start(value, "technique", item)) return;
    item.parent = value["subtechnique-of"].text();
    item.maturity = lower(value["maturity"].text());
    constexpr std::array<std::string_view, 3> kSteps = {"feasible", "demonstrated", "realized"};
    if (!item.maturity.empty() &&
        std::find(kSteps.begin(), kSteps.end(), item.maturity) == kSteps.end()) {
      warn("W0502", value["maturity"].span(),
           fmt::format("`{}` has the maturity `{}`, which is none of {}", printable(item.id),
                       printable(item.maturity), listed(kSteps)));
      item.maturity.clear();
    }
    for (const SourceValue tactic : value["tactics"]) {
      if (tactic.is_text()) {
        add_relation(item.tactics, std::string(tactic.text()), item.id, tactic.span(),
                     diagnostics_);
      } else {
        warn("W0502", tactic.span(),
             fmt::format("a tactic of `{}` is no id and is left out", printable(item.id)));
      }
    }
    add_item(list_, std::move(item), diagnostics_);
  }

  void read_mitigation(SourceValue value) {
    FrameworkItem item;
    if (!start(value, "mitigation", item)) return;
    for (const SourceValue relation : value["techniques"]) {
      const SourceValue target = relation.is_map() ? relation["id"] : relation;
      if (target.text().empty()) {
        warn("W0502", relation.span(),
             fmt::format("a technique of `{}` is no id and is left out", printable(item.id)));
        continue;
      }
      add_relation(item.mitigates, std::string(target.text()), item.id, target.span(),
                   diagnostics_);
    }
    for (const std::string_view key : {"ml-lifecycle", "ML-lifecycle"}) misplaced(value[key], item);
    add_item(list_, std::move(item), diagnostics_);
  }

  // M0018 and M0034 of 5.6.1 hold a relation, `id` and `use`, among the words of their lifecycle.
  void misplaced(SourceValue lifecycle, FrameworkItem& item) {
    for (const SourceValue value : lifecycle) {
      if (value.is_text()) continue;
      const std::string target(value["id"].text());
      if (!value["use"] || !well_formed(target, "technique")) {
        warn("W0502", value.span(),
             fmt::format("`ml-lifecycle` of `{}` holds an item that is no word",
                         printable(item.id)));
        continue;
      }
      warn("W0502", value["id"].span(),
           fmt::format("the relation of `{}` to `{}` stands in `ml-lifecycle`; it is carried",
                       printable(item.id), target));
      add_relation(item.mitigates, target, item.id, value["id"].span(), diagnostics_);
    }
  }

  // Sub-techniques name no tactics, they have those of their parent.
  void inherit_tactics() {
    for (FrameworkItem& item : list_.items) {
      if (item.parent.empty() || !item.tactics.empty()) continue;
      if (const FrameworkItem* parent = list_.find(item.parent)) item.tactics = parent->tactics;
    }
  }

  void aliases() {
    const SourceValue tables = request_.facts["version_aliases"];
    for (size_t t = 0; t < tables.size(); ++t) {
      const SourceValue table = tables.at(t);
      if (!tables.key(t).starts_with("retired") || !table.is_map()) continue;
      for (size_t i = 0; i < table.size(); ++i) {
        const std::string_view to = table.at(i).text();
        if (!to.empty()) list_.alias.emplace_back(std::string(table.key(i)), std::string(to));
      }
    }
    std::sort(list_.alias.begin(), list_.alias.end());
  }

  const FrameworkRequest& request_;
  Diagnostics& diagnostics_;
  FrameworkList& list_;
};

}  // namespace

const FrameworkReader& atlas() {
  static const FrameworkReader reader = {
      {"atlas"}, true, [](const FrameworkRequest& request, FrameworkList& list) {
        return Atlas(request, list).read();
      }};
  return reader;
}

}  // namespace merlon::frameworks
