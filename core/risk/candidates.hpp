// What a plan may choose from: controls at places, one by one and where several close every way only together.
#pragma once

#include <string>
#include <vector>

#include "risk/credit.hpp"

namespace merlon {

struct Candidate {
  std::string control;
  std::vector<Element> places;    ///< ascending
  std::vector<uint32_t> touches;  ///< findings around which it stands or whose ways it closes
};

/// Candidates for `findings`, by control and places.  Places where the control is implemented are not among them.
std::vector<Candidate> candidates(const Assessment& assessment, const std::vector<const Rated*>& findings, const CreditRater& credit);

}  // namespace merlon
