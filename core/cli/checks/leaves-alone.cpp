#include "cli/checks/check.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "engine/scorer_pass.hpp"
#include "engine/text_pass.hpp"

namespace merlon::checks {
namespace {

using Process = std::map<std::string, std::string>;

std::string entries(const char* folder) {
  std::error_code error;
  size_t n = 0;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) ++n;
  return std::to_string(n);
}

std::string children() {
  std::ifstream file(fmt::format("/proc/self/task/{}/children", ::getpid()));
  return std::to_string(std::distance(std::istream_iterator<std::string>(file), {}));
}

std::string environment() {
  std::string out;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) out += std::string(*variable) + '\n';
  return blake2b_256(out);
}

// Every pass of the plugin, of whatever kind.
void run_all(const CheckedPlugin& plugin) {
  for (const Probe& probe : plugin.probes) what_is_said(plugin, probe.doc);
  for (const uint32_t kind : {MRL_PASS_IMPORTER, MRL_PASS_EMITTER}) {
    for (const mrl_pass* pass : plugin.passes(kind)) run_text_pass(*pass, "{}", {});
  }
  Diagnostics diagnostics;
  if (plugin.probes.empty()) return;
  const auto g = shape({plugin.probes.front().doc, plugin.walk.house.catalog, false, plugin.walk.house.tables}, diagnostics);
  for (const mrl_pass* pass : plugin.passes(MRL_PASS_SCORER)) {
    if (g) run_scorer(*pass, *g, {}, {});
  }
}

Process process() {
  std::error_code error;
  Process out = {{"working directory", std::filesystem::current_path(error).string()},
                 {"locale", std::setlocale(LC_ALL, nullptr)},
                 {"number of open descriptors", entries("/proc/self/fd")},
                 {"number of threads", entries("/proc/self/task")},
                 {"number of child processes", children()},
                 {"environment", environment()}};
  for (int signal = 1; signal < 32; ++signal) {
    struct sigaction action {};
    if (::sigaction(signal, nullptr, &action) == 0) out[fmt::format("handler of signal {}", signal)] = fmt::format("{}", reinterpret_cast<uintptr_t>(action.sa_handler));
  }
  return out;
}

std::string check(const CheckedPlugin& plugin) {
  const int own_out = ::dup(STDOUT_FILENO), own_err = ::dup(STDERR_FILENO), printed = ::memfd_create("printed", 0);
  if (own_out < 0 || own_err < 0 || printed < 0) return "its output could not be looked at";
  std::fflush(nullptr);
  ::dup2(printed, STDOUT_FILENO);
  ::dup2(printed, STDERR_FILENO);
  const Process before = process();
  run_all(plugin);
  const Process after = process();
  std::fflush(nullptr);
  struct stat size {};
  ::fstat(printed, &size);
  ::dup2(own_out, STDOUT_FILENO);
  ::dup2(own_err, STDERR_FILENO);
  if (size.st_size > 0) return fmt::format("it prints {} bytes", size.st_size);
  for (const auto& [what, was] : before) {
    if (after.at(what) != was) return fmt::format("the {} was `{}` and is `{}`", what, was, after.at(what));
  }
  return {};
}

}  // namespace

const Check& leaves_alone() {
  static const Check one{"leaves-alone", "it prints nothing when it runs, and leaves the directory, the environment, the locale, signals, descriptors, threads and processes alone", &check};
  return one;
}

}  // namespace merlon::checks
