// threatdb/frameworks as it is checked in: readable by the house's reader, and as many entries as
// the sources have.
#include <map>
#include <set>
#include <string>

#include "base/file.hpp"
#include "catch.hpp"
#include "import/framework.hpp"
#include "syntax/toml_doc.hpp"

using namespace merlon;

namespace {

TomlValue read_toml(const std::string& framework, const std::string& file) {
  const std::string path =
      std::string(MERLON_SOURCE_DIR) + "/threatdb/frameworks/" + framework + "/" + file;
  INFO(path);
  auto text = read_file(path);
  REQUIRE(text);
  CHECK(text->starts_with("# Written by `merlon framework import " + framework + " "));
  Sources sources;
  Diagnostics diagnostics;
  const uint32_t id = sources.add(path, *text);
  auto value = parse_toml(sources, id, {}, diagnostics);
  REQUIRE(value);
  return std::move(*value);
}

std::string text_of(const TomlValue& table, std::string_view key) {
  const TomlValue* value = table.find(key);
  return value == nullptr ? std::string() : value->text;
}

}  // namespace

TEST_CASE("the frameworks on disk have what their sources have") {
  using Counts = std::map<std::string, size_t>;
  const std::map<std::string, Counts> expected = {
      {"atlas", {{"tactic", 16}, {"technique", 170}, {"mitigation", 35}}},
      {"cosai", {{"risk", 36}, {"control", 35}}},
      {"cyclonedx", {{"requirement", 36}}},
      {"eu-ai-act", {{"requirement", 22}}},
      {"iso-42001", {{"control", 38}}},
      {"nist-ai-rmf", {{"requirement", 25}}},
      {"nist-aml", {{"objective", 5}, {"attack", 23}}},
      {"owasp-ai-exchange", {{"group", 9}, {"risk", 25}, {"control", 55}}},
      {"owasp-aisvs", {{"requirement", 12}}},
      {"owasp-asi-2026", {{"risk", 10}}},
      {"owasp-llm-2025", {{"risk", 10}}},
      {"owasp-llm-2026", {{"risk", 10}}},
      {"owasp-ml", {{"risk", 10}}}};
  std::set<std::string> ids;
  for (const std::string_view name : framework_names()) {
    INFO(name);
    const TomlValue entries = read_toml(std::string(name), "entries.toml");
    const TomlValue* list = entries.find("entry");
    REQUIRE(list != nullptr);
    Counts counts;
    for (const TomlValue& entry : list->items) {
      ++counts[text_of(entry, "kind")];
      CHECK_FALSE(text_of(entry, "name").empty());
      CHECK(ids.insert(text_of(entry, "id")).second);  // one id, one framework
    }
    CHECK(counts == expected.at(std::string(name)));

    const TomlValue framework = read_toml(std::string(name), "framework.toml");
    CHECK(text_of(framework, "id") == name);
    for (const char* key : {"name", "release", "licence", "source"}) {
      CHECK_FALSE(text_of(framework, key).empty());
    }
    // A number of OWASP's Top 10s means something else in each edition.
    const bool top_10 =
        name == "owasp-ml" || name.starts_with("owasp-llm-") || name.starts_with("owasp-asi-");
    if (!top_10) continue;
    for (const TomlValue& entry : list->items) {
      CHECK(text_of(entry, "id").ends_with(":" + text_of(framework, "release")));
    }
  }
  for (const char* id :
       {"AML.T0020", "ML02:2023", "LLM05:2026", "LLM05:2025", "ASI02:2026", "aix:ratelimit",
        "cosai:riskDataPoisoning", "NISTAML.023", "ISO42001:A.3.2", "EU-AI-ACT:15",
        "NIST-AI-RMF:MEASURE-2.7", "AISVS:C1", "CycloneDX:modelCard.modelParameters.datasets"}) {
    INFO(id);
    CHECK(ids.count(id) == 1);
  }
}
