// What is hostile stays text in every format, and a comment stays as short as it must be.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "catch.hpp"
#include "diff/diff.hpp"
#include "unit/diff/standing_case.hpp"

namespace merlon {
namespace {

std::string in(std::string_view name, const Diff& diff) {
  std::string text;
  for (const DiffFormat* format : diff_formats::all()) {
    if (format->name != name) continue;
    Outlet out([&](std::string_view piece) { text += piece; });
    format->write(diff, out);
    out.finish();
  }
  return text;
}

const std::string kHostile = "`|<script>alert(1)</script>\n## [x](http://evil.example) www.evil.example @all #1 *b* __c__ ~~d~~ $e$ &amp; \x1b[31m\u202e\\|";

Diff hostile() {
  Stand now = raised(15, 14);
  now.why = now.place = kHostile;
  Diff d;
  Standing before = in_file(standing({})), after = in_file(standing({{"a@" + kHostile, now}}));
  before.packs = after.packs = {{kHostile, "1"}};
  after.pipeline = after.file = after.version = kHostile;
  d.comparison = compare(before, after);
  d.before = {kHostile, kHostile, false, false, 0, 0, 0};
  d.after = d.before;
  d.version = "1.0.0";
  d.edits = {{kHostile, kHostile}};
  d.traced = true;
  REQUIRE(d.comparison.differences.size() == 1);
  d.comparison.differences[0].because = Because::each;
  d.comparison.differences[0].edits = {0};
  return d;
}

TEST_CASE("text shows hostile strings and does not obey them") {
  const std::string text = in("text", hostile());
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text == printable_lines(text));
  CHECK(text.find("\\x1b[31m") != std::string::npos);
  CHECK(std::none_of(text.begin(), text.end(), [](char c) { return c == '\r'; }));
}

TEST_CASE("markdown shows hostile strings and does not obey them") {
  const std::string text = in("markdown", hostile());
  for (const char* bad : {"<script", "[x]", "](", "http:", "www.", "@all", " #1 ", "*b*", "__c__", "~~", "$e$", "&amp;", "\x1b", "\u202e", "`|", "\\|"}) {
    INFO(bad);
    CHECK(text.find(bad) == std::string::npos);
  }
  CHECK(text.find("&#60;script&#62;") != std::string::npos);
  CHECK(text.find("&#124;") != std::string::npos);
  // A row of the table is one line of five cells.
  size_t rows = 0;
  for (size_t at = text.find("\n| new |"); at != std::string::npos; at = text.find("\n| new |", at + 1)) {
    const std::string row = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
    CHECK(std::count(row.begin(), row.end(), '|') == 6);
    CHECK(row.ends_with(" |"));
    ++rows;
  }
  CHECK(rows == 1);
}

TEST_CASE("json gives hostile strings back as they were") {
  const auto json = nlohmann::json::parse(in("json", hostile()));
  CHECK(json.at("differences").at(0).at("after").at("why") == kHostile);
  CHECK(json.at("edits").at(0).at("sentence") == kHostile);
}

TEST_CASE("a comment for a pull request keeps to its length and begins with the worst") {
  for (const size_t length : {10u, 500u, 50'000u}) {
    std::map<std::string, Stand> stands;
    for (int i = 0; i < 3000; ++i) {
      Stand s = raised(1 + i % 16, 14);
      s.why = std::string(length, '|');
      stands.emplace("a@x" + std::to_string(i), std::move(s));
    }
    Diff d;
    d.comparison = compare(standing({}), standing(std::move(stands)));
    d.traced = true;
    for (size_t i = 0; i < 300; ++i) d.edits.push_back({std::string(length, '<'), "p.toml:1:1"});
    for (Difference& x : d.comparison.differences) x.edits = {0, 1, 2, 3, 4};
    const std::string text = in("markdown", d);
    CHECK(text.size() <= 65'000);
    CHECK(text.size() > 40'000);
    CHECK(text.find("more that weigh no more than these") != std::string::npos);
    CHECK(text.find("3000 compared = 3000 new") != std::string::npos);
    const size_t row = text.find("| new |");
    CHECK(text.substr(row, text.find('\n', row) - row).find("raised high 75") != std::string::npos);
    CHECK(text.find("<<") == std::string::npos);
  }
}

TEST_CASE("the ledger of every format adds up") {
  Diff d;
  d.comparison = compare(standing({{"a@x", raised(15, 14)}, {"b@x", raised(4, 4)}, {"a@y", undecided(9, 9)}}),
                         standing({{"b@x", raised(5, 5)}, {"b@y", raised(15, 18)}, {"a@y", undecided(9, 9)}}));
  const std::string ledger = "4 compared = 1 new + 1 worse + 1 gone + 1 unchanged";
  CHECK(ledger_of(d.comparison) == ledger);
  CHECK(ledger_of(compare(standing({}), standing({}))) == "0 compared");
  CHECK(in("text", d).ends_with("Ledger: " + ledger + "\n"));
  CHECK(in("markdown", d).ends_with("\n" + ledger + "\n"));
  const auto json = nlohmann::json::parse(in("json", d));
  int sum = 0;
  for (const auto& [key, n] : json.at("ledger").items()) sum += key == "compared" ? 0 : n.get<int>();
  CHECK(sum == json.at("ledger").at("compared").get<int>());
}

}  // namespace
}  // namespace merlon
