// The same by other means: paths one by one, components by reachability, crossings by relaxation.
#pragma once

#include "pairs.hpp"
#include "random.hpp"

namespace laws {

/// Random conditions, linked into the catalog.
std::vector<House::Question> random_questions(merlon::Catalog& catalog);

struct PathCount {
  uint64_t compared = 0, too_many_paths = 0;
};
Violations paths_one_by_one(const House& house, const World& world, PathCount& count);
Violations components(const World& world);
Violations crossings(const World& world);

}  // namespace laws
