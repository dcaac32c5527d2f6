// Conditions over a graph: three values, and what is missing where the answer is unknown.
#include "catch.hpp"
#include "unit/graph/graph_case.hpp"

namespace merlon {
namespace {

// One fact of each value: `yes` of true, `no` of false, `open` of nobody knows.
const std::string kThree = "[[stage]]\nid = \"s\"\ndoes = [\"act\"]\nreads = []\nuses = []\nserves = []\n"
                           "registered = true\ntenancy = \"single\"\n";
const std::string T = "{ registered = true }", F = "{ tenancy = \"shared\" }", U = "{ contestable = true }";

TEST_CASE("the tables of Kleene over conditions") {
  const std::string values[] = {F, U, T};
  const char* words[] = {"no", "unknown: s.contestable", "yes"};
  for (size_t a = 0; a < 3; ++a) {
    CHECK(answer(kThree, values[a], "s") == words[a]);
    CHECK(answer(kThree, "{ none = [" + values[a] + "] }", "s") == words[2 - a]);
    for (size_t b = 0; b < 3; ++b) {
      CAPTURE(a, b);
      CHECK(answer(kThree, "{ all = [" + values[a] + ", " + values[b] + "] }", "s") == words[std::min(a, b)]);
      CHECK(answer(kThree, "{ any = [" + values[a] + ", " + values[b] + "] }", "s") == words[std::max(a, b)]);
      CHECK(answer(kThree, "{ none = [" + values[a] + ", " + values[b] + "] }", "s") == words[2 - std::max(a, b)]);
    }
  }
  CHECK(answer(kThree, "{}", "s") == "yes");
  CHECK(answer(kThree, "{ any = [] }", "s") == "no");
  CHECK(answer(kThree, "{ none = [] }", "s") == "yes");
}

TEST_CASE("a fact that does not apply compares false and not unknown") {
  CHECK(answer(kThree, "{ tests = \"quality\" }", "s") == "no");
  CHECK(answer(kThree, "{ none = [{ tests = \"quality\" }] }", "s") == "yes");
  CHECK(answer(kThree, "{ autonomy = \"suggests\" }", "s") == "unknown: s.autonomy");
}

TEST_CASE("every value that is possible is a known answer") {
  CHECK(answer(kThree, "{ contestable = [true, false] }", "s") == "yes");
  CHECK(answer(kThree, "{ autonomy = [\"suggests\", \"asks-always\", \"asks-sometimes\", \"acts-alone\"] }", "s") == "yes");
  CHECK(answer(kThree, "{ autonomy = { at-least = \"suggests\" } }", "s") == "yes");
  CHECK(answer(kThree, "{ autonomy = { at-least = \"asks-always\" } }", "s") == "unknown: s.autonomy");
  CHECK(answer(kThree, "{ criticality = { at-least = \"low\", at-most = \"moderate\" } }", "s") == "yes");
  CHECK(answer(kThree, "{ criticality = { at-least = \"moderate\" } }", "s") == "no");
}

TEST_CASE("words of a tree hold for what lies below them") {
  const std::string text = "[[asset]]\nid = \"m\"\nkind = \"llm\"\n[[stage]]\nid = \"s\"\ndoes = [\"infer\", \"guard\"]\nreads = [\"m\"]\n";
  CHECK(answer(text, "{ kind = \"model\" }", "m") == "yes");
  CHECK(answer(text, "{ kind = \"generative-model\" }", "m") == "yes");
  CHECK(answer(text, "{ kind = \"classifier\" }", "m") == "no");
  CHECK(answer(text, "{ does = \"guard\" }", "s") == "yes");
  CHECK(answer(text, "{ does = [\"train\", \"infer\"] }", "s") == "yes");
}

const std::string kReads = "[[asset]]\nid = \"a\"\nkind = \"dataset\"\nsensitivity = \"public\"\n[[asset]]\nid = \"b\"\nkind = \"dataset\"\n"
                           "[[stage]]\nid = \"s\"\ndoes = [\"train\"]\nwrites = []\nuses = []\n";

TEST_CASE("some neighbour and no neighbour and every neighbour") {
  const std::string secret = "{ reads = { sensitivity = \"restricted\" } }", open = "{ reads = { sensitivity = \"public\" } }";
  const std::string both = kReads + "reads = [\"a\", \"b\"]\n", one = kReads + "reads = [\"a\"]\n";
  CHECK(answer(both, open, "s") == "yes");
  CHECK(answer(both, secret, "s") == "unknown: b.contains, b.sensitivity");
  CHECK(answer(one, secret, "s") == "no");
  CHECK(answer(one, "{ none = [" + secret + "] }", "s") == "yes");
  CHECK(answer(kReads + "reads = []\n", open, "s") == "no");
  CHECK(answer(kReads + "reads = []\n", "{ none = [" + open + "] }", "s") == "yes");
}

TEST_CASE("an open list may hold anything") {
  CHECK(answer(kReads, "{ reads = { sensitivity = \"restricted\" } }", "s") == "unknown: s.reads");
  CHECK(answer(kReads, "{ none = [{ reads = { kind = \"llm\" } }] }", "s") == "unknown: s.reads");
  CHECK(answer(kReads, "{ read-by = { does = \"train\" } }", "a") == "unknown: s.reads");
  CHECK(answer(kReads, "{ read-by = { does = \"infer\" } }", "a") == "no");
  CHECK(answer(kReads, "{ writes = { kind = \"llm\" } }", "s") == "no");
  CHECK(answer(kReads, "{ written-by = { does = \"collect\" } }", "b") == "unknown: b.origin");
}

TEST_CASE("two keys inside one relation speak of the same neighbour") {
  const std::string text = "[[asset]]\nid = \"a\"\nkind = \"dataset\"\nsensitivity = \"public\"\n"
                           "[[asset]]\nid = \"m\"\nkind = \"llm\"\nsensitivity = \"restricted\"\n"
                           "[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\nreads = [\"a\", \"m\"]\nuses = []\nserves = []\n";
  CHECK(answer(text, "{ reads = { kind = \"llm\", sensitivity = \"public\" } }", "s") == "no");
  CHECK(answer(text, "{ reads = { kind = \"llm\" }, all = [{ reads = { sensitivity = \"public\" } }] }", "s") == "yes");
}

TEST_CASE("boundaries and holders and order reach all the way up") {
  const std::string text = "[[boundary]]\nid = \"outer\"\ntrust = \"restricted\"\n[[boundary]]\nid = \"inner\"\ntrust = \"internal\"\nboundary = \"outer\"\n"
                           "[[asset]]\nid = \"repo\"\nkind = \"code-repository\"\n[[asset]]\nid = \"box\"\nkind = \"database\"\nin = \"repo\"\n[[asset]]\nid = \"d\"\nkind = \"dataset\"\nin = \"box\"\n"
                           "[[stage]]\nid = \"one\"\ndoes = [\"approve\"]\n[[stage]]\nid = \"two\"\ndoes = [\"respond\"]\nafter = [\"one\"]\n"
                           "[[stage]]\nid = \"three\"\ndoes = [\"retire\"]\nafter = [\"two\"]\nboundary = \"inner\"\n";
  CHECK(answer(text, "{ boundary = { trust = \"restricted\" } }", "three") == "yes");
  CHECK(answer(text, "{ boundary = { trust = \"untrusted\" } }", "three") == "no");
  CHECK(answer(text, "{ boundary = { trust = \"untrusted\" } }", "one") == "unknown: one.boundary");
  CHECK(answer(text, "{ in = { kind = \"code-repository\" } }", "d") == "yes");
  CHECK(answer(text, "{ after = { does = \"approve\" } }", "three") == "yes");
  CHECK(answer(text, "{ after = { does = \"approve\" } }", "one") == "no");
}

// u -> guard -> i, and a way around the guard in `around`.
std::string guarded(const std::string& around) {
  return "[[actor]]\nid = \"u\"\nrole = \"public\"\n[[stage]]\nid = \"gate\"\ndoes = [\"guard\"]\nreads = []\nserves = [\"u\"]\n"
         "[[stage]]\nid = \"i\"\ndoes = [\"infer\"]\nreads = []\nuses = []\nserves = [\"gate\"" + around + "]\n";
}

TEST_CASE("upstream follows any number of steps and ways that are avoided do not count") {
  const std::string unguarded = "{ upstream = { role = \"public\", avoiding = { does = \"guard\" } } }";
  CHECK(answer(guarded(""), "{ upstream = { role = \"public\" } }", "i") == "yes");
  CHECK(answer(guarded(""), unguarded, "i") == "no");
  CHECK(answer(guarded(", \"u\""), unguarded, "i") == "yes");
  CHECK(answer(guarded(""), unguarded, "gate") == "yes");  // only what lies between is avoided
  CHECK(answer(guarded(""), "{ downstream = { does = \"infer\" } }", "u") == "yes");
  CHECK(answer(guarded(""), "{ downstream = { does = \"infer\", avoiding = { does = \"guard\" } } }", "u") == "no");
  const std::string maybe = "{ upstream = { role = \"public\", avoiding = { contestable = true } } }";
  // `i` stands upstream of itself, by way of what it answers.
  CHECK(answer(guarded(""), maybe, "i") == "unknown: gate.contestable, i.contestable");
}

TEST_CASE("upstream of an open side is unknown") {
  const std::string text = "[[asset]]\nid = \"d\"\nkind = \"dataset\"\n[[stage]]\nid = \"p\"\ndoes = [\"prepare\"]\nuses = []\nwrites = [\"d\"]\n"
                           "[[stage]]\nid = \"t\"\ndoes = [\"train\"]\nreads = [\"d\"]\nwrites = []\nuses = []\n";
  CHECK(answer(text, "{ upstream = { kind = \"mailbox\" } }", "t") == "unknown: p.reads");
  CHECK(answer(text, "{ upstream = { does = \"prepare\" } }", "t") == "yes");
  CHECK(answer(text, "{ downstream = { kind = \"mailbox\" } }", "t") == "no");
}

TEST_CASE("witnesses are the first in the document") {
  const Asked asked("{ reads = { as = \"x\", kind = \"dataset\" } }", mask_of(ElementKind::stage));
  const auto c = lowered_file(pipeline_text(kReads + "reads = [\"b\", \"a\"]\n"), asked.catalog);
  Evaluator evaluator(c->g());
  Trace trace;
  REQUIRE(evaluator.trace(asked.test, c->element("s"), trace) == Tri::yes);
  REQUIRE(trace.witnesses.size() == 1);
  CHECK(trace.witnesses[0].first == "x");
  CHECK(c->g().ids[trace.witnesses[0].second] == "b");
}

TEST_CASE("the first part that failed is told as it would be written") {
  const auto failure = [](const std::string& condition) {
    const Asked asked(condition, mask_of(ElementKind::stage));
    const auto c = lowered_file(pipeline_text(kThree), asked.catalog);
    return Evaluator(c->g()).first_failure(asked.test, c->element("s"));
  };
  CHECK(failure("{ registered = true, tenancy = \"shared\", does = \"train\" }") == "tenancy = \"shared\"");
  CHECK(failure("{ registered = true }") == "");
  CHECK(failure("{ contestable = true }") == "");
  CHECK(failure("{ any = [{ tenancy = \"shared\" }, { criticality = { at-least = \"high\" } }] }") ==
        "any = [{ tenancy = \"shared\" }, { criticality = { at-least = \"high\" } }]");
  CHECK(failure("{ none = [{ registered = [true, false] }] }") == "none = [{ registered = [true, false] }]");
  CHECK(failure("{ upstream = { does = \"train\", avoiding = { does = \"guard\" } } }") ==
        "upstream = { avoiding = { does = \"guard\" }, does = \"train\" }");
}

}  // namespace
}  // namespace merlon
