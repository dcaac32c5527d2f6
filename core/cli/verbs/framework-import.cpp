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
  const std::string folder = (arguments.one("into").empty() ? "threatdb/frameworks" : arguments.one("into")) + "/" + name;
  Sources sources;
  Diagnostics diagnostics;
  const auto files = import_framework(name, arguments.one("FILE"), diagnostics, sources, arguments.one("FACTS"), folder);
  if (!diagnostics.empty()) console.err(render(sources, diagnostics, console.colour) + "\n");
  if (!files) return exit_usage;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  // Both or neither: entries of one release under the name of another would be worse than an old list.
  const std::vector<FileContent> both = {{folder + "/framework.toml", [&](const auto& take) { take(files->framework_toml); }},
                                         {folder + "/entries.toml", [&](const auto& take) { take(files->entries_toml); }}};
  if (const auto done = write_files(both); !done) {
    console.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(done.error().path), done.error().reason));
    return exit_usage;
  }
  for (const FileContent& file : both) console.out(printable(file.path) + "\n");
  return exit_ok;
}

}  // namespace

const Verb& framework_import() {
  static const Verb verb{"framework import", "write threatdb/frameworks/NAME/ from the list that its authors publish",
                         "Names: atlas, cosai, owasp-ml, owasp-llm-2025, owasp-llm-2026, owasp-asi-2026, owasp-ai-exchange,\n"
                         "owasp-aisvs, nist-aml, nist-ai-rmf, iso-42001, eu-ai-act, cyclonedx.  Only facts are carried, no prose.\n"
                         "\n"
                         "For atlas, FILE is ATLAS.yaml of format 5, ATLAS-YYYY.MM.yaml of format 6, or manifest.yaml:\n"
                         "then its newest release is taken.  Ids that had gone before, and what they became, are taken over\n"
                         "from what is stored; both files change, or neither.",
                         {{OptionSpec::Kind::positional, "NAME", "NAME", "the framework", true},
                          {OptionSpec::Kind::positional, "FILE", "FILE", "its file; for cosai its folder", true},
                          {OptionSpec::Kind::positional, "FACTS", "FACTS", "release and retired ids, where the file lacks them (atlas, cosai)", false},
                          {OptionSpec::Kind::value, "--into", "DIR", "instead of threatdb/frameworks", false}},
                         &run};
  return verb;
}

}  // namespace merlon::verbs
