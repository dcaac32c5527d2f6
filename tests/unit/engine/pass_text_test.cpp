#include "engine/pass_text.hpp"

#include "catch.hpp"
#include "laws/random.hpp"

namespace merlon {
namespace {

std::optional<std::vector<PassWords>> read(const std::string& text, Sources& sources, Diagnostics& diagnostics) {
  return read_pass_text(sources, sources.add("--passes", text), diagnostics);
}

std::string again(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto list = read(text, sources, diagnostics);
  return list ? text_of(*list) : render(sources, diagnostics, false);
}

// `line:col message` of the one error.
std::string error(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  CHECK_FALSE(read(text, sources, diagnostics));
  REQUIRE(diagnostics.all().size() == 1);
  const Diagnostic& d = diagnostics.all()[0];
  CHECK(d.code == "E0801");
  return std::to_string(d.span.line) + ":" + std::to_string(d.span.col) + " " + d.message.substr(d.message.find(": ") + 2);
}

std::string blanks(laws::Random& random) {
  static const std::vector<std::string> kinds = {"", "", "", " ", "\t", "\n", "  "};
  return random.of(kinds);
}

std::string options(laws::Random& random) {
  std::string out;
  for (size_t n = random.below(3); n > 0; --n) {
    out += (out.empty() ? "<" : ";") + blanks(random) + "k" + std::to_string(random.below(9)) + blanks(random) + "=" + blanks(random) + "v.1/" + std::to_string(random.below(9));
  }
  return out.empty() ? out : out + blanks(random) + ">";
}

std::string list(laws::Random& random) {
  static const std::vector<std::string> names = {"analyze", "score", "a-b", "*", "data-?*", "x_1"};
  std::string out;
  for (size_t n = random.between(1, 4); n > 0; --n) {
    out += (out.empty() ? "" : ",") + blanks(random) + random.of(names) + options(random) + blanks(random);
    const size_t items = random.below(4);
    for (size_t i = 0; i < items; ++i) {
      out += (i == 0 ? "(" : ",") + blanks(random) + (random.percent(30) ? "-" + blanks(random) : "") + random.of(names) + options(random) + blanks(random);
    }
    if (items > 0) out += ")";
  }
  return out;
}

}  // namespace

TEST_CASE("a list of passes is printed without blanks, and reading that again changes nothing") {
  CHECK(again(" analyze ( data-* , - data-drift<depth = 3> ) ,\n score<a=1; b=2>(matrix),plan() ") ==
        "analyze(data-*,-data-drift<depth=3>),score<a=1;b=2>(matrix),plan");
  for (uint64_t seed = 1; seed <= 3000; ++seed) {
    laws::Random random(seed);
    const std::string text = list(random), once = again(text);
    INFO(text);
    std::string plain;
    for (const char c : text) {
      if (c != ' ' && c != '\t' && c != '\n') plain += c;
    }
    CHECK(once == plain);
    CHECK(again(once) == once);
  }
}

TEST_CASE("what is wrong with a list of passes is told where it is") {
  CHECK(error("") == "1:1 the list ends where the name of a pass should be");
  CHECK(error("analyze,") == "1:9 the list ends where the name of a pass should be");
  CHECK(error("analyze,,score") == "1:9 `,` stands where the name of a pass should be");
  CHECK(error("analyze(") == "1:9 the list ends where a name or a pattern such as `*-injection` should be");
  CHECK(error("analyze(a b)") == "1:11 `b` stands where `,` or `)` should be");
  CHECK(error("analyze(a),\n  score)") == "2:8 `)` stands where `,` or the end should be");
  CHECK(error("score(fair<seed>)") == "1:16 `>` stands where `=` should be");
  CHECK(error("score(fair<seed=>)") == "1:17 `>` stands where a value should be");
  CHECK(error("score(fair<seed=1,a=2>)") == "1:18 `,` stands where `;` or `>` should be");
  CHECK(error("score(fair<=1>)") == "1:12 `=` stands where the name of an option should be");
  CHECK(error("analyze(\xc3\xa4)") == "1:9 `\xc3\xa4` stands where a name or a pattern such as `*-injection` should be");
  CHECK(error(std::string("analyze\0score", 13)) == "1:8 `\\x00` stands where `,` or the end should be");
}

}  // namespace merlon
