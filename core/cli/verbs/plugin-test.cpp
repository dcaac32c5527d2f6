// `merlon plugin test FILE...`: annotated descriptions.  A line `#! raised THREAT@SUBJECT` says what must come out.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/expectations.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

struct Expectation {
  uint32_t line = 0;
  VerdictKind wanted = VerdictKind::raised;
  std::string threat, subject;
};

// One of a line `#! WORD THREAT@SUBJECT`, or why it is none.
tl::expected<Expectation, std::string> read_expectation(std::string_view text) {
  const size_t blank = text.find(' '), at = text.find('@');
  const auto word = std::find(kVerdictWords.begin(), kVerdictWords.end(), text.substr(0, blank));
  if (word == kVerdictWords.end()) return tl::unexpected(fmt::format("`{}` is no verdict: {}", text.substr(0, blank), listed(kVerdictWords)));
  if (blank == std::string_view::npos || at == std::string_view::npos || at < blank) return tl::unexpected(std::string("after the verdict stands THREAT@SUBJECT"));
  const std::string_view threat = trimmed(text.substr(blank, at - blank));
  return Expectation{0, static_cast<VerdictKind>(word - kVerdictWords.begin()), std::string(threat), std::string(trimmed(text.substr(at + 1)))};
}

class Tester {
 public:
  Tester(Walk& walk, const Console& console) : walk_(walk), console_(console) {}

  void test(const std::string& file) {
    const auto text = read_file(file);
    if (!text) return wrong(file, "it can't be read: " + text.error());
    std::vector<Expectation> expected;
    uint32_t line = 0;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::string_view rest = *text;
    if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
    while (!rest.empty()) {
      const std::string_view whole = rest.substr(0, rest.find('\n')), one = trimmed(whole);
      rest.remove_prefix(std::min(rest.size(), whole.size() + 1));
      ++line;
      if (!one.starts_with("#!")) continue;
      auto read = read_expectation(trimmed(one.substr(2)));
      if (!read) {
        wrong(fmt::format("{}:{}", file, line), read.error());
        continue;
      }
      read->line = line;
      expected.push_back(std::move(*read));
    }
    if (wrong_) return;
    if (expected.empty()) return wrong(file, "it expects nothing: say `#! raised THREAT@SUBJECT`, or undecided, or ruled-out");
    run(file, *text, expected);
  }

  int finish() const {
    console_.out(tally(passed_, failed_));
    return incomplete_ ? exit_incomplete : wrong_ ? exit_usage : failed_ > 0 ? exit_gate : exit_ok;
  }

 private:
  void wrong(const std::string& where, const std::string& why) {
    wrong_ = true;
    console_.err(fmt::format("merlon: `{}`: {}\n", printable(where), printable(why)));
  }

  void failed_pass(const std::string& file, const std::string& plugin, const std::string& why) {
    incomplete_ = true;
    console_.err(fmt::format("merlon: on `{}`, plugin `{}`: {}\n", printable(file), plugin, printable(why)));
  }

  void run(const std::string& file, const std::string& text, const std::vector<Expectation>& expected) {
    Diagnostics diagnostics;
    const auto doc = read_pipeline(walk_.sources, walk_.sources.add(file, text), TomlLimits{}, diagnostics);
    const auto graph = doc ? shape({*doc, walk_.house.catalog, !doc->assumptions.empty(), walk_.house.tables}, diagnostics) : std::nullopt;
    if (!graph) {
      wrong_ = true;
      console_.err(render(walk_.sources, diagnostics, console_.colour) + "\n");
      return;
    }
    const Verdicts verdicts = run_plugins({&*graph, &walk_.house.catalog, walk_.house.tables, {}, 1});
    for (const NotComputed& n : graph->not_computed) failed_pass(file, n.plugin, fmt::format("analysis `{}` failed: {}", n.analysis, n.why));
    std::set<std::pair<std::string, std::string>> told;
    for (const NotAnalysed& n : verdicts.not_analysed) {
      if (told.emplace(n.plugin, n.reason).second) failed_pass(file, n.plugin, n.reason);
    }
    for (const Expectation& e : expected) {
      const std::string why = unmet(*graph, verdicts, e.threat, e.subject, e.wanted);
      ++(why.empty() ? passed_ : failed_);
      if (!why.empty()) console_.out(printable_lines(fmt::format("{}:{}: {}: {}\n", file, e.line, e.threat, why)));
    }
  }

  Walk& walk_;
  const Console& console_;
  size_t passed_ = 0, failed_ = 0;
  bool wrong_ = false, incomplete_ = false;
};

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  tell(*walk, console);
  Tester tester(*walk, console);
  for (const std::string& file : arguments.all("FILE")) tester.test(file);
  const int found = tester.finish();
  return walk->house.silent.empty() ? found : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positionals, "FILE", "FILE", "descriptions with expectations", true}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& plugin_test() {
  static const Verb verb{"plugin test", "hold verdicts against what descriptions expect of them",
                         "A line `#! raised THREAT@SUBJECT` (or undecided, ruled-out) in a description says what must come out; exit 1 when it does not.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
