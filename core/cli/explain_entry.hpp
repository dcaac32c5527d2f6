// What `merlon explain ID` says of an entry of the catalogue, a word, an analyzer or an error code.
#pragma once

#include <string>
#include <vector>

#include "cli/house.hpp"

namespace merlon {

/// The text about `id`, which is a name as `entry_named` gives it.
std::string explain_entry(const std::string& id, const House& house);

/// The name of something that can be explained and equals `id` but for the case of letters; empty when there is none.
std::string entry_named(const std::string& id, const House& house);

/// The most similar name of something that can be explained, or nothing.
std::string entry_like(const std::string& id, const House& house);

/// `stage (train, aggregate); asset`: the elements that a threat is asked of.
std::string scope_text(const ScopeDef& scope);

/// `asset (dataset, model); flow`: the elements of which a fact can be said.
std::string said_of(const FactDef& fact);

}  // namespace merlon
