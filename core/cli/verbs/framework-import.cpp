// `merlon framework import NAME FILE [FACTS]`: somebody else's list -> threatdb/frameworks/NAME/.
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"
#include "import/framework.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  const std::string name = arguments.one("NAME");
  Sources sources;
  Diagnostics diagnostics;
  const auto files = import_framework(name, arguments.one("FILE"), diagnostics, sources, arguments.one("FACTS"));
  if (!diagnostics.empty()) console.err(render(sources, diagnostics, console.colour) + "\n");
  if (!files) return exit_usage;
  const std::string folder = (arguments.one("into").empty() ? "threatdb/frameworks" : arguments.one("into")) + "/" + name;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const auto& [file, text] : {std::pair{"framework.toml", &files->framework_toml}, {"entries.toml", &files->entries_toml}}) {
    const auto done = write_file(folder + "/" + file, *text);
    if (done) continue;
    console.err(fmt::format("merlon: `{}/{}` can't be written: {}\n", printable(folder), file, done.error()));
    return exit_usage;
  }
  console.out(fmt::format("{}/framework.toml\n{}/entries.toml\n", printable(folder), printable(folder)));
  return exit_ok;
}

}  // namespace

const Verb& framework_import() {
  static const Verb verb{"framework import", "write threatdb/frameworks/NAME/ from the list that its authors publish",
                         "Names: atlas, cosai, owasp-ml, owasp-llm-2025, owasp-llm-2026, owasp-asi-2026, owasp-ai-exchange,\n"
                         "owasp-aisvs, nist-aml, nist-ai-rmf, iso-42001, eu-ai-act, cyclonedx.  Only facts are carried, no prose.",
                         {{OptionSpec::Kind::positional, "NAME", "NAME", "the framework", true},
                          {OptionSpec::Kind::positional, "FILE", "FILE", "its file; for cosai its folder", true},
                          {OptionSpec::Kind::positional, "FACTS", "FACTS", "release and retired ids, where the file lacks them (atlas, cosai)", false},
                          {OptionSpec::Kind::value, "--into", "DIR", "instead of threatdb/frameworks", false}},
                         &run};
  return verb;
}

}  // namespace merlon::verbs
