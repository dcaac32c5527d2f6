// What is wrong with an input: what, where, how to mend it.  Rooms collect; the cli prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace merlon {

enum class Severity : uint8_t { note, warning, error };

/// One message.  `code` is `E0203` or `W0401`; docs/errors/<code>.md is its page.
/// `message` is one lower-case sentence; `label` stands beside the caret; `help` says how to mend it.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;
  std::string message;
  Span span;
  std::string label;
  std::string help;
};

/// Collects the messages of a run in the order in which they were found.
class Diagnostics {
 public:
  /// Adds an error (code `E...`) or warning (code `W...`); the severity follows the code.
  void add(std::string code, Span span, std::string message, std::string label = {},
           std::string help = {});
  void add(Diagnostic diagnostic);
  bool has_errors() const { return errors_ > 0; }
  size_t errors() const { return errors_; }
  const std::vector<Diagnostic>& all() const { return all_; }
  bool empty() const { return all_.empty(); }

 private:
  std::vector<Diagnostic> all_;
  size_t errors_ = 0;
};

/// Renders in the manner of rustc, sorted by place, at most `limit` of them, with a line about the rest.
/// Source text and user strings are shown with control characters replaced.
std::string render(const Sources& sources, const Diagnostics& diagnostics, bool colour,
                   size_t limit = 50);

}  // namespace merlon
