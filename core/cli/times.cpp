#include "cli/times.hpp"

#include <ctime>

#include <fmt/format.h>
#include <sys/resource.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

int64_t now(clockid_t clock) {
  timespec t{};
  ::clock_gettime(clock, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

int64_t peak_memory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return int64_t{usage.ru_maxrss} * 1024;
}

double ms(int64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e6; }

}  // namespace

PassTimes::Reading read_clock() { return {now(CLOCK_MONOTONIC), now(CLOCK_THREAD_CPUTIME_ID)}; }

std::string times_as_text(const PassTimes& times) {
  std::string out = fmt::format("{:<10} {:<34} {:>10} {:>12} {:>9}\n", "Kind", "Pass", "Wall ms", "Processor ms", "Verdicts");
  for (const PassTime& t : times.list()) {
    out += fmt::format("{:<10} {:<34} {:>10.3f} {:>12.3f} {:>9}\n", t.kind, printable(t.pass), ms(t.wall), ms(t.processor),
                       t.kind == "step" || t.kind == "analysis" ? std::string() : std::to_string(t.verdicts));
  }
  return out + fmt::format("Peak memory {:.1f} MiB\n", static_cast<double>(peak_memory()) / (1024 * 1024));
}

std::string times_as_json(const PassTimes& times) {
  std::string out;
  JsonWriter j(out);
  j.object().field("peak_memory", peak_memory()).key("passes").array();
  for (const PassTime& t : times.list()) {
    j.object().field("kind", t.kind).field("pass", t.pass).field("wall", t.wall).field("processor", t.processor);
    j.field("verdicts", static_cast<int64_t>(t.verdicts)).end();
  }
  j.end().end();
  return out + "\n";
}

}  // namespace merlon
