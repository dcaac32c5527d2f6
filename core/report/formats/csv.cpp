// One line for each cell that is raised, undecided or not analysed, for a spreadsheet or a ticket system.
//
// RFC 4180: commas, CRLF, quotes doubled.  A cell that a spreadsheet could take for a formula begins with an apostrophe.
#include <fmt/format.h>

#include "base/text.hpp"
#include "report/format.hpp"

namespace merlon::formats {
namespace {

std::string cell(std::string_view text) {
  std::string out = printable_lines(text);
  if (!out.empty() && std::string_view("=+-@\t\r\n").find(out.front()) != std::string_view::npos) out.insert(0, 1, '\'');
  if (out.find_first_of(",\"\r\n;") == std::string::npos && out == trimmed(out)) return out;
  for (size_t at = out.find('"'); at != std::string::npos; at = out.find('"', at + 2)) out.insert(at, 1, '"');
  return "\"" + out + "\"";
}

void line(std::string& out, const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + cell(cells[i]);
  out += "\r\n";
}

template <class List>
std::string joined(const List& words) { return fmt::format("{}", fmt::join(words, "; ")); }

std::string controls_of(const FindingRow& f) {
  std::vector<std::string> out;
  for (const ControlRow& c : f.controls) out.push_back(fmt::format("{} ({})", c.id, c.status));
  return joined(out);
}

std::string number(int n) { return std::to_string(n); }

void finding(const FindingRow& f, std::string& out) {
  line(out, {f.id, "raised", f.residual.level, number(f.residual.score), number(f.inherent.score), number(f.target.score), f.threat, f.name, f.subject, f.subject_kind,
             f.phase, f.domain, f.place, joined(f.reasons), "", controls_of(f), joined(f.cites), f.decision});
}

void undecided(const UndecidedRow& u, std::string& out) {
  std::vector<std::string> missing;
  for (const MissingRow& m : u.missing) missing.push_back(fmt::format("{} of {}", m.fact, m.element));
  line(out, {u.id, "undecided", u.potential.level, number(u.potential.score), "", "", u.threat, u.name, u.subject, u.subject_kind, u.phase, u.domain, u.place, "", joined(missing), "",
             "", u.decision_treatment});
}

// Of a threat without subjects the threat itself.
void not_analysed(const NotAnalysedRow& n, std::string& out) {
  const auto one = [&](const std::string& subject) {
    line(out, {subject.empty() ? n.threat : fmt::format("{}@{}", n.threat, subject), "not analysed", "", "", "", "", n.threat, "", subject, "", "", "", "",
               fmt::format("plugin {}: {}", n.plugin, n.reason), "", "", "", ""});
  };
  if (n.subjects.empty()) one("");
  for (const std::string& subject : n.subjects) one(subject);
}

// A plugin that did not speak, or not in full, and of whose threats nothing more is known.
void silent(const PluginRow& p, std::string& out) {
  line(out, {"plugin " + p.id, "not analysed", "", "", "", "", "", "", "", "", "", "", "", "", p.state, "", "", ""});
}

void write(const Report& r, Outlet& outlet) {
  std::string& out = outlet.text();
  line(out, {"id", "verdict", "level", "score", "inherent score", "target score", "threat", "name", "subject", "kind", "phase", "domain", "place", "why", "missing", "controls", "cites",
             "decision"});
  for (const FindingRow& f : r.findings) finding(f, out), outlet.pass();
  for (const UndecidedRow& u : r.undecided) undecided(u, out), outlet.pass();
  for (const PluginRow& p : r.silent) silent(p, out), outlet.pass();
  for (const NotAnalysedRow& n : r.not_analysed) not_analysed(n, out), outlet.pass();
}

}  // namespace

const Format& csv() {
  static const Format format{"csv", "a line for each finding, undecided and not analysed verdict; no cell is a formula", &write};
  return format;
}

}  // namespace merlon::formats
