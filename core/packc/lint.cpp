#include "packc/lint.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "catalog/citations.hpp"

namespace merlon {
namespace {

const EntryPlace* find_place(const std::vector<PackReading>& readings, const std::string& id) {
  for (const PackReading& reading : readings) {
    for (const EntryPlace& place : reading.places) {
      if (place.id == id) return &place;
    }
  }
  return nullptr;
}

// Of a name that stands twice, the second place is the one to mend.
const EntryPlace* find_last_place(const std::vector<PackReading>& readings, const std::string& id) {
  const EntryPlace* found = nullptr;
  for (const PackReading& reading : readings) {
    for (const EntryPlace& place : reading.places) found = place.id == id ? &place : found;
  }
  return found;
}

class Lint {
 public:
  Lint(const std::vector<PackReading>& readings, const std::vector<std::string>& analyzers, Diagnostics& diagnostics)
      : readings_(readings), analyzers_(analyzers.begin(), analyzers.end()), diagnostics_(diagnostics) {}

  void run() {
    for (const PackReading& reading : readings_) {
      for (const ThreatDef& threat : reading.pack.threats) one(threat, reading);
    }
    for (const PackReading& reading : readings_) {
      for (const ControlDef& control : reading.pack.controls) {
        if (used_controls_.contains(control.id) || satisfied(control.id)) continue;
        tell("E0316", control.id, fmt::format("no threat uses control `{}`", control.id));
      }
    }
  }

 private:
  void tell(const char* code, const std::string& id, std::string message, std::string help = {}) {
    const EntryPlace* place = find_place(readings_, id);
    diagnostics_.add(code, place == nullptr ? Span{kNoFile, 0, 0, 1} : place->span, std::move(message), "", std::move(help));
  }

  bool satisfied(const std::string& control) const {
    return std::any_of(readings_.begin(), readings_.end(), [&](const PackReading& r) {
      return std::any_of(r.pack.facts.begin(), r.pack.facts.end(),
                         [&](const FactDef& f) { return f.satisfies == control; });
    });
  }

  void one(const ThreatDef& t, const PackReading& reading) {
    for (const CreditDef& c : t.controls) used_controls_.insert(c.control);
    if (citations(t).empty()) tell("E0310", t.id, fmt::format("threat `{}` cites no framework entry", t.id));
    if (t.controls.empty()) tell("E0311", t.id, fmt::format("threat `{}` has no control", t.id));
    if (t.raises.empty() && !analyzers_.contains(t.id)) {
      tell("E0312", t.id, fmt::format("threat `{}` has no source: nothing can raise it", t.id),
           "add a `[[raise]]`, or an analyzer that covers it");
    }
    tests(t, reading);
    for (const RaiseDef& raise : t.raises) reason(t, raise);
  }

  void tests(const ThreatDef& t, const PackReading& reading) {
    bool raised = false, quiet = false;
    for (const ThreatTest& test : reading.tests) {
      if (test.threat != t.id) continue;
      raised = raised || !test.raised.empty();
      quiet = quiet || !test.ruled_out.empty();
    }
    if (!raised || !quiet) {
      tell("E0313", t.id, fmt::format("threat `{}` has no test that {}", t.id, raised ? "it is ruled out" : "it is raised"),
           "both halves are tested: where it must be raised and where it must not");
    }
  }

  void reason(const ThreatDef& t, const RaiseDef& raise) {
    const auto [it, fresh] = reasons_.try_emplace(raise.reason, t.id);
    if (fresh || it->second == t.id) return;
    tell("E0314", t.id, fmt::format("threats `{}` and `{}` have the same reason `{}`", it->second, t.id, raise.reason));
  }

  const std::vector<PackReading>& readings_;
  std::set<std::string> analyzers_;
  Diagnostics& diagnostics_;
  std::set<std::string> used_controls_;
  std::map<std::string, std::string> reasons_;
};

// Where `p` is said: each place of the entry that names it, else its line, else the entry.
std::vector<Span> places_of(const LinkProblem& p, const std::vector<PackReading>& readings) {
  const EntryPlace* place = p.taken ? find_last_place(readings, p.entry) : find_place(readings, p.entry);
  if (place == nullptr) return {Span{kNoFile, 0, 0, 1}};
  std::vector<Span> out;
  for (const NamePlace& n : place->names) {
    if (n.name == p.name) out.push_back(n.span);
  }
  if (out.empty()) out.push_back(p.line == 0 ? place->span : Span{place->span.file, p.line, 1, 1});
  return out;
}

}  // namespace

void tell_link_problems(const std::vector<LinkProblem>& problems, const std::vector<PackReading>& readings,
                        bool references, Diagnostics& diagnostics) {
  for (const LinkProblem& p : problems) {
    if (p.reference && !references) continue;
    diagnostics.add(p.taken ? "E0319" : "E0320", places_of(p, readings).front(), p.taken ? p.message : fmt::format("{}: {}", p.entry, p.message), "", p.help);
  }
}

void tell_stale(const std::vector<LinkProblem>& stale, const std::vector<PackReading>& readings, Diagnostics& diagnostics) {
  for (const LinkProblem& p : stale) {
    if (find_place(readings, p.entry) == nullptr) continue;
    for (const Span& span : places_of(p, readings)) {
      diagnostics.add("W0321", span, fmt::format("{}: {}", p.entry, p.message), "", p.help);
    }
  }
}

void lint(const std::vector<PackReading>& readings, const std::vector<std::string>& analyzers, Diagnostics& diagnostics) {
  Lint(readings, analyzers, diagnostics).run();
}

void lint_derived(const std::vector<PackReading>& readings, const std::vector<std::string>& published, Diagnostics& diagnostics) {
  std::set<std::string> given(published.begin(), published.end());
  for (const PackReading& reading : readings) {
    for (const DefineDef& define : reading.pack.defines) given.insert(define.name);
  }
  for (const PackReading& reading : readings) {
    for (const FactDef& fact : reading.pack.facts) {
      if (!fact.derived || given.contains(fact.id)) continue;
      const EntryPlace* place = find_place(readings, fact.id);
      diagnostics.add("W0322", place == nullptr ? Span{kNoFile, 0, 0, 1} : place->span, fmt::format("nothing gives the derived fact `{}`: it stays unknown", fact.id), "",
                      "add a `[[define]]` of this name; if an analysis publishes it, name its plugin with `--plugin`");
    }
  }
}

}  // namespace merlon
