// What a release of a framework changed.
#pragma once

#include <string>
#include <vector>

#include "import/framework_list.hpp"

namespace merlon {

/// One entry, as the later list has it (one that is retired: as the earlier had it), and what
/// became of it: `A -> B`, or ids that came (`+A`) and went (`-A`).
struct FrameworkChange {
  std::string id, name, what;
};

/// Each by id.
struct FrameworkDiff {
  std::vector<FrameworkChange> added;
  std::vector<FrameworkChange> retired;      ///< `what`: the id it became, empty when none is known
  std::vector<FrameworkChange> renamed;      ///< another name or kind
  std::vector<FrameworkChange> re_parented;  ///< another parent, or other tactics
  std::vector<FrameworkChange> matured;
  std::vector<FrameworkChange> mitigations;  ///< what the entry helps against

  bool empty() const {
    return added.empty() && retired.empty() && renamed.empty() && re_parented.empty() &&
           matured.empty() && mitigations.empty();
  }
};

/// Compares what both lists say of each id; the order of entries and relations says nothing.
FrameworkDiff compare(const FrameworkList& earlier, const FrameworkList& later);

/// What `id`, which `list` does not have, became there; empty when that is not known.
std::string successor_of(const FrameworkList& list, std::string_view id);

}  // namespace merlon
