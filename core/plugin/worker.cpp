#include "plugin/worker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <thread>

#include "base/text.hpp"
#include "plugin/sandbox.hpp"

namespace merlon {
namespace {

using Clock = std::chrono::steady_clock;

// The first byte of what a worker gives; the last is always NUL, which tells that it came that far.
constexpr char kGood = 'g', kBad = 'b';

class Pipe {
 public:
  Pipe() { made_ = ::pipe2(ends_.data(), O_CLOEXEC) == 0; }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() { close_read(), close_write(); }
  bool made() const { return made_; }
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void close_read() { close_one(ends_[0]); }
  void close_write() { close_one(ends_[1]); }

 private:
  static void close_one(int& fd) {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
  std::array<int, 2> ends_{-1, -1};
  bool made_ = false;
};

// ---- In the worker

// The variables themselves, too: a plugin could look where they were.
void forget_environment() {
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) ::memset(*variable, 0, ::strlen(*variable));
  ::clearenv();
}

// All but 0 to 2 and those that are named.
bool close_others(std::vector<int> keep) {
  std::sort(keep.begin(), keep.end());
  unsigned from = 3;
  bool good = true;
  for (const int fd : keep) {
    if (static_cast<unsigned>(fd) > from) good = ::close_range(from, static_cast<unsigned>(fd) - 1, 0) == 0 && good;
    from = static_cast<unsigned>(fd) + 1;
  }
  return ::close_range(from, ~0u, 0) == 0 && good;
}

// Of addresses, in MiB; 0 when nobody can say.
uint64_t addresses_in_use() {
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  unsigned long pages = 0;
  const bool read = file != nullptr && std::fscanf(file, "%lu", &pages) == 1;
  if (file != nullptr) std::fclose(file);
  return read ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE)) >> 20 : 0;
}

bool limit(__rlimit_resource what, uint64_t value, uint64_t highest) {
  const rlimit both{value, highest};
  return ::setrlimit(what, &both) == 0;
}

// Of one thread that works without a pause the clock is over first, so that it always ends in the same words.
bool set_limits(const WorkerLimits& limits) {
  constexpr uint64_t kSanitized = uint64_t{1} << 20;  // a sanitizer has tebibytes of addresses
  const uint64_t used = addresses_in_use(), most = (used + limits.memory_mib) << 20, seconds = static_cast<uint64_t>(limits.seconds);
  if (used == 0 || (used < kSanitized && !limit(RLIMIT_AS, most, most))) return false;
  return limit(RLIMIT_CPU, seconds + 5, seconds + 6) && limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_FSIZE, 0, 0);
}

bool take_streams(int printed) {
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  return nothing >= 0 && ::dup2(nothing, STDIN_FILENO) >= 0 && ::dup2(printed, STDOUT_FILENO) >= 0 && ::dup2(printed, STDERR_FILENO) >= 0;
}

void forget_signal_handlers() {
  for (int signal = 1; signal < SIGRTMIN; ++signal) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

std::string made_of(bool ready, const std::function<std::string()>& work) {
  if (!ready) return kBad + std::string("it can't be kept apart: this system lacks what that needs");
  if (const std::string why = enter_sandbox(Sandbox::loading); !why.empty()) return kBad + ("it can't be kept apart: " + why);
  try {
    return kGood + work();
  } catch (const std::exception& error) {
    return kBad + std::string(error.what());
  } catch (...) {
    return kBad + std::string("it threw something that is no std::exception");
  }
}

[[noreturn]] void be_worker(pid_t parent, const WorkerLimits& limits, std::vector<int> keep, int result, int printed, const std::function<std::string()>& work) noexcept {
  bool ready = ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
  if (::getppid() != parent) ::_exit(0);  // it died before
  ::prctl(PR_SET_NAME, "merlon-worker");
  ::setpgid(0, 0);
  keep.push_back(result);
  ready = take_streams(printed) && close_others(std::move(keep)) && ready;
  forget_environment();
  forget_signal_handlers();
  ready = set_limits(limits) && ready;
  write_all(result, made_of(ready, work) + '\0');
  std::fflush(nullptr);
  ::_exit(0);
}

// ---- In the host

struct Taken {
  std::string result, printed;
  std::string failure;  ///< why it was stopped
};

std::string too_late(const WorkerLimits& limits) { return fmt::format("it did not end within {} s", limits.seconds); }

// Until both pipes are closed, the time is over, or it gives too much.
Taken take(int result, int printed, const WorkerLimits& limits, Clock::time_point end) {
  Taken out;
  std::array<pollfd, 2> waits{pollfd{result, POLLIN, 0}, pollfd{printed, POLLIN, 0}};
  std::string buffer(1 << 16, '\0');
  while (waits[0].fd >= 0 || waits[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    const int ready = left <= 0 ? 0 : ::poll(waits.data(), waits.size(), static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      out.failure = too_late(limits);
      return out;
    }
    for (pollfd& wait : waits) {
      if (wait.fd < 0 || wait.revents == 0) continue;
      const ssize_t n = ::read(wait.fd, buffer.data(), buffer.size());
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) wait.fd = -1;
      else (&wait == &waits[0] ? out.result : out.printed).append(buffer, 0, static_cast<size_t>(n));
    }
    if (out.printed.size() > kMostPrinted) out.failure = fmt::format("it printed more than {} KiB", kMostPrinted >> 10);
    if (out.result.size() > kMostWorkerBytes) out.failure = fmt::format("it gave more than {} MiB", kMostWorkerBytes >> 20);
    if (!out.failure.empty()) return out;
  }
  return out;
}

// Its status.  One that closed its pipes and goes on is killed when its time is over.
int end_of(pid_t worker, const WorkerLimits& limits, Clock::time_point end, std::string& failure) {
  if (!failure.empty()) ::kill(-worker, SIGKILL);
  for (int status = 0;;) {
    const pid_t ended = ::waitpid(worker, &status, failure.empty() ? WNOHANG : 0);
    if (ended == worker || (ended < 0 && errno != EINTR)) return status;
    if (ended < 0 || !failure.empty()) continue;
    if (Clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    failure = too_late(limits);
    ::kill(-worker, SIGKILL);
  }
}

std::string how_it_ended(int status, const WorkerLimits& limits) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return fmt::format("it used more than {} s of processor time", limits.seconds + 5);
  if (WIFSIGNALED(status)) return fmt::format("it ended its process by signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
  return fmt::format("it ended its process with exit code {}", WEXITSTATUS(status));
}

void show_printed(const std::string& who, std::string_view printed) {
  if (printed.empty()) return;
  constexpr size_t kShown = 4096;
  std::string text = fmt::format("plugin `{}` prints:\n", printable(who)) + printable_lines(printed.substr(0, kShown));
  if (text.back() != '\n') text += '\n';
  if (printed.size() > kShown) text += fmt::format("... and {} bytes more\n", printed.size() - kShown);
  std::fputs(text.c_str(), stderr);
}

}  // namespace

WorkerOutcome in_worker(const std::string& who, const WorkerLimits& limits, const std::vector<int>& keep, const std::function<std::string()>& work) {
  Pipe result, printed;
  const pid_t self = ::getpid();
  std::fflush(nullptr);
  ::signal(SIGCHLD, SIG_DFL);  // where it is ignored, nobody learns how a process ended
  const pid_t worker = result.made() && printed.made() ? ::fork() : -1;
  if (worker < 0) return {"", fmt::format("it could not be given a process: {}", std::strerror(errno))};
  if (worker == 0) be_worker(self, limits, keep, result.write_end(), printed.write_end(), work);
  ::setpgid(worker, worker);  // whoever comes first
  result.close_write();
  printed.close_write();
  const auto end = Clock::now() + std::chrono::seconds(limits.seconds);
  Taken taken = take(result.read_end(), printed.read_end(), limits, end);
  const int status = end_of(worker, limits, end, taken.failure);
  show_printed(who, taken.printed);
  if (!taken.failure.empty()) return {"", std::move(taken.failure)};
  const bool whole = WIFEXITED(status) && WEXITSTATUS(status) == 0 && taken.result.size() >= 2 && taken.result.back() == '\0';
  if (!whole) return {"", how_it_ended(status, limits)};
  taken.result.pop_back();
  const bool good = taken.result.front() == kGood;
  taken.result.erase(0, 1);
  if (good) return {std::move(taken.result), ""};
  return {"", printable(std::string_view(taken.result).substr(0, 1000))};
}

bool close_files_of_worker() { return enter_sandbox(Sandbox::running).empty(); }

}  // namespace merlon
