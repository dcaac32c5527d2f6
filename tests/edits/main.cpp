// Edits random texts at random places and holds each result against three laws:
//   bytes     outside of the edits old and new text are the same, and what an existing key loses is its value
//   comments  a change that only adds or replaces loses none
//   values    the new text reads as the old one with this one change
// and line ends: a text of CRLF stays one, and one without line break at its end gets none but by a table at its end.
//
//   edits CASES [SEED]
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "base/file.hpp"
#include "cli/house.hpp"
#include "generator.hpp"
#include "scribe.hpp"
#include "syntax/edit/pipeline_editor.hpp"
#include "syntax/edit/toml_write.hpp"
#include "syntax/toml_tokens.hpp"

namespace edits {
namespace {

namespace fs = std::filesystem;
using laws::Random;
using merlon::TomlEntry;
using merlon::TomlType;
using merlon::TomlValue;

constexpr std::array<std::string_view, 5> kLists = {"boundary", "actor", "asset", "stage", "flow"};

std::string line_of(const std::string& text) { return text.size() > 300 ? text.substr(0, 300) + "..." : text; }

// Without places, and tables by key: a change may come before what was last.
std::string outline(const TomlValue& v) {
  if (v.is(TomlType::array)) {
    std::string out = "[";
    for (const TomlValue& item : v.items) out += outline(item) + ",";
    return out + "]";
  }
  if (!v.is(TomlType::table)) return merlon::toml_text(v);
  std::map<std::string, std::string> entries;
  for (const TomlEntry& e : v.entries) entries.emplace(e.key, outline(e.value));
  std::string out = "{";
  for (const auto& [key, value] : entries) out += merlon::toml_key(key) + "=" + value + ",";
  return out + "}";
}

TomlEntry* entry_of(TomlValue& table, std::string_view key) {
  const auto it = std::find_if(table.entries.begin(), table.entries.end(), [&](auto& e) { return e.key == key; });
  return it == table.entries.end() ? nullptr : &*it;
}

void set(TomlValue& table, std::string_view key, const TomlValue& value) {
  if (TomlEntry* e = entry_of(table, key)) {
    e->value = value;
  } else {
    table.entries.push_back({std::string(key), {}, value});
  }
}

TomlValue& table_in(TomlValue& table, std::string_view key) {
  if (entry_of(table, key) == nullptr) table.entries.push_back({std::string(key), {}, TomlValue{}});
  return entry_of(table, key)->value;
}

std::string text_of(const TomlValue& table, std::string_view key) {
  const TomlValue* v = table.find(key);
  return v != nullptr && v->is(TomlType::string) ? v->text : "";
}

std::string ends_of(const TomlValue& flow) { return text_of(flow, "from") + ".." + text_of(flow, "to"); }

std::vector<std::string> comments(std::string_view text) {
  std::vector<std::string> out;
  merlon::TokenReader reader(text);
  for (merlon::Token t = reader.next(); t.kind != merlon::TokenKind::end; t = reader.next()) {
    if (t.kind != merlon::TokenKind::comment) continue;
    out.emplace_back(text.substr(t.begin, t.end - t.begin));
    if (out.back().ends_with('\r')) out.back().pop_back();
  }
  return out;
}

std::optional<TomlValue> parsed(const std::string& text, std::string& why) {
  merlon::Sources sources;
  merlon::Diagnostics diagnostics;
  auto root = merlon::parse_toml(sources, sources.add("text", text), {}, diagnostics);
  if (!root) why = merlon::render(sources, diagnostics, false);
  return root;
}

/// A change: what is asked of the editor, and what the tree becomes; false when nothing is to be found.
struct Step {
  std::string what;
  bool removes = false, at_end = false;
  TomlValue expected;
  std::optional<TomlValue> lost;  ///< the value that is replaced
  std::function<merlon::PipelineEditor::Done(merlon::PipelineEditor&)> run;
};

class Trial {
 public:
  explicit Trial(uint64_t seed) : random_(seed * 1'000'003), catalog_(merlon::core_catalog()) { collect(); }

  int run(size_t cases) {
    for (size_t i = 0; i < cases && broken_ < 5; ++i) one();
    for (const auto& [what, n] : count_) std::cout << fmt::format("{:24} {}\n", what, n);
    // Without these the laws would hold of nothing.
    for (const char* what : {"set", "set new", "add", "add new", "take out", "remove element", "remove flow", "append", "assume", "decision set", "decision drop", "refused"}) {
      if (count_[what] < cases / 500) std::cout << "too few: " << what << "\n", ++broken_;
    }
    return broken_ == 0 ? 0 : 1;
  }

 private:
  void collect() {
    std::vector<std::string> paths;
    for (const char* folder : {"examples", "tests/laws/models", "tests/incidents"}) {
      for (const auto& file : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder)) {
        const std::string path = file.path().string();
        if (path.ends_with(".toml") && path.find("expected") == std::string::npos) paths.push_back(path);
      }
    }
    std::sort(paths.begin(), paths.end());
    for (const std::string& path : paths) files_.push_back(merlon::read_file(path).value());
  }

  std::string any_text() {
    if (random_.percent(40)) return recast(random_, random_.of(files_));
    laws::Sketch sketch = laws::random_sketch(random_, catalog_.vocabulary);
    for (const laws::Node& n : sketch.nodes) {
      if (random_.percent(10)) sketch.assumptions.push_back({laws::name_of(n), "x-key", "\"[\""});
    }
    for (laws::Node& n : sketch.nodes) {
      laws::Entry controls{"controls", true, false, {}};
      for (size_t i = random_.percent(70) ? 0 : random_.below(4); i > 0; --i) controls.items.push_back(fmt::format("{{ id = \"c{}\" }}", i));
      if (!controls.items.empty()) n.set(controls);
    }
    return written(random_, sketch);
  }

  TomlValue any_value() {
    const std::vector<std::string> words = {"public", "a ] b", "# no", "\"q\" \\", "\xC3\xA4\xF0\x9F\x90\xA6", "", "two\nlines", "{ x = 1 }"};
    TomlValue v;
    switch (random_.below(5)) {
      case 0: v.type = TomlType::boolean, v.boolean = random_.percent(50); return v;
      case 1: v.type = TomlType::integer, v.integer = static_cast<int64_t>(random_.below(1000)); return v;
      case 2: return merlon::toml_strings({random_.of(words), random_.of(words)});
      case 3: return merlon::toml_date("2027-05-31");
      default: return merlon::toml_string(random_.of(words));
    }
  }

  // Some changes one after the other, as `ask` and `what-if` make them.
  void one() {
    const std::string text = any_text();
    merlon::Sources sources;
    merlon::Diagnostics diagnostics;
    auto editor = merlon::PipelineEditor::open(sources, sources.add("text", text), {}, diagnostics);
    if (!editor) return broken("the scribe is wrong", {}, text, merlon::render(sources, diagnostics, false));
    for (size_t i = random_.between(1, 3); i > 0; --i) change(*editor);
  }

  void change(merlon::PipelineEditor& editor) {
    const std::string text = editor.text();
    std::string why;
    const auto step = any_step(*parsed(text, why));
    if (!step) return;
    const auto done = step->run(editor);
    if (!done) {
      // Controls with headers of their own can't become another value, nor take an id without a table.
      const bool expected = step->what.find(" `controls`") != std::string::npos && (done.error().code == "E0702" || done.error().code == "E0703");
      ++count_["refused"];
      return expected && editor.text() == text ? void() : broken("refused", *step, text, done.error().message);
    }
    ++count_[step->what.substr(0, step->what.find(" of "))];
    check(*step, text, editor.text(), *done);
  }

  void check(const Step& step, const std::string& before, const std::string& after, const merlon::TextEdits& edits) {
    std::string why;
    const auto root = parsed(after, why);
    if (!root) return broken("new text is not TOML", step, before, why);
    if (outline(*root) != outline(step.expected)) return broken("values", step, before, after);
    std::string old_rest, new_rest;
    size_t at = 0, new_at = 0;
    for (const merlon::TextEdit& e : edits) {
      if (e.begin < at || e.end < e.begin) return broken("order of edits", step, before, after);
      old_rest += before.substr(at, e.begin - at);
      new_rest += after.substr(new_at, e.begin - at);
      new_at += e.begin - at + e.text.size();
      at = e.end;
    }
    if (old_rest + before.substr(at) != new_rest + after.substr(new_at)) return broken("bytes", step, before, after);
    if (step.lost) {
      const auto lost = parsed("x = " + before.substr(edits[0].begin, edits[0].end - edits[0].begin), why);
      const bool value = edits.size() == 1 && lost && outline(*lost->find("x")) == outline(*step.lost);
      if (!value) return broken("more than a value is lost", step, before, after);
    } else if (!step.removes) {
      const bool adds = std::all_of(edits.begin(), edits.end(), [&](auto& e) { return merlon::TokenReader(before.substr(e.begin, e.end - e.begin)).next().kind == merlon::TokenKind::end; });
      if (!adds) return broken("an addition loses something", step, before, after);
      if (comments(before) != comments(after)) return broken("comments", step, before, after);
    }
    const auto bare = [](const std::string& t) {
      for (size_t i = 0; i < t.size(); ++i) {
        if (t[i] == '\n' && (i == 0 || t[i - 1] != '\r')) return true;
      }
      return false;
    };
    if (before.find('\n') != std::string::npos && !bare(before) && bare(after)) return broken("CRLF", step, before, after);
    if (before.find('\r') == std::string::npos && after.find('\r') != std::string::npos) return broken("CR", step, before, after);
    if (!step.removes && !step.at_end && before.ends_with('\n') != after.ends_with('\n')) return broken("end", step, before, after);
    const auto bom = [](const std::string& t) { return t.starts_with("\xEF\xBB\xBF"); };
    if (bom(before) != bom(after)) return broken("byte order mark", step, before, after);
  }

  void broken(std::string_view law, const Step& step, const std::string& before, const std::string& after) {
    ++broken_;
    std::cout << fmt::format("==== BROKEN {}: {}\n---- before\n{}\n---- after\n{}\n", law, step.what, before, after);
    if (!step.what.empty()) std::cout << "---- expected\n" << line_of(outline(step.expected)) << "\n";
  }

  // ---- steps

  std::optional<Step> any_step(const TomlValue& root) {
    switch (random_.below(10)) {
      case 0:
      case 1: return set_step(root);
      case 2: return set_new_step(root);
      case 3:
      case 4: return add_step(root);
      case 5: return take_out_step(root);
      case 6: return random_.percent(50) ? remove_step(root) : append_step(root);
      case 7: return remove_flow_step(root);
      case 8: return assume_step(root);
      default: return decision_step(root);
    }
  }

  /// A random element of `root` and its name.
  TomlValue* any_element(TomlValue& root, std::string& name, std::string_view only = "") {
    std::vector<std::pair<TomlValue*, std::string>> all;
    for (TomlEntry& e : root.entries) {
      if (e.key == "pipeline" && only.empty()) all.emplace_back(&e.value, "pipeline");
      if (std::find(kLists.begin(), kLists.end(), e.key) == kLists.end() || (!only.empty() && e.key != only)) continue;
      for (TomlValue& item : e.value.items) {
        std::string id = text_of(item, "id");
        if (id.empty()) id = ends_of(item);
        // Of two that are called the same only the first can be named.
        const bool fresh = std::none_of(all.begin(), all.end(), [&](auto& a) { return a.second == id; });
        if (fresh) all.emplace_back(&item, id);
      }
    }
    if (all.empty()) return nullptr;
    const auto& [element, id] = random_.of(all);
    name = id;
    return element;
  }

  TomlEntry* any_entry(TomlValue& table, bool list) {
    std::vector<TomlEntry*> all;
    for (TomlEntry& e : table.entries) {
      const bool names = e.key == "id" || e.key == "from" || e.key == "to";
      if (!names && !e.value.is(TomlType::table) && (!list || e.value.is(TomlType::array))) all.push_back(&e);
    }
    return all.empty() ? nullptr : random_.of(all);
  }

  std::optional<Step> set_step(const TomlValue& root) {
    Step s{"", false, false, root, {}, {}};
    std::string id;
    TomlValue* element = any_element(s.expected, id);
    TomlEntry* entry = element == nullptr ? nullptr : any_entry(*element, false);
    if (entry == nullptr) return std::nullopt;
    const TomlValue value = any_value();
    s.what = fmt::format("set of `{}` `{}` = {}", id, entry->key, merlon::toml_text(value));
    s.lost = entry->value;
    entry->value = value;
    s.run = [id, key = entry->key, value](auto& editor) { return editor.set(id, key, value); };
    return s;
  }

  std::optional<Step> set_new_step(const TomlValue& root) {
    Step s{"", false, false, root, {}, {}};
    std::string id;
    TomlValue* element = any_element(s.expected, id);
    if (element == nullptr) return std::nullopt;
    const TomlValue value = any_value();
    const std::string key = random_.percent(20) ? "x \"new\"" : "x-new";
    if (entry_of(*element, key) != nullptr) return std::nullopt;
    s.what = fmt::format("set new of `{}` {} = {}", id, key, merlon::toml_text(value));
    set(*element, key, value);
    s.run = [id, key, value](auto& editor) { return editor.set(id, key, value); };
    return s;
  }

  std::optional<Step> add_step(const TomlValue& root) {
    Step s{"", false, false, root, {}, {}};
    std::string id;
    TomlValue* element = any_element(s.expected, id);
    if (element == nullptr) return std::nullopt;
    TomlEntry* entry = random_.percent(80) ? any_entry(*element, true) : nullptr;
    const std::string key = entry == nullptr ? "x-list" : entry->key;
    if (entry == nullptr && entry_of(*element, key) != nullptr) return std::nullopt;
    const TomlValue item = random_.percent(50) ? any_value() : merlon::toml_table({{"id", merlon::toml_string("c # ]")}, {"status", merlon::toml_string("planned")}});
    s.what = fmt::format("add{} of `{}` `{}` += {}", entry == nullptr ? " new" : "", id, key, merlon::toml_text(item));
    if (entry == nullptr) {
      set(*element, key, merlon::toml_list({item}));
    } else {
      entry->value.items.push_back(item);
    }
    s.run = [id, key, item](auto& editor) { return editor.add_to_list(id, key, item); };
    return s;
  }

  static size_t take_out(TomlValue& list, const std::string& name) {
    return std::erase_if(list.items, [&](const TomlValue& v) {
      return v.is(TomlType::string) ? v.text == name : v.is(TomlType::table) && text_of(v, "id") == name;
    });
  }

  std::optional<Step> take_out_step(const TomlValue& root) {
    Step s{"", true, false, root, {}, {}};
    std::string id;
    TomlValue* element = any_element(s.expected, id);
    TomlEntry* entry = element == nullptr ? nullptr : any_entry(*element, true);
    if (entry == nullptr || entry->value.items.empty()) return std::nullopt;
    const TomlValue& item = random_.of(entry->value.items);
    const std::string name = item.is(TomlType::string) ? item.text : text_of(item, "id");
    if (name.empty()) return std::nullopt;
    s.what = fmt::format("take out of `{}` `{}` -= {}", id, entry->key, name);
    take_out(entry->value, name);
    if (entry->key == "controls" && entry->value.items.empty()) return std::nullopt;  // it stays or goes, as it is written
    s.run = [id, key = entry->key, name](auto& editor) { return editor.remove_from_list(id, key, name); };
    return s;
  }

  std::optional<Step> remove_step(const TomlValue& root) {
    Step s{"", true, false, root, {}, {}};
    const std::string_view kind = random_.of(std::vector<std::string_view>(kLists.begin(), kLists.end()));
    std::string id;
    const TomlValue* element = any_element(s.expected, id, kind);
    if (element == nullptr) return std::nullopt;
    auto& items = entry_of(s.expected, kind)->value.items;
    if (items.size() == 1) return std::nullopt;  // whether an empty list stays depends on its form
    items.erase(items.begin() + (element - items.data()));
    s.what = fmt::format("remove element of {} `{}`", kind, id);
    s.run = [id](auto& editor) { return editor.remove_element(id); };
    return s;
  }

  std::optional<Step> remove_flow_step(const TomlValue& root) {
    Step s{"", true, false, root, {}, {}};
    std::vector<std::pair<std::string, std::string>> flows;
    TomlEntry* stages = entry_of(s.expected, "stage");
    if (stages == nullptr) return std::nullopt;
    for (TomlValue& stage : stages->value.items) {
      for (const char* key : {"reads", "uses", "writes", "serves"}) {
        const TomlEntry* list = entry_of(stage, key);
        if (list == nullptr || !list->value.is(TomlType::array)) continue;
        for (const TomlValue& item : list->value.items) {
          if (!item.is(TomlType::string) || item.text.empty()) continue;
          const std::string id = text_of(stage, "id");
          flows.push_back(std::string_view(key) == "writes" ? std::pair(id, item.text) : std::pair(item.text, id));
        }
      }
    }
    if (flows.empty()) return std::nullopt;
    const auto [from, to] = random_.of(flows);
    const std::string name = from + ".." + to;
    if (TomlEntry* written = entry_of(s.expected, "flow")) {
      auto& items = written->value.items;
      const auto it = std::find_if(items.begin(), items.end(), [&](const TomlValue& f) { return ends_of(f) == name; });
      if (it != items.end() && (!text_of(*it, "id").empty() || items.size() == 1)) return std::nullopt;
      if (it != items.end()) items.erase(it);
    }
    for (TomlValue& stage : stages->value.items) {
      for (const char* key : {"reads", "uses", "writes", "serves"}) {
        TomlEntry* list = entry_of(stage, key);
        const bool out = std::string_view(key) == "writes";
        if (list != nullptr && text_of(stage, "id") == (out ? from : to)) take_out(list->value, out ? to : from);
      }
    }
    s.what = fmt::format("remove flow of `{}`", name);
    s.run = [name](auto& editor) { return editor.remove_flow(name); };
    return s;
  }

  std::optional<Step> append_step(const TomlValue& root) {
    Step s{"", false, true, root, {}, {}};
    const std::string kind = random_.percent(50) ? "decision" : "flow";
    const TomlValue table = merlon::toml_table({{"from", any_value()}, {"x-\xC3\xA4", any_value()}});
    s.what = fmt::format("append of [[{}]] {}", kind, merlon::toml_text(table));
    TomlValue& list = table_in(s.expected, kind);
    list.type = TomlType::array;
    list.items.push_back(table);
    s.run = [kind, table](auto& editor) { return editor.append(kind, table); };
    return s;
  }

  std::optional<Step> assume_step(const TomlValue& root) {
    Step s{"", false, true, root, {}, {}};
    std::string id;
    if (any_element(s.expected, id) == nullptr) return std::nullopt;
    const TomlValue value = any_value();
    TomlValue& table = table_in(table_in(table_in(s.expected, "assume"), "element"), id);
    const std::string key = table.entries.empty() || random_.percent(50) ? "x-guess" : table.entries[0].key;
    if (const TomlEntry* old = entry_of(table, key)) s.lost = old->value;
    s.what = fmt::format("assume of `{}` {} = {}", id, key, merlon::toml_text(value));
    set(table, key, value);
    s.run = [id, key, value](auto& editor) { return editor.assume(id, key, value); };
    return s;
  }

  std::optional<Step> decision_step(const TomlValue& root) {
    Step s{"", false, false, root, {}, {}};
    TomlEntry* list = entry_of(s.expected, "decision");
    if (list == nullptr) return std::nullopt;
    const size_t n = random_.below(list->value.items.size());
    TomlValue& table = list->value.items[n];
    const std::string key = random_.of(std::vector<std::string>{"treatment", "reason", "by", "until"});
    if (random_.percent(50)) {
      s.removes = true;
      std::erase_if(table.entries, [&](const TomlEntry& e) { return e.key == key; });
      s.what = fmt::format("decision drop of {} `{}`", n, key);
      s.run = [n, key](auto& editor) { return editor.remove_from_decision(n, key); };
      return s;
    }
    const TomlValue value = any_value();
    if (const TomlEntry* old = entry_of(table, key)) s.lost = old->value;
    s.what = fmt::format("decision set of {} `{}` = {}", n, key, merlon::toml_text(value));
    set(table, key, value);
    s.run = [n, key, value](auto& editor) { return editor.set_in_decision(n, key, value); };
    return s;
  }

  Random random_;
  merlon::Catalog catalog_;
  std::vector<std::string> files_;
  std::map<std::string, size_t> count_;
  size_t broken_ = 0;
};

}  // namespace
}  // namespace edits

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cout << "edits CASES [SEED]\n";
    return 2;
  }
  return edits::Trial(argc > 2 ? std::stoull(argv[2]) : 1).run(std::stoull(argv[1]));
}
