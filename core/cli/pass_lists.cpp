// What `--print-passes` and `--print-plan` print.
#include <merlon/abi.h>

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/passes.hpp"
#include "engine/analysis_plan.hpp"
#include "engine/pass_options.hpp"
#include "engine/publish.hpp"
#include "plugin/manifest.hpp"

namespace merlon {
namespace {

void line(std::string& out, std::string_view kind, std::string_view name, const std::string& of, std::string_view summary) {
  out += fmt::format("{:<9} {:<32} {:<14} {}\n", kind, printable(name), printable(of), printable(summary));
}

void options(std::string& out, const std::vector<OptionDef>& list) {
  for (const OptionDef& o : list) line(out, "", fmt::format("  <{}={}>", o.key, o.fallback), "", fmt::format("{} ({})", o.help, range_text(o)));
}

template <class List>
std::string joined(const List& words) { return fmt::format("{}", fmt::join(words, ", ")); }

size_t asked_of_pack(const House& house, uint32_t pack, const Selection& selection) {
  size_t n = 0;
  for (const Threat& t : house.catalog.threats) n += t.pack == pack && !selection.not_asked.contains(t.def.id) ? 1 : 0;
  return n;
}

}  // namespace

std::string list_of_passes(const House& house) {
  std::string out = fmt::format("{:<9} {:<32} {:<14} {}\n", "Kind", "Pass", "Plugin", "What it does");
  for (const PassKind& kind : pass_kinds()) line(out, "pass", kind.name, "", kind.summary);
  for (const Analysis* a : analyses::all()) line(out, "analysis", a->id, "", a->summary);
  for (const auto& [pass, plugin] : plugin_analyses(house.tables)) {
    line(out, "analysis", pass->id, plugin->id, fmt::format("{}; publishes {}", pass->summary, joined(words_of(pass->publishes))));
    options(out, options_of(*pass));
  }
  for (uint32_t p = 0; p < house.catalog.packs.size(); ++p) {
    const size_t threats = asked_of_pack(house, p, {});
    if (threats > 0) line(out, "pack", house.catalog.packs[p].id, house.catalog.packs[p].id, "the conditions of " + amount(threats, "threat"));
  }
  for (const auto& [pass, plugin] : passes_of(house, MRL_PASS_ANALYZER)) {
    line(out, "analyzer", pass->id, plugin, fmt::format("{}; decides {}", pass->summary, joined(words_of(pass->covers))));
    options(out, options_of(*pass));
  }
  for (const NamedScorer& scorer : scorers_of(house)) {
    line(out, "scorer", scorer.id, scorer.plugin, scorer.summary);
    options(out, scorer.options);
  }
  for (const uint32_t kind : {MRL_PASS_IMPORTER, MRL_PASS_EMITTER}) {
    for (const auto& [pass, plugin] : passes_of(house, kind)) {
      line(out, kPassKinds[kind], pass->id, plugin, pass->summary);
      options(out, options_of(*pass));
    }
  }
  return out;
}

std::string plan_of_passes(const House& house, const Passes& passes) {
  const Selection& selection = passes.selection;
  std::vector<std::pair<const mrl_pass*, std::string>> analyzers = passes_of(house, MRL_PASS_ANALYZER);
  std::erase_if(analyzers, [&](const auto& a) {
    const auto covers = words_of(a.first->covers);
    return std::all_of(covers.begin(), covers.end(), [&](std::string_view id) { return selection.not_asked.contains(std::string(id)); });
  });
  std::vector<const mrl_pass*> running;
  for (const auto& [pass, plugin] : analyzers) running.push_back(pass);
  std::string out = "analyze\n";
  const auto published = plugin_analyses(house.tables);
  for (const std::string_view id : order_of_analyses(house.tables)) {
    const auto one = std::find_if(published.begin(), published.end(), [&](const auto& p) { return p.first->id == id; });
    out += fmt::format("  analysis  {:<32} {}\n", printable(id), one == published.end() ? "first, for analyses of plugins" : "first; publishes " + printable(joined(words_of(one->first->publishes))));
  }
  for (const Analysis* a : analyses_for(running)) {
    std::vector<std::string> users;
    for (const mrl_pass* pass : running) {
      const auto needs = words_of(pass->needs);
      if (std::find(needs.begin(), needs.end(), a->id) != needs.end()) users.emplace_back(pass->id);
    }
    out += fmt::format("  analysis  {:<32} once, for {}\n", a->id, printable(joined(users)));
  }
  for (uint32_t p = 0; p < house.catalog.packs.size(); ++p) {
    const size_t threats = asked_of_pack(house, p, selection);
    if (threats > 0) out += fmt::format("  pack      {:<32} {}\n", printable(house.catalog.packs[p].id), amount(threats, "threat"));
  }
  for (const bool alone : {false, true}) {
    for (const mrl_pass* pass : running) {
      if (((pass->flags & MRL_PASS_REENTRANT) == 0) != alone) continue;
      out += fmt::format("  analyzer  {:<32} {}{}\n", printable(pass->id), alone ? "after the others, alone; " : "", printable(joined(words_of(pass->covers))));
    }
  }
  std::map<std::string_view, std::vector<std::string>> left_out;
  for (const auto& [threat, why] : selection.not_asked) left_out[why].push_back(threat);
  for (const auto& [why, threats] : left_out) out += fmt::format("  not asked {:<32} {}\n", amount(threats.size(), "threat"), printable(why));
  for (const PassWords& pass : passes.list) {
    if (pass.name == "score") out += fmt::format("score\n  scorer    {}\n", passes.scorer.id);
    else if (pass.name != "analyze") out += pass.name + "\n";
  }
  return out;
}

}  // namespace merlon
