// A description, or the decisions beside it, changed as text: elements and keys are named, bytes are replaced.  Comments,
// order and form of all else stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "syntax/edit/table_edit.hpp"
#include "syntax/edit/text_edit.hpp"
#include "syntax/line_index.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {

/// Each call makes one change, and what follows works on the changed text.
/// Shape:  an element is named by its id; the pipeline is `pipeline`; a flow without id is `from..to` (9-semantics S3).
///         Values have no places (toml_write.hpp).  A call returns the edits of the text as it was before it.
/// Errors: nothing has changed then.  E0701 nothing has this name, E0702 it is written in a form that can't be changed
///         there, E0703 the key holds no list or not this item, or what the reader says of the changed text.
/// Cost:   a change reads the whole text again.
class PipelineEditor {
 public:
  using Done = tl::expected<TextEdits, Diagnostic>;

  /// Nothing when `sources[file]` is not TOML.  Each change adds the changed text to `sources`, under the same name.
  static std::optional<PipelineEditor> open(Sources& sources, uint32_t file, const TomlLimits& limits, Diagnostics& diagnostics);

  /// The number of the text as it is now.
  uint32_t file() const { return file_; }
  const std::string& text() const { return (*sources_)[file_].text; }

  /// The value of a key is replaced; a new key comes behind the last one of the element's own table.
  Done set(std::string_view element, std::string_view key, const TomlValue& value);
  /// Behind the last item of a list (`controls`, `reads`, ...), which is begun where there is none.
  Done add_to_list(std::string_view element, std::string_view key, const TomlValue& item);
  /// Every item that is `name`, or a table whose `id` it is.  A list that becomes empty stays and says that there is none.
  Done remove_from_list(std::string_view element, std::string_view key, std::string_view name);

  /// The element's table with all that belongs to it and the comment lines right above it.  What names the element
  /// stays and will not be understood.
  Done remove_element(std::string_view element);
  /// A flow, written or implied: its table goes, and the items of `reads`, `uses`, `writes` and `serves` that imply it.
  Done remove_flow(std::string_view flow);

  /// A table at the end of the text: `[[kind]]`; where the list `kind` is written in brackets, its last item.
  Done append(std::string_view kind, const TomlValue& table);
  /// `[assume.element.ID]`: the key is set there, or the table begun at the end of the text.
  Done assume(std::string_view element, std::string_view key, const TomlValue& value);

  /// The `number`-th `[[decision]]` of the text, from 0.
  Done set_in_decision(size_t number, std::string_view key, const TomlValue& value);
  /// Nothing happens where there is no such key.
  Done remove_from_decision(size_t number, std::string_view key);

 private:
  /// A table of the tree.  `depth`: keys on the way from the root.  Of a list: the list's entry and the item's number.
  struct Found {
    const TomlValue* table = nullptr;
    size_t depth = 0;
    const TomlEntry* list = nullptr;
    size_t item = 0;
    std::string name;  ///< for messages
  };
  using Located = tl::expected<Found, Diagnostic>;

  PipelineEditor(Sources& sources, const TomlLimits& limits) : sources_(&sources), limits_(limits) {}
  std::optional<Diagnostic> take(uint32_t file);
  Done finish(TextEdits edits);

  Located find(std::string_view element) const;
  Located decision(size_t number) const;
  std::vector<std::string> names() const;
  Diagnostic no_such(std::string_view element) const;
  Diagnostic wrong_form(const Span& span, std::string_view what) const;

  KeyPlace place_of(const TomlEntry& entry) const;
  TablePlace place_of(const TomlValue& table, size_t depth) const;
  const TomlEntry* entry_of(const TomlValue& table, std::string_view key) const;
  /// The list as brackets; null where its items are tables with headers.
  const LaidValue* brackets(const TomlEntry& list) const;
  const LaidTable& last_block(const TomlValue& table, size_t depth) const;
  void remove_blocks(const TomlValue& table, size_t depth, TextEdits& edits) const;
  void remove_items(const TomlEntry& list, size_t depth, std::string_view name, TextEdits& edits) const;
  void remove_found(const Found& found, TextEdits& edits) const;

  Done set_in(const Found& found, std::string_view key, const TomlValue& value);

  Sources* sources_;
  TomlLimits limits_;
  uint32_t file_ = 0;
  TomlValue root_;
  TomlLayout layout_;
  std::optional<LineIndex> lines_;
};

}  // namespace merlon
