// Measures the threat database against real incidents and against systems of our own.
#include <algorithm>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "changes.hpp"
#include "figures.hpp"

namespace incidents {
namespace {

// What the case studies of ATLAS must reach, each as a mean over them.
constexpr double kRecall = 0.95, kPrecision = 0.55, kCoverage = 0.95, kFlagged = 25;

struct Options {
  std::string root = INCIDENTS_ROOT, only;
  bool details = false, changes = false;
  unsigned share = 100;  ///< of the added controls and removed facts, in percent
};

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& s : list) out += " " + s;
  return out;
}

class Benchmark {
 public:
  explicit Benchmark(const Options& options) : options_(options) {}

  int run() {
    if (!house_.diagnostics.empty()) return refuse(merlon::render(house_.sources, house_.diagnostics, false));
    std::string problems;
    const std::vector<Incident> all = read_incidents(options_.root, house_.house.catalog, problems);
    if (!problems.empty()) return refuse(problems);
    std::cout << fmt::format("{:22}  exact  hierarchical  flagged  precision  coverage\n", "");
    for (const Incident& i : all) {
      if (options_.only.empty() || options_.only == i.id) one(i);
    }
    tell("incidents of ATLAS", official_);
    tell("systems of our own", own_);
    for (const auto& [what, tried] : tried_) {
      std::cout << fmt::format("{}: {} tried, {} broken\n", what, tried.times, tried.broken.size());
    }
    floors();
    return verdict();
  }

 private:
  struct Sum {
    size_t n = 0, violations = 0;
    double exact = 0, hierarchical = 0, flagged = 0, precision = 0, coverage = 0;
    double mean(double sum) const { return n == 0 ? 0 : sum / static_cast<double>(n); }
  };

  static int refuse(const std::string& why) {
    std::cout << why << "\n";
    return 2;
  }

  void one(const Incident& incident) {
    std::string why;
    const auto world = laws::world_of(incident.text, house_, &why);
    if (!world) {
      ++failures_;
      std::cout << incident.id << "\n" << why << "\n";
      return;
    }
    const merlon::Report report = report_of(*world);
    const Figures f = measure(incident, report, house_.house.catalog);
    Sum& sum = incident.official ? official_ : own_;
    ++sum.n;
    sum.violations += f.violations.size();
    sum.exact += f.exact;
    sum.hierarchical += f.hierarchical;
    sum.flagged += static_cast<double>(f.flagged.size());
    sum.precision += f.average_precision;
    sum.coverage += f.control_coverage;
    std::cout << fmt::format("{:22} {:6.2f} {:13.2f} {:8} {:10.2f} {:9.2f}\n", incident.id, f.exact, f.hierarchical,
                             f.flagged.size(), f.average_precision, f.control_coverage);
    told("missed", f.missed);
    told("only parent or sibling of", f.half);
    told("must not be raised", f.violations);
    if (options_.details) details(incident, f, report);
    if (incident.most && f.flagged.size() > *incident.most) {
      ++failures_;
      std::cout << fmt::format("  FAILED: at most {} techniques may be flagged\n", *incident.most);
    }
    if (options_.changes) change(incident, *world);
  }

  static void told(std::string_view what, const std::vector<std::string>& ids) {
    if (!ids.empty()) std::cout << "  " << what << ":" << joined(ids) << "\n";
  }

  void details(const Incident& incident, const Figures& f, const merlon::Report& report) const {
    told("controls not asked for", f.uncovered);
    for (const Flag& flag : f.flagged) {
      const auto in = [&](const std::vector<std::string>& list) {
        return std::find(list.begin(), list.end(), flag.technique) != list.end();
      };
      const char* mark = in(incident.must) ? "+" : in(incident.ignore) ? "i" : in(incident.must_not) ? "!" : " ";
      std::cout << fmt::format("   {} {:3} {:14} {:48} {}\n", mark, flag.score, flag.technique,
                               house_.house.catalog.entry(flag.technique)->name, flag.finding);
    }
    for (const merlon::UndecidedRow& u : report.undecided) {
      std::cout << fmt::format("   ? {:3} {}", u.potential.score, u.id);
      for (const merlon::MissingRow& m : u.missing) std::cout << fmt::format("  {}.{}", m.element, m.fact);
      std::cout << "\n";
    }
  }

  void change(const Incident& incident, const World& world) {
    for (Tried& t : try_changes(house_, incident, world, options_.share)) {
      Tried& all = tried_.try_emplace(t.what, Tried{t.what, 0, {}}).first->second;
      all.times += t.times;
      for (laws::Violation& v : t.broken) {
        std::cout << fmt::format("  BROKEN {}: {}\n", t.what, v.detail);
        all.broken.push_back(std::move(v));
      }
    }
  }

  static void tell(std::string_view what, const Sum& s) {
    if (s.n == 0) return;
    std::cout << fmt::format("{:22} {:6.3f} {:13.3f} {:8.1f} {:10.3f} {:9.3f}  ({}, {} violations)\n", what, s.mean(s.exact),
                             s.mean(s.hierarchical), s.mean(s.flagged), s.mean(s.precision), s.mean(s.coverage), s.n,
                             s.violations);
  }

  void floor(std::string_view what, bool met) {
    if (met) return;
    ++failures_;
    std::cout << fmt::format("FAILED: {}\n", what);
  }

  void floors() {
    const Sum& s = official_;
    floor("nothing that must not be raised", s.violations + own_.violations == 0);
    for (const auto& [what, tried] : tried_) floor(what, tried.broken.empty());
    floor("something was measured", s.n + own_.n > 0);
    if (!options_.only.empty()) return;
    for (const auto& [what, tried] : tried_) floor(what + ", tried at all", tried.times > 0);
    floor(fmt::format("hierarchical recall of at least {}", kRecall), s.mean(s.hierarchical) >= kRecall);
    floor(fmt::format("at most {} techniques a system", kFlagged), s.mean(s.flagged) <= kFlagged);
    floor(fmt::format("mean average precision of at least {}", kPrecision), s.mean(s.precision) >= kPrecision);
    floor(fmt::format("control coverage of at least {}", kCoverage), s.mean(s.coverage) >= kCoverage);
  }

  int verdict() const {
    if (failures_ == 0) std::cout << "all floors hold\n";
    return failures_ == 0 ? 0 : 1;
  }

  Options options_;
  House house_;
  Sum official_, own_;
  std::map<std::string, Tried> tried_;
  size_t failures_ = 0;
};

}  // namespace
}  // namespace incidents

int main(int argc, char** argv) {
  incidents::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string key = argv[i];
    if (key == "--details") options.details = true;
    else if (key == "--changes") options.changes = true;
    else if (key == "--share" && i + 1 < argc) options.share = static_cast<unsigned>(std::stoul(argv[++i]));
    else if (key == "--only" && i + 1 < argc) options.only = argv[++i];
    else if (!key.starts_with("-")) options.root = key;
    else {
      std::cout << "merlon-incidents [--only SYSTEM] [--details] [--changes] [--share PERCENT] [FOLDER]\n";
      return 2;
    }
  }
  return incidents::Benchmark(options).run();
}
