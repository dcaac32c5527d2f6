// What is odd but not wrong: W0201 to W0207.
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

TEST_CASE("a decision about what is not there") {
  CHECK(messages_of(R"([[stage]]
id = "score"
does = ["infer"]
[[decision]]
finding = "jailbrake@scor"
treatment = "accept"
reason = "x"
[[decision]]
finding = "of-another-house@*"
treatment = "accept"
reason = "x"
[[decision]]
finding = "*@elsewhere"
treatment = "accept"
reason = "x"
[[decision]]
finding = "jailbreak@score"
treatment = "accept"
reason = "x"
)") == R"(warning[W0204]: a decision about the threat `jailbrake`, which no loaded pack brings
  --> pipeline.toml:9:12
  |
9 | finding = "jailbrake@scor"
  |            ^^^^^^^^^ no threat has this id
  = help: one with a similar id exists: `jailbreak`

warning[W0205]: a decision about `scor`, which is not described
  --> pipeline.toml:9:22
  |
9 | finding = "jailbrake@scor"
  |                      ^^^^ no element has this id
  = help: one with a similar id exists: `score`

warning[W0204]: a decision about the threat `of-another-house`, which no loaded pack brings
  --> pipeline.toml:13:12
   |
13 | finding = "of-another-house@*"
   |            ^^^^^^^^^^^^^^^^ no threat has this id
   = help: `merlon catalog list threats` shows all of them; name the pack that brings it by `--pack` or `--plugin`

warning[W0205]: a decision about `elsewhere`, which is not described
  --> pipeline.toml:17:14
   |
17 | finding = "*@elsewhere"
   |              ^^^^^^^^^ no element has this id
   = help: take the decision out when its element is gone
)");
}

TEST_CASE("a control where it does nothing") {
  CHECK(messages_of(R"([[boundary]]
id = "prod"
trust = "internal"
controls = ["rate-limiting"]
[[asset]]
id = "store"
kind = "artifact-store"
boundary = "prod"
controls = ["rate-limiting"]
[[asset]]
id = "d"
kind = "dataset"
in = "store"
controls = ["access-control-at-rest", "content-marking"]
[[stage]]
id = "s"
does = ["infer"]
reads = ["d"]
controls = ["rate-limiting", { id = "usage-rights-check", status = "planned" }]
)") == R"(warning[W0206]: control `content-marking` does nothing on asset `d`
  --> pipeline.toml:18:40
   |
18 | controls = ["access-control-at-rest", "content-marking"]
   |                                        ^^^^^^^^^^^^^^^ can't stand on an asset
   = help: it can stand on a stage: state it there

warning[W0206]: control `usage-rights-check` does nothing on stage `s`
  --> pipeline.toml:23:38
   |
23 | controls = ["rate-limiting", { id = "usage-rights-check", status = "planned" }]
   |                                      ^^^^^^^^^^^^^^^^^^ can't stand on a stage
   = help: it can stand on an asset or the pipeline: state it there
)");
}

// A mailbox in a place that only the team writes, and a stranger who sends to it.
std::string mailbox(const std::string& facts, const std::string& flow = "[[flow]]\nfrom = \"u\"\nto = \"inbox\"\n") {
  return "[[boundary]]\nid = \"office\"\ntrust = \"internal\"\nwritable-by = \"team\"\n"
         "[[actor]]\nid = \"u\"\nrole = \"public\"\n"
         "[[asset]]\nid = \"inbox\"\nkind = \"mailbox\"\nboundary = \"office\"\n" + facts +
         "[[stage]]\nid = \"s\"\ndoes = [\"prepare\"]\nreads = [\"inbox\"]\nwrites = []\nuses = []\n" + flow;
}

TEST_CASE("a value that is passed down yields to what is drawn") {
  const auto c = lowered_text(mailbox(""));
  CHECK(c->value("writable-by", "inbox") == "public");
  CHECK(c->origin("writable-by", "inbox") == "derived");
  CHECK(c->messages() == R"(warning[W0207]: `writable-by` is passed down to `inbox`, but `u` is drawn there, and the drawing counts: public
  --> pipeline.toml:8:16
  |
8 | writable-by = "team"
  |                ^^^^
  = help: if that is not so, take the flow away, or state `writable-by` at `inbox` itself
)");
}

TEST_CASE("a value that is passed down stays where nothing is drawn, and where it is as wide") {
  CHECK(lowered_text(mailbox("", ""))->value("writable-by", "inbox") == "team");
  const auto wide = lowered_text(mailbox("writable-by = \"public\"\n"));
  CHECK(wide->value("writable-by", "inbox") == "public");
  CHECK(wide->messages() == "");
}

}  // namespace
}  // namespace merlon
