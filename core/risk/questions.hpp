// What to ask, so that few answers settle much of what is undecided.
#pragma once

#include <string>
#include <vector>

#include "risk/assessment.hpp"

namespace merlon {

/// One fact or edge list, asked of every element that lacks it.
struct Question {
  std::string key;                  ///< a fact, an edge list, `boundary` or `kind`
  std::vector<Element> elements;    ///< that lack it, ascending
  std::vector<uint32_t> verdicts;   ///< undecided verdicts that lack it, by rank
  size_t decides = 0;               ///< of these, verdicts that lack nothing but what was asked up to here
  int moves = 0;                    ///< potential scores of the verdicts that lack it, added up

  friend bool operator==(const Question&, const Question&) = default;
};

/// The shortest questionnaire that a greedy choice finds.
/// Shape:  every key that some undecided verdict lacks, once, in the order in which to ask: edge lists before facts, since
///         an edge brings facts along; then by the verdicts that a question brings nearer to their answer, each shared
///         among the questions that it still waits for; of equals what moves more risk.
/// Units:  scores as in scale.hpp.
/// Errors: none.
std::vector<Question> questionnaire(const Assessment& assessment);

/// What to ask a person about a fact or an edge list; empty where the name says all.
std::string question_text(const Catalog& catalog, const std::string& key);
/// What may be answered: `true, false`, words, `ids of assets, or []`.
std::string answers_text(const Catalog& catalog, const std::string& key);
/// Whether the key is an edge list.
bool is_edge_list(std::string_view key);

}  // namespace merlon
