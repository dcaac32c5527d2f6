#include "result/result_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace merlon {

using Json = ResultText::Json;

namespace {
constexpr uint64_t kMostCount = 100'000'000;
}

std::optional<Json> ResultText::parse() {
  Json root;
  try {
    root = Json::parse(text_);
  } catch (const Json::exception& error) {
    const auto* place = dynamic_cast<const Json::parse_error*>(&error);  // a number that is too large has none
    const size_t at = place == nullptr || place->byte == 0 ? size_t{0} : std::min(text_.size(), place->byte - 1);
    const std::string_view before = std::string_view(text_).substr(0, at);
    const size_t line = before.rfind('\n');
    const auto number = static_cast<uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
    const auto column = static_cast<uint32_t>(1 + at - (line == std::string_view::npos ? 0 : line + 1));
    diagnostics_.add("E0711", Span{whole_.file, number, column, 1}, "the file is not JSON", "it can't be read from here on",
                     "write it anew: `merlon analyze pipeline.toml --json FILE`");
    return std::nullopt;
  }
  const auto format = root.is_object() ? root.find("format") : root.end();
  if (!root.is_object() || format == root.end() || !root.contains("findings")) {
    diagnostics_.add("E0712", whole_, "the file is JSON, and no result of merlon", "",
                     "name a description, or what `merlon analyze --json FILE` wrote");
    return std::nullopt;
  }
  if (format->is_number_integer() && *format == 1) return root;
  diagnostics_.add("E0712", whole_, fmt::format("format {} of results is not supported", format->is_number_integer() ? format->dump() : "of another type"), "",
                   "this version of merlon reads format 1; write the file anew");
  return std::nullopt;
}

void ResultText::wrong(const std::string& where, std::string_view expected) {
  diagnostics_.add("E0713", whole_, fmt::format("`{}` is not {}", where, expected), "",
                   "the file was changed or cut, or is of another version of merlon; write it anew: `merlon analyze pipeline.toml --json FILE`");
}

void ResultText::unbalanced(std::string message, std::string help) { diagnostics_.add("E0714", whole_, std::move(message), "", std::move(help)); }

const Json& ResultText::get(const Json& from, const std::string& where, const char* key, Json::value_t type, std::string_view expected) {
  static const Json text = "", list = Json::array(), object = Json::object(), boolean = false, number = 0u;
  if (from.is_object()) {
    const auto it = from.find(key);
    const bool found = it != from.end();
    const bool whole = type == Json::value_t::number_unsigned && found && it->is_number_unsigned() && it->get<uint64_t>() <= kMostCount;
    if (found && (type == Json::value_t::number_unsigned ? whole : it->type() == type)) return *it;
  }
  wrong(where + "/" + key, expected);
  switch (type) {
    case Json::value_t::array: return list;
    case Json::value_t::object: return object;
    case Json::value_t::boolean: return boolean;
    case Json::value_t::number_unsigned: return number;
    default: return text;
  }
}

std::string ResultText::string(const Json& from, const std::string& where, const char* key) {
  return get(from, where, key, Json::value_t::string, "a string").get<std::string>();
}

int ResultText::number(const Json& from, const std::string& where, const char* key) {
  return static_cast<int>(get(from, where, key, Json::value_t::number_unsigned, "a whole number").get<uint64_t>());
}

int64_t ResultText::signed_number(const Json& from, const std::string& where, const char* key) {
  const auto it = from.is_object() ? from.find(key) : from.end();
  const bool good = from.is_object() && it != from.end() && (it->is_number_unsigned() ? it->get<uint64_t>() <= INT64_MAX : it->is_number_integer());
  if (good) return it->get<int64_t>();
  wrong(where + "/" + key, "a whole number");
  return 0;
}

double ResultText::real(const Json& from, const std::string& where, const char* key) {
  const auto it = from.is_object() ? from.find(key) : from.end();
  if (from.is_object() && it != from.end() && it->is_number()) return it->get<double>();
  wrong(where + "/" + key, "a number");
  return 0;
}

bool ResultText::boolean(const Json& from, const std::string& where, const char* key) {
  return get(from, where, key, Json::value_t::boolean, "true or false").get<bool>();
}

const Json& ResultText::array(const Json& from, const std::string& where, const char* key) {
  return get(from, where, key, Json::value_t::array, "a list");
}

const Json& ResultText::object(const Json& from, const std::string& where, const char* key) {
  return get(from, where, key, Json::value_t::object, "an object");
}

std::vector<std::string> ResultText::strings(const Json& from, const std::string& where, const char* key) {
  std::vector<std::string> out;
  each(from, where, key, [&](const Json& text, const std::string& at) {
    if (!text.is_string()) return wrong(at, "a string");
    out.push_back(text.get<std::string>());
  });
  return out;
}

Score ResultText::score(const Json& from, const std::string& where, const char* key) {
  const Json& s = object(from, where, key);
  const std::string at = where + "/" + key, level = string(s, at, "level");
  const int likelihood = number(s, at, "likelihood"), impact = number(s, at, "impact");
  if (likelihood > kMostTicks || impact > kMostTicks) return wrong(at, "a score of ticks from 0 to 20"), Score{};
  const Score out = score_of(likelihood, impact);
  if (number(s, at, "score") != out.score || level != word(out.level)) {
    unbalanced(fmt::format("`{}` does not follow from its likelihood and impact", at),
               fmt::format("{} and {} ticks give {} {}; write the file anew", likelihood, impact, word(out.level), out.score));
  }
  return out;
}

}  // namespace merlon
