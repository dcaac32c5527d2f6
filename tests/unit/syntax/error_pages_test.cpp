// The pages of this room's errors: the first example has the error, the second has none.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

const std::vector<std::string> kCodes = {
    "E0101", "E0102", "E0103", "E0104", "E0105", "E0106", "E0107", "E0109", "E0110",
    "E0201", "E0202", "E0204", "E0205", "E0206", "E0207", "E0208", "E0209", "E0210",
    "E0211", "E0212", "E0213", "E0214", "E0215", "E0216", "E0217", "E0218", "E0219",
    "E0232", "E0701", "E0702", "E0703"};

std::string page(const std::string& code) {
  std::ifstream in(std::string(MERLON_SOURCE_DIR) + "/docs/errors/" + code + ".md",
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> toml_blocks(const std::string& text) {
  std::vector<std::string> out;
  const std::string open = "```toml\n";
  for (size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    out.push_back(text.substr(at, text.find("```", at) - at));
  }
  return out;
}

TEST_CASE("each error has a page whose examples are true") {
  for (const std::string& code : kCodes) {
    INFO(code);
    const std::string text = page(code);
    CHECK(text.starts_with("# " + code + ": "));
    const std::vector<std::string> blocks = toml_blocks(text);
    if (blocks.empty()) continue;  // bytes that no page can show
    REQUIRE(blocks.size() == 2);
    CHECK(read_pipeline_text(blocks[0]).codes() == code);
    CHECK(frame_errors(blocks[1]) == "accepted\n");
  }
}

}  // namespace
}  // namespace merlon
