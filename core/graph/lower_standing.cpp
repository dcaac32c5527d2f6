// Controls stated where they do nothing: not a place of the control's `at`, nothing inside that could inherit
// the statement, and no threat of this very element that counts it.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "graph/lowering.hpp"

namespace merlon {
namespace {

// A place whose statements are those of what is inside.
bool is_around(const Lowering& l, Element e) {
  const ElementKind kind = l.g.kind_of(e);
  if (kind == ElementKind::boundary || kind == ElementKind::pipeline) return true;
  return kind == ElementKind::asset && (l.g.is_kind(e, l.vocabulary.kinds.find("store")) || !l.g.holds.of(e).empty());
}

// The subjects of all threats that count the control.
std::vector<bool> counting(const Lowering& l, const std::string& control) {
  std::vector<bool> out(l.g.n_elements());
  for (const Threat& t : l.catalog.threats) {
    const auto names = [&](const CreditDef& credit) { return credit.control == control; };
    if (std::none_of(t.def.controls.begin(), t.def.controls.end(), names)) continue;
    for (const Element e : l.g.in_scope(t.scope)) out[e] = true;
  }
  return out;
}

// `a stage, an asset or the pipeline`
std::string places(ElementMask at) {
  std::vector<std::string> words;
  for (size_t k = 0; k < kElementWords.size(); ++k) {
    if ((at >> k & 1u) == 0) continue;
    const std::string_view word = kElementWords[k];
    words.push_back(fmt::format("{} {}", word == "pipeline" ? "the" : word.starts_with('a') ? "an" : "a", word));
  }
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return out;
}

}  // namespace

void lower_standing(Lowering& l) {
  std::map<std::string, std::vector<bool>> counted;  // by control, filled when it is asked
  for (const ControlStatement& s : l.g.controls) {
    const ElementKind kind = l.g.kind_of(s.on);
    const ElementMask at = l.catalog.control(s.id)->at;
    if ((at & mask_of(kind)) != 0 || is_around(l, s.on)) continue;
    const auto [row, fresh] = counted.try_emplace(s.id);
    if (fresh) row->second = counting(l, s.id);
    if (row->second[s.on]) continue;
    const std::string_view what = kElementWords[static_cast<size_t>(kind)];
    l.diagnostics.add("W0206", s.span, fmt::format("control `{}` does nothing on {} `{}`", s.id, what, l.g.ids[s.on]),
                      fmt::format("can't stand on {} {}", what.starts_with('a') ? "an" : "a", what),
                      fmt::format("it can stand on {}: state it there", places(at)));
  }
}

}  // namespace merlon
