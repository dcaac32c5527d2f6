// A comparison as it is shown: what `merlon diff` prints, and whatever compares one pipeline with a changed copy of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outlet.hpp"
#include "diff/causes.hpp"
#include "diff/story_turns.hpp"

namespace merlon {

/// One of the two runs.
struct DiffSide {
  std::string file, pipeline;
  bool described = false, incomplete = false;
  size_t raised = 0, undecided = 0, not_analysed = 0;
};

/// An edit as it is shown.
struct EditRow {
  std::string sentence;
  std::string place;  ///< file:line:col; empty where the changed text is in no file

  std::string text() const { return place.empty() ? sentence : sentence + " (" + place + ")"; }
};

struct Diff {
  std::string version;
  DiffSide before, after;
  Comparison comparison;
  std::vector<StoryDifference> stories;
  std::vector<EditRow> edits;  ///< none where one side is a result file
  bool traced = false;         ///< both sides are described, so causes were looked for
  Search search;

  bool incomplete() const { return before.incomplete || after.incomplete; }
};

/// One of the runs with its description, where it has one.
struct DiffInput {
  const Standing* standing = nullptr;
  const PipelineDoc* doc = nullptr;
};

/// Compares two runs, and finds causes where both have descriptions.
Diff diff_of(const DiffInput& before, const DiffInput& after, const Sources& sources, const Rerun& rerun);

/// What is said of the cause of a difference: one sentence each; the first tells how they belong together.
std::vector<std::string> causes_of(const Diff& diff, const Difference& difference);

/// `raised high 74`, `undecided, up to high 74`, `not analysed`, `-`.
std::string stand_text(const Stand& stand);

/// `new`, `lost sight of`, ...
std::string title_of(Turn turn);

/// `5 compared = 1 new + 1 gone + 3 unchanged`; groups with nothing in them are left out.
std::string ledger_of(const Comparison& comparison);

/// A format: `Diff` -> bytes.  One file each in diff/formats/; the list of all is generated.
struct DiffFormat {
  std::string_view name;  ///< its option is `--<name> FILE`
  std::string_view help;
  void (*write)(const Diff& diff, Outlet& out);
};

namespace diff_formats {
/// Every format, by file name.
const std::vector<const DiffFormat*>& all();
}  // namespace diff_formats

}  // namespace merlon
