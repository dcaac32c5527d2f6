// Each error of `[[decision]]` and `[assume]`, as the user sees it.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

TEST_CASE("a decision without its fields") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[decision]]\n") == R"(error[E0212]: decision without a `finding`
  --> pipeline.toml:6:1
  |
6 | [[decision]]
  | ^^^^^^^^^^^^ expected a `finding`
  = help: add `finding = "threat@place"`, as the report names it

error[E0212]: decision without a `treatment`
  --> pipeline.toml:6:1
  |
6 | [[decision]]
  | ^^^^^^^^^^^^ expected a `treatment`
  = help: add `treatment`: what is done about the finding

error[E0212]: decision without a `reason`
  --> pipeline.toml:6:1
  |
6 | [[decision]]
  | ^^^^^^^^^^^^ expected a `reason`
  = help: add `reason`: whoever reads the report asks why
)");
}

TEST_CASE("a decision with fields of a wrong type") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[decision]]\n"
                     "finding = 3\n"
                     "treatment = [\"accept\"]\n"
                     "reason = \" \"\n"
                     "by = 2027-01-01\n") ==
        R"(error[E0212]: `finding` is an integer, expected a string
  --> pipeline.toml:7:11
  |
7 | finding = 3
  |           ^
  = help: put the text into quotes

error[E0212]: `treatment` is a list, expected a string
  --> pipeline.toml:8:13
  |
8 | treatment = ["accept"]
  |             ^^^^^^^^^^
  = help: put the text into quotes

error[E0212]: `reason` of a decision is empty
  --> pipeline.toml:9:11
  |
9 | reason = " "
  |           ^ expected a text
  = help: add `reason`: whoever reads the report asks why

error[E0212]: `by` is a date, expected a string
  --> pipeline.toml:10:6
   |
10 | by = 2027-01-01
   |      ^^^^^^^^^^
   = help: put the text into quotes
)");
}

TEST_CASE("a decision with unknown keys") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"r\"\n"
                     "untill = 2027-05-31\n"
                     "colour = 1\n"
                     "x-note = 2\n") == R"(error[E0213]: unknown key `untill` in a decision
  --> pipeline.toml:10:1
   |
10 | untill = 2027-05-31
   | ^^^^^^ not a part of a decision
   = help: a key with a similar name exists: `until`

error[E0213]: unknown key `colour` in a decision
  --> pipeline.toml:11:1
   |
11 | colour = 1
   | ^^^^^^ not a part of a decision
   = help: keys are `finding`, `treatment`, `reason`, `by`, `ticket` and `until`
)");
}

TEST_CASE("treatments") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"acept\"\n"
                     "reason = \"r\"\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"ignore\"\n"
                     "reason = \"r\"\n") == R"(error[E0214]: unknown treatment `acept`
  --> pipeline.toml:8:14
  |
8 | treatment = "acept"
  |              ^^^^^ not a treatment
  = help: a treatment with a similar name exists: `accept`

error[E0214]: unknown treatment `ignore`
  --> pipeline.toml:12:14
   |
12 | treatment = "ignore"
   |              ^^^^^^ not a treatment
   = help: treatments are `accept`, `mitigate`, `transfer`, `avoid` and `false-positive`
)");
}

TEST_CASE("until") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"r\"\n"
                     "until = \"soon\"\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"r\"\n"
                     "until = \"2027-02-29\"\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"r\"\n"
                     "until = 2027-05-31T10:00:00\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"r\"\n"
                     "until = 10:00:00\n"
                     "[[decision]]\n"
                     "finding = \"a@b\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"r\"\n"
                     "until = 2027\n") == R"(error[E0215]: `until` is `soon`, expected a day
  --> pipeline.toml:10:10
   |
10 | until = "soon"
   |          ^^^^ not a day of the calendar
   = help: write `until = 2027-05-31`

error[E0215]: `until` is `2027-02-29`, expected a day
  --> pipeline.toml:15:10
   |
15 | until = "2027-02-29"
   |          ^^^^^^^^^^ not a day of the calendar
   = help: write `until = 2027-05-31`

error[E0215]: `until` is `2027-05-31T10:00:00`, expected a day
  --> pipeline.toml:20:9
   |
20 | until = 2027-05-31T10:00:00
   |         ^^^^^^^^^^^^^^^^^^^ not a day without a time
   = help: write `until = 2027-05-31`

error[E0215]: `until` is `10:00:00`, expected a day
  --> pipeline.toml:25:9
   |
25 | until = 10:00:00
   |         ^^^^^^^^ not a day without a time
   = help: write `until = 2027-05-31`

error[E0215]: `until` is an integer, expected a day
  --> pipeline.toml:30:9
   |
30 | until = 2027
   |         ^^^^ not a day of the calendar
   = help: write `until = 2027-05-31`
)");
}

TEST_CASE("assume") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[assume]\n"
                     "elemnt = {}\n"
                     "stages = {}\n"
                     "kind = 3\n"
                     "x-note = \"kept\"\n"
                     "[assume.element]\n"
                     "encrypted = true\n") == R"(error[E0216]: unknown key `elemnt` in `[assume]`
  --> pipeline.toml:7:1
  |
7 | elemnt = {}
  | ^^^^^^ expected `kind`, `boundary` or `element`
  = help: write `[assume.element.ID]`

error[E0216]: unknown key `stages` in `[assume]`
  --> pipeline.toml:8:1
  |
8 | stages = {}
  | ^^^^^^ expected `kind`, `boundary` or `element`
  = help: assumptions are made about a kind, a boundary or an element

error[E0216]: `assume.kind` is an integer, expected tables
  --> pipeline.toml:9:8
  |
9 | kind = 3
  |        ^
  = help: write `[assume.kind.KIND]` and the facts below it

error[E0216]: `assume.element.encrypted` is a boolean, expected a table of facts
  --> pipeline.toml:12:1
   |
12 | encrypted = true
   | ^^^^^^^^^
   = help: write `[assume.element.ID]` and the facts below it
)");
}

TEST_CASE("assume as a value") {
  CHECK(frame_errors("assume = true\n"
                     "format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n") == R"(error[E0216]: `assume` is a boolean, expected a table
  --> pipeline.toml:1:10
  |
1 | assume = true
  |          ^^^^
  = help: write `[assume.element.ID]` and the facts below it
)");
}

TEST_CASE("a decision that names no finding") {
  CHECK(frame_errors("format = 1\n"
                     "[pipeline]\n"
                     "id = \"demo\"\n"
                     "[[stage]]\n"
                     "id = \"score\"\n"
                     "[[decision]]\n"
                     "finding = \"data-poisoning\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"x\"\n"
                     "[[decision]]\n"
                     "finding = \"@score\"\n"
                     "treatment = \"accept\"\n"
                     "reason = \"x\"\n") ==
        R"(error[E0218]: `data-poisoning` is not the id of a finding
  --> pipeline.toml:7:12
  |
7 | finding = "data-poisoning"
  |            ^^^^^^^^^^^^^^ expected a threat, `@` and a place
  = help: write `data-poisoning@place` for one finding, or `data-poisoning@*` for all of this threat

error[E0218]: `@score` is not the id of a finding
  --> pipeline.toml:11:12
   |
11 | finding = "@score"
   |            ^^^^^^ expected a threat, `@` and a place
   = help: write `threat@place`, as the report names it
)");
}

}  // namespace
}  // namespace merlon
