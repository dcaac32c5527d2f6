#include "syntax/edit/pipeline_editor.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "syntax/edit/list_edit.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 5> kLists = {"boundary", "actor", "asset", "stage", "flow"};

std::string text_of(const TomlValue& table, std::string_view key) {
  const TomlValue* value = table.find(key);
  return value != nullptr && value->is(TomlType::string) ? value->text : std::string();
}

std::string ends_of(const TomlValue& flow) { return text_of(flow, "from") + ".." + text_of(flow, "to"); }

// A flow without id is called after its ends.
std::string name_of(std::string_view kind, const TomlValue& table) {
  std::string id = text_of(table, "id");
  return id.empty() && kind == "flow" ? ends_of(table) : id;
}

bool is_named(const TomlValue& item, std::string_view name) {
  return item.is(TomlType::string) ? item.text == name : item.is(TomlType::table) && text_of(item, "id") == name;
}

std::vector<std::string> pairs_of(const TomlValue& table) {
  std::vector<std::string> lines;
  for (const TomlEntry& e : table.entries) lines.push_back(fmt::format("{} = {}", toml_key(e.key), toml_text(e.value)));
  return lines;
}

// The lists of a stage that imply a flow from it or to it, and the name of an item's flow.
struct Implying {
  std::string_view key;
  bool out;
};
constexpr std::array<Implying, 4> kImplying = {{{"reads", false}, {"uses", false}, {"writes", true}, {"serves", false}}};

}  // namespace

std::optional<PipelineEditor> PipelineEditor::open(Sources& sources, uint32_t file, const TomlLimits& limits,
                                                   Diagnostics& diagnostics) {
  PipelineEditor editor(sources, limits);
  auto wrong = editor.take(file);
  if (!wrong) return editor;
  diagnostics.add(std::move(*wrong));
  return std::nullopt;
}

// Everything is as before when the text is not TOML.
std::optional<Diagnostic> PipelineEditor::take(uint32_t file) {
  Diagnostics diagnostics;
  auto root = parse_toml(*sources_, file, limits_, diagnostics);
  if (!root) return diagnostics.all().front();
  file_ = file;
  root_ = std::move(*root);
  layout_ = lay_out(text());
  lines_.emplace(text(), file);
  return std::nullopt;
}

PipelineEditor::Done PipelineEditor::finish(TextEdits edits) {
  edits = in_order(std::move(edits));
  const std::string name = (*sources_)[file_].name;
  if (auto wrong = take(sources_->add(name, edited(text(), edits)))) return tl::unexpected(std::move(*wrong));
  return edits;
}

// ---- names

PipelineEditor::Located PipelineEditor::find(std::string_view element) const {
  if (const TomlValue* pipeline = root_.find("pipeline"); element == "pipeline" && pipeline != nullptr) {
    return Found{pipeline, 1, nullptr, 0, "the pipeline"};
  }
  for (const TomlEntry& list : root_.entries) {
    if (std::find(kLists.begin(), kLists.end(), list.key) == kLists.end()) continue;
    for (size_t i = 0; i < list.value.items.size(); ++i) {
      const TomlValue& item = list.value.items[i];
      if (name_of(list.key, item) == element) return Found{&item, 1, &list, i, fmt::format("{} `{}`", list.key, element)};
    }
  }
  return tl::unexpected(no_such(element));
}

PipelineEditor::Located PipelineEditor::decision(size_t number) const {
  const TomlEntry* list = entry_of(root_, "decision");
  if (list == nullptr || number >= list->value.items.size()) {
    return tl::unexpected(Diagnostic{Severity::error, "E0701", "there is no such decision", {file_, 0, 0, 1}, "", ""});
  }
  return Found{&list->value.items[number], 1, list, number, "a decision"};
}

std::vector<std::string> PipelineEditor::names() const {
  std::vector<std::string> out = {"pipeline"};
  for (const TomlEntry& list : root_.entries) {
    if (std::find(kLists.begin(), kLists.end(), list.key) == kLists.end()) continue;
    for (const TomlValue& item : list.value.items) out.push_back(name_of(list.key, item));
  }
  return out;
}

Diagnostic PipelineEditor::no_such(std::string_view element) const {
  const std::vector<std::string> candidates = names();
  const std::string_view near = nearest(element, candidates);
  return {Severity::error, "E0701", fmt::format("nothing is called `{}`", element), {file_, 0, 0, 1}, "",
          near.empty() ? "elements are named by their ids, a flow without id `from..to`"
                       : fmt::format("something with a similar name exists: `{}`", near)};
}

Diagnostic PipelineEditor::wrong_form(const Span& span, std::string_view what) const {
  return {Severity::error, "E0702", fmt::format("{} is written in a form that can't be changed from here", what), span, "",
          "change it by hand"};
}

// ---- places

const TomlEntry* PipelineEditor::entry_of(const TomlValue& table, std::string_view key) const {
  const auto it = std::find_if(table.entries.begin(), table.entries.end(), [&](const TomlEntry& e) { return e.key == key; });
  return it == table.entries.end() ? nullptr : &*it;
}

KeyPlace PipelineEditor::place_of(const TomlEntry& entry) const { return key_at(layout_, lines_->offset(entry.key_span)); }

TablePlace PipelineEditor::place_of(const TomlValue& table, size_t depth) const {
  TablePlace place;
  const size_t at = lines_->offset(table.span);
  place.header = header_at(layout_, at, depth);
  if (place.header == nullptr) place.braces = braces_at(layout_, at);
  if (place.header != nullptr || place.braces != nullptr) return place;
  for (const TomlEntry& entry : table.entries) {
    const KeyPlace key = place_of(entry);
    if (key.pair == nullptr || key.part == 0) continue;
    place.dotted = key;
    --place.dotted.part;
  }
  return place;
}

const LaidValue* PipelineEditor::brackets(const TomlEntry& list) const {
  const KeyPlace place = place_of(list);
  return place.pair != nullptr && place.is_last() && place.pair->value.form == LaidValue::Form::list ? &place.pair->value : nullptr;
}

// Of the table itself and of all tables inside it that have headers, the last one.
const LaidTable& PipelineEditor::last_block(const TomlValue& table, size_t depth) const {
  const LaidTable* last = header_at(layout_, lines_->offset(table.span), depth);
  if (last == nullptr) last = &layout_.front();
  for (const TomlEntry& entry : table.entries) {
    if (entry.value.is(TomlType::table)) last = std::max(last, &last_block(entry.value, depth + 1));
    for (const TomlValue& item : entry.value.items) {
      if (item.is(TomlType::table)) last = std::max(last, &last_block(item, depth + 1));
    }
  }
  return *last;
}

void PipelineEditor::remove_blocks(const TomlValue& table, size_t depth, TextEdits& edits) const {
  if (const LaidTable* header = header_at(layout_, lines_->offset(table.span), depth)) {
    for (TextEdit& edit : remove_block(text(), layout_, *header)) edits.push_back(std::move(edit));
  }
  for (const TomlEntry& entry : table.entries) {
    if (entry.value.is(TomlType::table)) remove_blocks(entry.value, depth + 1, edits);
    for (const TomlValue& item : entry.value.items) {
      if (item.is(TomlType::table)) remove_blocks(item, depth + 1, edits);
    }
  }
}

// ---- changes

PipelineEditor::Done PipelineEditor::set_in(const Found& found, std::string_view key, const TomlValue& value) {
  if (const TomlEntry* entry = entry_of(*found.table, key)) {
    const KeyPlace place = place_of(*entry);
    if (place.pair == nullptr || !place.is_last()) {
      return tl::unexpected(wrong_form(entry->key_span, fmt::format("`{}` of {}", key, found.name)));
    }
    return finish({{place.pair->value.begin, place.pair->value.end, toml_text(value)}});
  }
  const TablePlace place = place_of(*found.table, found.depth);
  if (!place) return tl::unexpected(wrong_form(found.table->span, found.name));
  return finish(add_pair(text(), place, toml_key(key), toml_text(value)));
}

PipelineEditor::Done PipelineEditor::set(std::string_view element, std::string_view key, const TomlValue& value) {
  const Located found = find(element);
  if (!found) return tl::unexpected(found.error());
  return set_in(*found, key, value);
}

PipelineEditor::Done PipelineEditor::add_to_list(std::string_view element, std::string_view key, const TomlValue& item) {
  const Located found = find(element);
  if (!found) return tl::unexpected(found.error());
  const TomlEntry* entry = entry_of(*found->table, key);
  if (entry == nullptr) return set_in(*found, key, toml_list({item}));
  if (!entry->value.is(TomlType::array)) {
    return tl::unexpected(Diagnostic{Severity::error, "E0703", fmt::format("`{}` of {} is {}, not a list", key, found->name, name_of(entry->value.type)),
                                     entry->value.span, "", fmt::format("write `{} = [...]`", key)});
  }
  if (const LaidValue* list = brackets(*entry)) return finish(append_item(text(), *list, toml_text(item)));
  if (!item.is(TomlType::table)) {
    return tl::unexpected(Diagnostic{Severity::error, "E0703", fmt::format("`{}` of {} lists tables", key, found->name), entry->key_span, "",
                                     fmt::format("only a table can be added: `[[...{}]]`", key)});
  }
  const LaidTable& last = last_block(entry->value.items.back(), found->depth + 1);
  const LaidTable* header = header_at(layout_, lines_->offset(entry->value.items.back().span), found->depth + 1);
  if (header == nullptr) return tl::unexpected(wrong_form(entry->key_span, fmt::format("`{}` of {}", key, found->name)));
  return finish(insert_block(text(), last, std::string_view(text()).substr(header->begin, header->end - header->begin), pairs_of(item)));
}

void PipelineEditor::remove_items(const TomlEntry& list, size_t depth, std::string_view name, TextEdits& edits) const {
  const LaidValue* laid = brackets(list);
  for (size_t i = 0; i < list.value.items.size(); ++i) {
    if (!is_named(list.value.items[i], name)) continue;
    if (laid == nullptr) {
      remove_blocks(list.value.items[i], depth, edits);
    } else {
      for (TextEdit& edit : remove_item(text(), *laid, i)) edits.push_back(std::move(edit));
    }
  }
}

PipelineEditor::Done PipelineEditor::remove_from_list(std::string_view element, std::string_view key, std::string_view name) {
  const Located found = find(element);
  if (!found) return tl::unexpected(found.error());
  TextEdits edits;
  const TomlEntry* entry = entry_of(*found->table, key);
  if (entry != nullptr) remove_items(*entry, found->depth + 1, name, edits);
  if (!edits.empty()) return finish(without_blank_end(text(), in_order(std::move(edits))));
  return tl::unexpected(Diagnostic{Severity::error, "E0703", fmt::format("`{}` of {} does not list `{}`", key, found->name, name),
                                   entry == nullptr ? found->table->span : entry->key_span, "", "nothing was taken out"});
}

void PipelineEditor::remove_found(const Found& found, TextEdits& edits) const {
  if (found.list == nullptr) return;
  if (const LaidValue* list = brackets(*found.list)) {
    for (TextEdit& edit : remove_item(text(), *list, found.item)) edits.push_back(std::move(edit));
  } else {
    remove_blocks(*found.table, found.depth, edits);
  }
}

PipelineEditor::Done PipelineEditor::remove_element(std::string_view element) {
  const Located found = find(element);
  if (!found) return tl::unexpected(found.error());
  TextEdits edits;
  remove_found(*found, edits);
  if (edits.empty()) return tl::unexpected(wrong_form(found->table->span, found->name));
  return finish(without_blank_end(text(), in_order(std::move(edits))));
}

// The first flow that is written between two ends is the implied one, and takes its name (9-semantics S3).
PipelineEditor::Done PipelineEditor::remove_flow(std::string_view flow) {
  TextEdits edits;
  std::string ends(flow);
  bool implied = true;
  if (const TomlEntry* written = entry_of(root_, "flow")) {
    const auto& items = written->value.items;
    const auto it = std::find_if(items.begin(), items.end(), [&](const TomlValue& f) { return name_of("flow", f) == flow; });
    const auto first = std::find_if(items.begin(), items.end(),
                                    [&](const TomlValue& f) { return ends_of(f) == (it == items.end() ? ends : ends_of(*it)); });
    if (it != items.end()) {
      ends = ends_of(*it);
      remove_found({&*it, 1, written, static_cast<size_t>(it - items.begin()), ""}, edits);
    }
    implied = first == it;
  }
  const TomlEntry* stages = entry_of(root_, "stage");
  const size_t dots = ends.find("..");
  if (implied && stages != nullptr && dots != std::string::npos) {
    const std::string from = ends.substr(0, dots), to = ends.substr(dots + 2);
    for (const TomlValue& stage : stages->value.items) {
      for (const Implying& list : kImplying) {
        const TomlEntry* entry = entry_of(stage, list.key);
        if (entry == nullptr || text_of(stage, "id") != (list.out ? from : to)) continue;
        remove_items(*entry, 2, list.out ? to : from, edits);
      }
    }
  }
  if (edits.empty()) return tl::unexpected(no_such(flow));
  return finish(without_blank_end(text(), in_order(std::move(edits))));
}

PipelineEditor::Done PipelineEditor::append(std::string_view kind, const TomlValue& table) {
  const TomlEntry* list = entry_of(root_, kind);
  if (list != nullptr) {
    if (const LaidValue* laid = brackets(*list)) return finish(append_item(text(), *laid, toml_text(table)));
  }
  return finish(append_block(text(), fmt::format("[[{}]]", kind), pairs_of(table)));
}

// The deepest table on the way that is written between braces or by dotted keys can't be gone on with by a header.
PipelineEditor::Done PipelineEditor::assume(std::string_view element, std::string_view key, const TomlValue& value) {
  const std::array<std::string_view, 3> way = {"assume", "element", element};
  const TomlValue* table = &root_;
  size_t depth = 0;
  while (depth < way.size()) {
    const TomlValue* next = table->find(way[depth]);
    if (next == nullptr) break;
    table = next;
    ++depth;
  }
  const std::string name = fmt::format("[assume.element.{}]", toml_key(element));
  if (!table->is(TomlType::table)) return tl::unexpected(wrong_form(table->span, fmt::format("`{}`", name)));
  if (depth == way.size()) return set_in({table, depth, nullptr, 0, fmt::format("`{}`", name)}, key, value);
  const TablePlace place = depth == 0 ? TablePlace{} : place_of(*table, depth);
  if (place.braces == nullptr && place.dotted.pair == nullptr) {
    return finish(append_block(text(), name, {fmt::format("{} = {}", toml_key(key), toml_text(value))}));
  }
  std::string dotted;
  for (; depth < way.size(); ++depth) dotted += toml_key(way[depth]) + ".";
  return finish(add_pair(text(), place, dotted + toml_key(key), toml_text(value)));
}

PipelineEditor::Done PipelineEditor::set_in_decision(size_t number, std::string_view key, const TomlValue& value) {
  const Located found = decision(number);
  if (!found) return tl::unexpected(found.error());
  return set_in(*found, key, value);
}

PipelineEditor::Done PipelineEditor::remove_from_decision(size_t number, std::string_view key) {
  const Located found = decision(number);
  if (!found) return tl::unexpected(found.error());
  const TomlEntry* entry = entry_of(*found->table, key);
  if (entry == nullptr) return TextEdits{};
  const KeyPlace place = place_of(*entry);
  if (place.pair == nullptr || !place.is_last()) return tl::unexpected(wrong_form(entry->key_span, fmt::format("`{}` of a decision", key)));
  return finish(remove_pair(text(), place));
}

}  // namespace merlon
