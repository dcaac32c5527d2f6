// The passes of one run: `--passes` as text, or by a name that `merlon.toml` beside the description gives it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/walk.hpp"
#include "engine/pass_text.hpp"
#include "engine/selection.hpp"
#include "risk/scorer.hpp"

namespace merlon {

/// A pass that a list may have, in the order in which they run.
struct PassKind {
  std::string_view name, summary;
  bool required = false;
};
std::span<const PassKind> pass_kinds();

struct NamedScorer {
  std::string_view id = kMatrix, summary = "likelihood and impact in ticks, and what they come to";
  std::vector<OptionDef> options;
  const mrl_pass* pass = nullptr;  ///< null: the matrix alone, which knows nothing of money
  std::string plugin;
};
/// The matrix, then those of plugins that may speak, by id.
std::vector<NamedScorer> scorers_of(const House& house);

struct Passes {
  std::vector<PassWords> list;
  Selection selection;
  NamedScorer scorer;
  PassSettings scorer_options;
  bool stories = false, plan = false;
};

/// Reads `--passes` and looks up what it names; `file` is the description, or empty.
/// Errors: E0801 to E0805, on `walk.diagnostics`, and nothing.
std::optional<Passes> read_passes(const Arguments& arguments, Walk& walk, const std::string& file);

/// Every pass that there is, a line each.
std::string list_of_passes(const House& house);

/// What would run, in which order and for whom.
std::string plan_of_passes(const House& house, const Passes& passes);

}  // namespace merlon
