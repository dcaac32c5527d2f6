// A pipeline description that can be changed: what the laws generate, complete, thin out and shrink.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/pack.hpp"
#include "syntax/pipeline_doc.hpp"

namespace laws {

using merlon::ElementKind;

/// One key of an element.  `items` are TOML values as written, or ids without quotes when `refs`.
struct Entry {
  std::string key;
  bool list = false, refs = false;
  std::vector<std::string> items;
};

struct Node {
  ElementKind kind = ElementKind::stage;
  std::string id;  ///< empty for a flow without one
  std::vector<Entry> entries;

  const Entry* find(std::string_view key) const;
  Entry* find(std::string_view key);
  void set(Entry entry);
  void drop(std::string_view key);
};

struct Assumption {
  std::string element, key, value;
};

struct Sketch {
  std::vector<Node> nodes;  ///< the pipeline among them
  std::vector<Assumption> assumptions;

  const Node* find(std::string_view id) const;
  Node* find(std::string_view id);
  std::string text() const;
  /// Takes out references to what does not exist.
  void prune();
};

bool is_ref_key(std::string_view key);
std::string quoted(std::string_view text);
Sketch sketch_of(const merlon::PipelineDoc& doc);

/// One step from a pipeline to another.
struct Change {
  enum class Kind { set, drop, assume, writer, carried, control } kind = Kind::set;
  std::string node;  ///< the element that is changed
  Entry entry;       ///< what is set, or the key that is dropped
  std::vector<Node> added;

  std::string text() const;
};

/// Nothing when the change makes no sense here.
std::optional<Sketch> apply(const Sketch& sketch, const Change& change);

/// An id that names the element of a node: flows are called after their ends.
std::string name_of(const Node& node);

}  // namespace laws
