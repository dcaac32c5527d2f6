// Texts read as files called `pipeline.toml`, and what the user sees of it.
#pragma once

#include <optional>
#include <string>

#include "syntax/pipeline_doc.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {

/// A text with everything that came of reading it.
struct Reading {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<TomlValue> toml;
  std::optional<PipelineDoc> doc;

  std::string errors() const { return render(sources, diagnostics, false); }
  /// The codes in the order in which they were found.
  std::string codes() const {
    std::string out;
    for (const Diagnostic& d : diagnostics.all()) out += (out.empty() ? "" : " ") + d.code;
    return out;
  }
  /// The bytes of the text that a span covers.
  std::string at(const Span& span) const {
    const std::string& text = sources[span.file].text;
    size_t begin = 0;
    for (uint32_t line = 1; line < span.line; ++line) begin = text.find('\n', begin) + 1;
    return text.substr(begin + span.col - 1, span.length);
  }
};

inline Reading read_toml_text(std::string text, const TomlLimits& limits = {}) {
  Reading r;
  const uint32_t file = r.sources.add("pipeline.toml", std::move(text));
  r.toml = parse_toml(r.sources, file, limits, r.diagnostics);
  return r;
}

inline Reading read_pipeline_text(std::string text, const TomlLimits& limits = {}) {
  Reading r;
  const uint32_t file = r.sources.add("pipeline.toml", std::move(text));
  r.doc = read_pipeline(r.sources, file, limits, r.diagnostics);
  return r;
}

inline std::string toml_errors(std::string text) {
  const Reading r = read_toml_text(std::move(text));
  return r.toml ? "accepted\n" : r.errors();
}

inline std::string frame_errors(std::string text) {
  const Reading r = read_pipeline_text(std::move(text));
  return r.doc ? "accepted\n" : r.errors();
}

}  // namespace merlon
