// Three-valued (Kleene) truth: false < unknown < true; AND is the minimum, OR the maximum.
#pragma once

#include <algorithm>
#include <cstdint>

namespace merlon {

enum class Tri : uint8_t { no = 0, unknown = 1, yes = 2 };

constexpr Tri tri(bool value) { return value ? Tri::yes : Tri::no; }
constexpr Tri both(Tri a, Tri b) { return std::min(a, b); }
constexpr Tri either(Tri a, Tri b) { return std::max(a, b); }
constexpr Tri negated(Tri a) { return static_cast<Tri>(2 - static_cast<uint8_t>(a)); }
/// What is certain (`must`) and what is possible (`may`) make one value; `must` implies `may`.
constexpr Tri bounded(bool must, bool may) { return must ? Tri::yes : may ? Tri::unknown : Tri::no; }

}  // namespace merlon
