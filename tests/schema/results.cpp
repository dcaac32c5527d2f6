#include "schema/results.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

namespace merlon_test {
namespace {

namespace fs = std::filesystem;

Result analyze(const std::string& program, const std::string& file, const std::string& passes = "", const std::string& more = "") {
  Result r;
  r.name = passes.empty() ? file : file + " " + passes;
  r.passes = passes;
  r.text = output_of("'" + program + "' analyze '" + file + "' --today 2026-11-25 --json -" + (passes.empty() ? "" : " --passes '" + passes + "'") + more, r.code);
  r.json = nlohmann::json::parse(r.text, nullptr, false);
  if (r.json.is_discarded()) throw std::runtime_error(file + " gives no JSON");
  return r;
}

std::vector<std::string> descriptions() {
  std::vector<std::string> files;
  for (const fs::directory_entry& e : fs::directory_iterator("examples")) {
    if (fs::exists(e.path() / "pipeline.toml")) files.push_back((e.path() / "pipeline.toml").string());
  }
  for (const fs::directory_entry& e : fs::directory_iterator("tests/schema/cases")) {
    if (e.path().extension() == ".toml") files.push_back(e.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The executable looks for its plugins beside itself, so a copy with fewer beside it is an incomplete one.
Result without_a_plugin() {
  const fs::path from = MERLON_BINARY_DIR, to = fs::path(SCRATCH_DIR) / std::to_string(getpid());
  fs::create_directories(to / "bin");
  fs::create_directories(to / "lib/merlon/plugins");
  fs::copy_file(from / "bin/merlon", to / "bin/merlon", fs::copy_options::overwrite_existing);
  size_t left_out = 0;
  for (const fs::directory_entry& e : fs::directory_iterator(from / "lib/merlon/plugins")) {
    if (!e.is_regular_file()) continue;
    if (e.path().stem() == "merlon-model") {
      ++left_out;
      continue;
    }
    fs::copy_file(e.path(), to / "lib/merlon/plugins" / e.path().filename(), fs::copy_options::overwrite_existing);
  }
  if (left_out == 0) throw std::runtime_error("there is no plugin `merlon-model` to leave out");
  Result r = analyze((to / "bin/merlon").string(), "examples/card-fraud/pipeline.toml");
  r.name += " without the plugin `model`";
  fs::remove_all(to);
  return r;
}

// What has changed since a run that asked less.
Result with_a_baseline() {
  const std::string merlon = MERLON_BINARY_DIR "/bin/merlon", file = "examples/card-fraud/pipeline.toml";
  const fs::path old = fs::path(SCRATCH_DIR) / (std::to_string(getpid()) + ".json");
  fs::create_directories(old.parent_path());
  std::ofstream(old) << analyze(merlon, file, "analyze(data,model),score").text;
  Result r = analyze(merlon, file, "", " --fail-on very-high:raised --baseline '" + old.string() + "'");
  fs::remove(old);
  return r;
}

}  // namespace

std::string output_of(const std::string& command, int& code) {
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("popen failed");
  std::string out;
  std::array<char, 65536> buffer{};
  for (size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), n);
  const int status = pclose(pipe);
  code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return out;
}

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + " can't be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::vector<Result>& results() {
  static const std::vector<Result> list = [] {
    std::vector<Result> out;
    for (const std::string& file : descriptions()) out.push_back(analyze(MERLON_BINARY_DIR "/bin/merlon", file));
    out.push_back(analyze(MERLON_BINARY_DIR "/bin/merlon", "tests/cli/cases/fair/p.toml", "analyze(-monitoring),score(fair),stories,plan"));
    out.push_back(with_a_baseline());
    out.push_back(without_a_plugin());
    return out;
  }();
  return list;
}

}  // namespace merlon_test
