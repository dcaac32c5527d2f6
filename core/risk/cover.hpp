// Whether the places where a control stands lie on every way into an element, or out of it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "graph/analyses/ways.hpp"
#include "risk/stated_controls.hpp"

namespace merlon {

class Cover {
 public:
  Cover(const Graph& g, const StatedControls& stated) : g_(g), stated_(stated), ways_(g) {}

  const Ways& ways() const { return ways_; }
  /// What the control is worth because every way passes it, and by which places; unstated when some way does not.
  struct Cut {
    ControlStatus status = ControlStatus::unstated;
    const std::vector<Element>* places = nullptr;  ///< ascending; until the next change
  };
  Cut cut(const std::string& control, Ways::Direction direction, Element subject);

  /// To be told after the control was given at a place, and after that was taken back.
  void given(const std::string& control, Element place);
  void taken_back(const std::string& control);

 private:
  /// Where it stands, at least implemented, at least partial, at least planned, and what each of these leaves open.
  struct Places {
    std::array<BitColumn, 3> at;
    std::array<std::vector<Element>, 3> list;
    std::array<std::array<std::optional<BitColumn>, 2>, 3> open;  ///< by direction
    void add(Element e, ControlStatus status);
  };
  Places& places(const std::string& control);
  bool fits(const std::string& control, Element e) const;

  const Graph& g_;
  const StatedControls& stated_;
  Ways ways_;
  NameMap<Places> places_;
  NameMap<std::vector<std::optional<Places>>> before_;  ///< as they were before each place that was given
};

}  // namespace merlon
