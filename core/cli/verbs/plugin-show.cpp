// `merlon plugin show ID`: passes, threats, analyses and options of a loaded plugin.
#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/walk.hpp"
#include "engine/pass_options.hpp"

namespace merlon::verbs {
namespace {

std::string joined(const char* const* list) {
  std::string out;
  for (; list != nullptr && *list != nullptr; ++list) out += (out.empty() ? "" : ", ") + std::string(*list);
  return out.empty() ? "none" : out;
}

std::string describe_pass(const mrl_pass& pass) {
  const bool analysis = pass.kind == MRL_PASS_ANALYSIS;
  std::string out = fmt::format("  {} {}: {}\n", kPassKinds[pass.kind], pass.id, pass.summary);
  if (analysis || pass.kind == MRL_PASS_ANALYZER) {
    out += fmt::format("    {}: {}\n    needs: {}\n", analysis ? "publishes" : "decides", joined(analysis ? pass.publishes : pass.covers), joined(pass.needs));
  }
  for (const OptionDef& o : options_of(pass)) out += fmt::format("    option {} ({}; default {}): {}\n", o.key, range_text(o), o.fallback, o.help);
  return out;
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  if (!walk->house_diagnostics.empty()) tell(*walk, console);
  const std::string id = arguments.one("ID");
  for (const LoadedPlugin& p : walk->house.plugins.plugins) {
    if (p.id != id) continue;
    std::string out = fmt::format("{} {}\n  built by {}, interface {}.{}\n  file {}\n  digest {}\n", p.id, p.version, p.table->build,
                                  p.table->abi_major, p.table->abi_minor, printable(p.path), p.digest);
    for (const mrl_pass* const* pass = p.table->passes; pass != nullptr && *pass != nullptr; ++pass) out += describe_pass(**pass);
    for (const Threat& t : walk->house.catalog.threats) {
      if (walk->house.catalog.packs[t.pack].id == id) out += fmt::format("  threat {}: {}\n", t.def.id, t.def.name);
    }
    console.out(printable_lines(out));
    return exit_ok;
  }
  std::vector<std::string_view> ids;
  for (const LoadedPlugin& p : walk->house.plugins.plugins) ids.push_back(p.id);
  const std::string_view near = nearest(id, ids);
  console.err(fmt::format("merlon: no plugin `{}` is loaded\n  = help: {}\n", printable(id),
                          id.ends_with(".so") ? "this takes an id; load the file with `--plugin FILE`, or ask `merlon plugin describe FILE`"
                          : !near.empty() ? fmt::format("did you mean `{}`?", near) : fmt::format("loaded are {}", listed(ids))));
  return exit_usage;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "ID", "ID", "the plugin", true}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& plugin_show() {
  static const Verb verb{"plugin show", "show a plugin's analyzers, threats and options", "", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
