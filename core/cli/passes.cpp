#include "cli/passes.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "engine/pass_options.hpp"
#include "syntax/frame_checks.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {
namespace {

constexpr std::array<PassKind, 4> kPasses = {{{"analyze", "which threats there are: packs and analyzers; `(...)` selects", true},
                                           {"score", "how bad they are; `(...)` names the scorer", true},
                                           {"stories", "attack paths: findings that join to a way from outside", false},
                                           {"plan", "what to do first", false}}};

std::string order() {
  std::vector<std::string_view> names;
  for (const PassKind& phase : kPasses) names.push_back(phase.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

class Reading {
 public:
  Reading(Walk& walk, const std::string& file) : walk_(walk), file_(file) {}

  std::optional<Passes> go(const std::string& text) {
    std::optional<uint32_t> source = looks_like_a_name(text) ? named(text) : walk_.sources.add("--passes", text);
    if (!source) return std::nullopt;
    auto list = read_pass_text(walk_.sources, *source, walk_.diagnostics);
    if (!list) return std::nullopt;
    check_phases(*list, *source);
    Passes out;
    for (const PassWords& pass : *list) {
      if (pass.name == "analyze") out.selection = select(pass, walk_.house.catalog, walk_.house.tables, walk_.house.silent, walk_.diagnostics);
      if (pass.name == "score") take_scorer(pass, out);
      if (pass.name == "stories") out.stories = true;
      if (pass.name == "plan") out.plan = true;
    }
    if (walk_.diagnostics.has_errors()) return std::nullopt;
    out.list = std::move(*list);
    return out;
  }

 private:
  // Of letters, digits, `-` and `_` alone; a list that asks and scores has a comma.
  static bool looks_like_a_name(const std::string& text) {
    const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    const bool a_pass = std::any_of(kPasses.begin(), kPasses.end(), [&](const PassKind& p) { return p.name == text; });
    return !text.empty() && !a_pass && std::all_of(text.begin(), text.end(), is_name);
  }

  // The list that `merlon.toml` has under this name.
  std::optional<uint32_t> named(const std::string& name) {
    const uint32_t asked = walk_.sources.add("--passes", name);
    const Span at{asked, 1, 1, static_cast<uint32_t>(name.size())};
    const std::string path = (std::filesystem::path(file_).parent_path() / "merlon.toml").string();
    std::error_code error;
    if (file_.empty() || std::filesystem::symlink_status(path, error).type() == std::filesystem::file_type::not_found) {
      walk_.diagnostics.add("E0802", at, fmt::format("no pass is called `{}`", name), "",
                            file_.empty() ? fmt::format("the passes are {}; a list in `merlon.toml` is found beside FILE, which is not named", order())
                                          : fmt::format("the passes are {}; a list gets a name under `[passes]` in `{}`, which is not there", order(), printable(path)));
      return std::nullopt;
    }
    auto text = read_file(path, TomlLimits{}.bytes);
    const uint32_t source = walk_.sources.add(path, text ? *text : std::string());
    if (!text) {
      walk_.diagnostics.add("E0604", Span{source, 0, 0, 1}, fmt::format("`{}` can't be read: {}", path, text.error()));
      return std::nullopt;
    }
    const auto root = parse_toml(walk_.sources, source, TomlLimits{}, walk_.diagnostics);
    if (!root) return std::nullopt;
    check_configuration(*root);
    const TomlValue* lists = root->find("passes");
    const TomlValue* list = lists == nullptr ? nullptr : lists->find(name);
    if (walk_.diagnostics.has_errors()) return std::nullopt;
    if (list == nullptr) return no_list(at, lists, path), std::nullopt;
    return walk_.sources.add(fmt::format("`{}` of {}", name, path), list->text);
  }

  void check_configuration(const TomlValue& root) {
    for (const TomlEntry& entry : root.entries) {
      if (is_extension_key(entry.key)) continue;
      if (entry.key != "passes" || !entry.value.is(TomlType::table)) {
        walk_.diagnostics.add("E0805", entry.key_span, fmt::format("`{}` is not what `merlon.toml` has", printable(entry.key)), "",
                              "it has one table, `[passes]`, in which each key names a list: `quick = \"analyze,score(matrix)\"`");
        continue;
      }
      for (const TomlEntry& list : entry.value.entries) {
        const bool a_pass = std::any_of(kPasses.begin(), kPasses.end(), [&](const PassKind& p) { return p.name == list.key; });
        if (a_pass) {
          walk_.diagnostics.add("E0805", list.key_span, fmt::format("a list can't be called `{}`: a pass is", list.key), "", "give it another name");
        }
        if (list.value.is(TomlType::string)) continue;
        walk_.diagnostics.add("E0805", list.value.span, fmt::format("the list of passes `{}` is {}, not a string", printable(list.key), name_of(list.value.type)), "",
                              "write it as text: `quick = \"analyze,score(matrix)\"`");
      }
    }
  }

  void no_list(Span at, const TomlValue* lists, const std::string& path) {
    std::vector<std::string> names;
    if (lists != nullptr) {
      for (const TomlEntry& entry : lists->entries) names.push_back(entry.key);
    }
    for (const PassKind& phase : kPasses) names.emplace_back(phase.name);
    const std::string& name = walk_.sources[at.file].text;
    const std::string_view near = nearest(name, names);
    walk_.diagnostics.add("E0802", at, fmt::format("neither a pass nor a list in `{}` is called `{}`", printable(path), name), "",
                          near.empty() ? fmt::format("there are {}", listed(names)) : fmt::format("did you mean `{}`?", near));
  }

  void check_phases(const std::vector<PassWords>& list, uint32_t source) {
    size_t last = 0;
    std::vector<bool> seen(kPasses.size());
    for (const PassWords& pass : list) {
      const auto phase = std::find_if(kPasses.begin(), kPasses.end(), [&](const PassKind& p) { return p.name == pass.name; });
      if (phase == kPasses.end()) {
        unknown_pass(pass);
        continue;
      }
      const auto at = static_cast<size_t>(phase - kPasses.begin());
      if (seen[at]) wrong_order(pass, "stands twice");
      else if (at < last) wrong_order(pass, fmt::format("stands behind `{}`", kPasses[last].name));
      seen[at] = true;
      last = std::max(last, at);
      if (!pass.options.empty()) {
        walk_.diagnostics.add("E0804", pass.options.front().key_at, fmt::format("`{}` takes no options", pass.name), "",
                              "options stand behind an analyzer or a scorer: `score(NAME<key=value>)`");
      }
      if (!phase->required && !pass.items.empty()) {
        walk_.diagnostics.add("E0803", pass.items.front().at, fmt::format("`{}` takes nothing in brackets", pass.name));
      }
    }
    if (walk_.diagnostics.has_errors()) return;
    for (size_t i = 0; i < kPasses.size(); ++i) {
      if (!kPasses[i].required || seen[i]) continue;
      walk_.diagnostics.add("E0803", Span{source, 1, 1, 1}, fmt::format("this list of passes is without `{}`", kPasses[i].name), "",
                            fmt::format("`analyze` and `score` are in every list; the whole list is `{}`", kEveryPass));
    }
  }

  void unknown_pass(const PassWords& pass) {
    std::vector<std::string_view> names;
    for (const PassKind& p : kPasses) names.push_back(p.name);
    const std::string_view near = nearest(pass.name, names);
    walk_.diagnostics.add("E0802", pass.at, fmt::format("no pass is called `{}`", printable(pass.name)), "",
                          near.empty() ? fmt::format("there are {}; threats, packs and analyzers stand in brackets behind `analyze`, and the name of a list stands alone", order()) : fmt::format("did you mean `{}`?", near));
  }

  void wrong_order(const PassWords& pass, const std::string& how) {
    walk_.diagnostics.add("E0803", pass.at, fmt::format("`{}` {}", pass.name, how), "", fmt::format("each stands once, in this order: {}", order()));
  }

  void take_scorer(const PassWords& pass, Passes& out) {
    const std::vector<NamedScorer> scorers = scorers_of(walk_.house);
    std::vector<std::string_view> ids;
    for (const NamedScorer& s : scorers) ids.push_back(s.id);
    if (pass.items.size() > 1) {
      walk_.diagnostics.add("E0803", pass.items[1].at, "`score` takes one scorer", "", fmt::format("one of {}", listed(ids)));
    }
    for (const PassItem& item : pass.items) {
      const auto scorer = std::find_if(scorers.begin(), scorers.end(), [&](const NamedScorer& s) { return !item.without && s.id == item.name; });
      if (scorer != scorers.end()) {
        out.scorer = *scorer;
        check_options(item.name, scorer->options, item.options, walk_.diagnostics, out.scorer_options);
        continue;
      }
      const std::string_view near = nearest(item.name, ids);
      walk_.diagnostics.add("E0802", item.at, fmt::format("no scorer is called `{}{}`", item.without ? "-" : "", printable(item.name)), "",
                            near.empty() ? fmt::format("there are {}", listed(ids)) : fmt::format("did you mean `{}`?", near));
    }
  }

  Walk& walk_;
  const std::string& file_;
};

}  // namespace

std::vector<NamedScorer> scorers_of(const House& house) {
  std::vector<NamedScorer> out(1);
  for (const auto& [pass, plugin] : passes_of(house, MRL_PASS_SCORER)) out.push_back({pass->id, pass->summary, options_of(*pass), pass, plugin});
  return out;
}

std::span<const PassKind> pass_kinds() { return kPasses; }

std::optional<Passes> read_passes(const Arguments& arguments, Walk& walk, const std::string& file) {
  const bool given = !arguments.all("passes").empty();
  return Reading(walk, file).go(given ? arguments.one("passes") : std::string(kEveryPass));
}

}  // namespace merlon
