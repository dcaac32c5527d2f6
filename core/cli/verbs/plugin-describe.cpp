// `merlon plugin describe FILE`: what the manifest and the ELF notes of a plugin file say, without loading it.
#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"
#include "plugin/manifest.hpp"
#include "plugin/note.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  const std::string path = arguments.one("FILE");
  const auto bytes = read_file(path);
  if (!bytes) {
    console.err(fmt::format("merlon: `{}` can't be read: {}\n", printable(path), bytes.error()));
    return exit_usage;
  }
  const auto note = read_note(*bytes);
  if (!note) {
    console.err(fmt::format("merlon: `{}`: {}\n", printable(path), note.error()));
    return exit_usage;
  }
  std::string out = fmt::format("{} {}\n  built by {}, interface {}.{} (hash {})\n  digest {}\n", printable(note->id), printable(note->version),
                                printable(note->build), note->abi_major, note->abi_minor, printable(note->abi_hash), blake2b_256(*bytes));
  for (const PassEntry& pass : note->passes) {
    out += fmt::format("  {} {}", pass.kind, printable(pass.id));
    if (!pass.covers.empty()) out += (pass.kind == "analysis" ? " publishes " : " decides ") + listed(pass.covers);
    out += '\n';
  }
  console.out(out);
  return exit_ok;
}

}  // namespace

const Verb& plugin_describe() {
  static const Verb verb{"plugin describe", "say what a plugin file claims to be, without loading it", "",
                         {{OptionSpec::Kind::positional, "FILE", "FILE.so", "the plugin", true}}, &run};
  return verb;
}

}  // namespace merlon::verbs
