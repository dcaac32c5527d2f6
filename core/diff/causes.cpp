#include "diff/causes.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace merlon {
namespace {

constexpr size_t kMostRuns = 400, kFewestRuns = 8;
constexpr size_t kMostWork = 40'000'000;  // runs times elements squared: a run takes about 0.1 s at 300 elements, 2 s at 1 000

using Numbers = std::vector<uint32_t>;

class Causes {
 public:
  Causes(Comparison& comparison, const PipelineDoc& before, const PipelineDoc& after, const std::vector<Edit>& edits, const Rerun& rerun)
      : differences_(comparison.differences), before_(before), after_(after), edits_(edits), rerun_(rerun) {
    const size_t elements = after.boundaries.size() + after.actors.size() + after.assets.size() + after.stages.size() + after.flows.size();
    search_.most = runs_allowed(elements);
  }

  Search run() {
    for (Difference& d : differences_) d.because = Because::untraced;
    if (differences_.empty()) return search_;
    const Numbers narrowest_first = by_width();
    for (const uint32_t edit : narrowest_first) alone(edit);
    for (size_t i = 0; i < differences_.size(); ++i) {
      if (differences_[i].edits.empty() && !nothing_moved(differences_[i])) together(i, narrowest_first);
    }
    return search_;
  }

 private:
  // Not analysed then and now: no edit did that.
  static bool nothing_moved(const Difference& d) { return same_stand(d.before, d.after); }

  // A flow says more than the actor that it comes from, and a fact more than either.
  Numbers by_width() const {
    Numbers out(edits_.size());
    std::iota(out.begin(), out.end(), 0u);
    const auto width = [&](uint32_t i) {
      if (edits_[i].what != Edit::What::element) return 0;
      return edits_[i].kind == ElementKind::flow ? 1 : 2;
    };
    std::stable_sort(out.begin(), out.end(), [&](uint32_t a, uint32_t b) { return width(a) < width(b); });
    return out;
  }

  // Of each difference, whether it is gone once these edits are undone.
  const std::vector<bool>& vanished(const Numbers& undo) {
    Numbers key = undo;
    std::sort(key.begin(), key.end());
    const auto known = tried_.find(key);
    if (known != tried_.end()) return known->second;
    std::vector<bool> out(differences_.size(), false);
    if (search_.runs >= search_.most) {
      search_.stopped = true;
      return nothing_ = std::move(out);
    }
    ++search_.runs;
    if (const auto standing = rerun_(undone(before_, after_, edits_, key))) {
      for (size_t i = 0; i < differences_.size(); ++i) out[i] = same_stand(standing->at(differences_[i].id), differences_[i].before);
    }
    return tried_.emplace(std::move(key), std::move(out)).first->second;
  }

  void alone(uint32_t edit) {
    const std::vector<bool>& gone = vanished({edit});
    for (size_t i = 0; i < differences_.size(); ++i) {
      if (!gone[i] || nothing_moved(differences_[i])) continue;
      differences_[i].because = Because::each;
      differences_[i].edits.push_back(edit);
    }
  }

  void together(size_t i, const Numbers& all) {
    const Difference& d = differences_[i];
    Numbers near;
    std::copy_if(all.begin(), all.end(), std::back_inserter(near), [&](uint32_t e) { return touched(edits_[e], d); });
    const bool enough = !near.empty() && vanished(near)[i];
    if (!enough && !vanished(all)[i]) return;
    Numbers needed = least(i, enough ? near : all);
    if (search_.stopped) return;
    differences_[i].because = Because::together;
    differences_[i].edits = std::move(needed);
  }

  static bool touched(const Edit& edit, const Difference& d) {
    if (edit.element == "pipeline" || edit.what == Edit::What::assumption || edit.what == Edit::What::decision) return true;
    const auto in = [&](const std::string& element) { return d.before.touches.contains(element) || d.after.touches.contains(element); };
    if (in(edit.element)) return true;
    const size_t dots = edit.element.find("..");
    return dots != std::string::npos && (in(edit.element.substr(0, dots)) || in(edit.element.substr(dots + 2)));
  }

  // Leaves out what is not needed, halves first and then one by one; widest first, so that the narrowest stay.
  Numbers least(size_t i, Numbers set) {
    for (size_t piece = set.size() / 2; piece > 0; piece /= 2) {
      for (size_t end = set.size(); end > 0 && set.size() > 1;) {
        const size_t begin = end > piece ? end - piece : 0;
        Numbers fewer(set.begin(), set.begin() + static_cast<std::ptrdiff_t>(begin));
        fewer.insert(fewer.end(), set.begin() + static_cast<std::ptrdiff_t>(end), set.end());
        if (!fewer.empty() && vanished(fewer)[i]) set = std::move(fewer);
        end = begin;
      }
    }
    return set;
  }

  std::vector<Difference>& differences_;
  const PipelineDoc& before_;
  const PipelineDoc& after_;
  const std::vector<Edit>& edits_;
  const Rerun& rerun_;
  Search search_;
  std::map<Numbers, std::vector<bool>> tried_;
  std::vector<bool> nothing_;
};

}  // namespace

size_t runs_allowed(size_t elements) {
  const size_t n = std::clamp<size_t>(elements, 1, kMostWork);
  return std::clamp(kMostWork / n / n, kFewestRuns, kMostRuns);
}

Search find_causes(Comparison& comparison, const PipelineDoc& before, const PipelineDoc& after, const std::vector<Edit>& edits,
                   const Rerun& rerun) {
  return Causes(comparison, before, after, edits, rerun).run();
}

}  // namespace merlon
