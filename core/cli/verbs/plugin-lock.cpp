// `merlon plugin lock`: writes which plugins and packs are loaded, so that a later run can be held to them.
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/lock.hpp"
#include "cli/outputs.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  const std::string path = arguments.one("out").empty() ? "merlon.lock" : arguments.one("out");
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  tell(*walk, console);
  if (walk->house_diagnostics.has_errors() || !walk->house.silent.empty()) {
    console.err(fmt::format("merlon: a lock of a run that is not whole would pin the hole; `{}` is not written\n", printable(path)));
    return exit_incomplete;
  }
  const std::string text = lock_text(walk->house);
  if (!write_outputs({{path, [&](const auto& take) { take(text); }}}, console)) return exit_usage;
  if (path != "-") console.out(fmt::format("{} names {} and the packs beside them\n", printable(path), amount(walk->house.plugins.plugins.size(), "plugin")));
  return exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::value, "--out", "FILE|-", "instead of merlon.lock", false}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& plugin_lock() {
  static const Verb verb{"plugin lock", "write down which plugins and packs are loaded, by their digests",
                         "With `--locked FILE` every verb refuses a plugin before its code runs, and a pack, when it is not the one in FILE.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
