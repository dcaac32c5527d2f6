#include "graph/core_facts.hpp"

namespace merlon {

bool usable_kind(const Vocabulary& vocabulary, uint32_t kind) {
  for (const std::string_view parent : {"software", "configuration", "credential"}) {
    const uint32_t above = vocabulary.kinds.find(parent);
    if (kind != kNone && above != kNone && vocabulary.kinds.is_a(kind, above)) return true;
  }
  return false;
}

CoreFacts::CoreFacts(const Vocabulary& vocabulary)
    : v(vocabulary),
      does(v.find("does")), kind(v.find("kind")), role(v.find("role")), phase(v.find("phase")), trust(v.find("trust")),
      origin(v.find("origin")), contains(v.find("contains")), sensitivity(v.find("sensitivity")),
      readable_by(v.find("readable-by")), writable_by(v.find("writable-by")), reachable_from(v.find("reachable-from")),
      paradigms(v.find("paradigms")), format(v.find("format")), can(v.find("can")), acts_as(v.find("acts-as")),
      authenticated(v.find("authenticated")), owner(v.find("owner")), state(v.find("state")),
      content_trust(v.find("content-trust")), influence_trust(v.find("influence-trust")),
      contributed_by(v.find("contributed-by")), queryable_by(v.find("queryable-by")),
      answered_to(v.find("answered-to")), prompted_by(v.find("prompted-by")), input_trust(v.find("input-trust")),
      on_feedback_loop(v.find("on-feedback-loop")), crosses_boundary(v.find("crosses-boundary")),
      crossings(v.find("crossings")), remembers(v.find("remembers")), private_reach(v.find("private-reach")),
      steered_by(v.find("steered-by")), widens_access(v.find("widens-access")), lends_reach(v.find("lends-reach")),
      wider_than_source(v.find("wider-than-source")), owned(v.find("owned")), trust_of_place(v.find("trust-of-place")) {}

int32_t CoreFacts::trust_of_audience(int32_t audience) const {
  if (audience < 0 || static_cast<uint32_t>(audience) >= v.audiences.size() || trust == kNone) return untrusted;
  const uint32_t level = v.facts[trust].value(v.audiences[static_cast<uint32_t>(audience)].given);
  return level == kNone ? untrusted : static_cast<int32_t>(level);
}

int32_t CoreFacts::audience_of_trust(int32_t trust_level) {
  switch (trust_level) {
    case untrusted: return everybody;
    case partner_trust: return partners;
    case internal_trust: return organisation;
    default: return team;
  }
}

int32_t CoreFacts::audience_of_role(const Graph& g, Element actor) const {
  const TomlEntry* entry = g.docs[actor]->find("role");
  const uint32_t index = entry == nullptr ? kNone : v.roles.find(entry->value.text);
  if (index == kNone) return everybody;
  const uint32_t audience = v.audiences.find(v.roles[index].given);
  return audience == kNone ? everybody : static_cast<int32_t>(audience);
}

bool CoreFacts::stage_does(const Graph& g, Element stage, std::string_view word) const {
  const uint32_t index = does_of(word);
  return index != kNone && g.facts.is(does, stage, index) == Tri::yes;
}

Tri CoreFacts::asset_is(const Graph& g, Element asset, FactId fact, std::string_view word) const {
  const uint32_t index = value(fact, word);
  return index == kNone ? Tri::no : g.facts.is(fact, asset, index);
}

}  // namespace merlon
