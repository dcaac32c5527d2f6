// The result as JSON; docs/schema/result.schema.json describes it.
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "report/format.hpp"
#include "report/json_parts.hpp"

namespace merlon::formats {
namespace {

void finding(JsonWriter& j, const FindingRow& f) {
  j.object().field("id", f.id).field("threat", f.threat).field("subject", f.subject).field("subject_kind", f.subject_kind);
  j.field("phase", f.phase).field("domain", f.domain).field("place", f.place).strings("cites", f.cites).strings("reasons", f.reasons);
  j.key("likelihood").object().field("base", f.base).field("because", f.base_because).key("steps").array();
  for (const StepRow& s : f.steps) {
    j.object().field("name", s.name).field("ticks", s.ticks).field("because", s.because).key("worst_case").boolean(s.worst_case).end();
  }
  j.end().field("value", f.likelihood).field("inside", f.inside).field("inside_because", f.inside_because).end();
  j.key("impact").object().field("dimension", f.impact_dimension).field("because", f.impact_because);
  j.field("value", f.impact).key("worst_case").boolean(f.impact_worst_case).end();
  write_score(j, "inherent", f.inherent);
  write_score(j, "residual", f.residual);
  write_score(j, "target", f.target);
  j.key("evidence").array();
  for (const EvidenceRow& e : f.evidence) {
    j.object().field("by", e.by).field("kind", e.kind).field("element", e.element).field("fact", e.fact).field("value", e.value);
    j.field("place", e.place).field("origin", e.origin).end();
  }
  j.end().key("controls").array();
  for (const ControlRow& c : f.controls) {
    j.object().field("id", c.id).field("status", c.status).field("place", c.place).field("lowers", c.lowers).field("by", c.by);
    j.field("credit", c.credit).field("target_credit", c.target_credit).field("here", c.here).field("target_here", c.target_here);
    j.strings("cuts", c.cuts).field("why", c.why).field("evidence", c.evidence);
    j.field("gap", c.gap).end();
  }
  j.end().strings("assumptions", f.assumptions).strings("disagreements", f.disagreements);
  if (f.decision.empty()) {
    j.key("decision").null();
  } else {
    j.field("decision", f.decision);
  }
  j.field("decided_by", f.decided_by).end();
}

void undecided(JsonWriter& j, const UndecidedRow& u) {
  j.object().field("id", u.id).field("threat", u.threat).field("subject", u.subject).field("subject_kind", u.subject_kind);
  j.field("phase", u.phase).field("domain", u.domain).field("place", u.place).key("missing").array();
  for (const MissingRow& m : u.missing) j.object().field("element", m.element).field("fact", m.fact).end();
  j.end();
  write_score(j, "potential", u.potential);
  if (u.decision_treatment.empty()) {
    j.key("decision").null();
  } else {
    j.field("decision", u.decision_treatment);
  }
  j.end();
}

void not_analysed(JsonWriter& j, const Report& r) {
  j.key("not_analysed").array();
  for (const NotAnalysedRow& n : r.not_analysed) {
    j.object().field("threat", n.threat).strings("subjects", n.subjects).field("plugin", n.plugin).field("reason", n.reason).end();
  }
  j.end().key("not_asked").array();
  for (const auto& [threat, reason] : r.not_asked) j.object().field("threat", threat).field("reason", reason).end();
  j.end();
}

void threats(JsonWriter& j, const Report& r) {
  j.key("threats").object();
  for (const ThreatRow& t : r.threats) {
    j.key(t.id).object().field("name", t.name).field("domain", t.domain).field("needs", t.needs).field("maturity", t.maturity);
    j.field("summary", t.summary).field("story", t.story).field("false_positives", t.false_positives);
    j.strings("evidence", t.evidence).strings("cites", t.cites).end();
  }
  j.end();
}

// What the controls are called, once for all places that name them.
void controls(JsonWriter& j, const Report& r) {
  std::map<std::string_view, std::pair<std::string_view, std::string_view>> known;  // name, what to verify
  for (const FindingRow& f : r.findings) {
    for (const ControlRow& c : f.controls) known.try_emplace(c.id, c.name, "");
  }
  if (r.stories) {
    for (const auto* list : {&r.stories->open, &r.stories->closed, &r.stories->possible}) {
      for (const StoryRow& s : *list) {
        if (!s.control.empty()) known.try_emplace(s.control, s.control_name, "");
      }
    }
  }
  for (const PlanStepRow& s : r.first) known.try_emplace(s.control, s.name, "");
  if (r.plan) {
    for (const PlanStepRow& s : r.plan->steps) known.try_emplace(s.control, s.name, "");
  }
  for (const RequiredRow& c : r.required) known[c.control] = {c.name, c.verify};
  j.key("controls").object();
  for (const auto& [id, text] : known) j.key(id).object().field("name", text.first).field("verify", text.second).end();
  j.end();
}

void entries(JsonWriter& j, const FrameworkView& view, Outlet& out) {
  j.key("tactics").array();
  for (const auto& [id, name] : view.tactics) j.object().field("id", id).field("name", name).end();
  j.end().key("entries").array();
  for (const FrameworkEntryRow& e : view.entries) {
    j.object().field("id", e.id).field("name", e.name).field("kind", e.kind).field("state", e.state).field("parent", e.parent).strings("tactics", e.tactics).end();
    out.pass();
  }
  j.end();
}

// `entries` is there where a threat that was asked stands for one of them.
void frameworks(JsonWriter& j, const Report& r, Outlet& out) {
  j.key("frameworks").array();
  for (const FrameworkRow& f : r.frameworks) {
    j.object().field("id", f.id).field("name", f.name).field("release", f.release).field("licence", f.licence);
    const auto view = std::find_if(r.frameworks_seen.begin(), r.frameworks_seen.end(), [&](const FrameworkView& v) { return v.id == f.id; });
    if (view != r.frameworks_seen.end()) entries(j, *view, out);
    j.end();
  }
  j.end();
}

void picture(JsonWriter& j, const Picture& p, Outlet& out) {
  const auto boundary = [&](int at) { return at < 0 ? std::string_view() : std::string_view(p.boundaries[static_cast<size_t>(at)].id); };
  const auto node = [&](int at) { return std::string_view(p.nodes[static_cast<size_t>(at)].id); };
  j.key("picture").object().key("boundaries").array();
  for (const PictureBoundary& b : p.boundaries) j.object().field("id", b.id).field("trust", b.trust).field("within", boundary(b.parent)).end();
  j.end().key("nodes").array();
  for (const PictureNode& n : p.nodes) {
    j.object().field("id", n.id).field("name", n.name).field("kind", n.kind).field("what", n.what).field("phase", n.phase).field("boundary", boundary(n.boundary)).end();
    out.pass();
  }
  j.end().key("flows").array();
  for (const PictureEdge& e : p.edges) {
    j.object().field("from", node(e.from)).field("to", node(e.to)).field("kind", e.kind).field("crosses", e.crosses ? "yes" : e.may_cross ? "unknown" : "no").end();
    out.pass();
  }
  j.end().end();
}

void story(JsonWriter& j, const StoryRow& s) {
  j.object().field("id", s.id).field("sentence", s.sentence);
  write_score(j, "score", s.score);
  j.strings("path", s.path).key("steps").array();
  for (const StoryStepRow& step : s.steps) {
    j.object().field("finding", step.finding).field("tactic", step.tactic).strings("techniques", step.techniques);
    j.field("likelihood", step.likelihood).field("impact", step.impact).key("undecided").boolean(step.undecided).field("decision", step.decision).end();
  }
  j.end().key("attackers").array();
  for (const AttackerRow& a : s.attackers) j.object().field("who", a.who).strings("path", a.path).end();
  j.end().field("more_attackers", s.more_attackers).strings("other_beginnings", s.other_beginnings);
  if (s.control.empty()) {
    j.key("closed_by").null();
  } else {
    j.key("closed_by").object().field("control", s.control).strings("places", s.places).field("step", s.closes_step);
    j.field("effort", s.effort).field("closes", s.closes).key("leaves_possible").boolean(s.leaves_possible).end();
  }
  j.strings("held_by", s.held_by).end();
}

void stories(JsonWriter& j, const std::optional<StoriesRow>& r, Outlet& out) {
  j.key("stories");
  if (!r) return void(j.null());
  j.object();
  for (const auto& [key, list, count] : {std::tuple{"open", &r->open, r->n_open}, {"closed", &r->closed, r->n_closed}, {"possible", &r->possible, r->n_possible}}) {
    j.key(key).object().field("count", count).key("told").array();
    for (const StoryRow& s : *list) story(j, s), out.pass();
    j.end().end();
  }
  j.end();
}

void curve(JsonWriter& j, std::string_view key, const LossCurveRow& c) {
  j.key(key).object().field("expected", c.expected).field("mean", c.mean).field("standard_error", c.error).key("exceeded").array();
  for (const auto& [percent, amount] : c.exceeded) j.object().key("percent").real(percent).field("amount", amount).end();
  j.end().end();
}

void losses(JsonWriter& j, const std::optional<LossesRow>& l) {
  j.key("losses");
  if (!l) return void(j.null());
  j.object().field("currency", l->currency).field("seed", l->seed).field("trials", l->trials);
  for (const auto& [key, list] : {std::pair{"events_a_year", &l->events}, {"cost_of_an_event", &l->costs}}) {
    j.key(key).object();
    for (const RangeRow& r : *list) j.key(r.level).array().real(r.low).real(r.likely).real(r.high).end();
    j.end();
  }
  curve(j, "known", l->known);
  curve(j, "worst", l->worst);
  for (const auto& [key, list] : {std::pair{"findings", &l->findings}, {"undecided", &l->undecided}}) {
    j.key(key).array();
    for (const PriceRow& p : *list) {
      j.object().field("finding", p.id).key("events_a_year").real(p.events).key("cost_of_an_event").real(p.cost).field("year", p.year).end();
    }
    j.end();
  }
  j.end();
}

void tables(JsonWriter& j, const Report& r, Outlet& out) {
  j.key("first").array();
  for (const PlanStepRow& s : r.first) write_step(j, s);
  j.end().key("plan");
  if (r.plan) {
    j.object();
    write_plan(j, *r.plan);
    j.end();
  } else {
    j.null();
  }
  j.key("required_controls").array();
  for (const RequiredRow& c : r.required) {
    j.object().field("phase", c.phase).field("place", c.place).field("control", c.control).field("status", c.status);
    j.strings("findings", c.findings).strings("satisfies", c.satisfies).field("highest", c.highest);
    if (!c.helps.empty()) {
      j.key("effect").object().field("finding", c.helps);
      write_score(j, "before", c.before);
      write_score(j, "after", c.after);
      j.end();
    }
    j.end();
    out.pass();
  }
  j.end().key("decisions").array();
  for (const DecisionRow& d : r.decisions) {
    j.object().field("finding", d.finding).field("treatment", d.treatment).field("reason", d.reason).field("by", d.by);
    j.field("ticket", d.ticket).field("until", d.until).field("state", d.state).field("place", d.place).end();
  }
  j.end().key("assumptions").array();
  for (const AssumptionRow& a : r.assumptions) {
    j.object().field("element", a.element).field("fact", a.fact).field("value", a.value).field("place", a.place).end();
  }
  j.end().key("warnings").array();
  for (const WarningRow& x : r.warnings) j.object().field("code", x.code).field("text", x.text).field("help", x.help).field("place", x.place).end();
  j.end().key("ruled_out_by").array();
  for (const auto& [reason, count] : r.ruled_out_by) j.object().field("reason", reason).field("count", static_cast<int64_t>(count)).end();
  j.end().key("plugins").array();
  for (const PluginRow& p : r.plugins) {
    j.object().field("id", p.id).field("version", p.version).field("pack_digest", p.pack_digest).field("state", p.state).key("verdicts").object();
    j.field("raised", static_cast<int64_t>(p.said.raised)).field("undecided", static_cast<int64_t>(p.said.undecided)).field("ruled_out", static_cast<int64_t>(p.said.ruled_out)).end();
    j.strings("failures", p.failures).key("isolated").boolean(p.isolated).end();
  }
  j.end();
  frameworks(j, r, out);
  picture(j, r.picture, out);
}

void write(const Report& r, Outlet& out) {
  JsonWriter j(out.text());
  j.object().field("format", 1).field("merlon", r.version);
  j.key("pipeline").object().field("id", r.pipeline_id).field("name", r.pipeline_name).field("owner", r.owner).field("criticality", r.criticality).field("file", r.file).end();
  if (!r.today.empty()) j.field("today", r.today);
  if (r.trend) {
    j.key("trend").object().field("since", r.trend->since).key("incomplete").boolean(r.trend->incomplete).strings("notes", r.trend->notes).key("counts").object();
    for (const auto& [what, n] : r.trend->counts) j.field(what, static_cast<int64_t>(n));
    j.end().key("changes").array();
    for (const ChangeRow& c : r.trend->changes) j.object().field("finding", c.finding).field("turn", c.turn).field("before", c.before).field("after", c.after).field("note", c.note).end();
    j.end().end();
  }
  j.field("scorer", r.scorer).field("passes", r.passes).key("incomplete").boolean(r.incomplete);
  j.key("ledger").object().field("total", static_cast<int64_t>(r.ledger.total)).field("raised", static_cast<int64_t>(r.ledger.raised));
  j.field("ruled_out", static_cast<int64_t>(r.ledger.ruled_out)).field("undecided", static_cast<int64_t>(r.ledger.undecided));
  j.field("not_analysed", static_cast<int64_t>(r.ledger.not_analysed)).end();
  not_analysed(j, r);
  threats(j, r);
  controls(j, r);
  j.key("findings").array();
  for (const FindingRow& f : r.findings) finding(j, f), out.pass();
  j.end().key("undecided").array();
  for (const UndecidedRow& u : r.undecided) undecided(j, u), out.pass();
  j.end().key("questions").array();
  for (const QuestionRow& q : r.questions) {
    j.object().field("element", q.asks.element).field("fact", q.asks.fact).field("question", q.asks.question);
    j.field("answers", q.answers).field("decides", q.decides).field("helps", q.helps);
    j.field("highest", q.highest.score).field("place", q.asks.place).end();
    out.pass();
  }
  j.end();
  stories(j, r.stories, out);
  losses(j, r.losses);
  tables(j, r, out);
  j.end();
}

}  // namespace

const Format& json() {
  static const Format format{"json", "everything, for programs (docs/schema/result.schema.json)", &write};
  return format;
}

}  // namespace merlon::formats
