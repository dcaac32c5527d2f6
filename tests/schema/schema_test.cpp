// docs/schema/result.schema.json describes what is written, all of it and nothing else.
#include <map>
#include <memory>
#include <set>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "catch.hpp"
#include "schema/results.hpp"

namespace {

using merlon_test::Result;
using merlon_test::results;
using nlohmann::json;
using Pointer = json::json_pointer;

constexpr const char* kSchemaFile = "docs/schema/result.schema.json";

const json& schema_json() {
  static const json schema = json::parse(merlon_test::file_text(kSchemaFile));
  return schema;
}

std::string errors_of(const json& document) { return merlon_test::schema_errors(kSchemaFile, document); }

// Where a value stands, whatever its number in a list or its name among threats, controls or counts.
std::string shape_of(const Pointer& at, const json& document) {
  if (at.empty()) return {};
  const Pointer parent = at.parent_pointer();
  const std::string above = shape_of(parent, document);
  const bool any = document.at(parent).is_array() || above == "/threats" || above == "/controls" || above == "/trend/counts";
  return above + "/" + (any ? "*" : at.back());
}

template <class Visit>
void walk(const json& value, const Pointer& at, const Visit& visit) {
  visit(at, value);
  if (value.is_object()) {
    for (const auto& [key, child] : value.items()) walk(child, at / key, visit);
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) walk(value[i], at / i, visit);
  }
}

// The value with lists cut down to what `at` needs, and `at` as it is called there.
json cut_down(const json& value, const std::vector<std::string>& at, size_t step, Pointer& now) {
  if (value.is_array()) {
    json out = json::array();
    const bool on_the_way = step < at.size();
    if (!value.empty() && value[0].is_number()) {  // a range, which has as many numbers as it has
      if (on_the_way) now.push_back(at[step]);
      return value;
    }
    if (!value.empty()) {
      const size_t kept = on_the_way ? std::stoul(at[step]) : 0;
      if (on_the_way) now.push_back("0");
      out.push_back(cut_down(value[kept], at, on_the_way ? step + 1 : at.size(), now));
    }
    return out;
  }
  if (!value.is_object()) return value;
  json out = json::object();
  Pointer elsewhere;
  for (const auto& [key, child] : value.items()) {
    if (step < at.size() && at[step] == key) {
      now.push_back(key);
      out[key] = cut_down(child, at, step + 1, now);
    } else {
      out[key] = cut_down(child, at, at.size(), elsewhere);
    }
  }
  return out;
}

std::vector<std::string> steps_of(Pointer at) {
  std::vector<std::string> out;
  for (; !at.empty(); at.pop_back()) out.insert(out.begin(), at.back());
  return out;
}

struct Specimen {
  json document;
  Pointer at;
};

/// One small valid document for each shape that occurs in any result.
const std::map<std::string, Specimen>& specimens() {
  static const auto list = [] {
    std::map<std::string, Specimen> out;
    for (const Result& r : results()) {
      walk(r.json, Pointer(), [&](const Pointer& at, const json&) {
        const std::string shape = shape_of(at, r.json);
        if (out.contains(shape)) return;
        Specimen s;
        s.document = cut_down(r.json, steps_of(at), 0, s.at);
        out.emplace(shape, std::move(s));
      });
    }
    return out;
  }();
  return list;
}

// Every property that the schema names, as a shape.
void properties_of(const json& schema, const std::string& shape, std::set<std::string>& out) {
  if (schema.contains("$ref")) {
    const Pointer at(schema["$ref"].get<std::string>().substr(1));
    return properties_of(schema_json().at(at), shape, out);
  }
  if (schema.contains("properties")) {
    for (const auto& [key, child] : schema["properties"].items()) {
      out.insert(shape + "/" + key);
      properties_of(child, shape + "/" + key, out);
    }
  }
  for (const char* many : {"items", "additionalProperties"}) {
    if (schema.contains(many) && schema[many].is_object()) properties_of(schema[many], shape + "/*", out);
  }
}

json of_another_type(const json& value) {
  if (value.is_string() || value.is_null()) return 7;
  if (value.is_array()) return json::object();
  if (value.is_object()) return json::array();
  return "7";
}

}  // namespace

namespace merlon_test {

// The first few errors, empty when it is valid.
std::string schema_errors(const std::string& schema_file, const json& document) {
  static std::map<std::string, std::unique_ptr<valijson::Schema>> schemas;
  std::unique_ptr<valijson::Schema>& schema = schemas[schema_file];
  if (!schema) {
    schema = std::make_unique<valijson::Schema>();
    const json text = json::parse(file_text(schema_file));
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(valijson::adapters::NlohmannJsonAdapter(text), *schema);
  }
  valijson::ValidationResults found;
  valijson::Validator validator;
  if (validator.validate(*schema, valijson::adapters::NlohmannJsonAdapter(document), &found)) return {};
  std::string out = "invalid";
  valijson::ValidationResults::Error error;
  for (int i = 0; i < 5 && found.popError(error); ++i) {
    out += "\n";
    for (const std::string& step : error.context) out += step;
    out += " " + error.description;
  }
  return out;
}

}  // namespace merlon_test

TEST_CASE("every result keeps to the schema") {
  REQUIRE(results().size() >= 7);
  for (const Result& r : results()) {
    INFO(r.name);
    CHECK(errors_of(r.json) == "");
    CHECK(r.code == (r.json.at("incomplete").get<bool>() ? 3 : 0));
  }
  CHECK(results().back().json.at("incomplete") == true);
}

TEST_CASE("merlon schema result prints the schema") {
  int code = -1;
  CHECK(merlon_test::output_of("'" MERLON_BINARY_DIR "/bin/merlon' schema result", code) == merlon_test::file_text(kSchemaFile));
  CHECK(code == 0);
}

TEST_CASE("the schema names nothing that no result shows") {
  std::set<std::string> named;
  properties_of(schema_json(), "", named);
  REQUIRE(named.size() > 80);
  for (const std::string& shape : named) {
    INFO(shape);
    CHECK(specimens().contains(shape));
  }
}

TEST_CASE("the schema refuses a result without a key or with one more") {
  for (const auto& [shape, specimen] : specimens()) {
    INFO(shape);
    REQUIRE(errors_of(specimen.document) == "");
    const json& value = specimen.document.at(specimen.at);
    if (value.is_object()) {
      json more = specimen.document;
      more.at(specimen.at)["unheard-of"] = 1;
      CHECK(errors_of(more) != "");
    }
    if (shape.empty() || shape == "/today" || shape == "/threats/*" || shape.ends_with("/*") || shape.ends_with("/effect")) continue;
    if (shape == "/trend" || shape == "/frameworks/*/entries" || shape == "/frameworks/*/tactics") continue;  // may be missing
    if (shape.starts_with("/losses/events_a_year/") || shape.starts_with("/losses/cost_of_an_event/")) continue;  // a level may have no range
    json less = specimen.document;
    less.at(specimen.at.parent_pointer()).erase(specimen.at.back());
    CHECK(errors_of(less) != "");
  }
}

TEST_CASE("the schema refuses values of another type") {
  for (const auto& [shape, specimen] : specimens()) {
    json wrong = specimen.document;
    wrong[specimen.at] = of_another_type(wrong.at(specimen.at));
    INFO(shape << ": " << wrong.at(specimen.at).dump());
    CHECK(errors_of(wrong) != "");
  }
}

TEST_CASE("the schema refuses words and numbers out of range") {
  const std::vector<std::pair<std::string, json>> wrong = {
      {"/format", 2},
      {"/scorer", "Guess!"},
      {"/today", "tomorrow"},
      {"/ledger/raised", -1},
      {"/findings/*/id", "no-subject"},
      {"/findings/*/phase", "later"},
      {"/findings/*/domain", "weather"},
      {"/findings/*/subject_kind", "node"},
      {"/findings/*/place", "pipeline.toml"},
      {"/findings/*/cites", json::array({"AML.T0020", "AML.T0020"})},
      {"/findings/*/reasons", json::array()},
      {"/findings/*/evidence", json::array()},
      {"/findings/*/decision", "ignore: it is late"},
      {"/findings/*/likelihood/base", 5},
      {"/findings/*/likelihood/value", 21},
      {"/findings/*/likelihood/steps/*/name", "luck"},
      {"/findings/*/impact/dimension", "reputation"},
      {"/findings/*/impact/value", -1},
      {"/findings/*/inherent/level", "severe"},
      {"/findings/*/residual/level", "High"},
      {"/findings/*/target/score", 101},
      {"/findings/*/evidence/*/kind", "guess"},
      {"/findings/*/evidence/*/origin", "heard"},
      {"/findings/*/controls/*/status", "done"},
      {"/findings/*/controls/*/lowers", "cost"},
      {"/findings/*/controls/*/by", "much"},
      {"/findings/*/controls/*/credit", 6},
      {"/undecided/*/missing", json::array()},
      {"/undecided/*/potential/level", "unknown"},
      {"/plan/steps/*/effects", json::array()},
      {"/plan/steps/*/places/*/status", ""},
      {"/plan/steps/*/removed", 0},
      {"/required_controls/*/status", ""},
      {"/required_controls/*/findings", json::array()},
      {"/decisions/*/treatment", "ignore"},
      {"/decisions/*/state", "open"},
      {"/decisions/*/until", "2027"},
      {"/ruled_out_by/*/count", 0},
      {"/plugins/*/pack_digest", "abc"},
  };
  for (const auto& [shape, value] : wrong) {
    INFO(shape << ": " << value.dump());
    REQUIRE(specimens().contains(shape));
    Specimen s = specimens().at(shape);
    s.document[s.at] = value;
    CHECK(errors_of(s.document) != "");
  }
}
