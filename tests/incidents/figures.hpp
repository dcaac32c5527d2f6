// How well the report of a system meets what must be found in it.
#pragma once

#include <string>
#include <vector>

#include "incident.hpp"
#include "report/report.hpp"

namespace incidents {

/// A technique of ATLAS that a raised finding cites, with the first such finding in the order of the report.
struct Flag {
  std::string technique, finding;
  int score = 0;  ///< residual
};

struct Figures {
  std::vector<Flag> flagged;                        ///< as they first appear in the report
  std::vector<std::string> missed, violations;      ///< of `must`; of `must_not`
  std::vector<std::string> half;                    ///< of `must`: only parent or sibling was flagged
  std::vector<std::string> uncovered;               ///< of `reference_controls`
  double exact = 0;               ///< share of `must` that is flagged
  double hierarchical = 0;        ///< the same; a child counts as much, a parent or a sibling half
  double average_precision = 0;   ///< of `flagged` without what is ignored; relevant is what is in `must`, or a child of it
  double control_coverage = 0;    ///< share of `reference_controls` that a control of a raised finding satisfies
};

merlon::Report report_of(const World& world);
Figures measure(const Incident& incident, const merlon::Report& report, const merlon::Catalog& catalog);

}  // namespace incidents
