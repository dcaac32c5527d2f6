#include "shrink.hpp"

namespace laws {
namespace {

class Shrinker {
 public:
  Shrinker(Sketch sketch, const std::function<bool(const Sketch&)>& fails) : s_(std::move(sketch)), fails_(fails) {}

  Sketch run() {
    for (bool smaller = true; smaller && left_ > 0;) {
      smaller = nodes();
      smaller = entries() || smaller;
      smaller = items() || smaller;
    }
    return s_;
  }

 private:
  bool keep_if_fails(Sketch smaller) {
    smaller.prune();
    if (left_-- <= 0 || !fails_(smaller)) return false;
    s_ = std::move(smaller);
    return true;
  }

  bool nodes() {
    bool progress = false;
    for (size_t i = s_.nodes.size(); i-- > 0;) {
      if (i >= s_.nodes.size() || s_.nodes[i].kind == ElementKind::pipeline) continue;
      Sketch smaller = s_;
      smaller.nodes.erase(smaller.nodes.begin() + static_cast<std::ptrdiff_t>(i));
      progress |= keep_if_fails(std::move(smaller));
    }
    return progress;
  }

  bool entries() {
    bool progress = false;
    for (size_t i = 0; i < s_.nodes.size(); ++i) {
      for (size_t k = s_.nodes[i].entries.size(); k-- > 0;) {
        if (i >= s_.nodes.size() || k >= s_.nodes[i].entries.size()) continue;
        Sketch smaller = s_;
        auto& list = smaller.nodes[i].entries;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
        progress |= keep_if_fails(std::move(smaller));
      }
    }
    return progress;
  }

  bool items() {
    bool progress = false;
    for (size_t i = 0; i < s_.nodes.size(); ++i) {
      for (size_t k = 0; k < s_.nodes[i].entries.size(); ++k) {
        if (!s_.nodes[i].entries[k].list) continue;
        for (size_t j = s_.nodes[i].entries[k].items.size(); j-- > 0;) {
          if (i >= s_.nodes.size() || k >= s_.nodes[i].entries.size() || j >= s_.nodes[i].entries[k].items.size()) continue;
          Sketch smaller = s_;
          auto& list = smaller.nodes[i].entries[k].items;
          list.erase(list.begin() + static_cast<std::ptrdiff_t>(j));
          progress |= keep_if_fails(std::move(smaller));
        }
      }
    }
    return progress;
  }

  Sketch s_;
  const std::function<bool(const Sketch&)>& fails_;
  int left_ = 1500;
};

}  // namespace

Sketch shrunk(Sketch sketch, const std::function<bool(const Sketch&)>& fails) {
  return Shrinker(std::move(sketch), fails).run();
}

}  // namespace laws
