// Work in a process of its own, from which nothing comes back but bytes: a crash, a loop or a flood there ends it alone.
//
// A worker is a fork: it has what this process has, and no need to be told (docs/adr/0021).  It is not given the environment,
// reads nothing, holds no descriptor but the two pipes and those that are named, makes no process, has no network and writes no
// file; it dies with the thread that made it, and is killed with its group.  This is fault isolation: what runs there may
// still lie in the bytes that it gives.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace merlon {

struct WorkerLimits {
  int seconds = 60;           ///< of the clock, and of processor time
  uint64_t memory_mib = 2048; ///< of addresses, beyond what this process has; not held under a sanitizer
};

struct WorkerOutcome {
  std::string bytes;    ///< what the work returned; empty with a failure
  std::string failure;  ///< one lower-case sentence: "it ended its process by signal 11 (...)"
};

inline constexpr uint64_t kMostWorkerBytes = uint64_t{512} << 20;
inline constexpr uint64_t kMostPrinted = uint64_t{1} << 20;

/// Runs `work` in a worker and waits for it.  What it prints goes to standard error here, made printable, as of `who`.  An exception of
/// `work` is a failure.  `keep`: descriptors that it needs.
/// Call it from one thread at a time, while no other runs.
WorkerOutcome in_worker(const std::string& who, const WorkerLimits& limits, const std::vector<int>& keep, const std::function<std::string()>& work);

/// In a worker, once everything is loaded: no file can be opened any more.  False where the kernel refuses.
bool close_files_of_worker();

}  // namespace merlon
