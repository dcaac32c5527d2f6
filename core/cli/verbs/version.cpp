#include <fmt/format.h>

#include "catalog/citations.hpp"
#include "cli/house.hpp"
#include "cli/version.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments&, const Console& console) {
  const Catalog catalog = core_catalog();
  std::string out = fmt::format("merlon {}\nplugin interface {}.{}\n", kVersion, MRL_ABI_MAJOR, MRL_ABI_MINOR);
  for (const FrameworkDef& f : catalog.frameworks) out += titled(f) + "\n";
  console.out(out);
  return exit_ok;
}

}  // namespace

const Verb& version() {
  static const Verb verb{"version", "print the version, the plugin interface and the framework releases", "", {}, &run};
  return verb;
}

}  // namespace merlon::verbs
