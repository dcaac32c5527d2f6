// TOML entries of the threat database -> `Pack`.  One function for each kind of file.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "catalog/pack.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {

/// An inline test of a threat (design 3): the pipeline, and what must be said of which subjects.
struct ThreatTest {
  std::string threat;
  std::vector<std::string> raised, ruled_out, undecided;
  std::string pipeline;
  Span span;
};

/// Where the entries of a pack stand, and in each what it names (controls, framework entries, threats), so that problems
/// found at linking have a place.
struct NamePlace {
  std::string name;
  Span span;
};
struct EntryPlace {
  std::string id;
  Span span;
  std::vector<NamePlace> names = {};
};

/// The id of the place of what a pack says of itself.
inline constexpr std::string_view kPackPlace = "pack.toml";

/// The id of the place where a framework's `not-cited.toml` stands.
inline std::string not_cited_place(const std::string& framework) { return framework + "/not-cited"; }

/// What reading fills: the pack, its tests, and where each entry stands.
struct PackReading {
  Pack pack;
  std::vector<ThreatTest> tests;
  std::vector<EntryPlace> places;
};

void read_vocabulary(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics);
/// `folder` and `stem`: the folder's name is the domain, the file's stem must be the id.
void read_threat(const TomlValue& doc, const std::string& domain, const std::string& stem, PackReading& out,
                 Diagnostics& diagnostics);
void read_control(const TomlValue& doc, const std::string& stem, PackReading& out, Diagnostics& diagnostics);
/// `folder`: its name, which must be the id.
void read_framework(const TomlValue& framework, const TomlValue& entries, const std::string& folder, PackReading& out,
                    Diagnostics& diagnostics);
/// `not-cited.toml` of the framework read last.
void read_not_cited(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics);
/// `domain.toml`.
void read_domain(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics);
/// A condition table; `text` gets it as it was written.
Condition read_condition(const TomlValue& table, Diagnostics& diagnostics);
/// Refuses a message that names what `when` binds nowhere.
void check_message(const TomlValue& message, const Condition& when, Diagnostics& diagnostics);
/// `["stage", "asset"]` -> mask.
ElementMask read_element_kinds(const std::vector<std::string>& words, const Span& span, Diagnostics& diagnostics);

}  // namespace merlon
