#include "graph/facts.hpp"

#include <fmt/format.h>

namespace merlon {
namespace {

constexpr uint8_t packed(int32_t low, int32_t high) {
  return static_cast<uint8_t>((static_cast<uint32_t>(low) << 4) | static_cast<uint32_t>(high));
}

}  // namespace

FactTable::FactTable(const Vocabulary& vocabulary, uint32_t n_elements)
    : vocabulary_(&vocabulary), n_(n_elements), columns_(vocabulary.facts.size()) {}

void FactTable::touch(FactId fact, Element e) {
  Column& c = columns_[fact];
  c.applies.set(e);
  const Fact& f = vocabulary_->facts[fact];
  switch (f.def.type) {
    case FactType::level:
      if (c.level.empty()) c.level.resize(n_);
      break;
    case FactType::integer:
      if (c.low.empty()) c.low.resize(n_), c.high.resize(n_);
      break;
    case FactType::boolean:
      if (c.must.empty()) c.must.resize(1);
      break;
    case FactType::word:
    case FactType::words:
      if (c.must.empty()) c.must.resize(f.values.size());
      break;
    case FactType::text: break;
  }
}

void FactTable::set_unknown(FactId fact, Element e) {
  touch(fact, e);
  Column& c = columns_[fact];
  c.open.set(e);
  c.partial.reset(e);
  for (BitColumn& bits : c.must) bits.reset(e);
  if (!c.level.empty()) c.level[e] = packed(0, static_cast<int32_t>(vocabulary_->facts[fact].values.size()) - 1);
  if (!c.low.empty()) c.low[e] = INT32_MIN + 1, c.high[e] = INT32_MAX;
}

void FactTable::set_bool(FactId fact, Element e, bool value) {
  touch(fact, e);
  columns_[fact].open.reset(e);
  columns_[fact].must[0].assign(e, value);
}

void FactTable::set_tri(FactId fact, Element e, Tri value) {
  if (value == Tri::unknown) return set_unknown(fact, e);
  set_bool(fact, e, value == Tri::yes);
}

void FactTable::set_level(FactId fact, Element e, int32_t low, int32_t high) {
  touch(fact, e);
  columns_[fact].open.assign(e, low != high);
  columns_[fact].level[e] = packed(low, high);
}

void FactTable::set_integer(FactId fact, Element e, int32_t low, int32_t high) {
  touch(fact, e);
  columns_[fact].open.assign(e, low != high);
  columns_[fact].low[e] = low;
  columns_[fact].high[e] = high;
}

void FactTable::set_text(FactId fact, Element e, bool given) {
  touch(fact, e);
  columns_[fact].open.assign(e, !given);
}

void FactTable::set_words(FactId fact, Element e, const std::vector<uint32_t>& values) {
  touch(fact, e);
  Column& c = columns_[fact];
  c.open.reset(e);
  c.partial.reset(e);
  for (BitColumn& bits : c.must) bits.reset(e);
  const Fact& f = vocabulary_->facts[fact];
  for (const uint32_t value : values) {
    c.must[value].set(e);
    if (f.def.words_from == "kind") {
      for (const uint32_t above : vocabulary_->kinds.up(value)) c.must[above].set(e);
    }
  }
}

void FactTable::set_words(FactId fact, Element e, const std::vector<uint32_t>& must,
                          const std::vector<uint32_t>& may) {
  set_words(fact, e, must);
  Column& c = columns_[fact];
  if (c.may.empty()) c.may.resize(c.must.size());
  bool more = false;
  for (const uint32_t value : may) {
    c.may[value].set(e);
    more = more || !c.must[value].test(e);
  }
  if (!more) return;
  c.partial.set(e);
  c.open.set(e);
}

bool FactTable::known(FactId fact, Element e) const {
  return columns_[fact].applies.test(e) && !columns_[fact].open.test(e);
}

Tri FactTable::is(FactId fact, Element e, uint32_t value) const {
  const Column& c = columns_[fact];
  if (!c.applies.test(e)) return Tri::no;
  const FactType type = vocabulary_->facts[fact].def.type;
  if (type == FactType::boolean) {
    if (c.open.test(e)) return Tri::unknown;
    return tri(c.must[0].test(e) == (value != 0));
  }
  if (type == FactType::level || type == FactType::integer) {
    const auto wanted = static_cast<int32_t>(value);
    if (wanted < low(fact, e) || wanted > high(fact, e)) return Tri::no;
    return low(fact, e) == high(fact, e) ? Tri::yes : Tri::unknown;
  }
  if (type == FactType::text) return Tri::unknown;
  if (c.must[value].test(e)) return Tri::yes;
  if (c.partial.test(e)) return c.may[value].test(e) ? Tri::unknown : Tri::no;
  return c.open.test(e) ? Tri::unknown : Tri::no;
}

int32_t FactTable::low(FactId fact, Element e) const {
  const Column& c = columns_[fact];
  return c.level.empty() ? c.low[e] : c.level[e] >> 4;
}

int32_t FactTable::high(FactId fact, Element e) const {
  const Column& c = columns_[fact];
  return c.level.empty() ? c.high[e] : c.level[e] & 15;
}

Tri FactTable::at_least(FactId fact, Element e, int32_t value) const {
  if (!columns_[fact].applies.test(e)) return Tri::no;
  return bounded(low(fact, e) >= value, high(fact, e) >= value);
}

Tri FactTable::at_most(FactId fact, Element e, int32_t value) const {
  if (!columns_[fact].applies.test(e)) return Tri::no;
  return bounded(high(fact, e) <= value, low(fact, e) <= value);
}

std::string FactTable::words_text(FactId fact, Element e) const {
  const Column& c = columns_[fact];
  const Fact& f = vocabulary_->facts[fact];
  std::string out;
  for (uint32_t v = 0; v < c.must.size(); ++v) {
    if (!c.must[v].test(e)) continue;
    // Of a tree only the narrowest words are shown; the wider ones follow.
    bool narrowest = true;
    if (f.def.words_from == "kind") {
      for (uint32_t w = 0; w < c.must.size() && narrowest; ++w) {
        narrowest = w == v || !c.must[w].test(e) || !vocabulary_->kinds.is_a(w, v);
      }
    }
    if (!narrowest) continue;
    if (!out.empty()) out += ", ";
    out += f.values[v];
  }
  if (!c.open.test(e)) return out.empty() ? "none" : out;
  return out.empty() ? "unknown" : out + " and perhaps more";
}

std::string FactTable::text(FactId fact, Element e) const {
  const Column& c = columns_[fact];
  const Fact& f = vocabulary_->facts[fact];
  if (!c.applies.test(e)) return "does not apply";
  switch (f.def.type) {
    case FactType::boolean:
      if (c.open.test(e)) return "unknown";
      return c.must[0].test(e) ? "true" : "false";
    case FactType::level: {
      const int32_t lo = low(fact, e), hi = high(fact, e), top = static_cast<int32_t>(f.values.size()) - 1;
      if (lo == hi) return f.values[static_cast<size_t>(lo)];
      if (lo == 0 && hi == top) return "unknown";
      if (lo == 0) return "at most " + f.values[static_cast<size_t>(hi)];
      if (hi == top) return "at least " + f.values[static_cast<size_t>(lo)];
      return fmt::format("{} to {}", f.values[static_cast<size_t>(lo)], f.values[static_cast<size_t>(hi)]);
    }
    case FactType::integer:
      if (c.open.test(e)) return "unknown";
      return low(fact, e) == INT32_MAX ? "none" : std::to_string(low(fact, e));
    case FactType::text: return c.open.test(e) ? "unknown" : "given";
    case FactType::word:
    case FactType::words: break;
  }
  return words_text(fact, e);
}

}  // namespace merlon
