// Framework entries, and the threats that may stand for them.
#pragma once

#include <string>
#include <vector>

#include "catalog/pack.hpp"

namespace merlon {

/// Of the threat, of its alternatives and those on a condition, each once, in this order.
std::vector<std::string> citations(const ThreatDef& threat);

/// Puts those of `more` behind `ids` that are not there.
void add_citations(std::vector<std::string>& ids, const std::vector<std::string>& more);

/// `MITRE ATLAS 5.6.1`; the release once, where the name has it already.
std::string titled(const FrameworkDef& framework);

/// Whether entries of this kind are there to be cited; tactics, groups and objectives only hold others together.
bool is_citable(const FrameworkEntry& entry);

}  // namespace merlon
