#include "emptied.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "base/file.hpp"

namespace laws {

std::vector<Model> real_models() {
  std::vector<std::string> files;
  for (const auto& f : std::filesystem::directory_iterator(LAWS_MODELS)) files.push_back(f.path().string());
  for (const auto& f : std::filesystem::directory_iterator(LAWS_EXAMPLES)) {
    const auto file = f.path() / "pipeline.toml";
    if (std::filesystem::exists(file)) files.push_back(file.string());
  }
  std::sort(files.begin(), files.end());
  std::vector<Model> out;
  for (const std::string& file : files) {
    merlon::Sources sources;
    merlon::Diagnostics diagnostics;
    const auto text = merlon::read_file(file, 1u << 20);
    const auto doc = merlon::read_pipeline(sources, sources.add(file, text.value()), {}, diagnostics);
    if (!doc) throw std::runtime_error(merlon::render(sources, diagnostics, false));
    const std::filesystem::path path(file);
    const bool example = path.filename() == "pipeline.toml";
    out.push_back({example ? path.parent_path().filename().string() : path.stem().string(), sketch_of(*doc)});
  }
  return out;
}

Sketch emptied(const Sketch& sketch, const merlon::Vocabulary& v) {
  Sketch out = sketch;
  for (Node& n : out.nodes) {
    std::erase_if(n.entries, [&](const Entry& e) {
      const FactId fact = v.find(e.key);
      return !is_ref_key(e.key) && (fact == kNone || (v.facts[fact].def.required & merlon::mask_of(n.kind)) == 0);
    });
  }
  return out;
}

int worst_of(const World& w) {
  int worst = -1;
  for (const auto& [key, r] : w.rated) worst = std::max(worst, r->residual.score);
  return worst;
}

}  // namespace laws
