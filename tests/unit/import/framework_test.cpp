#include "import/framework.hpp"

#include "unit/import/framework_case.hpp"

using namespace merlon;
using merlon::test::body;
using merlon::test::FrameworkCase;

namespace {

const char* const kAtlas = R"(---
id: ATLAS
version: 9.9.9
matrices:
- id: ATLAS
  tactics:
  - {id: AML.TA0002, name: Reconnaissance, description: prose}
  techniques:
  - id: AML.T0010
    name: 'AI "Supply" Chain'
    maturity: Realized
    tactics: [AML.TA0002]
    description: prose
  - {id: AML.T0010.000, name: Hardware, maturity: feasible, subtechnique-of: AML.T0010}
  mitigations:
  - id: AML.M0007
    name: "Sanitize\tTraining Data \\ Caf\u00e9"
    techniques: [{id: AML.T0010, use: prose}, {id: AML.T0010.000, use: prose}]
    ml-lifecycle: [Deployment]
case-studies: []
)";

std::string words(size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(1000 + i);
    out += "  - {id: AML.T" + number + ", name: T" + number + ", maturity: feasible}\n";
  }
  return out;
}

}  // namespace

TEST_CASE("the names are known and sorted") {
  const std::vector<std::string_view> expected = {
      "atlas",          "cosai",          "cyclonedx",         "eu-ai-act",   "iso-42001",
      "nist-ai-rmf",    "nist-aml",       "owasp-ai-exchange", "owasp-aisvs", "owasp-asi-2026",
      "owasp-llm-2025", "owasp-llm-2026", "owasp-ml"};
  CHECK(framework_names() == expected);
  CHECK(framework_takes_facts("atlas"));
  CHECK_FALSE(framework_takes_facts("owasp-ml"));
  CHECK_FALSE(framework_takes_facts("nobody"));
}

TEST_CASE("golden: a small ATLAS") {
  FrameworkCase c{{"ATLAS.yaml", kAtlas}};
  const auto files = c.import("atlas", "ATLAS.yaml");
  REQUIRE(files);
  CHECK(c.said().empty());
  CHECK(files->framework_toml.starts_with(
      "# Written by `merlon framework import atlas ATLAS.yaml`, not by hand.\n"
      "# ATLAS.yaml: BLAKE2b-256 "));
  CHECK(files->entries_toml.starts_with(
      "# Written by `merlon framework import atlas ATLAS.yaml`, not by hand.\n"));
  CHECK(body(files->framework_toml) == R"(id = "atlas"
name = "MITRE ATLAS"
release = "9.9.9"
licence = "Apache-2.0"
source = "ATLAS.yaml of mitre-atlas/atlas-data, Copyright 2021-2025 MITRE"
)");
  CHECK(body(files->entries_toml) == R"([[entry]]
id = "AML.TA0002"
kind = "tactic"
name = "Reconnaissance"

[[entry]]
id = "AML.T0010"
kind = "technique"
name = "AI \"Supply\" Chain"
maturity = "realized"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.T0010.000"
kind = "technique"
name = "Hardware"
parent = "AML.T0010"
maturity = "feasible"
tactics = ["AML.TA0002"]

[[entry]]
id = "AML.M0007"
kind = "mitigation"
name = "Sanitize\tTraining Data \\ Café"
mitigates = ["AML.T0010", "AML.T0010.000"]
)");
}

TEST_CASE("no sentence of the source is carried") {
  FrameworkCase c{{"ATLAS.yaml", kAtlas}};
  const auto files = c.import("atlas", "ATLAS.yaml");
  REQUIRE(files);
  CHECK(files->entries_toml.find("prose") == std::string::npos);
}

TEST_CASE("the same file gives the same bytes, wherever it lies") {
  FrameworkCase one{{"ATLAS.yaml", kAtlas}}, two{{"ATLAS.yaml", kAtlas}};
  const auto a = one.import("atlas", "ATLAS.yaml"), b = two.import("atlas", "ATLAS.yaml");
  REQUIRE((a && b));
  CHECK(a->framework_toml == b->framework_toml);
  CHECK(a->entries_toml == b->entries_toml);
}

TEST_CASE("long lists are broken at a hundred columns") {
  std::string text = "case-studies: []\nmatrices:\n- techniques:\n" + words(20) +
                     "  mitigations:\n  - id: AML.M0001\n" + "    name: M\n    techniques:\n";
  for (size_t i = 0; i < 20; ++i) text += "    - {id: AML.T" + std::to_string(1000 + i) + "}\n";
  FrameworkCase c{{"ATLAS.yaml", "version: 1\n" + text}};
  const auto files = c.import("atlas", "ATLAS.yaml");
  REQUIRE(files);
  CHECK(files->entries_toml.find(R"(
mitigates = ["AML.T1000", "AML.T1001", "AML.T1002", "AML.T1003", "AML.T1004", "AML.T1005",
  "AML.T1006", "AML.T1007", "AML.T1008", "AML.T1009", "AML.T1010", "AML.T1011", "AML.T1012",
  "AML.T1013", "AML.T1014", "AML.T1015", "AML.T1016", "AML.T1017", "AML.T1018", "AML.T1019"]
)") != std::string::npos);
}

TEST_CASE("an unknown name is refused and the nearest offered") {
  FrameworkCase c{{"x", ""}};
  CHECK_FALSE(c.import("atlsa", "x"));
  CHECK(c.said() == "E0506 0: there is no importer for `atlsa`\n");
  CHECK(c.diagnostics.all()[0].help == "did you mean `atlas`?");
}

TEST_CASE("facts are for frameworks that take them") {
  FrameworkCase c{{"owasp.json", "{}"}, {"facts.json", "{}"}};
  CHECK_FALSE(c.import("owasp-ml", "owasp.json", "facts.json"));
  CHECK(c.said() == "E0507 0: `owasp-ml` is imported from one file\n");
}

TEST_CASE("every importer refuses the empty, the malformed and the absent") {
  for (const std::string_view name : framework_names()) {
    INFO(name);
    const bool folder = name == "cosai";
    FrameworkCase empty{{"f", ""}, {"risks.yaml", ""}, {"controls.yaml", ""}};
    CHECK_FALSE(empty.import(std::string(name), folder ? "" : "f"));
    CHECK(empty.diagnostics.has_errors());

    const std::string bad = "{ \"a\": [1, 2";
    FrameworkCase malformed{{"f", bad}, {"risks.yaml", bad}, {"controls.yaml", bad}};
    CHECK_FALSE(malformed.import(std::string(name), folder ? "" : "f"));
    REQUIRE(malformed.diagnostics.has_errors());
    CHECK(malformed.diagnostics.all()[0].code == "E0503");

    FrameworkCase wrong{{"f", "[1]\n"}, {"risks.yaml", "[1]\n"}, {"controls.yaml", "[1]\n"}};
    CHECK_FALSE(wrong.import(std::string(name), folder ? "" : "f"));
    REQUIRE(wrong.diagnostics.has_errors());
    CHECK(wrong.diagnostics.all()[0].code == "E0504");

    FrameworkCase absent{};
    CHECK_FALSE(absent.import(std::string(name), "f"));
    REQUIRE(absent.diagnostics.has_errors());
    CHECK(absent.diagnostics.all()[0].code == "E0501");
  }
}

TEST_CASE("a list that no framework has is refused") {
  std::string many = "case-studies: []\nmatrices:\n- techniques:\n";
  for (size_t i = 0; i < 5; ++i) {
    for (size_t j = 0; j < 1000; ++j) {
      const std::string id = std::to_string(1000 + i) + "." + std::to_string(1000 + j).substr(1);
      many += "  - {id: AML.T" + id + ", name: x, subtechnique-of: AML.T1000}\n";
    }
  }
  FrameworkCase entries{{"ATLAS.yaml", many}};
  CHECK_FALSE(entries.import("atlas", "ATLAS.yaml"));
  CHECK(entries.diagnostics.errors() == 1);
  CHECK(entries.said().find("E0502 4100: the list has more than 4096 entries\n") !=
        std::string::npos);

  std::string risks = "risks:\n", controls = "controls:\n";
  for (size_t i = 0; i < 300; ++i) {
    risks += "- {id: risk" + std::to_string(i) + ", title: R}\n";
    controls += "- {id: control" + std::to_string(i) + ", title: C, risks: all}\n";
  }
  FrameworkCase relations{{"risks.yaml", risks}, {"controls.yaml", controls}};
  CHECK_FALSE(relations.import("cosai"));
  CHECK(relations.said().ends_with("E0502 0: the list has more than 65536 relations\n"));
}

TEST_CASE("a list without a usable entry is refused") {
  FrameworkCase c{{"ATLAS.yaml", "version: 1\nmatrices:\n- techniques: []\ncase-studies: []\n"}};
  CHECK_FALSE(c.import("atlas", "ATLAS.yaml"));
  CHECK(c.said() == "E0504 0: the list has no entry that can be carried\n");
}
