#include "base/suggest.hpp"

#include <algorithm>

namespace merlon {
namespace {

// Optimal string alignment; names longer than this are not typed by hand.
constexpr size_t kLongest = 128;
// A shorter beginning says too little about the word that was meant.
constexpr size_t kShortestBeginning = 3;

size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = last[j - 1] + (a[i - 1] != b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}

// The one candidate that goes on where `name` ends, or that `name` goes on from.
template <class List>
std::string_view only_with_beginning(std::string_view name, const List& candidates) {
  std::string_view found;
  for (const std::string_view candidate : candidates) {
    if (std::min(name.size(), candidate.size()) < kShortestBeginning || candidate == found) continue;
    if (!candidate.starts_with(name) && !(name.starts_with(candidate) && 2 * candidate.size() >= name.size())) continue;
    if (!found.empty()) return {};
    found = candidate;
  }
  return found;
}

template <class List>
std::string_view nearest_of(std::string_view name, const List& candidates) {
  if (name.size() > kLongest) return {};
  if (const std::string_view only = only_with_beginning(name, candidates); !only.empty()) return only;
  std::string_view best;
  size_t best_distance = ~size_t{0};
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const size_t allowed = std::max<size_t>(1, std::max(name.size(), candidate.size()) / 3);
    const size_t longer = std::max(name.size(), candidate.size());
    const size_t shorter = std::min(name.size(), candidate.size());
    if (longer - shorter > allowed) continue;
    const size_t d = distance(name, candidate);
    if (d <= allowed && d < best_distance) best = candidate, best_distance = d;
  }
  return best;
}

}  // namespace

std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates) {
  return nearest_of(name, candidates);
}

std::string_view nearest(std::string_view name, const std::vector<std::string>& candidates) {
  return nearest_of(name, candidates);
}

}  // namespace merlon
