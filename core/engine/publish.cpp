#include "engine/publish.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/analysis_plan.hpp"
#include "engine/pass_context.hpp"
#include "engine/schedule.hpp"

namespace merlon {
namespace {

using OfPlugin = std::pair<const mrl_pass*, const mrl_plugin*>;

// Built in first, then those of plugins.
std::vector<PassNeeds> needs_of(const std::vector<OfPlugin>& passes) {
  std::vector<PassNeeds> out;
  for (const Analysis* a : analyses::all()) out.push_back({a->id, a->needs});
  for (const auto& [pass, plugin] : passes) out.push_back({pass->id, words_of(pass->needs)});
  return out;
}

std::vector<std::string_view> ids_of(const std::vector<OfPlugin>& passes) {
  std::vector<std::string_view> out;
  for (const auto& [pass, plugin] : passes) out.emplace_back(pass->id);
  return out;
}

class Publishing {
 public:
  Publishing(Graph& g, const std::vector<OfPlugin>& passes, const Selection* selection, PassTimes* times)
      : g_(g), passes_(passes), selection_(selection), times_(times) {}

  void go(Diagnostics& diagnostics) {
    const std::vector<PassNeeds> all = needs_of(passes_);
    const Schedule order = schedule(all, ids_of(passes_));
    const size_t built_in = analyses::all().size();
    std::vector<const Analysis*> first;
    std::vector<const OfPlugin*> then;
    for (const size_t i : order.order) {
      if (i < built_in) first.push_back(analyses::all()[i]);
      else then.push_back(&passes_[i - built_in]);
    }
    const Views views(g_, first, times_);
    for (const OfPlugin* one : then) run(*one, views, diagnostics);
    for (const OfPlugin& one : passes_) {
      if (std::find(then.begin(), then.end(), &one) != then.end()) continue;
      const auto needs = words_of(one.first->needs);
      const auto missing = std::find_if(needs.begin(), needs.end(), [&](std::string_view n) {
        return std::find(order.unknown.begin(), order.unknown.end(), n) != order.unknown.end();
      });
      fail(one, missing != needs.end() ? fmt::format("it needs the analysis `{}`, which nobody has", printable(*missing))
                                       : std::string("what it needs could not be computed"));
    }
  }

 private:
  void run(const OfPlugin& one, const Views& views, Diagnostics& diagnostics) {
    const mrl_pass& pass = *one.first;
    for (const std::string_view need : words_of(pass.needs)) {
      if (failed_.contains(std::string(need))) return fail(one, fmt::format("it needs `{}`, which failed", need));
    }
    for (const std::string_view fact : words_of(pass.publishes)) {
      const std::string why = wrong_with(fact, one);
      if (!why.empty()) return fail(one, why);
    }
    static const std::vector<AskedThreat> nothing;
    mrl_ctx ctx{pass, g_, views, nothing, selection_, {}, {}, {}, {}, {}, {}, not_needed(pass), {}, {}};
    PassTime time{pass.id, "analysis", 0, 0, 0};
    if (times_ == nullptr) {
      call(pass, ctx);
    } else {
      times_->measure(time, [&] { call(pass, ctx); });
      times_->add(std::move(time));
    }
    if (!ctx.failed.empty()) return fail(one, ctx.failed);
    take_published(g_, ctx.published, diagnostics);
  }

  // Whether they are there by then would hang on the order of the ids.
  std::set<FactId> not_needed(const mrl_pass& pass) const {
    const auto needs = words_of(pass.needs);
    std::set<FactId> out;
    for (const auto& [other, plugin] : passes_) {
      if (other == &pass || std::find(needs.begin(), needs.end(), other->id) != needs.end()) continue;
      for (const std::string_view name : words_of(other->publishes)) {
        const FactId fact = g_.catalog->vocabulary.find(name);
        if (fact != kNone) out.insert(fact);
      }
    }
    return out;
  }

  // Empty when the pass may publish it.
  std::string wrong_with(std::string_view name, const OfPlugin& one) const {
    const Vocabulary& v = g_.catalog->vocabulary;
    const FactId fact = v.find(name);
    if (fact == kNone) return fmt::format("it publishes `{}`, which no pack declares", name);
    const Fact& f = v.facts[fact];
    if (!f.def.derived || f.def.type != FactType::boolean) return fmt::format("it publishes `{}`, which is no derived fact of type bool", name);
    const auto& defines = g_.catalog->defines;
    const bool defined = std::any_of(defines.begin(), defines.end(), [&](const Define& d) { return d.fact == fact; });
    if (f.pack != one.second->id) return fmt::format("it publishes `{}`, which the pack `{}` brings and not its own", name, f.pack);
    if (defined) return fmt::format("it publishes `{}`, which a definition decides", name);
    for (const auto& [other, plugin] : passes_) {
      const auto theirs = words_of(other->publishes);
      if (other != one.first && std::find(theirs.begin(), theirs.end(), name) != theirs.end()) {
        return fmt::format("it publishes `{}`, and so does `{}`", name, other->id);
      }
    }
    return "";
  }

  void fail(const OfPlugin& one, std::string why) {
    failed_.insert(one.first->id);
    NotComputed& row = g_.not_computed.emplace_back(NotComputed{one.first->id, one.second->id, std::move(why), {}});
    for (const std::string_view name : words_of(one.first->publishes)) {
      const FactId fact = g_.catalog->vocabulary.find(name);
      if (fact != kNone) row.facts.push_back(fact);
    }
  }

  Graph& g_;
  const std::vector<OfPlugin>& passes_;
  const Selection* selection_;
  PassTimes* times_;
  std::set<std::string> failed_;
};

}  // namespace

std::vector<OfPlugin> plugin_analyses(const std::vector<const mrl_plugin*>& plugins) {
  std::vector<OfPlugin> out;
  for (const mrl_plugin* plugin : plugins) {
    for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
      if ((*p)->kind == MRL_PASS_ANALYSIS) out.emplace_back(*p, plugin);
    }
  }
  std::sort(out.begin(), out.end(), [](const OfPlugin& a, const OfPlugin& b) { return std::string_view(a.first->id) < b.first->id; });
  return out;
}

std::vector<std::string_view> order_of_analyses(const std::vector<const mrl_plugin*>& plugins) {
  const std::vector<OfPlugin> passes = plugin_analyses(plugins);
  const std::vector<PassNeeds> all = needs_of(passes);
  std::vector<std::string_view> out;
  for (const size_t i : schedule(all, ids_of(passes)).order) out.push_back(all[i].id);
  return out;
}

std::string cycle_of_needs(const std::vector<const mrl_plugin*>& plugins) {
  const std::vector<OfPlugin> passes = plugin_analyses(plugins);
  const std::vector<PassNeeds> all = needs_of(passes);
  std::string out;
  for (const std::string_view id : schedule(all, ids_of(passes)).cycle) {
    const auto of = std::find_if(passes.begin(), passes.end(), [&](const OfPlugin& p) { return p.first->id == id; });
    out += fmt::format("{}`{}`{}", out.empty() ? "" : " -> ", id, of == passes.end() ? "" : fmt::format(" of plugin `{}`", of->second->id));
  }
  return out;
}

std::optional<Graph> graph_of(const GraphInput& input, Diagnostics& diagnostics) {
  std::optional<Graph> g;
  timed(input.times, "lower", [&] { g = lower(input.doc, input.catalog, input.with_assumptions, diagnostics); });
  const std::vector<OfPlugin> passes = plugin_analyses(input.plugins);
  if (g && !passes.empty()) Publishing(*g, passes, input.selection, input.times).go(diagnostics);
  return g;
}

}  // namespace merlon
