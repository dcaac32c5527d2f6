// What is wrong with the sources, and that each importer lives through it and says so.
#include "unit/import/framework_case.hpp"

using namespace merlon;
using merlon::test::body;
using merlon::test::FrameworkCase;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// threat-knowledge.md, section 3, in small.
const char* const kDefects = R"(version: 5.6.0
matrices:
- tactics:
  - {id: AML.TA0001, name: Staging}
  techniques:
  - {id: AML.T0043, name: Craft, maturity: demonstrated, tactics: [AML.TA0001, AML.TA0099, {x: 1}]}
  - {id: AML.T0043.001, name: Black-Box, maturity: certain, subtechnique-of: AML.T0043}
  - {id: AML.T0052.001, name: Deepfake, maturity: feasible, subtechnique-of: AML.T0052}
  - {id: AML.T0043, name: Again}
  - {name: Nameless}
  - {id: AML.T0044}
  - {id: T0045, name: Unprefixed}
  mitigations:
  - id: AML.M0002
    name: Passive
    techniques: [{id: AML.T0043.001}, {id: AML.T0043.001}, {use: x}, {id: AML.T0099}]
    ml-lifecycle:
    - Deployment
    - {id: AML.T0052.001, use: misplaced}
    - {x: 1}
case-studies: []
)";

}  // namespace

TEST_CASE("atlas survives its defects and names each") {
  FrameworkCase c{{"ATLAS.yaml", kDefects}};
  const auto files = c.import("atlas", "ATLAS.yaml");
  REQUIRE(files);
  CHECK(c.said() ==
        "W0504 1: the file says release 5.6.0, and so does that of tag 5.6.1\n"
        "W0502 6: a tactic of `AML.T0043` is no id and is left out\n"
        "W0502 7: `AML.T0043.001` has the maturity `certain`, which is none of `feasible`, "
        "`demonstrated` and `realized`\n"
        "W0503 9: `AML.T0043` is listed twice, the second is left out\n"
        "W0503 10: a technique without `id` is left out\n"
        "W0503 11: technique `AML.T0044` has no name and is left out\n"
        "W0503 12: `T0045` is not the id of a technique and is left out\n"
        "W0501 16: `AML.M0002` lists `AML.T0043.001` twice\n"
        "W0502 16: a technique of `AML.M0002` is no id and is left out\n"
        "W0502 19: the relation of `AML.M0002` to `AML.T0052.001` stands in `ml-lifecycle`; it is "
        "carried\n"
        "W0502 20: `ml-lifecycle` of `AML.M0002` holds an item that is no word\n"
        "W0505 6: `AML.T0043` names the tactic `AML.TA0099`, which the list does not have\n"
        "W0505 8: `AML.T0052.001` names the parent `AML.T0052`, which the list does not have\n"
        "W0505 14: `AML.M0002` names the target `AML.T0099`, which the list does not have\n"
        "W0502 8: `AML.T0052.001` has no tactic\n");
  CHECK(has(files->entries_toml, "mitigates = [\"AML.T0043.001\", \"AML.T0052.001\"]\n"));
  CHECK(has(files->framework_toml, "release = \"5.6.0\"\n"));
}

TEST_CASE("atlas takes the tag and retired ids from the facts") {
  const char* const atlas =
      "version: 5.6.0\ncase-studies: []\nmatrices:\n"
      "- tactics: [{id: AML.TA0001, name: Staging}]\n  techniques:\n"
      "  - {id: AML.T0019, name: Publish, tactics: [AML.TA0001]}\n"
      "  - {id: AML.T0048, name: Harms, tactics: [AML.TA0001]}\n";
  const char* const facts =
      R"json({"source": "mitre-atlas/atlas-data tag v5.6.1 (dist file states 5.6.0)",
    "version_aliases": {"retired_before_5": {"AML.T0045": "AML.T0048", "AML.T0009": null},
    "retired_in_2026_07": {"AML.T0019": "AML.T0115.000"},
    "renamed_b": {"AML.T0001": "AML.T0048"}, "basis": "second-hand"}})json";
  FrameworkCase c{{"ATLAS.yaml", atlas}, {"atlas.json", facts}};
  const auto files = c.import("atlas", "ATLAS.yaml", "atlas.json");
  REQUIRE(files);
  CHECK(c.said() == "W0504 1: the file says release 5.6.0, its tag is 5.6.1\n");
  CHECK(has(files->framework_toml, "release = \"5.6.1\"\n"));
  CHECK(files->framework_toml.ends_with(R"(
[alias]
"AML.T0009" = { retired = "before 5" }
"AML.T0045" = { to = "AML.T0048", retired = "before 5" }
)"));
  CHECK(has(files->framework_toml, "import atlas ATLAS.yaml atlas.json`"));

  FrameworkCase other{{"ATLAS.yaml", atlas},
                      {"atlas.json", R"json({"source": "tag v4.9.0."})json"}};
  const auto kept = other.import("atlas", "ATLAS.yaml", "atlas.json");
  REQUIRE(kept);
  CHECK(other.said() == "W0504 1: the file says release `5.6.0`, the facts are of 4.9.0\n");
  CHECK(has(kept->framework_toml, "release = \"5.6.0\"\n"));
}

TEST_CASE("atlas reads the lists of 3.x at the top of the file") {
  FrameworkCase c{{"ATLAS.yaml",
                   "version: 3.0.0\ntactics: [{id: AML.TA0001, name: A}]\n"
                   "techniques: [{id: AML.T0001, name: B, tactics: [AML.TA0001]}]\n"
                   "case-studies: []\n"}};
  const auto files = c.import("atlas", "ATLAS.yaml");
  REQUIRE(files);
  CHECK(c.said().empty());
  CHECK(has(files->entries_toml, "tactics = [\"AML.TA0001\"]\n"));
}

TEST_CASE("golden: a small CoSAI map with all, none and a one-sided edge") {
  FrameworkCase c{
      {"risks.yaml",
       "risks:\n"
       "- {id: riskA, title: A, controls: [controlX, controlZ, controlAll]}\n"
       "- {id: riskB, title: B, controls: [controlY]}\n"},
      {"controls.yaml",
       "controls:\n"
       "- {id: controlX, title: X, risks: [riskA, riskB]}\n"
       "- {id: controlY, title: Y, risks: none}\n"
       "- {id: controlAll, title: All, risks: all}\n"
       "- {id: controlBad, title: Bad, risks: some}\n"},
      {"facts.json",
       R"json({"source": "cosai main 18ab1ef (2026-08-19); Apache-2.0 (notice)"})json"}};
  const auto files = c.import("cosai", "", "facts.json");
  REQUIRE(files);
  CHECK(c.said() ==
        "W0502 5: the risks of `cosai:controlBad` are neither a list nor `all` nor `none`\n"
        "W0505 2: `cosai:riskA` names the control `cosai:controlZ`, which the list does not have\n"
        "W0506 3: only the control states that `cosai:controlX` mitigates `cosai:riskB`; it is "
        "carried\n"
        "W0506 3: only the risk states that `cosai:controlY` mitigates `cosai:riskB`; it is "
        "carried\n");
  CHECK(has(files->framework_toml, "release = \"18ab1ef (2026-08-19)\"\n"));
  CHECK(body(files->entries_toml) == R"([[entry]]
id = "cosai:riskA"
kind = "risk"
name = "A"

[[entry]]
id = "cosai:riskB"
kind = "risk"
name = "B"

[[entry]]
id = "cosai:controlX"
kind = "control"
name = "X"
mitigates = ["cosai:riskA", "cosai:riskB"]

[[entry]]
id = "cosai:controlY"
kind = "control"
name = "Y"
mitigates = ["cosai:riskB"]

[[entry]]
id = "cosai:controlAll"
kind = "control"
name = "All"
mitigates = ["cosai:riskA", "cosai:riskB"]

[[entry]]
id = "cosai:controlBad"
kind = "control"
name = "Bad"
)");
}

TEST_CASE("owasp ids carry their edition, or are left out") {
  FrameworkCase c{{"owasp.json", R"json({"sources": {"agentic": "Agentic (2025); CC BY-SA 4.0"},
    "agentic_top10": [{"id": "ASI01", "edition": "2026", "name": "Hijack"},
                      {"id": "ASI02", "name": "Draft"},
                      {"id": "ASI03:2026", "name": "Abuse"}]})json"}};
  const auto files = c.import("owasp-asi-2026", "owasp.json");
  REQUIRE(files);
  CHECK(c.said() == "W0503 0: `ASI02:` is not of the edition 2026 and is left out\n");
  CHECK(has(files->entries_toml, "id = \"ASI01:2026\""));
  CHECK(has(files->entries_toml, "id = \"ASI03:2026\""));
  CHECK(has(files->framework_toml, "licence = \"CC BY-SA 4.0\"\nsource = \"Agentic (2025)\"\n"));
}

TEST_CASE("the LLM list knows where the entries of the edition before went") {
  FrameworkCase c{
      {"owasp.json", R"json({"sources": {"llm_top10_2025": "A; L", "llm_top10_2026": "B; L"},
    "llm_top10_2025": [{"id": "LLM03:2025", "name": "Supply Chain", "becomes_2026": "LLM04:2026"}],
    "llm_top10_2026": [{"id": "LLM04:2026", "name": "Supply Chain"}]})json"}};
  const auto now = c.import("owasp-llm-2026", "owasp.json");
  REQUIRE(now);
  CHECK(now->framework_toml.ends_with("[alias]\n\"LLM03:2025\" = \"LLM04:2026\"\n"));
  const auto before = c.import("owasp-llm-2025", "owasp.json");
  REQUIRE(before);
  CHECK_FALSE(has(before->framework_toml, "[alias]"));
  CHECK(c.said().empty());
}

TEST_CASE("golden: a small AI Exchange") {
  FrameworkCase c{
      {"owasp.json", R"json({"sources": {"ai_exchange": "Guide 5413fde (2026-08-22); CC0 1.0"},
    "ai_exchange": {
      "threat_groups": [{"id": "inputthreats", "name": "2.0. Input threats"},
                        {"id": "evasion", "name": "2.1. Evasion"}, {"id": "run", "name": ""}],
      "threats": [{"id": "zero", "name": "2.1.1. Zero-knowledge"}, {"id": "exfil", "name": "2.4 Theft"}],
      "controls": [{"id": "ratelimit", "name": "RATE LIMIT"}, {"id": "sandbox", "name": "4.9. Sandbox"}],
      "matrix": [{"threat": "evasion", "controls": ["ratelimit", "limitunwanted", "ratelimit"]},
                 {"threat": "gone", "controls": ["sandbox"]}]}})json"}};
  const auto files = c.import("owasp-ai-exchange", "owasp.json");
  REQUIRE(files);
  CHECK(c.said() ==
        "W0507 0: `aix:run` has no name and is called by its id\n"
        "W0505 0: the matrix row of `aix:evasion` names `aix:limitunwanted`, which the list does "
        "not have\n"
        "W0501 0: `aix:ratelimit` lists `aix:evasion` twice\n"
        "W0505 0: `aix:sandbox` names the target `aix:gone`, which the list does not have\n");
  CHECK(has(files->framework_toml, "release = \"5413fde (2026-08-22)\"\nlicence = \"CC0 1.0\"\n"));
  CHECK(body(files->entries_toml) == R"([[entry]]
id = "aix:inputthreats"
kind = "group"
name = "Input threats"

[[entry]]
id = "aix:evasion"
kind = "group"
name = "Evasion"
parent = "aix:inputthreats"

[[entry]]
id = "aix:run"
kind = "group"
name = "run"

[[entry]]
id = "aix:zero"
kind = "risk"
name = "Zero-knowledge"
parent = "aix:evasion"

[[entry]]
id = "aix:exfil"
kind = "risk"
name = "Theft"
parent = "aix:inputthreats"

[[entry]]
id = "aix:ratelimit"
kind = "control"
name = "RATE LIMIT"
mitigates = ["aix:evasion"]

[[entry]]
id = "aix:sandbox"
kind = "control"
name = "Sandbox"
)");
}

TEST_CASE("golden: chapters of AISVS, under both ways to cite them") {
  FrameworkCase c{
      {"owasp.json", R"json({"sources": {"aisvs": "OWASP/AISVS 1a2b, 1.0; CC BY-SA 4.0"},
    "aisvs": [{"id": "C1", "name": "Training Data", "requirements": 13, "sections": ["C1.1"]},
              {"name": "Nameless"}, {"id": "C12"}]})json"}};
  const auto files = c.import("owasp-aisvs", "owasp.json");
  REQUIRE(files);
  CHECK(c.said() ==
        "W0503 0: a requirement without `id` is left out\n"
        "W0503 0: requirement `AISVS:C12` has no name and is left out\n");
  CHECK(has(files->framework_toml, "release = \"1.0\"\nlicence = \"CC BY-SA 4.0\"\n"));
  CHECK(files->framework_toml.ends_with("[alias]\n\"AISVS-C1\" = \"AISVS:C1\"\n"));
  CHECK(body(files->entries_toml) == R"([[entry]]
id = "AISVS:C1"
kind = "requirement"
name = "Training Data"
)");

  FrameworkCase none{{"owasp.json", R"json({"sources": {}})json"}};
  CHECK_FALSE(none.import("owasp-aisvs", "owasp.json"));
  CHECK(none.said() == "E0504 0: the file has no list `aisvs`\n");
}

TEST_CASE("golden: fields of CycloneDX hang below the nearest one that is listed") {
  FrameworkCase c{{"crosswalk.json", R"json({
    "cyclonedx_1_7": {"component_types_ml": ["machine-learning-model"], "modelCard": ["considerations"],
                      "considerations": ["users"], "componentData": ["governance"]},
    "lifecycle_governance_proposed_ours": {
      "one": {"cdx": ["modelCard.considerations.users", "component type=data", "data.governance"]},
      "two": {"cdx": ["services", "services.data.flow", "metadata.lifecycles", "two words"]}}})json"}};
  const auto files = c.import("cyclonedx", "crosswalk.json");
  REQUIRE(files);
  CHECK(c.said() ==
        "W0503 0: `two words` has not the form of an id of CycloneDX and is left out\n");
  CHECK(has(files->framework_toml, "release = \"1.7\"\nlicence = \"Apache-2.0\"\n"));
  CHECK(body(files->entries_toml) == R"([[entry]]
id = "CycloneDX:component.type.machine-learning-model"
kind = "requirement"
name = "component of type machine-learning-model"

[[entry]]
id = "CycloneDX:modelCard"
kind = "requirement"
name = "modelCard"

[[entry]]
id = "CycloneDX:modelCard.considerations"
kind = "requirement"
name = "modelCard.considerations"
parent = "CycloneDX:modelCard"

[[entry]]
id = "CycloneDX:modelCard.considerations.users"
kind = "requirement"
name = "modelCard.considerations.users"
parent = "CycloneDX:modelCard.considerations"

[[entry]]
id = "CycloneDX:data"
kind = "requirement"
name = "data"

[[entry]]
id = "CycloneDX:data.governance"
kind = "requirement"
name = "data.governance"
parent = "CycloneDX:data"

[[entry]]
id = "CycloneDX:component.type.data"
kind = "requirement"
name = "component of type data"

[[entry]]
id = "CycloneDX:services"
kind = "requirement"
name = "services"

[[entry]]
id = "CycloneDX:services.data.flow"
kind = "requirement"
name = "services.data.flow"
parent = "CycloneDX:services"

[[entry]]
id = "CycloneDX:metadata.lifecycles"
kind = "requirement"
name = "metadata.lifecycles"
)");

  FrameworkCase none{{"crosswalk.json", "{}"}};
  CHECK_FALSE(none.import("cyclonedx", "crosswalk.json"));
  CHECK(none.said() == "E0504 0: the file has no `cyclonedx_1_7`\n");
}

TEST_CASE("crosswalk: one form of id for each framework") {
  const std::string json = R"json({
    "official_pairs": [{"source": "s", "from": "a", "to": "NIST-AI-RMF:MEASURE-2.10"},
                       {"source": "s", "from": "a", "to": "NIST-AI-RMF:MEASURE-2.7"},
                       {"source": "s", "from": "a", "to": "NIST-AI-RMF:MAP-3.4"},
                       {"source": "s", "from": "a", "to": "NIST-AI-RMF:MUSE 3"},
                       {"source": "s", "from": "a", "to": "AML.T0001"}],
    "nist_ai_100_2_e2025_ids": [{"id": "NISTAML.02", "name": "Integrity"},
                                {"id": "NISTAML.023", "name": "Backdoor poisoning"}],
    "iso_42001_annex_a": [{"id": "A.3.2", "name": "AI roles"}, {"name": "x"}],
    "lifecycle_governance_proposed_ours": {
      "one": {"eu": ["Art.15", "Annex IV", "Art.9", "Annex IIII"], "rmf": ["MEASURE 2"]},
      "two": {"eu": ["Art.15", "Annex III"], "rmf": ["GOVERN 1"]}}})json";

  FrameworkCase rmf{{"crosswalk.json", json}};
  const auto requirements = rmf.import("nist-ai-rmf", "crosswalk.json");
  REQUIRE(requirements);
  CHECK(rmf.said() ==
        "W0503 0: `MUSE 3` has not the form of an id of NIST AI RMF and is left out\n");
  CHECK(requirements->framework_toml.ends_with(
      "[alias]\n\"NIST-AI-RMF:GOVERN 1\" = \"NIST-AI-RMF:GOVERN-1\"\n"
      "\"NIST-AI-RMF:MEASURE 2\" = \"NIST-AI-RMF:MEASURE-2\"\n"));
  CHECK(body(requirements->entries_toml) == R"([[entry]]
id = "NIST-AI-RMF:GOVERN-1"
kind = "requirement"
name = "GOVERN 1"

[[entry]]
id = "NIST-AI-RMF:MAP-3.4"
kind = "requirement"
name = "MAP 3.4"

[[entry]]
id = "NIST-AI-RMF:MEASURE-2"
kind = "requirement"
name = "MEASURE 2"

[[entry]]
id = "NIST-AI-RMF:MEASURE-2.7"
kind = "requirement"
name = "MEASURE 2.7"
parent = "NIST-AI-RMF:MEASURE-2"

[[entry]]
id = "NIST-AI-RMF:MEASURE-2.10"
kind = "requirement"
name = "MEASURE 2.10"
parent = "NIST-AI-RMF:MEASURE-2"
)");

  FrameworkCase eu{{"crosswalk.json", json}};
  const auto articles = eu.import("eu-ai-act", "crosswalk.json");
  REQUIRE(articles);
  CHECK(eu.said() ==
        "W0503 0: `Annex IIII` has not the form of an id of EU AI Act and is left out\n");
  CHECK(body(articles->entries_toml) == R"([[entry]]
id = "EU-AI-ACT:9"
kind = "requirement"
name = "Article 9"

[[entry]]
id = "EU-AI-ACT:15"
kind = "requirement"
name = "Article 15"

[[entry]]
id = "EU-AI-ACT:Annex-III"
kind = "requirement"
name = "Annex III"

[[entry]]
id = "EU-AI-ACT:Annex-IV"
kind = "requirement"
name = "Annex IV"
)");

  FrameworkCase nist{{"crosswalk.json", json}};
  const auto attacks = nist.import("nist-aml", "crosswalk.json");
  REQUIRE(attacks);
  CHECK(has(attacks->entries_toml, "id = \"NISTAML.02\"\nkind = \"objective\"\n"));
  CHECK(has(attacks->entries_toml,
            "kind = \"attack\"\nname = \"Backdoor poisoning\"\n"
            "parent = \"NISTAML.02\"\n"));

  FrameworkCase iso{{"crosswalk.json", json}};
  const auto controls = iso.import("iso-42001", "crosswalk.json");
  REQUIRE(controls);
  CHECK(iso.said() == "W0503 0: a control without `id` is left out\n");
  CHECK(has(controls->entries_toml, "id = \"ISO42001:A.3.2\"\nkind = \"control\"\n"));
}
