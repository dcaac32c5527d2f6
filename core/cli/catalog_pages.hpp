// The catalogue as Markdown: a page for each threat and each control, and an index of both.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "catalog/catalog.hpp"

namespace merlon {

/// Path below the folder that is asked for (`threats/data-poisoning.md`) and text, sorted by path.  The same catalogue gives the
/// same bytes.
std::vector<std::pair<std::string, std::string>> catalog_pages(const Catalog& catalog);

}  // namespace merlon
