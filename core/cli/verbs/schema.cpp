// `merlon schema [pipeline|result|diff]`: the JSON Schema of what we write, or of what editors help to write.
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/embedded.hpp"
#include "cli/house.hpp"
#include "syntax/losses.hpp"

namespace merlon::verbs {
namespace {

void words(JsonWriter& j, const std::vector<std::string>& values) {
  j.object().key("enum").array();
  for (const std::string& v : values) j.string(v);
  j.string("unknown").end().end();
}

void fact_type(JsonWriter& j, const Fact& f) {
  switch (f.def.type) {
    case FactType::boolean: j.object().key("enum").array().boolean(true).boolean(false).string("unknown").end().end(); return;
    case FactType::integer: j.object().field("type", "integer").end(); return;
    case FactType::text: j.object().field("type", "string").end(); return;
    case FactType::level:
    case FactType::word: words(j, f.values); return;
    case FactType::words: break;
  }
  j.object().key("anyOf").array();
  j.object().field("const", "unknown").end();
  j.object().field("type", "array").key("items").object();
  if (!f.def.open) {
    j.key("enum").array();
    for (const std::string& v : f.values) j.string(v);
    j.end();
  } else {
    j.field("type", "string");
  }
  j.end().end().end().end();
}

void list_of_ids(JsonWriter& j, std::string_view key) {
  j.key(key).object().field("type", "array").key("items").object().field("type", "string").end().end();
}

// Keys of one element kind; what inherits may stand on boundaries and the pipeline too.
void element(JsonWriter& j, const Vocabulary& v, ElementKind kind, const std::vector<std::string_view>& lists,
             const std::vector<std::string_view>& texts, const std::vector<std::string_view>& required) {
  j.object().field("type", "object").key("additionalProperties").boolean(false);
  j.key("patternProperties").object().key("^x-").object().end().end();
  j.key("required").array();
  for (const std::string_view r : required) j.string(r);
  j.end().key("properties").object();
  for (const std::string_view t : texts) j.key(t).object().field("type", "string").end();
  for (const std::string_view l : lists) list_of_ids(j, l);
  j.key("controls").object().field("type", "array").end();
  if (kind == ElementKind::flow) j.key("carries").object().field("type", "array").end();
  for (const Fact& f : v.facts) {
    const bool held = (kind == ElementKind::boundary && (f.def.inherits & inherits_boundary) != 0) ||
                      (kind == ElementKind::pipeline && (f.def.inherits & inherits_pipeline) != 0);
    if (!f.on(kind) && !held) continue;
    j.key(f.def.id);
    fact_type(j, f);
  }
  j.end().end();
}

void elements(JsonWriter& j, const Vocabulary& v, ElementKind kind, const std::vector<std::string_view>& lists,
              const std::vector<std::string_view>& texts, const std::vector<std::string_view>& required) {
  j.key(kElementWords[static_cast<size_t>(kind)]).object().field("type", "array").key("items");
  element(j, v, kind, lists, texts, required);
  j.end();
}

void losses(JsonWriter& j) {
  j.key("losses").object().field("type", "object").key("additionalProperties").boolean(false).key("properties").object();
  j.key("currency").object().field("type", "string").field("pattern", "^[A-Za-z]{1,12}$").end();
  for (const auto& [table, most] : {std::pair{"events-a-year", kMostEvents}, {"cost-of-an-event", kMostCosts}}) {
    j.key(table).object().field("type", "object").key("additionalProperties").boolean(false).key("properties").object();
    for (const std::string_view level : kLossLevels) {
      j.key(level).object().field("type", "array").field("minItems", 3).field("maxItems", 3);
      j.key("items").object().field("type", "number").field("minimum", 0).field("maximum", static_cast<int64_t>(most)).end().end();
    }
    j.end().end();
  }
  j.end().end();
}

std::string pipeline_schema() {
  const Catalog catalog = core_catalog();
  const Vocabulary& v = catalog.vocabulary;
  std::string out;
  JsonWriter j(out);
  j.object().field("$schema", "https://json-schema.org/draft-07/schema").field("title", "Merlon pipeline description, format 1");
  j.field("type", "object").key("required").array().string("format").string("pipeline").string("stage").end();
  j.key("additionalProperties").boolean(false).key("properties").object();
  j.key("format").object().key("const").number(1).end();
  j.key("pipeline");
  element(j, v, ElementKind::pipeline, {}, {"id", "name", "note"}, {"id", "criticality"});
  elements(j, v, ElementKind::boundary, {}, {"id", "name", "note", "boundary"}, {"id", "trust"});
  elements(j, v, ElementKind::actor, {}, {"id", "name", "note", "boundary"}, {"id", "role"});
  elements(j, v, ElementKind::asset, {}, {"id", "name", "note", "boundary", "in"}, {"id", "kind"});
  elements(j, v, ElementKind::stage, {"reads", "writes", "uses", "serves", "after"}, {"id", "name", "note", "boundary"}, {"id", "does"});
  elements(j, v, ElementKind::flow, {}, {"id", "name", "note", "from", "to"}, {"from", "to"});
  j.key("decision").object().field("type", "array").end().key("assume").object().field("type", "object").end();
  losses(j);
  j.end().end();
  return out;
}

int run(const Arguments& arguments, const Console& console) {
  const std::string name = arguments.one("NAME").empty() ? "pipeline" : arguments.one("NAME");
  if (name == "pipeline") {
    console.out(pipeline_schema());
    return exit_ok;
  }
  for (const EmbeddedText& s : schemas()) {
    if (s.name != name) continue;
    console.out(s.text);
    return exit_ok;
  }
  console.err(fmt::format("merlon: there is no schema `{}`; `pipeline`, `result` and `diff` exist\n", printable(name)));
  return exit_usage;
}

}  // namespace

const Verb& schema() {
  static const Verb verb{"schema", "print the JSON Schema of pipeline descriptions, of results or of comparisons", "",
                         {{OptionSpec::Kind::positional, "NAME", "NAME", "pipeline (default), result or diff", false}}, &run};
  return verb;
}

}  // namespace merlon::verbs
