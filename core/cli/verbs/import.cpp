// `merlon import IMPORTER FILE`: a description in pipeline.toml, made of another file by a plugin.
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/outputs.hpp"
#include "cli/text_passes.hpp"
#include "graph/lower.hpp"
#include "risk/decisions.hpp"
#include "syntax/pipeline_doc.hpp"

namespace merlon::verbs {
namespace {

// Whether a run could read it; what is wrong, and what it warns of, is told.
bool is_description(Walk& walk, const std::string& name, const std::string& text) {
  const auto doc = read_pipeline(walk.sources, walk.sources.add(name, text), TomlLimits{}, walk.diagnostics);
  if (!doc) return false;
  if (!doc->decisions.empty()) check_contradictions(*doc, Console::today(), walk.sources, walk.diagnostics);
  return lower(*doc, walk.house.catalog, true, walk.diagnostics) && !walk.diagnostics.has_errors();
}

int run(const Arguments& arguments, const Console& console) {
  const std::string file = arguments.one("FILE");
  std::vector<OutputPlace> places;
  std::error_code error;
  if (file == "-") {
    console.err("merlon: `-` is no file; an importer reads a file\n  = help: write it down first, and name it\n");
    return exit_usage;
  }
  const bool to_file = !arguments.all("out").empty();
  if (!take_output({"out", to_file ? arguments.one("out") : "-"}, {{file, "the file itself"}}, places, console)) return exit_usage;
  if (to_file && places[0].path != "-" && std::filesystem::exists(places[0].path, error) && !std::filesystem::is_character_file(places[0].path, error)) {
    console.err(fmt::format("merlon: `{0}` exists already and is left as it is\n  = help: write it beside, and look at `merlon diff {0} NEW`: decisions and answers stand in the old one\n", printable(places[0].path)));
    return exit_usage;
  }
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const auto importer = text_pass_named(arguments.one("IMPORTER"), MRL_PASS_IMPORTER, "IMPORTER", *walk);
  if (!importer) return tell(*walk, console), exit_usage;
  const auto bytes = read_file(file, kMostOutput);
  if (!bytes) {
    console.err(fmt::format("merlon: `{}` can't be read: {}\n", printable(file), bytes.error()));
    return exit_usage;
  }
  const MadeText made = run_text(*importer->pass, *bytes, importer->settings);
  if (!made.failure.empty()) {
    console.err(fmt::format("merlon: the importer `{}` of the plugin `{}` can't read `{}`: {}\n", importer->pass->id, importer->plugin, printable(file), made.failure));
    return exit_incomplete;
  }
  const bool good = is_description(*walk, fmt::format("what {} made of {}", importer->pass->id, file), made.text);
  tell(*walk, console);
  if (!good) {
    console.err(fmt::format("merlon: what the importer `{}` of the plugin `{}` made of `{}` is no description; nothing is written\n", importer->pass->id, importer->plugin, printable(file)));
    return exit_incomplete;
  }
  if (!write_outputs({{places[0].path, [&](const auto& take) { take(made.text); }}}, console)) return exit_usage;
  return walk->house.silent.empty() ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "IMPORTER", "IMPORTER", "an importer of a plugin: `name`, or `name<key=value>`", true},
                                  {OptionSpec::Kind::positional, "FILE", "FILE", "what it reads", true},
                                  {OptionSpec::Kind::value, "--out", "FILE|-", "where the description goes; else standard output", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& import() {
  static const Verb verb{"import", "make a description of another file, by an importer of a plugin",
                         "What was made is read as any description is: warnings are told, and nothing is written when it is wrong.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
