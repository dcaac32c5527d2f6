#include "cli/isolation.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "engine/pass_options.hpp"
#include "engine/pass_text.hpp"

namespace merlon {
namespace {

const std::vector<OptionDef>& limits() {
  static const std::vector<OptionDef> list = {
      {OptionDef::Type::integer, "seconds", "60", "of the clock, for its loading and for each of its passes", {}, 1, 86'400},
      {OptionDef::Type::integer, "memory", "2048", "MiB, beyond what merlon has", {}, 64, 1'048'576}};
  return list;
}

WorkerLimits limits_of(const std::map<std::string, std::string>& values) {
  WorkerLimits out;
  if (const auto it = values.find("seconds"); it != values.end()) out.seconds = std::stoi(it->second);
  if (const auto it = values.find("memory"); it != values.end()) out.memory_mib = std::stoull(it->second);
  return out;
}

}  // namespace

std::optional<Isolation> read_isolation(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics) {
  Isolation out;
  const size_t errors = diagnostics.errors();
  for (const std::string& typed : arguments.all("isolate")) {
    const auto read = read_one_pass(sources, sources.add("--isolate", typed), diagnostics);
    if (!read) continue;
    std::map<std::string, std::string> values;
    check_options("--isolate", limits(), read->options, diagnostics, values);
    if (read->name == "all") out.all = limits_of(values);
    else out.plugins[read->name] = limits_of(values);
  }
  return diagnostics.errors() == errors ? std::optional(std::move(out)) : std::nullopt;
}

bool names_are_known(const Isolation& isolation, const House& house, Diagnostics& diagnostics) {
  std::vector<std::string_view> ids;
  for (const LoadedPlugin& p : house.plugins.plugins) ids.push_back(p.id);
  for (const SilentPlugin& s : house.silent) ids.push_back(s.plugin);
  bool good = true;
  for (const auto& [id, limits] : isolation.plugins) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    const std::string_view near = nearest(id, ids);
    diagnostics.add("E0810", Span{kNoFile, 0, 0, 1}, fmt::format("`--isolate {}` names no plugin that is loaded", printable(id)), "",
                    near.empty() ? fmt::format("there are {}, and `all`", listed(ids)) : fmt::format("did you mean `{}`?", near));
    good = false;
  }
  return good;
}

}  // namespace merlon
