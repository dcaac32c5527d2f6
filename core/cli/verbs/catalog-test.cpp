// `merlon catalog test DIR`: the inline tests of a threat database, through the plugins that ship it.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/expectations.hpp"
#include "cli/own_pack.hpp"
#include "packc/folder.hpp"

namespace merlon::verbs {
namespace {

// A micro-description gets the frame that it leaves out.
std::string framed(const std::string& text) {
  const bool has_format = text.starts_with("format") || text.find("\nformat") != std::string::npos;
  std::string out = has_format ? text : "format = 1\n" + text;
  if (text.find("[pipeline]") == std::string::npos) out += "\n[pipeline]\nid = \"test\"\ncriticality = \"moderate\"\n";
  return out;
}

class Tester {
 public:
  Tester(House& house, const Sources& sources, const Console& console) : house_(house), sources_(sources), console_(console) {}

  void test(const ThreatTest& t) {
    Sources texts;
    Diagnostics diagnostics;
    const uint32_t file = texts.add("pipeline", framed(t.pipeline));
    const auto doc = read_pipeline(texts, file, TomlLimits{}, diagnostics);
    const auto graph = doc ? shape({*doc, house_.catalog, !doc->assumptions.empty(), house_.tables}, diagnostics) : std::nullopt;
    if (!graph) return fail(t, "its pipeline is wrong:\n" + render(texts, diagnostics, false));
    const Verdicts verdicts = run_plugins({&*graph, &house_.catalog, house_.tables, {}, 1});
    const size_t failed = failed_;
    for (const auto& [subjects, kind] : {std::pair{&t.raised, VerdictKind::raised}, {&t.ruled_out, VerdictKind::ruled_out},
                                         {&t.undecided, VerdictKind::undecided}}) {
      for (const std::string& subject : *subjects) {
        const std::string why = unmet(*graph, verdicts, t.threat, subject, kind);
        why.empty() ? static_cast<void>(++passed_) : fail(t, why);
      }
    }
    // What holds by luck, while a pass of it failed, does not hold.
    for (const NotAnalysed& n : verdicts.not_analysed) {
      if (failed_ == failed && n.threat == t.threat) fail(t, fmt::format("{}: {}", n.plugin, n.reason));
    }
  }

  int finish() const {
    console_.out(tally(passed_, failed_));
    return failed_ > 0 ? exit_gate : exit_ok;
  }

 private:
  void fail(const ThreatTest& t, const std::string& why) {
    ++failed_;
    console_.out(fmt::format("{}: {}: {}\n", place(sources_, t.span), t.threat, why));
  }

  House& house_;
  const Sources& sources_;
  const Console& console_;
  size_t passed_ = 0, failed_ = 0;
};

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk_with_pack(arguments, arguments.one("DIR"), console, code);
  if (!walk) return code;
  const std::string root = arguments.one("DIR");
  std::vector<PackReading> readings;
  Diagnostics& diagnostics = walk->diagnostics;
  std::error_code error;
  const bool whole = std::filesystem::exists(root + "/threats", error) && !is_pack(root);
  if (whole) {
    for (const std::string_view domain : kDomains) {
      read_domain_folder(fmt::format("{}/threats/{}", root, domain), walk->sources, readings.emplace_back(), diagnostics);
    }
  } else {
    read_pack_folder(root, walk->sources, readings.emplace_back(), diagnostics);
  }
  tell(*walk, console);
  if (diagnostics.has_errors()) return exit_usage;
  Tester tester(walk->house, walk->sources, console);
  for (const PackReading& reading : readings) {
    for (const ThreatTest& t : reading.tests) tester.test(t);
  }
  const int result = tester.finish();
  return walk->house.silent.empty() ? result : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "DIR", "DIR", "a threat database, a domain folder or a pack", true}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& catalog_test() {
  static const Verb verb{"catalog test", "run the inline tests of threats through the loaded plugins", "", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
