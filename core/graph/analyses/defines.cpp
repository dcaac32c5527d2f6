// Derived facts that the vocabulary defines by a condition.
#include "graph/derive.hpp"
#include "graph/evaluator.hpp"

namespace merlon {

void derive_defines(Derivation& d) {
  for (const Define& define : d.g.catalog->defines) {
    Evaluator evaluator(d.g);
    for (Element e = 0; e < d.g.n_elements(); ++e) {
      if ((define.def.on & mask_of(d.g.kind_of(e))) == 0) continue;
      d.put(define.fact, e, evaluator.eval(define.when, e));
    }
  }
}

}  // namespace merlon
