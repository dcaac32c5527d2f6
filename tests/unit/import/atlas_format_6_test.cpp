// Data format 6 of ATLAS: maps keyed by id and a table of relations.
#include "unit/import/framework_case.hpp"

using namespace merlon;
using merlon::test::body;
using merlon::test::FrameworkCase;

namespace {

const char* const kSix = R"(format-version: 6.0.0
collection:
  id: ATLAS-collection
  object-type: collection
  version: "2026.09"
matrix:
  id: ATLAS-matrix
  name: ATLAS
tactics:
  AML.TA0001:
    id: AML.TA0001
    object-type: tactic
    name: AI Attack Adaptation
    created-date: "2022-01-24"
  AML.TA0002:
    id: AML.TA0002
    object-type: tactic
    name: Reconnaissance
techniques:
  AML.T0115:
    id: AML.T0115
    name: Publish Poisoned AI Artifacts
    maturity: Realized
    platforms: [Generative AI, Enterprise]
    uuid: 6ff098e9-2864-579e-bebb-a0f1c92ec772
  AML.T0115.000:
    id: AML.T0115.000
    name: AI Agent Tools
    maturity: Demonstrated
  AML.T0016:
    name: Obtain Capabilities
    maturity: Feasible
  AML.T0016.004:
    id: AML.T0016.004
    name: AI Agent Tools
    maturity: Feasible
mitigations:
  AML.M0037:
    id: AML.M0037
    name: AI Agent Authority Expansion Controls
    lifecycle-phases: [Deployment]
    categories: [Policy]
case-studies:
  AML.CS0069: {id: AML.CS0069, name: Study, type: Incident}
relationships:
  ATLAS-matrix:
    sequences:
    - {source: ATLAS-matrix, target: AML.TA0002, relationship-type: sequences, position: 1}
    - {source: ATLAS-matrix, target: AML.TA0001, relationship-type: sequences, position: 2}
  AML.T0115:
    achieves:
    - {source: AML.T0115, target: AML.TA0002, relationship-type: achieves}
  AML.T0115.000:
    achieves:
    - {source: AML.T0115.000, target: AML.TA0001, relationship-type: achieves}
    specializes:
    - {source: AML.T0115.000, target: AML.T0115, relationship-type: specializes}
  AML.T0016:
    achieves:
    - {source: AML.T0016, target: AML.TA0002, relationship-type: achieves}
  AML.T0016.004:
    specializes:
    - {target: AML.T0016}
  AML.M0037:
    mitigates:
    - source: AML.M0037
      target: AML.T0115.000
      relationship-type: mitigates
      description: prose
    - {source: AML.M0037, target: AML.T0016, relationship-type: mitigates}
  AML.CS0069:
    employs:
    - {source: AML.CS0069, target: AML.T0115, relationship-type: employs, tactic: AML.TA0002}
)";

const char* const kSixEntries = R"([[entry]]
id = "AML.TA0002"
kind = "tactic"
name = "Reconnaissance"

[[entry]]
id = "AML.TA0001"
kind = "tactic"
name = "AI Attack Adaptation"

[[entry]]
id = "AML.T0115"
kind = "technique"
name = "Publish Poisoned AI Artifacts"
maturity = "realized"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.T0115.000"
kind = "technique"
name = "AI Agent Tools"
parent = "AML.T0115"
maturity = "demonstrated"
tactics = ["AML.TA0001"]

[[entry]]
id = "AML.T0016"
kind = "technique"
name = "Obtain Capabilities"
maturity = "feasible"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.T0016.004"
kind = "technique"
name = "AI Agent Tools"
parent = "AML.T0016"
maturity = "feasible"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.M0037"
kind = "mitigation"
name = "AI Agent Authority Expansion Controls"
mitigates = ["AML.T0115.000", "AML.T0016"]
)";

// A file with `techniques`, `mitigations` and `relationships` as given.
std::string six(const std::string& techniques, const std::string& mitigations,
                const std::string& relationships) {
  return "format-version: 6.1.0\ncollection: {version: '2026.10'}\n"
         "tactics: {AML.TA0002: {name: Reconnaissance}}\ntechniques:\n" +
         techniques + "mitigations:\n" + mitigations + "relationships:\n" + relationships;
}

}  // namespace

TEST_CASE("golden: a small ATLAS of format 6") {
  FrameworkCase c{{"ATLAS-2026.09.yaml", kSix}};
  const auto files = c.import("atlas", "ATLAS-2026.09.yaml");
  REQUIRE(files);
  CHECK(c.said().empty());
  CHECK(body(files->framework_toml) == R"(id = "atlas"
name = "MITRE ATLAS"
release = "2026.09"
licence = "Apache-2.0"
source = "ATLAS data, format 6, of mitre-atlas/atlas-data, Copyright 2021-2026 MITRE"
)");
  CHECK(body(files->entries_toml) == kSixEntries);
}

TEST_CASE("format 6 reads lists where it has maps") {
  FrameworkCase c{{"a.yaml", R"(format-version: 6.0.0
collection: {version: '2026.09'}
tactics: [{id: AML.TA0002, name: Reconnaissance}]
techniques:
- {id: AML.T0016, name: Obtain Capabilities, maturity: FEASIBLE}
- {id: AML.T0016.000, name: Tools}
mitigations: [{id: AML.M0001, name: M}]
relationships:
- {source: AML.T0016, target: AML.TA0002, relationship-type: achieves}
- {source: AML.T0016.000, target: AML.T0016, relationship-type: specializes}
- {source: AML.M0001, target: AML.T0016.000, relationship-type: mitigates}
)"}};
  const auto files = c.import("atlas", "a.yaml");
  REQUIRE(files);
  CHECK(c.said().empty());
  CHECK(body(files->entries_toml) == R"([[entry]]
id = "AML.TA0002"
kind = "tactic"
name = "Reconnaissance"

[[entry]]
id = "AML.T0016"
kind = "technique"
name = "Obtain Capabilities"
maturity = "feasible"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.T0016.000"
kind = "technique"
name = "Tools"
parent = "AML.T0016"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.M0001"
kind = "mitigation"
name = "M"
mitigates = ["AML.T0016.000"]
)");
}

TEST_CASE("format 6 survives its defects and names each") {
  const std::string text = six(
      "  AML.T0001: {id: AML.T0001, name: One, maturity: Certain}\n"
      "  AML.T0001.000: {id: AML.T0001.000, name: Zero, maturity: Feasible}\n"
      "  AML.T0002: {id: AML.T0003, name: Other}\n"
      "  AML.T0001: {id: AML.T0001, name: Again}\n"
      "  T0045: {id: T0045, name: Unprefixed}\n"
      "  AML.T0004: text\n"
      "  AML.T0005: {name: Lone, maturity: [x]}\n"
      "  AML.T0006.001: {name: Orphan}\n",
      "  AML.M0001:\n    name: M\n    lifecycle-phases: [Deployment, {id: AML.T0005, use: x}, {x: "
      "1}]\n",
      "  AML.T0001:\n    achieves:\n"
      "    - {source: AML.T0001, target: AML.TA0002, relationship-type: achieves}\n"
      "    - {source: AML.T0001, target: AML.TA0002, relationship-type: achieves}\n"
      "    - {source: AML.T0001, target: AML.TA0099, relationship-type: achieves}\n"
      "    - {source: AML.T0005, target: AML.TA0002, relationship-type: achieves}\n"
      "    - {source: AML.T0001, target: AML.TA0002, relationship-type: mitigates}\n"
      "    - {source: AML.T0001, target: AML.T0005, relationship-type: achieves}\n"
      "    - text\n"
      "  AML.T0001.000:\n    specializes:\n"
      "    - {source: AML.T0001.000, target: AML.T0001}\n"
      "    - {source: AML.T0001.000, target: AML.T0001}\n"
      "    - {source: AML.T0001.000, target: AML.T0005}\n"
      "  AML.T0099:\n    achieves: [{target: AML.TA0002}]\n    something-new: [{target: x}]\n"
      "  AML.M0001:\n    mitigates: [{target: AML.T0098}]\n    achieves: [{target: AML.TA0002}]\n");
  FrameworkCase c{{"ATLAS-2026.11.yaml", text}};
  const auto files = c.import("atlas", "ATLAS-2026.11.yaml");
  REQUIRE(files);
  CHECK(c.said() ==
        "W0504 2: the file says release `2026.10`, but is published as 2026.11\n"
        "W0502 5: `AML.T0001` has the maturity `certain`, which is none of `feasible`, "
        "`demonstrated` and `realized`\n"
        "W0503 7: the technique under `AML.T0002` says that it is `AML.T0003`, and is left out\n"
        "W0503 8: `AML.T0001` is listed twice, the second is left out\n"
        "W0503 9: `T0045` is not the id of a technique and is left out\n"
        "W0503 10: technique `AML.T0004` has no name and is left out\n"
        "W0502 11: `AML.T0005` has the maturity ``, which is none of `feasible`, `demonstrated` "
        "and `realized`\n"
        "W0501 21: `AML.T0001` lists `AML.TA0002` twice\n"
        "W0502 23: a relation under `AML.T0001`, `achieves` says that it is `achieves` of "
        "`AML.T0005` and is left out\n"
        "W0502 24: a relation under `AML.T0001`, `achieves` says that it is `mitigates` of "
        "`AML.T0001` and is left out\n"
        "W0502 25: a relation of `AML.T0001`, `achieves`, leads to `AML.T0005`, which is not the "
        "id of a tactic and is left out\n"
        "W0502 26: a relation of `AML.T0001`, `achieves`, leads to ``, which is not the id of a "
        "tactic and is left out\n"
        "W0501 30: `AML.T0001.000` lists `AML.T0001` twice\n"
        "W0502 31: a relation says that `AML.T0001.000` also specializes `AML.T0005`, beside "
        "`AML.T0001`, and is left out\n"
        "W0505 33: a relation to `AML.TA0002` comes from `AML.T0099`, which the list does not "
        "have\n"
        "W0502 37: a relation `achieves` comes from `AML.M0001`, which is a mitigation and is left "
        "out\n"
        "W0502 16: the relation of `AML.M0001` to `AML.T0005` stands in `lifecycle-phases`; it is "
        "carried\n"
        "W0502 16: `lifecycle-phases` of `AML.M0001` holds an item that is no word\n"
        "W0502 12: `AML.T0006.001` has the id of a sub-technique and names no technique above it\n"
        "W0505 5: `AML.T0001` names the tactic `AML.TA0099`, which the list does not have\n"
        "W0505 15: `AML.M0001` names the target `AML.T0098`, which the list does not have\n"
        "W0502 11: `AML.T0005` has no tactic\n"
        "W0502 12: `AML.T0006.001` has no tactic\n");
  CHECK(files->framework_toml.find("release = \"2026.10\"\n") != std::string::npos);
  CHECK(files->entries_toml.find("mitigates = [\"AML.T0005\"]\n") != std::string::npos);
}

TEST_CASE("format 6 takes retired ids from the facts") {
  FrameworkCase c{{"ATLAS-2026.09.yaml", kSix}, {"atlas.json", R"json({"version_aliases": {
    "retired_in_2026_07": {"AML.T0019": "AML.T0115.000", "AML.T0058": "AML.T0115.001"},
    "retired_before_5": {"AML.T0045": "AML.T0058", "AML.T0044": "AML.T0019"}}})json"}};
  const auto files = c.import("atlas", "ATLAS-2026.09.yaml", "atlas.json");
  REQUIRE(files);
  CHECK(c.said().empty());
  CHECK(files->framework_toml.ends_with(R"(
[alias]
"AML.T0019" = { to = "AML.T0115.000", retired = "2026.07" }
"AML.T0044" = { to = "AML.T0115.000", retired = "before 5" }
"AML.T0045" = { retired = "before 5" }
"AML.T0058" = { retired = "2026.07" }
)"));
}

TEST_CASE("a format that nobody knows is not read") {
  for (const char* version : {"7.0.0", "60.0", "5.6.0", "new", "[6]"}) {
    INFO(version);
    FrameworkCase c{{"a.yaml", std::string("format-version: ") + version + "\ntechniques: {}\n"}};
    CHECK_FALSE(c.import("atlas", "a.yaml"));
    REQUIRE(c.diagnostics.errors() == 1);
    CHECK(c.diagnostics.all()[0].code == "E0505");
    CHECK(c.diagnostics.all()[0].span.line == 1);
  }
}

TEST_CASE("a table that is missing is a file that was cut off") {
  const std::string text = kSix;
  for (const char* key : {"techniques:\n", "mitigations:\n", "relationships:\n"}) {
    INFO(key);
    FrameworkCase c{{"a.yaml", text.substr(0, text.find(key) + std::string(key).size())}};
    CHECK_FALSE(c.import("atlas", "a.yaml"));
    REQUIRE(c.diagnostics.errors() == 1);
    CHECK(c.diagnostics.all()[0].code == "E0504");
    CHECK(c.diagnostics.all()[0].message.ends_with(", so it may be cut off"));
  }
}
