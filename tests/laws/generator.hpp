// Random pipelines, and random steps from one to another.
#pragma once

#include <optional>

#include "random.hpp"
#include "sketch.hpp"
#include "world.hpp"

namespace laws {

Sketch random_sketch(Random& random, const merlon::Vocabulary& v);

/// Leaves facts, lists and elements out of a description, and says `unknown` here and there.
void thin_out(Random& random, const merlon::Vocabulary& v, Sketch& sketch);

/// A step that fills something unknown of `world`, which is the run over `sketch`.
std::optional<Change> random_completion(Random& random, const Sketch& sketch, const World& world);
/// A step that takes a fact or a list away.
std::optional<Change> random_removal(Random& random, const Sketch& sketch);
/// A step that states a control somewhere.
Change random_control(Random& random, const Sketch& sketch, const World& world);

/// A random value of a fact.
Entry random_fact(Random& random, const merlon::Fact& fact);

}  // namespace laws
