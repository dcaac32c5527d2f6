// The command line, by CLI11; the only file that includes it (it takes seconds to compile).
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"

namespace merlon {
namespace {

std::string key_of(const OptionSpec& spec) {
  const size_t dashes = spec.name.rfind("--");
  return dashes == std::string::npos ? spec.name : spec.name.substr(dashes + 2);
}

void declare(CLI::App& app, const OptionSpec& spec, Arguments& to) {
  const std::string key = key_of(spec);
  if (spec.kind == OptionSpec::Kind::flag) {
    app.add_flag(spec.name, to.flags[key], spec.help);
    return;
  }
  CLI::Option* option = nullptr;
  if (spec.kind == OptionSpec::Kind::value || spec.kind == OptionSpec::Kind::positional) {
    option = app.add_option_function<std::string>(
        spec.name, [&to, key](const std::string& value) { to.values[key] = {value}; }, spec.help);
  } else {
    option = app.add_option(spec.name, to.values[key], spec.help)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (spec.kind == OptionSpec::Kind::values) option->expected(1);
  }
  option->option_text(spec.value);
  if (spec.required) option->required();
}

// Says how to go on after a wrong command line.
int wrong_usage(const CLI::ParseError& error, const std::string& name, const Console& console) {
  console.err(fmt::format("merlon: {}\n  = help: `{} --help` shows what it takes\n", printable(error.what()), name));
  return exit_usage;
}

// What stands where a verb must, when no verb is called so: one word, or two after the name of a group.
std::string unknown_verb(int argc, char** argv) {
  std::string given = argc > 1 && argv[1][0] != '-' ? argv[1] : "";
  const auto called = [&](std::string_view prefix) {
    return std::any_of(verbs::all().begin(), verbs::all().end(),
                       [&](const Verb* verb) { return prefix.ends_with(' ') ? verb->name.starts_with(prefix) : verb->name == prefix; });
  };
  if (given.empty() || called(given)) return {};
  if (!called(given + " ")) return given;
  if (argc < 3 || argv[2][0] == '-') return {};
  given += std::string(" ") + argv[2];
  return called(given) ? std::string() : given;
}

int tell_unknown_verb(const std::string& given, const Console& console) {
  std::vector<std::string> names;
  for (const Verb* verb : verbs::all()) names.emplace_back(verb->name);
  const std::string_view near = nearest(given, names);
  console.err(fmt::format("merlon: there is no verb `{}`\n  = help: {}\n", printable(given),
                          near.empty() ? "`merlon --help` lists them" : fmt::format("did you mean `{}`?", near)));
  return exit_usage;
}

}  // namespace

int run_command_line(int argc, char** argv, const Console& console) {
  CLI::App app{"Merlon compiles a description of an ML system into a threat report.\n"
               "Start with `merlon init`, then `merlon analyze pipeline.toml`.",
               "merlon"};
  app.require_subcommand(1);
  app.get_formatter()->column_width(28);
  std::vector<std::pair<CLI::App*, const Verb*>> leaves;
  std::vector<std::unique_ptr<Arguments>> arguments;
  std::map<std::string, CLI::App*> groups;
  const std::map<std::string_view, std::string_view> group_help = {
      {"plugin", "look at plugins"}, {"catalog", "look at threats, controls and frameworks"}, {"framework", "somebody else's lists"}};
  for (const Verb* verb : verbs::all()) {
    std::string name(verb->name);
    CLI::App* parent = &app;
    const size_t space = name.find(' ');
    if (space != std::string::npos) {
      const std::string group = name.substr(0, space);
      CLI::App*& sub = groups[group];
      if (sub == nullptr) {
        const auto help = group_help.find(group);
        sub = app.add_subcommand(group, help == group_help.end() ? "" : std::string(help->second));
        sub->require_subcommand(1);
      }
      parent = sub;
      name = name.substr(space + 1);
    }
    CLI::App* leaf = parent->add_subcommand(name, std::string(verb->summary));
    leaf->footer(std::string(verb->more));
    arguments.push_back(std::make_unique<Arguments>());
    for (const OptionSpec& spec : verb->options) declare(*leaf, spec, *arguments.back());
    leaves.emplace_back(leaf, verb);
  }
  if (const std::string unknown = unknown_verb(argc, argv); !unknown.empty()) return tell_unknown_verb(unknown, console);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    CLI::App* shown = &app;
    while (!shown->get_subcommands().empty()) shown = shown->get_subcommands().front();
    console.out(shown->help());
    return exit_ok;
  } catch (const CLI::ParseError& error) {
    std::string name = "merlon";
    CLI::App* at = &app;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front(), name += " " + at->get_name();
    return wrong_usage(error, name, console);
  }
  for (size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].first->parsed()) return leaves[i].second->run(*arguments[i], console);
  }
  return exit_usage;
}

}  // namespace merlon
