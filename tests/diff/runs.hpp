// Whole runs over texts and documents, in memory, with the plugins that are bundled.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diff/diff.hpp"
#include "laws/world.hpp"

namespace merlon_test {

/// The house, opened once.
const laws::House& house();

/// A run over a text; nothing when it does not lower.
struct Run {
  std::unique_ptr<laws::World> world;
  merlon::Standing standing;

  const merlon::PipelineDoc& doc() const { return *world->doc; }
};
std::optional<Run> run_of(const std::string& text);

/// A run over a document that is changed in memory.
std::optional<merlon::Standing> standing_of(const merlon::PipelineDoc& doc);

/// As `merlon diff` does it.
merlon::Diff diff_of(const Run& before, const Run& after);

/// The ids of which the two say something else, with what they say; empty when they say the same.
std::string unlike(const merlon::Standing& a, const merlon::Standing& b);

/// The text of an example.
std::string example(const std::string& name);

/// The text with the first `from` replaced; throws when there is none.
std::string with(std::string text, const std::string& from, const std::string& to);

}  // namespace merlon_test
