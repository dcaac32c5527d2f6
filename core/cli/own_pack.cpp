#include "cli/own_pack.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/image.hpp"
#include "packc/folder.hpp"

namespace merlon {
namespace {

std::string digest_of(const mrl_pack& pack) { return digest(ImageView{pack.image_format, pack.words, pack.n_words, pack.text, pack.n_text}); }

// The plugin that is loaded with this id and a pack, or null.
const LoadedPlugin* plugin_called(const House& house, const std::string& id) {
  const auto& plugins = house.plugins.plugins;
  const auto found = std::find_if(plugins.begin(), plugins.end(), [&](const LoadedPlugin& p) { return p.id == id && p.table->pack != nullptr; });
  return found == plugins.end() ? nullptr : &*found;
}

}  // namespace

bool is_pack(const std::string& folder) {
  std::error_code error;
  return !folder.empty() && std::filesystem::exists(folder + "/pack.toml", error);
}

std::unique_ptr<Walk> start_walk_with_pack(Arguments arguments, const std::string& folder, const Console& console, int& code) {
  if (!is_pack(folder)) return start_walk(arguments, console, code);
  Sources sources;
  Diagnostics diagnostics;
  PackReading pack;
  read_pack_folder(folder, sources, pack, diagnostics);
  Arguments alone = arguments;
  alone.values["pack"].clear();
  alone.values["locked"].clear();
  auto walk = start_walk(alone, console, code);
  if (walk == nullptr) return nullptr;
  const LoadedPlugin* plugin = plugin_called(walk->house, pack.pack.id);
  if (plugin == nullptr) {
    arguments.values["pack"].push_back(folder);
    return start_walk(arguments, console, code);
  }
  if (!diagnostics.has_errors() && digest_of(*plugin->table->pack) == digest(view(encode(pack.pack)))) return start_walk(arguments, console, code);
  if (diagnostics.has_errors()) console.err(render(sources, diagnostics, console.colour) + "\n");
  else console.err(fmt::format("merlon: the plugin `{0}` was built with another pack than `{1}`\n  = help: build it again, or leave the plugin out\n", plugin->id, printable(folder)));
  code = exit_usage;
  return nullptr;
}

}  // namespace merlon
