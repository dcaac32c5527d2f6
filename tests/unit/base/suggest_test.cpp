// "Did you mean": how far a slip may be from the name that was meant.
#include "base/suggest.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

const std::vector<std::string> kNames = {"reads", "writes", "uses", "readable-by", "writable-by"};

TEST_CASE("the nearest name is one slip away") {
  CHECK(nearest("read", kNames) == "reads");     // left out
  CHECK(nearest("reeds", kNames) == "reads");    // changed
  CHECK(nearest("rreads", kNames) == "reads");   // put in
  CHECK(nearest("raeds", kNames) == "reads");    // neighbours swapped
  CHECK(nearest("readable_by", kNames) == "readable-by");
}

TEST_CASE("names that are too far away are not suggested") {
  CHECK(nearest("carries", kNames) == "");
  CHECK(nearest("", kNames) == "");
  CHECK(nearest("reads", std::vector<std::string>{}) == "");
}

TEST_CASE("at most a third of the longer name may differ and at least one letter") {
  const std::vector<std::string> nine = {"abcdefghi"};
  CHECK(nearest("abcdefxyz", nine) == "abcdefghi");
  CHECK(nearest("abcdewxyz", nine) == "");
  const std::vector<std::string> two = {"in"};
  CHECK(nearest("im", two) == "in");
  CHECK(nearest("xy", two) == "");
}

TEST_CASE("a swap is one slip and not two") {
  const std::vector<std::string> three = {"abc"};
  CHECK(nearest("acb", three) == "abc");
  CHECK(nearest("axy", three) == "");
}

TEST_CASE("the nearest wins and of equals the first") {
  CHECK(nearest("cat", std::vector<std::string>{"cut", "cot"}) == "cut");
  CHECK(nearest("catr", std::vector<std::string>{"cuts", "cats"}) == "cats");
  CHECK(nearest("writeable-by", std::vector<std::string>{"readable-by", "writable-by"}) == "writable-by");
}

TEST_CASE("the only word with this beginning wins over a slip") {
  const std::vector<std::string> regimes = {"eu-ai-act-gpai", "eu-ai-act-high-risk", "gdpr"};
  CHECK(nearest("eu-ai-act-high", regimes) == "eu-ai-act-high-risk");
  CHECK(nearest("data-poisning", std::vector<std::string>{"data", "data-poisoning"}) == "data-poisoning");
  CHECK(nearest("eu-ai-act-gpai-systemic", regimes) == "eu-ai-act-gpai");
  CHECK(nearest("eu-ai", regimes) == "");         // two begin so
  CHECK(nearest("eu-ai-act-gpaj", regimes) == "eu-ai-act-gpai");
  CHECK(nearest("gd", regimes) == "");            // too short to be a beginning
  CHECK(nearest("inference", std::vector<std::string>{"in"}) == "");
}

TEST_CASE("nobody types a name of more than 128 letters") {
  const std::string long_name(129, 'a');
  CHECK(nearest(long_name, std::vector<std::string>{long_name}) == "");
  const std::string just(128, 'a');
  CHECK(nearest(just, std::vector<std::string>{long_name, just}) == just);
}

}  // namespace
}  // namespace merlon
