// What people type for each type of fact, and the TOML that it becomes.
#include "catalog/fact_value.hpp"

#include "catch.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

std::string value(FactType type, std::string_view text, bool open = false) {
  Fact fact;
  fact.def.id = "f";
  fact.def.type = type;
  fact.def.open = open;
  fact.values = {"public", "internal"};
  const auto done = fact_value(fact, text);
  return done ? toml_text(*done) : done.error().message + "; " + done.error().help;
}

TEST_CASE("values become what their fact is") {
  CHECK(value(FactType::boolean, "true") == "true");
  CHECK(value(FactType::boolean, " false ") == "false");
  CHECK(value(FactType::integer, "-12") == "-12");
  CHECK(value(FactType::level, "internal") == "\"internal\"");
  CHECK(value(FactType::word, "public") == "\"public\"");
  CHECK(value(FactType::words, "public, internal") == "[\"public\", \"internal\"]");
  CHECK(value(FactType::words, "") == "[]");
  CHECK(value(FactType::words, "ours", true) == "[\"ours\"]");
  CHECK(value(FactType::text, " a \"b\" ") == "\" a \\\"b\\\" \"");
  CHECK(value(FactType::boolean, "unknown") == "\"unknown\"");
  CHECK(value(FactType::words, "unknown") == "\"unknown\"");
}

TEST_CASE("other values are told from what would do") {
  CHECK(value(FactType::boolean, "yes") == "`f` takes `true` or `false`, not `yes`; or `unknown`");
  CHECK(value(FactType::integer, "12 days") == "`f` takes a whole number, not `12 days`; or `unknown`");
  CHECK(value(FactType::integer, "99999999999999999999").starts_with("`f` takes a whole number"));
  CHECK(value(FactType::word, "pubic") == "`f` has no word `pubic`; a similar word exists: `public`");
  CHECK(value(FactType::words, "public,,internal") == "`f` has no word ``; its words are `public` and `internal`");
  CHECK(value(FactType::words, "public,x").starts_with("`f` has no word `x`"));
  CHECK(value(FactType::word, "", true).starts_with("`f` has no word ``"));
}

}  // namespace
}  // namespace merlon
