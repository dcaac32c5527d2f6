// `merlon catalog coverage [FRAMEWORK]`: which entries of each framework our threats cite, and which they don't.
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

std::set<std::string> cited(const Catalog& c) {
  std::set<std::string> out;
  for (const Threat& t : c.threats) {
    out.insert(t.def.cites.begin(), t.def.cites.end());
    for (const Raise& r : t.raises) out.insert(r.def.cites.begin(), r.def.cites.end());
  }
  for (const ControlDef& d : c.controls) out.insert(d.satisfies.begin(), d.satisfies.end());
  return out;
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const Catalog& c = walk->house.catalog;
  const std::set<std::string> known = cited(c);
  const std::string only = arguments.one("FRAMEWORK");
  std::string out;
  for (const FrameworkDef& f : c.frameworks) {
    if (!only.empty() && only != f.id) continue;
    std::map<std::string, std::pair<int, int>> kinds;
    std::string missing;
    for (const FrameworkEntry& e : f.entries) {
      if (e.kind == "tactic" || e.kind == "group" || e.kind == "objective") continue;
      auto& [hit, all] = kinds[e.kind];
      ++all;
      if (known.contains(e.id)) ++hit;
      else missing += fmt::format("    {:<28} {}\n", e.id, e.name);
    }
    out += fmt::format("{} {}\n", f.name, f.release);
    for (const auto& [kind, counts] : kinds) out += fmt::format("  {} of {} entries of kind {} cited\n", counts.first, counts.second, kind);
    if (!only.empty()) out += "  not cited:\n" + missing;
  }
  if (out.empty()) {
    console.err(fmt::format("merlon: no framework is called `{}`; `merlon catalog list frameworks` shows them\n", printable(only)));
    return exit_usage;
  }
  console.out(out);
  return exit_ok;
}

}  // namespace

const Verb& catalog_coverage() {
  static const Verb verb{"catalog coverage", "how much of each framework our threats and controls cite", "",
                         {{OptionSpec::Kind::positional, "FRAMEWORK", "FRAMEWORK", "one framework: list what is not cited", false}}, &run};
  return verb;
}

}  // namespace merlon::verbs
