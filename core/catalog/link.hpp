// Joins packs into a Catalog: names become numbers, every cross reference exists.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace merlon {

/// A reference that leads nowhere, or a rule of 9-semantics that an entry breaks.
/// `entry` is the id of the entry that says it, `line` the line of the condition in its file (0: unknown).
struct LinkProblem {
  std::string entry;
  uint32_t line = 0;
  std::string message, help;
  bool reference = false;  ///< it names a control, a framework entry or another threat
  std::string name = {};   ///< what it names there
  bool taken = false;      ///< it would change what exists already
};

struct LinkInput {
  Pack pack;
  std::string digest;
};

/// Links `packs` in the order given; the result orders threats and controls by id.
/// All problems of all packs are found in one run; the catalog is usable only when there are none.
/// Who cites an id that its framework has under another name now, cites that one in the catalog; `stale`, where it is
/// given, says so once for each id of an entry.
Catalog link(std::vector<LinkInput> packs, std::vector<LinkProblem>& problems, std::vector<LinkProblem>* stale = nullptr);

/// Links one condition that speaks of elements of `kinds`.  For conditions that stand outside of packs (tests).
Test link_condition(const Catalog& catalog, uint32_t& n_memos, const Condition& condition, ElementMask kinds,
                    const std::string& entry, std::vector<LinkProblem>& problems);

/// Element kinds that a relation leads to from elements of `from`; 0 when it does not exist there.
ElementMask reached(Relation relation, ElementMask from);

}  // namespace merlon
