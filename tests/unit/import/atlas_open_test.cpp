// Which file is read: pointer files and the manifest of ATLAS.
#include "unit/import/framework_case.hpp"

using namespace merlon;
using merlon::test::FrameworkCase;

namespace {

std::string small(const std::string& release) {
  return "format-version: 6.0.0\ncollection: {version: '" + release +
         "'}\ntactics: {AML.TA0002: {name: R}}\ntechniques: {}\nmitigations: {}\n"
         "relationships: {}\n";
}

std::string release(const std::string& number, const std::string& path,
                    const std::string& format = "6.0.0") {
  return "- release: '" + number + "'\n  release-date: 2026-09-30\n  versions:\n" +
         "  - {format-version: " + format + ", path: " + path + "}\n";
}

bool took(const std::optional<FrameworkFiles>& files, const std::string& number) {
  return files && files->framework_toml.find("release = \"" + number + "\"\n") != std::string::npos;
}

// What is said of `file`, which is refused.
std::string refused(FrameworkCase& c, const std::string& file) {
  CHECK_FALSE(c.import("atlas", file));
  return c.said();
}

}  // namespace

TEST_CASE("a pointer is followed, by way of another, inside the folder") {
  FrameworkCase c{{"ATLAS-latest.yaml", "v6/ATLAS-latest.yaml"},
                  {"v6/ATLAS-latest.yaml", "ATLAS-2026.09.yaml\n"},
                  {"v6/ATLAS-2026.09.yaml", small("2026.09")}};
  const auto files = c.import("atlas", "ATLAS-latest.yaml");
  CHECK(c.said().empty());
  CHECK(took(files, "2026.09"));
  // Each file that had a say is named with its digest.
  CHECK(files->framework_toml.find("\n# ATLAS-latest.yaml: BLAKE2b-256 ") != std::string::npos);
  CHECK(files->framework_toml.find("\n# ATLAS-2026.09.yaml: BLAKE2b-256 ") != std::string::npos);
}

TEST_CASE("a pointer that leaves its folder is refused") {
  for (const char* target :
       {"../secret.yaml", "/etc/secret.yaml", "v6/../../secret.yaml", "...yaml"}) {
    INFO(target);
    FrameworkCase c{{"dist/a.yaml", std::string(target) + "\n"}, {"secret.yaml", small("1")}};
    const std::string said = refused(c, "dist/a.yaml");
    if (std::string(target) == "...yaml") {
      CHECK(said.starts_with("E0501 0: "));  // a name like any other
    } else {
      CHECK(said ==
            "E0508 1: `" + std::string(target) + "` lies outside of the folder of `a.yaml`\n");
    }
  }
}

TEST_CASE("a link is no way out of the folder") {
  FrameworkCase c{{"dist/a.yaml", "b.yaml\n"}, {"secret.yaml", small("1")}};
  std::filesystem::create_symlink(c.path("secret.yaml"), c.path("dist/b.yaml"));
  CHECK(refused(c, "dist/a.yaml") == "E0508 1: `b.yaml` lies outside of the folder of `a.yaml`\n");
}

TEST_CASE("pointers in a circle and in a long row are refused") {
  FrameworkCase circle{{"a.yaml", "b.yaml\n"}, {"b.yaml", "./a.yaml\n"}};
  CHECK(refused(circle, "a.yaml") ==
        "E0508 1: the files point in a circle, back to `" + circle.path("a.yaml") + "`\n");
  FrameworkCase self{{"a.yaml", "a.yaml\n"}};
  CHECK(refused(self, "a.yaml").starts_with("E0508 1: the files point in a circle"));
  FrameworkCase row{{"a.yaml", "b.yaml"},
                    {"b.yaml", "c.yaml"},
                    {"c.yaml", "d.yaml"},
                    {"d.yaml", "e.yaml"},
                    {"e.yaml", small("1")}};
  CHECK(refused(row, "a.yaml") == "E0508 1: the files point on more than 3 times\n");
  FrameworkCase nowhere{{"a.yaml", "v6/b.yaml\n"}};
  CHECK(refused(nowhere, "a.yaml") ==
        "E0501 0: the file can't be read: no such file or directory\n");
}

TEST_CASE("the manifest gives the newest release, whatever the order") {
  FrameworkCase c{
      {"manifest.yaml", release("2026.09", "v6/ATLAS-2026.09.yaml") +
                            release("2026.10", "v6/ATLAS-2026.10.yaml") +
                            "  - {format-version: 5.6.0, path: legacy/ATLAS-5.6.0.yaml}\n" +
                            release("2025.11", "v6/ATLAS-2025.11.yaml")},
      {"v6/ATLAS-2026.10.yaml", small("2026.10")}};
  CHECK(took(c.import("atlas", "manifest.yaml"), "2026.10"));
  CHECK(c.said().empty());

  FrameworkCase map{{"manifest.yaml", "releases:\n" + release("2026.09", "a.yaml")},
                    {"a.yaml", small("2026.08")}};
  CHECK(took(map.import("atlas", "manifest.yaml"), "2026.08"));
  CHECK(map.said() == "W0504 2: the file says release `2026.08`, but is published as 2026.09\n");
}

TEST_CASE("a manifest that leaves a doubt is refused") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[]\n", "E0504 1: the manifest lists no release\n"},
      {"", "E0504 0: the manifest lists no release\n"},
      {"a: 1\n", "E0504 1: the manifest lists no release\n"},
      {release("2026.09", "a.yaml") + release("2026.09", "b.yaml"),
       "E0504 5: the manifest lists release 2026.09 twice\n"},
      {release("latest", "a.yaml"), "E0504 1: the manifest names a release that is no number\n"},
      {release("2026.09", "a.yaml") + "  - {format-version: 6.1.0, path: b.yaml}\n",
       "E0504 5: the manifest names two files of format 6\n"},
      {"- release: '2026.09'\n", "E0504 1: the manifest names no file for release 2026.09\n"},
      {release("2026.09", "a.txt"), "E0504 1: the manifest names no file for release 2026.09\n"},
      {release("2026.09", "a.yaml") + release("2027.01", "b.yaml", "7.0.0"),
       "E0505 5: release 2027.01 comes in format `7.0.0` only, and format 6 is what is read\n"},
      {release("2026.09", "../a.yaml"),
       "E0508 4: `../a.yaml` lies outside of the folder of `manifest.yaml`\n"}};
  for (const auto& [text, expected] : cases) {
    FrameworkCase c{{"manifest.yaml", text}, {"a.yaml", small("2026.09")}};
    CHECK(refused(c, "manifest.yaml") == expected);
    for (const Diagnostic& d : c.diagnostics.all()) CHECK_FALSE(d.help.empty());
  }
}
