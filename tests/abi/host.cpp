// What a host makes of one plugin: its verdicts, facts, prices and texts, printed.  Built twice, with abi.h as it is and
// with each struct that may grow grown; the plugin is built with the frozen header.
//
//   host MANIFEST PIPELINE
#include <cstdio>
#include <stdexcept>

#include <fmt/format.h>

#include "base/file.hpp"
#include "catalog/image.hpp"
#include "catalog/link.hpp"
#include "engine/publish.hpp"
#include "engine/run.hpp"
#include "engine/scorer_pass.hpp"
#include "engine/text_pass.hpp"
#include "syntax/pipeline_doc.hpp"

extern "C" const mrl_pack merlon_core_pack;

using namespace merlon;

namespace {

LinkInput input_of(const mrl_pack& pack) {
  const ImageView view{pack.image_format, pack.words, pack.n_words, pack.text, pack.n_text};
  auto read = decode(view);
  if (!read) throw std::runtime_error(read.error());
  return {std::move(*read), digest(view)};
}

Catalog catalog_with(const mrl_plugin& plugin) {
  LinkInput own = input_of(*plugin.pack);
  own.pack.id = plugin.id;
  std::vector<LinkInput> packs;
  packs.push_back(input_of(merlon_core_pack));
  packs.push_back(std::move(own));
  std::vector<LinkProblem> problems;
  Catalog catalog = link(std::move(packs), problems);
  if (!problems.empty()) throw std::runtime_error(problems[0].message);
  return catalog;
}

const mrl_pass& pass_of(const mrl_plugin& plugin, std::string_view id) {
  for (const mrl_pass* const* p = plugin.passes; *p != nullptr; ++p) {
    if (id == (*p)->id) return **p;
  }
  throw std::runtime_error("no pass " + std::string(id));
}

void print_verdicts(const Graph& g, const Verdicts& verdicts) {
  for (const Cell& cell : verdicts.cells) {
    for (const SourceVerdict& source : cell.sources) {
      fmt::print("{}@{} {} by {}: {}", verdicts.threats[cell.threat].id, g.ids[cell.subject], kVerdictWords[static_cast<size_t>(source.kind)], source.by, source.reason);
      for (const Evidence& e : source.evidence) {
        fmt::print(" | {}", e.fact);
        for (const Element step : e.path) fmt::print(" {}", g.ids[step]);
      }
      fmt::print("\n");
    }
  }
  for (const NotAnalysed& n : verdicts.not_analysed) fmt::print("not analysed {} of {}: {}\n", n.threat, n.plugin, n.reason);
  fmt::print("raised {}, undecided {}, ruled out {}\n", verdicts.ledger.raised, verdicts.ledger.undecided, verdicts.ledger.ruled_out);
}

void print_money(const mrl_plugin& plugin, const Graph& g, const Verdicts& verdicts) {
  std::vector<ToPrice> list;
  for (const Cell& cell : verdicts.cells) {
    if (cell.kind == VerdictKind::raised) list.push_back({verdicts.threats[cell.threat].id + "@" + g.ids[cell.subject], verdicts.threats[cell.threat].id, cell.subject, false, 10, 14, 2, 3});
  }
  const Scored scored = run_scorer(pass_of(plugin, "plain-sum"), g, list, {});
  for (size_t i = 0; i < scored.prices.size(); ++i) fmt::print("{} costs {} times {}\n", list[i].id, scored.prices[i].events, scored.prices[i].cost);
  fmt::print("a year {}, {}{}\n", scored.year.known.expected, scored.failure, scored.rejected);
}

void print_text(const mrl_plugin& plugin, std::string_view pass, std::string_view input, const std::map<std::string, std::string>& settings) {
  const MadeText made = run_text_pass(pass_of(plugin, pass), input, settings);
  fmt::print("{} made {}{}\n", pass, made.text, made.failure);
}

void print_all(const std::string& manifest, const std::string& file) {
  const auto loaded = load_plugin(manifest, current_trust());
  if (!loaded) throw std::runtime_error(loaded.error().reason);
  const mrl_plugin& plugin = *loaded->table;
  const Catalog catalog = catalog_with(plugin);
  Sources sources;
  Diagnostics diagnostics;
  const auto text = read_file(file, TomlLimits{}.bytes);
  if (!text) throw std::runtime_error(text.error());
  const auto doc = read_pipeline(sources, sources.add(file, *text), TomlLimits{}, diagnostics);
  if (!doc) throw std::runtime_error(render(sources, diagnostics, false));
  const std::vector<const mrl_plugin*> tables = {&plugin};
  const auto g = graph_of({*doc, catalog, false, tables}, diagnostics);
  if (!g || !g->not_computed.empty()) throw std::runtime_error("no graph: " + render(sources, diagnostics, false) + (g ? g->not_computed[0].why : ""));
  const Verdicts verdicts = run({&*g, &catalog, tables, {}, 2});
  print_verdicts(*g, verdicts);
  print_money(plugin, *g, verdicts);
  print_text(plugin, "finding-count", "{\"ledger\": {\"raised\": 7}}", {{"label", "found"}});
  print_text(plugin, "stage-list", "score infer\n", {});
}

}  // namespace

int main(int, char** argv) {
  try {
    print_all(argv[1], argv[2]);
    return 0;
  } catch (const std::exception& error) {
    fmt::print("{}\n", error.what());
    return 1;
  }
}
