// A verb of the command line: what it takes, said once, and what it does.  One file each in cli/verbs/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {

/// Exit codes, highest wins (9-semantics S8).
enum Exit : int { exit_ok = 0, exit_gate = 1, exit_usage = 2, exit_incomplete = 3, exit_bug = 70 };

struct OptionSpec {
  enum class Kind : uint8_t { flag, value, values, positional, positionals } kind = Kind::flag;
  std::string name;   ///< `--fail-on`, `-j,--jobs`, or the name of a positional
  std::string value;  ///< what stands for the value in the help
  std::string help;
  bool required = false;
};

/// What was given, by the option's long name without dashes.
class Arguments {
 public:
  std::map<std::string, std::vector<std::string>> values;
  std::map<std::string, bool> flags;
  std::vector<std::string> words;  ///< the command line as it was typed, with the name of the program

  bool flag(const std::string& name) const {
    const auto it = flags.find(name);
    return it != flags.end() && it->second;
  }
  std::string one(const std::string& name) const {
    const auto it = values.find(name);
    return it == values.end() || it->second.empty() ? std::string() : it->second.front();
  }
  const std::vector<std::string>& all(const std::string& name) const {
    static const std::vector<std::string> none;
    const auto it = values.find(name);
    return it == values.end() ? none : it->second;
  }
};

/// Where a verb writes; the only way to the outside besides files.
struct Console {
  bool colour = false;      ///< of standard error
  void out(std::string_view text) const;
  void err(std::string_view text) const;
  /// ISO date, read once when it is needed.
  static std::string today();
};

struct Verb {
  std::string_view name;    ///< `analyze`, `plugin list`
  std::string_view summary;
  std::string_view more;    ///< examples and details below the options
  std::vector<OptionSpec> options;
  int (*run)(const Arguments&, const Console&);
};

namespace verbs {
const std::vector<const Verb*>& all();
}  // namespace verbs

/// Parses and runs; returns the exit code.
int run_command_line(int argc, char** argv, const Console& console);

}  // namespace merlon
