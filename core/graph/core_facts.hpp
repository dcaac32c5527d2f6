// The facts and words of our own vocabulary that the built-in analyses speak of, by number.
#pragma once

#include <array>
#include <string_view>

#include "graph/graph.hpp"

namespace merlon {

// Levels of the scales that the analyses compute with; threatdb/vocabulary/levels.toml has them in this order.
enum : int32_t { untrusted = 0, partner_trust = 1, internal_trust = 2, restricted_trust = 3 };
enum : int32_t { nobody = 0, team = 1, organisation = 2, partners = 3, customers = 4, everybody = 5 };
enum : int32_t { public_data = 0, internal_data = 1, confidential = 2, restricted_data = 3 };

// Origins whose authors are strangers, and those whose authors are under contract.
inline constexpr std::array<std::string_view, 6> kStrangeOrigins = {"public-web",     "crowd",       "public-registry",
                                                                    "unknown-source", "third-party", "customer"};
inline constexpr std::array<std::string_view, 3> kContractOrigins = {"partner", "vendor", "vendor-api"};

/// Whether `uses` takes assets of this kind: software, configuration or a credential.
bool usable_kind(const Vocabulary& vocabulary, uint32_t kind);

/// Facts by name.  A fact that the vocabulary lacks is kNone, and what would be derived of it is left out.
struct CoreFacts {
  explicit CoreFacts(const Vocabulary& vocabulary);

  const Vocabulary& v;
  FactId does, kind, role, phase, trust, origin, contains, sensitivity, readable_by, writable_by, reachable_from,
      paradigms, format, can, acts_as, authenticated, owner, state;
  FactId content_trust, influence_trust, contributed_by, queryable_by, answered_to, prompted_by, input_trust,
      on_feedback_loop, crosses_boundary, crossings, remembers, private_reach, steered_by, widens_access, lends_reach,
      wider_than_source, owned, trust_of_place;

  uint32_t kind_of(std::string_view word) const { return v.kinds.find(word); }
  uint32_t does_of(std::string_view word) const { return v.does.find(word); }
  uint32_t value(FactId fact, std::string_view word) const { return fact == kNone ? kNone : v.facts[fact].value(word); }
  /// The trust that an audience deserves (`[audience-trust]`).
  int32_t trust_of_audience(int32_t audience) const;
  /// The audience whose content has this trust: untrusted -> public, partner -> partners, ...
  static int32_t audience_of_trust(int32_t trust_level);
  /// The audience of a role.
  int32_t audience_of_role(const Graph& g, Element actor) const;
  /// True when `stage` surely does this.
  bool stage_does(const Graph& g, Element stage, std::string_view word) const;
  Tri asset_is(const Graph& g, Element asset, FactId fact, std::string_view word) const;
};

}  // namespace merlon
