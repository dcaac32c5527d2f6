// Names that lead nowhere, edges that can't be, places that hold themselves: E0203, E0222, E0227 to E0231.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

TEST_CASE("names that nobody has") {
  CHECK(messages_of(R"([[asset]]
id = "orders"
kind = "dataset"
[[stage]]
id = "s"
does = ["train"]
reads = ["ordres", "zzzz"]
after = ["orders"]
serves = ["orders"]
)") == R"(error[E0203]: unknown asset `ordres`
  --> pipeline.toml:11:11
   |
11 | reads = ["ordres", "zzzz"]
   |           ^^^^^^ no asset has this id
   = help: one with a similar id exists: `orders`

error[E0203]: unknown asset `zzzz`
  --> pipeline.toml:11:21
   |
11 | reads = ["ordres", "zzzz"]
   |                     ^^^^ no asset has this id

error[E0227]: `orders` is the id of an asset, not of a stage
  --> pipeline.toml:12:11
   |
12 | after = ["orders"]
   |           ^^^^^^

error[E0227]: `orders` is the id of an asset, not of a stage or actor
  --> pipeline.toml:13:12
   |
13 | serves = ["orders"]
   |            ^^^^^^
)");
}

TEST_CASE("elements in assumptions that do not exist") {
  CHECK(messages_of(R"([[stage]]
id = "s"
does = ["train"]
reads = []
writes = []
uses = []
[assume.element.q]
criticality = "low"
[assume.kind.nothing]
criticality = "low"
[assume.element.s]
critical = "low"
)") == R"(error[E0203]: unknown element `q` in `[assume]`
  --> pipeline.toml:11:17
   |
11 | [assume.element.q]
   |                 ^

error[E0221]: `[assume.kind]` has no kind `nothing`
  --> pipeline.toml:13:14
   |
13 | [assume.kind.nothing]
   |              ^^^^^^^

error[E0223]: unknown fact `critical` in `[assume]`
  --> pipeline.toml:16:1
   |
16 | critical = "low"
   | ^^^^^^^^
)");
}

TEST_CASE("boundaries and holders that do not exist") {
  CHECK(messages_of(R"([[boundary]]
id = "dc"
trust = "internal"
boundary = "dcc"
[[asset]]
id = "a"
kind = "dataset"
in = "dc"
boundary = "s"
[[stage]]
id = "s"
does = ["train"]
reads = ["a"]
writes = []
uses = []
)") == R"(error[E0203]: unknown boundary `dcc`
  --> pipeline.toml:8:13
  |
8 | boundary = "dcc"
  |             ^^^ no boundary has this id
  = help: one with a similar id exists: `dc`

error[E0227]: `dc` is the id of a boundary, not of an asset
  --> pipeline.toml:12:7
   |
12 | in = "dc"
   |       ^^

error[E0227]: `s` is the id of a stage, not of a boundary
  --> pipeline.toml:13:13
   |
13 | boundary = "s"
   |             ^
)");
}

TEST_CASE("what every element must say") {
  CHECK(messages_of(R"([[boundary]]
id = "dc"
[[actor]]
id = "u"
[[asset]]
id = "a"
[[stage]]
id = "s"
[[flow]]
to = "s"
)") == R"(error[E0222]: boundary `dc` does not say its `trust`
  --> pipeline.toml:6:7
  |
6 | id = "dc"
  |       ^^
  = help: add `trust = ...`: How far do we trust what happens inside here? Its words are `untrusted`, `partner`, `internal` and `restricted`

error[E0222]: actor `u` does not say its `role`
  --> pipeline.toml:8:7
  |
8 | id = "u"
  |       ^
  = help: add `role = ...`: it decides which threats are asked; its words are `public`, `user`, `partner`, `supplier`, `annotator`, `staff`, `developer`, `operator`, `approver` and `subject`

error[E0222]: asset `a` does not say its `kind`
  --> pipeline.toml:10:7
   |
10 | id = "a"
   |       ^
   = help: add `kind = ...`: it decides which threats are asked; its words are `data`, `model`, `software`, `configuration`, `credential`, `store` and `record` and the kinds of these; `merlon catalog list kinds` shows all

error[E0222]: stage `s` does not say its `does`
  --> pipeline.toml:12:7
   |
12 | id = "s"
   |       ^
   = help: add `does = [...]`: it decides which threats are asked; its words are `collect`, `label`, `prepare`, `split`, `index`, `explore`, `train`, `aggregate`, `convert`, `evaluate`, `approve`, `release`, `infer`, `act`, `retrieve`, `guard`, `present`, `decide`, `execute`, `review`, `administer`, `orchestrate`, `monitor`, `respond`, `retire` and `document`

error[E0222]: a flow does not say its `from`
  --> pipeline.toml:13:1
   |
13 | [[flow]]
   | ^^^^^^^^
   = help: a flow needs `from` and `to`, the ids of two nodes
)");
}

TEST_CASE("a pipeline says how critical it is") {
  CHECK(messages_of_file(R"(format = 1
[pipeline]
id = "p"
[[stage]]
id = "s"
does = ["train"]
reads = []
writes = []
uses = []
)") == R"(error[E0222]: pipeline `pipeline` does not say its `criticality`
  --> pipeline.toml:3:7
  |
3 | id = "p"
  |       ^
  = help: add `criticality = ...`: If its decisions were wrong for a day and nobody noticed, how bad would that be for the business or the people concerned? Its words are `very-low`, `low`, `moderate`, `high` and `very-high`
)");
}

TEST_CASE("what an anonymous thing is") {
  CHECK(messages_of(R"([[actor]]
id = "u"
role = "public"
[[stage]]
id = "s"
does = ["train"]
[[flow]]
from = "u"
to = "s"
carries = [{ format = "x" }, { kind = "contnt" }]
)") == R"(error[E0222]: something that a flow carries does not say its `kind`
  --> pipeline.toml:14:12
   |
14 | carries = [{ format = "x" }, { kind = "contnt" }]
   |            ^^^^^^^^^^^^^^^^
   = help: write `carries = [{ kind = "content" }]`, or the id of an asset

error[E0221]: `kind` has no word `contnt`
  --> pipeline.toml:14:40
   |
14 | carries = [{ format = "x" }, { kind = "contnt" }]
   |                                        ^^^^^^ not in the vocabulary
   = help: a similar word exists: `content`
)");
}

TEST_CASE("nothing flows into itself") {
  CHECK(messages_of(R"([[stage]]
id = "s"
does = ["train"]
after = ["s"]
[[flow]]
from = "s"
to = "s"
)") == R"(error[E0228]: `s` flows into itself
  --> pipeline.toml:8:9
  |
8 | after = ["s"]
  |         ^^^^^
  = help: a stage may read and write the same asset; a flow needs two different ends

error[E0228]: `s` flows into itself
  --> pipeline.toml:9:1
  |
9 | [[flow]]
  | ^^^^^^^^
  = help: a stage may read and write the same asset; a flow needs two different ends
)");
}

TEST_CASE("data and models are read and not used") {
  CHECK(messages_of(R"([[asset]]
id = "m"
kind = "llm"
[[asset]]
id = "lib"
kind = "library"
[[stage]]
id = "s"
does = ["train"]
uses = ["lib", "m"]
)") == R"(error[E0229]: `uses` names `m`, which is a `llm`
  --> pipeline.toml:14:8
   |
14 | uses = ["lib", "m"]
   |        ^^^^^^^^^^^^
   = help: `uses` takes software, tools, configuration and credentials; put data and models into `reads`
)");
}

TEST_CASE("a second flow between the same ends has an id") {
  CHECK(messages_of(R"([[actor]]
id = "u"
role = "public"
[[stage]]
id = "i"
does = ["infer"]
[[flow]]
from = "u"
to = "i"
[[flow]]
from = "u"
to = "i"
)") == R"(error[E0230]: a second flow from `u` to `i` has no `id`
  --> pipeline.toml:14:1
   |
14 | [[flow]]
   | ^^^^^^^^
   = help: findings are named after flows, so give this one an `id`
)");
}

TEST_CASE("boundaries and assets that lie inside themselves") {
  CHECK(messages_of(R"([[boundary]]
id = "a"
trust = "internal"
boundary = "b"
[[boundary]]
id = "b"
trust = "internal"
boundary = "a"
[[asset]]
id = "x"
kind = "database"
in = "x"
[[stage]]
id = "s"
does = ["train"]
)") == R"(error[E0231]: boundary `a` lies inside itself
  --> pipeline.toml:6:7
  |
6 | id = "a"
  |       ^

error[E0231]: asset `x` lies inside itself
  --> pipeline.toml:14:7
   |
14 | id = "x"
   |       ^
)");
}

}  // namespace
}  // namespace merlon
