#include "import/source_tree.hpp"

#include "catch.hpp"

using namespace merlon;

namespace {

struct Parsed {
  Sources sources;
  Diagnostics diagnostics;
  SourceTree tree;
  bool ok;

  explicit Parsed(std::string text, SourceFormat format = SourceFormat::yaml,
                  const SourceLimits& limits = {}) {
    const uint32_t file = sources.add("sample", std::move(text));
    ok = parse_source(sources, file, format, tree, diagnostics, limits);
  }
  std::string code() const { return diagnostics.empty() ? "" : diagnostics.all()[0].code; }
  SourceValue root() const { return tree.root(); }
};

std::string repeated(const std::string& text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string indented(size_t depth) {
  std::string out;
  for (size_t i = 0; i < depth; ++i) out += std::string(i, ' ') + "a:\n";
  return out;
}

}  // namespace

TEST_CASE("a value knows its text and place") {
  const Parsed p("top:\n  - id: \" x \"\n    n: 5.6.0\n");
  REQUIRE(p.ok);
  const SourceValue item = p.root()["top"].at(0);
  CHECK(item["id"].text() == "x");
  CHECK(item["n"].text() == "5.6.0");
  CHECK(item["n"].span() == Span{0, 3, 8, 5});
  CHECK(item.key(1) == "n");
}

TEST_CASE("what is absent is empty, all the way down") {
  const Parsed p("a: [1]\n");
  CHECK_FALSE(p.root()["b"]);
  CHECK(p.root()["b"]["c"].at(7).text().empty());
  CHECK(p.root()["a"]["b"].size() == 0);
  CHECK(p.root()["a"].text().empty());
  for (const SourceValue value : p.root()["b"]) FAIL(value.text());
}

TEST_CASE("JSON makes the same tree, without places") {
  const Parsed p(R"({"a": [1, 2.50, true, null, "x"]})", SourceFormat::json);
  REQUIRE(p.ok);
  const SourceValue list = p.root()["a"];
  REQUIRE(list.size() == 5);
  CHECK(list.at(0).text() == "1");
  CHECK(list.at(1).text() == "2.50");
  CHECK(list.at(2).text() == "true");
  CHECK_FALSE(list.at(3).is_text());
  CHECK(list.at(4).span().line == 0);
}

TEST_CASE("an empty file is an empty tree, not an error") {
  for (const char* text : {"", "\n", "# only a comment\n"}) {
    const Parsed p(text);
    CHECK(p.ok);
    CHECK_FALSE(p.root().is_map());
  }
  CHECK(Parsed("", SourceFormat::json).code() == "E0503");
}

TEST_CASE("malformed text is refused with its place") {
  const Parsed yaml("a: 1\nb: [1, 2\nc: ]]\n");
  CHECK_FALSE(yaml.ok);
  CHECK(yaml.code() == "E0503");
  CHECK(yaml.diagnostics.all()[0].span.line >= 2);
  CHECK_FALSE(yaml.root());

  const Parsed json("{\n  \"a\": 1,,\n}", SourceFormat::json);
  CHECK(json.code() == "E0503");
  CHECK(json.diagnostics.all()[0].span == Span{0, 2, 10, 1});

  CHECK(Parsed("a: \xff\n").code() == "E0503");
  CHECK(Parsed("*nobody\n").code() == "E0503");
  CHECK(Parsed("a: 1\n---\nb: 2\n").code() == "E0503");
  CHECK(Parsed("{[1]: 2}\n").code() == "E0503");
}

TEST_CASE("a hundred levels are read, more are refused") {
  CHECK(Parsed(repeated("[", 100) + repeated("]", 100)).ok);
  CHECK(Parsed(repeated("[", 101) + repeated("]", 101)).code() == "E0502");
  CHECK(Parsed(indented(100)).ok);
  CHECK(Parsed(indented(101)).code() == "E0502");
  CHECK(Parsed(repeated("[", 100) + repeated("]", 100), SourceFormat::json).ok);
  CHECK(Parsed(repeated("[", 101) + repeated("]", 101), SourceFormat::json).code() == "E0502");
}

TEST_CASE("deep nesting in every dress costs no stack") {
  for (const char* level :
       {"[", "{", "{a: ", "- ", "? ", "[a: ", "[\"]\", ", "&a [", "!t [", "- ? "}) {
    INFO(level);
    const Parsed p(repeated(level, 200000));
    CHECK_FALSE(p.ok);
    CHECK((p.code() == "E0502" || p.code() == "E0503"));
  }
  CHECK(Parsed(repeated("{\"a\":", 200000), SourceFormat::json).code() == "E0502");
}

TEST_CASE("bytes and values are limited") {
  SourceLimits limits;
  limits.bytes = 8;
  CHECK(Parsed("a: 12345", SourceFormat::yaml, limits).ok);
  CHECK(Parsed("a: 123456", SourceFormat::yaml, limits).code() == "E0502");
  limits = {};
  limits.values = 3;
  CHECK(Parsed("[1, 2]", SourceFormat::yaml, limits).ok);
  CHECK(Parsed("[1, 2, 3]", SourceFormat::yaml, limits).code() == "E0502");
  CHECK(Parsed("[1, 2, 3]", SourceFormat::json, limits).code() == "E0502");
  limits = {};
  limits.marks = 2;
  CHECK(Parsed("[1, 2]", SourceFormat::yaml, limits).ok);
  CHECK(Parsed("a: '[,,'", SourceFormat::yaml, limits).code() == "E0502");
}

TEST_CASE("an alias is its anchor's value and is not copied") {
  const Parsed p("a: &x {id: 1}\nb: *x\nc: &k key\n*k : 5\n");
  REQUIRE(p.ok);
  CHECK(p.root()["b"]["id"].text() == "1");
  CHECK(p.root()["key"].text() == "5");
}

TEST_CASE("what aliases unfold to is limited, as if it were written out") {
  std::string laughs = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    laughs +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below + ", " + below + "]\n";
  }
  const Parsed bomb(laughs);
  REQUIRE(bomb.diagnostics.errors() == 1);
  CHECK(bomb.code() == "E0502");
  CHECK(bomb.diagnostics.all()[0].message == "the file unfolds to more than 131072 values");
  CHECK(bomb.diagnostics.all()[0].span.line == 16);

  SourceLimits limits;
  limits.values = 8;  // the map, its two lists, the text, and twice what the first list holds
  CHECK(Parsed("a: &x [1]\nb: [*x, *x]\n", SourceFormat::yaml, limits).ok);
  CHECK(Parsed("a: &x [1, 2]\nb: [*x, *x]\n", SourceFormat::yaml, limits).code() == "E0502");
  CHECK(Parsed("a: &x [1]\nb: [*x, *x, 3]\n", SourceFormat::yaml, limits).code() == "E0502");
}

TEST_CASE("a value that would hold itself is refused") {
  for (const char* text : {"&a [*a]\n", "a: &a\n  b: [1, *a]\n"}) {
    INFO(text);
    const Parsed cycle(text);
    REQUIRE(cycle.diagnostics.errors() == 1);
    CHECK(cycle.code() == "E0503");
    CHECK(cycle.diagnostics.all()[0].message == "the alias leads to the value that it stands in");
  }
}

TEST_CASE("a NUL byte ends no text") {
  const Parsed yaml(std::string("a: 1\nb: \0x\n", 11));
  CHECK(yaml.code() == "E0503");
  CHECK(yaml.diagnostics.all()[0].span == Span{0, 2, 4, 1});
  CHECK(Parsed(std::string("{\"a\": 1}\0", 9), SourceFormat::json).code() == "E0503");
}

TEST_CASE("a text that ends in the middle of a line may be cut off") {
  Sources sources;
  Diagnostics diagnostics;
  CHECK(ends_whole(sources, sources.add("a", "x: 1\n"), diagnostics));
  CHECK(ends_whole(sources, sources.add("b", ""), diagnostics));
  CHECK_FALSE(ends_whole(sources, sources.add("c", "x: 1\ny: 23"), diagnostics));
  REQUIRE(diagnostics.errors() == 1);
  CHECK(diagnostics.all()[0].code == "E0503");
  CHECK(diagnostics.all()[0].span == Span{2, 2, 5, 1});
}

TEST_CASE("a file that can't be read says why") {
  Sources sources;
  Diagnostics diagnostics;
  SourceTree tree;
  CHECK_FALSE(read_source("/nowhere/at/all", SourceFormat::yaml, tree, diagnostics, sources));
  REQUIRE(diagnostics.errors() == 1);
  CHECK(diagnostics.all()[0].code == "E0501");
  CHECK(sources[diagnostics.all()[0].span.file].name == "/nowhere/at/all");
}
