// `merlon catalog test DIR`: the inline tests of a threat database, through the plugins that ship it.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/walk.hpp"
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
    for (const auto& [subjects, kind] : {std::pair{&t.raised, VerdictKind::raised}, {&t.ruled_out, VerdictKind::ruled_out},
                                         {&t.undecided, VerdictKind::undecided}}) {
      for (const std::string& subject : *subjects) expect(t, *graph, verdicts, subject, kind);
    }
  }

  int finish() const {
    console_.out(fmt::format("{} {}, {} {}\n", amount(passed_, "expectation"), passed_ == 1 ? "holds" : "hold", failed_,
                              failed_ == 1 ? "fails" : "fail"));
    return failed_ > 0 ? exit_gate : exit_ok;
  }

 private:
  void fail(const ThreatTest& t, const std::string& why) {
    ++failed_;
    console_.out(fmt::format("{}: {}: {}\n", place(sources_, t.span), t.threat, why));
  }

  void expect(const ThreatTest& t, const Graph& g, const Verdicts& verdicts, const std::string& subject, VerdictKind wanted) {
    const auto element = g.by_id.find(subject);
    if (element == g.by_id.end()) return fail(t, fmt::format("no element is called `{}`", subject));
    for (const AskedThreat& asked : verdicts.threats) {
      if (asked.id != t.threat) continue;
      const auto at = std::lower_bound(asked.subjects.begin(), asked.subjects.end(), element->second);
      if (at == asked.subjects.end() || *at != element->second) {
        return fail(t, fmt::format("`{}` is not in the scope", subject));
      }
      const VerdictKind kind = asked.kinds[static_cast<size_t>(at - asked.subjects.begin())];
      if (kind == wanted) {
        ++passed_;
        return;
      }
      return fail(t, fmt::format("`{}` is {}, expected {}{}", subject, kVerdictWords[static_cast<size_t>(kind)],
                                 kVerdictWords[static_cast<size_t>(wanted)], why(g, verdicts, t.threat, element->second)));
    }
    fail(t, "no loaded plugin or pack brings this threat");
  }

  static std::string why(const Graph& g, const Verdicts& verdicts, const std::string& threat, Element subject) {
    const Cell* cell = verdicts.find(threat, subject);
    std::string out;
    for (const SourceVerdict& s : cell == nullptr ? std::vector<SourceVerdict>() : cell->sources) {
      out += fmt::format("\n    {}: {}", s.by, s.reason);
      for (const Evidence& e : s.evidence) {
        if (e.kind == Evidence::Kind::missing) out += fmt::format("\n      missing {} of {}", e.fact, g.ids[e.element]);
      }
    }
    return out;
  }

  House& house_;
  const Sources& sources_;
  const Console& console_;
  size_t passed_ = 0, failed_ = 0;
};

// A pack that is tested is also loaded, unless a plugin has brought it.
std::unique_ptr<Walk> start(Arguments arguments, const Console& console, int& code) {
  const std::string root = arguments.one("DIR");
  std::error_code error;
  if (!std::filesystem::exists(root + "/pack.toml", error)) return start_walk(arguments, console, code);
  Sources sources;
  Diagnostics told_later;
  PackReading pack;
  read_pack_folder(root, sources, pack, told_later);
  Arguments alone = arguments;
  alone.values["pack"].clear();
  auto walk = start_walk(alone, console, code);
  if (walk == nullptr) return nullptr;
  const std::vector<LoadedPlugin>& plugins = walk->house.plugins.plugins;
  const auto brings = [&](const LoadedPlugin& p) { return p.id == pack.pack.id; };
  if (std::none_of(plugins.begin(), plugins.end(), brings)) arguments.values["pack"].push_back(root);
  return start_walk(arguments, console, code);
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start(arguments, console, code);
  if (!walk) return code;
  const std::string root = arguments.one("DIR");
  std::vector<PackReading> readings;
  Diagnostics& diagnostics = walk->diagnostics;
  std::error_code error;
  const bool whole = std::filesystem::exists(root + "/threats", error) && !std::filesystem::exists(root + "/pack.toml", error);
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
