#include "risk/share.hpp"

#include <algorithm>

namespace merlon {
namespace {

constexpr int kMostOnLikelihood = 8, kMostOnImpact = 6;

void share_out_on(std::vector<Share>& shares, bool likelihood) {
  std::vector<Share*> order;
  for (Share& s : shares) {
    if (s.on_likelihood == likelihood && s.ticks > 0) order.push_back(&s);
  }
  std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->ticks > b->ticks; });
  int place = 0, left = likelihood ? kMostOnLikelihood : kMostOnImpact;
  for (size_t i = 0; i < order.size(); ++i) {
    Share& s = *order[i];
    const auto counted = [&](const Share* other) { return other->family == s.family; };
    if (std::any_of(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(i), counted)) {
      s.ticks = 0;
      s.why = Share::Why::same_family;
      continue;
    }
    const int share = place == 0 ? s.ticks : place == 1 ? s.ticks / 2 : s.ticks / 4;
    if (place > 0) s.why = place == 1 ? Share::Why::second : Share::Why::later;
    s.ticks = std::min(share, left);
    left -= s.ticks;
    ++place;
  }
}

}  // namespace

void share_out(std::vector<Share>& shares) {
  share_out_on(shares, true);
  share_out_on(shares, false);
}

}  // namespace merlon
