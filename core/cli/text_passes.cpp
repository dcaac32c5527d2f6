#include "cli/text_passes.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "engine/pass_options.hpp"
#include "engine/pass_text.hpp"
#include "plugin/manifest.hpp"

namespace merlon {
namespace {

using OfPlugin = std::pair<const mrl_pass*, std::string>;

std::string help_for(std::string_view name, const std::vector<OfPlugin>& all, std::string_view kind) {
  std::vector<std::string_view> ids;
  for (const auto& [pass, plugin] : all) ids.emplace_back(pass->id);
  if (const std::string_view near = nearest(name, ids); !near.empty()) return fmt::format("did you mean `{}`?", near);
  return ids.empty() ? fmt::format("no loaded plugin has an {}; name one with `--plugin FILE`", kind) : fmt::format("there {} {}", ids.size() == 1 ? "is" : "are", listed(ids));
}

}  // namespace

std::optional<NamedTextPass> text_pass_named(const std::string& typed, uint32_t kind, const std::string& source, Walk& walk) {
  const auto read = read_one_pass(walk.sources, walk.sources.add(source, typed), walk.diagnostics);
  if (!read) return std::nullopt;
  const std::string_view what = kPassKinds[kind];
  const PassWords& one = *read;
  const std::vector<OfPlugin> all = passes_of(walk.house, kind);
  std::vector<OfPlugin> found;
  std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&](const OfPlugin& p) { return one.name == p.first->id; });
  if (found.size() != 1) {
    walk.diagnostics.add("E0807", one.at,
                         found.empty() ? fmt::format("no {} is called `{}`", what, printable(one.name))
                                       : fmt::format("the plugins `{}` and `{}` both have an {} called `{}`", found[0].second, found[1].second, what, one.name),
                         "", found.empty() ? help_for(one.name, all, what) : "load one of them");
    return std::nullopt;
  }
  NamedTextPass out{found[0].first, found[0].second, {}};
  const size_t errors = walk.diagnostics.errors();
  check_options(one.name, options_of(*out.pass), one.options, walk.diagnostics, out.settings);
  return walk.diagnostics.errors() == errors ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<OutputPlace> emit_place(const std::string& typed) {
  // The first `=` that stands neither in the options nor in quotes.
  size_t equals = std::string::npos;
  bool in_options = false, in_quotes = false;
  for (size_t i = 0; i < typed.size() && equals == std::string::npos; ++i) {
    if (typed[i] == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (typed[i] == '<') in_options = true;
    if (typed[i] == '>') in_options = false;
    if (typed[i] == '=' && !in_options) equals = i;
  }
  if (equals == std::string::npos || equals == 0 || equals + 1 == typed.size()) return std::nullopt;
  return OutputPlace{"emit", typed.substr(equals + 1), typed.substr(0, equals)};
}

}  // namespace merlon
