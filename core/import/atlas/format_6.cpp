// ATLAS-YYYY.MM.yaml, data format 6: an entry knows nothing of others; tactics, parents, what a
// mitigation helps against and the order of the matrix stand in `relationships`.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "base/text.hpp"
#include "import/atlas/formats.hpp"

namespace merlon::atlas {
namespace {

struct RelationType {
  std::string_view word, from, to;
};

// `employs`, the steps of case studies, is not carried; `sequences` gives the order of tactics.
constexpr std::array<RelationType, 3> kRelations = {{{"achieves", "technique", "tactic"},
                                                     {"specializes", "technique", "technique"},
                                                     {"mitigates", "mitigation", "technique"}}};

struct Entry {
  std::string_view key;
  SourceValue value;
};

/// What a map or a list holds, in its order.
std::vector<Entry> entries(SourceValue all) {
  std::vector<Entry> out;
  for (size_t i = 0; i < all.size(); ++i) out.push_back({all.key(i), all.at(i)});
  return out;
}

class Format6 {
 public:
  explicit Format6(AtlasList& atlas) : atlas_(atlas) {}

  void read(SourceValue root) {
    const SourceValue relations = root["relationships"];
    read_tactics(root["tactics"], relations);
    for (const auto& [key, value] : entries(root["techniques"])) {
      FrameworkItem* item = atlas_.add(value, key, "technique");
      if (item != nullptr) atlas_.maturity(*item, value["maturity"]);
    }
    std::vector<std::pair<std::string, SourceValue>> read;
    for (const auto& [key, value] : entries(root["mitigations"])) {
      if (const FrameworkItem* item = atlas_.add(value, key, "mitigation")) {
        read.emplace_back(item->id, value);
      }
    }
    for_each(relations, [&](const Entry& r, std::string_view source, std::string_view type) {
      read_relation(r.value, source, type);
    });
    for (const auto& [id, value] : read) {
      for (const std::string_view word : {"lifecycle-phases", "ml-lifecycle"}) {
        atlas_.misplaced(*atlas_.list().find(id), value[word], word);
      }
    }
  }

 private:
  /// Calls `use` with each relation, and the source and type that it stands under.
  template <class Use>
  static void for_each(SourceValue relations, Use use) {
    for (const auto& [source, group] : entries(relations)) {
      if (relations.is_list()) {
        use(Entry{{}, group}, {}, {});
        continue;
      }
      for (const auto& [type, list] : entries(group)) {
        for (const Entry& relation : entries(list)) use(relation, source, type);
      }
    }
  }

  // A map of the file has the order of its ids; ours is that of the matrix.
  void read_tactics(SourceValue tactics, SourceValue relations) {
    std::map<std::string_view, size_t> place;
    for_each(relations, [&](const Entry& r, std::string_view, std::string_view type) {
      if (type.empty()) type = r.value["relationship-type"].text();
      if (type != "sequences") return;
      const std::string_view position = r.value["position"].text();
      size_t at = place.size();
      std::from_chars(position.data(), position.data() + position.size(), at);
      place.try_emplace(r.value["target"].text(), at);
    });
    const auto rank = [&](const Entry& entry) {
      const auto at = place.find(entry.key.empty() ? entry.value["id"].text() : entry.key);
      return at == place.end() ? SIZE_MAX : at->second;
    };
    std::vector<Entry> list = entries(tactics);
    std::stable_sort(list.begin(), list.end(),
                     [&](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
    for (const auto& [key, value] : list) atlas_.add(value, key, "tactic");
  }

  void left_out(SourceValue value, std::string_view why) {
    atlas_.warn("W0502", value.span(), fmt::format("a relation {} and is left out", why));
  }

  void read_relation(SourceValue value, std::string_view key, std::string_view under) {
    const std::string_view type =
        value["relationship-type"] ? value["relationship-type"].text() : under;
    const auto known = std::find_if(kRelations.begin(), kRelations.end(), [&](const auto& r) {
      return r.word == type || r.word == under;
    });
    if (known == kRelations.end()) return;
    const std::string source(value["source"] ? value["source"].text() : key);
    if ((!key.empty() && source != key) || (!under.empty() && type != under)) {
      return left_out(value,
                      fmt::format("under `{}`, `{}` says that it is `{}` of `{}`", printable(key),
                                  printable(under), printable(type), printable(source)));
    }
    const SourceValue target = value["target"];
    if (!is_id(target.text(), known->to)) {
      return left_out(value,
                      fmt::format("of `{}`, `{}`, leads to `{}`, which is not the id of a {}",
                                  printable(source), type, printable(target.text()), known->to));
    }
    FrameworkItem* item = atlas_.list().find(source);
    if (item == nullptr) {
      return atlas_.warn("W0505", value.span(),
                         fmt::format("a relation to `{}` comes from `{}`, which the list does not "
                                     "have",
                                     printable(target.text()), printable(source)));
    }
    if (item->kind != known->from) {
      return left_out(value, fmt::format("`{}` comes from `{}`, which is a {}", type,
                                         printable(source), item->kind));
    }
    carry(*item, *known, target);
  }

  void carry(FrameworkItem& item, const RelationType& type, SourceValue target) {
    if (type.word == "achieves") return atlas_.relate(item, item.tactics, target);
    if (type.word == "mitigates") return atlas_.relate(item, item.mitigates, target);
    if (item.parent.empty()) {
      item.parent = target.text();
    } else if (item.parent == target.text()) {
      atlas_.warn("W0501", target.span(),
                  fmt::format("`{}` lists `{}` twice", printable(item.id), item.parent));
    } else {
      left_out(target, fmt::format("says that `{}` also specializes `{}`, beside `{}`,", item.id,
                                   target.text(), item.parent));
    }
  }

  AtlasList& atlas_;
};

}  // namespace

bool read_format_6(const AtlasFile& file, AtlasList& atlas) {
  const SourceValue root = file.tree.root();
  const Span whole = {file.tree.file};
  const auto is_table = [](SourceValue value) { return value.is_map() || value.is_list(); };
  for (const std::string_view key : {"tactics", "techniques", "mitigations", "relationships"}) {
    if (is_table(root[key])) continue;
    return atlas.refuse("E0504", whole,
                        fmt::format("the file has no map `{}`, so it may be cut off", key),
                        "an ATLAS-YYYY.MM.yaml of format 6 is expected");
  }
  atlas.list().source =
      "ATLAS data, format 6, of mitre-atlas/atlas-data, Copyright 2021-2026 MITRE";
  atlas.release(root["collection"]["version"], file.release, whole);
  Format6 format(atlas);
  format.read(root);
  return true;
}

}  // namespace merlon::atlas
