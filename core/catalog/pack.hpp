// What a pack says, by name: vocabulary, threats, controls, frameworks.  `packc` fills it from TOML, `image` turns it
// into words and back, `link` joins packs into a Catalog.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {

enum class ElementKind : uint8_t { stage, asset, actor, flow, boundary, pipeline };
inline constexpr std::array<std::string_view, 6> kElementWords = {"stage", "asset",    "actor",
                                                                  "flow",  "boundary", "pipeline"};
inline constexpr std::array<std::string_view, 10> kPhases = {
    "scoping",    "data-collection", "data-preparation", "experimentation", "training",
    "validation", "deployment",      "monitoring",       "maintenance",     "governance"};
inline constexpr std::array<std::string_view, 8> kDomains = {
    "data", "model", "supply-chain", "serving", "monitoring", "governance", "generative", "agentic"};

/// Bit `1 << kind` for each element kind.
using ElementMask = uint32_t;
constexpr ElementMask mask_of(ElementKind kind) { return 1u << static_cast<uint32_t>(kind); }

enum class FactType : uint8_t { boolean, level, word, words, integer, text };

/// Where a fact may be given for everything inside.  Bits of FactDef::inherits.
enum Inherits : uint32_t { inherits_store = 1, inherits_boundary = 2, inherits_pipeline = 4 };

struct ScaleDef {
  std::string id;
  std::vector<std::string> words;  ///< low to high
};

/// One word of the vocabulary with what it means; `parent` for kinds, `given` a second word:
/// of an audience its trust, of a role its audience, of a `does` its phase, of a capability its fact, of an outcome a
/// clause in which `{at}` is where it happens.  A form is a word whose meaning is its question.
struct WordDef {
  std::string id, parent, given, means;
  bool learns = false;       ///< kinds: content does not survive verbatim
  bool transparent = false;  ///< does: callers see the answers of what lies behind it in full
  std::vector<std::string> must;     ///< does, kinds: edge lists without which the element is not described
  std::vector<std::string> expects;  ///< the same for `uses`, whose absence does not open the flow graph
  bool spreads = false;              ///< outcomes: holds downstream too
  std::vector<std::string> grants;   ///< outcomes: capabilities that it lends inside
};

struct FactDef {
  std::string id;
  ElementMask on = 0, required = 0;
  FactType type = FactType::boolean;
  uint32_t inherits = 0;
  bool derived = false;  ///< computed by an analysis or a define; may be overruled by a stated value
  bool open = false;     ///< words outside the list are kept
  bool may_be_empty = false;  ///< words: `[]` says something, namely nothing
  std::string scale;     ///< level: ScaleDef
  std::vector<std::string> words;       ///< word, words: what may be said
  std::string words_from;               ///< `kind` or `does`: the words of that list instead
  std::vector<std::string> kinds, does, paradigms;  ///< where it can exist at all; all empty: everywhere
  std::string fallback;                 ///< value that holds, and is listed, when nothing is said
  std::string satisfies;                ///< control that this statement also is
  std::vector<std::string> satisfied_by, partly_by;  ///< values that are that control whole, or in part
  std::string question, why, how;
  std::string form;                     ///< asked together with the other facts of this form
};

enum class ConditionOp : uint8_t { all, any, none, fact, relation };
enum class Relation : uint8_t {
  reads, writes, uses, serves, after, boundary,           // stage (boundary: any node)
  read_by, written_by, used_by, in, holds,                // asset
  from, to, carries,                                      // flow
  calls,                                                  // actor, stage
  inside,                                                 // boundary
  stages, assets, actors, flows, boundaries,              // pipeline
  flows_in, flows_out, upstream, downstream               // any node
};
inline constexpr std::array<std::string_view, 25> kRelationWords = {
    "reads", "writes", "uses",   "serves", "after",  "boundary", "read-by", "written-by", "used-by",
    "in",    "holds",  "from",   "to",     "carries", "calls",   "inside",  "stages",     "assets",
    "actors", "flows", "boundaries", "flows-in", "flows-out", "upstream", "downstream"};

/// A condition as 9-semantics S2 defines it.
/// all, any, none: `children`.  fact: `name` and either `values` or bounds.  relation: `children[0]` is the condition
/// on the neighbour, `children[1]`, where there is one, is `avoiding`; `as` names the witness.
struct Condition {
  ConditionOp op = ConditionOp::all;
  Relation relation = Relation::reads;
  std::string name;  ///< fact
  std::string as;
  std::vector<std::string> values;
  std::string at_least, at_most;
  std::vector<Condition> children;
  uint32_t line = 0;
};

/// The scope of a threat: for each element kind whether it is a subject, narrowed by `does`, kind or role.
struct ScopeDef {
  ElementMask on = 0;
  std::vector<std::string> does, kinds, roles;  ///< empty: all stages, assets, actors (when `on` says so)
};

struct RaiseDef {
  Condition when;
  std::string reason, message;
  std::vector<std::string> cites;
  std::vector<Condition> raise_if, lower_if;
  std::vector<std::string> raise_if_text, lower_if_text;  ///< the same, as written, for explanations
  std::string when_text;
};

/// Entries that a finding stands for only where a condition holds at its subject.
struct CiteDef {
  Condition when;
  std::vector<std::string> ids;
};

struct CreditDef {
  std::string control;
  std::string lowers;  ///< likelihood or impact
  std::string by;      ///< strong, moderate or weak
};

struct ThreatDef {
  std::string id, domain, name, summary, story, false_positives;
  std::vector<std::string> known_as;  ///< what people in the field call it
  std::string noise;  ///< why it is raised nearly always, or hardly ever; empty when neither
  ScopeDef scope;
  std::vector<std::string> phases;
  std::string phase;  ///< phase of findings on actors, boundaries and the pipeline; empty: governance
  std::string needs, travels, maturity, maturity_because;
  std::vector<std::string> affects, cites, follows, evidence;
  std::vector<std::string> gives, builds_on;  ///< outcomes: what success gives, what an earlier success must have given
  std::vector<RaiseDef> raises;
  std::vector<CiteDef> cites_if;
  std::vector<CreditDef> controls;
};

struct ControlDef {
  std::string id, name, summary, family, effort, verify;
  ElementMask at = 0;
  std::vector<std::string> satisfies;  ///< ids of framework entries
};

struct FrameworkEntry {
  std::string id, name, kind, parent, maturity;
  std::vector<std::string> tactics, mitigates;
  bool retired = false;
};

/// Entries that nothing of ours cites, and why.
struct NotCitedDef {
  std::string reason, because;  ///< two or three words; a sentence
  std::vector<std::string> ids;
};

struct FrameworkDef {
  std::string id, name, release, licence, source;
  std::vector<FrameworkEntry> entries;
  std::vector<NotCitedDef> not_cited;
  std::vector<std::string> alias_from, alias_to;  ///< ids that have gone, and what they became; empty: nothing
};

struct DefineDef {
  std::string name;  ///< a derived fact of the vocabulary
  ElementMask on = 0;
  Condition when;
  std::string when_text;
};

/// A threat as the executable remembers it, so that an absent plugin is noticed and the ledger's total never moves.
struct BundledDef {
  std::string threat, name, domain, plugin;
  ScopeDef scope;
  std::vector<std::string> cites;
};

struct Pack {
  std::string id, version;
  std::vector<ScaleDef> scales;
  std::vector<WordDef> audiences, roles, kinds, does, capabilities, outcomes, forms;
  std::vector<std::string> technologies;
  std::vector<FactDef> facts;
  std::vector<DefineDef> defines;
  std::vector<FrameworkDef> frameworks;
  std::vector<ControlDef> controls;
  std::string domain;                ///< of a domain folder
  std::vector<Condition> applies;    ///< at most one; ANDed to each condition of the folder
  std::vector<ThreatDef> threats;
  std::vector<BundledDef> bundled;
  std::vector<std::string> needed;   ///< ids of packs without which this one says nothing
};

}  // namespace merlon
