// `merlon catalog coverage [FRAMEWORK]`: which entries of each framework ours stand for, in which phase, and which do not
// and why.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

/// Who cites an entry: threats and controls by id, and the phases that the threats belong to.
struct CitedBy {
  std::vector<std::string> threats, controls;
  std::set<std::string> phases;
};

using CitedByEntry = std::map<std::string, CitedBy>;

CitedByEntry cited_by(const Catalog& c) {
  CitedByEntry out;
  for (const Threat& t : c.threats) {
    for (const std::string& id : citations(t.def)) {
      CitedBy& by = out[id];
      by.threats.push_back(t.def.id);
      by.phases.insert(t.def.phases.begin(), t.def.phases.end());
    }
  }
  for (const ControlDef& d : c.controls) {
    for (const std::string& id : d.satisfies) out[id].controls.push_back(d.id);
  }
  return out;
}

std::string head() {
  std::string out = fmt::format("{:<20} {:>8} {:>6} {:>10} {:>8}  ", "", "citable", "cited", "not cited", "missing");
  for (size_t p = 1; p <= kPhases.size(); ++p) out += fmt::format("{:>4}", p);
  return out + "\n";
}

std::string legend() {
  std::string out = "\nColumns 1 to 10 count entries that threats of the phase cite:\n";
  for (size_t p = 0; p < kPhases.size(); ++p) out += fmt::format("{}{} {}", p == 0 ? "" : p == 5 ? ",\n" : ", ", p + 1, kPhases[p]);
  return out + ".\nTactics, objectives and groups, which only hold others together, are not counted.\n";
}

std::string row(const FrameworkDef& f, const CitedByEntry& cited) {
  std::set<std::string> reasoned;
  for (const NotCitedDef& group : f.not_cited) reasoned.insert(group.ids.begin(), group.ids.end());
  size_t all = 0, hit = 0, told = 0;
  std::array<size_t, kPhases.size()> by_phase{};
  for (const FrameworkEntry& e : f.entries) {
    if (!is_citable(e)) continue;
    ++all;
    const auto by = cited.find(e.id);
    if (by == cited.end()) {
      told += reasoned.contains(e.id) ? 1 : 0;
      continue;
    }
    ++hit;
    for (size_t p = 0; p < kPhases.size(); ++p) by_phase[p] += by->second.phases.contains(std::string(kPhases[p])) ? 1 : 0;
  }
  std::string out = fmt::format("{:<20} {:>8} {:>6} {:>10} {:>8}  ", f.id, all, hit, told, all - hit - told);
  for (const size_t n : by_phase) out += n == 0 ? "   ." : fmt::format("{:>4}", n);
  return out + "\n";
}

std::string entries(const FrameworkDef& f, const CitedByEntry& cited) {
  std::string out = fmt::format("{} ({})\n\nCited\n", titled(f), f.licence);
  std::set<std::string> reasoned;
  std::string missing;
  for (const NotCitedDef& group : f.not_cited) reasoned.insert(group.ids.begin(), group.ids.end());
  for (const FrameworkEntry& e : f.entries) {
    if (!is_citable(e)) continue;
    const auto by = cited.find(e.id);
    if (by == cited.end()) {
      if (!reasoned.contains(e.id)) missing += fmt::format("  {:<18} {}\n", e.id, e.name);
      continue;
    }
    std::vector<std::string> who = by->second.threats;
    for (const std::string& control : by->second.controls) who.push_back("control " + control);
    out += fmt::format("  {:<18} {}\n  {:<18}   {}\n", e.id, e.name, "", fmt::join(who, ", "));
  }
  for (const NotCitedDef& group : f.not_cited) {
    out += fmt::format("\nNot cited: {}\n{}\n", group.reason, group.because);
    for (const FrameworkEntry& e : f.entries) {
      if (std::find(group.ids.begin(), group.ids.end(), e.id) != group.ids.end()) out += fmt::format("  {:<18} {}\n", e.id, e.name);
    }
  }
  return missing.empty() ? out : out + "\nMissing: neither cited nor given a reason\n" + missing;
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  tell(*walk, console);
  const Catalog& c = walk->house.catalog;
  const CitedByEntry cited = cited_by(c);
  const std::string only = lower_case(arguments.one("FRAMEWORK"));
  std::string out = only.empty() ? head() : "";
  bool found = only.empty();
  for (const FrameworkDef& f : c.frameworks) {
    if (only.empty()) out += row(f, cited);
    if (only != f.id) continue;
    found = true;
    out += entries(f, cited);
  }
  if (!found) {
    console.err(fmt::format("merlon: no framework is called `{}`; `merlon catalog list frameworks` shows them\n", printable(only)));
    return exit_usage;
  }
  console.out(printable_lines(out + (only.empty() ? legend() : "")));
  return walk->house.silent.empty() ? exit_ok : exit_incomplete;
}

}  // namespace

const Verb& catalog_coverage() {
  static const std::vector<OptionSpec> options = [] {
    std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FRAMEWORK", "FRAMEWORK", "one framework: every entry, with who cites it or the reason why nobody does", false}};
    for (OptionSpec& option : house_options()) list.push_back(std::move(option));
    return list;
  }();
  static const Verb verb{"catalog coverage", "which framework entries our threats and controls stand for, in which phase, and which not and why", "",
                         options, &run};
  return verb;
}

}  // namespace merlon::verbs
