// Everything the packs of a run say, joined and linked by name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_map.hpp"

#include "catalog/pack.hpp"
#include "catalog/vocabulary.hpp"

namespace merlon {

/// A condition whose names have become numbers.
struct Test {
  ConditionOp op = ConditionOp::all;
  Relation relation = Relation::reads;
  FactId fact = kNone;
  std::vector<uint32_t> values;     ///< any of these; for bool 0 and 1
  int32_t at_least = kUnbounded, at_most = kUnbounded;  ///< place on the scale, or the integer
  std::vector<Test> children;       ///< as in Condition
  std::string as;
  uint32_t memo = kNone;            ///< relations: number of the column that remembers values
  static constexpr int32_t kUnbounded = INT32_MIN;
};

struct Scope {
  ElementMask on = 0;
  std::vector<uint32_t> does, kinds, roles;  ///< empty: all
};

struct Raise {
  RaiseDef def;
  Test when;
  std::vector<Test> raise_if, lower_if;
};

struct Threat {
  ThreatDef def;
  Scope scope;
  std::vector<Raise> raises;
  std::vector<Test> cites_if;        ///< of each of `def.cites_if`
  std::vector<uint32_t> follows;     ///< threats
  std::vector<uint32_t> gives, builds_on;  ///< outcomes
  FactId given_by = kNone;           ///< the fact that says to whom the pipeline gives `needs`
  uint32_t pack = 0;                 ///< index into Catalog::packs
};

struct Define {
  DefineDef def;
  FactId fact = kNone;
  Test when;
};

struct PackInfo {
  std::string id, version, digest, domain;
  bool has_applies = false;
  Test applies;
};

class Catalog {
 public:
  Vocabulary vocabulary;
  std::vector<Define> defines;       ///< in an order in which each follows what it uses
  std::vector<PackInfo> packs;
  std::vector<Threat> threats;       ///< by id
  std::vector<ControlDef> controls;  ///< by id
  std::vector<FrameworkDef> frameworks;
  std::vector<BundledDef> bundled;   ///< by threat id
  std::vector<Scope> bundled_scopes;
  uint32_t n_memos = 0;

  const Threat* threat(std::string_view id) const;
  const ControlDef* control(std::string_view id) const;
  /// The framework entry that an id such as `AML.T0020` or `LLM05:2026` names, and its framework; or null.
  const FrameworkEntry* entry(std::string_view id, const FrameworkDef** framework = nullptr) const;

  NameMap<std::pair<uint32_t, uint32_t>> entry_index;
};

}  // namespace merlon
