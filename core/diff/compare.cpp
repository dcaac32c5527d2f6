#include "diff/compare.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "engine/pass_text.hpp"

namespace merlon {
namespace {

// An id with its state in both runs, and why a state is not what it seems.
struct Pair {
  Stand before, after;
  std::string note;
};

bool same_packs(const Standing& a, const Standing& b) { return a.packs == b.packs; }

// A later run that says nothing of a finding may not have asked, or may not see its element any more.
Pair pair_of(const Standing& before, const Standing& after, const std::string& id) {
  Pair p{before.at(id), after.at(id), {}};
  if (!p.before.rated()) return p;
  const std::string threat(threat_of(id)), subject(subject_of(id));
  if (p.after.seen == Seen::not_asked) {
    p.note = "nobody asks this threat any more";
  } else if (p.after.seen == Seen::none && !after.described && !same_packs(before, after) && !after.threats.contains(threat)) {
    p.after.seen = Seen::not_asked;
    p.note = "the catalogues differ, and nothing in the later result tells that this threat was asked";
  } else if (p.after.seen == Seen::none && asked_with(before.passes) != asked_with(after.passes)) {
    p.after.seen = Seen::not_asked;
    p.note = "analyzers ran with other options, so this was not asked in the same way";
  } else if (p.after.seen == Seen::none && may_be_unwritten(after, subject)) {
    p.after.seen = Seen::not_analysed;
    p.note = "the list that named this flow is not written any more: whether the flow is there is not known";
  }
  return p;
}

std::vector<std::string> newcomers_of(const Standing& before, const Stand& after) {
  std::vector<std::string> out;
  for (const std::string& element : after.touches) {
    const bool known = before.described ? before.elements.contains(element) : before.mentioned.contains(element);
    if (!known) out.push_back(element);
  }
  return out;
}

Turn by_score(const Stand& before, const Stand& after) {
  if (after.score.score != before.score.score) return after.score.score > before.score.score ? Turn::worse : Turn::better;
  return after.decision == before.decision ? Turn::unchanged : Turn::redecided;
}

Turn turn_of(const Stand& before, const Stand& after) {
  switch (after.seen) {
    case Seen::raised:
      return before.seen == Seen::raised ? by_score(before, after) : before.seen == Seen::undecided ? Turn::confirmed : Turn::fresh;
    case Seen::undecided:
      return before.seen == Seen::raised ? Turn::lost : before.seen == Seen::undecided ? by_score(before, after) : Turn::opened;
    case Seen::not_analysed:
    case Seen::not_asked: return before.rated() ? Turn::lost : Turn::not_analysed;
    case Seen::none: break;
  }
  return before.seen == Seen::raised ? Turn::gone : Turn::settled;
}

// Two runs of one catalogue differ by the description alone; else by what was asked as well.
void note_catalogue(const Standing& before, const Standing& after, std::vector<std::string>& notes) {
  std::vector<std::string> gone, added, other;
  for (const auto& [id, digest] : before.packs) {
    const auto it = after.packs.find(id);
    if (it == after.packs.end()) gone.push_back(id);
    if (it != after.packs.end() && it->second != digest) other.push_back(id);
  }
  for (const auto& [id, digest] : after.packs) {
    if (!before.packs.contains(id)) added.push_back(id);
  }
  if (!gone.empty()) notes.push_back(fmt::format("the catalogue differs: {} spoke before and not now", listed(gone)));
  if (!added.empty()) notes.push_back(fmt::format("the catalogue differs: {} speaks now and did not before; what it finds counts as new", listed(added)));
  if (!other.empty()) notes.push_back(fmt::format("the catalogue differs: {} has other threats or conditions now; what they find counts as new", listed(other)));
}

std::vector<std::string> notes_of(const Standing& before, const Standing& after) {
  std::vector<std::string> notes;
  if (before.pipeline != after.pipeline) notes.push_back(fmt::format("these are two pipelines, `{}` and `{}`", before.pipeline, after.pipeline));
  if (before.incomplete) notes.push_back("the earlier run is incomplete: what nobody analysed then may be called new now");
  if (after.incomplete) notes.push_back("the later run is incomplete: what nobody analysed now is not gone");
  if (before.version != after.version) notes.push_back(fmt::format("two versions of merlon, {} and {}", before.version, after.version));
  if (before.passes != after.passes) notes.push_back(fmt::format("the lists of passes differ: `{}` before, `{}` now", before.passes, after.passes));
  note_catalogue(before, after, notes);
  return notes;
}

}  // namespace

int Difference::weight() const {
  return after.rated() ? after.score.score : before.score.score;
}

bool same_stand(const Stand& a, const Stand& b) {
  const auto key = [](const Stand& s) { return std::tie(s.seen, s.score.level, s.score.score, s.decision); };
  return key(a) == key(b);
}

Comparison compare(const Standing& before, const Standing& after) {
  Comparison out;
  out.notes = notes_of(before, after);
  std::set<std::string> ids;
  for (const Standing* side : {&before, &after}) {
    for (const auto& [id, stand] : side->stands) ids.insert(id);
  }
  for (const std::string& id : ids) {
    Pair p = pair_of(before, after, id);
    Difference d{id, turn_of(p.before, p.after), std::move(p.before), std::move(p.after), std::move(p.note), Because::unknown, {}, {}};
    if (d.after.rated() && !d.before.rated()) d.newcomers = newcomers_of(before, d.after);
    ++out.counts[static_cast<size_t>(d.turn)];
    ++out.compared;
    (d.turn == Turn::unchanged ? out.unchanged : out.differences).push_back(std::move(d));
  }
  std::stable_sort(out.differences.begin(), out.differences.end(), [](const Difference& a, const Difference& b) {
    const auto key = [](const Difference& d) { return std::make_tuple(!d.asks_for_attention(), -d.weight()); };
    return key(a) < key(b);
  });
  return out;
}

}  // namespace merlon
