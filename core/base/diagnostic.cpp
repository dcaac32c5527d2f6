#include "base/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

struct Paint {
  std::string_view bold, accent, gutter, off;
};

Paint paint_for(Severity severity, bool colour) {
  if (!colour) return {"", "", "", ""};
  switch (severity) {
    case Severity::error: return {"\x1b[1m", "\x1b[1;31m", "\x1b[34m", "\x1b[0m"};
    case Severity::warning: return {"\x1b[1m", "\x1b[1;33m", "\x1b[34m", "\x1b[0m"};
    case Severity::note: break;
  }
  return {"\x1b[1m", "\x1b[1;36m", "\x1b[34m", "\x1b[0m"};
}

std::string_view word(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: break;
  }
  return "note";
}

std::string_view line_of(std::string_view text, uint32_t line) {
  size_t begin = 0;
  for (uint32_t i = 1; i < line; ++i) {
    const size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return {};
    begin = end + 1;
  }
  std::string_view rest = text.substr(begin);
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

// A caret line must stay readable when somebody's file is one long line.
constexpr size_t kShownColumns = 160;

void render_source(std::string& out, std::string_view text, const Diagnostic& d,
                   const Paint& paint) {
  const std::string_view line = line_of(text, d.span.line);
  const std::string number = std::to_string(d.span.line);
  const std::string margin(number.size(), ' ');
  const size_t col = std::min<size_t>(d.span.col > 0 ? d.span.col - 1 : 0, line.size());
  const size_t from = col > kShownColumns / 2 && line.size() > kShownColumns ? col - kShownColumns / 2 : 0;
  const std::string_view shown = line.substr(from, kShownColumns);
  const size_t begin = col - from;
  const size_t length =
      std::max<size_t>(1, std::min<size_t>(d.span.length, shown.size() > begin ? shown.size() - begin : 1));
  out += fmt::format("{} {}|{}\n", margin, paint.gutter, paint.off);
  out += fmt::format("{}{} |{} {}\n", paint.gutter, number, paint.off, printable(shown));
  out += fmt::format("{} {}|{} {}{}{}", margin, paint.gutter, paint.off,
                     std::string(display_width(printable(shown.substr(0, begin))), ' '), paint.accent,
                     std::string(std::max<size_t>(1, display_width(printable(shown.substr(begin, length)))), '^'));
  if (!d.label.empty()) out += " " + printable(d.label);
  out += fmt::format("{}\n", paint.off);
  if (!d.help.empty()) out += fmt::format("{} {}={} help: {}\n", margin, paint.gutter, paint.off, printable(d.help));
}

void render_one(std::string& out, const Sources& sources, const Diagnostic& d, bool colour) {
  const Paint paint = paint_for(d.severity, colour);
  out += fmt::format("{}{}[{}]{}{}: {}{}\n", paint.accent, word(d.severity), d.code, paint.off,
                     paint.bold, printable(d.message), paint.off);
  if (d.span.file >= sources.size()) {
    if (!d.help.empty()) out += fmt::format("  = help: {}\n", printable(d.help));
    return;
  }
  out += fmt::format("  {}-->{} {}\n", paint.gutter, paint.off, printable(place(sources, d.span)));
  if (d.span.line > 0) {
    render_source(out, sources[d.span.file].text, d, paint);
  } else if (!d.help.empty()) {
    out += fmt::format("   = help: {}\n", printable(d.help));
  }
}

}  // namespace

void Diagnostics::add(std::string code, Span span, std::string message, std::string label,
                      std::string help) {
  const Severity severity = code.starts_with('W') ? Severity::warning : Severity::error;
  add({severity, std::move(code), std::move(message), span, std::move(label), std::move(help)});
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  all_.push_back(std::move(diagnostic));
}

std::string render(const Sources& sources, const Diagnostics& diagnostics, bool colour,
                   size_t limit) {
  std::vector<const Diagnostic*> sorted;
  sorted.reserve(diagnostics.all().size());
  for (const Diagnostic& d : diagnostics.all()) sorted.push_back(&d);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return std::tie(a->span.file, a->span.line, a->span.col) <
           std::tie(b->span.file, b->span.line, b->span.col);
  });
  std::string out;
  for (size_t i = 0; i < sorted.size() && i < limit; ++i) {
    if (i > 0) out += '\n';
    render_one(out, sources, *sorted[i], colour);
  }
  if (sorted.size() > limit) out += fmt::format("\n... and {} more\n", sorted.size() - limit);
  return out;
}

}  // namespace merlon
