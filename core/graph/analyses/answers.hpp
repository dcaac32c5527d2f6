// Who sees what a stage gives out, as it is: who calls it, who gets it sent, who can read what it writes it into, and who
// looks through a stage that only passes on.
#pragma once

#include <span>
#include <vector>

#include "graph/core_facts.hpp"

namespace merlon {

class Answers {
 public:
  /// Who looks (an actor, a stage or an asset) and at what.
  struct View {
    Element from = kNone, to = kNone;
    bool certain = true;
  };

  Answers(const Graph& g, const CoreFacts& f);

  const std::vector<View>& views() const { return views_; }
  /// Those who look at an element, in order of their numbers.
  std::span<const View> seen_by(Element e) const { return {views_.data() + first_[e], views_.data() + first_[e + 1]}; }
  /// Whether who looks at this element looks through it: a stage that passes on, or an asset that holds answers.
  bool passes(Element e) const { return passes_[e]; }
  /// An asset that holds what a model gives back.
  bool is_answer(Element e) const { return g_.kind_of(e) == ElementKind::asset && g_.is_kind(e, output_); }
  /// The assets that hold answers in what a stage reads, or in the stores that it reads.
  std::vector<Element> answers_in(Element read) const;

 private:
  bool transparent(Element stage) const;
  void look(Element from, Element at, bool certain);

  const Graph& g_;
  const CoreFacts& f_;
  uint32_t output_;
  std::vector<View> views_;      // by what is seen, then by who looks
  std::vector<size_t> first_;    // element -> its first view
  std::vector<bool> passes_;
};

/// The way from somebody of the widest audience that surely sees the answers of a stage, to the stage; empty when nobody
/// who is drawn does.
std::vector<Element> view_path(const Graph& g, const CoreFacts& f, const Answers& answers, Element stage);

}  // namespace merlon
