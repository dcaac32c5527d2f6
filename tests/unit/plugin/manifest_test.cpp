#include "plugin/manifest.hpp"

#include <random>

#include "catch.hpp"

using namespace merlon;

namespace {

const std::string kGood = R"({
  "format": 1, "id": "data", "version": "1.0.0", "file": "merlon-data.so",
  "digest": "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  "abi": {"major": 0, "minor": 1, "hash": "0123456789abcdef"},
  "passes": [{"kind": "analyzer", "id": "b-pass", "covers": ["x", "a"]}, {"kind": "emitter", "id": "a-pass", "covers": ["x"]}],
  "threats": [{"id": "x", "name": "X \u00e9", "scope": {"on": 3, "does": ["train"], "kinds": ["dataset"], "roles": []}}]
})";

/// The good manifest with the first `from` exchanged.
std::string with(std::string_view from, std::string_view to) {
  std::string text = kGood;
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

using Errors = std::vector<std::string>;

}  // namespace

TEST_CASE("a manifest is read whole", "[plugin][manifest]") {
  const ManifestReading reading = read_manifest(kGood);
  CHECK(reading.errors == Errors{});
  const Manifest& manifest = reading.manifest;
  CHECK(manifest.id == "data");
  CHECK(manifest.version == "1.0.0");
  CHECK(manifest.file == "merlon-data.so");
  CHECK(manifest.abi_hash == "0123456789abcdef");
  CHECK(manifest.passes == std::vector<PassEntry>{{"a-pass", {"x"}, "emitter"}, {"b-pass", {"a", "x"}}});
  REQUIRE(manifest.threats.size() == 1);
  CHECK(manifest.threats[0].name == "X \u00e9");
  CHECK(manifest.threats[0].on == 3);
  CHECK(manifest.threats[0].does == std::vector<std::string>{"train"});
}

TEST_CASE("every error of a manifest is told, and what is readable stays", "[plugin][manifest]") {
  CHECK(read_manifest("").errors == Errors{"it is not JSON"});
  CHECK(read_manifest("{\"format\": 1").errors == Errors{"it is not JSON"});
  CHECK(read_manifest("\"\xff\"").errors == Errors{"it is not JSON"});
  CHECK(read_manifest("[1]").errors == Errors{"it is not a JSON object"});
  CHECK(read_manifest(with("\"format\": 1", "\"format\": 2")).errors ==
        Errors{"it has format 2, and this merlon reads format 1"});
  CHECK(read_manifest(with("1.0.0", "1 0")).errors ==
        Errors{"`version` must be printable, without blanks"});
  for (const char* file : {"../merlon-data.so", "/tmp/x.so", "x.json", "a b.so"}) {
    CHECK(read_manifest(with("merlon-data.so", file)).errors ==
          Errors{"`file` must be the name of a `.so` in the same directory"});
  }
  CHECK(read_manifest(with("001122", "00112G")).errors ==
        Errors{"`digest` must be 64 lower-case hexadecimal digits"});
  CHECK(read_manifest(with("a-pass", "b-pass")).errors ==
        Errors{"`id` of pass 2 must be given only once"});
  CHECK(read_manifest(with("\"on\": 3", "\"on\": 64")).errors ==
        Errors{"`on` of threat 1 must be a whole number from 0 to 63"});
  CHECK(read_manifest(with("\"on\": 3", "\"on\": -1")).errors.size() == 1);
  CHECK(read_manifest(with("\"on\": 3", "\"on\": 1e300")).errors.size() == 1);

  const ManifestReading reading =
      read_manifest(with("\"0123456789abcdef\"", "7").replace(2, 0, "\"threatz\": 0, "));
  CHECK(reading.errors == Errors{"`hash` of `abi` must be a string",
                                 "`hash` of `abi` must be 16 lower-case hexadecimal digits"});
  CHECK(reading.manifest.id == "data");
  CHECK(reading.manifest.threats.size() == 1);
  CHECK(read_manifest("{\"format\": 1}").errors.size() >= 8);
}

TEST_CASE("a hostile manifest is refused", "[plugin][manifest]") {
  CHECK(read_manifest(std::string(kManifestLimit + 1, ' ')).errors ==
        Errors{"it has 1048577 bytes, more than the limit of 1048576"});
  CHECK(read_manifest(std::string(kManifestLimit, '[')).errors ==
        Errors{"it is nested more than 16 deep"});
  std::string nested;
  for (int i = 0; i < 100000; ++i) nested += "{\"a\":";
  CHECK(read_manifest(nested).errors == Errors{"it is nested more than 16 deep"});
  CHECK(read_manifest(with("X \\u00e9", "[[[[[[[[[[[[[[[[[[[[[\\\"{{{{{{{{{{{{{{{{{")).errors ==
        Errors{});
}

TEST_CASE("random damage never harms the reader of manifests", "[plugin][manifest]") {
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    std::string text = kGood;
    for (size_t i = 0; i <= random() % 4; ++i)
      text[random() % text.size()] = static_cast<char>(random());
    if (random() % 3 == 0) text.resize(random() % text.size());
    const ManifestReading reading = read_manifest(text);
    for (const ThreatScope& threat : reading.manifest.threats) CHECK(is_slug(threat.id));
  }
}

TEST_CASE("slugs", "[plugin][manifest]") {
  for (const char* good : {"a", "data-poisoning", "x-2", "2"}) CHECK(is_slug(good));
  for (const char* bad : {"", "-a", "a-", "a--b", "A", "a_b", "a/b", "\xc3\xa9"})
    CHECK_FALSE(is_slug(bad));
  CHECK_FALSE(is_slug(std::string(101, 'a')));
}
