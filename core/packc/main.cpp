// merlon-packc: the compiler of the threat database.
//
//   merlon-packc compile  --domain-pack DIR --vocabulary DIR --symbol NAME --out FILE.c [inputs...]
//   merlon-packc core     --threatdb DIR --symbol NAME --out FILE.c [inputs...]
//   merlon-packc manifest --so FILE --id ID --version V --abi MAJOR.MINOR:HASH [--pack DIR] [--pass KIND:ID=THREAT,...] --out FILE
//
// `inputs` are the files that are read, named so that a build sees a command change when one is added or removed.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "catalog/citations.hpp"
#include "packc/c_file.hpp"
#include "packc/folder.hpp"
#include "packc/lint.hpp"

namespace merlon {
namespace {

constexpr std::string_view kUsage =
    "usage: merlon-packc compile  --domain-pack DIR --vocabulary DIR --symbol NAME --out FILE.c [inputs...]\n"
    "       merlon-packc core     --threatdb DIR --symbol NAME --out FILE.c [inputs...]\n"
    "       merlon-packc manifest --so FILE --id ID --version V --abi MAJOR.MINOR:HASH [--pack DIR] [--pass KIND:ID=THREAT,...] --out FILE\n"
    "\n"
    "`inputs` are the files that are read, named so that a build sees a command change when one is added or removed.\n"
    "HASH stands in merlon/abi_hash.h.  KIND is analyzer, analysis, scorer, importer or emitter; behind `=` stand the threats of an analyzer, the\n"
    "facts of an analysis, and nothing of the others.\n";

struct Options {
  std::string verb;
  std::multimap<std::string, std::string> values;

  std::string one(const std::string& key) const {
    const auto it = values.find(key);
    return it == values.end() ? std::string() : it->second;
  }
  std::vector<std::string> all(const std::string& key) const {
    std::vector<std::string> list;
    for (auto [it, end] = values.equal_range(key); it != end; ++it) list.push_back(it->second);
    return list;
  }
};

Options read_options(int argc, char** argv) {
  Options options;
  if (argc > 1) options.verb = argv[1];
  for (int i = 2; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument.starts_with("--") && i + 1 < argc) options.values.emplace(argument, argv[++i]);
  }
  return options;
}

int finish(const Sources& sources, const Diagnostics& diagnostics) {
  if (!diagnostics.empty()) {
    fmt::print(stderr, "{}", render(sources, diagnostics, isatty(2) != 0));
  }
  return diagnostics.has_errors() ? 2 : 0;
}

int write(const std::string& path, std::string_view bytes) {
  const auto done = write_file(path, bytes);
  if (!done) fmt::print(stderr, "merlon-packc: `{}` can't be written: {}\n", path, done.error());
  return done ? 0 : 2;
}

void link_all(const std::vector<PackReading>& readings, bool references, Diagnostics& diagnostics) {
  std::vector<LinkInput> inputs;
  for (const PackReading& reading : readings) inputs.push_back({reading.pack, {}});
  std::vector<LinkProblem> problems, stale;
  link(std::move(inputs), problems, &stale);
  tell_link_problems(problems, readings, references, diagnostics);
  if (references) tell_stale(stale, readings, diagnostics);
}

// A domain alone: its conditions against the vocabulary.  References to controls and frameworks are checked by `core`.
int compile(const Options& options) {
  Sources sources;
  Diagnostics diagnostics;
  std::vector<PackReading> readings(2);
  readings[0].pack.id = "core";
  for (const std::string& folder : options.all("--vocabulary")) {
    read_vocabulary_folder(folder, sources, readings[0], diagnostics);
  }
  const std::string folder = options.one("--domain-pack");
  PackReading& pack = readings[1];
  pack.pack.version = "1";
  if (read_file(folder + "/pack.toml")) {
    read_pack_folder(folder, sources, pack, diagnostics);
  } else {
    read_domain_folder(folder, sources, pack, diagnostics);
  }
  if (diagnostics.has_errors()) return finish(sources, diagnostics);
  link_all(readings, false, diagnostics);
  if (diagnostics.has_errors()) return finish(sources, diagnostics);
  return write(options.one("--out"), c_file(encode(pack.pack), options.one("--symbol")));
}

void remember(const PackReading& domain, Pack& core) {
  for (const ThreatDef& t : domain.pack.threats) {
    core.bundled.push_back({t.id, t.name, domain.pack.domain, domain.pack.domain, t.scope, citations(t)});
  }
}

// Vocabulary, controls, frameworks, and the table of bundled threats.  Here everything is linked with everything.
int core(const Options& options) {
  Sources sources;
  Diagnostics diagnostics;
  const std::string root = options.one("--threatdb");
  std::vector<PackReading> readings(1);
  PackReading& core = readings[0];
  core.pack.id = "core";
  core.pack.version = "1";
  read_vocabulary_folder(root + "/vocabulary", sources, core, diagnostics);
  read_framework_folder(root + "/frameworks", sources, core, diagnostics);
  read_control_folder(root + "/controls", sources, core, diagnostics);
  for (const std::string_view domain : kDomains) {
    PackReading reading;
    read_domain_folder(fmt::format("{}/threats/{}", root, domain), sources, reading, diagnostics);
    readings.push_back(std::move(reading));
  }
  if (diagnostics.has_errors()) return finish(sources, diagnostics);
  link_all(readings, true, diagnostics);
  if (finish(sources, diagnostics) != 0) return 2;
  for (size_t i = 1; i < readings.size(); ++i) remember(readings[i], readings[0].pack);
  return write(options.one("--out"), c_file(encode(readings[0].pack), options.one("--symbol")));
}

void write_scope(JsonWriter& json, const ScopeDef& scope) {
  json.key("scope").object().field("on", scope.on);
  json.strings("does", scope.does).strings("kinds", scope.kinds).strings("roles", scope.roles).end();
}

void write_threats(JsonWriter& json, const PackReading& pack) {
  json.key("threats").array();
  for (const ThreatDef& t : pack.pack.threats) {
    json.object().field("id", t.id).field("name", t.name);
    write_scope(json, t.scope);
    json.end();
  }
  json.end();
}

int wrong(const std::string& message) {
  fmt::print(stderr, "merlon-packc: {}\n", message);
  return 2;
}

// Empty when it is KIND:ID, with =NAME,NAME for the kinds that have a list; merlon itself refuses lists of the others.
std::string wrong_with(const std::string& pass) {
  constexpr std::string_view kKinds[] = {"analyzer", "analysis", "scorer", "importer", "emitter"};
  const size_t colon = pass.find(':'), equals = pass.find('=');
  const std::string_view kind = std::string_view(pass).substr(0, colon);
  if (colon == std::string::npos || colon + 1 == pass.size()) return "is not KIND:ID";
  if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds)) return "names no kind of pass; there are analyzer, analysis, scorer, importer and emitter";
  const bool has_list = kind == "analyzer" || kind == "analysis", list = equals != std::string::npos && equals + 1 < pass.size();
  if (has_list && !list) return fmt::format("lacks what it is for: `{}={}`", pass.substr(0, equals), kind == "analyzer" ? "THREAT,THREAT" : "FACT,FACT");
  return "";
}

void write_passes(JsonWriter& json, const std::vector<std::string>& passes) {
  json.key("passes").array();
  for (const std::string& pass : passes) {
    const size_t colon = pass.find(':'), equals = pass.find('=');
    json.object().field("kind", pass.substr(0, colon)).field("id", pass.substr(colon + 1, equals - colon - 1)).key("covers").array();
    for (size_t at = equals; at != std::string::npos && at + 1 < pass.size();) {
      const size_t next = pass.find(',', at + 1);
      json.string(pass.substr(at + 1, next == std::string::npos ? next : next - at - 1));
      at = next;
    }
    json.end().end();
  }
  json.end();
}

int manifest(const Options& options) {
  Sources sources;
  Diagnostics diagnostics;
  PackReading pack;
  const std::string folder = options.one("--pack");
  if (!folder.empty()) {
    if (read_file(folder + "/pack.toml")) {
      read_pack_folder(folder, sources, pack, diagnostics);
    } else {
      read_domain_folder(folder, sources, pack, diagnostics);
    }
  }
  if (diagnostics.has_errors()) return finish(sources, diagnostics);
  const std::string so = options.one("--so"), abi = options.one("--abi");
  const auto bytes = read_file(so);
  if (!bytes) return wrong(fmt::format("`{}` can't be read: {}", so, bytes.error()));
  unsigned major = 0, minor = 0;
  char hash[65] = {};
  const bool scanned = std::sscanf(abi.c_str(), "%u.%u:%64s", &major, &minor, hash) == 3;
  if (!scanned || std::string_view(hash).size() != 16 || std::string_view(hash).find_first_not_of("0123456789abcdef") != std::string_view::npos) {
    return wrong(fmt::format("`--abi {}` is not MAJOR.MINOR:HASH; HASH is the 16 digits in merlon/abi_hash.h", abi));
  }
  for (const std::string& pass : options.all("--pass")) {
    if (const std::string why = wrong_with(pass); !why.empty()) return wrong(fmt::format("`--pass {}` {}", pass, why));
  }
  std::string out;
  JsonWriter json(out);
  json.object().field("format", 1).field("id", options.one("--id")).field("version", options.one("--version"));
  json.field("file", so.substr(so.rfind('/') + 1)).field("digest", blake2b_256(*bytes));
  json.key("abi").object().field("major", major).field("minor", minor).field("hash", hash).end();
  write_passes(json, options.all("--pass"));
  write_threats(json, pack);
  json.end();
  return write(options.one("--out"), out);
}

int run(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  const bool asks = std::any_of(argv + 1, argv + argc, [](const char* word) { return std::string_view(word) == "--help"; });
  if (asks) return fmt::print("{}", kUsage), 0;
  if (options.verb == "compile") return compile(options);
  if (options.verb == "core") return core(options);
  if (options.verb == "manifest") return manifest(options);
  fmt::print(stderr, "{}", kUsage);
  return 2;
}

}  // namespace
}  // namespace merlon

int main(int argc, char** argv) { return merlon::run(argc, argv); }
