#include "engine/run.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "engine/analyzer_pass.hpp"
#include "engine/cites.hpp"
#include "engine/follows.hpp"
#include "engine/pack_pass.hpp"
#include "engine/analysis_plan.hpp"
#include "engine/views.hpp"

namespace merlon {
namespace {

// Runs every task on some thread; tasks write only what is theirs.
void in_parallel(unsigned threads, const std::vector<std::function<void()>>& tasks) {
  std::atomic<size_t> next{0};
  const auto work = [&] {
    for (size_t i = next++; i < tasks.size(); i = next++) tasks[i]();
  };
  std::vector<std::thread> pool;
  for (unsigned t = 1; t < threads && t < tasks.size(); ++t) pool.emplace_back(work);
  work();
  for (std::thread& t : pool) t.join();
}

class Run {
 public:
  explicit Run(const RunInput& in) : in_(in), g_(*in.graph), catalog_(*in.catalog) {}

  Verdicts go() {
    ask();
    run_passes();
    timed(in_.times, "join", [this] {
      join();
      for (const SilentPlugin& silent : in_.silent) lose_silent(silent);
      lose_what_nobody_decides();
      for (const NotComputed& analysis : g_.not_computed) lose_facts_of(analysis);
      follow();
      finish_cells();
      count_ruled_out();
      count();
    });
    return std::move(out_);
  }

 private:
  // Every threat that is known of, whether its plugin loaded or not: so the total never moves.
  void ask() {
    std::set<std::string> seen;
    const auto add = [&](const std::string& id, const std::string& name, const std::string& domain, const Threat* threat,
                         std::vector<Element> subjects) {
      if (is_left_out(id) || !seen.insert(id).second) return;
      AskedThreat asked{id, name, domain, threat, std::move(subjects), {}};
      asked.kinds.assign(asked.subjects.size(), VerdictKind::not_analysed);
      out_.threats.push_back(std::move(asked));
    };
    for (const Threat& t : catalog_.threats) add(t.def.id, t.def.name, t.def.domain, &t, g_.in_scope(t.scope));
    for (size_t i = 0; i < catalog_.bundled.size(); ++i) {
      const BundledDef& b = catalog_.bundled[i];
      add(b.threat, b.name, b.domain, nullptr, g_.in_scope(catalog_.bundled_scopes[i]));
    }
    for (const SilentPlugin& silent : in_.silent) {
      for (const ThreatScope& t : silent.threats) add(t.id, t.name, "", nullptr, g_.in_scope(scope_of(t)));
    }
    std::sort(out_.threats.begin(), out_.threats.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    if (in_.selection == nullptr) return;
    for (const auto& [threat, reason] : in_.selection->not_asked) out_.not_asked.push_back({threat, reason});
  }

  bool is_left_out(const std::string& threat) const {
    return in_.selection != nullptr && in_.selection->not_asked.contains(threat);
  }

  // An analyzer all of whose threats are left out has nothing to say.
  bool is_wanted(const mrl_pass& pass) const {
    if (pass.kind != MRL_PASS_ANALYZER) return false;
    for (const char* const* id = pass.covers; id != nullptr && *id != nullptr; ++id) {
      if (!is_left_out(*id)) return true;
    }
    return false;
  }

  Scope scope_of(const ThreatScope& t) const {
    const Vocabulary& v = catalog_.vocabulary;
    Scope scope;
    scope.on = t.on;
    const auto names = [](const std::vector<std::string>& words, const WordList& list, std::vector<uint32_t>& to) {
      for (const std::string& word : words) {
        if (list.find(word) != kNone) to.push_back(list.find(word));
      }
    };
    names(t.does, v.does, scope.does);
    names(t.kinds, v.kinds, scope.kinds);
    names(t.roles, v.roles, scope.roles);
    return scope;
  }

  void run_passes() {
    std::vector<const mrl_pass*> passes;
    std::map<const mrl_pass*, std::string> owner;
    for (const mrl_plugin* plugin : in_.plugins) {
      for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
        if ((*p)->kind == MRL_PASS_ANALYZER) {
          for (const std::string_view threat : words_of((*p)->covers)) covered_by_[std::string(threat)].insert((*p)->id);
        }
        if (!is_wanted(**p)) continue;
        passes.push_back(*p);
        owner[*p] = plugin->id;
      }
    }
    std::sort(passes.begin(), passes.end(), [](auto* a, auto* b) { return std::string_view(a->id) < b->id; });
    const Views views(g_, analyses_for(passes), in_.times);
    packs_.resize(catalog_.packs.size());
    analyzers_.resize(passes.size());
    std::vector<std::function<void()>> tasks, alone;
    times_.resize(packs_.size() + passes.size());
    for (uint32_t i = 0; i < packs_.size(); ++i) tasks.emplace_back(measured(times_[i], [this, i] { packs_[i] = run_pack(g_, i, out_.threats); }));
    for (size_t i = 0; i < passes.size(); ++i) {
      auto& list = (passes[i]->flags & MRL_PASS_REENTRANT) != 0 ? tasks : alone;
      list.emplace_back(measured(times_[packs_.size() + i], [this, i, &passes, &views] { analyzers_[i] = run_analyzer({*passes[i], g_, views, out_.threats, in_.selection, unmet_need(*passes[i], in_.plugins, g_)}); }));
    }
    in_parallel(in_.threads, tasks);
    in_parallel(1, alone);
    tell_times(passes);
    for (uint32_t i = 0; i < packs_.size(); ++i) {
      for (const PackVerdicts::OfThreat& t : packs_[i].threats) {
        for (const VerdictKind kind : t.kinds) count(kind, out_.said[catalog_.packs[i].id]);
      }
    }
    for (size_t i = 0; i < passes.size(); ++i) {
      for (const AnalyzerVerdicts::One& one : analyzers_[i].verdicts) count(one.kind, out_.said[owner[passes[i]]]);
    }
    for (size_t i = 0; i < passes.size(); ++i) {
      if (!analyzers_[i].failure.empty()) fail_pass(owner[passes[i]], *passes[i], analyzers_[i].failure);
    }
  }

  static void count(VerdictKind kind, VerdictCount& said) {
    if (kind == VerdictKind::raised) ++said.raised;
    if (kind == VerdictKind::undecided) ++said.undecided;
    if (kind == VerdictKind::ruled_out) ++said.ruled_out;
  }

  std::function<void()> measured(PassTime& time, std::function<void()> pass) const {
    if (in_.times == nullptr) return pass;
    return [this, &time, pass = std::move(pass)] { in_.times->measure(time, pass); };
  }

  void tell_times(const std::vector<const mrl_pass*>& passes) {
    if (in_.times == nullptr) return;
    for (size_t i = 0; i < times_.size(); ++i) {
      PassTime& time = times_[i];
      const bool pack = i < packs_.size();
      time.kind = pack ? "pack" : "analyzer";
      time.pass = pack ? catalog_.packs[i].id : passes[i - packs_.size()]->id;
      if (!pack) time.verdicts = analyzers_[i - packs_.size()].verdicts.size();
      if (pack) {
        for (const PackVerdicts::OfThreat& t : packs_[i].threats) time.verdicts += t.kinds.size();
      }
      if (pack && time.verdicts == 0) continue;  // words only
      in_.times->add(std::move(time));
    }
  }

  // Everything that the pass should have decided is not analysed, whatever others say short of raising it.
  // A threat that nobody has is named too: its pass failed over it.
  void fail_pass(const std::string& plugin, const mrl_pass& pass, const std::string& why) {
    out_.incomplete = true;
    const std::string reason = fmt::format("analyzer `{}` failed: {}", pass.id, why);
    for (const PassCells& cells : cells_of(pass, g_, out_.threats)) lost_.push_back({cells.threat, cells.subjects});
    for (const char* const* id = pass.covers; id != nullptr && *id != nullptr; ++id) {
      out_.not_analysed.push_back({*id, plugin, reason, {}});
    }
  }

  Cell& cell_of(uint32_t threat, Element subject) {
    const auto key = std::make_pair(threat, subject);
    auto [it, fresh] = cell_index_.try_emplace(key, cells_.size());
    if (fresh) {
      cells_.push_back({});
      cells_.back().threat = threat;
      cells_.back().subject = subject;
      cells_.back().kind = VerdictKind::ruled_out;
    }
    return cells_[it->second];
  }

  // Kleene OR over the sources of each cell; the evidence of the winners is kept, by pass id.
  void join() {
    of_pack_.resize(out_.threats.size());
    for (PackVerdicts& pack : packs_) {
      for (PackVerdicts::OfThreat& t : pack.threats) {
        out_.threats[t.threat].kinds = std::move(t.kinds);
        for (Cell& c : t.cells) {
          cell_index_.emplace(std::make_pair(c.threat, c.subject), cells_.size());
          cells_.push_back(std::move(c));
        }
        of_pack_[t.threat] = &t;
      }
    }
    for (const AnalyzerVerdicts& a : analyzers_) join_analyzer(a);
    for (const auto& [threat, subjects] : lost_) lose(threat, subjects);
  }

  // An effect whose causes nobody analysed is not analysed, whoever brings it.
  void follow() {
    std::set<uint32_t> blind;
    for (const Lowered& l : apply_follows(g_, out_.threats, cells_)) {
      AskedThreat& effect = out_.threats[l.threat];
      if (effect.kinds[l.row] == VerdictKind::not_analysed) blind.insert(l.threat);
      if (effect.kinds[l.row] != VerdictKind::ruled_out || of_pack_[l.threat] == nullptr) continue;
      PackVerdicts::OfThreat& t = *of_pack_[l.threat];
      t.because[l.row] = t.reason(fmt::format("{} here or upstream", fmt::join(effect.threat->def.follows, " or ")));
    }
    for (const uint32_t t : blind) {
      const Threat& effect = *out_.threats[t].threat;
      out_.not_analysed.push_back({effect.def.id, catalog_.packs[effect.pack].id,
                                   fmt::format("it follows {}, not analysed", fmt::join(effect.def.follows, ", ")), {}});
    }
    for (NotAnalysed& row : out_.not_analysed) row.subjects = lost_subjects(row.threat);
  }

  VerdictKind& kind_at(uint32_t threat, Element subject) {
    AskedThreat& asked = out_.threats[threat];
    const auto at = std::lower_bound(asked.subjects.begin(), asked.subjects.end(), subject);
    return asked.kinds[static_cast<size_t>(at - asked.subjects.begin())];
  }

  void join_analyzer(const AnalyzerVerdicts& a) {
    for (const AnalyzerVerdicts::One& one : a.verdicts) {
      VerdictKind& kind = kind_at(one.threat, one.subject);
      // A threat whose own pack is absent stays not analysed unless somebody raises it.
      if (one.kind == VerdictKind::ruled_out) {
        if (kind == VerdictKind::raised) cell_of(one.threat, one.subject).disagreements.push_back(a.pass);
        continue;
      }
      if (one.kind < kind) {
        if (kind == VerdictKind::raised) cell_of(one.threat, one.subject);
        continue;
      }
      Cell& cell = cell_of(one.threat, one.subject);
      if (one.kind > kind) {
        for (const SourceVerdict& s : cell.sources) {
          if (s.kind == VerdictKind::ruled_out) cell.disagreements.push_back(s.by);
        }
        const Threat* entry = out_.threats[one.threat].threat;
        if (kind == VerdictKind::ruled_out && one.kind == VerdictKind::raised && (entry == nullptr || !entry->raises.empty())) {
          cell.disagreements.push_back("the entry's own conditions");
        }
        cell.sources.clear();
        kind = one.kind;
      }
      cell.kind = kind;
      cell.sources.push_back({a.pass, one.kind, kNone,
                              one.kind == VerdictKind::raised ? fmt::format("`{}` {}", g_.ids[one.subject], one.reason)
                                                              : std::string(),
                              one.evidence});
    }
  }

  void count_ruled_out() {
    for (size_t t = 0; t < out_.threats.size(); ++t) {
      if (of_pack_[t] == nullptr) continue;
      for (size_t i = 0; i < out_.threats[t].kinds.size(); ++i) {
        if (out_.threats[t].kinds[i] != VerdictKind::ruled_out) continue;
        const auto analyzers = covered_by_.find(out_.threats[t].id);
        if (out_.threats[t].threat->raises.empty() && analyzers != covered_by_.end()) {
          ++out_.ruled_out_by[fmt::format("what {} looks for", fmt::join(analyzers->second, " or "))];
          continue;
        }
        ++out_.ruled_out_by[of_pack_[t]->reasons[of_pack_[t]->because[i]]];
      }
    }
  }

  void lose(uint32_t threat, const std::vector<Element>& subjects) {
    for (const Element subject : subjects) {
      VerdictKind& kind = kind_at(threat, subject);
      kind = std::max(kind, VerdictKind::not_analysed);
    }
  }

  // Without those that somebody else raised.
  std::vector<Element> lost_subjects(const std::string& id) const {
    std::vector<Element> out;
    for (const AskedThreat& asked : out_.threats) {
      if (asked.id != id) continue;
      for (size_t i = 0; i < asked.subjects.size(); ++i) {
        if (asked.kinds[i] == VerdictKind::not_analysed) out.push_back(asked.subjects[i]);
      }
    }
    return out;
  }

  void finish_cells() {
    for (Cell& c : cells_) c.kind = kind_at(c.threat, c.subject);
    std::erase_if(cells_, [](const Cell& c) { return c.kind != VerdictKind::raised && c.kind != VerdictKind::undecided; });
    std::sort(cells_.begin(), cells_.end(), [](const Cell& a, const Cell& b) {
      return std::make_pair(a.threat, a.subject) < std::make_pair(b.threat, b.subject);
    });
    for (Cell& c : cells_) {
      std::stable_sort(c.sources.begin(), c.sources.end(), [](auto& a, auto& b) { return a.by < b.by; });
      std::sort(c.disagreements.begin(), c.disagreements.end());
    }
    add_cites(g_, out_.threats, cells_);
    out_.cells = std::move(cells_);
  }

  // A plugin that can't speak: its threats, and the cells of others that its passes decide.
  void lose_silent(const SilentPlugin& silent) {
    out_.incomplete = true;
    std::set<std::string> told;
    const auto tell = [&](const std::string& id) {
      if (!told.insert(id).second) return;
      for (uint32_t i = 0; i < out_.threats.size(); ++i) {
        if (out_.threats[i].id != id) continue;
        lose(i, out_.threats[i].subjects);
        out_.not_analysed.push_back({id, silent.plugin, silent.reason, {}});
      }
    };
    for (const ThreatScope& t : silent.threats) tell(t.id);
    for (const std::string& id : silent.covers) tell(id);
    for (const BundledDef& b : catalog_.bundled) {
      if (b.plugin == silent.plugin && catalog_.threat(b.threat) == nullptr) tell(b.threat);
    }
  }

  // An entry without conditions is decided by analyzers; where none is loaded that covers it, nobody looked.
  void lose_what_nobody_decides() {
    for (uint32_t i = 0; i < out_.threats.size(); ++i) {
      const AskedThreat& asked = out_.threats[i];
      if (asked.threat == nullptr || !asked.threat->raises.empty() || covered_by_.contains(asked.id)) continue;
      lose(i, asked.subjects);
      const auto told = [&](const NotAnalysed& row) { return row.threat == asked.id; };
      if (std::any_of(out_.not_analysed.begin(), out_.not_analysed.end(), told)) continue;
      out_.incomplete = true;
      out_.not_analysed.push_back({asked.id, catalog_.packs[asked.threat->pack].id, "its entry has no `[[raise]]`, and no analyzer that is loaded covers it", {}});
    }
  }

  // What waits for a fact that an analysis should have published was not looked at in full.
  void lose_facts_of(const NotComputed& analysis) {
    out_.incomplete = true;
    std::set<uint32_t> threats;
    for (const Cell& cell : cells_) {
      if (kind_at(cell.threat, cell.subject) != VerdictKind::undecided || !waits_for(cell, analysis)) continue;
      lose(cell.threat, {cell.subject});
      threats.insert(cell.threat);
    }
    for (const uint32_t t : threats) {
      out_.not_analysed.push_back({out_.threats[t].id, analysis.plugin, fmt::format("analysis `{}` failed: {}", analysis.analysis, analysis.why), {}});
    }
  }

  bool waits_for(const Cell& cell, const NotComputed& analysis) const {
    return std::any_of(cell.sources.begin(), cell.sources.end(), [&](const SourceVerdict& s) {
      return std::any_of(s.evidence.begin(), s.evidence.end(), [&](const Evidence& e) {
        return e.kind == Evidence::Kind::missing && std::any_of(analysis.facts.begin(), analysis.facts.end(), [&](FactId fact) {
          return catalog_.vocabulary.facts[fact].def.id == e.fact;
        });
      });
    });
  }

  void count() {
    Ledger& ledger = out_.ledger;
    for (const AskedThreat& asked : out_.threats) {
      ledger.total += asked.kinds.size();
      for (const VerdictKind kind : asked.kinds) {
        switch (kind) {
          case VerdictKind::raised: ++ledger.raised; break;
          case VerdictKind::ruled_out: ++ledger.ruled_out; break;
          case VerdictKind::undecided: ++ledger.undecided; break;
          case VerdictKind::not_analysed: ++ledger.not_analysed; break;
        }
      }
    }
    if (ledger.not_analysed > 0) out_.incomplete = true;
    std::stable_sort(out_.not_analysed.begin(), out_.not_analysed.end(), [](const auto& a, const auto& b) {
      return std::tie(a.threat, a.plugin) < std::tie(b.threat, b.plugin);
    });
  }

  const RunInput& in_;
  const Graph& g_;
  const Catalog& catalog_;
  Verdicts out_;
  std::vector<PackVerdicts> packs_;
  std::vector<AnalyzerVerdicts> analyzers_;
  std::map<std::string, std::set<std::string>> covered_by_;  // threat -> analyzers that are loaded
  std::vector<PassTime> times_;  // packs, then analyzers
  std::vector<PackVerdicts::OfThreat*> of_pack_;  // by asked threat; null where no loaded pack has it
  std::vector<std::pair<uint32_t, std::vector<Element>>> lost_;
  std::vector<Cell> cells_;
  std::map<std::pair<uint32_t, Element>, size_t> cell_index_;
};

}  // namespace

Verdicts run(const RunInput& input) { return Run(input).go(); }

void mark_assumed(Verdicts& with, const Verdicts& without) {
  for (Cell& cell : with.cells) {
    const AskedThreat& asked = without.threats[cell.threat];
    const auto at = std::lower_bound(asked.subjects.begin(), asked.subjects.end(), cell.subject);
    const VerdictKind bare = asked.kinds[static_cast<size_t>(at - asked.subjects.begin())];
    cell.assumed = bare != cell.kind && bare != VerdictKind::not_analysed;
  }
}

const Cell* Verdicts::find(std::string_view threat, Element subject) const {
  for (const Cell& cell : cells) {
    if (cell.subject == subject && threats[cell.threat].id == threat) return &cell;
  }
  return nullptr;
}

}  // namespace merlon
