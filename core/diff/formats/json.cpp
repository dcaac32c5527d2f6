// A comparison as JSON; docs/schema/diff.schema.json describes it.
#include "base/json_writer.hpp"
#include "diff/diff.hpp"

namespace merlon::diff_formats {
namespace {

void side(JsonWriter& j, std::string_view key, const DiffSide& s) {
  j.key(key).object().field("file", s.file).field("pipeline", s.pipeline).field("kind", s.described ? "description" : "result");
  j.key("incomplete").boolean(s.incomplete).field("raised", static_cast<int64_t>(s.raised)).field("undecided", static_cast<int64_t>(s.undecided));
  j.field("not_analysed", static_cast<int64_t>(s.not_analysed)).end();
}

void stand(JsonWriter& j, std::string_view key, const Stand& s) {
  j.key(key).object().field("state", kSeenWords[static_cast<size_t>(s.seen)]);
  if (s.rated()) {
    j.key("score").object().field("level", word(s.score.level)).field("score", s.score.score);
    j.field("likelihood", s.score.likelihood).field("impact", s.score.impact).end();
    j.field("place", s.place).field("why", s.why).field("decision", s.decision);
  }
  j.end();
}

void difference(JsonWriter& j, const Difference& d) {
  j.object().field("id", d.id).field("turn", kTurnWords[static_cast<size_t>(d.turn)]);
  stand(j, "before", d.before);
  stand(j, "after", d.after);
  j.field("note", d.note).key("cause").object().field("known", kBecauseWords[static_cast<size_t>(d.because)]).key("edits").array();
  for (const uint32_t i : d.edits) j.number(i);
  j.end().strings("newcomers", d.newcomers).end().end();
}

void story(JsonWriter& j, std::string_view key, const StoryEnd& s) {
  if (s.id.empty()) return void(j.key(key).null());
  constexpr std::string_view kStates[] = {"open", "closed", "possible"};
  j.key(key).object().field("state", kStates[static_cast<size_t>(s.state)]).key("score").object().field("level", word(s.score.level));
  j.field("score", s.score.score).field("likelihood", s.score.likelihood).field("impact", s.score.impact).end();
  j.strings("steps", s.steps).strings("held_by", s.held_by).end();
}

void stories(JsonWriter& j, const Diff& d) {
  j.key("stories").array();
  for (const StoryDifference& x : d.stories) {
    j.object().field("id", x.shown().id).field("turn", kStoryTurnWords[static_cast<size_t>(x.turn)]);
    story(j, "before", x.before);
    story(j, "after", x.after);
    if (!x.remains.id.empty()) j.field("remains", x.remains.id);
    j.end();
  }
  j.end();
}

void write(const Diff& d, Outlet& out) {
  JsonWriter j(out.text());
  j.object().field("format", 1).field("merlon", d.version);
  side(j, "before", d.before);
  side(j, "after", d.after);
  j.key("incomplete").boolean(d.incomplete()).strings("notes", d.comparison.notes).key("edits").array();
  for (const EditRow& e : d.edits) {
    j.object().field("sentence", e.sentence);
    if (!e.place.empty()) j.field("place", e.place);
    j.end();
  }
  j.end().key("search").object().field("runs", static_cast<int64_t>(d.search.runs)).field("most", static_cast<int64_t>(d.search.most));
  j.key("stopped").boolean(d.search.stopped).end().key("ledger").object().field("compared", static_cast<int64_t>(d.comparison.compared));
  for (size_t t = 0; t < kTurns; ++t) j.field(kTurnWords[t], static_cast<int64_t>(d.comparison.counts[t]));
  j.end();
  stories(j, d);
  j.key("differences").array();
  for (const Difference& x : d.comparison.differences) difference(j, x), out.pass();
  j.end().key("unchanged").array();
  for (const Difference& x : d.comparison.unchanged) j.string(x.id), out.pass();
  j.end().end();
}

}  // namespace

const DiffFormat& json() {
  static const DiffFormat format{"json", "everything, for programs (docs/schema/diff.schema.json)", &write};
  return format;
}

}  // namespace merlon::diff_formats
