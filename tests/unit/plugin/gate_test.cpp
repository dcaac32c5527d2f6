#include "plugin/gate.hpp"

#include "catch.hpp"

using namespace merlon;

namespace {

struct Row {
  uint32_t bits;
  uint16_t major, minor;
  const char* hash;
  AbiVersion host;
  const char* expected;  ///< empty: it may come in
};

}  // namespace

TEST_CASE("the version gate", "[plugin][gate]") {
  const AbiVersion first{64, 1, 0};
  const AbiVersion grown{64, 1, 3};
  const std::vector<Row> table = {
      {64, 1, 0, "aaaa", first, ""},
      {64, 1, 0, "bbbb", first, ""},
      {64, 1, 1, "aaaa", first,
       "it speaks plugin interface 1.1 (built with GNU 12.2.0) and this merlon speaks 1.0"},
      {64, 0, 1, "aaaa", first,
       "it speaks plugin interface 0.1 (built with GNU 12.2.0) and this merlon speaks 1.0"},
      {32, 1, 0, "aaaa", first,
       "it has 32-bit pointers (built with GNU 12.2.0) and this merlon has 64-bit ones"},
      {64, 1, 3, "bbbb", grown, ""},
      {64, 1, 0, "bbbb", grown, ""},
      {64, 1, 4, "aaaa", grown,
       "it speaks plugin interface 1.4 (built with GNU 12.2.0) and this merlon speaks 1.3"},
      {64, 0, 3, "aaaa", grown,
       "it speaks plugin interface 0.3 (built with GNU 12.2.0) and this merlon speaks 1.3"},
      {64, 2, 0, "aaaa", grown,
       "it speaks plugin interface 2.0 (built with GNU 12.2.0) and this merlon speaks 1.3"},
  };
  for (const Row& row : table) {
    Note note;
    note.pointer_bits = row.bits;
    note.abi_major = row.major;
    note.abi_minor = row.minor;
    note.abi_hash = row.hash;
    note.build = "GNU 12.2.0";
    CHECK(gate(note, row.host).value_or("") == row.expected);
  }
}

TEST_CASE("merlon lets itself in", "[plugin][gate]") {
  const AbiVersion host = host_abi();
  Note note;
  note.pointer_bits = host.pointer_bits;
  note.abi_major = host.major;
  note.abi_minor = host.minor;
  CHECK_FALSE(gate(note, host));
}
