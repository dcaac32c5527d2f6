// Folders: what is no pack, equal folders are equal bytes, and a plugin carries what its folder says.
#include "packc/folder.hpp"

#include <cstdlib>
#include <filesystem>

#include "base/file.hpp"
#include "catalog/image.hpp"
#include "catch.hpp"
#include "packc/c_file.hpp"
#include "plugin/loader.hpp"

namespace merlon {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::string path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "merlon-pack-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

const std::string kMonitoring = MERLON_SOURCE_DIR "/threatdb/threats/monitoring";

Image image_of(const std::string& folder) {
  Sources sources;
  Diagnostics diagnostics;
  PackReading reading;
  read_domain_folder(folder, sources, reading, diagnostics);
  REQUIRE(render(sources, diagnostics, false) == "");
  return encode(reading.pack);
}

std::string pack_errors(const std::string& folder) {
  Sources sources;
  Diagnostics diagnostics;
  PackReading reading;
  read_pack_folder(folder, sources, reading, diagnostics);
  std::string out;
  for (const Diagnostic& d : diagnostics.all()) out += d.code + " " + d.message + "\n";
  return out;
}

TEST_CASE("equal folders are equal bytes wherever they lie") {
  const Folder here;
  const std::string copy = here.path + "/monitoring";
  fs::copy(kMonitoring, copy, fs::copy_options::recursive);
  const Image a = image_of(kMonitoring), b = image_of(copy);
  CHECK(a.words == b.words);
  CHECK(a.text == b.text);
  CHECK(c_file(a, "p") == c_file(b, "p"));

  const std::string file = copy + "/drift-unmonitored.toml";
  std::string text = read_file(file).value();
  text.replace(text.find("name = \""), 8, "name = \"x");
  REQUIRE(write_file(file, text));
  CHECK(digest(view(image_of(copy))) != digest(view(a)));
}

TEST_CASE("the image in a plugin is the one of its folder") {
  const auto loaded = load_plugin(MERLON_BINARY_DIR "/lib/merlon/plugins/merlon-monitoring.json", current_trust());
  REQUIRE(loaded);
  const mrl_pack* pack = loaded->table->pack;
  REQUIRE(pack != nullptr);
  auto carried = decode({pack->image_format, pack->words, pack->n_words, pack->text, pack->n_text});
  REQUIRE(carried);
  CHECK(carried->version == "1");  // of the compiler; the plugin has a version of its own
  CHECK_FALSE(carried->threats.empty());
  carried->version.clear();
  CHECK(digest(view(encode(*carried))) == digest(view(image_of(kMonitoring))));
}

TEST_CASE("folders that are no pack") {
  const Folder here;
  CHECK(pack_errors(here.path) == "E0309 `" + here.path + "` is no pack: it has no pack.toml\n");
  REQUIRE(write_file(here.path + "/pack.toml", "id = \"mine\"\n"));
  CHECK(pack_errors(here.path) == "E0302 a pack does not say its `version`\n");
  REQUIRE(write_file(here.path + "/pack.toml", "id = \"mine\"\nversion = \"1\"\n"));
  fs::create_directories(here.path + "/threats/data");
  fs::create_directories(here.path + "/threats/model");
  CHECK(pack_errors(here.path) == "E0309 pack `mine` has threats of two domains, `data` and `model`\n");
  fs::remove(here.path + "/threats/data");
  CHECK(pack_errors(here.path) == "");
  fs::create_directories(here.path + "/threats/trading");
  REQUIRE(write_file(here.path + "/threats/lost.toml", ""));
  REQUIRE(write_file(here.path + "/threats/README.md", ""));
  CHECK(pack_errors(here.path) == "E0309 `" + here.path + "/threats/lost.toml` lies in no folder of a domain\n" +
                                      "E0309 `" + here.path + "/threats/trading` is no folder of a domain\n");
}

TEST_CASE("ids of packs stand beside those of plugins") {
  const Folder here;
  for (const char* bad : {"Mine", "my pack", "-mine", "mine-", "my--pack", "core", "m\xc3\xbc"}) {
    REQUIRE(write_file(here.path + "/pack.toml", std::string("id = \"") + bad + "\"\nversion = \"1\"\n"));
    CHECK(pack_errors(here.path) == std::string("E0304 `") + bad + "` can't be the id of a pack\n");
  }
  REQUIRE(write_file(here.path + "/pack.toml", "id = \"my-pack-2\"\nversion = \"1\"\n"));
  CHECK(pack_errors(here.path) == "");
}

TEST_CASE("the domain is that of its folder") {
  const Folder here;
  fs::create_directories(here.path + "/threats/data");
  REQUIRE(write_file(here.path + "/pack.toml", "id = \"mine\"\nversion = \"1\"\n"));
  REQUIRE(write_file(here.path + "/threats/data/domain.toml", "domain = \"model\"\n"));
  CHECK(pack_errors(here.path) == "E0307 the folder is named `data`, its domain `model`\n");
}

TEST_CASE("files that can't be read") {
  const Folder here;
  fs::create_directories(here.path + "/frameworks/f");
  REQUIRE(write_file(here.path + "/frameworks/f/framework.toml",
                     "id = \"f\"\nname = \"n\"\nrelease = \"1\"\nlicence = \"l\"\nsource = \"s\"\n"));
  Sources sources;
  Diagnostics diagnostics;
  PackReading reading;
  read_framework_folder(here.path + "/frameworks", sources, reading, diagnostics);
  const std::string entries = here.path + "/frameworks/f/entries.toml";
  CHECK(render(sources, diagnostics, false) ==
        "error[E0308]: `" + entries + "` can't be read: no such file or directory\n  --> " + entries + "\n");
  Diagnostics missing;
  CHECK(toml_files(here.path + "/nothing", false, missing).empty());
  REQUIRE(missing.all().size() == 1);
  CHECK(missing.all()[0].message == "folder `" + here.path + "/nothing` can't be read: No such file or directory");
}

TEST_CASE("an alias is an id or a table, and what has no successor is one without") {
  const Folder here;
  fs::create_directories(here.path + "/frameworks/f");
  REQUIRE(write_file(here.path + "/frameworks/f/framework.toml",
                     "id = \"f\"\nname = \"n\"\nrelease = \"1\"\nlicence = \"l\"\nsource = \"s\"\n[alias]\n\"A 1\" = \"A-1\"\n"
                     "A2 = { to = \"A-2\", retired = \"2026.07\" }\nA3 = { retired = \"2026.07\" }\n"));
  REQUIRE(write_file(here.path + "/frameworks/f/entries.toml", "[[entry]]\nid = \"A-1\"\nkind = \"risk\"\nname = \"n\"\n"));
  Sources sources;
  Diagnostics diagnostics;
  PackReading reading;
  read_framework_folder(here.path + "/frameworks", sources, reading, diagnostics);
  CHECK(render(sources, diagnostics, false) == "");
  REQUIRE(reading.pack.frameworks.size() == 1);
  CHECK(reading.pack.frameworks[0].alias_from == std::vector<std::string>{"A 1", "A2", "A3"});
  CHECK(reading.pack.frameworks[0].alias_to == std::vector<std::string>{"A-1", "A-2", ""});
}

TEST_CASE("text in a C file can't end its string or become something else") {
  Image image;
  image.words = {1, 4294967295u};
  image.text = "a\"\\?\?/\n\xc3\xbc" "7";
  CHECK(c_file(image, "p") == R"(/* Written by merlon-packc from the threat database; not by hand. */
#include <merlon/abi.h>

static const uint32_t p_words[2] = {
  1u, 4294967295u,
};
static const char p_text[] =
  "a\042\134\077\077/\012\303\2747"
;
extern const mrl_pack p;
const mrl_pack p = {sizeof(mrl_pack), 6u, p_words, 2u, 10u, p_text};
)");
}

}  // namespace
}  // namespace merlon
