// A plugin that is never loaded into this process: a worker loads it and tells what it brings, and each of its passes runs
// in a worker again.
#pragma once

#include <merlon/abi.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "plugin/worker.hpp"

namespace merlon {

/// Which plugins are kept apart, and how far they may go.
struct Isolation {
  std::optional<WorkerLimits> all;
  std::map<std::string, WorkerLimits> plugins;  ///< by id; before `all`

  /// Null: it runs in this process.
  const WorkerLimits* of(const std::string& id) const;
};

/// Loads a plugin and gives its table, in the worker; or throws a std::runtime_error: the code, and why not.
using LoadPlugin = std::function<const mrl_plugin*()>;

/// What the plugin brings, as a table of this process, which lives as long as it; its passes can't be called.
/// `library`: descriptor of the sealed copy, which is kept.
/// Errors: why it could not be loaded, with the code before it where there is one, or what its worker gave instead of a
/// table.
tl::expected<const mrl_plugin*, std::string> load_apart(const std::string& id, int library, const WorkerLimits& limits, LoadPlugin load);

/// Whether the pass is one of a plugin that is kept apart.
bool is_apart(const mrl_pass& pass);

/// Runs `work` with the pass itself, in a worker, where no file can be opened any more.
WorkerOutcome run_apart(const mrl_pass& pass, const std::function<std::string(const mrl_pass&)>& work);

}  // namespace merlon
