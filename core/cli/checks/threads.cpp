#include "cli/checks/check.hpp"

#include <thread>

#include <fmt/format.h>

namespace merlon::checks {
namespace {

constexpr size_t kThreads = 8;

std::string check(const CheckedPlugin& plugin) {
  for (const Probe& probe : plugin.probes) {
    const auto alone = what_is_said(plugin, probe.doc);
    if (!alone) continue;
    std::vector<std::optional<Said>> together(kThreads);
    std::vector<std::thread> pool;
    for (size_t i = 0; i < kThreads; ++i) pool.emplace_back([&, i] { together[i] = what_is_said(plugin, probe.doc); });
    for (std::thread& t : pool) t.join();
    for (const auto& said : together) {
      if (const std::string why = said ? difference(*alone, *said) : "the description could not be read"; !why.empty()) return fmt::format("on {}: {}", probe.name, why);
    }
  }
  return {};
}

}  // namespace

const Check& threads() {
  static const Check one{"threads", "eight threads at once get the verdicts that one gets", &check};
  return one;
}

}  // namespace merlon::checks
