// `merlon share DIR`: manual pages and completions of shells, as a package installs them below `share`.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/share/share.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  const std::string folder = arguments.one("DIR");
  std::vector<const Verb*> verbs = verbs::all();
  std::sort(verbs.begin(), verbs.end(), [](const Verb* a, const Verb* b) { return a->name < b->name; });
  std::vector<FileContent> files;
  for (const SharedKind* kind : shares::all()) {
    for (SharedFile& file : kind->files(verbs)) {
      files.push_back({folder + "/" + file.first, [text = std::move(file.second)](const auto& take) { take(text); }});
    }
  }
  for (const FileContent& file : files) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(file.path).parent_path(), error);
  }
  if (const auto done = write_files(files); !done) {
    console.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(done.error().path), done.error().reason));
    return exit_usage;
  }
  console.out(fmt::format("{} in {}\n", amount(files.size(), "file"), printable(folder)));
  return exit_ok;
}

}  // namespace

const Verb& share() {
  static const Verb verb{"share", "write manual pages and completions of bash, zsh and fish",
                         "They are written from the verbs and options of this program; an installed one has brought them along.",
                         {{OptionSpec::Kind::positional, "DIR", "DIR", "where they go, such as ~/.local/share", true}}, &run};
  return verb;
}

}  // namespace merlon::verbs
