#include "cli/changes.hpp"

#include <algorithm>
#include <array>
#include <optional>

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

class Changes {
 public:
  Changes(const Graph& g, PipelineEditor& editor, const Sources& sources, const Console& console)
      : g_(g), editor_(editor), sources_(sources), console_(console) {}

  void remove(const std::string& flow) {
    const std::string option = fmt::format("--remove {}", flow);
    const auto element = known(option, flow);
    if (!element) return;
    if (g_.kind_of(*element) != ElementKind::flow) return wrong(option, fmt::format("`{}` is no flow", flow), "what can be removed is a flow: `from..to`, or its id");
    take(option, editor_.remove_flow(flow));
  }

  void set(const std::string& typed) {
    const std::string option = fmt::format("--set {}", typed);
    const size_t equals = typed.find('='), dot = typed.rfind('.', equals);
    if (equals == std::string::npos || dot == std::string::npos || dot == 0 || dot + 1 >= equals) {
      return wrong(option, "this is not ELEMENT.KEY=VALUE", "for example `--set score.returns=label`");
    }
    const std::string id = typed.substr(0, dot), key = typed.substr(dot + 1, equals - dot - 1);
    const auto element = known(option, id);
    if (!element) return;
    const auto value = value_of(option, key, typed.substr(equals + 1));
    if (!value || !written(option, *element)) return;
    take(option, editor_.set(id, key, *value));
  }

  void add(const std::string& typed) {
    const std::string option = fmt::format("--add {}", typed);
    const size_t at = typed.find('@'), equals = typed.find('=', at);
    if (at == std::string::npos || at == 0) return wrong(option, "this is not CONTROL@ELEMENT", "for example `--add rate-limiting@score`");
    const std::string control = typed.substr(0, at), id = typed.substr(at + 1, equals == std::string::npos ? equals : equals - at - 1);
    const std::string status = equals == std::string::npos ? "implemented" : typed.substr(equals + 1);
    if (std::find(kStatuses.begin(), kStatuses.end(), status) == kStatuses.end()) {
      return wrong(option, fmt::format("`{}` is no status", status), fmt::format("a control can be {}", listed(kStatuses)));
    }
    const auto element = known(option, id);
    if (!known_control(option, control) || !element || !written(option, *element)) return;
    if (is_stated(control, *element) && !take(option, editor_.remove_from_list(id, "controls", control))) return;
    take(option, editor_.add_to_list(id, "controls", toml_table({{"id", toml_string(control)}, {"status", toml_string(status)}})));
  }

  bool good() const { return good_; }

 private:
  void wrong(const std::string& option, const std::string& message, const std::string& help) {
    good_ = false;
    console_.err(fmt::format("merlon: `{}`: {}\n{}", printable(option), printable(message), help.empty() ? "" : fmt::format("  = help: {}\n", printable(help))));
  }

  std::string similar(std::string_view name, const std::vector<std::string>& names, const std::string& otherwise) const {
    const std::string_view near = nearest(name, names);
    return near.empty() ? otherwise : fmt::format("one with a similar name exists: `{}`", near);
  }

  std::optional<Element> known(const std::string& option, const std::string& id) {
    const auto it = g_.by_id.find(id);
    if (it != g_.by_id.end() && it->second != g_.outside()) return it->second;
    const std::vector<std::string> ids(g_.ids.begin(), g_.ids.begin() + g_.first[6]);
    wrong(option, fmt::format("nothing is called `{}`", id), similar(id, ids, "`merlon dump graph FILE` names all elements"));
    return std::nullopt;
  }

  bool known_control(const std::string& option, const std::string& control) {
    if (g_.catalog->control(control) != nullptr) return true;
    std::vector<std::string> ids;
    for (const ControlDef& c : g_.catalog->controls) ids.push_back(c.id);
    wrong(option, fmt::format("no control is called `{}`", control), similar(control, ids, "`merlon catalog list controls` names all"));
    return false;
  }

  std::optional<TomlValue> value_of(const std::string& option, const std::string& key, const std::string& text) {
    if (std::find(kIds.begin(), kIds.end(), key) != kIds.end()) return toml_string(text);
    if (std::find(kListsOfIds.begin(), kListsOfIds.end(), key) != kListsOfIds.end()) {
      std::vector<TomlValue> items;
      for (size_t at = 0; at < text.size();) {
        const size_t comma = std::min(text.find(',', at), text.size());
        items.push_back(toml_string(text.substr(at, comma - at)));
        at = comma + 1;
      }
      return toml_list(std::move(items));
    }
    const Vocabulary& v = g_.catalog->vocabulary;
    const FactId fact = v.find(key);
    if (fact == kNone) {
      std::vector<std::string> ids(kListsOfIds.begin(), kListsOfIds.end());
      ids.insert(ids.end(), kIds.begin(), kIds.end());
      for (const Fact& f : v.facts) ids.push_back(f.def.id);
      wrong(option, fmt::format("`{}` is no fact", key), similar(key, ids, "`merlon catalog list facts` names all"));
      return std::nullopt;
    }
    auto value = fact_value(v.facts[fact], text);
    if (value) return *value;
    wrong(option, value.error().message, value.error().help);
    return std::nullopt;
  }

  // A flow that nobody wrote gets a table of its own first.
  bool written(const std::string& option, Element e) {
    if (g_.kind_of(e) != ElementKind::flow || g_.flow(e).doc != nullptr) return true;
    if (std::find(begun_.begin(), begun_.end(), e) != begun_.end()) return true;
    begun_.push_back(e);
    const Flow& flow = g_.flow(e);
    return take(option, editor_.append("flow", toml_table({{"from", toml_string(g_.ids[flow.from])}, {"to", toml_string(g_.ids[flow.to])}})));
  }

  bool is_stated(const std::string& control, Element e) const {
    return std::any_of(g_.controls.begin(), g_.controls.end(), [&](const ControlStatement& c) { return c.on == e && c.id == control; });
  }

  bool take(const std::string& option, const PipelineEditor::Done& done) {
    if (done) return true;
    Diagnostics diagnostics;
    diagnostics.add(done.error());
    good_ = false;
    console_.err(fmt::format("merlon: `{}` can't be done:\n{}\n", printable(option), render(sources_, diagnostics, console_.colour)));
    return false;
  }

  const Graph& g_;
  PipelineEditor& editor_;
  const Sources& sources_;
  const Console& console_;
  std::vector<Element> begun_;  // implied flows that were written here
  bool good_ = true;
};

}  // namespace

std::vector<OptionSpec> change_options() {
  return {{OptionSpec::Kind::values, "--add", "CONTROL@ELEMENT[=STATUS]", "a control stands there (`implemented` where no status is said)", false},
          {OptionSpec::Kind::values, "--set", "ELEMENT.KEY=VALUE", "a fact or a list has this value; commas between the words of a list", false},
          {OptionSpec::Kind::values, "--remove", "FLOW", "a flow, written or implied, is not there", false}};
}

bool make_changes(const Arguments& arguments, const Graph& g, PipelineEditor& editor, const Sources& sources, const Console& console) {
  Changes changes(g, editor, sources, console);
  for (const std::string& flow : arguments.all("remove")) changes.remove(flow);
  for (const std::string& value : arguments.all("set")) changes.set(value);
  for (const std::string& control : arguments.all("add")) changes.add(control);
  return changes.good();
}

}  // namespace merlon
