// A result that `merlon analyze --json` wrote, as the report that was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/diagnostic.hpp"
#include "report/report.hpp"

namespace merlon {

/// Bytes of a result file at most.
inline constexpr uint64_t kMostResultBytes = 256u << 20;

/// True when a text is meant to be a result: its first letter is `{`, with which no description begins.
bool looks_like_a_result(std::string_view text);

/// Reads `sources[file]`; every format says of it what it said of the report itself, byte for byte.
/// Shape:  result format 1 (docs/schema/result.schema.json); returns nothing when there are errors.
/// Units:  scores are reckoned again from likelihood and impact, counts held against the ledger.
/// Errors: E0711 no JSON, E0712 another format, E0713 a key is missing or of another type, E0714 it does not add up.
/// Source: core/report/formats/json.cpp.
std::optional<Report> read_report(const Sources& sources, uint32_t file, Diagnostics& diagnostics);

}  // namespace merlon
