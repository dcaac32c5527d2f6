// `[losses]` of a description: how often things happen and what they cost, as ranges by level.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "syntax/toml_doc.hpp"

namespace merlon {

/// At least, most likely, at most.
struct DocRange {
  double low = 0, likely = 0, high = 0;
};

/// Levels from very-low to very-high, as everywhere.
inline constexpr std::array<std::string_view, 5> kLossLevels = {"very-low", "low", "moderate", "high", "very-high"};

/// Units:  events in a year, by level of likelihood; `currency` for one event, by level of impact.
struct DocLosses {
  Span span;  ///< of the header
  std::string currency;
  std::array<std::optional<DocRange>, 5> events, costs;
};

inline constexpr double kMostEvents = 1000;   ///< in a year
inline constexpr double kMostCosts = 1e12;    ///< of one event

/// Errors: E0235, all of them.
DocLosses read_losses(const TomlEntry& entry, Diagnostics& diagnostics);

}  // namespace merlon
