// Messages as the user sees them.
#include "base/diagnostic.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

struct Case {
  Sources sources;
  Diagnostics diagnostics;
  explicit Case(std::string text) { sources.add("a.toml", std::move(text)); }
  std::string shown(bool colour = false, size_t limit = 50) const { return render(sources, diagnostics, colour, limit); }
};

TEST_CASE("a whole message") {
  Case c("one = 1\ntwo = [\"x\"]\n");
  c.diagnostics.add("E0203", {0, 2, 8, 3}, "unknown asset `x`", "no asset has this id", "one with a similar id exists: `y`");
  CHECK(c.shown() == R"(error[E0203]: unknown asset `x`
  --> a.toml:2:8
  |
2 | two = ["x"]
  |        ^^^ no asset has this id
  = help: one with a similar id exists: `y`
)");
  CHECK(c.diagnostics.errors() == 1);
  CHECK(c.diagnostics.has_errors());
}

TEST_CASE("a warning is no error") {
  Case c("one = 1\n");
  c.diagnostics.add("W0201", {0, 1, 1, 3}, "nothing reads it");
  CHECK(c.shown() == R"(warning[W0201]: nothing reads it
  --> a.toml:1:1
  |
1 | one = 1
  | ^^^
)");
  CHECK_FALSE(c.diagnostics.has_errors());
  CHECK_FALSE(c.diagnostics.empty());
}

TEST_CASE("messages are sorted by place and those of one place keep their order") {
  Case c("a\nb\n");
  c.diagnostics.add("E0001", {0, 2, 1, 1}, "third");
  c.diagnostics.add("E0002", {0, 1, 1, 1}, "first");
  c.diagnostics.add("E0003", {0, 1, 1, 1}, "second");
  CHECK(c.shown() == R"(error[E0002]: first
  --> a.toml:1:1
  |
1 | a
  | ^

error[E0003]: second
  --> a.toml:1:1
  |
1 | a
  | ^

error[E0001]: third
  --> a.toml:2:1
  |
2 | b
  | ^
)");
}

TEST_CASE("what is too much is counted") {
  Case c("a\n");
  for (int i = 0; i < 3; ++i) c.diagnostics.add("E0001", {0, 0, 0, 1}, "wrong");
  CHECK(c.shown(false, 2) == R"(error[E0001]: wrong
  --> a.toml

error[E0001]: wrong
  --> a.toml

... and 1 more
)");
}

TEST_CASE("a message about a file as a whole and one about no file") {
  Case c("a\n");
  c.diagnostics.add("E0001", {kNoFile, 0, 0, 1}, "no file", "", "look");
  c.diagnostics.add("E0002", {0, 0, 0, 1}, "whole file", "", "look");
  CHECK(c.shown() == R"(error[E0002]: whole file
  --> a.toml
   = help: look

error[E0001]: no file
  = help: look
)");
}

TEST_CASE("carets stand below what they mean after tabs and wide letters") {
  Case c("\tü = \"x\"\n");
  c.diagnostics.add("E0001", {0, 1, 7, 3}, "wrong");
  CHECK(c.shown() == "error[E0001]: wrong\n  --> a.toml:1:7\n  |\n1 |     ü = \"x\"\n  |         ^^^\n");
}

TEST_CASE("nothing the user wrote reaches the terminal as a command") {
  Case c("a = \"\x1b[2J\u202E\"\n");
  c.diagnostics.add("E0001", {0, 1, 5, 1}, "found `\x1b[2J`", "\a", "\u202E");
  const std::string shown = c.shown();
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find('\a') == std::string::npos);
  CHECK(shown.find("\u202E") == std::string::npos);
  CHECK(shown.find("found `\\x1b[2J`") != std::string::npos);
}

TEST_CASE("of a very long line only the neighbourhood is shown") {
  std::string text(5000, 'a');
  text[3000] = 'X';
  Case c(text);
  c.diagnostics.add("E0001", {0, 1, 3001, 1}, "wrong");
  CHECK(c.shown() == "error[E0001]: wrong\n  --> a.toml:1:3001\n  |\n1 | " + std::string(80, 'a') + "X" +
                         std::string(79, 'a') + "\n  | " + std::string(80, ' ') + "^\n");
}

TEST_CASE("a span beyond the end of its line or file does no harm") {
  Case c("ab\r\n");
  c.diagnostics.add("E0001", {0, 1, 99, 99}, "wrong");
  c.diagnostics.add("E0002", {0, 99, 1, 1}, "wrong");
  CHECK(c.shown() == R"(error[E0001]: wrong
  --> a.toml:1:99
  |
1 | ab
  |   ^

error[E0002]: wrong
  --> a.toml:99:1
   |
99 | 
   | ^
)");
}

TEST_CASE("colour is put around and changes no text") {
  Case c("one = 1\n");
  c.diagnostics.add("E0001", {0, 1, 1, 3}, "wrong", "here", "mend it");
  const std::string plain = c.shown(), colour = c.shown(true);
  REQUIRE(colour != plain);
  std::string stripped;
  for (size_t i = 0; i < colour.size(); ++i) {
    if (colour[i] == '\x1b') {
      i = colour.find('m', i);
    } else {
      stripped += colour[i];
    }
  }
  CHECK(stripped == plain);
  CHECK(colour.starts_with("\x1b[1;31merror[E0001]\x1b[0m"));
}

}  // namespace
}  // namespace merlon
