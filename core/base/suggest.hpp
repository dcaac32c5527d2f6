// "Did you mean": the nearest of some names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {

/// The candidate that begins with `name`, or that is a beginning of `name` and at least half of it, where there is
/// exactly one and the beginning has at least three letters.  Else the one with the smallest edit distance (insert, delete, change, swap of neighbours),
/// when it is near enough to be a slip: at most a third of the longer name, at least one.  The first of equals; empty
/// when none is.
std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);
std::string_view nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace merlon
