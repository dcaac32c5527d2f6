// Laws of one run as a whole: the ledger, names and order, the memory of the evaluator.
#pragma once

#include "pairs.hpp"
#include "random.hpp"

namespace laws {

/// The house without one of its plugins.
struct Reduced {
  std::string plugin;
  merlon::Catalog catalog;
  std::vector<const mrl_plugin*> tables;
  std::vector<merlon::SilentPlugin> silent;
  std::vector<std::string> theirs;  ///< threats that it brings or decides
};
std::vector<Reduced> without_each(const House& house);

Violations ledger(const World& world);
Violations ledger_without(const World& world, const std::string& text, const Reduced& reduced);
Violations names_and_order(const House& house, const Sketch& sketch, const World& world, Random random);
Violations memory_of_evaluator(const House& house, const World& world);

}  // namespace laws
