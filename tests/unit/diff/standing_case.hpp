// Standings written by hand: `a@x` raised at some ticks, and so on.
#pragma once

#include <string>

#include "diff/compare.hpp"

namespace merlon {

inline Stand raised(int likelihood, int impact, const std::string& decision = "") {
  Stand s;
  s.seen = Seen::raised;
  s.score = score_of(likelihood, impact);
  s.decision = decision;
  s.place = "p.toml:1:1";
  s.why = "it is so";
  return s;
}

inline Stand undecided(int likelihood, int impact, const std::string& decision = "") {
  Stand s = raised(likelihood, impact, decision);
  s.seen = Seen::undecided;
  return s;
}

inline Stand not_analysed() {
  Stand s;
  s.seen = Seen::not_analysed;
  return s;
}

/// A run that asked the threats `a` and `b` of the elements `x` and `y`.
inline Standing standing(std::map<std::string, Stand> stands) {
  Standing s;
  s.file = "p.toml";
  s.pipeline = "p";
  s.version = "1.0.0";
  s.described = true;
  s.stands = std::move(stands);
  s.threats = {{"a", "A"}, {"b", "B"}};
  s.elements = {{"x", {}}, {"y", {}}};
  return s;
}

/// The same as a result file tells it: of threats it knows those of its findings.
inline Standing in_file(Standing s) {
  s.described = false;
  s.elements.clear();
  s.threats.clear();
  for (const auto& [id, stand] : s.stands) {
    s.threats.emplace(threat_of(id), "");
    s.mentioned.emplace(subject_of(id));
  }
  return s;
}

}  // namespace merlon
