// Options of passes: declared once, by whoever has them; read and checked here.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "engine/pass_text.hpp"

struct mrl_pass;

namespace merlon {

struct OptionDef {
  enum class Type : uint8_t { flag, integer, text } type = Type::flag;
  std::string_view key, fallback, help;
  std::vector<std::string_view> choices;  ///< of text; empty: any
  int64_t min = 0, max = 0;               ///< of an integer
};

/// What may be set: `true or false`, `a whole number from 1 to 9`, `one of a and b`, `any text`.
std::string range_text(const OptionDef& option);
/// What a plugin's pass declares.
std::vector<OptionDef> options_of(const mrl_pass& pass);

/// Takes over the values that are right.  Errors: E0804, all of them.
void check_options(std::string_view pass, const std::vector<OptionDef>& options, const std::vector<PassOption>& given,
                   Diagnostics& diagnostics, std::map<std::string, std::string>& values);

}  // namespace merlon
