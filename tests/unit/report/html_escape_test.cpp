// Text from outside in the only writer of markup.
#include "catch.hpp"
#include "report/html/escape.hpp"

using namespace merlon;

namespace {

std::string text_of(std::string_view text) {
  std::string out;
  HtmlWriter(out).open("p").text(text).close();
  return out;
}

std::string value_of(std::string_view value) {
  std::string out;
  HtmlWriter(out).open("p").attr("title", value).close();
  return out;
}

}  // namespace

TEST_CASE("text is escaped") {
  CHECK(text_of("a < b & \"c\" > 'd'") == "<p>a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;</p>\n");
  CHECK(text_of("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  CHECK(text_of("&lt;") == "<p>&amp;lt;</p>\n");
  CHECK(text_of("größe ≤ 3") == "<p>größe ≤ 3</p>\n");
}

TEST_CASE("attribute values stay between their quotes") {
  CHECK(value_of("\" onmouseover=\"x") == "<p title=\"&quot; onmouseover=&quot;x\"></p>\n");
  CHECK(value_of("'><b>") == "<p title=\"&#39;&gt;&lt;b&gt;\"></p>\n");
}

TEST_CASE("what cannot be seen is made visible") {
  CHECK(text_of(std::string_view("a\0b", 3)) == "<p>a\\x00b</p>\n");
  CHECK(text_of("\x1b[31m") == "<p>\\x1b[31m</p>\n");
  CHECK(text_of("a\u202Eb") == "<p>a\\u202eb</p>\n");
  CHECK(text_of("\xff") == "<p>\\xff</p>\n");
  CHECK(text_of("a\nb") == "<p>a\nb</p>\n");
  CHECK(value_of("a\nb") == "<p title=\"a\\x0ab\"></p>\n");
}

TEST_CASE("backticks become code and nothing else") {
  std::string out;
  HtmlWriter(out).open("p").rich("`a<b>` reads `c` and ` alone").close();
  CHECK(out == "<p><code>a&lt;b&gt;</code> reads <code>c</code> and ` alone</p>\n");
}

TEST_CASE("empty lines part paragraphs") {
  std::string out;
  HtmlWriter(out).prose("one\ntwo\n\nthree\n\n\n\nfour");
  CHECK(out == "<p>one\ntwo</p>\n<p>three</p>\n<p>four</p>\n");
}

TEST_CASE("an anchor is a finding's id as it is written") {
  CHECK(Anchor("f-", "data-poisoning@train").id() == "f-data-poisoning@train");
  CHECK(Anchor("f-", "tampering@a..b").href() == "#f-tampering@a..b");
  CHECK(Anchor("f-", "x@größe").id() == "f-x@größe");
  CHECK(Anchor("f-", "x@größe").href() == "#f-x@gr%c3%b6%c3%9fe");
}

TEST_CASE("an anchor holds nothing that ends it") {
  CHECK(Anchor("f-", "a b\"<%#").id() == "f-a:20b:22:3c:25:23");
  CHECK(Anchor("f-", "javascript:alert(1)").href() == "#f-javascript:3aalert:281:29");
  CHECK(Anchor("f-", "\u202E").id() == "f-:e2:80:ae");
  CHECK(Anchor("f-", "a:20b").id() != Anchor("f-", "a b").id());
}
