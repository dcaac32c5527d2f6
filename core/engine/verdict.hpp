// What is said of each (threat, subject), by whom and why; and the ledger that counts it all.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "graph/evaluator.hpp"
#include "graph/graph.hpp"

namespace merlon {

/// In the order in which sources are joined: the highest wins (9-semantics S1).
enum class VerdictKind : uint8_t { ruled_out, undecided, not_analysed, raised };
inline constexpr std::array<std::string_view, 4> kVerdictWords = {"ruled-out", "undecided", "not-analysed", "raised"};

/// A typed pointer to what a verdict rests on.
struct Evidence {
  enum class Kind : uint8_t { element, fact, missing, path } kind = Kind::element;
  Element element = kNone;
  std::string fact;            ///< fact or missing: its name, or the edge list that is open
  std::vector<Element> path;   ///< nodes and flows, in order
};
inline constexpr std::array<std::string_view, 4> kEvidenceWords = {"element", "fact", "missing", "path"};

/// What one source (an entry's `[[raise]]`, or an analyzer) says of one cell.
struct SourceVerdict {
  std::string by;              ///< `data-poisoning#learns-from-data-others-can-write` or an analyzer's id
  VerdictKind kind = VerdictKind::ruled_out;
  uint32_t raise = kNone;      ///< which `[[raise]]`, for a source from a pack
  std::string reason;          ///< one sentence
  std::vector<Evidence> evidence;
};

/// A cell that is raised or undecided, with every source that agrees with the outcome, by pass id.
struct Cell {
  uint32_t threat = 0;         ///< index into Verdicts::threats
  Element subject = kNone;
  VerdictKind kind = VerdictKind::undecided;
  std::vector<SourceVerdict> sources;
  std::vector<std::string> disagreements;  ///< sources that ruled out what another raised
  std::vector<std::string> cites;          ///< framework entries that it stands for; none while undecided
  std::vector<std::string> may_cite;       ///< those it may stand for, once what is unknown is said
  bool assumed = false;        ///< decided otherwise without the assumptions
};

/// A threat that was asked of this pipeline.
struct AskedThreat {
  std::string id, name, domain;
  const Threat* threat = nullptr;          ///< null when no loaded plugin brings it
  std::vector<Element> subjects;
  std::vector<VerdictKind> kinds;          ///< of each subject
};

struct NotAnalysed {
  std::string threat, plugin, reason;
  std::vector<Element> subjects;
};

struct NotAsked {
  std::string threat, reason;
};

/// Every (threat, subject) exactly once; total = the sum of the other four.
struct Ledger {
  uint64_t total = 0, raised = 0, ruled_out = 0, undecided = 0, not_analysed = 0;
};

/// How many verdicts somebody gave: the conditions of a pack and the analyzers of its plugin.
struct VerdictCount {
  uint64_t raised = 0, undecided = 0, ruled_out = 0;
};

struct Verdicts {
  std::vector<AskedThreat> threats;        ///< by id
  std::vector<Cell> cells;                 ///< raised and undecided, by threat, then subject
  std::vector<NotAnalysed> not_analysed;   ///< by threat, then plugin
  std::vector<NotAsked> not_asked;
  std::map<std::string, uint64_t> ruled_out_by;  ///< first condition that failed -> cells
  std::map<std::string, VerdictCount> said;              ///< by plugin or pack; several may speak of one cell
  Ledger ledger;
  bool incomplete = false;

  const Cell* find(std::string_view threat, Element subject) const;
};

}  // namespace merlon
