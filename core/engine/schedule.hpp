// In which order passes are computed: what something needs comes before it, and nothing is computed that nobody needs.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace merlon {

struct PassNeeds {
  std::string_view id;
  std::vector<std::string_view> needs;
};

struct Schedule {
  std::vector<size_t> order;             ///< indices of what is computed; of those that could be next the first by id
  std::vector<std::string_view> cycle;   ///< passes that need each other, in turn, the first again at the end; else empty
  std::vector<std::string_view> unknown; ///< what is needed and does not exist, by id, each once
};

/// The closure of `wanted` over `needs`.
/// Shape:  ids are unique.  Where there is a cycle, or something is unknown, what rests on it is not in `order`.
Schedule schedule(std::span<const PassNeeds> passes, std::span<const std::string_view> wanted);

}  // namespace merlon
