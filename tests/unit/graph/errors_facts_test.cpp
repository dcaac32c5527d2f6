// Keys and values that the vocabulary does not have: E0220, E0221, E0223 to E0226.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

TEST_CASE("lists that are none") {
  CHECK(messages_of(R"([[stage]]
id = "s"
does = "train"
reads = "x"
writes = [3]
controls = "x"
[[stage]]
id = "t"
does = []
)") == R"(error[E0220]: `does` takes a list of words, at least one
  --> pipeline.toml:7:9
  |
7 | does = "train"
  |         ^^^^^
  = help: write `does = ["train"]`

error[E0220]: `reads` takes a list of ids, found a string
  --> pipeline.toml:8:10
  |
8 | reads = "x"
  |          ^
  = help: write `reads = ["x"]`

error[E0220]: expected the id of an asset, found an integer
  --> pipeline.toml:9:11
  |
9 | writes = [3]
  |           ^

error[E0220]: `controls` takes a list, found a string
  --> pipeline.toml:10:13
   |
10 | controls = "x"
   |             ^
   = help: write `controls = ["x"]`

error[E0220]: `does` takes a list of words, at least one
  --> pipeline.toml:13:8
   |
13 | does = []
   |        ^^
   = help: write `does = ["train"]`
)");
}

TEST_CASE("words that are none") {
  CHECK(messages_of(R"([[stage]]
id = "s"
does = ["train"]
[[asset]]
id = "a"
kind = ["dataset"]
[[actor]]
id = "u"
role = 1
[[flow]]
from = 1
to = "u"
carries = "a"
)") == R"(error[E0220]: `kind` takes a word, found a list
  --> pipeline.toml:10:8
   |
10 | kind = ["dataset"]
   |        ^^^^^^^^^^^

error[E0220]: `role` takes a word, found an integer
  --> pipeline.toml:13:8
   |
13 | role = 1
   |        ^

error[E0220]: expected the id of a node, found an integer
  --> pipeline.toml:15:8
   |
15 | from = 1
   |        ^
)");
}

TEST_CASE("facts of a wrong type") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
by-reference = "yes"
contains = "personal-data"
sensitivity = 3
owner = true
origin = ["internal", 1]
[[stage]]
id = "s"
does = ["train"]
reads = ["a"]
)") == R"(error[E0220]: `by-reference` takes true or false, found a string
  --> pipeline.toml:8:17
  |
8 | by-reference = "yes"
  |                 ^^^
  = help: write `by-reference = true`, without quotes

error[E0220]: `contains` takes a list of words, found a string
  --> pipeline.toml:9:13
  |
9 | contains = "personal-data"
  |             ^^^^^^^^^^^^^
  = help: write `contains = ["personal-data"]`

error[E0220]: `sensitivity` takes a word, found an integer
  --> pipeline.toml:10:15
   |
10 | sensitivity = 3
   |               ^
   = help: its words are `public`, `internal`, `confidential` and `restricted`

error[E0220]: `owner` takes a text, found a boolean
  --> pipeline.toml:11:9
   |
11 | owner = true
   |         ^^^^
   = help: write `owner = "..."`

error[E0220]: `origin` takes a word, found an integer
  --> pipeline.toml:12:23
   |
12 | origin = ["internal", 1]
   |                       ^
   = help: its words are `internal`, `customer`, `partner`, `vendor`, `vendor-api`, `third-party`, `public-registry`, `public-web`, `crowd` and `unknown-source`
)");
}

TEST_CASE("words of kinds and roles and deeds") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "datset"
[[asset]]
id = "b"
kind = "spaceship"
[[actor]]
id = "u"
role = "pubic"
[[stage]]
id = "s"
does = ["train", "tarin"]
)") == R"(error[E0221]: `kind` has no word `datset`
  --> pipeline.toml:7:9
  |
7 | kind = "datset"
  |         ^^^^^^ not in the vocabulary
  = help: a similar word exists: `dataset`

error[E0221]: `kind` has no word `spaceship`
  --> pipeline.toml:10:9
   |
10 | kind = "spaceship"
   |         ^^^^^^^^^ not in the vocabulary
   = help: its words are `data`, `model`, `software`, `configuration`, `credential`, `store` and `record` and the kinds of these; `merlon catalog list kinds` shows all

error[E0221]: `role` has no word `pubic`
  --> pipeline.toml:13:9
   |
13 | role = "pubic"
   |         ^^^^^ not in the vocabulary
   = help: a similar word exists: `public`

error[E0221]: `does` has no word `tarin`
  --> pipeline.toml:16:19
   |
16 | does = ["train", "tarin"]
   |                   ^^^^^ not in the vocabulary
   = help: a similar word exists: `train`
)");
}

TEST_CASE("words of facts") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
sensitivity = "secret"
contains = ["personal-dat", "none"]
rights = "mine"
[[stage]]
id = "s"
does = ["train"]
reads = ["a"]
technology = ["our-own"]
)") == R"(error[E0221]: `sensitivity` has no word `secret`
  --> pipeline.toml:8:16
  |
8 | sensitivity = "secret"
  |                ^^^^^^ not in the vocabulary
  = help: its words are `public`, `internal`, `confidential` and `restricted`

error[E0221]: `contains` has no word `personal-dat`
  --> pipeline.toml:9:14
  |
9 | contains = ["personal-dat", "none"]
  |              ^^^^^^^^^^^^ not in the vocabulary
  = help: a similar word exists: `personal-data`

error[E0221]: `rights` has no word `mine`
  --> pipeline.toml:10:11
   |
10 | rights = "mine"
   |           ^^^^ not in the vocabulary
   = help: its words are `owned`, `licensed`, `consented`, `unclear` and `none`
)");
}

TEST_CASE("keys that nobody knows") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
sensitivty = "public"
colour = "red"
x-colour = "red"
[[stage]]
id = "s"
does = ["train"]
raeds = ["a"]
reads = ["a"]
)") == R"(error[E0223]: unknown key `sensitivty` in an asset
  --> pipeline.toml:8:1
  |
8 | sensitivty = "public"
  | ^^^^^^^^^^ not in the vocabulary
  = help: a similar key exists: `sensitivity`

error[E0223]: unknown key `colour` in an asset
  --> pipeline.toml:9:1
  |
9 | colour = "red"
  | ^^^^^^ not in the vocabulary
  = help: keys that begin with `x-` are kept and never analysed

error[E0223]: unknown key `raeds` in a stage
  --> pipeline.toml:14:1
   |
14 | raeds = ["a"]
   | ^^^^^ not in the vocabulary
   = help: a similar key exists: `reads`
)");
}

TEST_CASE("facts at the wrong place") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
autonomy = "suggests"
[[stage]]
id = "s"
does = ["train"]
reads = ["a"]
encrypted = true
[[boundary]]
id = "dc"
trust = "internal"
readable-by = "team"
format = ["onnx"]
)") == R"(error[E0224]: `autonomy` can't be said of asset `a`
  --> pipeline.toml:8:1
  |
8 | autonomy = "suggests"
  | ^^^^^^^^
  = help: it is said of: `stage`

error[E0224]: `encrypted` can't be said of stage `s`
  --> pipeline.toml:13:1
   |
13 | encrypted = true
   | ^^^^^^^^^
   = help: it is said of: `flow`

error[E0224]: `format` can't be said of boundary `dc`
  --> pipeline.toml:18:1
   |
18 | format = ["onnx"]
   | ^^^^^^
   = help: it is said of: `asset`
)");
}

TEST_CASE("facts that do not apply") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
format = ["onnx"]
[[stage]]
id = "s"
does = ["train"]
reads = ["a"]
autonomy = "suggests"
)") == R"(error[E0225]: `format` does not apply to `a`
  --> pipeline.toml:8:1
  |
8 | format = ["onnx"]
  | ^^^^^^
  = help: it applies to the kinds `model` and `notebook`

error[E0225]: `autonomy` does not apply to `s`
  --> pipeline.toml:13:1
   |
13 | autonomy = "suggests"
   | ^^^^^^^^
   = help: it applies to stages that do `act`
)");
}

TEST_CASE("controls that nobody knows") {
  CHECK(messages_of(R"([[stage]]
id = "s"
does = ["train"]
controls = [
  "relese-gate",
  { id = "zzz" },
  3,
  { status = "partial" },
  { id = "release-gate", status = "done" },
  { id = "release-gate", evidnce = "x" },
  { id = "release-gate", gap = 1 },
]
)") == R"(error[E0226]: unknown control `relese-gate`
  --> pipeline.toml:9:4
  |
9 |   "relese-gate",
  |    ^^^^^^^^^^^ no control has this id
  = help: one with a similar id exists: `release-gate`

error[E0226]: unknown control `zzz`
  --> pipeline.toml:10:11
   |
10 |   { id = "zzz" },
   |           ^^^ no control has this id
   = help: `merlon catalog list controls` shows all of them; one of your own pack needs `--pack`

error[E0220]: a control is an id or a table, found an integer
  --> pipeline.toml:11:3
   |
11 |   3,
   |   ^

error[E0222]: a control does not say its `id`
  --> pipeline.toml:12:3
   |
12 |   { status = "partial" },
   |   ^^^^^^^^^^^^^^^^^^^^^^

error[E0221]: `status` has no word `done`
  --> pipeline.toml:13:36
   |
13 |   { id = "release-gate", status = "done" },
   |                                    ^^^^
   = help: its words are `implemented`, `partial`, `planned`, `absent` and `not-applicable`

error[E0223]: unknown key `evidnce` in a control
  --> pipeline.toml:14:26
   |
14 |   { id = "release-gate", evidnce = "x" },
   |                          ^^^^^^^
   = help: a similar key exists: `evidence`

error[E0220]: `gap` takes a text, found an integer
  --> pipeline.toml:15:32
   |
15 |   { id = "release-gate", gap = 1 },
   |                                ^
)");
}

TEST_CASE("required words that are missing are listed") {
  const std::string text = messages_of_file("format = 1\n[pipeline]\nid = \"p\"\n[[stage]]\nid = \"s\"\ndoes = [\"train\"]\n"
                                            "[[actor]]\nid = \"u\"\n[[asset]]\nid = \"a\"\n[[asset]]\nid = \"b\"\nkind = \"wiki\"\n");
  CHECK(text.find("Its words are `very-low`, `low`, `moderate`, `high` and `very-high`\n") != std::string::npos);
  CHECK(text.find("its words are `public`, `user`, `partner`, `supplier`, `annotator`") != std::string::npos);
  CHECK(text.find("add `kind = ...`: it decides which threats are asked; its words are `data`, `model`,") != std::string::npos);
  CHECK(text.find("perhaps `knowledge-store` (wiki, drive, chat, document system); its words are") != std::string::npos);
}

}  // namespace
}  // namespace merlon
