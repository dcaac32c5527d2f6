#include "cli/checks/check.hpp"

#include <malloc.h>

#include <fmt/format.h>

namespace merlon::checks {
namespace {

constexpr int kRuns = 100;

// Bytes that are allocated in this process.
size_t in_use() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

// The first runs may fill what is kept for good; after them nothing grows.  Twice, so that one late growth is no leak.
std::string check(const CheckedPlugin& plugin) {
  if (plugin.probes.empty()) return {};
  const auto run = [&](int times) {
    for (int i = 0; i < times; ++i) what_is_said(plugin, plugin.probes.front().doc);
  };
  run(10);
  const size_t before = in_use();
  run(kRuns);
  const size_t between = in_use();
  run(kRuns);
  const size_t after = in_use();
  if (between < before + kRuns || after < between + kRuns) return {};
  return fmt::format("it keeps {} bytes more after {} runs", after - between, kRuns);
}

}  // namespace

const Check& leaks() {
  static const Check one{"leaks", "a hundred runs leave no memory behind", &check};
  return one;
}

}  // namespace merlon::checks
