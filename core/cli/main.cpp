// merlon: from an architect's description of an ML system to a threat report.
#include <cstdlib>
#include <exception>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/verb.hpp"

int main(int argc, char** argv) {
  merlon::Console console;
  const char* no_colour = std::getenv("NO_COLOR");
  console.colour = isatty(STDERR_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
  try {
    return merlon::run_command_line(argc, argv, console);
  } catch (const std::exception& error) {
    console.err(fmt::format("merlon: this is a bug of ours: {}\n", error.what()));
  } catch (...) {
    console.err("merlon: this is a bug of ours\n");
  }
  return merlon::exit_bug;
}
