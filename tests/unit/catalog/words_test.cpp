// Words of the vocabulary: trees, and trees that are none.
#include "catalog/vocabulary.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

WordList list_of(const std::vector<std::pair<std::string, std::string>>& words) {
  WordList list;
  for (const auto& [id, parent] : words) {
    WordDef def;
    def.id = id;
    def.parent = parent;
    list.add(def);
  }
  return list;
}

TEST_CASE("words have numbers in their order and the first of a name stays") {
  WordList list = list_of({{"data", ""}, {"model", ""}});
  CHECK(list.find("data") == 0);
  CHECK(list.find("model") == 1);
  CHECK(list.find("tool") == kNone);
  WordDef again;
  again.id = "data";
  again.parent = "model";
  CHECK(list.add(again) == 0);
  CHECK(list.size() == 2);
  CHECK(list[0].parent == "");
  CHECK(list.names() == std::vector<std::string>{"data", "model"});
}

TEST_CASE("a tree whose parents stand before or after their children") {
  WordList list = list_of({{"llm", "generative"}, {"model", ""}, {"generative", "model"}, {"data", ""}});
  REQUIRE(list.close().empty());
  CHECK(list.is_a(0, 0));
  CHECK(list.is_a(0, 2));
  CHECK(list.is_a(0, 1));
  CHECK_FALSE(list.is_a(1, 0));
  CHECK_FALSE(list.is_a(0, 3));
  CHECK_FALSE(list.is_a(kNone, 0));
  CHECK(list.up(0) == std::vector<uint32_t>{0, 2, 1});
  CHECK(list.up(3) == std::vector<uint32_t>{3});
}

TEST_CASE("a parent that does not exist is told and left out") {
  WordList list = list_of({{"a", "b"}, {"c", ""}});
  CHECK(list.close() == std::vector<std::string>{"a"});
  CHECK(list.up(0) == std::vector<uint32_t>{0});
}

TEST_CASE("cycles are told and cut") {
  WordList self = list_of({{"a", "a"}});
  CHECK(self.close() == std::vector<std::string>{"a"});
  CHECK(self.up(0) == std::vector<uint32_t>{0});

  WordList ring = list_of({{"a", "b"}, {"b", "c"}, {"c", "a"}, {"d", "c"}});
  CHECK(ring.close() == std::vector<std::string>{"a"});
  CHECK(ring.up(3) == std::vector<uint32_t>{3, 2, 0});  // d, c, a: cut above a
  CHECK(ring.is_a(1, 0));
  CHECK_FALSE(ring.is_a(0, 1));

  // Found from outside of the ring: what hangs on it is told first, the ring itself later.
  WordList tail = list_of({{"d", "a"}, {"a", "b"}, {"b", "a"}});
  CHECK(tail.close() == std::vector<std::string>{"d", "a"});
  CHECK(tail.up(2) == std::vector<uint32_t>{2, 1});
}

TEST_CASE("a fact knows its values by number") {
  Fact fact;
  fact.values = {"low", "high"};
  fact.def.on = mask_of(ElementKind::asset) | mask_of(ElementKind::flow);
  CHECK(fact.value("low") == 0);
  CHECK(fact.value("high") == 1);
  CHECK(fact.value("medium") == kNone);
  CHECK(fact.on(ElementKind::asset));
  CHECK(fact.on(ElementKind::flow));
  CHECK_FALSE(fact.on(ElementKind::stage));
}

}  // namespace
}  // namespace merlon
