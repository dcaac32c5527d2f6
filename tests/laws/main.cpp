// Tries the laws of 9-semantics on random pipelines, and prints the smallest pipeline that breaks one.
#include <chrono>
#include <cstring>
#include <iostream>
#include <map>

#include <fmt/format.h>

#include "emptied.hpp"
#include "generator.hpp"
#include "reference.hpp"
#include "shrink.hpp"
#include "whole.hpp"

namespace laws {
namespace {

struct Options {
  uint64_t seed = 1;
  size_t cases = 1000;
  std::string only;     ///< laws whose name begins so
  size_t examples = 1;  ///< shrunk and printed of each kind of violation
};

/// Finds what is wrong with a sketch, which may have become smaller.
using Check = std::function<Violations(const Sketch&)>;

class Trial {
 public:
  explicit Trial(const Options& options) : options_(options), reduced_(without_each(house_)), models_(real_models()) {}

  int run() {
    if (!house_.diagnostics.empty() || house_.house.tables.size() != 9) {
      std::cout << merlon::render(house_.sources, house_.diagnostics, false) << "the house is not complete\n";
      return 1;
    }
    if (wanted("9")) emptying();
    for (size_t i = 0; i < options_.cases; ++i) one_case(options_.seed + i);
    return tell();
  }

 private:
  bool wanted(std::string_view law) const { return options_.only.empty() || law.starts_with(options_.only); }

  void one_case(uint64_t seed) {
    seed_ = seed;
    Random random(seed);
    Sketch sketch;
    if (random.percent(70)) {
      sketch = random_sketch(random, house_.vocabulary());
    } else {
      sketch = random.of(models_).sketch;
      thin_out(random, house_.vocabulary(), sketch);
    }
    std::string why;
    const bool empty = std::none_of(sketch.nodes.begin(), sketch.nodes.end(),
                                    [](const Node& n) { return n.kind == merlon::ElementKind::stage; });
    if (empty) return;  // thinned out too far: a pipeline has stages
    const auto world = world_of(sketch.text(), house_, &why);
    if (!world) return found("0 lowering", sketch, "", {{"errors", why}}, {});
    whole(seed, sketch, *world);
    pairs(random, sketch, *world);
  }

  // ---- laws of one run

  void whole(uint64_t seed, const Sketch& sketch, const World& w) {
    one("C order", sketch, w, [](const Sketch&, const World& x) { return in_order(x); });
    one("D ledger", sketch, w, [](const Sketch&, const World& x) { return ledger(x); });
    const Reduced& less = reduced_[seed % reduced_.size()];
    if (seed % 3 == 0) {
      one("D less", sketch, w, [&](const Sketch& s, const World& x) { return ledger_without(x, s.text(), less); });
    }
    one("E names", sketch, w, [&](const Sketch& s, const World& x) { return names_and_order(house_, s, x, Random(seed)); });
    if (seed % 5 == 0) {
      one("F memory", sketch, w, [&](const Sketch&, const World& x) { return memory_of_evaluator(house_, x); });
    }
    if (seed % 3 == 1) {
      one("8 paths", sketch, w, [&](const Sketch&, const World& x) { return paths_one_by_one(house_, x, paths_); });
      one("8 components", sketch, w, [](const Sketch&, const World& x) { return components(x); });
      one("8 crossings", sketch, w, [](const Sketch&, const World& x) { return crossings(x); });
    }
  }

  template <class Law>
  void one(const std::string& law, const Sketch& sketch, const World& w, const Law& law_of) {
    if (!wanted(law)) return;
    ++tried_[law];
    const Violations v = law_of(sketch, w);
    if (v.empty()) return;
    found(law, sketch, "", v, [&](const Sketch& s) {
      const auto x = world_of(s.text(), house_);
      return x ? law_of(s, *x) : Violations{};
    });
  }

  // ---- laws of two runs

  void pairs(Random& random, const Sketch& sketch, const World& w) {
    for (int i = 0; i < 4; ++i) {
      const auto change = random_completion(random, sketch, w);
      if (change && (wanted("A") || wanted("B"))) step(change->added.empty() ? "A" : "A new", sketch, w, *change);
    }
    for (int i = 0; i < 4; ++i) {
      const auto change = random_removal(random, sketch);
      if (change && (wanted("B"))) step("B", sketch, w, *change);
    }
    for (int i = 0; i < 4; ++i) {
      const Change change = random_control(random, sketch, w);
      if (wanted("C")) step("C", sketch, w, change);
    }
  }

  std::optional<Violations> compare(const Sketch& sketch, const World& w, const Change& change) const {
    const auto changed = apply(sketch, change);
    if (!changed) return std::nullopt;
    const auto other = world_of(changed->text(), house_);
    if (!other) return std::nullopt;
    if (change.kind == Change::Kind::control) {
      if (!is_better_protected(w, *other, change)) return std::nullopt;
      return rated_no_higher(w, *other);
    }
    const bool drops = change.kind == Change::Kind::drop;
    const World &thin = drops ? *other : w, &full = drops ? w : *other;
    if (!is_completion(thin, full, change)) return std::nullopt;
    Violations out = kept(house_, thin, full);
    for (Violation& v : rated_no_lower(thin, full)) out.push_back(std::move(v));
    return out;
  }

  void step(const std::string& law, const Sketch& sketch, const World& w, const Change& change) {
    const auto v = compare(sketch, w, change);
    ++(v ? tried_ : skipped_)[law];
    if (!v || v->empty()) return;
    found(law, sketch, change.text(), *v, [&](const Sketch& s) {
      const auto x = world_of(s.text(), house_);
      return x ? compare(s, *x, change).value_or(Violations{}) : Violations{};
    });
  }

  // ---- real models

  void emptying() {
    for (const Model& m : models_) {
      const auto full = world_of(m.sketch.text(), house_), thin = world_of(emptied(m.sketch, house_.vocabulary()).text(), house_);
      ++tried_["9 emptied"];
      if (!full || !thin) {
        found("9 emptied", m.sketch, "", {{"lowering", m.name}}, {});
        continue;
      }
      const int before = worst_of(*full), after = worst_of(*thin);
      std::cout << fmt::format("{}: worst {} described, {} emptied; undecided {} and {} of {}\n", m.name, before, after,
                               full->verdicts.ledger.undecided, thin->verdicts.ledger.undecided, full->verdicts.ledger.total);
      if (after < before) found("9 emptied", m.sketch, "", {{"worst", m.name}}, {});
    }
  }

  // ---- what was found

  void found(const std::string& law, const Sketch& sketch, const std::string& change, const Violations& violations,
             const Check& check) {
    const std::string what = law + ": " + violations[0].what;
    if (++count_[what] > options_.examples) return;
    const auto same = [&](const Violations& list) -> const Violation* {
      for (const Violation& v : list) {
        if (v.what == violations[0].what) return &v;
      }
      return nullptr;
    };
    Sketch small = sketch;
    Violations left = violations;
    if (check) {
      small = shrunk(sketch, [&](const Sketch& s) { return same(check(s)) != nullptr; });
      left = check(small);
    }
    std::cout << fmt::format("\n==== {} (seed {})\n{}\n{}", what, seed_, same(left) ? same(left)->detail : "?", small.text());
    if (!change.empty()) std::cout << "---- " << change << "\n";
    for (const Violation& v : left) {
      if (&v != same(left)) std::cout << "also: " << v.what << ": " << v.detail << "\n";
    }
    std::cout << std::flush;
  }

  int tell() const {
    std::cout << "\n";
    for (const auto& [law, n] : tried_) {
      const auto s = skipped_.find(law);
      std::cout << fmt::format("{:14} {} tried, {} not applicable\n", law, n, s == skipped_.end() ? 0 : s->second);
    }
    std::cout << fmt::format("paths: {} compared, {} with too many paths\n", paths_.compared, paths_.too_many_paths);
    for (const auto& [what, n] : count_) std::cout << fmt::format("BROKEN {:5} {}\n", n, what);
    return count_.empty() ? 0 : 1;
  }

  Options options_;
  House house_;
  std::vector<Reduced> reduced_;
  std::vector<Model> models_;
  PathCount paths_;
  uint64_t seed_ = 0;
  std::map<std::string, uint64_t> tried_, skipped_, count_;
};

}  // namespace
}  // namespace laws

int main(int argc, char** argv) {
  laws::Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string key = argv[i], value = argv[i + 1];
    if (key == "--seed") options.seed = std::stoull(value);
    if (key == "--cases") options.cases = std::stoull(value);
    if (key == "--share") options.cases = options.cases * std::stoull(value) / 100;
    if (key == "--only") options.only = value;
    if (key == "--examples") options.examples = std::stoull(value);
  }
  if (argc % 2 == 0) {
    std::cout << "laws [--seed N] [--cases N] [--share PERCENT] [--only LAW] [--examples N]\n";
    return 2;
  }
  return laws::Trial(options).run();
}
