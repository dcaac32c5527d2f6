// Each error of the frame of a description, as the user sees it.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

TEST_CASE("format is required") {
  CHECK(frame_errors("[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0201]: `format` is missing
  --> pipeline.toml
   = help: begin the file with `format = 1`
)");
}

TEST_CASE("format of another number") {
  CHECK(frame_errors("format = 2\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0201]: format 2 is not supported
  --> pipeline.toml:1:10
  |
1 | format = 2
  |          ^ expected 1
  = help: this version of merlon reads format 1 only
)");
}

TEST_CASE("format as a string") {
  CHECK(frame_errors("format = \"1\"\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") ==
        R"(error[E0201]: `format` is a string, expected the number 1
  --> pipeline.toml:1:11
  |
1 | format = "1"
  |           ^ not a number
  = help: write `format = 1`
)");
}

TEST_CASE("pipeline is required") {
  CHECK(frame_errors("format = 1\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0202]: `[pipeline]` is missing
  --> pipeline.toml
   = help: add `[pipeline]` with an `id`: which pipeline this file describes
)");
}

TEST_CASE("pipeline is a table") {
  CHECK(frame_errors("format = 1\n"
                     "pipeline = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") ==
        R"(error[E0202]: `pipeline` is a string, expected a table
  --> pipeline.toml:2:13
  |
2 | pipeline = "demo"
  |             ^^^^
  = help: write `[pipeline]` and its keys below it
)");
}

TEST_CASE("pipeline is one") {
  CHECK(frame_errors("format = 1\n"
                     "[[pipeline]]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0202]: `pipeline` is a list, expected a table
  --> pipeline.toml:2:1
  |
2 | [[pipeline]]
  | ^^^^^^^^^^^^
  = help: a description is about one pipeline: write `[pipeline]`
)");
}

TEST_CASE("pipeline has an id") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "name = \"Demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0207]: pipeline without an `id`
  --> pipeline.toml:2:1
  |
2 | [pipeline]
  | ^^^^^^^^^^ expected an `id`
  = help: add `id = "..."`: the name that others call it by
)");
}

TEST_CASE("no stage") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n") == R"(error[E0211]: pipeline has no stage
  --> pipeline.toml
   = help: add a `[[stage]]` for each thing that the pipeline does
)");
}

TEST_CASE("an empty list of stages") {
  CHECK(frame_errors("stage = []\n"
                     "format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n") == R"(error[E0211]: pipeline has no stage
  --> pipeline.toml
   = help: add a `[[stage]]` for each thing that the pipeline does
)");
}

TEST_CASE("unknown key, a slip") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[assett]]\n"
                     "id = \"a\"\n") == R"(error[E0204]: unknown key `assett`
  --> pipeline.toml:6:3
  |
6 | [[assett]]
  |   ^^^^^^ not a part of a description
  = help: a key with a similar name exists: `asset`
)");
}

TEST_CASE("unknown key, no slip") {
  CHECK(frame_errors("colour = \"red\"\n"
                     "format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0204]: unknown key `colour`
  --> pipeline.toml:1:1
  |
1 | colour = "red"
  | ^^^^^^ not a part of a description
  = help: keys are `format`, `pipeline`, `boundary`, `actor`, `asset`, `stage`, `flow`, `decision`, `assume` and `losses`; your own begin with `x-`
)");
}

TEST_CASE("include") {
  CHECK(frame_errors("include = [\"a.toml\"]\n"
                     "format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0205]: `include` is not supported yet
  --> pipeline.toml:1:1
  |
1 | include = ["a.toml"]
  | ^^^^^^^ not read
  = help: write the elements of the included file into this one
)");
}

TEST_CASE("a list that is a table") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[stage]\n"
                     "id = \"score\"\n") ==
        R"(error[E0206]: `stage` is a table, expected a list of tables
  --> pipeline.toml:4:1
  |
4 | [stage]
  | ^^^^^^^
  = help: begin each one with `[[stage]]`
)");
}

TEST_CASE("a list of strings") {
  CHECK(frame_errors("actor = [\"annie\", 3]\n"
                     "format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") ==
        R"(error[E0206]: `actor` lists a string, expected a table
  --> pipeline.toml:1:11
  |
1 | actor = ["annie", 3]
  |           ^^^^^
  = help: write `{ id = "annie" }`

error[E0206]: `actor` lists an integer, expected a table
  --> pipeline.toml:1:19
  |
1 | actor = ["annie", 3]
  |                   ^
  = help: begin each one with `[[actor]]`
)");
}

TEST_CASE("elements without id") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "does = [\"train\"]\n"
                     "[[asset]]\n"
                     "[[flow]]\n"
                     "from = \"a\"\n") == R"(error[E0207]: stage without an `id`
  --> pipeline.toml:4:1
  |
4 | [[stage]]
  | ^^^^^^^^^ expected an `id`
  = help: add `id = "..."`: the name that others call it by

error[E0207]: asset without an `id`
  --> pipeline.toml:6:1
  |
6 | [[asset]]
  | ^^^^^^^^^ expected an `id`
  = help: add `id = "..."`: the name that others call it by
)");
}

TEST_CASE("ids of a wrong form") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"Fraud Model\"\n"
                     "[[asset]]\n"
                     "id = \"-x\"\n"
                     "[[actor]]\n"
                     "id = \"\"\n"
                     "[[flow]]\n"
                     "id = \"a..b\"\n"
                     "[[boundary]]\n"
                     "id = 3\n") == R"(error[E0208]: `Fraud Model` is not an id
  --> pipeline.toml:5:7
  |
5 | id = "Fraud Model"
  |       ^^^^^^^^^^^ expected `a` to `z`, digits and `-`, not `-` at the beginning
  = help: write `fraud-model`

error[E0208]: `-x` is not an id
  --> pipeline.toml:7:7
  |
7 | id = "-x"
  |       ^^ expected `a` to `z`, digits and `-`, not `-` at the beginning
  = help: write `x`

error[E0208]: `` is not an id
  --> pipeline.toml:9:6
  |
9 | id = ""
  |      ^^ expected `a` to `z`, digits and `-`, not `-` at the beginning
  = help: choose a short name

error[E0208]: `a..b` is not an id
  --> pipeline.toml:11:7
   |
11 | id = "a..b"
   |       ^^^^ expected `a` to `z`, digits and `-`, not `-` at the beginning
   = help: write `a-b`

error[E0208]: `id` is an integer, expected a string
  --> pipeline.toml:13:6
   |
13 | id = 3
   |      ^
   = help: put the id into quotes
)");
}

TEST_CASE("an id too long") {
  CHECK(frame_errors(
            "format = 1\n"
            "[pipeline]\n"
            "id = \"demo\"\n"
            "[[stage]]\n"
            "id = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n") ==
        R"(error[E0208]: id has 65 bytes, at most 64 are allowed
  --> pipeline.toml:5:7
  |
5 | id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too long
  = help: choose a short name
)");
}

TEST_CASE("reserved ids") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"pipeline\"\n"
                     "[[boundary]]\n"
                     "id = \"outside\"\n") == R"(error[E0209]: id `pipeline` is reserved
  --> pipeline.toml:5:7
  |
5 | id = "pipeline"
  |       ^^^^^^^^ the pipeline as a whole
  = help: choose another id

error[E0209]: id `outside` is reserved
  --> pipeline.toml:7:7
  |
7 | id = "outside"
  |       ^^^^^^^ the untrusted boundary that always exists
  = help: choose another id
)");
}

TEST_CASE("duplicate ids") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"a\"\n"
                     "[[asset]]\n"
                     "id = \"a\"\n"
                     "[[flow]]\n"
                     "id = \"b\"\n"
                     "[[boundary]]\n"
                     "id = \"b\"\n"
                     "[[boundary]]\n"
                     "id = \"b\"\n") == R"(error[E0210]: id `a` is given to more than one element
  --> pipeline.toml:7:7
  |
7 | id = "a"
  |       ^ first given at pipeline.toml:5:7
  = help: boundaries, actors, assets, stages and flows share one name space; rename one of them

error[E0210]: id `b` is given to more than one element
  --> pipeline.toml:11:7
   |
11 | id = "b"
   |       ^ first given at pipeline.toml:9:7
   = help: boundaries, actors, assets, stages and flows share one name space; rename one of them

error[E0210]: id `b` is given to more than one element
  --> pipeline.toml:13:7
   |
13 | id = "b"
   |       ^ first given at pipeline.toml:9:7
   = help: boundaries, actors, assets, stages and flows share one name space; rename one of them
)");
}

TEST_CASE("lists below a header") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "asset = [{ id = \"a\" }]\n"
                     "stage = [{ id = \"s\", flow = [{ from = \"a\" }] }]\n") ==
        R"(error[E0219]: `asset` stands inside of the table `pipeline`
  --> pipeline.toml:4:1
  |
4 | asset = [{ id = "a" }]
  | ^^^^^ TOML counts what stands below a header to its table
  = help: move it above the first `[table]`, or write `[[asset]]` for each one

error[E0219]: `stage` stands inside of the table `pipeline`
  --> pipeline.toml:5:1
  |
5 | stage = [{ id = "s", flow = [{ from = "a" }] }]
  | ^^^^^ TOML counts what stands below a header to its table
  = help: move it above the first `[table]`, or write `[[stage]]` for each one
)");
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "flow = [{ from = \"a\", to = \"score\" }]\n") ==
        R"(error[E0219]: `flow` stands inside of an element of `stage`
  --> pipeline.toml:6:1
  |
6 | flow = [{ from = "a", to = "score" }]
  | ^^^^ TOML counts what stands below a header to its table
  = help: move it above the first `[table]`, or write `[[flow]]` for each one
)");
}

}  // namespace
}  // namespace merlon
