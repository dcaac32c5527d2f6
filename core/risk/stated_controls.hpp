// Where a control stands, as far as anybody said: stated there, around it, or by a fact that is also that control.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/name_map.hpp"
#include "risk/assessment.hpp"

namespace merlon {

/// What a status is worth: implemented 3, partial 2, planned 1, others 0.
int rank(ControlStatus status);

class StatedControls {
 public:
  explicit StatedControls(const Graph& g);

  /// How the control stands at an element: by its own statement, else its store's, its boundaries', the pipeline's; a
  /// fact that is also that control counts like a statement.
  ControlStatus status(const std::string& control, Element e) const;
  /// The same with the place and the reason; nothing of what it takes off.
  CreditedControl tell(const std::string& control, Element e) const;
  /// The nearest place around an element where the control is given or stated, and the statement if it is one.
  std::pair<Element, const ControlStatement*> nearest(const std::string& control, Element e) const;
  /// Whether the control is stated, given or told by a fact anywhere.
  bool anywhere(const std::string& control) const;

  /// From now on the control is taken for implemented at the place, whoever says otherwise; until it is taken back,
  /// the last one first.
  void give(const std::string& control, Element place) { given_[control].push_back(place); }
  void take_back(const std::string& control);

  /// Goes through where a statement may stand that counts at `e` (itself, its stores, its boundaries from the innermost,
  /// the pipeline) until `visit` says that it has found what it wants.
  template <class Visit>
  void around(Element e, const Visit& visit) const {
    if (visit(e)) return;
    if (e < g_.n_nodes()) {
      for (Element h = g_.holder[e]; h != kNone; h = g_.holder[h]) {
        if (visit(h)) return;
      }
    }
    for (Element b = g_.boundary[e]; b != kNone; b = g_.boundary[b]) {
      if (visit(b)) return;
    }
    visit(g_.pipeline());
  }
  /// Whether what stands at `place` also stands at `e`.
  bool stands_around(Element place, Element e) const;

 private:
  /// What a fact says of the control that it is.
  struct Said {
    ControlStatus status = ControlStatus::unstated;
    FactId fact = kNone;
    Element at = kNone;
  };

  const ControlStatement* statement(const std::string& control, Element e) const;
  bool is_given(const std::string& control, Element place) const;
  /// Where a fact about `e` is known: there, or on the boundary around it.
  Element speaks(FactId fact, Element e) const;
  /// The best that facts say where that is more than `known`; else nothing.
  Said said(const std::string& control, Element e, ControlStatus known) const;

  const Graph& g_;
  NameMap<std::vector<uint32_t>> by_control_;  ///< statements about each, by element
  NameMap<std::vector<FactId>> facts_;         ///< facts that are also a control, by control
  NameMap<std::vector<Element>> given_;
};

}  // namespace merlon
