#include "syntax/edit/toml_layout.hpp"

#include <algorithm>

#include "syntax/toml_tokens.hpp"

namespace merlon {
namespace {

/// Reads a text that is known to be TOML; the prescan bounds how deep it goes.
class Reader {
 public:
  explicit Reader(std::string_view text) : tokens_(text) { next(); }

  TomlLayout layout() {
    TomlLayout out(1);
    while (token_.kind != TokenKind::end) {
      if (is_gap()) {
        next();
      } else if (token_.is('[')) {
        out.push_back(header());
      } else {
        out.back().pairs.push_back(pair());
      }
    }
    return out;
  }

 private:
  void next() { token_ = tokens_.next(); }
  bool is_gap() const { return token_.kind == TokenKind::newline || token_.kind == TokenKind::comment; }
  bool ends_scalar() const {
    return is_gap() || token_.kind == TokenKind::end || (token_.kind == TokenKind::sign && !token_.is('.'));
  }

  LaidTable header() {
    LaidTable table;
    table.begin = token_.begin;
    next();
    if (token_.is('[')) next();
    table.key = key();
    while (token_.is(']')) {
      table.end = token_.end;
      next();
    }
    return table;
  }

  std::vector<Extent> key() {
    std::vector<Extent> parts;
    for (; token_.kind == TokenKind::string || token_.kind == TokenKind::word || token_.is('.'); next()) {
      if (!token_.is('.')) parts.push_back({token_.begin, token_.end});
    }
    return parts;
  }

  LaidPair pair() {
    LaidPair pair;
    pair.key = key();
    next();  // the `=`
    pair.value = value();
    return pair;
  }

  LaidValue value() {
    if (token_.is('[')) return list();
    if (token_.is('{')) return braces();
    LaidValue value;
    value.begin = token_.begin;
    for (; !ends_scalar(); next()) value.end = token_.end;
    return value;
  }

  LaidValue list() {
    LaidValue value;
    value.form = LaidValue::Form::list;
    value.begin = token_.begin;
    for (next(); !token_.is(']');) {
      if (is_gap()) {
        next();
      } else if (token_.is(',')) {
        value.items.back().comma = token_.begin;
        next();
      } else {
        value.items.push_back(this->value());
      }
    }
    value.end = token_.end;
    next();
    return value;
  }

  LaidValue braces() {
    LaidValue value;
    value.form = LaidValue::Form::braces;
    value.begin = token_.begin;
    for (next(); !token_.is('}');) {
      if (is_gap()) {
        next();
      } else if (token_.is(',')) {
        value.pairs.back().value.comma = token_.begin;
        next();
      } else {
        value.pairs.push_back(pair());
      }
    }
    value.end = token_.end;
    next();
    return value;
  }

  TokenReader tokens_;
  Token token_;
};

const LaidTable& table_around(const TomlLayout& layout, size_t at) {
  const auto after = std::partition_point(layout.begin() + 1, layout.end(), [&](const LaidTable& t) { return t.begin <= at; });
  return *std::prev(after);
}

const LaidPair* pair_of(const std::vector<LaidPair>& pairs, size_t at) {
  const auto after = std::partition_point(pairs.begin(), pairs.end(), [&](const LaidPair& p) { return p.begin() <= at; });
  return after == pairs.begin() || std::prev(after)->end() <= at ? nullptr : &*std::prev(after);
}

// The braces right below `value` that cover `at`; `value` itself where it is one.
const LaidValue* braces_of(const LaidValue& value, size_t at) {
  if (!value.covers(at)) return nullptr;
  if (value.form == LaidValue::Form::braces) return &value;
  for (const LaidValue& item : value.items) {
    if (item.covers(at)) return braces_of(item, at);
  }
  return nullptr;
}

}  // namespace

TomlLayout lay_out(std::string_view text) { return Reader(text).layout(); }

KeyPlace key_at(const TomlLayout& layout, size_t at) {
  KeyPlace place{&table_around(layout, at), nullptr, nullptr, 0};
  const std::vector<LaidPair>* pairs = &place.table->pairs;
  while (const LaidPair* pair = pair_of(*pairs, at)) {
    for (size_t part = 0; part < pair->key.size(); ++part) {
      if (!pair->key[part].covers(at)) continue;
      place.pair = pair;
      place.part = part;
      return place;
    }
    place.braces = braces_of(pair->value, at);
    if (place.braces == nullptr) break;
    pairs = &place.braces->pairs;
  }
  return place;
}

const LaidPair* pair_around(const TomlLayout& layout, size_t at) {
  return pair_of(table_around(layout, at).pairs, at);
}

const LaidValue* braces_at(const TomlLayout& layout, size_t at) {
  const std::vector<LaidPair>* pairs = &table_around(layout, at).pairs;
  while (const LaidPair* pair = pair_of(*pairs, at)) {
    const LaidValue* braces = braces_of(pair->value, at);
    if (braces == nullptr || braces->begin == at) return braces;
    pairs = &braces->pairs;
  }
  return nullptr;
}

const LaidTable* header_at(const TomlLayout& layout, size_t at, size_t depth) {
  const LaidTable& table = table_around(layout, at);
  return &table != &layout.front() && table.begin == at && table.key.size() == depth ? &table : nullptr;
}

}  // namespace merlon
