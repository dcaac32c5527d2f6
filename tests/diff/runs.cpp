#include "diff/runs.hpp"

#include <set>
#include <stdexcept>

#include "base/file.hpp"

namespace merlon_test {

const laws::House& house() {
  static const laws::House one;
  if (one.house.tables.size() != 9) throw std::runtime_error("the house is not complete");
  return one;
}

std::optional<Run> run_of(const std::string& text) {
  Run run{laws::world_of(text, house()), {}};
  if (!run.world) return std::nullopt;
  run.standing = merlon::standing_of(run.world->assessment, run.world->sources);
  return run;
}

std::optional<merlon::Standing> standing_of(const merlon::PipelineDoc& doc) {
  merlon::Diagnostics aside;
  const merlon::House& h = house().house;
  const auto graph = merlon::lower(doc, h.catalog, !doc.assumptions.empty(), aside);
  if (!graph) return std::nullopt;
  const merlon::Verdicts verdicts = merlon::run({&*graph, &h.catalog, h.tables, h.silent, 1});
  merlon::Sources sources;
  sources.add("a.toml", ""), sources.add("b.toml", "");
  return merlon::standing_of(merlon::assess(*graph, verdicts, {}), sources);
}

merlon::Diff diff_of(const Run& before, const Run& after) {
  return merlon::diff_of({&before.standing, &before.doc()}, {&after.standing, &after.doc()}, after.world->sources, &standing_of);
}

std::string unlike(const merlon::Standing& a, const merlon::Standing& b) {
  std::set<std::string> ids;
  for (const auto* side : {&a, &b}) {
    for (const auto& [id, stand] : side->stands) ids.insert(id);
  }
  std::string out;
  for (const std::string& id : ids) {
    if (!merlon::same_stand(a.at(id), b.at(id))) out += id + ": " + merlon::stand_text(a.at(id)) + " and " + merlon::stand_text(b.at(id)) + "\n";
  }
  return out;
}

std::string example(const std::string& name) { return merlon::read_file(std::string(LAWS_EXAMPLES) + "/" + name + "/pipeline.toml").value(); }

std::string with(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("not there: " + from);
  return text.replace(at, from.size(), to);
}

}  // namespace merlon_test
