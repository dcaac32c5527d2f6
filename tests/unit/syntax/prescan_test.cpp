// What is refused before toml++ sees it, the texts that crash it among them.
#include "syntax/prescan.hpp"

#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

std::string repeated(std::string_view part, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += part;
  return out;
}

// Codes with places: the lines of a bomb are no good reading.
std::string places(std::string text, const TomlLimits& limits = {}) {
  Sources sources;
  Diagnostics diagnostics;
  const uint32_t file = sources.add("f", std::move(text));
  const bool good = prescan(sources, file, limits, diagnostics);
  std::string out = good ? "good" : "";
  for (const Diagnostic& d : diagnostics.all()) {
    out += (out.empty() ? "" : " ") + d.code + "@" + place(sources, d.span);
  }
  return out;
}

TEST_CASE("a file larger than the limit") {
  const Reading r = read_toml_text(std::string(size_t{17} << 20, '#'));
  CHECK(r.errors() == R"(error[E0101]: file has 17825792 bytes, more than the 16777216 that are read
  --> pipeline.toml
   = help: split it, or see whether it is the file you meant
)");
  TomlLimits big;
  big.bytes = 0;
  CHECK(read_toml_text(std::string(size_t{17} << 20, '#'), big).toml);
  big.bytes = 5;
  CHECK(places("x = 1", big) == "good");
  CHECK(places("x = 12", big) == "E0101@f");
}

TEST_CASE("bytes that are not UTF-8") {
  CHECK(toml_errors("a = 1\nb = \"\xE9\"\n") == R"(error[E0102]: byte `0xe9` is not UTF-8
  --> pipeline.toml:2:6
  |
2 | b = "\xe9"
  |      ^^^^ no character begins or goes on like this
  = help: save the file as UTF-8
)");
  CHECK(places("a = \"\xC3\xA9\xED\xA0\x80\"") == "E0102@f:1:8");
  CHECK(toml_errors(std::string("\xFF\xFE"
                                "a\0",
                                4)) == R"(error[E0102]: byte `0xff` is not UTF-8
  --> pipeline.toml:1:1
  |
1 | \xff\xfea\x00
  | ^^^^ this begins a file in UTF-16
  = help: save the file as UTF-8
)");
}

TEST_CASE("characters that TOML has not") {
  CHECK(toml_errors(std::string("a = 1\n# \0\n", 10)) ==
        R"(error[E0103]: text contains a NUL character
  --> pipeline.toml:2:3
  |
2 | # \x00
  |   ^^^^ here
  = help: a description is plain text in UTF-8; remove the character
)");
  CHECK(toml_errors("a = \"\x1b[31m\"\n") == R"(error[E0104]: control character `U+001B`
  --> pipeline.toml:1:6
  |
1 | a = "\x1b[31m"
  |      ^^^^ not allowed in TOML
  = help: remove it, or write it as an escape in a string
)");
  CHECK(toml_errors("a = 1\rb = 2\n") == R"(error[E0104]: carriage return without a line feed
  --> pipeline.toml:1:6
  |
1 | a = 1\x0db = 2
  |      ^^^^ not allowed in TOML
  = help: end lines with a line feed, with or without a carriage return before it
)");
  CHECK(places("a = '\x7f' # \x0b\n\x0c") == "E0104@f:1:6 E0104@f:1:11 E0104@f:2:1");
  CHECK(places("a\t=\t1\r\n") == "good");
}

TEST_CASE("characters that change the direction of text") {
  CHECK(toml_errors("# x\nid = \"a\xE2\x80\xAE"
                    "b\"\n") ==
        R"(error[E0105]: character `U+202E` changes the direction of the text around it
  --> pipeline.toml:2:8
  |
2 | id = "a\u202eb"
  |        ^^^^^^ what is read is not what is shown
  = help: remove it
)");
  CHECK(places("# \xE2\x81\xA6 \xD8\x9C\n") == "E0105@f:1:3 E0105@f:1:7");
}

TEST_CASE("escapes for characters that are refused") {
  CHECK(toml_errors("a = \"x\\u202Ey\"\n") ==
        R"(error[E0105]: escape for `U+202E` changes the direction of the text around it
  --> pipeline.toml:1:7
  |
1 | a = "x\u202Ey"
  |       ^^^^^^ what is read is not what is shown
  = help: remove it
)");
  CHECK(places("a = \"\\u0000\"") == "E0103@f:1:6");
  CHECK(places("a = \"\"\"\n\\U00002066\"\"\"") == "E0105@f:2:1");
  CHECK(places("a = \"\\\\u0000\"\nb = '\\u0000' # \\u0000\nc = \"\\u0041\\u20\"") == "good");
}

TEST_CASE("of many bad characters the first ten are shown") {
  CHECK(read_toml_text(repeated("\x01", 10000)).diagnostics.errors() == 10);
}

TEST_CASE("brackets nested too deep") {
  CHECK(places("x = " + repeated("[", 64) + repeated("]", 64)) == "good");
  CHECK(toml_errors("y = 1\nx = " + repeated("[", 65) + repeated("]", 65) + "\n") ==
        R"(error[E0106]: brackets are nested deeper than 64
  --> pipeline.toml:2:69
  |
2 | x = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  |                                                                     ^ one level too many
  = help: use a flatter value, or close a bracket before this place
)");
  CHECK(places("x = " + repeated("[", 100000)) == "E0106@f:1:69");
  CHECK(places("x = " + repeated("[\n", 100000)) == "E0106@f:65:1");
  CHECK(places(repeated("[", 100000)) == "E0106@f:1:65");
  CHECK(places("x = " + repeated("{a=", 100000)) == "E0106@f:1:197");
  CHECK(places("x = " + repeated("[{a=", 33)) == "E0106@f:1:133");
}

TEST_CASE("brackets in strings and comments are text") {
  const std::string many = repeated("[", 100);
  CHECK(places("a = \"" + many + "\\\"" + many + "\"") == "good");
  CHECK(places("a = '" + many + "\\'") == "good");
  CHECK(places("a = \"\"\"" + many + "\n\"\"" + many + "\\\"\"\"" + many + "\"\"\"\"\"") == "good");
  CHECK(places("a = '''" + many + "\n''" + many + "\\'''''") == "good");
  CHECK(places("# " + many + "\nx = 1 # \" " + many) == "good");
  CHECK(places("a = \"\"\"x\"\"\"\"\"" + many) == "E0106@f:1:78");
  CHECK(places("'" + many + "' = 1") == "good");
}

TEST_CASE("an unclosed string ends with its line") {
  CHECK(places("a = \"x\n" + repeated("[", 100)) == "E0106@f:2:65");
  CHECK(places("a = 'x\\\n" + repeated("[", 100)) == "E0106@f:2:65");
}

TEST_CASE("keys with too many dots") {
  CHECK(places("a" + repeated(".a", 64) + " = 1") == "good");
  CHECK(toml_errors("[b]\na" + repeated(".a", 65) + " = 1") ==
        R"(error[E0107]: key has more than 64 dots
  --> pipeline.toml:2:130
  |
2 | a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1
  |                                                                                                                                  ^ one dot too many
  = help: use a flatter key
)");
  CHECK(places("a" + repeated(".a", 30500) + " = 1") == "E0107@f:1:130");
  CHECK(places("[a" + repeated(".a", 30500) + "]") == "E0107@f:1:131");
  CHECK(places("[[a" + repeated(" . 'a'", 65) + "]]") == "E0107@f:1:389");
  CHECK(places("x = [{a" + repeated(".a", 65) + " = 1}]") == "E0107@f:1:136");
  CHECK(places("x = {b = 1, a" + repeated(".a", 65) + " = 1}") == "E0107@f:1:142");
}

TEST_CASE("dots elsewhere are no depth") {
  CHECK(places("'" + repeated(".", 100) + "' = '" + repeated(".", 100) + "' # " +
               repeated(".", 100)) == "good");
  CHECK(places("x = [" + repeated("1.5, ", 100) + "]") == "good");
  CHECK(places("x = {" + repeated("a.b = 1.5, ", 100) + "}") == "good");
  CHECK(places(repeated("[a.b]\nc.d = 1.5\n", 100)) == "good");
}

TEST_CASE("dots and brackets are counted together") {
  const std::string open = "a" + repeated(".a", 20) + " = {";
  CHECK(places(repeated(open, 3) + repeated("}", 3)) == "good");
  CHECK(places(repeated(open, 4) + repeated("}", 4)) == "E0106@f:1:180");
  const std::string header = "[a" + repeated(".a", 64) + "]\n";
  const Reading r = read_toml_text(header + "b" + repeated(".b", 64) + " = 1");
  CHECK(r.toml);
}

TEST_CASE("the deepest texts that are allowed are parsed") {
  CHECK(read_toml_text("x = " + repeated("[", 64) + repeated("]", 64)).toml);
  CHECK(read_toml_text("x = " + repeated("{a=", 64) + "1" + repeated("}", 64)).toml);
  CHECK(read_toml_text("[a" + repeated(".a", 64) + "]\nb" + repeated(".b", 63) + "={c=1}").toml);
}

}  // namespace
}  // namespace merlon
