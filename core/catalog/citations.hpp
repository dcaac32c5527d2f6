// Framework entries, and the threats that may stand for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace merlon {

/// Of the threat, of its alternatives and those on a condition, each once, in this order.
std::vector<std::string> citations(const ThreatDef& threat);

/// Puts those of `more` behind `ids` that are not there.
void add_citations(std::vector<std::string>& ids, const std::vector<std::string>& more);

/// `MITRE ATLAS 5.6.1`; the release once, where the name has it already.
std::string titled(const FrameworkDef& framework);

/// The entries that `id` may mean once it says its edition: of `LLM03` those of each year.
std::vector<std::string> editions_of(std::string_view id, const Catalog& catalog);

/// Whether a threat may stand for an entry of this kind: it is something that goes wrong or a demand that is not met, not
/// an aim of attackers, nor what helps.
bool may_be_cited(const FrameworkEntry& entry);
/// Whether a control may satisfy an entry of this kind: it is something to be done.
bool may_be_satisfied(const FrameworkEntry& entry);

/// Whether entries of this kind are there to be accounted for; tactics, groups and objectives only hold others together.
bool is_citable(const FrameworkEntry& entry);

}  // namespace merlon
