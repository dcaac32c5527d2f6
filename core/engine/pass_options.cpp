#include "engine/pass_options.hpp"

#include <merlon/abi.h>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

bool is_good(const OptionDef& option, const std::string& value) {
  switch (option.type) {
    case OptionDef::Type::flag: return value == "true" || value == "false";
    case OptionDef::Type::integer: {
      int64_t number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      return error == std::errc() && end == value.data() + value.size() && number >= option.min && number <= option.max;
    }
    case OptionDef::Type::text: break;
  }
  return option.choices.empty() || std::find(option.choices.begin(), option.choices.end(), value) != option.choices.end();
}

}  // namespace

std::string range_text(const OptionDef& option) {
  switch (option.type) {
    case OptionDef::Type::flag: return "true or false";
    case OptionDef::Type::integer: return fmt::format("a whole number from {} to {}", option.min, option.max);
    case OptionDef::Type::text: break;
  }
  return option.choices.empty() ? "any text" : fmt::format("one of {}", listed(option.choices));
}

std::vector<OptionDef> options_of(const mrl_pass& pass) {
  std::vector<OptionDef> out;
  for (const mrl_option* const* o = pass.options; o != nullptr && *o != nullptr; ++o) {
    OptionDef& option = out.emplace_back();
    option.type = (*o)->type == MRL_OPTION_FLAG ? OptionDef::Type::flag : (*o)->type == MRL_OPTION_INTEGER ? OptionDef::Type::integer : OptionDef::Type::text;
    option.key = (*o)->key;
    option.fallback = (*o)->fallback;
    option.help = (*o)->help;
    for (const char* const* c = (*o)->choices; c != nullptr && *c != nullptr; ++c) option.choices.emplace_back(*c);
    option.min = (*o)->min;
    option.max = (*o)->max;
  }
  return out;
}

void check_options(std::string_view pass, const std::vector<OptionDef>& options, const std::vector<PassOption>& given,
                   Diagnostics& diagnostics, std::map<std::string, std::string>& values) {
  for (const PassOption& one : given) {
    const auto option = std::find_if(options.begin(), options.end(), [&](const OptionDef& o) { return o.key == one.key; });
    if (option == options.end()) {
      std::vector<std::string_view> keys;
      for (const OptionDef& o : options) keys.push_back(o.key);
      const std::string_view near = nearest(one.key, keys);
      diagnostics.add("E0804", one.key_at, fmt::format("`{}` has no option `{}`", pass, printable(one.key)), "",
                      !near.empty() ? fmt::format("did you mean `{}`?", near)
                      : keys.empty() ? "it has no options at all" : fmt::format("it has {}", listed(keys)));
      continue;
    }
    if (!is_good(*option, one.value)) {
      diagnostics.add("E0804", one.value_at, fmt::format("the option `{}` of `{}` is {}, not `{}`", one.key, pass, range_text(*option), printable(one.value)));
    } else if (!values.emplace(one.key, one.value).second) {
      diagnostics.add("E0804", one.key_at, fmt::format("the option `{}` of `{}` is given twice", one.key, pass));
    }
  }
}

}  // namespace merlon
