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

std::optional<Isolation> read_isolation(const Arguments& arguments, const std::vector<std::string>& ids, Sources& sources, Diagnostics& diagnostics) {
  Isolation out;
  const size_t errors = diagnostics.errors();
  for (const std::string& typed : arguments.all("isolate")) {
    const auto read = read_one_pass(sources, sources.add("--isolate", typed), diagnostics);
    if (!read) continue;
    std::map<std::string, std::string> values;
    check_options("--isolate", limits(), read->options, diagnostics, values);
    if (read->name == "all") {
      out.all = limits_of(values);
    } else if (std::find(ids.begin(), ids.end(), read->name) != ids.end()) {
      out.plugins[read->name] = limits_of(values);
    } else {
      const std::string_view near = nearest(read->name, ids);
      diagnostics.add("E0810", read->at, fmt::format("no plugin that would be loaded is called `{}`", printable(read->name)), "",
                      near.empty() ? fmt::format("there are {}, and `all`", listed(ids)) : fmt::format("did you mean `{}`?", near));
    }
  }
  return diagnostics.errors() == errors ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace merlon
