// Where a pipeline stands: what one run says of each finding id, so that two runs can be compared.
//
//   const Standing before = standing_of(assessment, sources), after = ...;
//   const Comparison c = compare(before, after);
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"
#include "risk/stories.hpp"

namespace merlon {

/// What a run says of a finding id.  `none`: ruled out, or its element is not there or not in scope.
enum class Seen : uint8_t { none, not_asked, undecided, not_analysed, raised };
inline constexpr std::array<std::string_view, 5> kSeenWords = {"none", "not-asked", "undecided", "not-analysed", "raised"};

/// One finding id in one run.
struct Stand {
  Seen seen = Seen::none;
  Score score;                    ///< residual of what is raised, potential of what is undecided
  std::string decision;           ///< treatment of the decision that holds, or empty
  std::string why, place;         ///< a sentence, or what is missing; file:line:col of the subject
  std::set<std::string> touches;  ///< elements that its evidence names

  /// Raised, or undecided: it has a score.
  bool rated() const { return seen == Seen::raised || seen == Seen::undecided; }
};

/// An element of a described pipeline: which of its edge lists nobody wrote, so that they may hold anything.
struct Described {
  ElementKind kind = ElementKind::stage;
  bool usable = false;  ///< an asset that stands in `uses`, not in `reads`
  bool reads = false, uses = false, writes = false, serves = false;  ///< written, in that list of a stage
};

/// Everything that one run says.
struct Standing {
  std::string file, pipeline, version, today;
  std::string passes;                         ///< the list of passes that ran
  bool incomplete = false;
  bool described = false;                     ///< of a run over a description; else of a result file
  std::map<std::string, Stand> stands;        ///< by finding id: raised, undecided and not analysed
  std::map<std::string, std::string> packs;   ///< id -> digest, of those that spoke
  std::map<std::string, std::string> threats; ///< id -> name: of a run all that it asked, of a file those it names
  std::set<std::string> not_asked;            ///< threats that were left out on purpose
  std::map<std::string, Described> elements;  ///< of a run
  std::set<std::string> mentioned;            ///< elements that a file names somewhere
  std::map<std::string, StoryEnd> stories;    ///< by id
  std::set<std::string> open_steps, possible_steps;  ///< finding ids that are on a way which nothing holds
  bool all_stories = false;                   ///< open and closed: false where there may be more, or nobody told them
  bool all_possible = false;                  ///< the same of those that are possible

  /// What is said of an id; `none` where it is not among `stands`.
  const Stand& at(const std::string& id) const;
  size_t count(Seen seen) const;
};

/// `data-poisoning` of `data-poisoning@train`.
std::string_view threat_of(std::string_view id);
/// `train` of `data-poisoning@train`.
std::string_view subject_of(std::string_view id);

/// True when a flow that the description does not draw may be there all the same: the list that would name it is not written.
bool may_be_unwritten(const Standing& standing, std::string_view flow);

/// The standing of a run.  Packs, version and stories are the caller's to add.
Standing standing_of(const Assessment& assessment, const Sources& sources);

}  // namespace merlon
