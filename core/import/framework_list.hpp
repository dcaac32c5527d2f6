// Somebody else's list as an importer leaves it: facts only, no sentences.  `write_framework` makes
// the two files of threatdb/frameworks/<id>/ from it; the catalog reads them back as FrameworkDef.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "import/source_tree.hpp"

namespace merlon {

struct FrameworkItem {
  std::string id, kind, name, parent, maturity;
  std::vector<std::string> tactics, mitigates;
  Span span;
};

/// An id that the framework had before.
struct FrameworkAlias {
  std::string from;
  std::string to;       ///< the id in this release; empty when it has no successor
  std::string retired;  ///< release that took it out; empty where that is not known

  friend bool operator==(const FrameworkAlias&, const FrameworkAlias&) = default;
};

struct FrameworkList {
  std::string id, name, release, licence, source;
  std::vector<FrameworkItem> items;  ///< in the order of the source
  std::vector<FrameworkAlias> alias;
  std::vector<std::pair<std::string, std::string>> digests;  ///< file name, BLAKE2b-256

  std::map<std::string, size_t, std::less<>> index;  ///< id to place in `items`; kept by add_item
  std::set<std::pair<std::string, std::string>> relations;  ///< what add_relation has seen

  FrameworkItem* find(std::string_view id);
  const FrameworkItem* find(std::string_view id) const;
};

/// The most entries that a list may have; the longest known has some 300.
inline constexpr size_t kMostEntries = 4096;
/// The most relations between them; the largest list known has some 700.
inline constexpr size_t kMostRelations = 1u << 16;

/// Puts an item into the list unless its id or name is missing or its id is taken (W0503), or the
/// list is full (E0502, once).
/// Returns it as it stands there until the next is added, or null.
FrameworkItem* add_item(FrameworkList& list, FrameworkItem item, Diagnostics& diagnostics);

/// Puts `to` behind `relations`, one of the lists of `from`, unless it is there already (W0501).
void add_relation(FrameworkList& list, std::vector<std::string>& relations, const std::string& from,
                  std::string to, Span span, Diagnostics& diagnostics);

/// Takes out parents, tactics and relations that lead to no item of the list (W0505).
void drop_dangling(FrameworkList& list, Diagnostics& diagnostics);

/// `18ab1ef (2026-08-19)` of a sentence that has it, `5.6.1` of one with `tag v5.6.1`; empty when
/// it has neither.
std::string release_in(std::string_view sentence);

}  // namespace merlon
