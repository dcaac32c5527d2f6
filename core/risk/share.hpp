// How several controls on one factor share what they take off (9-semantics S6).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace merlon {

struct Share {
  enum class Why : uint8_t { full, same_family, second, later };

  bool on_likelihood = true;
  std::string_view family;  ///< of the control
  int ticks = 0;            ///< alone; after share_out what it gets
  Why why = Why::full;
};

/// The best on each factor in full, the second half, the rest a quarter, rounded down; of one family only the best.
/// Units:  ticks; together at most 8 on likelihood, 6 on impact.
void share_out(std::vector<Share>& shares);

}  // namespace merlon
