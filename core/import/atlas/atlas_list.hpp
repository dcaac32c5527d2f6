// What the data formats of ATLAS have in common: the form of ids, the steps of maturity, which
// release it is, what becomes of a defect.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "import/framework_reader.hpp"

namespace merlon::atlas {

/// Whether `id` has the form of a `kind` (tactic, technique, mitigation): names of matrices, each
/// with a dot, then `TA0002`, `T0010` or `T0010.002`, `M0007`.
bool is_id(std::string_view id, std::string_view kind);

/// A list of ATLAS as it is filled; each defect becomes a warning that names it, and never a guess.
class AtlasList {
 public:
  AtlasList(const FrameworkRequest& request, FrameworkList& list)
      : request_(request), list_(list) {}

  FrameworkList& list() { return list_; }
  void warn(std::string code, Span span, std::string message, std::string help = {});
  bool refuse(std::string code, Span span, std::string message, std::string help = {});

  /// Sets the release to what the file states.  `named`: what its name or the manifest says; empty
  /// when they say nothing.
  void release(SourceValue stated, std::string_view named, Span file);

  /// Adds the entry that `value` describes; `key` is its key in a map, empty in a list.
  FrameworkItem* add(SourceValue value, std::string_view key, std::string_view kind);
  void maturity(FrameworkItem& item, SourceValue value);
  /// Puts the id `to` behind `relations` of `item`.
  void relate(FrameworkItem& item, std::vector<std::string>& relations, SourceValue to);
  /// M0018 and M0034 of 5.6.1 hold a relation, `id` and `use`, among the words of their lifecycle.
  void misplaced(FrameworkItem& item, SourceValue lifecycle, std::string_view key);
  /// What can be said only when all is read: relations that lead nowhere, inherited tactics, ids
  /// that have gone.
  void finish();

 private:
  void aliases();

  const FrameworkRequest& request_;
  FrameworkList& list_;
};

}  // namespace merlon::atlas
