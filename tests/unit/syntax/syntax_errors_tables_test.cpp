// What is said about headers, lists and inline tables that are not TOML.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

TEST_CASE("syntax errors: tables defined twice") {
  CHECK(toml_errors("[a]\n"
                    "[b]\n"
                    "[a] # again\n"
                    "x = 1\n") == R"(error[E0110]: table `a` is defined twice
  --> pipeline.toml:3:1
  |
3 | [a] # again
  | ^^^ defined a second time
  = help: put all of its keys in one place; the first is in line 1
)");
  CHECK(toml_errors("[[stage]]\n"
                    "[stage]\n") == R"(error[E0110]: `stage` is a list and cannot become a table
  --> pipeline.toml:2:1
  |
2 | [stage]
  | ^^^^^^^ line 1 says `[[`
  = help: begin each element with `[[stage]]`
)");
  CHECK(toml_errors("[stage]\n"
                    "[[stage]]\n") == R"(error[E0110]: `stage` is a table and cannot become a list
  --> pipeline.toml:2:1
  |
2 | [[stage]]
  | ^^^^^^^^^ line 1 says `[`
  = help: begin each element with `[[stage]]`
)");
  CHECK(toml_errors("stage = [{ id = \"a\" }]\n"
                    "[[stage]]\n") ==
        R"(error[E0110]: `stage` is, or is inside, a value that is complete
  --> pipeline.toml:2:1
  |
2 | [[stage]]
  | ^^^^^^^^^ cannot be added to
  = help: write all elements in one form: either `key = [...]` or headers
)");
  CHECK(toml_errors("stage = [{ id = \"a\" }]\n"
                    "[stage.x]\n"
                    "[y]\n") ==
        R"(error[E0110]: `stage.x` is, or is inside, a value that is complete
  --> pipeline.toml:2:1
  |
2 | [stage.x]
  | ^^^^^^^^^ cannot be added to
  = help: write all elements in one form: either `key = [...]` or headers
)");
  CHECK(toml_errors("a.b = 1\n"
                    "[a]\n"
                    "c = 1\n") == R"(error[E0110]: table `a` is defined twice
  --> pipeline.toml:2:1
  |
2 | [a]
  | ^^^ defined a second time
  = help: put all of its keys in one place
)");
  CHECK(toml_errors("[a]\n"
                    "b = 1\n"
                    "[a.b.c]\n") ==
        R"(error[E0110]: `a.b.c` is, or is inside, a value that is complete
  --> pipeline.toml:3:1
  |
3 | [a.b.c]
  | ^^^^^^^ cannot be added to
  = help: write all elements in one form: either `key = [...]` or headers
)");
}

TEST_CASE("syntax errors: headers") {
  CHECK(toml_errors("[[stage]\n") == R"(error[E0110]: header is not closed
  --> pipeline.toml:1:1
  |
1 | [[stage]
  | ^^^^^^^^ expected `]]`
  = help: a header is written `[[name]]`
)");
  CHECK(toml_errors("[stage\n"
                    "id = 1\n") == R"(error[E0110]: header is not closed
  --> pipeline.toml:1:1
  |
1 | [stage
  | ^^^^^^ expected `]`
  = help: a header is written `[name]`
)");
  CHECK(toml_errors("[[stage") == R"(error[E0110]: header is not closed
  --> pipeline.toml:1:1
  |
1 | [[stage
  | ^^^^^^^ expected `]]`
  = help: a header is written `[[name]]`
)");
  CHECK(toml_errors("[]\n") == R"(error[E0110]: header has no name
  --> pipeline.toml:1:1
  |
1 | []
  | ^^
  = help: a header is written `[name]`
)");
  CHECK(toml_errors("[ [a]]\n") == R"(error[E0110]: blank between the brackets of a header
  --> pipeline.toml:1:1
  |
1 | [ [a]]
  | ^^^^^^
  = help: write `[[name]]` without blanks between the brackets
)");
  CHECK(toml_errors("[a.]\n") == R"(error[E0110]: expected a key, found `]`
  --> pipeline.toml:1:4
  |
1 | [a.]
  |    ^
  = help: a key is made of letters, digits, `-` and `_`, or stands in quotes
)");
  CHECK(toml_errors("[a b]\n") == R"(error[E0110]: expected `]` at the end of the header, found `b`
  --> pipeline.toml:1:4
  |
1 | [a b]
  |    ^
  = help: a header is written `[name]`
)");
  CHECK(toml_errors("[a] x = 1\n") ==
        R"(error[E0110]: expected the end of the line after the header, found `x`
  --> pipeline.toml:1:5
  |
1 | [a] x = 1
  |     ^
  = help: keys of the table stand on the lines below its header
)");
}

TEST_CASE("syntax errors: lists") {
  CHECK(toml_errors("x = [\"a\", \"b\"\n"
                    "\n"
                    "[[stage]]\n"
                    "id = \"x\"\n") == R"(error[E0110]: list is not closed
  --> pipeline.toml:1:5
  |
1 | x = ["a", "b"
  |     ^ opened here
  = help: close it with `]`
)");
  CHECK(toml_errors("x = [\"a\",\n"
                    "y = [\"b\"]\n") == R"(error[E0110]: list is not closed
  --> pipeline.toml:1:5
  |
1 | x = ["a",
  |     ^ opened here
  = help: close it with `]`
)");
  CHECK(toml_errors("x = [\"a\"") == R"(error[E0110]: list is not closed
  --> pipeline.toml:1:5
  |
1 | x = ["a"
  |     ^ opened here
  = help: close it with `]`
)");
  CHECK(toml_errors("x = [\"a\" \"b\"]\n") ==
        R"(error[E0110]: expected `,` or `]` in a list, found `"b"`
  --> pipeline.toml:1:10
  |
1 | x = ["a" "b"]
  |          ^^^
  = help: separate values by commas
)");
  CHECK(toml_errors("x = [\"a, \"b\"]\n") ==
        R"(error[E0110]: expected `,` or `]` in a list, found `b`
  --> pipeline.toml:1:11
  |
1 | x = ["a, "b"]
  |           ^
  = help: separate values by commas; perhaps a quote is missing or one too many
)");
  CHECK(toml_errors("x = [1,,2]\n") == R"(error[E0110]: comma without a value before it
  --> pipeline.toml:1:8
  |
1 | x = [1,,2]
  |        ^ expected a value or `]`
  = help: remove the comma
)");
  CHECK(toml_errors("x = [\n"
                    "  { reads = [\"x\" },\n"
                    "]\n") == R"(error[E0110]: expected `,` or `]` in a list, found `}`
  --> pipeline.toml:2:18
  |
2 |   { reads = ["x" },
  |                  ^
  = help: close the list with `]` first
)");
}

TEST_CASE("syntax errors: inline tables") {
  CHECK(toml_errors("x = { a = 1, }\n") == R"(error[E0110]: comma before `}`
  --> pipeline.toml:1:12
  |
1 | x = { a = 1, }
  |            ^ nothing follows it
  = help: remove the comma: inline tables take none at their end
)");
  CHECK(toml_errors("x = { a = 1\n"
                    "}\n") == R"(error[E0110]: inline table does not end on its line
  --> pipeline.toml:1:5
  |
1 | x = { a = 1
  |     ^ opened here
  = help: close it with `}` on the same line, or write it as a table with a header
)");
  CHECK(toml_errors("x = { a = 1 b = 2 }\n") ==
        R"(error[E0110]: expected `,` or `}` in an inline table, found `b`
  --> pipeline.toml:1:13
  |
1 | x = { a = 1 b = 2 }
  |             ^
  = help: separate the pairs by commas
)");
  CHECK(toml_errors("x = { a = 1") == R"(error[E0110]: inline table is not closed
  --> pipeline.toml:1:5
  |
1 | x = { a = 1
  |     ^ opened here
  = help: close it with `}`
)");
  CHECK(toml_errors("x = {, a = 1 }\n") == R"(error[E0110]: comma without a key before it
  --> pipeline.toml:1:6
  |
1 | x = {, a = 1 }
  |      ^
  = help: remove the comma
)");
  CHECK(toml_errors("x = { [1] }\n") ==
        R"(error[E0110]: expected a key or `}` in an inline table, found `[`
  --> pipeline.toml:1:7
  |
1 | x = { [1] }
  |       ^
  = help: write `{ key = value, ... }`
)");
}

TEST_CASE("syntax errors: a header of one where a list is meant") {
  CHECK(toml_errors("[asset]\n"
                    "id = \"a\"\n"
                    "[asset]\n"
                    "id = \"b\"\n") == R"(error[E0110]: table `asset` is defined twice
  --> pipeline.toml:3:1
  |
3 | [asset]
  | ^^^^^^^ defined a second time
  = help: begin each one with `[[asset]]`; the first is in line 1
)");
}

}  // namespace
}  // namespace merlon
