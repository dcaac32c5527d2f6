// What an importer reads: somebody's YAML or JSON as one tree whose values know their place.
//
//   SourceTree tree;
//   if (!read_source(path, SourceFormat::yaml, tree, diagnostics, sources)) return;
//   for (const SourceValue risk : tree.root()["risks"]) use(risk["id"].text());
//
// Every accessor is total: what is absent, or of another type, is an empty value.  The text is
// hostile until read: bytes, depth and number of values are limited, and no exception of a parser
// leaves this file's .cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/span.hpp"

namespace merlon {

enum class SourceFormat : uint8_t { yaml, json };

/// What a source may be at most; more is E0502.
struct SourceLimits {
  uint64_t bytes = 16u << 20;
  uint32_t depth = 100;
  uint32_t marks = 1u << 19;   ///< brackets, commas, anchors and tags, in text too: see the .cpp
  uint32_t values = 1u << 17;  ///< aliases written out; the largest source known has some 7000
};

struct SourceNode {
  enum class Type : uint8_t { null, text, list, map } type = Type::null;
  std::string text;  ///< text, and numbers and booleans as they were written
  uint32_t line = 0, col = 0;
  std::vector<std::pair<std::string, uint32_t>>
      children;  ///< key (empty in lists) and index of the node
};

class SourceTree;

/// A place in a tree; valid as long as the tree.  The empty value stands for what is not there.
class SourceValue {
 public:
  SourceValue() = default;
  SourceValue(const SourceTree& tree, uint32_t index) : tree_(&tree), index_(index) {}

  explicit operator bool() const { return tree_ != nullptr; }
  bool is_text() const { return is(SourceNode::Type::text); }
  bool is_list() const { return is(SourceNode::Type::list); }
  bool is_map() const { return is(SourceNode::Type::map); }
  /// The text without white space around it; empty when this is no text.
  std::string_view text() const;
  /// The value under `key` of a map.
  SourceValue operator[](std::string_view key) const;
  /// Items of a list, values of a map.
  size_t size() const;
  SourceValue at(size_t i) const;
  std::string_view key(size_t i) const;
  Span span() const;

  class Iterator {
   public:
    Iterator(const SourceValue& of, size_t i) : of_(&of), i_(i) {}
    SourceValue operator*() const { return of_->at(i_); }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return i_ != other.i_; }

   private:
    const SourceValue* of_;
    size_t i_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  bool is(SourceNode::Type type) const { return tree_ != nullptr && node().type == type; }
  const SourceNode& node() const;

  const SourceTree* tree_ = nullptr;
  uint32_t index_ = 0;
};

/// Node 0 is the root; a YAML alias is a second way to the node of its anchor.  No value holds
/// itself.
class SourceTree {
 public:
  SourceValue root() const { return nodes_.empty() ? SourceValue() : SourceValue(*this, 0); }
  uint32_t file = 0;

 private:
  friend class SourceValue;
  friend class SourceTreeBuilder;
  std::vector<SourceNode> nodes_;
};

/// Parses `sources[file]`; false when there is an error (E0502, E0503), which is then in
/// `diagnostics`.
bool parse_source(const Sources& sources, uint32_t file, SourceFormat format, SourceTree& tree,
                  Diagnostics& diagnostics, const SourceLimits& limits = {});

/// False, and E0503, when the last line has no end: what was cut off at a value is often still
/// well-formed.
bool ends_whole(const Sources& sources, uint32_t file, Diagnostics& diagnostics);

/// Reads the file, adds it to `sources` and parses it; also E0501.
bool read_source(const std::string& path, SourceFormat format, SourceTree& tree,
                 Diagnostics& diagnostics, Sources& sources, const SourceLimits& limits = {});

}  // namespace merlon
