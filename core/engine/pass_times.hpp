// What each pass of a run took.  The clock is the caller's: below the command line nobody reads one.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace merlon {

struct PassTime {
  std::string pass;        ///< `lower`, a pack, an analyzer's id, ...
  std::string kind;        ///< step, analysis, pack or analyzer
  int64_t wall = 0;        ///< nanoseconds
  int64_t processor = 0;   ///< nanoseconds of the thread that ran it
  uint64_t verdicts = 0;   ///< cells that it decided; 0 of a step or an analysis
};

class PassTimes {
 public:
  struct Reading {
    int64_t wall = 0, processor = 0;  ///< nanoseconds since any point; the processor's of this thread
  };
  using Clock = Reading (*)();

  explicit PassTimes(Clock clock) : clock_(clock) {}

  /// Runs it and fills in what it took.
  template <class Pass>
  void measure(PassTime& time, const Pass& pass) const {
    const Reading begin = clock_();
    pass();
    const Reading end = clock_();
    time.wall = end.wall - begin.wall;
    time.processor = end.processor - begin.processor;
  }
  void add(PassTime time) { list_.push_back(std::move(time)); }
  const std::vector<PassTime>& list() const { return list_; }

 private:
  Clock clock_;
  std::vector<PassTime> list_;
};

/// Runs a step, measured where somebody asks for times.
template <class Step>
void timed(PassTimes* times, std::string name, const Step& step) {
  if (times == nullptr) return step();
  PassTime time{std::move(name), "step", 0, 0, 0};
  times->measure(time, step);
  times->add(std::move(time));
}

}  // namespace merlon
