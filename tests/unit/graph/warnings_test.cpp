// What is odd but not wrong: W0201 to W0203.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

TEST_CASE("an asset that nobody touches") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
[[stage]]
id = "s"
does = ["train"]
reads = []
writes = []
uses = []
)") == R"(warning[W0201]: nothing reads, writes, uses or holds asset `a`
  --> pipeline.toml:6:7
  |
6 | id = "a"
  |       ^
  = help: name it in a stage's `reads`, `writes` or `uses`, or take it out
)");
}

TEST_CASE("a statement against the drawing") {
  CHECK(messages_of(R"([[actor]]
id = "u"
role = "public"
[[asset]]
id = "inbox"
kind = "mailbox"
writable-by = "team"
[[stage]]
id = "i"
does = ["infer"]
reads = ["inbox"]
serves = ["u"]
uses = []
queryable-by = "team"
[[flow]]
from = "u"
to = "inbox"
)") == R"(warning[W0202]: `writable-by` of `inbox` is stated otherwise than the graph shows it
  --> pipeline.toml:11:16
   |
11 | writable-by = "team"
   |                ^^^^
   = help: the stated value stands; check the edges, or take the statement out

warning[W0202]: `queryable-by` of `i` is stated otherwise than the graph shows it
  --> pipeline.toml:18:17
   |
18 | queryable-by = "team"
   |                 ^^^^
   = help: the stated value stands; check the edges, or take the statement out
)");
}

TEST_CASE("an assumption about what is known") {
  CHECK(messages_of(R"([[asset]]
id = "a"
kind = "dataset"
sensitivity = "public"
[[stage]]
id = "s"
does = ["train"]
reads = ["a"]
writes = []
uses = []
[assume.element.a]
sensitivity = "restricted"
[assume.kind.dataset]
by-reference = false
)") == R"(warning[W0203]: the assumption about `sensitivity` has no effect
  --> pipeline.toml:16:1
   |
16 | sensitivity = "restricted"
   | ^^^^^^^^^^^
   = help: the fact is known everywhere it is assumed; take the assumption out
)");
}

}  // namespace
}  // namespace merlon
