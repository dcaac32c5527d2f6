#include "plugin/note.hpp"

#include <merlon/abi.h>

#include <random>

#include "catch.hpp"
#include "elf_text.hpp"

using namespace merlon;
using namespace merlon::test;

namespace {

const std::string kHash = "0123456789abcdef";

std::string good_plugin_note() {
  return note(MRL_NOTE_PLUGIN,
              plugin_desc(1, 64, 0, 1, texts(kHash, "GNU 12.2.0", "data", "1.0.0")));
}

std::string pass_note(std::string_view text) {
  return note(MRL_NOTE_PASS, std::string(text) + '\0');
}

std::string error_of(const std::string& bytes) {
  const auto read = read_note(bytes);
  return read ? "no error" : read.error();
}

}  // namespace

TEST_CASE("a note says everything about the plugin and its passes", "[plugin][note]") {
  const auto read = read_note(
      library(note(1, "somebody else's", "GNU") + pass_note("merlon-pass analyzer b-pass x,a-threat") +
              good_plugin_note() + pass_note("merlon-pass analyzer a-pass a-threat")));
  REQUIRE(read);
  CHECK(read->pointer_bits == 64);
  CHECK(read->abi_major == 0);
  CHECK(read->abi_minor == 1);
  CHECK(read->abi_hash == kHash);
  CHECK(read->build == "GNU 12.2.0");
  CHECK(read->id == "data");
  CHECK(read->version == "1.0.0");
  CHECK(read->passes ==
        std::vector<PassEntry>{{"a-pass", {"a-threat"}}, {"b-pass", {"a-threat", "x"}}});
}

TEST_CASE("what is not a plugin is refused with a reason", "[plugin][note]") {
  CHECK(error_of("") == "it is not an ELF file");
  CHECK(error_of(std::string(4096, 'x')) == "it is not an ELF file");
  CHECK(error_of(library("")) == "it has no note of merlon");
  CHECK(error_of(library(note(MRL_NOTE_PLUGIN, "x", "GNU"))) == "it has no note of merlon");
  CHECK(error_of(library(pass_note("merlon-pass analyzer a b"))) == "it has no note of merlon");
  CHECK(error_of(library(good_plugin_note() + good_plugin_note())) == "it has two notes of merlon");
  std::string narrow = library(good_plugin_note());
  narrow[EI_CLASS] = ELFCLASS32;
  CHECK(error_of(narrow) == "it is not a 64-bit little-endian ELF file");
  std::string foreign = library(good_plugin_note());
  foreign[offsetof(Elf64_Ehdr, e_machine)] = EM_386;
  foreign[offsetof(Elf64_Ehdr, e_machine) + 1] = 0;
  CHECK(error_of(foreign) == "it was built for another machine");
  std::string executable = library(good_plugin_note());
  executable[offsetof(Elf64_Ehdr, e_type)] = ET_EXEC;
  CHECK(error_of(executable) == "it is not a shared library");
}

TEST_CASE("a note that is broken inside is refused", "[plugin][note]") {
  const auto with = [](const std::string& desc) {
    return error_of(library(note(MRL_NOTE_PLUGIN, desc)));
  };
  const std::string good = texts(kHash, "GNU", "data", "1.0.0");
  CHECK(with("") == "its note is cut short");
  CHECK(with(plugin_desc(1, 64, 0, 1, "")) == "its note is cut short");
  CHECK(with(plugin_desc(1, 64, 0, 1, good.substr(0, good.size() - 1))) == "its note is cut short");
  CHECK(with(plugin_desc(2, 64, 0, 1, good)) ==
        "its note has format 2, and this merlon reads format 1");
  CHECK(with(plugin_desc(1, 64, 0, 1, good + "more")) == "its note has bytes after its end");
  CHECK(with(plugin_desc(1, 64, 0, 1, texts(kHash, "\x1b[2J", "data", "1"))) ==
        "its note holds text that is empty or not printable");
  CHECK(with(plugin_desc(1, 64, 0, 1, texts(kHash, "GNU", "../data", "1"))) ==
        "its note holds an id that is not lower-case words joined by `-`");
  for (const char* text :
       {"", "merlon-pass", "merlon-pass ", "merlon-pass analyzer", "merlon-pass analyzer a",
        "merlon-pass analyzer a ", "merlon-pass analyzer A b", "merlon-pass analyzer a b,",
        "merlon-pass analyzer a b c", "merlon-pass scores a b", "merlon-pass a b", "other analyzer a b"}) {
    INFO(text);
    CHECK(error_of(library(good_plugin_note() + pass_note(text))) ==
          "one of its pass notes is broken");
  }
  CHECK(error_of(library(good_plugin_note() + note(7, "x"))) == "its notes are broken");
}

TEST_CASE("every truncation is refused, never read beyond", "[plugin][note]") {
  const std::string whole = library(good_plugin_note());
  REQUIRE(read_note(whole));
  for (size_t n = 0; n < whole.size(); ++n) {
    // A heap block of exactly n bytes, so that a sanitizer sees one byte too many.
    const std::vector<char> part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n));
    INFO(n);
    CHECK_FALSE(read_note({part.data(), part.size()}));
  }
}

TEST_CASE("random bytes and random damage never harm the reader", "[plugin][note]") {
  std::mt19937 random(20261125);
  const std::string whole = library(pass_note("merlon-pass analyzer a-pass a,b") + good_plugin_note());
  size_t refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = whole;
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < changes; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    const std::vector<char> exact(bytes.begin(), bytes.end());
    if (!read_note({exact.data(), exact.size()})) ++refused;
  }
  CHECK(refused > 1000);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 300, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    CHECK_FALSE(read_note(bytes));
  }
}

TEST_CASE("offsets that would wrap around are refused", "[plugin][note]") {
  std::string bytes = library(good_plugin_note());
  const uint64_t far = UINT64_MAX - 8;
  SECTION("program headers") {
    std::memcpy(&bytes[offsetof(Elf64_Ehdr, e_phoff)], &far, sizeof far);
  }
  SECTION("offset of the notes") {
    std::memcpy(&bytes[sizeof(Elf64_Ehdr) + offsetof(Elf64_Phdr, p_offset)], &far, sizeof far);
  }
  SECTION("size of the notes") {
    std::memcpy(&bytes[sizeof(Elf64_Ehdr) + offsetof(Elf64_Phdr, p_filesz)], &far, sizeof far);
  }
  SECTION("size of one note") {
    const uint32_t huge = UINT32_MAX;
    std::memcpy(&bytes[sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr) + 4], &huge, sizeof huge);
  }
  CHECK_FALSE(read_note(bytes));
}
