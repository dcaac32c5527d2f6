#include "syntax/pipeline_doc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 10> kTopKeys = {
    "format", "pipeline", "boundary", "actor", "asset", "stage", "flow", "decision", "assume", "losses"};

constexpr std::array<std::string_view, 6> kListKeys = {"boundary", "actor", "asset",
                                                       "stage",    "flow",  "decision"};

/// Reads the frame of one description; keys are moved out of the tree, not copied.
class Reader {
 public:
  Reader(const Sources& sources, uint32_t file, const TomlLimits& limits, Diagnostics& diagnostics)
      : sources_(sources), limits_(limits), diagnostics_(diagnostics) {
    doc_.file = file;
    whole_.file = file;
  }

  PipelineDoc read(TomlValue& root);

 private:
  void read_entry(TomlEntry& entry);
  void unknown_key(const TomlEntry& entry);
  void read_format(const TomlEntry& entry);
  void read_pipeline_table(TomlEntry& entry);
  void read_list(TomlEntry& entry, std::vector<DocElement>& list, bool needs_id);
  void read_decisions(TomlEntry& entry);
  void split_id(TomlValue& table, std::string_view what, bool needs_id, DocElement& element);
  void check_stray_lists(const TomlValue& table, std::string_view what);
  bool check_reserved(const DocId& id);
  void check_required();
  void check_duplicates();
  void check_count();

  const Sources& sources_;
  const TomlLimits& limits_;
  Diagnostics& diagnostics_;
  Span whole_;
  PipelineDoc doc_;
  bool has_format_ = false, has_pipeline_ = false, has_stages_ = false;
};

PipelineDoc Reader::read(TomlValue& root) {
  for (TomlEntry& entry : root.entries) read_entry(entry);
  check_required();
  check_duplicates();
  check_count();
  return std::move(doc_);
}

void Reader::read_entry(TomlEntry& entry) {
  const std::string_view key = entry.key;
  if (key == "format") return read_format(entry);
  if (key == "pipeline") return read_pipeline_table(entry);
  if (key == "boundary") return read_list(entry, doc_.boundaries, true);
  if (key == "actor") return read_list(entry, doc_.actors, true);
  if (key == "asset") return read_list(entry, doc_.assets, true);
  if (key == "stage") return read_list(entry, doc_.stages, true);
  if (key == "flow") return read_list(entry, doc_.flows, false);
  if (key == "decision") return read_decisions(entry);
  if (key == "assume") return read_assumptions(entry, doc_.assumptions, diagnostics_);
  if (key == "losses") {
    doc_.losses = read_losses(entry, diagnostics_);
    return;
  }
  if (is_extension_key(key)) return;
  unknown_key(entry);
}

void Reader::unknown_key(const TomlEntry& entry) {
  if (entry.key == "include") {
    diagnostics_.add("E0205", entry.key_span, "`include` is not supported yet", "not read",
                     "write the elements of the included file into this one");
    return;
  }
  const std::string_view near = nearest(entry.key, kTopKeys);
  diagnostics_.add("E0204", entry.key_span, fmt::format("unknown key `{}`", entry.key),
                   "not a part of a description",
                   near.empty()
                       ? fmt::format("keys are {}; your own begin with `x-`", listed(kTopKeys))
                       : fmt::format("a key with a similar name exists: `{}`", near));
}

void Reader::read_format(const TomlEntry& entry) {
  has_format_ = true;
  const TomlValue& value = entry.value;
  if (value.is(TomlType::integer) && value.integer == 1) return;
  if (value.is(TomlType::integer)) {
    diagnostics_.add("E0201", value.span, fmt::format("format {} is not supported", value.integer),
                     "expected 1", "this version of merlon reads format 1 only");
    return;
  }
  diagnostics_.add("E0201", value.span,
                   fmt::format("`format` is {}, expected the number 1", name_of(value.type)),
                   "not a number", "write `format = 1`");
}

void Reader::read_pipeline_table(TomlEntry& entry) {
  has_pipeline_ = true;
  if (!entry.value.is(TomlType::table)) {
    const bool list = entry.value.is(TomlType::array);
    diagnostics_.add("E0202", entry.value.span,
                     fmt::format("`pipeline` is {}, expected a table", name_of(entry.value.type)),
                     {},
                     list ? "a description is about one pipeline: write `[pipeline]`"
                          : "write `[pipeline]` and its keys below it");
    return;
  }
  split_id(entry.value, "pipeline", true, doc_.pipeline);
}

void Reader::read_list(TomlEntry& entry, std::vector<DocElement>& list, bool needs_id) {
  if (entry.key == "stage")
    has_stages_ = !entry.value.is(TomlType::array) || !entry.value.items.empty();
  if (!check_list_of_tables(entry, diagnostics_)) return;
  list.reserve(entry.value.items.size());
  for (TomlValue& item : entry.value.items) {
    if (!item.is(TomlType::table)) continue;
    split_id(item, entry.key, needs_id, list.emplace_back());
  }
}

// A wrong id is reported and left empty, so that it cannot be wrong a second time.
void Reader::split_id(TomlValue& table, std::string_view what, bool needs_id, DocElement& element) {
  check_stray_lists(table, what);
  element.span = table.span;
  const auto it = std::find_if(table.entries.begin(), table.entries.end(),
                               [](const TomlEntry& e) { return e.key == "id"; });
  if (it == table.entries.end()) {
    if (needs_id) {
      diagnostics_.add("E0207", table.span, fmt::format("{} without an `id`", what),
                       "expected an `id`", "add `id = \"...\"`: the name that others call it by");
    }
    element.entries = std::move(table.entries);
    return;
  }
  element.span = it->value.span;
  const bool good = check_id(it->value, diagnostics_);
  DocId id{good ? it->value.text : std::string(), it->value.span};
  if (good && (what == "pipeline" || check_reserved(id))) element.id = std::move(id);
  table.entries.erase(it);
  element.entries = std::move(table.entries);
}

// `asset = [{ ... }]` below a header: TOML counts it to that table, and the writer meant it for the whole.
void Reader::check_stray_lists(const TomlValue& table, std::string_view what) {
  for (const TomlEntry& entry : table.entries) {
    const bool list = std::find(kListKeys.begin(), kListKeys.end(), entry.key) != kListKeys.end();
    const bool of_tables = entry.value.is(TomlType::array) && !entry.value.items.empty() &&
                           entry.value.items[0].is(TomlType::table);
    if (!list || !of_tables) continue;
    if (entry.key == "stage") has_stages_ = true;
    diagnostics_.add(
        "E0219", entry.key_span, fmt::format("`{}` stands inside of {} `{}`", entry.key,
        what == "pipeline" ? "the table" : "an element of", what),
        "TOML counts what stands below a header to its table",
        fmt::format("move it above the first `[table]`, or write `[[{}]]` for each one", entry.key));
  }
}

bool Reader::check_reserved(const DocId& id) {
  if (id.text != "pipeline" && id.text != "outside") return true;
  diagnostics_.add("E0209", id.span, fmt::format("id `{}` is reserved", id.text),
                   id.text == "outside" ? "the untrusted boundary that always exists"
                                        : "the pipeline as a whole",
                   "choose another id");
  return false;
}

void Reader::read_decisions(TomlEntry& entry) {
  if (!check_list_of_tables(entry, diagnostics_)) return;
  doc_.decisions.reserve(entry.value.items.size());
  for (const TomlValue& item : entry.value.items) {
    if (item.is(TomlType::table)) doc_.decisions.push_back(read_decision(item, diagnostics_));
  }
}

void Reader::check_required() {
  if (!has_format_) {
    diagnostics_.add("E0201", whole_, "`format` is missing", {},
                     "begin the file with `format = 1`");
  }
  if (!has_pipeline_) {
    diagnostics_.add("E0202", whole_, "`[pipeline]` is missing", {},
                     "add `[pipeline]` with an `id`: which pipeline this file describes");
  }
  if (!has_stages_) {
    diagnostics_.add("E0211", whole_, "pipeline has no stage", {},
                     "add a `[[stage]]` for each thing that the pipeline does");
  }
}

// Sorted, not hashed: ids are user input, and the first place must not depend on the order of the
// lists.
void Reader::check_duplicates() {
  std::vector<const DocId*> ids;
  for (const auto* list :
       {&doc_.boundaries, &doc_.actors, &doc_.assets, &doc_.stages, &doc_.flows}) {
    for (const DocElement& element : *list) {
      if (!element.id.text.empty()) ids.push_back(&element.id);
    }
  }
  const auto key = [](const DocId* id) { return std::tie(id->text, id->span.line, id->span.col); };
  std::sort(ids.begin(), ids.end(),
            [&](const DocId* a, const DocId* b) { return key(a) < key(b); });
  const DocId* first = nullptr;
  for (const DocId* id : ids) {
    if (first == nullptr || first->text != id->text) {
      first = id;
      continue;
    }
    diagnostics_.add(
        "E0210", id->span, fmt::format("id `{}` is given to more than one element", id->text),
        fmt::format("first given at {}", place(sources_, first->span)),
        "boundaries, actors, assets, stages and flows share one name space; rename one of them");
  }
}

void Reader::check_count() {
  const size_t count = doc_.boundaries.size() + doc_.actors.size() + doc_.assets.size() +
                       doc_.stages.size() + doc_.flows.size() + doc_.decisions.size();
  if (count <= limits_.elements) return;
  diagnostics_.add("E0217", whole_,
                   fmt::format("description has {} elements, more than the {} that are read", count,
                               limits_.elements),
                   {}, "describe kinds of things, not each one of them");
}

}  // namespace

const TomlEntry* DocElement::find(std::string_view key) const {
  const auto it = std::find_if(entries.begin(), entries.end(),
                               [&](const TomlEntry& e) { return e.key == key; });
  return it == entries.end() ? nullptr : &*it;
}

std::optional<PipelineDoc> read_pipeline(const Sources& sources, uint32_t file,
                                         const TomlLimits& limits, Diagnostics& diagnostics) {
  const size_t before = diagnostics.errors();
  std::optional<TomlValue> root = parse_toml(sources, file, limits, diagnostics);
  if (!root) return std::nullopt;
  PipelineDoc doc = Reader(sources, file, limits, diagnostics).read(*root);
  if (diagnostics.errors() > before) return std::nullopt;
  return doc;
}

std::optional<std::vector<DocDecision>> read_decision_file(const Sources& sources, uint32_t file, const TomlLimits& limits,
                                                           Diagnostics& diagnostics) {
  const size_t before = diagnostics.errors();
  std::optional<TomlValue> root = parse_toml(sources, file, limits, diagnostics);
  if (!root) return std::nullopt;
  std::vector<DocDecision> out;
  for (const TomlEntry& entry : root->entries) {
    if (entry.key == "decision") {
      if (!check_list_of_tables(entry, diagnostics)) continue;
      for (const TomlValue& item : entry.value.items) {
        if (item.is(TomlType::table)) out.push_back(read_decision(item, diagnostics));
      }
    } else if (!is_extension_key(entry.key)) {
      diagnostics.add("E0204", entry.key_span, fmt::format("unknown key `{}` among decisions", entry.key),
                      "not a decision", "this file has `[[decision]]` tables only; all else is said in the description");
    }
  }
  if (out.size() > limits.elements) {
    diagnostics.add("E0217", {file, 0, 0, 1}, fmt::format("file has {} decisions, more than the {} that are read", out.size(), limits.elements),
                    {}, "name a whole part by `*`: `model-extraction@*`");
  }
  if (diagnostics.errors() > before) return std::nullopt;
  return out;
}

}  // namespace merlon
