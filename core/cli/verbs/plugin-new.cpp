// `merlon plugin new ID --kind KIND`: a folder with a plugin or pack that works, to change.
#include <algorithm>
#include <filesystem>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "cli/embedded.hpp"
#include "cli/house.hpp"
#include "cli/verb.hpp"
#include "plugin/manifest.hpp"

namespace merlon::verbs {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostOfId = 48;  ///< so that ids made of it stay within the bounds of descriptions

// The kinds that have a folder in sdk/templates.
std::vector<std::string_view> kinds() {
  std::set<std::string_view> out;
  for (const EmbeddedText& t : templates()) out.insert(t.name.substr(0, t.name.find('/')));
  return {out.begin(), out.end()};
}

struct Names {
  std::string id;    ///< `org-acme-demo`, of `org.acme.demo`
  std::string name;  ///< `acme-demo`: what files, passes and threats are called after
};

std::string filled_in(std::string text, const Names& names) {
  for (const auto& [mark, value] : {std::pair<std::string_view, const std::string&>{"@ID@", names.id}, {"@NAME@", names.name}}) {
    for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) text.replace(at, mark.size(), value);
  }
  return text;
}

// Where the SDK lies when this merlon is installed; else nothing.
std::string prefix() {
  std::error_code error;
  const fs::path executable = fs::read_symlink("/proc/self/exe", error);
  const fs::path prefix = executable.parent_path().parent_path();
  if (fs::exists(prefix / MERLON_CMAKE_DIRECTORY / "merlonConfig.cmake", error)) return prefix.string();
  return {};
}

// A word that a shell takes as it is.
std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=") == std::string::npos;
  if (plain) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string next_steps(const std::string& kind, const std::string& folder, const Names& names) {
  const std::string path = folder.starts_with('-') ? "./" + folder : folder;
  const std::string at = quoted(path);
  if (kind == "pack") {
    return fmt::format("  merlon catalog lint {0}\n  merlon catalog test {0}\n  merlon analyze {0}/example.toml --pack {0}\n", at);
  }
  const std::string where = prefix();
  const std::string so = quoted(fmt::format("{}/build/merlon-{}.so", path, names.id));
  std::string run = fmt::format("merlon analyze {}/tests/open-bill.toml --plugin {}", at, so);
  if (kind == "emitter") run = fmt::format("merlon analyze {0}/example.toml -q --plugin {1} --emit {2}-ledger=-", at, so, names.name);
  if (kind == "scorer") run = fmt::format("merlon analyze {0}/example.toml --plugin {1} --passes 'analyze,score({2}-sum),stories,plan'", at, so, names.name);
  if (kind == "importer") run = fmt::format("merlon import {2}-steps {0}/example.txt --plugin {1}", at, so, names.name);
  std::string out = fmt::format("  cmake -S {0} -B {0}/build{1} && cmake --build {0}/build\n  ctest --test-dir {0}/build\n  {2}\n", at,
                                where.empty() || where == "/usr" ? "" : " " + quoted("-DCMAKE_PREFIX_PATH=" + where), run);
  if (where.empty()) out += "\nThis merlon is not installed; cmake finds the SDK after `cmake --install BUILD --prefix DIR`, with -DCMAKE_PREFIX_PATH=DIR.\n";
  return out;
}

int wrong(const Console& console, const std::string& message, const std::string& help) {
  console.err(fmt::format("merlon: {}\n  = help: {}\n", printable(message), printable(help)));
  return exit_usage;
}

// Beside its place first, so that what fails leaves nothing.  Empty, or why it failed.
std::string written_at_once(const std::string& folder, const std::vector<std::pair<std::string, std::string>>& texts) {
  std::error_code error;
  const fs::path beside = folder + ".new";
  fs::remove_all(beside, error);
  const auto give_up = [&](std::string why) {
    fs::remove_all(beside, error);
    return why;
  };
  for (const auto& [path, text] : texts) {
    const fs::path at = beside / path;
    fs::create_directories(at.parent_path(), error);
    if (error) return give_up(fmt::format("`{}` can't be made: {}", folder, error.message()));
    if (const auto done = write_file(at.string(), text); !done) return give_up(fmt::format("`{}/{}` can't be written: {}", folder, path, done.error()));
  }
  fs::rename(beside, folder, error);
  return error ? give_up(fmt::format("`{}` can't be made: {}", folder, error.message())) : "";
}

int run(const Arguments& arguments, const Console& console) {
  const std::string kind = arguments.one("kind").empty() ? "analyzer" : arguments.one("kind");
  const std::vector<std::string_view> all = kinds();
  if (std::find(all.begin(), all.end(), kind) == all.end()) {
    const std::string_view near = nearest(kind, all);
    return wrong(console, fmt::format("there is no kind `{}`", kind), near.empty() ? fmt::format("there are {}", listed(all)) : fmt::format("did you mean `{}`?", near));
  }
  Names names{arguments.one("ID"), {}};
  std::replace(names.id.begin(), names.id.end(), '.', '-');
  // Without `org` or `com`: two organisations may both have a demo.
  names.name = names.id.substr(std::min(names.id.find('-'), names.id.size() - 1) + 1);
  if (names.name.empty()) names.name = names.id;
  if (!is_slug(names.id) || names.id.size() > kMostOfId) return wrong(console, fmt::format("`{}` is no id", arguments.one("ID")), "lower-case words and digits, joined by `-` or `.`, at most 48 characters: org.acme.demo");
  const Catalog ours = core_catalog();
  const auto bundled = [&](const BundledDef& b) { return b.plugin == names.id; };
  const bool beside = fs::exists(fs::path(bundled_directory()) / fmt::format("merlon-{}.json", names.id));
  if (beside || std::any_of(ours.bundled.begin(), ours.bundled.end(), bundled)) return wrong(console, fmt::format("a plugin of merlon itself is called `{}`", names.id), "give yours the name of your organisation: org.acme.demo");
  const std::string folder = arguments.one("dir").empty() ? names.id : arguments.one("dir");
  std::error_code error;
  if (fs::exists(folder, error)) return wrong(console, fmt::format("`{}` exists already and is left as it is", folder), "name another folder with `--dir`");
  std::vector<std::pair<std::string, std::string>> texts;  // path, content
  for (const EmbeddedText& t : templates()) {
    if (!t.name.starts_with(kind + "/")) continue;
    texts.emplace_back(filled_in(std::string(t.name.substr(kind.size() + 1)), names), filled_in(std::string(t.text), names));
  }
  if (const std::string why = written_at_once(folder, texts); !why.empty()) return wrong(console, why, "nothing was left behind; name another folder with `--dir`");
  const std::string told = names.id == arguments.one("ID") ? "" : fmt::format(" (the {} is called `{}`)", kind == "pack" ? "pack" : "plugin", names.id);
  console.out(printable_lines(fmt::format("{}{}\n", folder, told)));
  for (const auto& [path, text] : texts) console.out(printable_lines(fmt::format("  {}\n", path)));
  console.out(printable_lines(fmt::format("\n{}, test and run it:\n\n{}", kind == "pack" ? "Check" : "Build", next_steps(kind, folder, names))));
  return exit_ok;
}

}  // namespace

const Verb& plugin_new() {
  static const Verb verb{"plugin new", "write a folder with a plugin or pack that works, to change",
                         "What it writes builds, passes its tests and runs as it is; the three commands for that are printed.",
                         {{OptionSpec::Kind::positional, "ID", "ID", "its id: lower-case words, joined by `-` or `.`", true},
                          {OptionSpec::Kind::value, "--kind", "KIND", "analyzer (the default), scorer, emitter, importer, or pack", false},
                          {OptionSpec::Kind::value, "--dir", "DIR", "the folder, instead of one called like the id", false}},
                         &run};
  return verb;
}

}  // namespace merlon::verbs
