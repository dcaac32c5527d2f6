#include "pairs.hpp"

#include <fmt/format.h>

#include "graph/evaluator.hpp"
#include "risk/credit.hpp"

namespace laws {
namespace {

using merlon::Fact;
using merlon::FactType;

constexpr std::string_view kTri[] = {"no", "unknown", "yes"};
std::string_view word(Tri t) { return kTri[static_cast<size_t>(t)]; }

struct Both {
  const World &thin, &full;
  Element other(Element e) const {
    const Graph &a = thin.g(), &b = full.g();
    // The pipeline speaks of what is described: a newcomer is a new subject of it.
    const auto nodes = [](const Graph& g) { return g.n_nodes(); };
    if (e == a.pipeline() && nodes(a) != nodes(b)) return kNone;
    const Element o = full.find(a.ids[e]);
    return o != kNone && a.kind_of(e) == b.kind_of(o) ? o : kNone;
  }
};

bool same(Tri thin, Tri full) { return thin == Tri::unknown || thin == full; }

std::string text_of(const Graph& g, Element e, FactId id) {
  const merlon::FactSource s = g.source(id, e);
  return s.entry == nullptr ? "" : s.entry->value.text;
}

bool refined(const Graph& a, Element x, const Graph& b, Element y, FactId id) {
  const Fact& fact = a.catalog->vocabulary.facts[id];
  if (fact.def.type == FactType::text) {  // of a text only `none` says something
    return !a.facts.known(id, x) || (b.facts.known(id, y) && text_of(a, x, id) == text_of(b, y, id));
  }
  if (fact.def.type == FactType::integer) {
    if (!a.facts.applies(id, x) || !b.facts.applies(id, y)) return a.facts.applies(id, x) == b.facts.applies(id, y);
    return b.facts.low(id, y) >= a.facts.low(id, x) && b.facts.high(id, y) <= a.facts.high(id, x);
  }
  const auto values = static_cast<uint32_t>(fact.def.type == FactType::boolean ? 2 : fact.values.size());
  for (uint32_t v = 0; v < values; ++v) {
    if (!same(a.facts.is(id, x, v), b.facts.is(id, y, v))) return false;
    if (fact.def.type != FactType::level) continue;
    if (!same(a.facts.at_least(id, x, static_cast<int32_t>(v)), b.facts.at_least(id, y, static_cast<int32_t>(v)))) return false;
  }
  return true;
}

// Every statement that holds in only one of the two must say no more than what was possible.
bool statements_agree(const Both& both, const Change& change) {
  const Graph &a = both.thin.g(), &b = both.full.g();
  for (Element e = 0; e < a.first[6]; ++e) {
    const Element o = both.other(e);
    if (o == kNone) continue;
    for (FactId id = 0; id < a.catalog->vocabulary.facts.size(); ++id) {
      const merlon::FactSource s = a.stated(id, e), t = b.stated(id, o);
      const bool none = s.entry == nullptr && t.entry == nullptr;
      const bool equal = s.entry != nullptr && t.entry != nullptr && a.ids[s.from] == b.ids[t.from] &&
                         !(a.ids[s.from] == change.node && s.entry->key == change.entry.key);
      if (!none && !equal && !refined(a, e, b, o, id)) return false;
      // Said of what turns out not to have it (`produces` of a stage that runs no generative model).
      if (equal && a.facts.applies(id, e) && !b.facts.applies(id, o)) return false;
    }
    // An asset lies where its only writer lies, until another writes it as well (ADR 5, 6).
    const bool place = a.boundary[e] != kNone;
    if (place && (b.boundary[o] == kNone || a.ids[a.boundary[e]] != b.ids[b.boundary[o]])) return false;
  }
  return true;
}

}  // namespace

bool is_completion(const World& thin, const World& full, const Change& change) {
  const Graph& g = thin.g();
  const Element e = thin.find(change.node);
  if (e == kNone) return false;
  const std::string& key = change.entry.key;
  constexpr std::pair<std::string_view, merlon::OpenList> lists[] = {{"reads", merlon::OpenList::reads},
                                                                     {"writes", merlon::OpenList::writes},
                                                                     {"serves", merlon::OpenList::serves},
                                                                     {"uses", merlon::OpenList::uses}};
  for (const auto& [name, list] : lists) {
    if (key == name && !g.is_open(list, e)) return false;
  }
  if (change.kind == Change::Kind::writer && !g.is_open(merlon::OpenList::writers, e)) return false;
  if (change.kind == Change::Kind::carried) {
    const Element f = thin.find(name_of(change.added[0]));
    if (f == kNone || g.kind_of(f) != ElementKind::flow || g.flow(f).doc != nullptr) return false;
  }
  if (key == "boundary" && (e >= g.n_nodes() || g.boundary[e] != kNone)) return false;
  if (key == "carries") {
    const Element f = full.find(change.node);
    if (f == kNone || g.kind_of(e) != ElementKind::flow || g.flow(e).carries_given) return false;
    for (const Element c : full.g().carries.of(f)) {
      if (c < full.g().first[6]) return false;  // naming an asset draws edges
    }
  }
  return statements_agree({thin, full}, change);
}

Violations kept(const House& house, const World& thin, const World& full) {
  Violations out;
  const Both both{thin, full};
  const Graph &a = thin.g(), &b = full.g();
  std::vector<Element> other(a.first[6]);
  for (Element e = 0; e < a.first[6]; ++e) other[e] = both.other(e);
  for (FactId id = 0; id < house.vocabulary().facts.size(); ++id) {
    for (Element e = 0; e < a.first[6]; ++e) {
      if (other[e] == kNone || refined(a, e, b, other[e], id)) continue;
      const std::string& name = house.vocabulary().facts[id].def.id;
      out.push_back({"fact " + name, fmt::format("`{}` of `{}` was {}, becomes {}", name, a.ids[e], a.facts.text(id, e),
                                                 b.facts.text(id, other[e]))});
    }
  }
  merlon::Evaluator before(a), after(b);
  for (const House::Question& q : house.pool) {
    for (Element e = 0; e < a.first[6]; ++e) {
      if (other[e] == kNone || (q.on & merlon::mask_of(a.kind_of(e))) == 0) continue;
      const Tri x = before.eval(q.test, e), y = after.eval(q.test, other[e]);
      if (same(x, y)) continue;
      out.push_back({"condition", fmt::format("{} at `{}` was {}, becomes {}", q.text, a.ids[e], word(x), word(y))});
    }
  }
  for (uint32_t t = 0; t < thin.verdicts.threats.size(); ++t) {
    const merlon::AskedThreat& asked = thin.verdicts.threats[t];
    for (size_t i = 0; i < asked.subjects.size(); ++i) {
      const Element o = other[asked.subjects[i]];
      const auto now = o == kNone ? std::nullopt : full.kind(t, o);
      if (!now || asked.kinds[i] == VerdictKind::undecided || asked.kinds[i] == *now) continue;
      out.push_back({"verdict " + asked.id,
                     fmt::format("{}@{} was {}, becomes {}", asked.id, a.ids[asked.subjects[i]],
                                 merlon::kVerdictWords[static_cast<size_t>(asked.kinds[i])],
                                 merlon::kVerdictWords[static_cast<size_t>(*now)])});
    }
  }
  return out;
}

namespace {

std::string numbers(const merlon::Rated& r) {
  std::string out = fmt::format("inherent {} residual {} target {} (likelihood {}", r.inherent.score, r.residual.score,
                                r.target.score, r.likelihood.base);
  for (const auto& step : r.likelihood.steps) out += fmt::format(" {:+} {}", step.ticks, step.name);
  return out + fmt::format("; impact {} {}: {})", r.impact.dimension, r.impact.value, r.impact.because);
}

}  // namespace

Violations rated_no_lower(const World& thin, const World& full) {
  Violations out;
  const Both both{thin, full};
  for (const auto& [key, r] : thin.rated) {
    const Element o = both.other(key.second);
    const merlon::Rated* f = o == kNone ? nullptr : full.rating(key.first, o);
    if (f == nullptr) continue;
    const bool likelihood = r->likelihood.value < f->likelihood.value, impact = r->impact.value < f->impact.value;
    if (r->residual.score >= f->residual.score && r->inherent.score >= f->inherent.score && !likelihood && !impact) continue;
    const std::string what = likelihood ? "likelihood" : impact ? "impact " + f->impact.dimension : "credit";
    out.push_back({"score, " + what, fmt::format("{}: {} with less known, {} with more", r->id, numbers(*r), numbers(*f))});
  }
  return out;
}

bool is_better_protected(const World& before, const World& after, const Change& change) {
  const std::string& item = change.entry.items[0];
  const std::string id = item.substr(8, item.find('"', 8) - 8);  // { id = "x", ...
  const merlon::StatedControls old(before.g()), now(after.g());
  for (Element e = 0; e < before.g().first[6]; ++e) {
    if (merlon::rank(now.status(id, e)) < merlon::rank(old.status(id, e))) return false;
  }
  return true;
}

Violations rated_no_higher(const World& before, const World& after) {
  Violations out;
  for (uint32_t t = 0; t < before.verdicts.threats.size(); ++t) {
    if (before.verdicts.threats[t].kinds != after.verdicts.threats[t].kinds) {
      out.push_back({"verdict by control", before.verdicts.threats[t].id});
    }
  }
  for (const auto& [key, r] : before.rated) {
    const merlon::Rated* f = after.rating(key.first, key.second);
    if (f == nullptr) continue;
    const bool residual = f->residual.score > r->residual.score || f->residual.likelihood > r->residual.likelihood ||
                          f->residual.impact > r->residual.impact;
    if (!residual && f->target.score <= r->target.score && f->inherent == r->inherent) continue;
    out.push_back({residual ? "control raises residual" : "control raises target",
                   fmt::format("{}: {} before, {} after", r->id, numbers(*r), numbers(*f))});
  }
  return out;
}

Violations in_order(const World& w) {
  Violations out;
  for (const auto& [key, r] : w.rated) {
    const bool good = r->target.score <= r->residual.score && r->residual.score <= r->inherent.score &&
                      r->target.likelihood <= r->residual.likelihood && r->target.impact <= r->residual.impact;
    if (!good) out.push_back({"order of scores", fmt::format("{}: {}", r->id, numbers(*r))});
  }
  return out;
}

}  // namespace laws
