// What is said about strings, keys and headers that are not TOML.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

TEST_CASE("syntax errors: strings") {
  CHECK(toml_errors("name = \"abc\n"
                    "[[stage]]\n") == R"(error[E0110]: string is not closed
  --> pipeline.toml:1:8
  |
1 | name = "abc
  |        ^^^^ begins here
  = help: close it with `"` on the same line; text over several lines stands in `"""`
)");
  CHECK(toml_errors("name = 'abc\n") == R"(error[E0110]: string is not closed
  --> pipeline.toml:1:8
  |
1 | name = 'abc
  |        ^^^^ begins here
  = help: close it with `'` on the same line; text over several lines stands in `'''`
)");
  CHECK(toml_errors("name = \"\"\"abc\n"
                    "x = 1\n") == R"(error[E0110]: string is not closed
  --> pipeline.toml:1:8
  |
1 | name = """abc
  |        ^^^ begins here
  = help: close it with `"""`
)");
  CHECK(toml_errors("\"abc\n") == R"(error[E0110]: string is not closed
  --> pipeline.toml:1:1
  |
1 | "abc
  | ^^^^ begins here
  = help: close it with `"` on the same line; text over several lines stands in `"""`
)");
  CHECK(toml_errors("name = \"C:\\path\"\n") == R"(error[E0110]: unknown escape `\p`
  --> pipeline.toml:1:11
  |
1 | name = "C:\path"
  |           ^^ in a string with double quotes a backslash begins an escape
  = help: write `\\` for a backslash, or use single quotes
)");
  CHECK(toml_errors("name = \"a\\u12g4\"\n") == R"(error[E0110]: escape does not name a character
  --> pipeline.toml:1:10
  |
1 | name = "a\u12g4"
  |          ^^^^ `\u` needs four hexadecimal digits, `\U` eight
  = help: write the character itself, or the number of one that exists
)");
  CHECK(toml_errors("name = \"a\\uD800b\"\n") == R"(error[E0110]: escape does not name a character
  --> pipeline.toml:1:10
  |
1 | name = "a\uD800b"
  |          ^^^^^^ `\u` needs four hexadecimal digits, `\U` eight
  = help: write the character itself, or the number of one that exists
)");
  CHECK(toml_errors("name = \"it\"s\"\n") ==
        R"(error[E0110]: expected the end of the line after the value, found `s`
  --> pipeline.toml:1:12
  |
1 | name = "it"s"
  |            ^
  = help: a string that contains quotes stands in the other kind of quotes
)");
}

TEST_CASE("syntax errors: keys") {
  CHECK(toml_errors("id \"score\"\n") ==
        R"(error[E0110]: expected `=` after key `id`, found `"score"`
  --> pipeline.toml:1:4
  |
1 | id "score"
  |    ^^^^^^^ not an `=`
  = help: write `id = ...`
)");
  CHECK(toml_errors("id\n"
                    "name = \"x\"\n") == R"(error[E0110]: key `id` has no value
  --> pipeline.toml:1:1
  |
1 | id
  | ^^ expected `=` and a value behind it
  = help: write `id = ...`
)");
  CHECK(toml_errors("id") == R"(error[E0110]: key `id` has no value
  --> pipeline.toml:1:1
  |
1 | id
  | ^^ expected `=` and a value behind it
  = help: write `id = ...`
)");
  CHECK(toml_errors("id: \"score\"\n") == R"(error[E0110]: expected `=` after key `id`, found `:`
  --> pipeline.toml:1:3
  |
1 | id: "score"
  |   ^ not an `=`
  = help: write `id = ...`
)");
  CHECK(toml_errors("my key = 1\n") == R"(error[E0110]: expected `=` after key `my`, found `key`
  --> pipeline.toml:1:4
  |
1 | my key = 1
  |    ^^^ not an `=`
  = help: a key is one word; join its parts by hyphens, or put it into quotes
)");
  CHECK(toml_errors("x =\n") == R"(error[E0110]: key `x` has no value
  --> pipeline.toml:1:3
  |
1 | x =
  |   ^ expected a value behind it
  = help: write a value, or remove the line; a fact that nobody knows is `"unknown"`
)");
  CHECK(toml_errors("x =") == R"(error[E0110]: key `x` has no value
  --> pipeline.toml:1:3
  |
1 | x =
  |   ^ expected a value behind it
  = help: write a value, or remove the line; a fact that nobody knows is `"unknown"`
)");
  CHECK(toml_errors("x = # comment\n") == R"(error[E0110]: key `x` has no value
  --> pipeline.toml:1:3
  |
1 | x = # comment
  |   ^ expected a value behind it
  = help: write a value, or remove the line; a fact that nobody knows is `"unknown"`
)");
  CHECK(toml_errors("a. = 1\n") == R"(error[E0110]: expected a key, found `=`
  --> pipeline.toml:1:4
  |
1 | a. = 1
  |    ^
  = help: a key is made of letters, digits, `-` and `_`, or stands in quotes
)");
  CHECK(toml_errors("\"\"\"a\"\"\" = 1\n") == R"(error[E0110]: key stands in triple quotes
  --> pipeline.toml:1:1
  |
1 | """a""" = 1
  | ^^^^^^^
  = help: use single or double quotes
)");
  CHECK(toml_errors("= 1\n") == R"(error[E0110]: expected `key = value` or a header, found `=`
  --> pipeline.toml:1:1
  |
1 | = 1
  | ^
  = help: a description is TOML: lines of `key = value` below headers such as `[[stage]]`, comments behind `#`
)");
  CHECK(toml_errors("{ \"format\": 1 }\n") ==
        R"(error[E0110]: expected `key = value` or a header, found `{`
  --> pipeline.toml:1:1
  |
1 | { "format": 1 }
  | ^
  = help: a description is TOML: lines of `key = value` below headers such as `[[stage]]`, comments behind `#`
)");
  CHECK(toml_errors("ключ = 1\n") ==
        R"(error[E0110]: expected `key = value` or a header, found `ключ`
  --> pipeline.toml:1:1
  |
1 | ключ = 1
  | ^^^^
  = help: a key with other letters than `a` to `z` stands in quotes
)");
  CHECK(toml_errors("x = 1\n") == R"(error[E0110]: blank `U+00A0` is not a space
  --> pipeline.toml:1:2
  |
1 | x = 1
  |  ^ looks like a space
  = help: replace it by a space
)");
}

TEST_CASE("syntax errors: keys given twice") {
  CHECK(toml_errors("name = \"a\"\n"
                    "owner = \"b\"\n"
                    "name = \"c\"\n") == R"(error[E0110]: key `name` is given twice
  --> pipeline.toml:3:1
  |
3 | name = "c"
  | ^^^^ given a second time
  = help: keep one of them; the first is in line 1
)");
  CHECK(toml_errors("[[asset]]\n"
                    "kind = \"a\"\n"
                    "[[asset]]\n"
                    "kind = \"b\"\n"
                    "kind = \"c\"\n") == R"(error[E0110]: key `kind` is given twice
  --> pipeline.toml:5:1
  |
5 | kind = "c"
  | ^^^^ given a second time
  = help: keep one of them; the first is in line 4
)");
  CHECK(toml_errors("x = { a = 1, b = 2, a = 3 }\n") == R"(error[E0110]: key `a` is given twice
  --> pipeline.toml:1:21
  |
1 | x = { a = 1, b = 2, a = 3 }
  |                     ^ given a second time
  = help: keep one of them; the first is in line 1
)");
  CHECK(toml_errors("a = 1\n"
                    "a.b = 2\n") == R"(error[E0110]: key `a.b` adds to a value that is complete
  --> pipeline.toml:2:1
  |
2 | a.b = 2
  | ^^^ cannot be added to
  = help: write the key where the value is written
)");
  CHECK(toml_errors("[a]\n"
                    "b . c = { d = 1 }\n"
                    "b . c . e = 2\n") ==
        R"(error[E0110]: key `b . c . e` adds to a value that is complete
  --> pipeline.toml:3:1
  |
3 | b . c . e = 2
  | ^^^^^^^^^ cannot be added to
  = help: write the key where the value is written
)");
}

}  // namespace
}  // namespace merlon
