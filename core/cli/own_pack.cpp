#include "cli/own_pack.hpp"

#include <algorithm>
#include <filesystem>

#include "packc/folder.hpp"

namespace merlon {

bool is_pack(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(folder + "/pack.toml", error);
}

std::unique_ptr<Walk> start_walk_with_pack(Arguments arguments, const std::string& folder, const Console& console, int& code) {
  if (!is_pack(folder)) return start_walk(arguments, console, code);
  Sources sources;
  Diagnostics told_later;
  PackReading pack;
  read_pack_folder(folder, sources, pack, told_later);
  Arguments alone = arguments;
  alone.values["pack"].clear();
  auto walk = start_walk(alone, console, code);
  if (walk == nullptr) return nullptr;
  const std::vector<LoadedPlugin>& plugins = walk->house.plugins.plugins;
  const auto brings = [&](const LoadedPlugin& p) { return p.id == pack.pack.id; };
  if (std::none_of(plugins.begin(), plugins.end(), brings)) arguments.values["pack"].push_back(folder);
  return start_walk(arguments, console, code);
}

}  // namespace merlon
