// `merlon catalog lint DIR`: everything the compiler of the threat database would refuse, and what it only warns of.
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "cli/walk.hpp"
#include "packc/folder.hpp"
#include "packc/lint.hpp"

namespace merlon::verbs {
namespace {

std::vector<std::string> covered_by_analyzers(const House& house) {
  std::vector<std::string> out;
  for (const mrl_plugin* plugin : house.tables) {
    for (const mrl_pass* const* p = plugin->passes; p != nullptr && *p != nullptr; ++p) {
      for (const char* const* c = (*p)->covers; c != nullptr && *c != nullptr; ++c) out.emplace_back(*c);
    }
  }
  return out;
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const std::string root = arguments.one("DIR");
  std::vector<PackReading> readings(1);
  Diagnostics& d = walk->diagnostics;
  readings[0].pack.id = "core";
  read_vocabulary_folder(root + "/vocabulary", walk->sources, readings[0], d);
  read_framework_folder(root + "/frameworks", walk->sources, readings[0], d);
  read_control_folder(root + "/controls", walk->sources, readings[0], d);
  for (const std::string_view domain : kDomains) {
    PackReading reading;
    read_domain_folder(fmt::format("{}/threats/{}", root, domain), walk->sources, reading, d);
    readings.push_back(std::move(reading));
  }
  std::vector<LinkInput> inputs;
  for (const PackReading& reading : readings) inputs.push_back({reading.pack, {}});
  std::vector<LinkProblem> problems;
  link(std::move(inputs), problems);
  tell_link_problems(problems, readings, true, d);
  lint(readings, covered_by_analyzers(walk->house), d);
  tell(*walk, console);
  size_t threats = 0, tests = 0;
  for (const PackReading& reading : readings) threats += reading.pack.threats.size(), tests += reading.tests.size();
  console.out(fmt::format("{}, {}, {}: {}\n", amount(threats, "threat"), amount(readings[0].pack.controls.size(), "control"),
                          amount(tests, "test"), amount(d.errors(), "problem")));
  return d.has_errors() ? exit_usage : exit_ok;
}

}  // namespace

const Verb& catalog_lint() {
  static const Verb verb{"catalog lint", "check a threat database: references, citations, controls, tests", "",
                         {{OptionSpec::Kind::positional, "DIR", "DIR", "a folder with vocabulary/, frameworks/, controls/ and threats/", true}},
                         &run};
  return verb;
}

}  // namespace merlon::verbs
