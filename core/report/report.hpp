// What a report says: sentences, order and tables, decided once and without markup.  Formats turn it into bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "report/theme.hpp"
#include "risk/plan.hpp"
#include "risk/scorer.hpp"
#include "risk/stories.hpp"

namespace merlon {

struct EvidenceRow {
  std::string by, kind;        ///< source; element, fact, missing or path
  std::string element, fact, value;
  std::string place, origin;   ///< file:line:col; written, inherited, derived, assumed, default, unknown
};

struct StepRow {
  std::string name, because;
  int ticks = 0;
  bool worst_case = false;
};

struct ControlRow {
  std::string id, name, status, place, why, lowers, by, evidence, gap;
  int credit = 0, target_credit = 0;
  int here = 0, target_here = 0;      ///< of what stands at the subject alone
  std::vector<std::string> cuts;      ///< places elsewhere that every way passes
};

struct DecisionRow {
  std::string finding, treatment, reason, by, ticket, until, state;  ///< state: holds, expired, orphaned, not-asked
  std::string place;
};

struct ScoreText {
  std::string level;
  int score = 0, likelihood = 0, impact = 0;
  std::string likelihood_level, impact_level;
};

/// A missing fact or edge list, with the question to ask a person.
struct MissingRow {
  std::string element, fact, question, place;
};

/// A question, once, with what its answer moves.
struct QuestionRow {
  MissingRow asks;
  std::string answers;  ///< what may be said
  int decides = 0;      ///< undecided verdicts that lack nothing else
  int helps = 0;        ///< undecided verdicts that lack it
  ScoreText highest;    ///< the worst potential that it decides alone; of no level when it decides none
};

struct FindingRow {
  std::string id, threat, name, subject, subject_kind, phase, domain, place;
  std::vector<std::string> reasons;   ///< one sentence a source
  std::vector<std::string> cites;
  int base = 0;
  std::string base_because;
  std::vector<StepRow> steps;
  int likelihood = 0;
  int inside = 0;                     ///< of who is inside already
  std::string inside_because;         ///< why the residual is theirs; empty when it is not
  std::string impact_dimension, impact_because;
  int impact = 0;
  bool impact_worst_case = false;
  ScoreText inherent, residual, target;
  std::vector<EvidenceRow> evidence;
  std::vector<ControlRow> controls;
  std::vector<std::string> assumptions;
  std::vector<std::string> disagreements;
  std::string decision;               ///< `accept: reason`, empty when there is none
  std::string decision_treatment;
  std::string decided_by;             ///< who, until when, under which ticket; empty without a decision
};

struct UndecidedRow {
  std::string id, threat, name, subject, subject_kind, phase, domain, place;
  std::vector<MissingRow> missing;
  ScoreText potential;
  std::string decision_treatment;
};

struct ThreatRow {
  std::string id, name, domain, needs, maturity, summary, story, false_positives;
  std::vector<std::string> cites, evidence;  ///< `cites`: all that it may stand for
};

struct RequiredRow {
  std::string phase, place, control, name, status, verify;
  std::vector<std::string> findings, satisfies;
  int highest = 0;
  std::string helps;         ///< the finding that it lowers; empty where it lowers none
  ScoreText before, after;   ///< of that finding, now and once the control stands
};

/// A finding before and after a step.
struct EffectRow {
  std::string finding;
  ScoreText before, after;
};

struct PlanStepRow {
  std::string control, name;
  std::vector<std::pair<std::string, std::string>> places;  ///< element, status there today
  int effort = 0, removed = 0;                              ///< points; residual score over all findings
  std::vector<EffectRow> effects;                           ///< by rank
};

/// What to do first (risk/plan.hpp).  Steps add up: `before - after` is the sum of what they remove.
struct PlanRow {
  int before = 0, after = 0, effort = 0;
  bool whole = true;                  ///< no further step would remove anything
  std::vector<PlanStepRow> steps;
  std::vector<std::string> settled;   ///< findings left out because somebody decided about them
  std::vector<std::string> above;     ///< findings that stay above the target, where there is one
};

struct StoryStepRow {
  std::string finding, tactic;
  std::vector<std::string> techniques;
  int likelihood = 0, impact = 0;     ///< residual; of an undecided one at worst
  bool undecided = false;
  std::string decision;               ///< treatment of the decision that holds; empty without one
};

struct AttackerRow {
  std::string who;
  std::vector<std::string> path;      ///< elements, to the first step
};

/// Findings put together along an attack path (risk/stories.hpp).
struct StoryRow {
  std::string id;                     ///< of the finding with which it ends
  std::string sentence;
  ScoreText score;                    ///< the least likely step, the greatest impact
  std::vector<std::string> path;      ///< elements, from the attacker to the damage
  std::vector<StoryStepRow> steps;
  std::vector<AttackerRow> attackers;
  int more_attackers = 0;
  std::vector<std::string> other_beginnings;  ///< finding ids
  std::string control, control_name, closes_step;  ///< what closes it with least effort; empty when no single control does
  std::vector<std::string> places;
  int effort = 0, closes = 0;         ///< points; stories that it closes
  bool leaves_possible = false;       ///< an undecided verdict may open another way to the same end
  std::vector<std::string> held_by;   ///< of a closed one: `control@place`
};

/// Stories by what stands against them; the lists are bounded, the counts are of all.
struct StoriesRow {
  std::vector<StoryRow> open, closed, possible;
  int n_open = 0, n_closed = 0, n_possible = 0;
};

/// What years cost, in whole units of the currency.
struct LossCurveRow {
  int64_t expected = 0, mean = 0, error = 0;
  std::vector<std::pair<double, int64_t>> exceeded;  ///< percent of the years, and what they cost at least
};

/// A finding in money: `events` a year times the cost of one.
struct PriceRow {
  std::string id;
  double events = 0, cost = 0;
  int64_t year = 0;
};

/// What the description says of a level: at least, most likely, at most.
struct RangeRow {
  std::string level;
  double low = 0, likely = 0, high = 0;
};

struct LossesRow {
  std::string currency;
  int64_t seed = 0, trials = 0;
  std::vector<RangeRow> events, costs;        ///< as they were given
  LossCurveRow known, worst;
  std::vector<PriceRow> findings, undecided;  ///< the dearest first
};

struct AssumptionRow {
  std::string element, fact, value, place;
};

/// What the description says that is odd, and was taken as it stands.
struct WarningRow {
  std::string code, text, help, place;
};

struct PluginRow {
  std::string id, version, pack_digest, state;  ///< state: spoke, or why it did not
  std::vector<std::string> failures;            ///< of its passes: sentences
  VerdictCount said;
  bool isolated = false;                        ///< it ran in processes of its own
};

struct FrameworkRow {
  std::string id, name, release, licence;
};

/// An entry of a framework as this run sees it.
struct FrameworkEntryRow {
  std::string id, name, kind, state;  ///< raised, undecided, ruled-out, not-analysed, not-cited
  std::string parent;                 ///< the entry that it is a part of; empty without one
  std::vector<std::string> tactics;
  std::vector<std::string> findings;  ///< raised ones that cite it
  std::string below;                  ///< worst state of its parts where that is worse than its own; ruled-out only where nothing cites it and all parts are; or empty
};

struct FrameworkView {
  std::string id, name, release;
  std::vector<std::pair<std::string, std::string>> tactics;  ///< id, name; empty when it has none
  std::vector<FrameworkEntryRow> entries;
};

/// Findings of one phase and domain.
struct PhaseRow {
  std::string phase;
  std::vector<std::pair<std::string, int>> raised_by_domain;  ///< every domain, in order
  int raised = 0, undecided = 0;
  std::string worst_level;  ///< of residuals; empty when nothing is raised
  std::vector<std::string> stages;
};

/// What the picture shows.  Nodes in document order; `boundary` indexes `boundaries` or is -1.
struct PictureNode {
  std::string id, name, kind, what, phase, level;  ///< kind: stage, asset, actor; what: does, kind or role
  int phase_index = -1;
  int boundary = -1;
  int findings = 0;
  int undecided = 0;            ///< verdicts
  std::string may_be;           ///< the worst potential of those; empty: none
};
struct PictureEdge {
  int from = 0, to = 0;
  std::string kind;
  bool crosses = false;        ///< surely
  bool may_cross = false;      ///< or nobody can say
};
struct PictureBoundary {
  std::string id, trust;
  int parent = -1;
};
struct Picture {
  std::vector<PictureNode> nodes;
  std::vector<PictureEdge> edges;
  std::vector<PictureBoundary> boundaries;
};

struct LedgerRow {
  uint64_t total = 0, raised = 0, ruled_out = 0, undecided = 0, not_analysed = 0;
};

struct NotAnalysedRow {
  std::string threat, plugin, reason;
  std::vector<std::string> subjects;
};

/// The words of `merlon diff` for what has changed.
inline constexpr std::array<std::string_view, 10> kTrendWords = {"new", "lost-sight-of", "worse", "newly-undecided", "confirmed", "decision-changed", "not-analysed", "better", "settled", "gone"};
/// A finding id of which the two runs say something else.
struct ChangeRow {
  std::string finding, turn, before, after;  ///< one of `kTrendWords`; what either run says of it
  std::string note;                          ///< why it counts as this, where that is not plain; or empty
};
/// What has changed since a baseline, in findings and verdicts.
struct TrendRow {
  std::string since;                                     ///< the file
  std::vector<std::pair<std::string, uint64_t>> counts;  ///< of `changes` by the words of `merlon diff`; those of which there is none are left out
  std::vector<ChangeRow> changes;                        ///< what asks for attention first
  bool incomplete = false;                               ///< the baseline: what it did not see is not counted
  std::vector<std::string> notes;                        ///< what a reader must know of the two runs
};

struct Report {
  std::string version;                    ///< of merlon
  std::optional<Theme> theme;             ///< of whoever shows it
  std::optional<TrendRow> trend;          ///< only with a baseline
  std::string pipeline_id, pipeline_name, owner, criticality, file;
  std::string today;                      ///< only when a decision has `until`
  std::string scorer;
  std::string passes;                     ///< the list of passes that ran; empty where there was none
  bool incomplete = false;
  std::string headline;                   ///< one sentence: how bad, where
  std::vector<std::string> top;           ///< a few sentences: what to do first
  LedgerRow ledger;
  std::vector<std::pair<std::string, uint64_t>> ruled_out_by;  ///< sentence, cells; most first
  std::vector<NotAnalysedRow> not_analysed;
  std::vector<PluginRow> silent;          ///< that did not speak, or not in full, and of which `not_analysed` says nothing
  std::vector<std::pair<std::string, std::string>> not_asked;  ///< threat, reason
  std::vector<std::pair<std::string, int>> levels;             ///< residual level word, findings; very-high first
  std::vector<ThreatRow> threats;         ///< those of findings and undecided, by id
  std::vector<FindingRow> findings;       ///< by rank
  std::vector<UndecidedRow> undecided;    ///< by rank of their potential
  std::vector<QuestionRow> questions;     ///< every missing fact once; first those that alone decide the worst
  std::optional<PlanRow> plan;            ///< nothing where the list of passes left it out
  std::vector<PlanStepRow> first;         ///< steps to begin with, each with what it does alone
  std::optional<StoriesRow> stories;      ///< the same
  std::optional<LossesRow> losses;        ///< only where the scorer knows of money
  std::vector<RequiredRow> required;
  std::vector<DecisionRow> decisions;
  std::vector<AssumptionRow> assumptions;
  std::vector<WarningRow> warnings;       ///< in the order in which they were found
  std::vector<PhaseRow> phases;           ///< all ten, in order
  std::vector<FrameworkView> frameworks_seen;
  std::vector<PluginRow> plugins;
  std::vector<FrameworkRow> frameworks;
  Picture picture;
};

struct ReportInput {
  const Assessment* assessment = nullptr;
  const FirstSteps* first = nullptr;  ///< null when nobody asks what to do
  const Stories* stories = nullptr;   ///< null when nobody asks for them
  const Losses* losses = nullptr;     ///< null where the scorer knows of none
  const Sources* sources = nullptr;
  const Diagnostics* diagnostics = nullptr;  ///< of the description: its warnings; null: none are told
  std::string version, today;
  std::string passes;                 ///< the list that ran, as text
  std::string scorer = "matrix";
  std::vector<PluginRow> plugins;
};

/// A plan in the words of a report.
PlanRow plan_row(const Plan& plan, const Graph& g);

Report build_report(const ReportInput& input);

}  // namespace merlon
