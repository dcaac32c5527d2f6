// Text from outside: what is shown of it, and what is UTF-8.
#include "base/text.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

TEST_CASE("what can be read stays as it is") {
  CHECK(printable("model \"a\" <b> & c") == "model \"a\" <b> & c");
  CHECK(printable("Zürich 東京 😀") == "Zürich 東京 😀");
  CHECK(printable("") == "");
}

TEST_CASE("control characters become visible") {
  CHECK(printable("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(printable("a\nb\rc") == "a\\x0ab\\x0dc");
  CHECK(printable(std::string("a\0b", 3)) == "a\\x00b");
  CHECK(printable("\x7f") == "\\x7f");
  CHECK(printable("a\tb") == "a    b");
}

TEST_CASE("what turns the direction of text becomes visible") {
  CHECK(printable("a\u202Eb") == "a\\u202eb");
  CHECK(printable("\u2066x\u2069") == "\\u2066x\\u2069");
  CHECK(printable("\u200E\u200F\u061C") == "\\u200e\\u200f\\u061c");
  CHECK(printable("\u2028\u2029") == "\\u2028\\u2029");
  CHECK(printable("\u0085") == "\\u0085");
  CHECK(printable("\u200D\u2065\u206A") == "\u200D\u2065\u206A");  // their neighbours do not
}

TEST_CASE("bytes that are no UTF-8 become visible one by one") {
  CHECK(printable("a\xff" "b") == "a\\xffb");
  CHECK(printable("\xe2\x82") == "\\xe2\\x82");
  CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");
}

TEST_CASE("several lines keep their breaks") {
  CHECK(printable_lines("a\x1b\nb\tc\n") == "a\\x1b\nb    c\n");
  CHECK(printable_lines("a\r\n\nb") == "a\\x0d\n\nb");
  CHECK(printable_lines("") == "");
}

TEST_CASE("a column for each code point") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("Zürich") == 6);
  CHECK(display_width("東京😀") == 3);
}

struct Row {
  std::string text;
  std::optional<size_t> invalid;
};

// Unicode 15, table 3-7: the first and last of each row, and one step beyond.
TEST_CASE("the first byte that is not UTF-8") {
  const std::vector<Row> rows = {
      {"", {}},
      {std::string(1, '\0'), {}},
      {"\x7f", {}},
      {"\x80", 0},
      {"\xc1\xbf", 0},
      {"\xc2\x80", {}},
      {"\xdf\xbf", {}},
      {"\xe0\x9f\xbf", 0},
      {"\xe0\xa0\x80", {}},
      {"\xed\x9f\xbf", {}},
      {"\xed\xa0\x80", 0},
      {"\xed\xbf\xbf", 0},
      {"\xee\x80\x80", {}},
      {"\xef\xbf\xbf", {}},
      {"\xf0\x8f\xbf\xbf", 0},
      {"\xf0\x90\x80\x80", {}},
      {"\xf4\x8f\xbf\xbf", {}},
      {"\xf4\x90\x80\x80", 0},
      {"\xf5\x80\x80\x80", 0},
      {"ab\xc3", 2},
      {"ab\xc3" "c", 2},
      {"\xe2\x82\xac\xe2\x82", 3},
      {"\xf0\x9f\x98", 0},
  };
  for (const Row& row : rows) {
    CAPTURE(printable(row.text));
    CHECK(first_invalid_utf8(row.text) == row.invalid);
  }
}

TEST_CASE("every code point is decoded and moves on by its length") {
  for (const auto& [text, code] : std::vector<std::pair<std::string, char32_t>>{
           {"A", U'A'}, {"ü", U'ü'}, {"€", U'€'}, {"😀", U'😀'}}) {
    size_t at = 0;
    CHECK(decode_utf8(text + "!", at) == code);
    CHECK(at == text.size());
  }
  size_t at = 0;
  CHECK(decode_utf8("\xff", at) == 0);
  CHECK(at == 1);
}

TEST_CASE("a list of words is read aloud") {
  CHECK(listed(std::vector<std::string>{}) == "");
  CHECK(listed(std::vector<std::string>{"a"}) == "`a`");
  CHECK(listed(std::vector<std::string>{"a", "b"}) == "`a` and `b`");
  CHECK(listed(std::vector<std::string_view>{"a", "b", "c"}) == "`a`, `b` and `c`");
}

TEST_CASE("an amount has its noun in the right number") {
  CHECK(amount(1, "stage") == "1 stage");
  CHECK(amount(0, "stage") == "0 stages");
  CHECK(amount(2, "boundary") == "2 boundaries");
}

TEST_CASE("lower case changes the letters of ASCII only") {
  CHECK(lower_case("LLM05:2026 \xC3\x84") == "llm05:2026 \xC3\x84");
}

}  // namespace
}  // namespace merlon
