#include "cli/house.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/image.hpp"
#include "catalog/link.hpp"
#include "cli/isolation.hpp"
#include "cli/lock.hpp"
#include "engine/publish.hpp"
#include "packc/folder.hpp"
#include "packc/lint.hpp"

extern "C" const mrl_pack merlon_core_pack;  // written by merlon-packc, linked into the executable

namespace merlon {
namespace {

ImageView view_of(const mrl_pack& pack) { return {pack.image_format, pack.words, pack.n_words, pack.text, pack.n_text}; }

// A pack that may join the catalog, and who brought it.
struct Candidate {
  LinkInput input;
  std::string plugin;           // id of the plugin, or of the pack given by --pack
  const mrl_plugin* table = nullptr;
  std::vector<ThreatScope> threats;
  std::vector<PackReading> readings = {};  // of a folder: one, with the places of its entries; of a plugin none
};

LinkInput core_input() {
  auto pack = decode(view_of(merlon_core_pack));
  if (!pack) throw std::logic_error("the core pack is broken: " + pack.error());
  return {std::move(*pack), digest(view_of(merlon_core_pack))};
}

std::vector<ThreatScope> scopes_of(const Pack& pack) {
  std::vector<ThreatScope> out;
  for (const ThreatDef& t : pack.threats) out.push_back({t.id, t.name, t.scope.on, t.scope.does, t.scope.kinds, t.scope.roles});
  return out;
}

// A report names no folder of this machine (law 6); the diagnostic on standard error does.
std::string without_folder(std::string reason, const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return reason;
  const std::string folder = path.substr(0, slash + 1);
  for (size_t at = reason.find(folder); at != std::string::npos; at = reason.find(folder)) reason.erase(at, folder.size());
  return reason;
}

class Opening {
 public:
  Opening(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics, House& house)
      : arguments_(arguments), sources_(sources), diagnostics_(diagnostics), house_(house) {}

  bool run() {
    isolation_ = read_isolation(arguments_, ids_of_plugins(bundled_directory(), arguments_.all("plugin")), sources_, diagnostics_);
    if (!named_paths_exist() || !read_lock_of_run() || !isolation_) return false;
    load_plugins_of_run();
    for (const std::string& folder : packs_of(arguments_)) add_folder(folder);
    link_all();
    missing_bundled();
    if (!needs_end() || (lock_ && !keeps_to(*lock_, house_, diagnostics_))) return false;
    note_isolated();
    std::sort(house_.rows.begin(), house_.rows.end(), [](auto& a, auto& b) { return a.id < b.id; });
    return true;
  }

 private:
  void note_isolated() {
    for (PluginRow& row : house_.rows) {
      const auto is_it = [&](const LoadedPlugin& p) { return p.id == row.id && p.apart; };
      row.isolated = std::any_of(house_.plugins.plugins.begin(), house_.plugins.plugins.end(), is_it);
    }
  }

  bool needs_end() {
    const std::string cycle = cycle_of_needs(house_.tables);
    if (cycle.empty()) return true;
    diagnostics_.add("E0806", Span{kNoFile, 0, 0, 1}, fmt::format("analyses need each other: {}", printable(cycle)), "",
                     "take one of these out of the `needs` of another, or leave a plugin out that has them");
    return false;
  }

  bool read_lock_of_run() {
    if (arguments_.all("locked").empty()) return true;
    lock_ = read_lock(arguments_.one("locked"), sources_, diagnostics_);
    return lock_.has_value();
  }

  bool named_paths_exist() {
    bool good = true;
    for (const char* key : {"plugin", "pack"}) {
      for (const std::string& path : arguments_.all(key)) {
        std::error_code error;
        if (std::filesystem::exists(path, error)) continue;
        diagnostics_.add("E0601", Span{kNoFile, 0, 0, 1}, fmt::format("`--{} {}` names nothing that exists", key, path));
        good = false;
      }
    }
    return good;
  }

  void silence(std::string plugin, std::string reason, std::vector<ThreatScope> threats, std::vector<std::string> covers = {}) {
    house_.rows.push_back({plugin, "", "", reason, {}, {}});
    house_.silent.push_back({std::move(plugin), std::move(reason), std::move(threats), std::move(covers)});
  }

  void load_plugins_of_run() {
    Trust trust = current_trust();
    if (lock_) trust.pinned = &lock_->plugins;
    house_.plugins = load_plugins(bundled_directory(), arguments_.all("plugin"), trust, *isolation_);
    for (const Refusal& r : house_.plugins.refusals) {
      diagnostics_.add(to_diagnostic(r, Span{sources_.add(r.path, ""), 0, 0, 1}));
      silence(r.plugin_id, without_folder(r.reason, r.path), r.threats, r.covers);
    }
    for (const LoadedPlugin& p : house_.plugins.plugins) {
      if (p.table->pack == nullptr) {
        house_.tables.push_back(p.table);
        house_.rows.push_back({p.id, p.version, "", "spoke", {}, {}});
        continue;
      }
      auto pack = decode(view_of(*p.table->pack));
      if (!pack) {
        refuse_pack(p.id, "its pack is refused: " + pack.error(), p.threats);
        continue;
      }
      candidates_.push_back({{std::move(*pack), digest(view_of(*p.table->pack))}, p.id, p.table, p.threats});
      candidates_.back().input.pack.version = p.version;
      candidates_.back().input.pack.id = p.id;  // so that facts have the name of who brings them
    }
  }

  void refuse_pack(const std::string& id, const std::string& reason, const std::vector<ThreatScope>& threats) {
    diagnostics_.add("E0602", Span{kNoFile, 0, 0, 1}, fmt::format("plugin `{}`: {}", id, reason), "",
                     "what it should have analysed is reported as not analysed");
    silence(id, reason, threats);
  }

  // The same code that packc runs, so equal folders are equal bytes.
  void add_folder(const std::string& folder) {
    PackReading reading;
    const size_t before = diagnostics_.errors();
    read_pack_folder(folder, sources_, reading, diagnostics_);
    const std::string id = reading.pack.id.empty() ? folder : reading.pack.id;
    refuse_second(id, reading);
    if (diagnostics_.errors() > before) return silence(id, "the pack has errors", scopes_of(reading.pack));
    const Image image = encode(reading.pack);
    auto pack = decode(view(image));
    if (!pack) return silence(id, "the pack can't be compiled: " + pack.error(), scopes_of(reading.pack));
    candidates_.push_back({{std::move(*pack), digest(view(image))}, id, nullptr, scopes_of(reading.pack), {}});
    candidates_.back().readings.push_back(std::move(reading));
  }

  // Ids of plugins and packs stand in one list of the report.
  void refuse_second(const std::string& id, const PackReading& reading) {
    const bool plugin = std::any_of(house_.plugins.plugins.begin(), house_.plugins.plugins.end(), [&](auto& p) { return p.id == id; });
    const bool pack = std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) { return c.table == nullptr && c.plugin == id; });
    if (!plugin && !pack) return;
    const auto place = std::find_if(reading.places.begin(), reading.places.end(), [](const EntryPlace& p) { return p.id == kPackPlace; });
    diagnostics_.add("E0319", place == reading.places.end() ? Span{kNoFile, 0, 0, 1} : place->span,
                     fmt::format("a {} called `{}` is loaded already", plugin ? "plugin" : "pack", id), "",
                     "name only one of them, or give the pack another id");
  }

  static Catalog link_these(const std::vector<const Candidate*>& list, std::vector<LinkProblem>& problems,
                            std::vector<LinkProblem>* stale = nullptr) {
    std::vector<LinkInput> inputs = {core_input()};
    for (const Candidate* c : list) inputs.push_back(c->input);
    return link(std::move(inputs), problems, stale);
  }

  // All at once; only when that fails one after the other, to know who is to blame.  One may need what a later one brings,
  // so that those who failed are tried again as long as somebody joins.
  void link_all() {
    std::vector<const Candidate*> good;
    for (const Candidate& c : candidates_) good.push_back(&c);
    std::vector<LinkProblem> problems, stale;
    house_.catalog = link_these(good, problems, &stale);
    if (!problems.empty()) {
      good.clear();
      std::vector<const Candidate*> out, waiting;
      for (const Candidate& c : candidates_) waiting.push_back(&c);
      do {
        out = std::exchange(waiting, {});
        for (const Candidate* c : out) {
          if (!joins(*c, good)) waiting.push_back(c);
        }
      } while (!waiting.empty() && waiting.size() < out.size());
      for (const Candidate* c : waiting) blame(*c, good);
      problems.clear();
      stale.clear();
      house_.catalog = link_these(good, problems, &stale);
    }
    // Of folders: who has only a plugin can't mend its citations.
    for (const Candidate* c : good) tell_stale(stale, c->readings, diagnostics_);
    for (const Candidate* c : good) {
      if (c->table != nullptr) house_.tables.push_back(c->table);
      house_.rows.push_back({c->plugin, c->input.pack.version, c->input.digest, "spoke", {}, {}});
    }
    std::sort(house_.tables.begin(), house_.tables.end(), [](auto* a, auto* b) { return std::string_view(a->id) < b->id; });
  }

  static bool joins(const Candidate& c, std::vector<const Candidate*>& good) {
    std::vector<LinkProblem> problems;
    good.push_back(&c);
    link_these(good, problems);
    if (!problems.empty()) good.pop_back();
    return problems.empty();
  }

  void blame(const Candidate& c, std::vector<const Candidate*> good) {
    std::vector<LinkProblem> problems;
    good.push_back(&c);
    link_these(good, problems);
    if (c.readings.empty()) return refuse_pack(c.plugin, "its pack does not fit: " + told(problems), c.threats);
    tell_link_problems(problems, c.readings, true, diagnostics_);
    silence(c.plugin, "its pack does not fit: " + problems[0].message, c.threats);
  }

  // What a plugin carries has no place in a file.
  static std::string told(const std::vector<LinkProblem>& problems) {
    std::string out;
    for (const LinkProblem& p : problems) out += (out.empty() ? "" : "; ") + p.message;
    return out;
  }

  void missing_bundled() {
    std::vector<std::string> here;
    for (const LoadedPlugin& p : house_.plugins.plugins) here.push_back(p.id);
    for (const SilentPlugin& s : house_.silent) here.push_back(s.plugin);
    for (const BundledDef& b : house_.catalog.bundled) {
      if (std::find(here.begin(), here.end(), b.plugin) != here.end()) continue;
      here.push_back(b.plugin);
      diagnostics_.add("E0603", Span{kNoFile, 0, 0, 1}, fmt::format("bundled plugin `{}` is missing from `{}`", b.plugin, bundled_directory()),
                       "", "install merlon again; its threats are reported as not analysed");
      silence(b.plugin, "the plugin is missing", {});
    }
  }

  const Arguments& arguments_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  House& house_;
  std::optional<Lock> lock_;
  std::optional<Isolation> isolation_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<OptionSpec> house_options() {
  return {{OptionSpec::Kind::values, "--plugin", "FILE", "load one more plugin (its manifest beside it)", false},
          {OptionSpec::Kind::values, "--pack", "DIR", "add a folder of threats", false},
          {OptionSpec::Kind::value, "--locked", "FILE", "refuse every plugin and pack that is not as FILE, a lock, says", false},
          {OptionSpec::Kind::values, "--isolate", "ID|all", "run a plugin in processes of its own; ID<seconds=60;memory=2048> sets limits", false}};
}

std::vector<std::string> packs_of(const Arguments& arguments) {
  std::vector<std::string> out;
  std::vector<std::filesystem::path> seen;
  for (const std::string& folder : arguments.all("pack")) {
    std::error_code error;
    std::filesystem::path real = std::filesystem::canonical(folder, error);
    if (error) real = folder;
    if (std::find(seen.begin(), seen.end(), real) != seen.end()) continue;
    seen.push_back(std::move(real));
    out.push_back(folder);
  }
  return out;
}

bool open_house(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics, House& house) {
  return Opening(arguments, sources, diagnostics, house).run();
}

std::vector<std::pair<const mrl_pass*, std::string>> passes_of(const House& house, uint32_t kind) {
  std::vector<std::pair<const mrl_pass*, std::string>> out;
  for (const mrl_plugin* plugin : house.tables) {
    for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
      if ((*p)->kind == kind) out.emplace_back(*p, plugin->id);
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return std::string_view(a.first->id) < b.first->id; });
  return out;
}

Catalog core_catalog() {
  std::vector<LinkProblem> problems;
  std::vector<LinkInput> inputs = {core_input()};
  Catalog catalog = link(std::move(inputs), problems);
  if (!problems.empty()) throw std::logic_error("the core pack does not link: " + problems[0].message);
  return catalog;
}

}  // namespace merlon
