#include "cli/changes.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "catalog/fact_value.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 7> kListsOfIds = {"reads", "writes", "uses", "serves", "after", "carries", "does"};
constexpr std::array<std::string_view, 4> kIds = {"boundary", "in", "kind", "role"};
constexpr std::array<std::string_view, 4> kStatuses = {"implemented", "partial", "planned", "absent"};

std::string similar(std::string_view name, const std::vector<std::string>& names, const std::string& otherwise) {
  const std::string_view near = nearest(name, names);
  return near.empty() ? otherwise : fmt::format("one with a similar name exists: `{}`", near);
}

// `["a", "b"]` as it stands in a file, without what TOML wants around the words.
std::string bare(std::string text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return text;
  text = text.substr(1, text.size() - 2);
  std::erase(text, '"');
  return text;
}

bool remove_typed(Changes& changes, const std::string& flow) { return changes.remove(fmt::format("--remove {}", flow), flow); }

bool set_typed(Changes& changes, const std::string& text) {
  const std::string typed = fmt::format("--set {}", text);
  const size_t equals = text.find('='), dot = text.rfind('.', equals);
  if (equals == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 >= equals) {
    return changes.wrong(typed, "this is not ELEMENT.KEY=VALUE", "for example `--set score.returns=label`");
  }
  if (equals + 1 == text.size()) return changes.wrong(typed, "there is no value", "`[]` says that there is nothing, `unknown` that nobody knows");
  return changes.set(typed, text.substr(0, dot), text.substr(dot + 1, equals - dot - 1), text.substr(equals + 1));
}

bool add_typed(Changes& changes, const std::string& text) {
  const std::string typed = fmt::format("--add {}", text);
  const size_t at = text.find('@'), equals = text.find('=', at);
  if (at == std::string::npos || at == 0) return changes.wrong(typed, "this is not CONTROL@ELEMENT", "for example `--add rate-limiting@score`");
  const std::string id = text.substr(at + 1, equals == std::string::npos ? equals : equals - at - 1);
  return changes.add(typed, text.substr(0, at), id, equals == std::string::npos ? "implemented" : text.substr(equals + 1));
}

// `prompt` and `{ kind = "prompt" }`: the word.
std::string kind_in(std::string_view item) {
  std::string out(item.substr(item.starts_with('{') ? item.find('=') + 1 : 0));
  std::erase_if(out, [](char c) { return c == '{' || c == '}' || c == '"' || c == ' '; });
  return out;
}

// `a,b`; `[]` is a list with nothing in it.
TomlValue ids_in(const std::string& typed) {
  const std::string text = bare(typed);
  std::vector<TomlValue> items;
  for (size_t at = 0; at < text.size();) {
    const size_t comma = std::min(text.find(',', at), text.size());
    items.push_back(toml_string(std::string(trimmed(std::string_view(text).substr(at, comma - at)))));
    at = comma + 1;
  }
  return toml_list(std::move(items));
}

}  // namespace

bool Changes::remove(const std::string& typed, const std::string& flow) {
  const auto element = known(typed, flow);
  if (!element) return false;
  if (g_.kind_of(*element) == ElementKind::flow) return take(typed, editor_.remove_flow(flow));
  return wrong(typed, fmt::format("`{}` is no flow", flow), "what can be removed is a flow: `from..to`, or its id");
}

bool Changes::set(const std::string& typed, const std::string& id, const std::string& key, const std::string& value) {
  const auto element = known(typed, id);
  if (!element) return false;
  const auto read = value_of(typed, key, value);
  return read && written(typed, *element) && take(typed, editor_.set(id, key, *read));
}

bool Changes::assume(const std::string& typed, const std::string& id, const std::string& key, const std::string& value) {
  const auto element = known(typed, id);
  if (!element) return false;
  if (g_.catalog->vocabulary.find(key) == kNone) return wrong(typed, fmt::format("`{}` can't be assumed", key), "only facts can; say what is so, or leave it open");
  if (value == "unknown") return wrong(typed, "`unknown` assumes nothing", "say what to take for true, or leave it open");
  const auto read = value_of(typed, key, value);
  return read && written(typed, *element) && take(typed, editor_.assume(id, key, *read));
}

bool Changes::add(const std::string& typed, const std::string& control, const std::string& id, const std::string& status) {
  if (std::find(kStatuses.begin(), kStatuses.end(), status) == kStatuses.end()) {
    return wrong(typed, fmt::format("`{}` is no status", status), fmt::format("a control can be {}", listed(kStatuses)));
  }
  const bool exists = known_control(typed, control);
  const auto element = known(typed, id);
  if (!exists || !element || !written(typed, *element)) return false;
  if (is_stated(control, *element) && !take(typed, editor_.remove_from_list(id, "controls", control))) return false;
  return take(typed, editor_.add_to_list(id, "controls", toml_table({{"id", toml_string(control)}, {"status", toml_string(status)}})));
}

bool Changes::wrong(const std::string& typed, const std::string& message, const std::string& help) {
  console_.err(fmt::format("merlon: `{}`: {}\n{}", printable(typed), printable(message), help.empty() ? "" : fmt::format("  = help: {}\n", printable(help))));
  return false;
}

std::optional<Element> Changes::known(const std::string& typed, const std::string& id) {
  const auto it = g_.by_id.find(id);
  if (it != g_.by_id.end() && it->second != g_.outside()) return it->second;
  const std::vector<std::string> ids(g_.ids.begin(), g_.ids.begin() + g_.first[6]);
  const bool pipeline = id == g_.doc->pipeline.id.text;
  wrong(typed, fmt::format("nothing is called `{}`", id),
        pipeline ? "the pipeline itself is called `pipeline` here" : similar(id, ids, "`merlon dump graph FILE` names all elements"));
  return std::nullopt;
}

bool Changes::known_control(const std::string& typed, const std::string& control) {
  if (g_.catalog->control(control) != nullptr) return true;
  std::vector<std::string> ids;
  for (const ControlDef& c : g_.catalog->controls) ids.push_back(c.id);
  return wrong(typed, fmt::format("no control is called `{}`", control), similar(control, ids, "`merlon catalog list controls` names all"));
}

bool Changes::known_boundary(const std::string& typed, const std::string& id) {
  std::vector<std::string> ids(g_.ids.begin() + g_.first[4], g_.ids.begin() + g_.first[5]);
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return true;
  return wrong(typed, fmt::format("no boundary is called `{}`", id), similar(id, ids, fmt::format("there are {}", listed(ids))));
}

// Assets by their ids, others by their kind.
std::optional<TomlValue> Changes::carried(const std::string& typed, const std::string& text) {
  TomlValue list = ids_in(text);
  bool good = true;
  for (TomlValue& item : list.items) {
    const std::string kind = kind_in(item.text);
    const bool is_id = g_.by_id.contains(item.text);
    if (!is_id && g_.catalog->vocabulary.kinds.find(kind) != kNone) {
      item = toml_table({{"kind", toml_string(kind)}});
    } else if (!is_id) {
      good = wrong(typed, fmt::format("no asset and no kind is called `{}`", item.text), similar(item.text, g_.ids, "name assets by their ids, or what travels by its kind, such as `prompt`"));
    }
  }
  return good ? std::optional(std::move(list)) : std::nullopt;
}

std::optional<TomlValue> Changes::value_of(const std::string& typed, const std::string& key, const std::string& text) {
  if (key == "boundary" && !known_boundary(typed, text)) return std::nullopt;
  if (std::find(kIds.begin(), kIds.end(), key) != kIds.end()) return toml_string(text);
  if (key == "carries") return carried(typed, text);
  if (std::find(kListsOfIds.begin(), kListsOfIds.end(), key) != kListsOfIds.end()) {
    const TomlValue list = ids_in(text);
    const auto good = [&](const TomlValue& item) { return key == "does" || known(typed, item.text); };
    return std::all_of(list.items.begin(), list.items.end(), good) ? std::optional(list) : std::nullopt;
  }
  const Vocabulary& v = g_.catalog->vocabulary;
  const FactId fact = v.find(key);
  if (key == "controls") {
    wrong(typed, "controls are not set", "add one with `--add CONTROL@ELEMENT`");
    return std::nullopt;
  }
  if (fact == kNone) {
    std::vector<std::string> ids(kListsOfIds.begin(), kListsOfIds.end());
    ids.insert(ids.end(), kIds.begin(), kIds.end());
    for (const Fact& f : v.facts) ids.push_back(f.def.id);
    wrong(typed, fmt::format("`{}` is no fact", key), similar(key, ids, "`merlon catalog list facts` names all"));
    return std::nullopt;
  }
  const bool may_be_empty = v.facts[fact].def.type == FactType::words || v.facts[fact].def.type == FactType::text;
  auto value = fact_value(v.facts[fact], bare(text).empty() && !may_be_empty ? text : bare(text));
  if (value) return *value;
  wrong(typed, value.error().message, value.error().help);
  return std::nullopt;
}

// A flow that nobody wrote gets a table of its own first.
bool Changes::written(const std::string& typed, Element e) {
  if (g_.kind_of(e) != ElementKind::flow || g_.flow(e).doc != nullptr) return true;
  if (std::find(begun_.begin(), begun_.end(), e) != begun_.end()) return true;
  begun_.push_back(e);
  const Flow& flow = g_.flow(e);
  return take(typed, editor_.append("flow", toml_table({{"from", toml_string(g_.ids[flow.from])}, {"to", toml_string(g_.ids[flow.to])}})));
}

bool Changes::is_stated(const std::string& control, Element e) const {
  return std::any_of(g_.controls.begin(), g_.controls.end(), [&](const ControlStatement& c) { return c.on == e && c.id == control; });
}

bool Changes::take(const std::string& typed, const PipelineEditor::Done& done) {
  if (done) return true;
  Diagnostics diagnostics;
  diagnostics.add(done.error());
  console_.err(fmt::format("merlon: `{}` can't be done:\n{}\n", printable(typed), render(sources_, diagnostics, console_.colour)));
  return false;
}

std::vector<OptionSpec> change_options() {
  return {{OptionSpec::Kind::values, "--add", "CONTROL@ELEMENT[=STATUS]", "a control stands there (`implemented` where no status is said)", false},
          {OptionSpec::Kind::values, "--set", "ELEMENT.KEY=VALUE", "a fact or a list has this value; commas between the words of a list", false},
          {OptionSpec::Kind::values, "--remove", "FLOW", "a flow, written or implied, is not there", false}};
}

namespace {

// What is said twice would leave it to chance which counts.
bool each_once(const Arguments& arguments, Changes& changes) {
  bool good = true;
  for (const auto& [option, end] : {std::pair{"add", '='}, std::pair{"set", '='}, std::pair{"remove", '\0'}}) {
    std::set<std::string> seen;
    for (const std::string& text : arguments.all(option)) {
      const std::string name = text.substr(0, text.find(end));
      if (!seen.insert(name).second) good = changes.wrong(fmt::format("--{} {}", option, text), fmt::format("`{}` is said twice", name), "say it once");
    }
  }
  return good;
}

}  // namespace

bool make_changes(const Arguments& arguments, const Graph& g, PipelineEditor& editor, const Sources& sources, const Console& console) {
  Changes changes(g, editor, sources, console);
  size_t failed = !each_once(arguments, changes);
  for (const std::string& flow : arguments.all("remove")) failed += !remove_typed(changes, flow);
  for (const std::string& value : arguments.all("set")) failed += !set_typed(changes, value);
  for (const std::string& control : arguments.all("add")) failed += !add_typed(changes, control);
  return failed == 0;
}

}  // namespace merlon
