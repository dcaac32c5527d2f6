// Small texts read as files of the threat database, and what is said of them.
#pragma once

#include <string>

#include "packc/lint.hpp"
#include "packc/read.hpp"

namespace merlon {

struct PackCase {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<PackReading> readings = std::vector<PackReading>(1);

  TomlValue parse(std::string name, std::string text) {
    const uint32_t file = sources.add(std::move(name), std::move(text));
    auto doc = parse_toml(sources, file, {}, diagnostics);
    return doc ? std::move(*doc) : TomlValue();
  }
  PackCase& threat(std::string text, const std::string& stem = "a") {
    read_threat(parse(stem + ".toml", std::move(text)), "data", stem, readings[0], diagnostics);
    return *this;
  }
  PackCase& control(std::string text, const std::string& stem = "c") {
    read_control(parse(stem + ".toml", std::move(text)), stem, readings[0], diagnostics);
    return *this;
  }
  PackCase& vocabulary(std::string text) {
    read_vocabulary(parse("v.toml", std::move(text)), readings[0], diagnostics);
    return *this;
  }
  PackCase& lint(const std::vector<std::string>& analyzers = {}) {
    merlon::lint(readings, analyzers, diagnostics);
    return *this;
  }
  std::string shown() const { return render(sources, diagnostics, false); }
  /// Code, place and sentence of each message, in the order in which they were found.
  std::string lines() const {
    std::string out;
    for (const Diagnostic& d : diagnostics.all()) {
      out += d.code + " " + (d.span.file < sources.size() ? place(sources, d.span) : "-") + " " + d.message +
             (d.help.empty() ? "" : " | " + d.help) + "\n";
    }
    return out;
  }
};

/// A threat whose entry keeps every rule, with `id` and `reason`; `more` stands before its tables, `end` behind them.
inline std::string good_threat(const std::string& id, const std::string& reason, const std::string& more = {},
                               const std::string& end = {}) {
  return "id = \"" + id + "\"\n" + R"(name = "A"
summary = "s"
subjects = { stage = true }
travels = "local"
affects = ["integrity"]
maturity = "feasible"
cites = ["X.1"]
)" + more + R"([[raise]]
when = { does = "train" }
reason = ")" +
         reason + R"("
message = "m"
[controls]
c = { lowers = "likelihood", by = "weak" }
)" + (end.empty() ? "[[test]]\nraised = \"x\"\npipeline = 'p'\n[[test]]\nruled-out = [\"x\"]\npipeline = 'p'\n" : end);
}

inline std::string good_control() {
  return "id = \"c\"\nname = \"C\"\nsummary = \"s\"\nat = [\"stage\"]\nfamily = \"f\"\neffort = \"small\"\nverify = \"v\"\n";
}

}  // namespace merlon
