// What to ask, so that few answers settle much of what is undecided.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "risk/assessment.hpp"

namespace merlon {

/// What one element lacks.
struct Ask {
  Element element = kNone;
  std::string key;                  ///< a fact, an edge list, `boundary` or `kind`

  friend auto operator<=>(const Ask&, const Ask&) = default;
};

/// The key of the question that asks of every edge list at once: is the drawing whole?
inline constexpr std::string_view kEdges = "edges";

inline constexpr std::array<std::string_view, 5> kEdgeLists = {"reads", "writes", "uses", "serves", "carries"};

/// One fact, the facts of one form, or all edge lists, asked of every element that lacks them.
struct Question {
  std::string key;                  ///< a fact, a form, `edges` or `boundary`
  std::vector<Ask> asks;            ///< by element, then in the order of the vocabulary
  std::vector<uint32_t> verdicts;   ///< undecided verdicts that lack some of it, by rank
  size_t decides = 0;               ///< of these, verdicts that lack nothing but what was asked up to here
  int moves = 0;                    ///< potential scores of these verdicts, added up

  friend bool operator==(const Question&, const Question&) = default;
};

/// The shortest questionnaire that a greedy choice finds.
/// Shape:  every fact and edge list that some undecided verdict lacks, once, facts of one form together, in the order in which to ask: the edge lists together and
///         before facts, since an edge brings facts along; then by the verdicts that a question brings nearer to their answer, each shared
///         among the questions that it still waits for; of equals what moves more risk.
/// Units:  scores as in scale.hpp.
/// Errors: none.
std::vector<Question> questionnaire(const Assessment& assessment);

/// The facts or edge lists that a question asks, each once, in the order of the vocabulary.
std::vector<std::string> keys_of(const Catalog& catalog, const Question& question);
/// What to ask a person about a form, a fact or an edge list; empty where the name says all.
std::string question_text(const Catalog& catalog, const std::string& key);
/// What may be answered: `true, false`, words, `ids of assets, or []`.
std::string answers_text(const Catalog& catalog, const std::string& key);
/// Whether the key is an edge list.
bool is_edge_list(std::string_view key);
/// What the drawing shows of an edge list of a stage that nobody wrote: ids, in the order of the flows.  What a flow
/// carries is not drawn.
std::vector<std::string> drawn(const Graph& g, Element element, std::string_view list);
/// The elements that a question is about, each once; with a key, those that lack it.
std::vector<Element> elements_of(const Question& question);
std::vector<Element> elements_of(const Question& question, std::string_view key);

}  // namespace merlon
