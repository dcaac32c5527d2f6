// Numbers by which what a thread remembers knows whose it is: addresses come again, these do not.
#pragma once

#include <atomic>
#include <cstdint>

namespace merlon {

/// From 1, each once in this process.  Safe to call from any thread.
inline uint64_t next_serial() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

}  // namespace merlon
