// The gate against a baseline: taking a fact away never lets pass what stopped.
#include <algorithm>
#include <set>

#include "catch.hpp"
#include "diff/baseline.hpp"
#include "diff/runs.hpp"

using namespace merlon;
using merlon_test::example;
using merlon_test::run_of;
using merlon_test::with;

namespace {

constexpr std::array kExamples = {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"};

std::set<std::string> stopped(const Standing& before, const Standing& after, Level level, bool raised_only = false) {
  const Comparison c = compare(before, after);
  std::set<std::string> out;
  for (const Difference* d : stopped_by_baseline(c, level, raised_only)) out.insert(d->id);
  return out;
}

bool is_structure(std::string_view key) {
  constexpr std::array<std::string_view, 10> keys = {"reads", "writes", "uses", "serves", "after", "from", "to", "carries", "boundary", "in"};
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::vector<std::vector<DocElement>*> lists_of(PipelineDoc& doc) { return {&doc.boundaries, &doc.actors, &doc.assets, &doc.stages, &doc.flows}; }

std::vector<DocElement*> elements_of(PipelineDoc& doc) {
  std::vector<DocElement*> out = {&doc.pipeline};
  for (auto* list : lists_of(doc)) {
    for (DocElement& e : *list) out.push_back(&e);
  }
  return out;
}

// A run over a description that lacks one fact, list of controls or assumption.
struct Thin {
  std::string less;
  Standing standing;
  bool replaced = false;  ///< it is known all the same: stated further out, derived or by default (S4)
};

bool still_known(const PipelineDoc& doc, const std::string& id, const std::string& key) {
  Diagnostics aside;
  const auto& catalog = merlon_test::house().house.catalog;
  const auto graph = lower(doc, catalog, !doc.assumptions.empty(), aside);
  const FactId fact = catalog.vocabulary.find(key);
  return graph && fact != kNone && graph->by_id.contains(id) && graph->source(fact, graph->by_id.at(id)).origin != FactOrigin::unknown;
}

std::vector<Thin> less_one_fact(const PipelineDoc& doc) {
  std::vector<Thin> out;
  PipelineDoc copy = doc;
  for (size_t e = 0; e < elements_of(copy).size(); ++e) {
    for (size_t i = 0; i < elements_of(copy)[e]->entries.size(); ++i) {
      const std::string key = elements_of(copy)[e]->entries[i].key, id = elements_of(copy)[e]->id.text;
      if (is_structure(key)) continue;
      PipelineDoc thin = doc;
      auto& entries = elements_of(thin)[e]->entries;
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
      auto s = merlon_test::standing_of(thin);
      if (s) out.push_back({key + " of " + (e == 0 ? "pipeline" : id), std::move(*s), still_known(thin, e == 0 ? "pipeline" : id, key)});
    }
  }
  for (size_t i = 0; i < doc.assumptions.size(); ++i) {
    PipelineDoc thin = doc;
    thin.assumptions.erase(thin.assumptions.begin() + static_cast<std::ptrdiff_t>(i));
    if (auto s = merlon_test::standing_of(thin)) out.push_back({"assumption " + doc.assumptions[i].fact.key, std::move(*s), false});
  }
  return out;
}

// Earlier revisions: each lacks an element of the later one, with all that names it, or a fact.
std::vector<Standing> earlier(const PipelineDoc& doc, const std::vector<Thin>& thin) {
  std::vector<Standing> out;
  for (const auto& [kind, list] : {std::pair{ElementKind::stage, &doc.stages}, {ElementKind::actor, &doc.actors}, {ElementKind::asset, &doc.assets},
                                   {ElementKind::flow, &doc.flows}}) {
    for (const DocElement& e : *list) {
      const std::vector<Edit> added = {{Edit::What::element, kind, name_of(kind, e), "", "", "", "x", {}}};
      if (auto s = merlon_test::standing_of(undone(PipelineDoc{}, doc, added, {0}))) out.push_back(std::move(*s));
    }
  }
  for (size_t i = 0; i < thin.size(); i += 7) out.push_back(thin[i].standing);
  return out;
}

}  // namespace

TEST_CASE("deleting a fact of an example never lets a baseline pass") {
  for (const char* name : kExamples) {
    const auto full = run_of(example(name));
    REQUIRE(full);
    const std::vector<Thin> thin = less_one_fact(full->doc());
    const std::vector<Standing> baselines = earlier(full->doc(), thin);
    CHECK(thin.size() > 30);
    CHECK(baselines.size() > 15);
    size_t shut = 0;
    for (const Standing& before : baselines) {
      for (const Level level : {Level::low, Level::moderate, Level::high, Level::very_high}) {
        const std::set<std::string> stop = stopped(before, full->standing, level);
        if (stop.empty()) continue;
        ++shut;
        for (const Thin& t : thin) {
          if (t.replaced && level < Level::high) continue;
          INFO(name << " without " << t.less << ", gate " << word(level));
          const std::set<std::string> still = stopped(before, t.standing, level);
          CHECK(!still.empty());
          // And each one for itself.
          if (!t.replaced) CHECK(std::includes(still.begin(), still.end(), stop.begin(), stop.end()));
        }
      }
    }
    CHECK(shut > 20);
  }
}

TEST_CASE("deleting a fact of an example makes no finding of the baseline go away unseen") {
  for (const char* name : kExamples) {
    const auto full = run_of(example(name));
    size_t lost = 0;
    for (const Thin& t : less_one_fact(full->doc())) {
      for (const Difference& d : compare(full->standing, t.standing).differences) {
        if (d.before.seen != Seen::raised || d.after.seen == Seen::raised) continue;
        INFO(name << " without " << t.less << ": " << d.id);
        CHECK((d.turn == Turn::lost || t.replaced));
        lost += d.turn == Turn::lost;
      }
    }
    CHECK(lost > 10);
  }
}

TEST_CASE("a list that is not written any more hides a flow, it does not remove it") {
  const std::string text = example("card-fraud");
  const auto full = run_of(text);
  size_t flows = 0;
  for (const auto& [from, to] : {std::pair{"reads = [\"score-log\"]\nwatches", "watches"}, {"writes = [\"score-log\"]\n", ""},
                                 {"reads = [\"fraud-model\", \"online-features\"]\n", ""}, {"serves = [\"authorise\", \"shop-portal\"]\n", ""}}) {
    const auto thin = run_of(with(text, from, to));
    INFO(from);
    REQUIRE(thin);
    for (const Difference& d : compare(full->standing, thin->standing).differences) {
      if (!d.before.rated() || d.id.find("..") == std::string::npos) continue;
      INFO(d.id);
      CHECK(d.turn != Turn::gone);
      CHECK(d.turn != Turn::settled);
      flows += d.turn == Turn::lost;
    }
  }
  CHECK(flows > 0);
}
