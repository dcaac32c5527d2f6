#include "engine/analysis_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "engine/schedule.hpp"

namespace merlon {
namespace {

std::vector<std::string_view> needs_of(const mrl_pass& pass) {
  std::vector<std::string_view> out;
  for (const char* const* n = pass.needs; n != nullptr && *n != nullptr; ++n) out.emplace_back(*n);
  return out;
}

}  // namespace

AnalysisPlan analyses_for(const std::vector<const mrl_pass*>& passes) {
  std::vector<PassNeeds> known;
  for (const Analysis* a : analyses::all()) known.push_back({a->id, a->needs});
  std::vector<std::string_view> wanted;
  for (const mrl_pass* pass : passes) {
    const auto needs = needs_of(*pass);
    wanted.insert(wanted.end(), needs.begin(), needs.end());
  }
  Schedule order = schedule(known, wanted);
  AnalysisPlan out{{}, std::move(order.cycle), std::move(order.unknown)};
  for (const size_t i : order.order) out.order.push_back(analyses::all()[i]);
  return out;
}

bool is_analysis(std::string_view id) {
  const auto& all = analyses::all();
  return std::any_of(all.begin(), all.end(), [&](const Analysis* a) { return a->id == id; });
}

std::string needs_what_nobody_has(const mrl_pass& pass) {
  for (const std::string_view need : needs_of(pass)) {
    if (is_analysis(need)) continue;
    std::vector<std::string_view> ids;
    for (const Analysis* a : analyses::all()) ids.push_back(a->id);
    const std::string_view near = nearest(need, ids);
    return fmt::format("it needs the analysis `{}`, which this merlon does not have{}", printable(need),
                       near.empty() ? std::string() : fmt::format("; did it mean `{}`?", near));
  }
  return "";
}

}  // namespace merlon
