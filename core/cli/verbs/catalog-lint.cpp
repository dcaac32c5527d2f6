// `merlon catalog lint DIR` or `--pack DIR`: everything the compiler of the threat database would refuse, and what it only warns of.
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "cli/own_pack.hpp"
#include "engine/analysis_plan.hpp"
#include "packc/account.hpp"
#include "packc/folder.hpp"
#include "packc/lint.hpp"

namespace merlon::verbs {
namespace {

std::vector<std::string> named_by_passes(const House& house, const char* const* mrl_pass::*list) {
  std::vector<std::string> out;
  for (const mrl_plugin* plugin : house.tables) {
    for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
      for (const std::string_view name : words_of((*p)->*list)) out.emplace_back(name);
    }
  }
  return out;
}

// What stands in the last line.
struct Count {
  size_t threats = 0, controls = 0, tests = 0;

  void add(const std::vector<PackReading>& readings) {
    for (const PackReading& reading : readings) {
      threats += reading.pack.threats.size();
      controls += reading.pack.controls.size();
      tests += reading.tests.size();
    }
  }
};

void lint_database(const std::string& root, Walk& walk, Count& count) {
  std::vector<PackReading> readings(1);
  Diagnostics& d = walk.diagnostics;
  readings[0].pack.id = "core";
  read_vocabulary_folder(root + "/vocabulary", walk.sources, readings[0], d);
  read_framework_folder(root + "/frameworks", walk.sources, readings[0], d);
  read_control_folder(root + "/controls", walk.sources, readings[0], d);
  for (const std::string_view domain : kDomains) {
    PackReading reading;
    read_domain_folder(fmt::format("{}/threats/{}", root, domain), walk.sources, reading, d);
    readings.push_back(std::move(reading));
  }
  std::vector<LinkInput> inputs;
  for (const PackReading& reading : readings) inputs.push_back({reading.pack, {}});
  std::vector<LinkProblem> problems, stale;
  link(std::move(inputs), problems, &stale);
  tell_link_problems(problems, readings, true, d);
  tell_stale(stale, readings, d);
  lint(readings, named_by_passes(walk.house, &mrl_pass::covers), d);
  account(readings, d);
  count.add(readings);
}

// The house has read and linked the pack, and told what is wrong with that; here are the rules beyond.
void lint_pack(const std::string& folder, Walk& walk, Count& count) {
  std::vector<PackReading> readings(1);
  Diagnostics told;
  read_pack_folder(folder, walk.sources, readings[0], told);
  lint(readings, named_by_passes(walk.house, &mrl_pass::covers), walk.diagnostics);
  lint_derived(readings, named_by_passes(walk.house, &mrl_pass::publishes), walk.diagnostics);
  account(readings, walk.diagnostics);
  count.add(readings);
}

int run(const Arguments& arguments, const Console& console) {
  const std::string root = arguments.one("DIR");
  Arguments named = arguments;
  if (is_pack(root)) named.values["pack"].push_back(root);
  const std::vector<std::string> packs = packs_of(named);
  if (root.empty() && packs.empty()) {
    console.err("merlon: `catalog lint` needs a folder\n  = help: name a threat database, or a pack of your own by `--pack`\n");
    return exit_usage;
  }
  if (std::error_code error; !root.empty() && !std::filesystem::is_directory(root, error)) {
    console.err(fmt::format("merlon: `{}` is no folder\n", printable(root)));
    return exit_usage;
  }
  int code = exit_ok;
  const auto walk = start_walk_with_pack(arguments, root, console, code);
  if (!walk) return code;
  Count count;
  if (!root.empty() && !is_pack(root)) lint_database(root, *walk, count);
  for (const std::string& pack : packs) lint_pack(pack, *walk, count);
  tell(*walk, console);
  const size_t problems = walk->house_diagnostics.errors() + walk->diagnostics.errors();
  console.out(fmt::format("{}, {}, {}: {}\n", amount(count.threats, "threat"), amount(count.controls, "control"), amount(count.tests, "test"),
                          amount(problems, "problem")));
  return problems > 0 ? exit_usage : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "DIR", "DIR", "a folder with vocabulary/, frameworks/, controls/ and threats/, or a pack", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& catalog_lint() {
  static const Verb verb{"catalog lint", "check a threat database: references, citations, controls, tests", "", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
