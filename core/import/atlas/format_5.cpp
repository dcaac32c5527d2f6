// ATLAS.yaml up to 5.6.1: `matrices` since 4.0.0, before that its lists at the top.
#include <fmt/format.h>

#include "base/text.hpp"
#include "import/atlas/formats.hpp"

namespace merlon::atlas {
namespace {

class Format5 {
 public:
  explicit Format5(AtlasList& atlas) : atlas_(atlas) {}

  void read_matrix(SourceValue matrix) {
    for (const SourceValue value : matrix["tactics"]) atlas_.add(value, {}, "tactic");
    for (const SourceValue value : matrix["techniques"]) read_technique(value);
    for (const SourceValue value : matrix["mitigations"]) read_mitigation(value);
  }

 private:
  void read_technique(SourceValue value) {
    FrameworkItem* item = atlas_.add(value, {}, "technique");
    if (item == nullptr) return;
    // The last copy of dist/ATLAS.yaml has the word of format 6.
    const SourceValue parent = value["subtechnique-of"];
    item->parent = parent ? parent.text() : value["specializes"].text();
    atlas_.maturity(*item, value["maturity"]);
    for (const SourceValue tactic : value["tactics"]) {
      if (tactic.is_text()) {
        atlas_.relate(*item, item->tactics, tactic);
      } else {
        atlas_.warn("W0502", tactic.span(),
                    fmt::format("a tactic of `{}` is no id and is left out", printable(item->id)));
      }
    }
  }

  void read_mitigation(SourceValue value) {
    FrameworkItem* item = atlas_.add(value, {}, "mitigation");
    if (item == nullptr) return;
    for (const SourceValue relation : value["techniques"]) {
      const SourceValue target = relation.is_map() ? relation["id"] : relation;
      if (!target.text().empty()) {
        atlas_.relate(*item, item->mitigates, target);
      } else {
        atlas_.warn(
            "W0502", relation.span(),
            fmt::format("a technique of `{}` is no id and is left out", printable(item->id)));
      }
    }
    for (const std::string_view key : {"ml-lifecycle", "ML-lifecycle"}) {
      atlas_.misplaced(*item, value[key], key);
    }
  }

  AtlasList& atlas_;
};

}  // namespace

bool read_format_5(const AtlasFile& file, AtlasList& atlas) {
  const SourceValue root = file.tree.root();
  const Span whole = {file.tree.file};
  const SourceValue matrices = root["matrices"];
  if (!(matrices.is_list() && matrices.size() > 0) && !root["tactics"].is_list()) {
    return atlas.refuse("E0504", root ? root.span() : whole, "the file has no list `matrices`",
                        "an ATLAS.yaml is expected");
  }
  // They stand behind all that is carried.
  if (!root["case-studies"].is_list()) {
    return atlas.refuse("E0504", whole, "the file has no list `case-studies`, so it may be cut off",
                        "take the file from its publisher again");
  }
  atlas.list().source = "ATLAS.yaml of mitre-atlas/atlas-data, Copyright 2021-2025 MITRE";
  atlas.release(root["version"], file.release, whole);
  Format5 format(atlas);
  if (matrices.is_list()) {
    for (const SourceValue matrix : matrices) format.read_matrix(matrix);
  } else {
    format.read_matrix(root);
  }
  return true;
}

}  // namespace merlon::atlas
