#include "result/read_losses.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace merlon {
namespace {

using Json = ResultText::Json;

constexpr double kMostMoney = 1e15;

double money(ResultText& in, const Json& from, const std::string& at, const char* key) {
  const double value = in.real(from, at, key);
  if (value < 0 || value > kMostMoney) in.wrong(at + "/" + key, "an amount");
  return std::clamp(value, 0.0, kMostMoney);
}

int64_t whole_money(ResultText& in, const Json& from, const std::string& at, const char* key) {
  const int64_t value = in.signed_number(from, at, key);
  if (value >= 0 && value <= static_cast<int64_t>(kMostMoney)) return value;
  in.wrong(at + "/" + key, "an amount");
  return 0;
}

LossCurveRow curve(ResultText& in, const Json& from, const char* key) {
  const Json& c = in.object(from, "/losses", key);
  const std::string at = fmt::format("/losses/{}", key);
  LossCurveRow row{whole_money(in, c, at, "expected"), whole_money(in, c, at, "mean"), whole_money(in, c, at, "standard_error"), {}};
  in.each(c, at, "exceeded", [&](const Json& e, const std::string& where) { row.exceeded.emplace_back(in.real(e, where, "percent"), whole_money(in, e, where, "amount")); });
  return row;
}

bool is_range(const Json& value) {
  const auto amount = [](const Json& v) { return v.is_number() && v.get<double>() >= 0 && v.get<double>() <= kMostMoney; };
  return value.is_array() && value.size() == 3 && std::all_of(value.begin(), value.end(), amount);
}

std::vector<RangeRow> ranges(ResultText& in, const Json& from, const char* key) {
  std::vector<RangeRow> out;
  const Json& given = in.object(from, "/losses", key);
  for (const std::string_view word : kLevelWords) {
    const std::string level(word);
    if (!given.contains(level)) continue;
    const Json& range = given[level];
    if (is_range(range)) out.push_back({level, range[0].get<double>(), range[1].get<double>(), range[2].get<double>()});
    else in.wrong(fmt::format("/losses/{}/{}", key, level), "a list of three numbers");
  }
  return out;
}

std::vector<PriceRow> prices(ResultText& in, const Json& from, const char* key) {
  std::vector<PriceRow> out;
  in.each(from, "/losses", key, [&](const Json& p, const std::string& at) {
    out.push_back({in.string(p, at, "finding"), money(in, p, at, "events_a_year"), money(in, p, at, "cost_of_an_event"), whole_money(in, p, at, "year")});
  });
  return out;
}

}  // namespace

LossesRow read_losses(ResultText& in, const Json& l) {
  LossesRow out{in.string(l, "/losses", "currency"), in.signed_number(l, "/losses", "seed"), in.signed_number(l, "/losses", "trials"),
                ranges(in, l, "events_a_year"), ranges(in, l, "cost_of_an_event"), curve(in, l, "known"), curve(in, l, "worst"),
                prices(in, l, "findings"), prices(in, l, "undecided")};
  const auto &known = out.known.exceeded, &worst = out.worst.exceeded;
  const bool same = std::equal(known.begin(), known.end(), worst.begin(), worst.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
  if (!same) in.unbalanced("the two curves of losses are not of the same years", "the file was changed or cut; write it anew");
  return out;
}

}  // namespace merlon
