// A hash map from names: looked up without copies, seeded for each process (ids are user input).
// Never iterate one into an output.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <absl/container/flat_hash_map.h>
#include <absl/hash/hash.h>
#include <absl/strings/string_view.h>

namespace merlon {

// Debian's abseil has a string_view of its own; this makes std::string_view a key as well.
struct NameHash {
  using is_transparent = void;
  size_t operator()(std::string_view name) const {
    return absl::Hash<absl::string_view>()(absl::string_view(name.data(), name.size()));
  }
};

template <class Value>
using NameMap = absl::flat_hash_map<std::string, Value, NameHash, std::equal_to<>>;

}  // namespace merlon
