#include "catalog/fact_value.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

using Value = tl::expected<TomlValue, WrongValue>;

Value boolean(const Fact& fact, std::string_view text) {
  TomlValue value;
  value.type = TomlType::boolean;
  value.boolean = text == "true";
  if (value.boolean || text == "false") return value;
  return tl::unexpected(WrongValue{fmt::format("`{}` takes `true` or `false`, not `{}`", fact.def.id, text),
                                   "or `unknown`"});
}

Value integer(const Fact& fact, std::string_view text) {
  TomlValue value;
  value.type = TomlType::integer;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value.integer);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  return tl::unexpected(WrongValue{fmt::format("`{}` takes a whole number, not `{}`", fact.def.id, text), "or `unknown`"});
}

Value word(const Fact& fact, std::string_view text) {
  if (fact.value(text) != kNone || (fact.def.open && !text.empty())) return toml_string(std::string(text));
  const std::string_view near = nearest(text, fact.values);
  return tl::unexpected(WrongValue{fmt::format("`{}` has no word `{}`", fact.def.id, text),
                                   near.empty() ? fmt::format("its words are {}", listed(fact.values))
                                                : fmt::format("a similar word exists: `{}`", near)});
}

Value words(const Fact& fact, std::string_view text) {
  TomlValue list = toml_list({});
  for (bool more = !text.empty(); more;) {
    const size_t comma = text.find(',');
    more = comma != std::string_view::npos;
    Value item = word(fact, trimmed(text.substr(0, comma)));
    if (!item) return item;
    list.items.push_back(std::move(*item));
    if (more) text.remove_prefix(comma + 1);
  }
  return list;
}

}  // namespace

Value fact_value(const Fact& fact, std::string_view text) {
  if (fact.def.type == FactType::text) return toml_string(std::string(text));
  text = trimmed(text);
  if (text == "unknown") return toml_string("unknown");
  switch (fact.def.type) {
    case FactType::boolean: return boolean(fact, text);
    case FactType::integer: return integer(fact, text);
    case FactType::words: return words(fact, text);
    case FactType::level:
    case FactType::word:
    case FactType::text: break;
  }
  return word(fact, text);
}

}  // namespace merlon
