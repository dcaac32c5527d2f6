// `merlon serve pipeline.toml`: the report as a page that follows the description.
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/house.hpp"
#include "cli/server.hpp"
#include "cli/walk.hpp"

namespace merlon {

Server& server() {
  static Server here = nullptr;
  return here;
}

namespace verbs {
namespace {

// The same words to the program beside this one.
int run_beside(const Arguments& arguments, const Console& console) {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "merlon-serve";
  std::vector<std::string> words = arguments.words;
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  if (!error) ::execv(program.c_str(), argv.data());
  console.err(fmt::format("merlon: `merlon-serve` beside merlon can't be run: {}\n  = help: it is part of an installation; install merlon anew\n", std::strerror(errno)));
  return exit_usage;
}

int run(const Arguments& arguments, const Console& console) { return server() == nullptr ? run_beside(arguments, console) : server()(arguments, console); }

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true},
                                  {OptionSpec::Kind::value, "--port", "N", "of 127.0.0.1, else 8420; 0: one that is free", false},
                                  {OptionSpec::Kind::value, "--theme", "FILE", "name, logo and accent colour of an organisation (docs/report.md)", false},
                                  {OptionSpec::Kind::value, "--passes", "LIST", "what to run, or a name that merlon.toml beside FILE gives it; else " + std::string(kEveryPass), false}};
  for (OptionSpec& option : walk_options()) list.push_back(std::move(option));
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& serve() {
  static const Verb verb{"serve", "show the report in a browser, anew whenever FILE is saved",
                         "Listens on this machine alone (127.0.0.1).  FILE, the decisions and `merlon.toml` beside it, packs and the theme are\n"
                         "watched; where something is wrong, the page says what, where and how to mend it.  Ctrl-C ends it.\n"
                         "\n"
                         "  merlon serve pipeline.toml\n"
                         "\n"
                         "Exit: 0 ended, 2 usage wrong or the port is taken.",
                         options(), &run};
  return verb;
}

}  // namespace verbs
}  // namespace merlon
