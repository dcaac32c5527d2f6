#include "engine/pack_pass.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/run.hpp"

namespace merlon {
namespace {

VerdictKind verdict_of(Tri value) {
  switch (value) {
    case Tri::yes: return VerdictKind::raised;
    case Tri::unknown: return VerdictKind::undecided;
    case Tri::no: break;
  }
  return VerdictKind::ruled_out;
}

class PackPass {
 public:
  PackPass(const Graph& g, uint32_t pack) : g_(g), info_(g.catalog->packs[pack]), evaluator_(g) {
    if (info_.has_applies) applies_ = evaluator_.eval(info_.applies, g.pipeline());
  }

  PackVerdicts::OfThreat threat(uint32_t index, const AskedThreat& asked) {
    PackVerdicts::OfThreat out;
    out.threat = index;
    for (const Element subject : asked.subjects) {
      Tri value = Tri::no;
      for (const Raise& raise : asked.threat->raises) {
        value = either(value, both(applies_, applies_ == Tri::no ? Tri::no : evaluator_.eval(raise.when, subject)));
        if (value == Tri::yes) break;
      }
      const VerdictKind kind = verdict_of(value);
      out.kinds.push_back(kind);
      out.because.push_back(kNone);
      if (kind == VerdictKind::ruled_out) {
        out.because.back() = out.reason(failure(*asked.threat, subject));
      } else {
        out.cells.push_back(cell(index, *asked.threat, subject, kind));
      }
    }
    return out;
  }

 private:
  // The first condition that failed, the domain's before the threat's own.
  std::string failure(const Threat& threat, Element subject) {
    if (applies_ == Tri::no) return evaluator_.first_failure(info_.applies, g_.pipeline());
    if (threat.raises.empty()) return "no condition of the entry";
    return evaluator_.first_failure(threat.raises[0].when, subject);
  }

  Cell cell(uint32_t index, const Threat& threat, Element subject, VerdictKind kind) {
    Cell cell;
    cell.threat = index;
    cell.subject = subject;
    cell.kind = kind;
    for (uint32_t i = 0; i < threat.raises.size(); ++i) {
      const Raise& raise = threat.raises[i];
      if (verdict_of(both(applies_, evaluator_.eval(raise.when, subject))) != kind) continue;
      SourceVerdict source;
      source.by = fmt::format("{}#{}", threat.def.id, raise.def.reason);
      source.kind = kind;
      source.raise = i;
      Trace trace;
      if (applies_ == Tri::unknown) evaluator_.trace(info_.applies, g_.pipeline(), trace);
      if (evaluator_.eval(raise.when, subject) == (kind == VerdictKind::raised ? Tri::yes : Tri::unknown)) {
        evaluator_.trace(raise.when, subject, trace);
      }
      source.reason = kind == VerdictKind::raised ? fill_message(raise.def.message, g_, subject, trace) : std::string();
      source.evidence = evidence_of(g_, trace, kind);
      cell.sources.push_back(std::move(source));
    }
    return cell;
  }

  const Graph& g_;
  const PackInfo& info_;
  Evaluator evaluator_;
  Tri applies_ = Tri::yes;
};

}  // namespace

uint32_t PackVerdicts::OfThreat::reason(std::string sentence) {
  const auto at = std::find(reasons.begin(), reasons.end(), sentence);
  if (at == reasons.end()) return reasons.push_back(std::move(sentence)), static_cast<uint32_t>(reasons.size() - 1);
  return static_cast<uint32_t>(at - reasons.begin());
}

PackVerdicts run_pack(const Graph& g, uint32_t pack, const std::vector<AskedThreat>& asked) {
  PackPass pass(g, pack);
  PackVerdicts out;
  for (uint32_t i = 0; i < asked.size(); ++i) {
    if (asked[i].threat != nullptr && asked[i].threat->pack == pack) out.threats.push_back(pass.threat(i, asked[i]));
  }
  return out;
}

std::vector<Evidence> evidence_of(const Graph& g, const Trace& trace, VerdictKind kind) {
  std::vector<Evidence> out;
  if (kind == VerdictKind::undecided) {
    for (const Missing& m : trace.missing) out.push_back({Evidence::Kind::missing, m.element, m.what, {}});
    return out;
  }
  for (const Step& step : trace.steps) {
    switch (step.kind) {
      case Step::Kind::fact:
        out.push_back({Evidence::Kind::fact, step.element, g.catalog->vocabulary.facts[step.fact].def.id, {}});
        break;
      case Step::Kind::neighbour: out.push_back({Evidence::Kind::element, step.element, {}, {}}); break;
      case Step::Kind::path: out.push_back({Evidence::Kind::path, step.element, {}, step.path}); break;
    }
  }
  if (!trace.contribution.empty()) {
    out.push_back({Evidence::Kind::path, trace.contribution.front(), {}, trace.contribution});
  }
  return out;
}

}  // namespace merlon
