// One run of Merlon over a sketch, from its text to the assessment.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/house.hpp"
#include "graph/lower.hpp"
#include "risk/assessment.hpp"
#include "sketch.hpp"

namespace laws {

using merlon::Element;
using merlon::FactId;
using merlon::Graph;
using merlon::kNone;
using merlon::Tri;
using merlon::VerdictKind;

/// Catalog, plugins and the pool of random conditions; opened once.
struct House {
  merlon::Sources sources;
  merlon::Diagnostics diagnostics;
  merlon::House house;
  struct Question {
    merlon::ElementMask on = 0;
    std::string text;
    merlon::Test test;
  };
  std::vector<Question> pool;

  House();
  const merlon::Vocabulary& vocabulary() const { return house.catalog.vocabulary; }
};

struct World {
  merlon::Sources sources;
  merlon::Diagnostics diagnostics;
  std::optional<merlon::PipelineDoc> doc;
  std::optional<Graph> graph;
  merlon::Verdicts verdicts;
  merlon::Assessment assessment;
  std::map<std::pair<uint32_t, Element>, const merlon::Rated*> rated;

  const Graph& g() const { return *graph; }
  /// kNone when there is no such element.
  Element find(const std::string& id) const;
  const merlon::Rated* rating(uint32_t threat, Element subject) const;
  /// Nothing when the subject is not in the threat's scope.
  std::optional<VerdictKind> kind(uint32_t threat, Element subject) const;
};

/// Null when the text has errors, which `why` then shows.
std::unique_ptr<World> world_of(const std::string& text, const House& house, std::string* why = nullptr);
/// As far as the graph.
std::unique_ptr<World> graph_of(const std::string& text, const merlon::Catalog& catalog, std::string* why = nullptr);

}  // namespace laws
