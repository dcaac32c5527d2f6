// Two standings side by side: what is new, gone, lost sight of, worse or better.  Every finding id is in exactly one
// group, and the groups add up to the ids compared.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diff/standing.hpp"

namespace merlon {

/// How a finding turned out.  Those that ask for attention come first, then those that are good news.
enum class Turn : uint8_t {
  fresh,           ///< raised now, and neither raised nor undecided before
  lost,            ///< raised or undecided before; now less is known: undecided, not analysed or not asked
  worse,           ///< still raised, or still undecided, with a higher score
  opened,          ///< undecided now, and neither raised nor undecided before
  confirmed,       ///< undecided before, raised now
  redecided,       ///< the same score under another decision
  not_analysed,    ///< nobody looked now, and it was neither raised nor undecided before
  better,          ///< with a lower score
  settled,         ///< undecided or not analysed before, now ruled out or out of scope
  gone,            ///< raised before, now ruled out or out of scope
  unchanged,
};
inline constexpr std::array<std::string_view, 11> kTurnWords = {
    "new", "lost-sight-of", "worse", "newly-undecided", "confirmed", "decision-changed", "not-analysed", "better", "settled", "gone", "unchanged"};
inline constexpr size_t kTurns = kTurnWords.size();

/// How sure it is which edits of the description made a difference.
enum class Because : uint8_t {
  each,       ///< undoing any one of the edits takes the difference away
  together,   ///< undoing all of them does, and one less does not
  untraced,   ///< not found within the bound, or nobody looked
  unknown,    ///< can't be known: a result file does not hold the description
};
inline constexpr std::array<std::string_view, 4> kBecauseWords = {"each", "together", "not-found", "not-known"};

/// One finding id in both runs.
struct Difference {
  std::string id;
  Turn turn = Turn::unchanged;
  Stand before, after;
  std::string note;             ///< why it counts as this, where that is not plain; or empty
  Because because = Because::unknown;
  std::vector<uint32_t> edits;  ///< numbers of the edits that made it so, narrowest first
  std::vector<std::string> newcomers;  ///< elements that its evidence names now and that the earlier run names nowhere

  /// Score by which it is ranked: what it is worth now, at worst; of what is gone or nobody looked at, before.
  int weight() const;
  bool asks_for_attention() const { return turn < Turn::better; }
};

struct Comparison {
  std::vector<Difference> differences;  ///< but the unchanged; by turn's class, weight, id
  std::vector<Difference> unchanged;    ///< by id
  std::array<size_t, kTurns> counts{};  ///< by Turn
  size_t compared = 0;                  ///< sum of `counts`
  std::vector<std::string> notes;       ///< what a reader must know of the two runs
};

/// Compares by finding id.
/// Shape:  two standings; every id that either of them names is in the result once.
/// Units:  scores as in 9-semantics S5.
/// Errors: none; what a result file can't tell is taken for not known.
/// Source: 5-risk.md: raised -> undecided is lost sight of, never gone.
Comparison compare(const Standing& before, const Standing& after);

/// True when a run says the same of an id: verdict, level, score and decision.
bool same_stand(const Stand& a, const Stand& b);

}  // namespace merlon
