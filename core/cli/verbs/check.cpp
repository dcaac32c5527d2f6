// `merlon check pipeline.toml`: what is wrong with a description, and nothing else.
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const bool good = walk_to_graph(*walk, arguments.one("FILE"));
  tell(*walk, console);
  if (!good) return exit_usage;
  const Graph& g = *walk->graph;
  console.out(fmt::format("{}: {}, {}, {}, {}, {}; {}\n", arguments.one("FILE"), amount(g.n_stages, "stage"),
                          amount(g.n_assets, "asset"), amount(g.n_actors, "actor"), amount(g.n_flows, "flow"),
                          amount(g.n_boundaries - 1, "boundary"), amount(walk->diagnostics.all().size(), "warning")));
  return walk->house.silent.empty() && g.not_computed.empty() ? exit_ok : exit_incomplete;
}

}  // namespace

const Verb& check() {
  static std::vector<OptionSpec> options = [] {
    std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true}};
    for (OptionSpec& option : house_options()) list.push_back(std::move(option));
    return list;
  }();
  static const Verb verb{"check", "say what is wrong with a description, and nothing else", "", options, &run};
  return verb;
}

}  // namespace merlon::verbs
