// Runs whole processes in turn and prints a table: `measure --merlon PROGRAM --bare PROGRAM --plugins N [--rounds N] [--limit S] FILE...`.
//
// Per file and round: the bare parse, `analyze --json`, the same with all N plugins apart, and `analyze --json --html`; in turn, since a machine has faster and
// slower minutes that fall on all of them alike.  Shown are medians of wall and processor time, their ratios to the bare
// parse of the same file, and the highest peak of memory.  On a machine with other work, wall time is mostly waiting:
// look at the processor time.  Nothing is asserted of time; the exit is 1 when a program fails or is over the limit.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

extern char** environ;

namespace {

struct Options {
  std::string merlon, bare;
  int rounds = 7;
  int plugins = 0;  // that are bundled
  int limit = 120;  // seconds of one process
  std::vector<std::string> files;
};

struct Runs {
  std::vector<double> wall, cpu;  // milliseconds
  long peak_kib = 0;
  bool failed = false;
};

double now() { return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double milliseconds(const timeval& t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; }

// Waits with a limit: wait4 has none of its own, so an alarm breaks it off.
bool wait_for(pid_t child, int limit, rusage& used) {
  int status = 0;
  alarm(static_cast<unsigned>(limit));
  const pid_t done = wait4(child, &status, 0, &used);
  const bool late = done < 0 && errno == EINTR;
  alarm(0);
  if (!late) return done == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  kill(child, SIGKILL);
  waitpid(child, &status, 0);
  return false;
}

void run(const std::vector<std::string>& command, int limit, Runs& out) {
  if (out.failed) return;
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  const double start = now();
  pid_t child = 0;
  const int error = posix_spawn(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  rusage used{};
  out.failed = error != 0 || !wait_for(child, limit, used);
  out.wall.push_back(now() - start);
  out.cpu.push_back(milliseconds(used.ru_utime) + milliseconds(used.ru_stime));
  out.peak_kib = std::max(out.peak_kib, used.ru_maxrss);
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

void print_row(const std::string& file, const char* what, const Runs& runs, const Runs& bare) {
  if (runs.failed) {
    std::printf("| %s | %s | failed, or over the limit | | | | |\n", file.c_str(), what);
    return;
  }
  const auto ratio = [](double value, double to) { return to > 0 ? value / to : 0.0; };
  const double wall = median(runs.wall), cpu = median(runs.cpu);
  std::printf("| %s | %s | %.1f ms | %.2f | %.1f ms | %.2f | %.1f MiB |\n", file.c_str(), what, wall,
              ratio(wall, median(bare.wall)), cpu, ratio(cpu, median(bare.cpu)), static_cast<double>(runs.peak_kib) / 1024);
}

bool measure(const Options& options, const std::string& file) {
  static constexpr std::array<const char*, 4> kNames = {"bare toml++", "merlon, JSON", "merlon, JSON, plugins apart", "merlon, JSON + HTML"};
  const std::array<std::vector<std::string>, 4> commands = {{
      {options.bare, file},
      {options.merlon, "analyze", file, "--json", "/dev/null", "-q"},
      {options.merlon, "analyze", file, "--json", "/dev/null", "-q", "--isolate", "all"},
      {options.merlon, "analyze", file, "--json", "/dev/null", "--html", "/dev/null", "-q"},
  }};
  std::array<Runs, 4> runs, warm;
  for (size_t i = 0; i < commands.size(); ++i) {
    run(commands[i], options.limit, warm[i]);  // once, to fill the file cache
    runs[i].failed = warm[i].failed;
  }
  for (int round = 0; round < options.rounds; ++round) {
    for (size_t i = 0; i < commands.size(); ++i) run(commands[i], options.limit, runs[i]);
  }
  const std::string name = file.substr(file.find_last_of('/') + 1);
  for (size_t i = 0; i < commands.size(); ++i) print_row(name, kNames[i], runs[i], runs[0]);
  if (!runs[1].failed && !runs[2].failed) {
    std::printf("| %s | each of %d plugins apart | +%.1f ms | | +%.1f ms | | |\n", name.c_str(), options.plugins, (median(runs[2].wall) - median(runs[1].wall)) / options.plugins,
                (median(runs[2].cpu) - median(runs[1].cpu)) / options.plugins);
  }
  std::fflush(stdout);
  return std::none_of(runs.begin(), runs.end(), [](const Runs& r) { return r.failed; });
}

bool read_options(int argc, char** argv, Options& out) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word.rfind("--", 0) != 0) {
      out.files.push_back(word);
      continue;
    }
    if (++i >= argc) return false;
    if (word == "--merlon") out.merlon = argv[i];
    else if (word == "--bare") out.bare = argv[i];
    else if (word == "--rounds") out.rounds = std::atoi(argv[i]);
    else if (word == "--plugins") out.plugins = std::atoi(argv[i]);
    else if (word == "--limit") out.limit = std::atoi(argv[i]);
    else return false;
  }
  return !out.merlon.empty() && !out.bare.empty() && out.rounds > 0 && out.plugins > 0 && out.limit > 0 && !out.files.empty();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options(argc, argv, options)) {
    std::fputs("usage: measure --merlon PROGRAM --bare PROGRAM --plugins N [--rounds N] [--limit SECONDS] FILE...\n", stderr);
    return 2;
  }
  struct sigaction wake {};
  wake.sa_handler = [](int) {};  // without SA_RESTART, so that wait4 comes back
  sigaction(SIGALRM, &wake, nullptr);
  std::printf("| file | run | wall | ratio | processor | ratio | peak memory |\n|---|---|---|---|---|---|---|\n");
  bool good = true;
  for (const std::string& file : options.files) good = measure(options, file) && good;
  return good ? 0 : 1;
}
