// `merlon catalog pages DIR`: docs/threats/ and docs/controls/ out of the entries.
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/catalog_pages.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  tell(*walk, console);
  const std::string root = arguments.one("DIR");
  const auto pages = merlon::catalog_pages(walk->house.catalog);
  for (const auto& [path, text] : pages) {
    const std::string file = root + "/" + path;
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(file).parent_path(), error);
    const auto done = write_file(file, text);
    if (done) continue;
    console.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(file), done.error()));
    return exit_usage;
  }
  console.out(fmt::format("{} written below {}\n", amount(pages.size(), "page"), printable(root)));
  return walk->house.silent.empty() ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "DIR", "DIR", "the folder that gets threats/ and controls/", true}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& catalog_pages() {
  static const Verb verb{"catalog pages", "write the catalogue as Markdown, a page for each threat and control",
                         "Pages that nothing stands for any more are left where they are.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
