// Real descriptions: read them, and empty them of facts.
#pragma once

#include "pairs.hpp"

namespace laws {

struct Model {
  std::string name;
  Sketch sketch;
};
/// Our six models and the examples.
std::vector<Model> real_models();

/// Structure without facts and controls.
Sketch emptied(const Sketch& sketch, const merlon::Vocabulary& v);
/// The highest score of what is raised, or may be.
int worst_of(const World& world);

}  // namespace laws
