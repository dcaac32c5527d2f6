// Verdicts with numbers: what each finding is worth before and after controls, and what is asked for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/verdict.hpp"
#include "risk/scale.hpp"

namespace merlon {

/// One addend of a likelihood; `because` is a clause a reader can check.
struct LikelihoodStep {
  std::string name, because;
  int ticks = 0;
  bool worst_case = false;  ///< something was unknown, and the value that gives more risk was taken
};

struct Likelihood {
  int base = 0;
  std::string base_because;
  std::vector<LikelihoodStep> steps;
  int value = 0;   ///< base and steps, held in 0..20
  int inside = 0;  ///< for who is inside already: an audience of the organisation at most, no crossings; never above `value`
};

struct Impact {
  std::string dimension, because;
  int value = 0;
  bool worst_case = false;
  Element at = kNone;  ///< the live stage whose criticality it is; kNone when it is measured otherwise
};

/// A control of the threat as it stands at the subject.
struct CreditedControl {
  std::string id, lowers, by;
  ControlStatus status = ControlStatus::unstated;
  Element place = kNone;    ///< where it is stated; kNone when nobody said
  Span span;
  int credit = 0;           ///< ticks that it takes off in this finding
  int target_credit = 0;    ///< ticks once what is planned stands
  int here = 0;             ///< ticks if only what stands at the subject counted
  int target_here = 0;
  std::vector<Element> cuts;  ///< places elsewhere that every way passes; empty when it counts at the subject
  std::string why, evidence, gap;
};

enum class Treatment : uint8_t { accept, mitigate, transfer, avoid, false_positive };
inline constexpr std::array<std::string_view, 5> kTreatmentWords = {"accept", "mitigate", "transfer", "avoid",
                                                                    "false-positive"};

/// A decision of the team and whether it holds today.
struct Decision {
  const DocDecision* doc = nullptr;
  bool expired = false;  ///< its last day is over
  bool matched = false;  ///< a finding or an undecided verdict answers to its name
  bool asked = true;     ///< false: the threat that it names was left out of this run
};

/// An assumed fact that a verdict or score rests on.
struct AssumedFact {
  Element element = kNone;
  std::string fact, value;
  Span span;
};

/// A raised or undecided cell with its risk.  Of an undecided one `residual` is the potential.
struct Rated {
  const Cell* cell = nullptr;
  const Threat* threat = nullptr;
  std::string id;           ///< threat@subject
  uint8_t phase = 0;
  Likelihood likelihood;
  Impact impact;
  Score inherent, residual, target;
  std::vector<CreditedControl> controls;
  std::vector<AssumedFact> assumptions;
  std::optional<uint32_t> decision;  ///< index of the decision that holds
};

/// What one finding becomes once a control stands in full.
struct Effect {
  std::string finding;
  Score before, after;
};

/// A control that findings ask for, at the place where it belongs (9-semantics S7).
struct RequiredControl {
  uint8_t phase = 0;
  Element place = kNone;
  std::string control;
  ControlStatus status = ControlStatus::unstated;
  std::vector<std::string> findings;
  int highest = 0;  ///< highest residual score that it answers
  std::optional<Effect> effect;  ///< on the worst finding that it lowers; nothing where it counts for none
};

struct Assessment {
  const Graph* graph = nullptr;
  const Verdicts* verdicts = nullptr;
  std::vector<Rated> findings;   ///< raised, by rank
  std::vector<Rated> undecided;  ///< by rank of their potential
  std::vector<RequiredControl> required;
  std::vector<Decision> decisions;
  std::vector<AssumedFact> assumptions;
};

struct AssessOptions {
  std::string today;  ///< ISO date, empty when no decision has `until`
};

Assessment assess(const Graph& g, const Verdicts& verdicts, const AssessOptions& options);

}  // namespace merlon
