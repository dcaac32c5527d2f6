// A result that `merlon analyze --json` wrote, read back as a standing.
#pragma once

#include <optional>

#include "base/diagnostic.hpp"
#include "diff/standing.hpp"

namespace merlon {

/// Reads `sources[file]`.
/// Shape:  result format 1 (docs/schema/result.schema.json); returns nothing when there are errors.
/// Units:  scores are reckoned again from likelihood and impact, counts held against the ledger.
/// Errors: E0711 no JSON, E0712 another format, E0713 a key is missing or of another type, E0714 it does not add up.
/// Source: core/report/formats/json.cpp.
std::optional<Standing> read_result(const Sources& sources, uint32_t file, Diagnostics& diagnostics);

}  // namespace merlon
