// The result does not depend on how many threads there are: each example, each format, with 1, 2 and 8 threads, and
// 8 once more.
#include <algorithm>
#include <cstdio>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;

TEST_CASE("border/examples give the same bytes with one thread and with eight") {
  std::vector<fs::path> examples;
  for (const auto& entry : fs::directory_iterator(MERLON_EXAMPLES)) {
    if (fs::exists(entry.path() / "pipeline.toml")) examples.push_back(entry.path() / "pipeline.toml");
  }
  std::sort(examples.begin(), examples.end());
  CHECK(examples.size() >= 4);
  std::vector<std::string> formats = {"json", "text"};
  if (run({MERLON, "analyze", "--help"}).out.find("--html ") != std::string::npos) formats.emplace_back("html");
  for (const fs::path& example : examples) {
    INFO(example);
    const TempDir dir;
    const auto results = [&](const char* jobs, const std::string& name) {
      std::vector<std::string> command = {MERLON, "analyze", example, "--today", "2026-11-25", "-q", "-j", jobs};
      for (const std::string& format : formats) command.insert(command.end(), {"--" + format, dir / (name + "." + format)});
      const Ran ran = run(command);
      INFO(ran.err);
      REQUIRE(ran.code == 0);
      std::vector<std::string> out = {ran.out, ran.err};
      for (const std::string& format : formats) out.push_back(read(dir / (name + "." + format)));
      return out;
    };
    const std::vector<std::string> one = results("1", "one");
    CHECK(one[2].size() > 1000);
    CHECK(results("2", "two") == one);
    CHECK(results("8", "eight") == one);
    CHECK(results("8", "again") == one);
  }
  WARN("-j1, -j2 and -j8: the same bytes of " << formats.size() << " formats for " << examples.size() << " examples");
}
