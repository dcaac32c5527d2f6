// Changes of a system whose effect on its findings is known beforehand.
#pragma once

#include "incident.hpp"
#include "pairs.hpp"

namespace incidents {

/// What no change of the kind may do, with how often the kind was tried.
struct Tried {
  std::string what;
  size_t times = 0;
  laws::Violations broken;
};

/// Removing an exposure raises nothing new; adding a control raises no residual; renaming and reordering change
/// nothing; serving turned into batch removes the threats of the inference interface; removing a fact rules out
/// nothing that was raised.  Of the added controls and the removed facts only `share` percent are tried.
std::vector<Tried> try_changes(const House& house, const Incident& incident, const World& world, unsigned share);

}  // namespace incidents
