// The gate of `--fail-on`, alone or against a baseline.
#pragma once

#include <string>

#include "cli/verb.hpp"
#include "diff/compare.hpp"
#include "risk/assessment.hpp"

namespace merlon {

struct Gate {
  bool set = false, raised_only = false;
  Level level = Level::very_low;
};

/// `--fail-on LEVEL` or `LEVEL:raised`.  False when it is neither, which is then told.
bool read_gate(const Arguments& arguments, Gate& gate, const Console& console);

/// Tells what stops at the gate; exit_ok when nothing does.
int tell_gate(const Gate& gate, const Assessment& assessment, const Console& console);
/// The same against a baseline: what `file` had passes.
int tell_gate(const Gate& gate, const Comparison& comparison, const std::string& file, const Console& console);

}  // namespace merlon
