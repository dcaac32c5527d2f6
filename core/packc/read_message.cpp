// What a message names, it must be able to say (9-semantics S2).
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "packc/read.hpp"

namespace merlon {
namespace {

// Derived facts that bring somebody and the way from there.
constexpr std::array<std::string_view, 8> kWithPath = {"content-trust", "contributed-by", "input-trust",  "lends-reach",
                                                       "widens-access", "queryable-by",   "answered-to", "prompted-by"};

// What is inside `none` is not there when the condition is true.
void bound_by(const Condition& c, std::vector<std::string>& names) {
  if (c.op == ConditionOp::none) return;
  if (!c.as.empty()) names.push_back(c.as);
  const bool brings = c.op == ConditionOp::fact && std::find(kWithPath.begin(), kWithPath.end(), c.name) != kWithPath.end();
  if (brings) names.insert(names.end(), {"actor", "path"});
  for (const Condition& child : c.children) bound_by(child, names);
}

std::string how_to_mend(const std::string& name, const std::vector<std::string>& names) {
  if (name == "actor" || name == "path") {
    return fmt::format("the condition has to ask for a fact that brings one: {}", listed(kWithPath));
  }
  const std::string_view near = nearest(name, names);
  return near.empty() ? fmt::format("`as = \"{}\"` inside a relation binds it", printable(name)) : fmt::format("did you mean `{{{}}}`?", near);
}

}  // namespace

void check_message(const TomlValue& message, const Condition& when, Diagnostics& diagnostics) {
  std::vector<std::string> names = {"subject"};
  bound_by(when, names);
  for (size_t open = message.text.find('{'); open != std::string::npos; open = message.text.find('{', open + 1)) {
    const size_t close = message.text.find('}', open);
    if (close == std::string::npos) return;
    const std::string name = message.text.substr(open + 1, close - open - 1);
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    diagnostics.add("E0305", message.span, fmt::format("nothing in the condition binds `{{{}}}`", printable(name)), "", how_to_mend(name, names));
  }
}

}  // namespace merlon
