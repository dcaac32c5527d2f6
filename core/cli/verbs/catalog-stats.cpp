// `merlon catalog stats PATH...`: how often each threat is raised, undecided and ruled out over a corpus of pipelines.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/walk.hpp"
#include "packc/folder.hpp"

namespace merlon::verbs {
namespace {

/// Pipelines by the most that was said of the threat in them.
struct Frequency {
  size_t asked = 0, raised = 0, undecided = 0, ruled_out = 0;
};

// Descriptions begin with their format; comments may stand before.
bool describes_a_pipeline(const std::string& path) {
  const auto text = read_file(path, 16u << 20);
  std::istringstream lines(text ? *text : std::string());
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos || line[0] == '#') continue;
    return line.starts_with("format");
  }
  return false;
}

// A file as it is; of a folder every description below it.
std::vector<std::string> files_of(const std::vector<std::string>& paths, Diagnostics& diagnostics) {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      out.push_back(path);
      continue;
    }
    for (const std::string& file : toml_files(path, true, diagnostics)) {
      if (describes_a_pipeline(file)) out.push_back(file);
    }
  }
  return out;
}

class Stats {
 public:
  void add(const Verdicts& verdicts) {
    ++pipelines_;
    for (const AskedThreat& asked : verdicts.threats) {
      Frequency& f = threats_[asked.id];
      if (asked.subjects.empty()) continue;
      ++f.asked;
      const auto has = [&](VerdictKind kind) { return std::find(asked.kinds.begin(), asked.kinds.end(), kind) != asked.kinds.end(); };
      if (has(VerdictKind::raised)) ++f.raised;
      else if (has(VerdictKind::undecided)) ++f.undecided;
      else if (has(VerdictKind::ruled_out)) ++f.ruled_out;
    }
  }

  std::string text(const Catalog& catalog) const {
    std::string out = fmt::format("{}\n{:<34} {:>6} {:>7} {:>10} {:>10}\n", amount(pipelines_, "pipeline"), "threat", "asked", "raised", "undecided", "ruled out");
    for (const auto& [id, f] : threats_) out += fmt::format("{:<34} {:>6} {:>7} {:>10} {:>10}\n", id, f.asked, f.raised, f.undecided, f.ruled_out);
    out += group("Raised wherever it was asked", catalog, [](const Frequency& f) { return f.asked > 0 && f.raised == f.asked; });
    out += group("Never raised", catalog, [](const Frequency& f) { return f.asked > 0 && f.raised == 0; });
    return out + group("Never asked", catalog, [](const Frequency& f) { return f.asked == 0; });
  }

 private:
  template <class Is>
  std::string group(std::string_view title, const Catalog& catalog, Is is) const {
    std::string out;
    for (const auto& [id, f] : threats_) {
      if (!is(f)) continue;
      const Threat* threat = catalog.threat(id);
      const bool explained = threat != nullptr && !threat->def.noise.empty();
      out += fmt::format("  {:<34} {}\n", id, explained ? threat->def.noise : "no word in the entry about why (`noise`)");
    }
    return out.empty() ? out : fmt::format("\n{}\n{}", title, out);
  }

  size_t pipelines_ = 0;
  std::map<std::string, Frequency> threats_;
};

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto house = start_walk(arguments, console, code);
  if (!house) return code;
  const std::vector<std::string> files = files_of(arguments.all("PATH"), house->diagnostics);
  tell(*house, console);
  if (house->diagnostics.has_errors()) return exit_usage;
  if (files.empty()) {
    console.err("merlon: no pipeline found\n  = help: name files, or folders with TOML files that begin with `format = 1`\n");
    return exit_usage;
  }
  Stats stats;
  bool wrong = false;
  for (const std::string& file : files) {
    const auto walk = start_walk(arguments, console, code);
    if (!walk) return code;
    if (walk_to_assessment(*walk, file, {1, {}})) {
      stats.add(walk->verdicts);
      continue;
    }
    wrong = true;
    tell(*walk, console);
  }
  console.out(printable_lines(stats.text(house->house.catalog)));
  if (wrong) return exit_usage;
  return house->house.silent.empty() ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positionals, "PATH", "PATH", "descriptions, or folders with some", true}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& catalog_stats() {
  static const Verb verb{"catalog stats", "how often each threat is raised, undecided and ruled out over many pipelines",
                         "A pipeline counts for a threat by the most that is said of any subject in it: raised, else\n"
                         "undecided, else ruled out.  One that can't be read is told, and left out.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
