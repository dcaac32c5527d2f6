// `merlon catalog list [threats|controls|frameworks|facts|kinds|does]`.
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/explain_entry.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

std::string_view type_word(FactType type) {
  switch (type) {
    case FactType::boolean: return "true or false";
    case FactType::integer: return "an integer";
    case FactType::text: return "a text";
    default: return "";
  }
}

// The fact, what it may be, and where it can be said.
std::string fact_lines(const Fact& f) {
  std::string values(type_word(f.def.type));
  for (const std::string& v : f.values) values += (values.empty() ? "" : ", ") + v;
  if (f.def.words_from == "kind" || f.def.words_from == "does") values = fmt::format("see `merlon catalog list {}`", f.def.words_from == "kind" ? "kinds" : "does");
  return fmt::format("{:<20} {}\n{:<20}   of: {}\n{:<20}   values: {}\n", f.def.id, f.def.derived ? "derived: " + f.def.how : f.def.question, "",
                     said_of(f.def), "", values);
}

std::string list_of(const Catalog& c, const std::string& what) {
  std::string out;
  if (what == "threats") {
    for (const Threat& t : c.threats) out += fmt::format("{:<34} {:<13} {}\n", t.def.id, t.def.domain, t.def.name);
  } else if (what == "controls") {
    for (const ControlDef& d : c.controls) out += fmt::format("{:<34} {:<7} {}\n", d.id, d.effort, d.name);
  } else if (what == "frameworks") {
    for (const FrameworkDef& f : c.frameworks) out += fmt::format("{:<20} {:<24} {:>4} entries  {}\n", f.id, f.release, f.entries.size(), f.name);
  } else if (what == "facts") {
    for (const Fact& f : c.vocabulary.facts) out += fact_lines(f);
  } else if (what == "kinds") {
    for (uint32_t i = 0; i < c.vocabulary.kinds.size(); ++i) {
      const WordDef& d = c.vocabulary.kinds[i];
      out += fmt::format("{:<20} {:<18} {}\n", d.id, d.parent, d.means);
    }
  } else if (what == "does") {
    for (uint32_t i = 0; i < c.vocabulary.does.size(); ++i) {
      const WordDef& d = c.vocabulary.does[i];
      out += fmt::format("{:<14} {:<18} {}\n", d.id, d.given, d.means);
    }
  }
  return out;
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  if (!walk->house_diagnostics.empty()) tell(*walk, console);
  const std::string what = arguments.one("WHAT").empty() ? "threats" : arguments.one("WHAT");
  const std::string out = list_of(walk->house.catalog, what);
  if (out.empty()) {
    console.err(fmt::format("merlon: `catalog list` knows threats, controls, frameworks, facts, kinds and does, not `{}`\n", printable(what)));
    return exit_usage;
  }
  console.out(printable_lines(out));
  return walk->house.silent.empty() ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "WHAT", "WHAT", "threats (default), controls, frameworks, facts, kinds or does", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& catalog_list() {
  static const Verb verb{"catalog list", "list threats, controls, frameworks or the words of the vocabulary", "", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
