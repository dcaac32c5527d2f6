// Documents that are TOML: order, types and places.
#include <cmath>

#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

std::string outline(const TomlValue& value) {
  if (!value.entries.empty()) {
    std::string out = "{";
    for (const TomlEntry& e : value.entries) out += " " + e.key + outline(e.value);
    return out + " }";
  }
  if (value.items.empty()) return "";
  std::string out = "[";
  for (const TomlValue& item : value.items) out += " " + outline(item);
  return out + " ]";
}

const TomlValue& only(const Reading& r) { return r.toml->entries.at(0).value; }

TEST_CASE("entries come in the order of the file") {
  const Reading r = read_toml_text(
      "zebra = 1\napple = 2\n[table]\nz = 1\nm = { y = 1, b = 2 }\na = 3\n[aaa]\nx.z = 1\nx.a = 2\n"
      "[[list]]\nz = 1\n[table.later]\nk = 1\n[[list]]\nb = 1\na = 2\n");
  REQUIRE(r.toml);
  CHECK(outline(*r.toml) ==
        "{ zebra apple table{ z m{ y b } a later{ k } } aaa{ x{ z a } } list[ { z } { b a } ] }");
}

TEST_CASE("values keep their types") {
  const Reading good = read_toml_text(
      "s = \"a\\tb\"\nl = 'C:\\x'\ni = 0x1f\nr = 1.5\nb = true\nd = 2027-05-31\n"
      "t = 2027-05-31 10:00:00Z\nc = 10:30:00\nn = nan\na = []\ne = {}\n");
  REQUIRE(good.toml);
  const TomlValue& v = *good.toml;
  CHECK(v.find("s")->text == "a\tb");
  CHECK(v.find("l")->text == "C:\\x");
  CHECK(v.find("i")->integer == 31);
  CHECK(v.find("r")->real == 1.5);
  CHECK(v.find("b")->boolean);
  CHECK(v.find("d")->text == "2027-05-31");
  CHECK(v.find("t")->text == "2027-05-31T10:00:00Z");
  CHECK(v.find("c")->text == "10:30:00");
  CHECK(std::isnan(v.find("n")->real));
  CHECK(v.find("missing") == nullptr);
  std::string types;
  for (const TomlEntry& e : v.entries) types += std::string(name_of(e.value.type)) + ", ";
  CHECK(types ==
        "a string, a string, an integer, a fractional number, a boolean, a date, a date, a date, "
        "a fractional number, a list, a table, ");
}

TEST_CASE("spans cover what was written") {
  const Reading r = read_toml_text(
      "name = \"fraud\"\n'quoted key' = 'x'\nempty = \"\"\none = \"\"\"line\"\"\"\nn = 12345 # c\n"
      "list = [\"a\", { id = \"b\" }]\nlast = 2027-05-31");
  REQUIRE(r.toml);
  std::string seen;
  for (const TomlEntry& e : r.toml->entries) {
    seen += r.at(e.key_span) + " -> " + r.at(e.value.span) + "\n";
  }
  CHECK(seen ==
        "name -> fraud\nquoted key -> x\nempty -> \"\"\none -> line\nn -> 12345\n"
        "list -> [\"a\", { id = \"b\" }]\nlast -> 2027-05-31\n");
  const TomlValue& list = *r.toml->find("list");
  CHECK(r.at(list.items[0].span) == "a");
  CHECK(r.at(list.items[1].span) == "{ id = \"b\" }");
  CHECK(list.items[1].find("id")->span == Span{0, 6, 22, 1});
}

TEST_CASE("what goes over several lines is a place of length one") {
  const Reading r = read_toml_text("a = \"\"\"\nx\n\"\"\"\nb = [\n 1,\n]\n");
  REQUIRE(r.toml);
  CHECK(r.toml->find("a")->span == Span{0, 1, 5, 1});
  CHECK(r.toml->find("b")->span == Span{0, 4, 5, 1});
}

TEST_CASE("tables of headers stand at their header") {
  const Reading good = read_toml_text("  [[a]] # one\nx = 1\n[[ a ]]\n[b.c]\nb = [[1]]\n[b]\n");
  REQUIRE(good.toml);
  const TomlValue& a = *good.toml->find("a");
  CHECK(good.at(a.span) == "[[a]]");
  CHECK(good.at(a.items[0].span) == "[[a]]");
  CHECK(good.at(a.items[1].span) == "[[ a ]]");
  CHECK(a.items[1].span.line == 3);
  CHECK(good.at(good.toml->find("b")->span) == "[b]");
  const TomlValue& c = *good.toml->find("b")->find("c");
  CHECK(good.at(c.span) == "[b.c]");
  CHECK(good.at(c.find("b")->span) == "[[1]]");
}

TEST_CASE("columns count bytes") {
  const Reading r =
      read_toml_text("# \xC3\xA9\xF0\x9F\x98\x80\nx = [\"\xC3\xA9\xE2\x82\xAC\", \"b\"]\n");
  REQUIRE(r.toml);
  CHECK(only(r).items[0].span == Span{0, 2, 7, 5});
  CHECK(only(r).items[1].span == Span{0, 2, 16, 1});
  CHECK(toml_errors("x = [\"\xC3\xA9\xE2\x82\xAC\", b]\n") == R"(error[E0110]: `b` is not a value
  --> pipeline.toml:1:15
  |
1 | x = ["é€", b]
  |            ^ text needs quotes
  = help: write `"b"`
)");
}

TEST_CASE("files with a byte order mark and with carriage returns") {
  const Reading r =
      read_toml_text("\xEF\xBB\xBFx = \"a\"\r\n[b]\r\ny = \"c\"\r\nz = \"\"\"l\r\nm\"\"\"\r\n");
  REQUIRE(r.toml);
  CHECK(r.toml->find("x")->span == Span{0, 1, 9, 1});
  CHECK(r.at(r.toml->entries[0].key_span) == "x");
  const TomlValue& b = *r.toml->find("b");
  CHECK(b.span == Span{0, 2, 1, 3});
  CHECK(b.find("y")->span == Span{0, 3, 6, 1});
  CHECK(b.find("z")->text == "l\nm");
  CHECK(toml_errors("\xEF\xBB\xBF[a]\r\nx = \r\n") == R"(error[E0110]: key `x` has no value
  --> pipeline.toml:2:3
  |
2 | x = 
  |   ^ expected a value behind it
  = help: write a value, or remove the line; a fact that nobody knows is `"unknown"`
)");
}

TEST_CASE("an empty text is an empty table") {
  for (const char* text : {"", "\n", "# only a comment", "\xEF\xBB\xBF"}) {
    const Reading r = read_toml_text(text);
    REQUIRE(r.toml);
    CHECK(r.toml->entries.empty());
  }
}

}  // namespace
}  // namespace merlon
