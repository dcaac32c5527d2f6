// A plugin that is missing, damaged or not to be trusted costs its own threats, says so, and nothing else.
//
//   border_damage_test ID             each kind of damage to the bundled plugin ID
//   border_damage_test --random N     N random corruptions of random plugins, from a fixed seed
//
// Works on a copy of the executable and its plugins, which also shows that they can be moved.
#include <sys/stat.h>

#include <cstdio>
#include <functional>
#include <map>
#include <random>
#include <set>

#include <nlohmann/json.hpp>

#include "border/process.hpp"

using namespace outside;
using Json = nlohmann::json;

namespace {

constexpr int kSingleFlips = 40;

int failures = 0;
int checks = 0;

bool check(bool good, const std::string& what) {
  ++checks;
  if (good) return true;
  ++failures;
  std::fprintf(stderr, "WRONG: %s\n", what.c_str());
  return false;
}

using Names = std::set<std::string>;

Names threats_of(const Json& rows, const char* key) {
  Names out;
  for (const Json& row : rows) out.insert(row.at(key).get<std::string>());
  return out;
}

// The findings, or what is undecided, about threats that are not in `but`.
Json others(const Json& rows, const Names& but) {
  Json out = Json::array();
  for (const Json& row : rows) {
    if (!but.contains(row.at("threat").get<std::string>())) out.push_back(row);
  }
  return out;
}

// An installation of its own.
class Installation {
 public:
  Installation() {
    fs::create_directories(plugins());
    fs::create_directories(dir_ / "bin");
    fs::copy_file(MERLON, merlon());
    fs::path description(MERLON_EXAMPLE);
    fs::copy_file(description, dir_ / "pipeline.toml");
    for (const auto& entry : fs::directory_iterator(MERLON_PLUGINS)) {
      if (!entry.path().filename().string().starts_with("merlon-")) continue;
      const std::string bytes = read(entry.path());
      whole_[entry.path().filename().string()] = bytes;
      if (entry.path().extension() == ".json") manifests_[entry.path().stem().string().substr(7)] = Json::parse(bytes);
    }
    restore();
    intact_ = analyze();
    const Json manifests = manifests_;
    for (const auto& [id, manifest] : manifests.items()) {
      Names& own = own_[id] = threats_of(manifest.at("threats"), "id");
      lost_[id] = own;
      for (const Json& pass : manifest.at("passes")) {
        for (const Json& threat : pass.at("covers")) lost_[id].insert(threat.get<std::string>());
      }
    }
  }

  fs::path merlon() const { return dir_ / "bin/merlon"; }
  fs::path plugins() const { return dir_ / "lib/merlon/plugins"; }
  fs::path so(const std::string& id) const { return plugins() / ("merlon-" + id + ".so"); }
  fs::path manifest(const std::string& id) const { return plugins() / ("merlon-" + id + ".json"); }
  const std::string& bytes(const std::string& id) const { return whole_.at("merlon-" + id + ".so"); }
  const std::map<std::string, Json>& manifests() const { return manifests_; }
  const Ran& last() const { return last_; }
  const Json& intact() const { return intact_; }

  // As it was built, readable and writable by nobody else.
  void restore() const {
    fs::remove_all(plugins());
    fs::create_directory(plugins());
    for (const auto& [name, text] : whole_) {
      write(plugins() / name, text);
      ::chmod((plugins() / name).c_str(), 0644);
    }
  }

  // The result as JSON; null when there is none that can be read.
  Json analyze() {
    const fs::path out = dir_ / "result.json";
    fs::remove(out);
    last_ = run({merlon(), "analyze", dir_ / "pipeline.toml", "-q", "--json", out});
    if (!fs::exists(out)) return nullptr;
    return Json::parse(read(out), nullptr, false);
  }

  // What must hold once `id` is damaged.
  void expect_refused(const std::string& id, const std::string& how) {
    const Json result = analyze();
    const std::string where = id + ", " + how;
    check(last_.signal == 0, where + ": ended by signal " + std::to_string(last_.signal));
    check(last_.code == 3, where + ": exit code " + std::to_string(last_.code) + " instead of 3\n" + last_.err);
    check(last_.err.find("error[E0") != std::string::npos && last_.err.find("`" + id + "`") != std::string::npos,
          where + ": the message does not name the plugin:\n" + last_.err);
    if (!check(result.is_object(), where + ": no report that is JSON")) return;
    check(result.at("incomplete") == true, where + ": the report does not say that it is incomplete");
    const Names named = threats_of(result.at("not_analysed"), "threat");
    for (const std::string& threat : own_.at(id)) check(named.contains(threat), where + ": `" + threat + "` is not named as not analysed");
    for (const std::string& threat : named) check(lost_.at(id).contains(threat), where + ": `" + threat + "` of another plugin is not analysed");
    for (const Json& row : result.at("not_analysed")) {
      check(row.at("plugin") == id && !row.at("reason").get<std::string>().empty(), where + ": not_analysed blames " + row.dump());
    }
    check(result.at("ledger").at("total") == intact_.at("ledger").at("total"), where + ": the total of the ledger moved");
    for (const char* kind : {"findings", "undecided"}) {
      check(others(result.at(kind), lost_.at(id)) == others(intact_.at(kind), lost_.at(id)),
            where + ": " + kind + " of other plugins' threats changed");
      for (const Json& row : result.at(kind)) {
        check(!own_.at(id).contains(row.at("threat").get<std::string>()), where + ": a verdict of the refused plugin is used: " + row.at("id").dump());
      }
    }
  }

 private:
  TempDir dir_;
  std::map<std::string, std::string> whole_;
  std::map<std::string, Json> manifests_;
  std::map<std::string, Names> own_, lost_;
  Json intact_;
  Ran last_;
};

std::string flipped(std::string bytes, size_t at, unsigned mask) {
  bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ mask);
  return bytes;
}

size_t note_of(const std::string& bytes) {
  const size_t at = bytes.find(std::string("Merlon\0", 7));
  if (at == std::string::npos) throw std::runtime_error("a plugin without a note");
  return at;
}

// Sets the manifest's digest to that of the file, so that the checks behind the digest are reached.
// The digest is the tool's own: merlon-packc writes it.
void sign(const Installation& in, const std::string& id) {
  const Json& manifest = in.manifests().at(id);
  std::vector<std::string> command = {PACKC, "manifest", "--so", in.so(id), "--id", id, "--version", manifest.at("version"),
                                      "--abi", MERLON_ABI, "--pack", std::string(THREATS) + "/" + id};
  for (const Json& pass : manifest.at("passes")) {
    std::string covers;
    for (const Json& threat : pass.at("covers")) covers += (covers.empty() ? "" : ",") + threat.get<std::string>();
    command.insert(command.end(), {"--pass", pass.at("kind").get<std::string>() + ":" + pass.at("id").get<std::string>() + "=" + covers});
  }
  command.insert(command.end(), {"--out", in.manifest(id)});
  const Ran ran = run(command);
  check(ran.code == 0, "merlon-packc does not sign " + id + ": " + ran.err);
}

void each_kind_of_damage(Installation& in, const std::string& id) {
  const std::string& bytes = in.bytes(id);
  const auto damage = [&](const std::string& how, const std::function<void()>& what) {
    in.restore();
    what();
    in.expect_refused(id, how);
  };
  damage("no .so", [&] { fs::remove(in.so(id)); });
  damage("neither .so nor manifest", [&] { fs::remove(in.so(id)), fs::remove(in.manifest(id)); });
  damage("no manifest", [&] { fs::remove(in.manifest(id)); });
  damage("an empty .so", [&] { write(in.so(id), ""); });
  damage("an empty manifest", [&] { write(in.manifest(id), ""); });
  damage("a .so that is a directory", [&] { fs::remove(in.so(id)), fs::create_directory(in.so(id)); });
  damage("a .so that everybody can write", [&] { ::chmod(in.so(id).c_str(), 0666); });
  damage("a manifest that everybody can write", [&] { ::chmod(in.manifest(id).c_str(), 0666); });
  damage("a .so that is a link", [&] {
    write(in.plugins() / "elsewhere", bytes);
    fs::remove(in.so(id)), fs::create_symlink("elsewhere", in.so(id));
  });
  damage("a .so that is a link to itself", [&] { fs::remove(in.so(id)), fs::create_symlink(in.so(id), in.so(id)); });
  damage("a byte behind its end", [&] { write(in.so(id), bytes + '\0'); });
  for (const size_t part : {size_t{1}, size_t{16}, size_t{63}, size_t{64}, bytes.size() / 4, bytes.size() / 2, bytes.size() - 1}) {
    damage("cut to " + std::to_string(part) + " bytes", [&] { write(in.so(id), bytes.substr(0, part)); });
  }
  for (int i = 0; i < kSingleFlips; ++i) {
    const size_t at = i == 0 ? 0 : i == 1 ? bytes.size() - 1 : bytes.size() * static_cast<size_t>(i) / kSingleFlips;
    damage("byte " + std::to_string(at) + " flipped", [&] { write(in.so(id), flipped(bytes, at, 1U << (i % 8))); });
  }
  const size_t note = note_of(bytes);
  for (size_t at = note - 12; at < note + 64; at += 3) {
    damage("byte " + std::to_string(at) + " of its note flipped", [&] { write(in.so(id), flipped(bytes, at, 0xff)); });
  }
  // And with a digest that fits, as after a wrong build: the note itself is read.  Its name, its type, its format, the
  // pointer width, the interface's version and hash.
  for (const size_t at : {note, note - 4, note + 8, note + 12, note + 16, note + 18, note + 24}) {
    damage("byte " + std::to_string(at) + " of its note flipped, with the digest that fits", [&] {
      write(in.so(id), flipped(bytes, at, 0xff));
      sign(in, id);
    });
    check(in.last().err.find("E0407") == std::string::npos, id + ": the digest was to fit:\n" + in.last().err);
  }
}

// The program must stand whatever is in the files: here most damage is to bytes that the digest guards, and a third to
// the manifest that guards them.
void random_damage(Installation& in, int times) {
  std::mt19937 random(20261125);
  const auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  std::vector<std::string> ids;
  for (const auto& [id, manifest] : in.manifests()) ids.push_back(id);
  int harmless = 0;
  for (int i = 0; i < times; ++i) {
    in.restore();
    const std::string& id = ids[below(ids.size())];
    const bool of_manifest = below(3) == 0;
    const fs::path file = of_manifest ? in.manifest(id) : in.so(id);
    const std::string whole = read(file);
    std::string bytes = whole;
    for (size_t n = 1 + below(16); n > 0; --n) bytes[below(bytes.size())] = static_cast<char>(random());
    if (below(4) == 0) bytes.resize(below(bytes.size()));
    if (bytes == whole) continue;
    write(file, bytes);
    const std::string how = "corruption " + std::to_string(i) + " of " + file.filename().string();
    if (!of_manifest) {
      in.expect_refused(id, how);
      continue;
    }
    // A manifest can change where it does no harm (a blank, the name of a threat), or lose the names of its threats.
    const Json result = in.analyze();
    const Ran& last = in.last();
    check(last.signal == 0 && (last.code == 3 || last.code == 0), how + ": exit code " + std::to_string(last.code) + ", signal " + std::to_string(last.signal) + "\n" + last.err);
    if (!check(result.is_object(), how + ": no report that is JSON")) continue;
    check(result.at("incomplete") == (last.code == 3), how + ": report and exit code differ");
    check(result.at("ledger").at("total") == in.intact().at("ledger").at("total"), how + ": the total of the ledger moved");
    if (last.code == 0) {
      check(result == in.intact(), how + ": passed, and the result changed");
      ++harmless;
    }
  }
  std::printf("border: of the corrupted manifests %d did no harm\n", harmless);
}

int main_of(const std::vector<std::string>& arguments) {
  Installation in;
  check(in.last().code == 0 && in.intact().is_object() && in.intact().at("incomplete") == false,
        "the copy of the installation does not run: exit code " + std::to_string(in.last().code) + "\n" + in.last().err);
  if (failures > 0) return 1;
  if (arguments.size() == 2 && arguments[0] == "--random") {
    random_damage(in, std::stoi(arguments[1]));
  } else if (arguments.size() == 1 && in.manifests().contains(arguments[0])) {
    each_kind_of_damage(in, arguments[0]);
    in.restore();
    check(in.analyze() == in.intact() && in.last().code == 0, "the repaired installation gives another result");
  } else {
    std::fprintf(stderr, "usage: border_damage_test ID | --random N\n");
    return 2;
  }
  std::printf("border: %d checks, %d wrong\n", checks, failures);
  return failures == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return main_of(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "WRONG: %s\n", error.what());
    return 1;
  }
}
