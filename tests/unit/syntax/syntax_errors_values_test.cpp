// What is said about values that are not TOML.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

TEST_CASE("syntax errors: values") {
  CHECK(toml_errors("kind = classifier\n") == R"(error[E0110]: `classifier` is not a value
  --> pipeline.toml:1:8
  |
1 | kind = classifier
  |        ^^^^^^^^^^ text needs quotes
  = help: write `"classifier"`
)");
  CHECK(toml_errors("does = [train]\n") == R"(error[E0110]: `train` is not a value
  --> pipeline.toml:1:9
  |
1 | does = [train]
  |         ^^^^^ text needs quotes
  = help: write `"train"`
)");
  CHECK(toml_errors("x = True\n") == R"(error[E0110]: `True` is not a value
  --> pipeline.toml:1:5
  |
1 | x = True
  |     ^^^^ truth is written in lower case
  = help: write `true`
)");
  CHECK(toml_errors("x = internal\n") == R"(error[E0110]: `internal` is not a value
  --> pipeline.toml:1:5
  |
1 | x = internal
  |     ^^^^^^^^ text needs quotes
  = help: write `"internal"`
)");
  CHECK(toml_errors("x = $HOME\n") == R"(error[E0110]: `$HOME` is not a value
  --> pipeline.toml:1:5
  |
1 | x = $HOME
  |     ^^^^^ text needs quotes
  = help: write `"$HOME"`
)");
  CHECK(toml_errors("x == 1\n") == R"(error[E0110]: expected a value, found `=`
  --> pipeline.toml:1:4
  |
1 | x == 1
  |    ^
)");
  CHECK(toml_errors("x = 3 days\n") ==
        R"(error[E0110]: expected the end of the line after the value, found `days`
  --> pipeline.toml:1:7
  |
1 | x = 3 days
  |       ^^^^
  = help: one `key = value` stands on a line; several values stand in `[...]`
)");
  CHECK(toml_errors("x = \"a\",\n") ==
        R"(error[E0110]: expected the end of the line after the value, found `,`
  --> pipeline.toml:1:8
  |
1 | x = "a",
  |        ^
  = help: remove the comma
)");
  CHECK(toml_errors("x = \"a\" \"b\"\n") ==
        R"(error[E0110]: expected the end of the line after the value, found `"b"`
  --> pipeline.toml:1:9
  |
1 | x = "a" "b"
  |         ^^^
  = help: one `key = value` stands on a line; several values stand in `[...]`
)");
}

TEST_CASE("syntax errors: numbers and dates") {
  CHECK(toml_errors("x = 007\n") == R"(error[E0110]: `007` is not a number
  --> pipeline.toml:1:5
  |
1 | x = 007
  |     ^^^ numbers do not begin with 0
  = help: write digits only, or put the text into quotes
)");
  CHECK(toml_errors("x = 1.2.3\n") == R"(error[E0110]: `1.2.3` is not a number
  --> pipeline.toml:1:5
  |
1 | x = 1.2.3
  |     ^^^^^
  = help: write digits only, or put the text into quotes
)");
  CHECK(toml_errors("x = 99999999999999999999\n") ==
        R"(error[E0110]: `99999999999999999999` is not a number
  --> pipeline.toml:1:5
  |
1 | x = 99999999999999999999
  |     ^^^^^^^^^^^^^^^^^^^^ too large
  = help: write digits only, or put the text into quotes
)");
  CHECK(toml_errors("x = 2027-13-01\n") == R"(error[E0110]: `2027-13-01` is not a date
  --> pipeline.toml:1:5
  |
1 | x = 2027-13-01
  |     ^^^^^^^^^^ no such month
  = help: a date is written `2027-05-31`; text needs quotes
)");
  CHECK(toml_errors("x = 2027-02-30\n") == R"(error[E0110]: `2027-02-30` is not a date
  --> pipeline.toml:1:5
  |
1 | x = 2027-02-30
  |     ^^^^^^^^^^ no such day
  = help: a date is written `2027-05-31`; text needs quotes
)");
  CHECK(toml_errors("x = 2027-5-1\n") == R"(error[E0110]: `2027-5-1` is not a date
  --> pipeline.toml:1:5
  |
1 | x = 2027-5-1
  |     ^^^^^^^^ months, days and hours have two digits
  = help: a date is written `2027-05-31`; text needs quotes
)");
  CHECK(toml_errors("x = 10:99:00\n") == R"(error[E0110]: `10:99:00` is not a time
  --> pipeline.toml:1:5
  |
1 | x = 10:99:00
  |     ^^^^^^^^
  = help: write digits only, or put the text into quotes
)");
}

TEST_CASE("syntax errors: curved quotes") {
  CHECK(toml_errors("x = \u201Chigh\u201D\n") == "error[E0110]: `\u201Chigh\u201D` is not a value\n"
                                                   R"(  --> pipeline.toml:1:5
  |
)" "1 | x = \u201Chigh\u201D\n" R"(  |     ^^^^^^ these quotes are curved
  = help: write `"high"`, with straight quotes
)");
  CHECK(toml_errors("x = \u201Cvery high\u201D\n") == "error[E0110]: `\u201Cvery` is not a value\n"
                                                        R"(  --> pipeline.toml:1:5
  |
)" "1 | x = \u201Cvery high\u201D\n" R"(  |     ^^^^^ these quotes are curved
  = help: write `"..."`, with straight quotes
)");
}

}  // namespace
}  // namespace merlon
