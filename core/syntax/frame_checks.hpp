// The parts of a description that are read on their own: identifiers, decisions, assumptions.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/pipeline_doc.hpp"

namespace merlon {

/// `x-...`: kept, shown, never analysed.
inline bool is_extension_key(std::string_view key) { return key.starts_with("x-"); }

/// [a-z0-9][a-z0-9-]{0,63}
bool is_identifier(std::string_view text);

/// A day of the calendar, written 2026-11-25.
bool is_day(std::string_view text);

/// Errors: E0208 when the value is not a string of that form.
bool check_id(const TomlValue& value, Diagnostics& diagnostics);

/// Errors: E0206 when the value is not a list of tables; false when it is no list at all.
bool check_list_of_tables(const TomlEntry& entry, Diagnostics& diagnostics);

/// Errors: E0212 a key is missing or of the wrong type, E0213 unknown key, E0214 treatment, E0215
/// `until`, E0218 `finding`, E0232 it names everything.
DocDecision read_decision(const TomlValue& table, Diagnostics& diagnostics);

/// Appends the facts of `[assume]`.  Errors: E0216.
void read_assumptions(TomlEntry& assume, std::vector<DocAssumption>& out, Diagnostics& diagnostics);

}  // namespace merlon
