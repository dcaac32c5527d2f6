// Somebody else's list as an importer leaves it: facts only, no sentences.  `write_framework` makes
// the two files of threatdb/frameworks/<id>/ from it; the catalog reads them back as FrameworkDef.
#pragma once

#include <map>
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

struct FrameworkList {
  std::string id, name, release, licence, source;
  std::vector<FrameworkItem> items;                          ///< in the order of the source
  std::vector<std::pair<std::string, std::string>> alias;    ///< old id, id in this release
  std::vector<std::pair<std::string, std::string>> digests;  ///< file name, BLAKE2b-256

  std::map<std::string, size_t, std::less<>> index;  ///< id to place in `items`; kept by add_item

  FrameworkItem* find(std::string_view id);
};

/// Puts an item into the list unless its id or name is missing or its id is taken (W0503).
bool add_item(FrameworkList& list, FrameworkItem item, Diagnostics& diagnostics);

/// Puts `to` behind `relations` unless it is there already (W0501).
void add_relation(std::vector<std::string>& relations, std::string to, const std::string& from,
                  Span span, Diagnostics& diagnostics);

/// Takes out parents, tactics, relations and aliases that lead to no item of the list (W0505).
void drop_dangling(FrameworkList& list, Diagnostics& diagnostics);

/// `18ab1ef (2026-08-19)` of a sentence that has it, `5.6.1` of one with `tag v5.6.1`; empty when
/// it has neither.
std::string release_in(std::string_view sentence);

}  // namespace merlon
