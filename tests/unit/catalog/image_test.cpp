// Packs as words and text, there and back, and what happens to words that nobody wrote.
#include "catalog/image.hpp"

#include <random>

#include "catch.hpp"
#include "unit/catalog/whole_pack.hpp"

namespace merlon {
namespace {

std::string error_of(const Image& image) {
  const auto pack = decode(view(image));
  return pack ? "decoded" : pack.error();
}

TEST_CASE("a pack with every field comes back as it was") {
  const Pack pack = whole_pack();
  const Image image = encode(pack);
  const auto back = decode(view(image));
  REQUIRE(back);
  const Image again = encode(*back);
  CHECK(again.words == image.words);
  CHECK(again.text == image.text);
  CHECK(digest(view(again)) == digest(view(image)));
  // Not only equal to itself: some of what went in.
  CHECK(back->facts[1].satisfied_by == std::vector<std::string>{"digest"});
  CHECK(back->defines[0].when.children[1].children[1].values == std::vector<std::string>{"true"});
  CHECK(back->threats[0].raises[0].lower_if[0].at_most == "high");
  CHECK(back->frameworks[0].entries[1].retired);
  CHECK(back->bundled[0].scope.roles == std::vector<std::string>{"public"});
}

// A field that `fields` forgets would come back empty, and so be equal to a pack that never had it.
TEST_CASE("every text of the pack is in the image") {
  const Image image = encode(whole_pack());
  for (int i = 1; i <= last_text_of_whole_pack(); ++i) {
    const std::string text = "<" + std::to_string(i) + ">";
    CAPTURE(text);
    CHECK(image.text.find(text) != std::string::npos);
  }
}

TEST_CASE("an empty pack is an image too") {
  const Image image = encode(Pack{});
  REQUIRE(error_of(image) == "decoded");
  CHECK(encode(*decode(view(image))).words == image.words);
}

TEST_CASE("a digest depends on words and text and format") {
  const Image image = encode(whole_pack());
  const std::string before = digest(view(image));
  Image other = image;
  other.words.back() ^= 1;
  CHECK(digest(view(other)) != before);
  other = image;
  other.text.back() ^= 1;
  CHECK(digest(view(other)) != before);
  ImageView format = view(image);
  ++format.format;
  CHECK(digest(format) != before);
}

TEST_CASE("reasons why an image is refused") {
  Pack pack = whole_pack();
  pack.needed.clear();  // else its list stands before all others
  const Image image = encode(pack);
  ImageView format = view(image);
  format.format = 7;
  CHECK(decode(format).error() == "it has image format 7, this is 6");
  CHECK(decode(ImageView{}).error() == "it is empty");
  Image wrong = image;
  wrong.words[0] = 1;
  CHECK(error_of(wrong) == "it is not a pack image");
  wrong = image;
  wrong.words.push_back(0);
  CHECK(error_of(wrong) == "it has words left over");
  wrong = image;
  wrong.words.pop_back();
  CHECK(error_of(wrong) == "it ends too early");
  wrong = image;
  wrong.words[1] = static_cast<uint32_t>(image.text.size());
  CHECK(error_of(wrong) == "a text lies outside of it");
  wrong = image;
  wrong.words[5] = 0xFFFFFFFF;
  CHECK(error_of(wrong) == "a list is longer than the image");
}

TEST_CASE("an image that ends anywhere is refused") {
  const Image image = encode(whole_pack());
  for (size_t n = 0; n < image.words.size(); ++n) {
    ImageView shorter = view(image);
    shorter.n_words = static_cast<uint32_t>(n);
    REQUIRE_FALSE(decode(shorter));
  }
}

// An image of a pack whose `applies` are these words.
Image with_condition(const std::vector<uint32_t>& words) {
  Image image = encode(Pack{});
  const auto at = image.words.end() - 3;  // before: how many there are; after: threats, bundled
  REQUIRE(*at == 0);
  *at = 1;
  image.words.insert(image.words.end() - 2, words.begin(), words.end());
  return image;
}

std::vector<uint32_t> node(ConditionOp op, uint32_t arity, uint32_t relation = 0) {
  return {static_cast<uint32_t>(op), relation, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, arity};
}

std::vector<uint32_t> joined(std::vector<std::vector<uint32_t>> parts) {
  std::vector<uint32_t> out = {static_cast<uint32_t>(parts.size())};
  for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

TEST_CASE("conditions are checked part by part") {
  const auto fact = node(ConditionOp::fact, 0);
  CHECK(error_of(with_condition(joined({fact}))) == "decoded");
  CHECK(error_of(with_condition(joined({fact, node(ConditionOp::relation, 1)}))) == "decoded");
  CHECK(error_of(with_condition(joined({}))) == "a condition is empty or too long");
  CHECK(error_of(with_condition(joined({fact, fact}))) == "a condition has parts left over");
  CHECK(error_of(with_condition(joined({node(ConditionOp::all, 1)}))) == "a condition takes more parts than there are");
  CHECK(error_of(with_condition(joined({fact, node(ConditionOp::fact, 1)}))) == "a condition has the wrong parts");
  CHECK(error_of(with_condition(joined({node(ConditionOp::relation, 0)}))) == "a condition has the wrong parts");
  CHECK(error_of(with_condition(joined({fact, fact, fact, node(ConditionOp::relation, 3)}))) ==
        "a condition has the wrong parts");
  CHECK(error_of(with_condition(joined({node(static_cast<ConditionOp>(5), 0)}))) == "a condition has an unknown operator");
  CHECK(error_of(with_condition(joined({fact, node(ConditionOp::relation, 1, 25)}))) ==
        "a condition has an unknown relation");
}

Image chain(size_t depth) {
  std::vector<std::vector<uint32_t>> parts = {node(ConditionOp::fact, 0)};
  for (size_t i = 1; i < depth; ++i) parts.push_back(node(ConditionOp::none, 1));
  return with_condition(joined(parts));
}

TEST_CASE("conditions nest so deep and no deeper") {
  CHECK(error_of(chain(64)) == "decoded");
  CHECK(error_of(chain(65)) == "a condition nests too deep");
  CHECK(error_of(chain(300'000)) == "a condition nests too deep");  // and the stack survives it
}

TEST_CASE("words that somebody changed are decoded or refused") {
  const Image image = encode(whole_pack());
  std::mt19937 random(20261124);
  int refused = 0;
  for (int i = 0; i < 2000; ++i) {
    Image wrong = image;
    const int changes = 1 + static_cast<int>(random() % 3);
    for (int c = 0; c < changes; ++c) {
      uint32_t& word = wrong.words[random() % wrong.words.size()];
      switch (random() % 4) {
        case 0: word ^= 1u << (random() % 32); break;
        case 1: word = static_cast<uint32_t>(random() % 16); break;
        case 2: word = static_cast<uint32_t>(random()); break;
        default: word += static_cast<uint32_t>(random() % 9) - 4; break;
      }
    }
    const auto pack = decode(view(wrong));
    if (!pack) ++refused;
    REQUIRE((pack || !pack.error().empty()));
    if (pack) REQUIRE(decode(view(encode(*pack))));
  }
  CHECK(refused > 500);
  CHECK(refused < 2000);
}

}  // namespace
}  // namespace merlon
