#include "plugin/sandbox.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <vector>

namespace merlon {
namespace {

using Filter = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

// By name: not every processor has every one.
constexpr std::initializer_list<const char*> kAllowed = {
    // memory
    "brk", "mmap", "munmap", "mprotect", "mremap", "madvise", "mincore", "membarrier",
    // what is open
    "read", "readv", "pread64", "write", "writev", "lseek", "close", "fstat", "newfstatat", "fstatat64", "statx", "dup", "poll", "ppoll",
    // threads of its own, and time
    "futex", "sched_yield", "sched_getaffinity", "set_robust_list", "rseq", "set_tid_address", "nanosleep", "clock_nanosleep", "clock_gettime",
    "clock_getres", "gettimeofday", "getrandom", "gettid", "getpid", "getppid", "getuid", "geteuid", "getgid", "getegid", "uname", "sysinfo",
    "getrusage", "times", "getrlimit", "arch_prctl",
    // signals, of which none reaches another process
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall",
    // the end
    "exit", "exit_group"};

constexpr std::initializer_list<const char*> kWhileLoading = {"readlink", "readlinkat", "access", "faccessat", "faccessat2", "getcwd", "getdents64", "stat", "lstat"};

// True also for what this processor does not have.
bool allow(const Filter& filter, const char* name) {
  const int number = ::seccomp_syscall_resolve_name(name);
  return number == __NR_SCMP_ERROR || ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, number, 0) == 0;
}

scmp_arg_cmp equals(unsigned argument, scmp_datum_t value) { return {argument, SCMP_CMP_EQ, value, 0}; }
scmp_arg_cmp masked(unsigned argument, scmp_datum_t mask, scmp_datum_t value) { return {argument, SCMP_CMP_MASKED_EQ, mask, value}; }

// Only with these arguments.
bool allow(const Filter& filter, int number, const std::vector<scmp_arg_cmp>& arguments) {
  return ::seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, number, static_cast<unsigned>(arguments.size()), arguments.data()) == 0;
}

}  // namespace

std::string enter_sandbox(Sandbox sandbox) {
  const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)), &::seccomp_release);
  if (filter.get() == nullptr) return "no filter of system calls could be made";
  bool good = true;
  for (const char* name : kAllowed) good = allow(filter, name) && good;
  // A new thread is fine, a new process is not; glibc asks for clone where it is told that there is no clone3.
  good = ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 && good;
  good = allow(filter, SCMP_SYS(clone), {masked(0, CLONE_THREAD, CLONE_THREAD)}) && good;
  // abort() sends itself a signal by this; it names its own process, and no other knows its number here.
  good = allow(filter, SCMP_SYS(tgkill), {equals(0, static_cast<scmp_datum_t>(::getpid()))}) && good;
  // Its own limits may be read.
  good = allow(filter, SCMP_SYS(prlimit64), {equals(0, 0), equals(2, 0)}) && good;
  if (sandbox == Sandbox::loading) {
    for (const char* name : kWhileLoading) good = allow(filter, name) && good;
    constexpr scmp_datum_t kWrites = O_ACCMODE | O_CREAT | O_TRUNC;
    good = allow(filter, SCMP_SYS(openat), {masked(2, kWrites, O_RDONLY)}) && good;
    // The second filter comes by these; nothing else of prctl, which could untie it from merlon's life.
    good = allow(filter, "seccomp") && good;
    for (const scmp_datum_t what : {PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP}) {
      good = allow(filter, SCMP_SYS(prctl), {equals(0, what)}) && good;
    }
  }
  // Threads that it began while it was loaded, too.
  good = ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 && good;
  if (!good) return "the filter of system calls could not be completed";
  const int status = ::seccomp_load(filter.get());
  return status == 0 ? "" : fmt::format("the kernel refuses the filter of system calls: {}", std::strerror(-status));
}

}  // namespace merlon
