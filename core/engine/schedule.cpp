#include "engine/schedule.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace merlon {
namespace {

class Scheduling {
 public:
  explicit Scheduling(std::span<const PassNeeds> passes) : passes_(passes) {
    for (size_t i = 0; i < passes.size(); ++i) by_id_.emplace(passes[i].id, i);
  }

  Schedule go(std::span<const std::string_view> wanted) {
    for (const std::string_view id : std::set<std::string_view>(wanted.begin(), wanted.end())) visit(id);
    std::sort(out_.unknown.begin(), out_.unknown.end());
    return std::move(out_);
  }

 private:
  enum class State : uint8_t { fresh, open, good, bad };

  // True when it can be computed.
  bool visit(std::string_view id) {
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) {
      if (std::find(out_.unknown.begin(), out_.unknown.end(), id) == out_.unknown.end()) out_.unknown.push_back(id);
      return false;
    }
    const auto [at, fresh] = state_.try_emplace(found->second, State::open);
    if (!fresh) {
      if (at->second == State::open) tell_cycle(id);
      return at->second == State::good;
    }
    path_.push_back(id);
    const PassNeeds& pass = passes_[found->second];
    bool good = true;
    for (const std::string_view need : std::set<std::string_view>(pass.needs.begin(), pass.needs.end())) good = visit(need) && good;
    path_.pop_back();
    state_[found->second] = good ? State::good : State::bad;
    if (good) out_.order.push_back(found->second);
    return good;
  }

  void tell_cycle(std::string_view id) {
    if (!out_.cycle.empty()) return;
    out_.cycle.assign(std::find(path_.begin(), path_.end(), id), path_.end());
    out_.cycle.push_back(id);
  }

  std::span<const PassNeeds> passes_;
  std::map<std::string_view, size_t> by_id_;
  std::map<size_t, State> state_;
  std::vector<std::string_view> path_;
  Schedule out_;
};

}  // namespace

Schedule schedule(std::span<const PassNeeds> passes, std::span<const std::string_view> wanted) {
  return Scheduling(passes).go(wanted);
}

}  // namespace merlon
