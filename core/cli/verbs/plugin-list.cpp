// `merlon plugin list`: what a run would load, from manifests alone.  Opens no plugin.
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"
#include "plugin/loader.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  const std::string directory = bundled_directory();
  const Discovery found = discover(directory);
  std::string out = fmt::format("plugins in {}\n", printable(directory));
  for (const std::string& path : found.manifests) {
    const auto text = read_file(path, kManifestLimit);
    const ManifestReading reading = read_manifest(text ? *text : std::string());
    const Manifest& m = reading.manifest;
    if (!reading.errors.empty()) {
      out += fmt::format("  {}: {}\n", printable(path), printable(reading.errors[0]));
      continue;
    }
    out += fmt::format("  {:<14} {:<8} {:>11}, {}", m.id, m.version, amount(m.threats.size(), "threat"),
                       amount(m.passes.size(), "analyzer"));
    if (arguments.flag("digests")) out += "  " + m.digest;
    out += '\n';
  }
  for (const Refusal& r : found.refusals) out += fmt::format("  {}: {}\n", printable(r.plugin_id), printable(r.reason));
  console.out(out);
  return found.refusals.empty() ? exit_ok : exit_incomplete;
}

}  // namespace

const Verb& plugin_list() {
  static const Verb verb{"plugin list", "list the bundled plugins from their manifests, opening none", "",
                         {{OptionSpec::Kind::flag, "--digests", "", "show the digest of each file", false}}, &run};
  return verb;
}

}  // namespace merlon::verbs
