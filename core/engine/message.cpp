// Messages of entries: {subject}, names bound by `as`, {actor} and {path} of a contribution.
#include <fmt/format.h>

#include "engine/run.hpp"

namespace merlon {
namespace {

std::string path_text(const Graph& g, const std::vector<Element>& path) {
  std::string out;
  for (const Element e : path) out += (out.empty() ? "" : " -> ") + g.ids[e];
  return out;
}

// A way that begins at an asset begins with somebody who writes there, or whom a tool brings in; one of answers, with
// somebody who reads them there.
std::string who(const Graph& g, const Trace& trace) {
  const Element source = trace.contribution.front();
  if (g.kind_of(source) != ElementKind::asset) return g.ids[source];
  if (trace.contributes == g.catalog->vocabulary.find("answered-to")) return fmt::format("a reader of `{}`", g.ids[source]);
  const bool tool = g.is_kind(source, g.catalog->vocabulary.kinds.find("tool"));
  return fmt::format("an author {} `{}`", tool ? "behind" : "of", g.ids[source]);
}

std::string value_of(std::string_view name, const Graph& g, Element subject, const Trace& trace) {
  if (name == "subject") return g.ids[subject];
  if (name == "path") return trace.contribution.empty() ? "its own facts say so" : path_text(g, trace.contribution);
  if (name == "actor") return trace.contribution.empty() ? "somebody outside" : who(g, trace);
  for (const auto& [bound, element] : trace.witnesses) {
    if (bound == name) return g.ids[element];
  }
  return "something";
}

}  // namespace

std::string fill_message(const std::string& message, const Graph& g, Element subject, const Trace& trace) {
  std::string out;
  for (size_t i = 0; i < message.size(); ++i) {
    const size_t end = message[i] == '{' ? message.find('}', i) : std::string::npos;
    if (end == std::string::npos) {
      out += message[i];
      continue;
    }
    out += value_of(std::string_view(message).substr(i + 1, end - i - 1), g, subject, trace);
    i = end;
  }
  return out;
}

}  // namespace merlon
