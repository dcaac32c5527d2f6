#include "engine/selection.hpp"

#include <merlon/abi.h>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "engine/pass_options.hpp"
#include "engine/run.hpp"

namespace merlon {
namespace {

using Ids = std::set<std::string>;

// `*` stands for any letters, `?` for one.
bool matches(std::string_view pattern, std::string_view name) {
  size_t p = 0, n = 0, star = std::string_view::npos, from = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p, ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++from;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<ptrdiff_t>(p), pattern.end(), [](char c) { return c == '*'; });
}

class Selecting {
 public:
  Selecting(const Catalog& catalog, const std::vector<const mrl_plugin*>& plugins, const std::vector<SilentPlugin>& silent, Diagnostics& diagnostics)
      : catalog_(catalog), diagnostics_(diagnostics) {
    for (const PackInfo& pack : catalog.packs) named_[pack.id];
    for (const Threat& t : catalog.threats) know(t.def.id, catalog.packs[t.pack].id);
    for (const BundledDef& b : catalog.bundled) know(b.threat, b.plugin);
    for (const SilentPlugin& s : silent) {
      for (const ThreatScope& t : s.threats) know(t.id, s.plugin);
    }
    for (const mrl_plugin* plugin : plugins) {
      for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) know_pass(**p);
    }
    std::erase_if(named_, [](const auto& entry) { return entry.second.empty(); });  // packs of words only
  }

  Selection go(const PassWords& analyze) {
    const auto selects = [&](const PassItem& item) { return passes_.count(item.name) == 0 || passes_.at(item.name)->kind != MRL_PASS_ANALYSIS; };
    const auto first = std::find_if(analyze.items.begin(), analyze.items.end(), selects);
    if (first == analyze.items.end() || first->without) asked_ = all_;
    for (const PassItem& item : analyze.items) take(item);
    if (asked_.empty() && !diagnostics_.has_errors()) {
      diagnostics_.add("E0803", analyze.at, "this list asks about no threat at all", "", "a run that asks nothing finds nothing; name what to keep: `analyze(data,*-injection)`");
    }
    for (const std::string& id : all_) {
      if (!asked_.contains(id)) out_.not_asked.emplace(id, why_.contains(id) ? why_.at(id) : "it is not in the list of passes");
    }
    return std::move(out_);
  }

 private:
  void know(const std::string& threat, const std::string& pack) {
    all_.insert(threat);
    named_[threat].insert(threat);
    named_[pack].insert(threat);
  }

  void know_pass(const mrl_pass& pass) {
    passes_[pass.id] = &pass;
    for (const char* const* id = pass.covers; id != nullptr && *id != nullptr; ++id) {
      if (all_.contains(*id)) named_[pass.id].insert(*id);
    }
  }

  void take(const PassItem& item) {
    if (const auto pass = passes_.find(item.name); pass != passes_.end() && pass->second->kind == MRL_PASS_ANALYSIS) {
      if (!item.without) return set_options(item);
      diagnostics_.add("E0803", item.at, fmt::format("the analysis `{}` can't be taken away", item.name), "", "it runs first, whatever is asked; leave its plugin out to be without it");
      return;
    }
    Ids chosen;
    bool found = false;
    for (const auto& [name, threats] : named_) {
      if (!matches(item.name, name)) continue;
      found = true;
      chosen.insert(threats.begin(), threats.end());
    }
    if (!found) return unknown(item);
    set_options(item);
    for (const std::string& id : chosen) {
      if (item.without) take_away(id, fmt::format("`-{}` in the list of passes", item.name));
      else add(id);
    }
  }

  void add(const std::string& id) {
    if (!asked_.insert(id).second) return;
    const Threat* threat = catalog_.threat(id);
    if (threat == nullptr) return;
    for (const uint32_t cause : threat->follows) add(catalog_.threats[cause].def.id);
  }

  void take_away(const std::string& id, const std::string& why) {
    why_[id] = why;
    if (asked_.erase(id) == 0) return;
    for (const Threat& effect : catalog_.threats) {
      const bool follows = std::any_of(effect.follows.begin(), effect.follows.end(),
                                       [&](uint32_t cause) { return catalog_.threats[cause].def.id == id; });
      if (follows && asked_.contains(effect.def.id)) take_away(effect.def.id, fmt::format("it follows `{}`, which is not asked", id));
    }
  }

  void unknown(const PassItem& item) {
    std::vector<std::string> names;
    for (const auto& [name, threats] : named_) names.push_back(name);
    const std::string_view near = nearest(item.name, names);
    diagnostics_.add("E0802", item.at, fmt::format("no threat, pack or analyzer is called `{}`", printable(item.name)), "",
                     near.empty() ? "`merlon catalog list` shows the threats, `merlon analyze --print-passes` the passes"
                                  : fmt::format("did you mean `{}`?", near));
  }

  void set_options(const PassItem& item) {
    if (item.options.empty()) return;
    const auto pass = passes_.find(item.name);
    if (pass == passes_.end() || item.without) {
      diagnostics_.add("E0804", item.options.front().key_at, fmt::format("`{}{}` takes no options", item.without ? "-" : "", printable(item.name)), "",
                       "only an analyzer or analysis that is named in full takes options");
      return;
    }
    check_options(item.name, options_of(*pass->second), item.options, diagnostics_, out_.options[item.name]);
  }

  const Catalog& catalog_;
  Diagnostics& diagnostics_;
  Ids all_, asked_;
  std::map<std::string, Ids> named_;  // threats, packs and analyzers -> threats
  std::map<std::string, const mrl_pass*> passes_;  // of plugins
  std::map<std::string, std::string> why_;
  Selection out_;
};

}  // namespace

const std::string* Selection::option(const std::string& pass, const std::string& key) const {
  const auto of_pass = options.find(pass);
  if (of_pass == options.end()) return nullptr;
  const auto value = of_pass->second.find(key);
  return value == of_pass->second.end() ? nullptr : &value->second;
}

Selection select(const PassWords& analyze, const Catalog& catalog, const std::vector<const mrl_plugin*>& plugins,
                 const std::vector<SilentPlugin>& silent, Diagnostics& diagnostics) {
  return Selecting(catalog, plugins, silent, diagnostics).go(analyze);
}

}  // namespace merlon
