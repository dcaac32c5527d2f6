#include "engine/analysis_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "engine/publish.hpp"
#include "engine/schedule.hpp"

namespace merlon {

std::vector<std::string_view> words_of(const char* const* list) {
  std::vector<std::string_view> out;
  for (; list != nullptr && *list != nullptr; ++list) out.emplace_back(*list);
  return out;
}

std::vector<const Analysis*> analyses_for(const std::vector<const mrl_pass*>& passes) {
  std::vector<PassNeeds> known;
  for (const Analysis* a : analyses::all()) known.push_back({a->id, a->needs});
  std::vector<std::string_view> wanted;
  for (const mrl_pass* pass : passes) {
    const auto needs = words_of(pass->needs);
    wanted.insert(wanted.end(), needs.begin(), needs.end());
  }
  std::vector<const Analysis*> out;
  for (const size_t i : schedule(known, wanted).order) out.push_back(analyses::all()[i]);
  return out;
}

bool is_analysis(std::string_view id) {
  const auto& all = analyses::all();
  return std::any_of(all.begin(), all.end(), [&](const Analysis* a) { return a->id == id; });
}

std::string unmet_need(const mrl_pass& pass, const std::vector<const mrl_plugin*>& plugins, const Graph& g) {
  std::vector<std::string_view> ids;
  for (const Analysis* a : analyses::all()) ids.push_back(a->id);
  for (const auto& [analysis, plugin] : plugin_analyses(plugins)) ids.emplace_back(analysis->id);
  for (const std::string_view need : words_of(pass.needs)) {
    const auto failed = std::find_if(g.not_computed.begin(), g.not_computed.end(), [&](const NotComputed& n) { return n.analysis == need; });
    if (failed != g.not_computed.end()) return fmt::format("it needs `{}`, which failed: {}", need, failed->why);
    if (std::find(ids.begin(), ids.end(), need) != ids.end()) continue;
    const std::string_view near = nearest(need, ids);
    return fmt::format("it needs the analysis `{}`, which nobody has{}", printable(need),
                       near.empty() ? std::string() : fmt::format("; did it mean `{}`?", near));
  }
  return "";
}

}  // namespace merlon
