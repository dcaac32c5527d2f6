#include "cli/checks/check.hpp"

#include <merlon/abi.h>

#include <fmt/format.h>

namespace merlon::checks {
namespace {

constexpr uint64_t kEach = 200, kMostCalls = 100'000;

thread_local uint64_t calls = 0, fails_at = 0;

// A function of the host that fails when it is its turn.
template <auto Function, class... Parameters>
mrl_status failing(Parameters... parameters) {
  if (++calls == fails_at) return MRL_ERR_HOST;
  return (host_functions().*Function)(parameters...);
}

template <auto Function, class... Parameters>
constexpr void take(mrl_status (*&slot)(Parameters...)) { slot = &failing<Function, Parameters...>; }

mrl_host make_failing() {
  mrl_host host = host_functions();
  take<&mrl_host::scope>(host.scope);
  take<&mrl_host::node>(host.node);
  take<&mrl_host::flow>(host.flow);
  take<&mrl_host::element_id>(host.element_id);
  take<&mrl_host::fact_id>(host.fact_id);
  take<&mrl_host::fact>(host.fact);
  take<&mrl_host::fact_is>(host.fact_is);
  take<&mrl_host::fact_at_least>(host.fact_at_least);
  take<&mrl_host::option>(host.option);
  take<&mrl_host::analysis>(host.analysis);
  take<&mrl_host::verdict>(host.verdict);
  return host;
}

const mrl_host kFailing = make_failing();

std::string check(const CheckedPlugin& plugin) {
  for (const Probe& probe : plugin.probes) {
    const auto before = what_is_said(plugin, probe.doc);
    if (!before) continue;
    for (uint64_t at = 1; at <= kMostCalls; at += at < kEach ? 1 : at / 3) {
      calls = 0;
      fails_at = at;
      const auto after = what_is_said(plugin, probe.doc, &kFailing);
      fails_at = 0;
      if (calls < at) break;
      if (!after) continue;
      for (const auto& [id, text] : after->verdicts) {
        const auto was = before->verdicts.find(id);
        if (was == before->verdicts.end() || was->second != text) return fmt::format("on {}, when call {} of the host fails: `{}` is `{}`, and not a failure", probe.name, at, id, text);
      }
    }
  }
  return {};
}

}  // namespace

const Check& host_errors() {
  static const Check one{"host-errors", "an error of the host, at any call, ends in a failure or in the same verdicts", &check};
  return one;
}

}  // namespace merlon::checks
