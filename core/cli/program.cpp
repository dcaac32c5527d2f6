#include "cli/program.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "cli/verb.hpp"

namespace {

bool ended = false;
const pid_t ourselves = ::getpid();

// A plugin that calls exit(0) must not look like success.  In a worker it ends nothing but that.
void at_exit() {
  if (ended || ::getpid() != ourselves) return;
  constexpr char text[] = "merlon: a plugin ended the process; nothing was analysed\n";
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, text, sizeof text - 1);
  ::_exit(merlon::exit_bug);
}

// Where a stream is closed, the next file that is opened would take its place.
void fill_closed_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) < 0) ::open("/dev/full", O_RDWR);
  }
}

// What was printed has to arrive; else the run failed (9-semantics S8).
int with_output(int code, const merlon::Console& console) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  console.err("merlon: standard output can't be written: it is full or closed\n");
  return code == merlon::exit_bug ? code : merlon::exit_usage;
}

int real_main(int argc, char** argv, const merlon::Console& console) {
  try {
    return merlon::run_command_line(argc, argv, console);
  } catch (const std::exception& error) {
    console.err(fmt::format("merlon: this is a bug of ours: {}\n", error.what()));
  } catch (...) {
    console.err("merlon: this is a bug of ours\n");
  }
  return merlon::exit_bug;
}

}  // namespace

int merlon::program(int argc, char** argv) {
  fill_closed_streams();
  std::atexit(at_exit);
  Console console;
  const char* no_colour = std::getenv("NO_COLOR");
  console.colour = isatty(STDERR_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0');
  const int code = with_output(real_main(argc, argv, console), console);
  ended = true;
  return code;
}
