// JSON as it is written: layout, commas, and text that can do no harm.
#include "base/json_writer.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_json_escaped(out, text);
  return out;
}

TEST_CASE("an object is indented by two") {
  std::string out;
  JsonWriter json(out);
  json.object().field("id", "a").field("n", -3).key("yes").boolean(true).key("no").null();
  json.key("list").array().number(1).string("b").end();
  json.strings("names", std::vector<std::string>{"x", "y"});
  json.key("empty").object().end().key("none").array().end();
  json.end();
  CHECK(out == R"({
  "id": "a",
  "n": -3,
  "yes": true,
  "no": null,
  "list": [
    1,
    "b"
  ],
  "names": [
    "x",
    "y"
  ],
  "empty": {},
  "none": []
}
)");
}

TEST_CASE("compact is one line without a line break") {
  std::string out;
  JsonWriter json(out, true);
  json.object().field("a", 1).key("b").array().boolean(false).array().end().end().end();
  CHECK(out == R"({"a":1,"b":[false,[]]})");
}

TEST_CASE("numbers are written whole") {
  std::string out;
  JsonWriter json(out, true);
  json.array().number(INT64_MIN).number(0).number(INT64_MAX).end();
  CHECK(out == "[-9223372036854775808,0,9223372036854775807]");
}

TEST_CASE("quotes and control characters") {
  CHECK(escaped("a\"b\\c") == "a\\\"b\\\\c");
  CHECK(escaped("\n\t\r") == "\\n\\t\\r");
  CHECK(escaped(std::string("\0\x01\x1f\x7f", 4)) == "\\u0000\\u0001\\u001f\\u007f");
  CHECK(escaped("plain / text") == "plain / text");
}

TEST_CASE("text may stand inside HTML") {
  CHECK(escaped("</script><b>&amp;") == "\\u003c/script\\u003e\\u003cb\\u003e\\u0026amp;");
  CHECK(escaped("\u2028\u2029") == "\\u2028\\u2029");
}

TEST_CASE("what turns the direction of text is escaped and other letters are not") {
  CHECK(escaped("\u202E") == "\\u202e");
  CHECK(escaped("\u2066") == "\\u2066");
  CHECK(escaped("Zürich 東京 😀") == "Zürich 東京 😀");
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
  CHECK(escaped("a\xff\xc3") == "a\\ufffd\\ufffd");
  CHECK(escaped("\xe2\x82") == "\\ufffd\\ufffd");
}

TEST_CASE("keys are escaped too") {
  std::string out;
  JsonWriter json(out, true);
  json.object().field("a\"<", "b").end();
  CHECK(out == "{\"a\\\"\\u003c\":\"b\"}");
}

}  // namespace
}  // namespace merlon
