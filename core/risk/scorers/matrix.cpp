// `matrix`: likelihood and impact in ticks, and what they come to (9-semantics S5).
#include "risk/scorer.hpp"

namespace merlon::scorers {

const Scorer& matrix() {
  static const Scorer scorer{"matrix", "likelihood and impact in ticks, and what they come to", {}, nullptr};
  return scorer;
}

}  // namespace merlon::scorers
