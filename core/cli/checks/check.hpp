// What a plugin must keep to, one promise a file in cli/checks/; `merlon plugin check` tries each in a process of its own.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/walk.hpp"
#include "engine/analyzer_pass.hpp"

namespace merlon {

/// A description on which passes are tried.
struct Probe {
  std::string name;
  PipelineDoc doc;
};

/// What is checked, loaded as a run loads it.
struct CheckedPlugin {
  Walk& walk;
  const LoadedPlugin& plugin;
  std::vector<Probe> probes;  ///< the examples and a few small ones; all are right

  std::vector<const mrl_pass*> passes(uint32_t kind) const;
};

/// What the analyzers of a plugin say of a description.
struct Said {
  std::map<std::string, std::string> verdicts;  ///< `ANALYZER: THREAT@SUBJECT` -> verdict, reason and evidence
  std::map<std::string, std::string> failures;  ///< by analyzer
  friend bool operator==(const Said&, const Said&) = default;
};

/// Lowers, publishes what analyses of all plugins publish, and asks the analyzers of this one.  `host`: null for the host as
/// it is.  Nothing when the description is wrong.
std::optional<Said> what_is_said(const CheckedPlugin& plugin, const PipelineDoc& doc, const mrl_host* host = nullptr);

/// The first difference, as one sentence; empty when there is none.
std::string difference(const Said& a, const Said& b);

struct Check {
  std::string_view id, promise;  ///< the promise is a whole clause: `the same description gives the same verdicts`
  /// Empty when it is kept, else how it is broken.  May end the process, or never return.
  std::string (*run)(const CheckedPlugin&);
};

namespace checks {
/// By file name.
const std::vector<const Check*>& all();
}  // namespace checks

}  // namespace merlon
