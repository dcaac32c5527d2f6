// `merlon plugin check FILE.so`: does a plugin keep to what every plugin promises?  Each promise is tried in a process of
// its own, so that a crash or a loop breaks that one.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/checks/check.hpp"
#include "cli/embedded.hpp"
#include "graph/lower.hpp"

namespace merlon::verbs {
namespace {

// How a process of its own went.
struct Told {
  std::string text;      ///< what it said
  std::string broken;    ///< how it ended, when it did not come to its end
};

struct Outcome {
  std::string_view id, promise;
  std::string broken;  ///< empty: kept
};

// Loaded in the child alone: what a plugin does at its loading happens there too.
std::string try_out(const Check* check, const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return "it could not be loaded: `merlon plugin show` with the same options says why";
  const std::string file = arguments.one("FILE");
  const auto& plugins = walk->house.plugins.plugins;
  std::error_code error;
  const auto is_it = [&](const std::string& path) {
    const std::string manifest = std::filesystem::path(file).replace_extension(".json").string();
    return std::filesystem::equivalent(path, file, error) || std::filesystem::equivalent(path, manifest, error);
  };
  const auto found = std::find_if(plugins.begin(), plugins.end(), [&](const LoadedPlugin& p) { return is_it(p.path); });
  if (found == plugins.end()) {
    for (const Refusal& r : walk->house.plugins.refusals) {
      if (is_it(r.path)) return fmt::format("it is refused: {}: {}", r.code, r.reason);
    }
    return "it is not among the plugins that were loaded";
  }
  for (const SilentPlugin& silent : walk->house.silent) {
    if (silent.plugin == found->id) return fmt::format("it may not speak: {}", silent.reason);
  }
  CheckedPlugin plugin{*walk, *found, {}};
  for (const EmbeddedText& text : probes()) {
    Diagnostics diagnostics;
    auto doc = read_pipeline(walk->sources, walk->sources.add(std::string(text.name), std::string(text.text)), TomlLimits{}, diagnostics);
    // What can't be tried is not kept.
    if (!doc || !lower(*doc, walk->house.catalog, false, diagnostics)) return fmt::format("it can't be tried: with what it brings, the description {} is wrong", text.name);
    plugin.probes.push_back({std::string(text.name), std::move(*doc)});
  }
  return check == nullptr ? "" : check->run(plugin);
}

std::string how_it_ended(int status, bool in_time, int seconds) {
  if (!in_time) return fmt::format("it does not end within {} seconds", seconds);
  if (WIFSIGNALED(status)) return fmt::format("it ends the process by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
  return fmt::format("it ends the process with exit code {}", WEXITSTATUS(status));
}

// In the child: it dies with merlon, and is seen and heard by nobody.
[[noreturn]] void be_child(pid_t parent, int end, const Check* check, const Arguments& arguments, const Console& console) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);
  ::setpgid(0, 0);
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
  const std::string told = try_out(check, arguments, console) + '\0';
  for (size_t at = 0; at < told.size();) {
    const ssize_t n = ::write(end, told.data() + at, told.size() - at);
    if (n <= 0) break;
    at += static_cast<size_t>(n);
  }
  ::_exit(0);
}

// `check` null: it is loaded, and nothing more.
Told in_a_process(const Check* check, const Arguments& arguments, const Console& console, int seconds) {
  int ends[2];
  const pid_t self = ::getpid();
  if (::pipe(ends) != 0) return {"", "no process could be made"};
  const pid_t child = ::fork();
  if (child < 0) return {"", "no process could be made"};
  if (child == 0) {
    ::close(ends[0]);
    be_child(self, ends[1], check, arguments, console);
  }
  ::setpgid(child, child);
  ::close(ends[1]);
  std::string told;
  bool in_time = true;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  // The NUL at the end tells that the child came that far; processes that it left may hold the pipe for long.
  for (char buffer[4096]; told.empty() || told.back() != '\0';) {
    pollfd waits{ends[0], POLLIN, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    in_time = left > 0 && ::poll(&waits, 1, static_cast<int>(left)) > 0;
    const ssize_t n = in_time ? ::read(ends[0], buffer, sizeof buffer) : 0;
    if (n <= 0) break;
    told.append(buffer, static_cast<size_t>(n));
  }
  ::close(ends[0]);
  const bool whole = !told.empty() && told.back() == '\0';
  int status = 0;
  if (whole || !in_time) ::kill(-child, SIGKILL);
  ::waitpid(child, &status, 0);
  ::kill(-child, SIGKILL);  // what it left behind
  if (!whole) return {"", how_it_ended(status, in_time, seconds)};
  told.pop_back();
  return {told, ""};
}

// A plugin that can't be loaded breaks every promise by that.
std::vector<Outcome> try_all(const Arguments& arguments, const Console& console, int seconds) {
  const Told loaded = in_a_process(nullptr, arguments, console, seconds);
  const std::string why = !loaded.broken.empty() ? "when it is loaded, " + loaded.broken : loaded.text;
  std::vector<Outcome> out;
  for (const Check* check : checks::all()) {
    const Told told = why.empty() ? in_a_process(check, arguments, console, seconds) : Told{why, ""};
    out.push_back({check->id, check->promise, told.broken.empty() ? told.text : told.broken});
  }
  return out;
}

bool all_for_one_reason(const std::vector<Outcome>& outcomes) {
  return std::all_of(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return !o.broken.empty() && o.broken == outcomes.front().broken; });
}

std::string text_of(const std::vector<Outcome>& outcomes) {
  if (all_for_one_reason(outcomes)) return fmt::format("BROKEN  every promise, {} of {}: {}\n", outcomes.size(), outcomes.size(), outcomes.front().broken);
  std::string out;
  size_t kept = 0;
  for (const Outcome& o : outcomes) {
    kept += o.broken.empty() ? 1 : 0;
    out += fmt::format("{:<7} {:<13} {}\n", o.broken.empty() ? "kept" : "BROKEN", o.id, o.promise);
    if (!o.broken.empty()) out += fmt::format("        {}\n", o.broken);
  }
  return out + fmt::format("{} kept, {} broken\n", kept, outcomes.size() - kept);
}

std::string json_of(const std::string& file, const std::vector<Outcome>& outcomes) {
  std::string out;
  JsonWriter j(out);
  j.object().field("format", 1).field("plugin", file).key("checks").array();
  for (const Outcome& o : outcomes) j.object().field("id", o.id).field("promise", o.promise).key("kept").boolean(o.broken.empty()).field("broken", o.broken).end();
  j.end().end();
  return out + "\n";
}

// 0 when it is none.
int seconds_of(const std::string& typed) {
  int out = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return error == std::errc() && end == typed.data() + typed.size() && out >= 1 && out <= 86'400 ? out : 0;
}

int run(const Arguments& arguments, const Console& console) {
  const std::string file = arguments.one("FILE");
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    console.err(fmt::format("merlon: `{}` is no file\n  = help: name the plugin's .so, with its manifest beside it\n", printable(file)));
    return exit_usage;
  }
  Arguments with = arguments;
  with.values["plugin"].push_back(file);
  const std::string typed = arguments.one("seconds");
  const int seconds = typed.empty() ? 120 : seconds_of(typed);
  if (seconds <= 0) {
    console.err(fmt::format("merlon: `--seconds` is a whole number from 1 to 86400, not `{}`\n", printable(typed)));
    return exit_usage;
  }
  const std::vector<Outcome> outcomes = try_all(with, console, seconds);
  console.out(arguments.flag("json") ? json_of(file, outcomes) : printable_lines(text_of(outcomes)));
  return std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.broken.empty(); }) ? exit_ok : exit_gate;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE.so", "the plugin", true},
                                  {OptionSpec::Kind::flag, "--json", "", "as JSON on standard output", false},
                                  {OptionSpec::Kind::value, "--seconds", "N", "how long one promise may take (120)", false}};
  // Each promise is tried in a process of its own already, and what is tried is the plugin itself.
  for (OptionSpec& option : house_options()) {
    if (option.name != "--isolate") list.push_back(std::move(option));
  }
  return list;
}

}  // namespace

const Verb& plugin_check() {
  static const Verb verb{"plugin check", "try whether a plugin keeps to what every plugin promises",
                         "Each promise is tried in a process of its own, on the examples and a few small descriptions; exit 1 when one is broken.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
