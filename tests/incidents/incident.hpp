// A system with what a reviewer must find in it: one folder of tests/incidents.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "world.hpp"

namespace incidents {

using laws::House;
using laws::Sketch;
using laws::World;

/// ids are those of ATLAS techniques, of mitigations in `reference_controls`.
struct Incident {
  std::string id, family;
  bool official = false;  ///< a case study of ATLAS; the others are systems of our own
  std::vector<std::string> must, must_not, ignore, reference_controls;
  std::optional<size_t> most;  ///< techniques that may be flagged
  std::string text;            ///< of pipeline.toml
  Sketch sketch;               ///< the same, to be changed
};

/// Every folder of `root` that holds a pipeline.toml, by name.
/// Errors: what is missing or wrong, in `problems`, a line each; then what is returned is of no use.
std::vector<Incident> read_incidents(const std::string& root, const merlon::Catalog& catalog, std::string& problems);

}  // namespace incidents
