// `merlon explain ID [FILE]`: a threat, control, framework entry, fact, word, analyzer, error code, or a finding of a pipeline.
#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/explain_entry.hpp"
#include "cli/explain_finding.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

int unknown(const std::string& id, const House& house, const Console& console) {
  if (const std::vector<std::string> editions = editions_of(id, house.catalog); !editions.empty()) {
    console.err(fmt::format("merlon: `{}` does not say which edition is meant\n  = help: there {} {}\n", printable(id),
                            editions.size() == 1 ? "is" : "are", listed(editions)));
    return exit_usage;
  }
  const std::string near = entry_like(id, house);
  console.err(fmt::format("merlon: nothing is called `{}`\n  = help: {}\n", printable(id),
                          near.empty() ? std::string("`merlon catalog list threats` shows the threats; so do `controls`, `frameworks`, `facts`, `kinds` and `does`")
                                       : fmt::format("something with a similar name exists: `{}`", near)));
  return exit_usage;
}

int run(const Arguments& arguments, const Console& console) {
  const std::string id = arguments.one("ID"), file = arguments.one("FILE");
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  if (id.find('@') == std::string::npos) {
    const std::string name = entry_named(id, walk->house);
    if (name.empty()) return unknown(id, walk->house, console);
    console.out(printable_lines(explain_entry(name, walk->house)));
    return walk->house.silent.empty() ? exit_ok : exit_incomplete;
  }
  if (file.empty()) {
    console.err(fmt::format("merlon: a finding is one of a pipeline: merlon explain {} pipeline.toml\n", printable(id)));
    return exit_usage;
  }
  const bool walked = walk_to_assessment(*walk, file, {});
  tell(*walk, console);
  if (!walked) return exit_usage;
  return explain_finding(*walk, lower_case(id), console);
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "ID", "ID", "a threat, control, framework id, fact, word, analyzer, error code, or THREAT@SUBJECT", true},
                                  {OptionSpec::Kind::positional, "FILE", "FILE", "the description, for THREAT@SUBJECT", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& explain() {
  static const Verb verb{"explain", "explain an entry of the catalogue, an error code, or why a threat was or was not raised",
                         "Examples: merlon explain data-poisoning\n          merlon explain AML.T0020\n          merlon explain E0203\n"
                         "          merlon explain data-poisoning@train pipeline.toml",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
