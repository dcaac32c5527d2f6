// The command line, by CLI11; the only file that includes it (it takes seconds to compile).
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/usage.hpp"
#include "cli/verb.hpp"

namespace merlon {

namespace verbs {
const Verb& version();
}

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
    if (spec.kind == OptionSpec::Kind::values) option->expected(1)->allow_extra_args(false);
  }
  option->option_text(spec.value);
  if (spec.required) option->required();
}

int tell(const WrongUsage& wrong, const Console& console) {
  console.err(fmt::format("merlon: {}\n  = help: {}\n", wrong.message, wrong.help));
  return exit_usage;
}

// A positional is named once; CLI11 would name it and what stands for its value.
class Layout : public CLI::Formatter {
 public:
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_positional() ? std::string() : CLI::Formatter::make_option_opts(option);
  }
};

// `help VERB` is `VERB --help`.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words[0] == "help") {
    words.erase(words.begin());
    words.emplace_back("--help");
  }
  return words;
}

const Verb* called(const std::vector<std::pair<CLI::App*, const Verb*>>& leaves) {
  const auto it = std::find_if(leaves.begin(), leaves.end(), [](const auto& leaf) { return leaf.first->parsed(); });
  return it == leaves.end() ? nullptr : it->second;
}

}  // namespace

int run_command_line(int argc, char** argv, const Console& console) {
  CLI::App app{"Merlon compiles a description of an ML system into a threat report.\n"
               "Start with `merlon init`, then `merlon analyze pipeline.toml`.",
               "merlon"};
  app.require_subcommand(1);
  app.formatter(std::make_shared<Layout>());
  app.get_formatter()->column_width(28);
  app.get_formatter()->label("SUBCOMMAND", "VERB");
  app.set_version_flag("-V,--version", "", "Print what `merlon version` prints");
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
    arguments.back()->words.assign(argv, argv + argc);
    for (const OptionSpec& spec : verb->options) declare(*leaf, spec, *arguments.back());
    leaves.emplace_back(leaf, verb);
  }
  const std::vector<std::string> words = words_of(argc, argv);
  if (words.empty()) {
    console.err(app.help());
    return exit_usage;
  }
  if (const auto wrong = wrong_verb(words)) return tell(*wrong, console);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    console.out(app.help());
    return exit_ok;
  } catch (const CLI::CallForVersion&) {
    return verbs::version().run({}, console);
  } catch (const CLI::ParseError& error) {
    const Verb* verb = called(leaves);
    const std::string what = error.what();
    const bool extra = dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr;
    if (const auto wrong = extra && verb != nullptr ? unknown_option(*verb, words) : std::nullopt) return tell(*wrong, console);
    const bool count = dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr;
    if (count && verb != nullptr) return tell(wrong_count(*verb, what.substr(0, what.find(':')), words), console);
    return tell({printable(what), fmt::format("`merlon{}{} --help` shows what it takes", verb == nullptr ? "" : " ",
                                              verb == nullptr ? "" : verb->name)}, console);
  }
  for (size_t i = 0; i < leaves.size(); ++i) {
    if (leaves[i].first->parsed()) return leaves[i].second->run(*arguments[i], console);
  }
  return exit_usage;
}

}  // namespace merlon
