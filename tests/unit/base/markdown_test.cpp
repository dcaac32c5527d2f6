// Text of others in Markdown.
#include "base/markdown.hpp"

#include <string>

#include "catch.hpp"

using namespace merlon;

TEST_CASE("names in backticks are code where they are ids, and else text") {
  CHECK(prose_in_markdown("`train` reads `web.crawl-2`, twice") == "`train` reads `web.crawl-2`, twice");
  CHECK(prose_in_markdown("`a|b` and `<img>`") == "a&#124;b and &#60;img&#62;");
  CHECK(prose_in_markdown("`` and `open").find('`') == std::string::npos);
  CHECK(prose_in_markdown("").empty());
}

TEST_CASE("what is too long ends before a name is open") {
  const std::string out = prose_in_markdown(std::string(595, 'x') + " `train-a-model` learns");
  CHECK(out.ends_with(" ..."));
  CHECK(out.find('`') == std::string::npos);
}
