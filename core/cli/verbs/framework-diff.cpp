// `merlon framework diff OLD NEW`: what a release changed, and who of ours cites what it retired.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/walk.hpp"
#include "import/framework.hpp"
#include "import/framework_aliases.hpp"
#include "import/framework_diff.hpp"
#include "import/framework_store.hpp"

namespace merlon::verbs {
namespace {

// A citation of ours that leads nowhere in the later list.
struct Stale {
  std::string id, successor, entry;
};

class Comparing {
 public:
  Comparing(const Arguments& arguments, Walk& walk) : arguments_(arguments), walk_(walk), name_(arguments.one("name")) {}

  // Which framework it is stands in the list that is stored; nothing when neither is and no name was given.
  bool know_name() {
    for (const char* side : {"OLD", "NEW"}) {
      if (!name_.empty() || !is_stored_framework(arguments_.one(side))) continue;
      const auto list = read_stored_framework(arguments_.one(side), walk_.diagnostics, walk_.sources);
      if (!list) return true;  // its diagnostics say why
      name_ = list->id;
    }
    return !name_.empty();
  }

  bool read() {
    earlier_ = read("OLD", {});
    later_ = read("NEW", arguments_.one("facts"));
    if (!earlier_ || !later_) return false;
    Diagnostics nothing_new;  // what has gone is what is told
    settle_aliases(*later_, &*earlier_, nothing_new);
    diff_ = compare(*earlier_, *later_);
    stale_ = stale();
    return true;
  }

  bool of_one_framework() const { return earlier_->id == later_->id; }
  bool different() const { return !diff_.empty(); }

  std::string text() const {
    const std::vector<std::pair<std::string_view, const std::vector<FrameworkChange>*>> groups = {
        {"added", &diff_.added},         {"retired", &diff_.retired},          {"renamed", &diff_.renamed},
        {"re-parented", &diff_.re_parented}, {"of other maturity", &diff_.matured}, {"of other mitigations", &diff_.mitigations}};
    std::string counts, body;
    for (const auto& [title, list] : groups) {
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", list->size(), title);
      if (list->empty()) continue;
      body += fmt::format("\n{}\n", title);
      for (const FrameworkChange& c : *list) body += "  " + line(c, list == &diff_.retired);
    }
    if (!stale_.empty()) body += "\ncited by ours, and not in the later release\n";
    for (const Stale& s : stale_) body += fmt::format("  {:<16} {}: {}\n", printable(s.id), printable(s.entry), became(s.successor));
    return fmt::format("{} -> {}: {}; {} of ours to mend\n", title(*earlier_), title(*later_), diff_.empty() ? "no difference" : counts,
                       amount(stale_.size(), "citation")) + body;
  }

 private:
  std::optional<FrameworkList> read(const char* side, const std::string& facts) {
    const std::string path = arguments_.one(side);
    if (is_stored_framework(path)) return read_stored_framework(path, walk_.diagnostics, walk_.sources);
    return import_framework_list(name_, path, walk_.diagnostics, walk_.sources, facts, nullptr);
  }

  static std::string title(const FrameworkList& list) { return printable(list.id + " " + list.release); }
  static std::string became(const std::string& id) { return id.empty() ? "no successor is known" : "now " + printable(id); }
  static std::string line(const FrameworkChange& c, bool retired) {
    return fmt::format("{:<16} {}: {}\n", printable(c.id), printable(c.name), retired ? became(c.what) : printable(c.what));
  }

  void cite(const std::string& id, const std::string& entry, std::vector<Stale>& out) const {
    if (later_->find(id) != nullptr) return;
    const bool gone = earlier_->find(id) != nullptr || std::any_of(later_->alias.begin(), later_->alias.end(), [&](auto& a) { return a.from == id; });
    if (gone) out.push_back({id, successor_of(*later_, id), entry});
  }

  std::vector<Stale> stale() const {
    std::vector<Stale> out;
    for (const Threat& t : walk_.house.catalog.threats) {
      const std::string entry = fmt::format("threats/{}/{}.toml", t.def.domain, t.def.id);
      for (const std::string& id : citations(t.def)) cite(id, entry, out);
    }
    for (const ControlDef& c : walk_.house.catalog.controls) {
      for (const std::string& id : c.satisfies) cite(id, fmt::format("controls/{}.toml", c.id), out);
    }
    for (const FrameworkDef& f : walk_.house.catalog.frameworks) {
      for (const NotCitedDef& n : f.not_cited) {
        for (const std::string& id : n.ids) cite(id, fmt::format("frameworks/{}/not-cited.toml", f.id), out);
      }
    }
    const auto key = [](const Stale& s) { return std::tie(s.id, s.entry); };
    std::sort(out.begin(), out.end(), [&](auto& a, auto& b) { return key(a) < key(b); });
    out.erase(std::unique(out.begin(), out.end(), [&](auto& a, auto& b) { return key(a) == key(b); }), out.end());
    return out;
  }

  const Arguments& arguments_;
  Walk& walk_;
  std::string name_;
  std::optional<FrameworkList> earlier_, later_;
  FrameworkDiff diff_;
  std::vector<Stale> stale_;
};

bool makes_sense(const Arguments& arguments, const Console& console) {
  for (const char* side : {"OLD", "NEW"}) {
    std::error_code error;
    if (std::filesystem::exists(arguments.one(side), error)) continue;
    console.err(fmt::format("merlon: `{}` names nothing that exists\n", printable(arguments.one(side))));
    return false;
  }
  if (arguments.one("facts").empty() || !is_stored_framework(arguments.one("NEW"))) return true;
  console.err("merlon: `--facts` says nothing of a list that is stored\n  = help: its own `framework.toml` knows what has gone; leave the option out\n");
  return false;
}

int run(const Arguments& arguments, const Console& console) {
  if (!makes_sense(arguments, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  Comparing comparing(arguments, *walk);
  if (!comparing.know_name()) {
    console.err("merlon: `framework diff` does not know which framework these files are\n  = help: name it, `--name atlas`\n");
    return exit_usage;
  }
  const bool read = comparing.read();
  tell(*walk, console);
  if (!read) return exit_usage;
  if (!comparing.of_one_framework()) {
    console.err("merlon: these are lists of two frameworks, not two releases of one\n");
    return exit_usage;
  }
  console.out(comparing.text());
  if (!walk->house.silent.empty()) return exit_incomplete;
  return comparing.different() ? exit_gate : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "OLD", "OLD", "the earlier release: a folder of threatdb/frameworks, or what its authors publish", true},
                                  {OptionSpec::Kind::positional, "NEW", "NEW", "the later release, likewise", true},
                                  {OptionSpec::Kind::value, "--name", "NAME", "which framework it is, when neither is a folder of threatdb/frameworks", false},
                                  {OptionSpec::Kind::value, "--facts", "FILE", "ids that NEW has retired (atlas, cosai)", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& framework_diff() {
  static const Verb verb{"framework diff", "what a release of a framework changed, and what of ours that makes stale",
                         "Entries that were added, retired, renamed, re-parented (another parent or other tactics), of other\n"
                         "maturity, and mitigations that help against something else; then the threats, controls and reasons in\n"
                         "not-cited.toml that name what has been retired.  Nothing is written.\n"
                         "\n"
                         "  merlon framework diff threatdb/frameworks/atlas ATLAS-2026.09.yaml --facts atlas.json\n"
                         "\n"
                         "Exit code 0: no difference; 1: there is one; 2: a file can't be read; 3: a plugin or pack is missing, so\n"
                         "there may be more to mend.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
