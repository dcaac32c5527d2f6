// docs/schema/diff.schema.json describes what `merlon diff --json` writes, all of it and nothing else.
#include <algorithm>
#include <fstream>
#include <set>

#include "catch.hpp"
#include "schema/results.hpp"

namespace {

using merlon_test::output_of;
using nlohmann::json;

constexpr const char* kSchemaFile = "docs/schema/diff.schema.json";
const std::string kMerlon = "'" MERLON_BINARY_DIR "/bin/merlon' ";

std::string errors_of(const json& document) { return merlon_test::schema_errors(kSchemaFile, document); }

json diff(const std::string& before, const std::string& after) {
  int code = -1;
  const json out = json::parse(output_of(kMerlon + "diff '" + before + "' '" + after + "' --today 2026-11-25 --json -", code));
  CHECK(code == (out.at("incomplete").get<bool>() ? 3 : 0));
  return out;
}

std::string file_of(const std::string& name, const std::string& text) {
  const std::string path = std::string(MERLON_BINARY_DIR) + "/" + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

/// Comparisons of two examples, which differ in everything, and of results.
const std::vector<json>& diffs() {
  static const std::vector<json> list = [] {
    const std::string card = "examples/card-fraud/pipeline.toml", taxi = "examples/taxi-trips/pipeline.toml";
    const std::string less = file_of("diff-incomplete.json", merlon_test::results().back().text);
    std::string text = merlon_test::file_text(card);
    const std::string fact = "fallback = true ";
    text.erase(text.find(fact), fact.size());
    const std::string anchor = "flow = [\n";
    text.insert(text.find(anchor) + anchor.size(), "  { from = \"merchant\", to = \"holdout\" },\n");
    return std::vector<json>{diff(card, taxi), diff(card, card), diff(card, file_of("diff-after.toml", text)), diff(less, card), diff(card, less)};
  }();
  return list;
}

void required_of(const json& value, const json::json_pointer& at, std::vector<json::json_pointer>& out) {
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) {
      out.push_back(at / key);
      required_of(child, at / key, out);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < std::min<size_t>(value.size(), 3); ++i) required_of(value[i], at / i, out);
  }
}

}  // namespace

TEST_CASE("every comparison keeps to the schema") {
  for (const json& d : diffs()) CHECK(errors_of(d) == "");
  CHECK(diffs()[1].at("differences").empty());
  CHECK(diffs()[3].at("incomplete") == true);
  CHECK(diffs()[4].at("ledger").at("lost-sight-of") > 0);
  CHECK(diffs()[4].at("ledger").at("gone") == 0);
}

TEST_CASE("merlon schema diff prints the schema") {
  int code = -1;
  CHECK(output_of(kMerlon + "schema diff", code) == merlon_test::file_text(kSchemaFile));
  CHECK(code == 0);
}

TEST_CASE("the schema refuses a comparison without a key, with one more, or of another type") {
  const json& whole = diffs()[2];
  std::vector<json::json_pointer> keys;
  required_of(whole, json::json_pointer(), keys);
  REQUIRE(keys.size() > 60);
  for (const json::json_pointer& at : keys) {
    INFO(at.to_string());
    json less = whole, wrong = whole, more = whole;
    less.at(at.parent_pointer()).erase(at.back());
    const std::string key = at.back();
    const bool optional = key == "score" || key == "place" || key == "why" || key == "decision";  // of a stand
    if (!optional) CHECK(errors_of(less) != "");
    wrong[at] = wrong[at].is_string() ? json(7) : wrong[at].is_array() ? json::object() : json("7");
    CHECK(errors_of(wrong) != "");
    if (whole.at(at).is_object()) {
      more[at]["unheard-of"] = 1;
      CHECK(errors_of(more) != "");
    }
  }
}

TEST_CASE("the numbers of a comparison follow from each other") {
  for (const json& d : diffs()) {
    std::map<std::string, size_t> turns;
    std::set<std::string> ids;
    for (const json& x : d.at("differences")) {
      ++turns[x.at("turn").get<std::string>()];
      CHECK(ids.insert(x.at("id").get<std::string>()).second);
      for (const json& edit : x.at("cause").at("edits")) CHECK(edit.get<size_t>() < d.at("edits").size());
    }
    for (const json& id : d.at("unchanged")) CHECK(ids.insert(id.get<std::string>()).second);
    turns["unchanged"] = d.at("unchanged").size();
    size_t sum = 0;
    for (const auto& [turn, n] : d.at("ledger").items()) {
      if (turn == "compared") continue;
      CHECK(n == turns[turn]);
      sum += n.get<size_t>();
    }
    CHECK(d.at("ledger").at("compared") == sum);
    CHECK(ids.size() == sum);
  }
}

TEST_CASE("a description and its result are the same to a comparison") {
  for (const merlon_test::Result& r : merlon_test::results()) {
    if (r.code != 0 || !r.passes.empty()) continue;  // a description asks everything
    const std::string path = file_of("diff-same.json", r.text);
    for (const json& d : {diff(path, r.name), diff(r.name, path), diff(path, path)}) {
      INFO(r.name);
      CHECK(d.at("differences").empty());
      CHECK(d.at("notes").empty());
      CHECK(d.at("unchanged").size() == r.json.at("findings").size() + r.json.at("undecided").size());
    }
  }
}
