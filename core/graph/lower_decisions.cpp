// `[[decision]]`: the threat and the element that its `finding` names.  A threat may come from a pack that is not
// loaded in this run, so what is not found is odd and not wrong.
#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "graph/lowering.hpp"

namespace merlon {
namespace {

class Decisions {
 public:
  explicit Decisions(Lowering& l) : l_(l) {
    for (const Threat& t : l.catalog.threats) threats_.push_back(t.def.id);
    for (const BundledDef& b : l.catalog.bundled) threats_.push_back(b.threat);
    std::sort(threats_.begin(), threats_.end());
  }

  void check(const DocDecision& d) {
    const size_t at = d.finding.find('@');
    threat(d, at);
    element(d, at);
  }

 private:
  // A part of the finding's name; the whole of it where escapes make the text another than what is written.
  static Span part(const DocDecision& d, size_t from, size_t length) {
    Span span = d.span;
    if (span.length != d.finding.size()) return span;
    span.col += static_cast<uint32_t>(from);
    span.length = static_cast<uint32_t>(length);
    return span;
  }

  void threat(const DocDecision& d, size_t at) {
    const std::string id = d.finding.substr(0, at);
    if (id == "*" || std::binary_search(threats_.begin(), threats_.end(), id)) return;
    const std::string_view near = nearest(id, threats_);
    l_.diagnostics.add("W0204", part(d, 0, at), fmt::format("a decision about the threat `{}`, which no loaded pack brings", id),
                       "no threat has this id",
                       near.empty() ? "`merlon catalog list threats` shows all of them; name the pack that brings it by `--pack` or `--plugin`"
                                    : fmt::format("one with a similar id exists: `{}`", near));
  }

  void element(const DocDecision& d, size_t at) {
    const std::string id = d.finding.substr(at + 1);
    if (id == "*" || l_.g.by_id.contains(id)) return;
    if (ids_.empty()) ids_.assign(l_.g.ids.begin(), l_.g.ids.begin() + l_.g.first[6]);
    const std::string_view near = nearest(id, ids_);
    l_.diagnostics.add("W0205", part(d, at + 1, id.size()), fmt::format("a decision about `{}`, which is not described", id),
                       "no element has this id",
                       near.empty() ? "take the decision out when its element is gone"
                                    : fmt::format("one with a similar id exists: `{}`", near));
  }

  Lowering& l_;
  std::vector<std::string> threats_, ids_;
};

}  // namespace

void lower_decisions(Lowering& l) {
  if (l.doc.decisions.empty()) return;
  Decisions decisions(l);
  for (const DocDecision& d : l.doc.decisions) decisions.check(d);
}

}  // namespace merlon
