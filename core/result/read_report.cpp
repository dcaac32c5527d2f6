#include "result/read_report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "catalog/pack.hpp"
#include "graph/graph.hpp"
#include "report/derive.hpp"
#include "result/read_losses.hpp"
#include "result/read_picture.hpp"
#include "result/result_text.hpp"
#include "syntax/frame_checks.hpp"

namespace merlon {
namespace {

using Json = ResultText::Json;

ScoreText text_of(const Score& s) {
  return {std::string(word(s.level)), s.score, s.likelihood, s.impact, std::string(word(level_of_ticks(s.likelihood))),
          std::string(word(level_of_ticks(s.impact)))};
}

constexpr std::array<std::string_view, 5> kTreatments = {"accept", "mitigate", "transfer", "avoid", "false-positive"};
constexpr std::array<std::string_view, 4> kDecisionStates = {"holds", "expired", "orphaned", "not-asked"};
constexpr std::array<std::string_view, 5> kEntryStates = {"raised", "undecided", "ruled-out", "not-analysed", "not-cited"};
constexpr int kMostTicksOfAStep = 100;  // no description comes near it

class Reader : ResultText {
 public:
  Reader(const Sources& sources, uint32_t file, Diagnostics& diagnostics) : ResultText(sources, file, diagnostics) {}

  std::optional<Report> read() {
    const size_t before = errors();
    const std::optional<Json> root = parse();
    if (!root) return std::nullopt;
    head(*root);
    trend(*root);
    names(*root);
    questions(*root);
    each(*root, "", "findings", [&](const Json& f, const std::string& at) { r_.findings.push_back(finding(f, at)); });
    each(*root, "", "undecided", [&](const Json& u, const std::string& at) { r_.undecided.push_back(undecided(u, at)); });
    if (!is_null(*root, "stories")) stories(object(*root, "", "stories"));
    if (!is_null(*root, "losses")) r_.losses = read_losses(*this, object(*root, "", "losses"));
    plan(*root);
    required(*root);
    decisions(*root);
    plugins(*root);
    frameworks(*root);
    r_.picture = read_picture(*this, object(*root, "", "picture"));
    if (errors() == before) balance();
    if (errors() > before) return std::nullopt;
    derive(r_);
    return std::move(r_);
  }

 private:
  static bool is_null(const Json& from, const char* key) {
    const auto it = from.find(key);
    return it != from.end() && it->is_null();
  }

  ScoreText score_text(const Json& from, const std::string& at, const char* key) { return text_of(score(from, at, key)); }

  void trend(const Json& root) {
    if (!root.contains("trend")) return;
    const Json& from = object(root, "", "trend");
    TrendRow& out = r_.trend.emplace();
    out.since = string(from, "/trend", "since");
    out.incomplete = boolean(from, "/trend", "incomplete");
    out.notes = strings(from, "/trend", "notes");
    const Json& counts = object(from, "/trend", "counts");
    for (const std::string_view word : kTrendWords) {
      const std::string key(word);
      if (counts.contains(key)) out.counts.emplace_back(key, static_cast<uint64_t>(number(counts, "/trend/counts", key.c_str())));
    }
    if (counts.size() != out.counts.size()) wrong("/trend/counts", "counts by the words of `merlon diff`");
    std::map<std::string, uint64_t> there;
    std::set<std::string> changed;
    each(from, "/trend", "changes", [&](const Json& c, const std::string& at) {
      out.changes.push_back({string(c, at, "finding"), word_of(c, at, "turn", kTrendWords, "a word of `merlon diff`"), string(c, at, "before"), string(c, at, "after"), string(c, at, "note")});
      const ChangeRow& row = out.changes.back();
      ++there[row.turn];
      if (row.finding.empty() || row.before.empty() || row.after.empty()) wrong(at, "a finding with what either run says of it");
      if (!changed.insert(row.finding).second) unbalanced(fmt::format("`{}` names `{}` a second time", at, row.finding), "a finding changes once; write the file anew");
    });
    if (there != std::map(out.counts.begin(), out.counts.end())) unbalanced("the counts of what has changed are not those of the changes", "the file was changed or cut; write it anew");
  }

  void head(const Json& root) {
    const Json& pipeline = object(root, "", "pipeline");
    r_.version = string(root, "", "merlon");
    r_.pipeline_id = string(pipeline, "/pipeline", "id");
    r_.pipeline_name = string(pipeline, "/pipeline", "name");
    r_.owner = string(pipeline, "/pipeline", "owner");
    r_.criticality = string(pipeline, "/pipeline", "criticality");
    r_.file = string(pipeline, "/pipeline", "file");
    if (root.contains("today")) r_.today = string(root, "", "today");
    r_.scorer = string(root, "", "scorer");
    r_.passes = string(root, "", "passes");
    r_.incomplete = boolean(root, "", "incomplete");
    const Json& ledger = object(root, "", "ledger");
    const std::pair<const char*, uint64_t*> counts[] = {{"total", &r_.ledger.total}, {"raised", &r_.ledger.raised}, {"ruled_out", &r_.ledger.ruled_out},
                                                        {"undecided", &r_.ledger.undecided}, {"not_analysed", &r_.ledger.not_analysed}};
    for (const auto& [key, count] : counts) *count = static_cast<uint64_t>(number(ledger, "/ledger", key));
    each(root, "", "not_analysed", [&](const Json& n, const std::string& at) {
      r_.not_analysed.push_back({string(n, at, "threat"), string(n, at, "plugin"), string(n, at, "reason"), strings(n, at, "subjects")});
    });
    each(root, "", "not_asked", [&](const Json& n, const std::string& at) { r_.not_asked.emplace_back(string(n, at, "threat"), string(n, at, "reason")); });
    each(root, "", "ruled_out_by", [&](const Json& n, const std::string& at) {
      r_.ruled_out_by.emplace_back(string(n, at, "reason"), static_cast<uint64_t>(number(n, at, "count")));
    });
  }

  // What threats and controls are called; findings and steps name them by id.
  void names(const Json& root) {
    for (const auto& [id, t] : object(root, "", "threats").items()) {
      const std::string at = "/threats/" + id;
      r_.threats.push_back({id, string(t, at, "name"), string(t, at, "domain"), string(t, at, "needs"), string(t, at, "maturity"), string(t, at, "summary"),
                            string(t, at, "story"), string(t, at, "false_positives"), strings(t, at, "cites"), strings(t, at, "evidence")});
      threats_.emplace(id, r_.threats.back().name);
    }
    for (const auto& [id, c] : object(root, "", "controls").items()) {
      const std::string at = "/controls/" + id;
      controls_.emplace(id, std::pair(string(c, at, "name"), string(c, at, "verify")));
    }
  }

  std::string threat_name(const std::string& id, const std::string& at) {
    const auto it = threats_.find(id);
    if (it != threats_.end()) return it->second;
    wrong(at + "/threat", "one of `/threats`");
    return {};
  }

  std::pair<std::string, std::string> control_text(const std::string& id, const std::string& at) {
    const auto it = controls_.find(id);
    if (it != controls_.end()) return it->second;
    wrong(at, "one of `/controls`");
    return {};
  }

  void questions(const Json& root) {
    each(root, "", "questions", [&](const Json& q, const std::string& at) {
      QuestionRow row{{string(q, at, "element"), string(q, at, "fact"), string(q, at, "question"), string(q, at, "place")},
                      string(q, at, "answers"), number(q, at, "decides"), number(q, at, "helps"), {}};
      row.highest.score = number(q, at, "highest");
      if (row.highest.score > 100) wrong(at + "/highest", "a score");
      // A score counts 20 for each level, and the ticks below the highest level never reach the next (9-semantics S5).
      if (row.decides > 0) row.highest.level = kLevelWords[static_cast<size_t>(std::clamp(row.highest.score / 20, 0, 4))];
      asked_.emplace(std::pair(row.asks.element, row.asks.fact), row.asks);
      r_.questions.push_back(std::move(row));
    });
  }

  // Packs may bring domains of their own.
  std::string domain(const Json& from, const std::string& at) {
    std::string text = string(from, at, "domain");
    if (!text.empty() && !is_identifier(text)) wrong(at + "/domain", "a domain");
    return text;
  }

  int ticks(const Json& from, const std::string& at) {
    const int64_t value = signed_number(from, at, "ticks");
    if (value >= -kMostTicksOfAStep && value <= kMostTicksOfAStep) return static_cast<int>(value);
    wrong(at + "/ticks", "a few ticks");
    return 0;
  }

  EvidenceRow evidence(const Json& e, const std::string& at) {
    return {string(e, at, "by"), string(e, at, "kind"), string(e, at, "element"), string(e, at, "fact"), string(e, at, "value"), string(e, at, "place"), string(e, at, "origin")};
  }

  ControlRow control(const Json& c, const std::string& at) {
    ControlRow row{string(c, at, "id"), {}, word_of(c, at, "status", kStatusWords, "a status"), string(c, at, "place"), string(c, at, "why"), string(c, at, "lowers"), string(c, at, "by"),
                   string(c, at, "evidence"), string(c, at, "gap"), number(c, at, "credit"), number(c, at, "target_credit"), number(c, at, "here"),
                   number(c, at, "target_here"), strings(c, at, "cuts")};
    row.name = control_text(row.id, at + "/id").first;
    return row;
  }

  FindingRow finding(const Json& f, const std::string& at) {
    FindingRow row;
    row.id = string(f, at, "id");
    row.threat = string(f, at, "threat");
    row.name = threat_name(row.threat, at);
    row.subject = string(f, at, "subject");
    row.subject_kind = word_of(f, at, "subject_kind", kElementWords, "a kind of element");
    row.phase = word_of(f, at, "phase", kPhases, "a phase");
    row.domain = domain(f, at);
    row.place = string(f, at, "place");
    row.cites = strings(f, at, "cites");
    row.reasons = strings(f, at, "reasons");
    const Json &likelihood = object(f, at, "likelihood"), &impact = object(f, at, "impact");
    const std::string in = at + "/likelihood";
    row.base = number(likelihood, in, "base");
    row.base_because = string(likelihood, in, "because");
    each(likelihood, in, "steps", [&](const Json& s, const std::string& where) {
      row.steps.push_back({string(s, where, "name"), string(s, where, "because"), ticks(s, where), boolean(s, where, "worst_case")});
    });
    row.likelihood = number(likelihood, in, "value");
    int sum = row.base;
    for (const StepRow& s : row.steps) sum += s.ticks;
    if (row.likelihood != std::clamp(sum, 0, kMostTicks)) unbalanced(fmt::format("`{}` is not the sum of its steps", in), "the file was changed; write it anew");
    row.inside = number(likelihood, in, "inside");
    row.inside_because = string(likelihood, in, "inside_because");
    row.impact_dimension = string(impact, at + "/impact", "dimension");
    row.impact_because = string(impact, at + "/impact", "because");
    row.impact = number(impact, at + "/impact", "value");
    row.impact_worst_case = boolean(impact, at + "/impact", "worst_case");
    row.inherent = score_text(f, at, "inherent");
    row.residual = score_text(f, at, "residual");
    row.target = score_text(f, at, "target");
    each(f, at, "evidence", [&](const Json& e, const std::string& where) { row.evidence.push_back(evidence(e, where)); });
    each(f, at, "controls", [&](const Json& c, const std::string& where) { row.controls.push_back(control(c, where)); });
    row.assumptions = strings(f, at, "assumptions");
    row.disagreements = strings(f, at, "disagreements");
    if (!is_null(f, "decision")) row.decision = string(f, at, "decision");
    row.decided_by = string(f, at, "decided_by");
    row.decision_treatment = row.decision.substr(0, row.decision.find(':'));
    once(row.id, at);
    raised_.insert(row.id);
    return row;
  }

  void once(const std::string& id, const std::string& at) {
    if (!seen_.insert(id).second) unbalanced(fmt::format("`{}` names `{}` a second time", at, id), "a finding stands in one list, once; write the file anew");
  }

  UndecidedRow undecided(const Json& u, const std::string& at) {
    UndecidedRow row{string(u, at, "id"), string(u, at, "threat"), {}, string(u, at, "subject"), word_of(u, at, "subject_kind", kElementWords, "a kind of element"), word_of(u, at, "phase", kPhases, "a phase"),
                     domain(u, at), string(u, at, "place"), {}, score_text(u, at, "potential"), {}};
    row.name = threat_name(row.threat, at);
    each(u, at, "missing", [&](const Json& m, const std::string& where) {
      const auto asks = asked_.find({string(m, where, "element"), string(m, where, "fact")});
      if (asks == asked_.end()) return wrong(where, "one of `/questions`");
      row.missing.push_back(asks->second);
    });
    if (!is_null(u, "decision")) row.decision_treatment = string(u, at, "decision");
    once(row.id, at);
    return row;
  }

  StoryRow story(const Json& s, const std::string& at) {
    StoryRow row;
    row.id = string(s, at, "id");
    row.sentence = string(s, at, "sentence");
    row.score = score_text(s, at, "score");
    row.path = strings(s, at, "path");
    each(s, at, "steps", [&](const Json& step, const std::string& where) {
      row.steps.push_back({string(step, where, "finding"), string(step, where, "tactic"), strings(step, where, "techniques"), number(step, where, "likelihood"),
                           number(step, where, "impact"), boolean(step, where, "undecided"), string(step, where, "decision")});
    });
    each(s, at, "attackers", [&](const Json& a, const std::string& where) { row.attackers.push_back({string(a, where, "who"), strings(a, where, "path")}); });
    row.more_attackers = number(s, at, "more_attackers");
    row.other_beginnings = strings(s, at, "other_beginnings");
    row.held_by = strings(s, at, "held_by");
    if (row.attackers.empty()) wrong(at + "/attackers", "a list of at least one");
    if (is_null(s, "closed_by")) return row;
    const Json& by = object(s, at, "closed_by");
    const std::string in = at + "/closed_by";
    row.control = string(by, in, "control");
    row.control_name = control_text(row.control, in + "/control").first;
    row.places = strings(by, in, "places");
    row.closes_step = string(by, in, "step");
    row.effort = number(by, in, "effort");
    row.closes = number(by, in, "closes");
    row.leaves_possible = boolean(by, in, "leaves_possible");
    return row;
  }

  void stories(const Json& from) {
    StoriesRow& out = r_.stories.emplace();
    for (const auto& [key, list, count] : {std::tuple{"open", &out.open, &out.n_open}, {"closed", &out.closed, &out.n_closed}, {"possible", &out.possible, &out.n_possible}}) {
      const std::string at = fmt::format("/stories/{}", key);
      const Json& group = object(from, "/stories", key);
      *count = number(group, at, "count");
      each(group, at, "told", [&, to = list](const Json& s, const std::string& where) { to->push_back(story(s, where)); });
      if (static_cast<size_t>(*count) < list->size()) unbalanced(fmt::format("`{}` tells more than it counts", at), "the file was changed; write it anew");
    }
  }

  PlanStepRow step(const Json& s, const std::string& at) {
    PlanStepRow row;
    row.control = string(s, at, "control");
    row.name = control_text(row.control, at + "/control").first;
    each(s, at, "places", [&](const Json& p, const std::string& where) { row.places.emplace_back(string(p, where, "place"), word_of(p, where, "status", kStatusWords, "a status")); });
    row.effort = number(s, at, "effort");
    row.removed = number(s, at, "removed");
    each(s, at, "effects", [&](const Json& e, const std::string& where) {
      row.effects.push_back({string(e, where, "finding"), score_text(e, where, "before"), score_text(e, where, "after")});
      if (!raised_.contains(row.effects.back().finding)) wrong(where + "/finding", "the id of a finding");
    });
    return row;
  }

  void plan(const Json& root) {
    each(root, "", "first", [&](const Json& s, const std::string& at) { r_.first.push_back(step(s, at)); });
    if (is_null(root, "plan")) return;
    const Json& p = object(root, "", "plan");
    PlanRow& out = r_.plan.emplace();
    out.before = number(p, "/plan", "before");
    out.after = number(p, "/plan", "after");
    out.effort = number(p, "/plan", "effort");
    out.whole = boolean(p, "/plan", "whole");
    int64_t removed = 0, open = 0;
    each(p, "/plan", "steps", [&](const Json& s, const std::string& at) {
      out.steps.push_back(step(s, at));
      removed += out.steps.back().removed;
    });
    out.settled = strings(p, "/plan", "settled");
    out.above = strings(p, "/plan", "above");
    if (out.before - out.after != removed) {
      unbalanced(fmt::format("the steps of the plan take off {}, not {} - {}", removed, out.before, out.after), "the file was changed or cut; write it anew");
    }
    const std::set<std::string_view> settled(out.settled.begin(), out.settled.end());
    for (const FindingRow& f : r_.findings) open += settled.contains(f.id) ? 0 : f.residual.score;
    if (out.before != open) unbalanced(fmt::format("the plan begins with {}, and the open findings come to {}", out.before, open), "the file was changed or cut; write it anew");
  }

  void required(const Json& root) {
    each(root, "", "required_controls", [&](const Json& c, const std::string& at) {
      RequiredRow row{word_of(c, at, "phase", kPhases, "a phase"), string(c, at, "place"), string(c, at, "control"), {}, word_of(c, at, "status", kStatusWords, "a status"), {}, strings(c, at, "findings"),
                      strings(c, at, "satisfies"), number(c, at, "highest"), {}, {}, {}};
      std::tie(row.name, row.verify) = control_text(row.control, at + "/control");
      if (c.is_object() && c.contains("effect")) {
        const Json& effect = object(c, at, "effect");
        row.helps = string(effect, at + "/effect", "finding");
        row.before = score_text(effect, at + "/effect", "before");
        row.after = score_text(effect, at + "/effect", "after");
      }
      r_.required.push_back(std::move(row));
    });
  }

  void decisions(const Json& root) {
    each(root, "", "decisions", [&](const Json& d, const std::string& at) {
      r_.decisions.push_back({string(d, at, "finding"), word_of(d, at, "treatment", kTreatments, "a treatment"), string(d, at, "reason"), string(d, at, "by"), string(d, at, "ticket"),
                              string(d, at, "until"), word_of(d, at, "state", kDecisionStates, "holds, expired, orphaned or not-asked"), string(d, at, "place")});
    });
    each(root, "", "assumptions", [&](const Json& a, const std::string& at) {
      r_.assumptions.push_back({string(a, at, "element"), string(a, at, "fact"), string(a, at, "value"), string(a, at, "place")});
    });
    each(root, "", "warnings", [&](const Json& w, const std::string& at) {
      r_.warnings.push_back({string(w, at, "code"), string(w, at, "text"), string(w, at, "help"), string(w, at, "place")});
    });
  }

  void plugins(const Json& root) {
    each(root, "", "plugins", [&](const Json& p, const std::string& at) {
      const Json& said = object(p, at, "verdicts");
      PluginRow row{string(p, at, "id"), string(p, at, "version"), string(p, at, "pack_digest"), string(p, at, "state"), strings(p, at, "failures"), {}, boolean(p, at, "isolated")};
      row.said.raised = static_cast<uint64_t>(number(said, at + "/verdicts", "raised"));
      row.said.undecided = static_cast<uint64_t>(number(said, at + "/verdicts", "undecided"));
      row.said.ruled_out = static_cast<uint64_t>(number(said, at + "/verdicts", "ruled_out"));
      r_.plugins.push_back(std::move(row));
    });
  }

  void frameworks(const Json& root) {
    each(root, "", "frameworks", [&](const Json& f, const std::string& at) {
      r_.frameworks.push_back({string(f, at, "id"), string(f, at, "name"), string(f, at, "release"), string(f, at, "licence")});
      if (!f.is_object() || !f.contains("entries")) return;
      const FrameworkRow& row = r_.frameworks.back();
      FrameworkView view{row.id, row.name, row.release, {}, {}};
      each(f, at, "tactics", [&](const Json& t, const std::string& where) { view.tactics.emplace_back(string(t, where, "id"), string(t, where, "name")); });
      each(f, at, "entries", [&](const Json& e, const std::string& where) {
        view.entries.push_back({string(e, where, "id"), string(e, where, "name"), string(e, where, "kind"), word_of(e, where, "state", kEntryStates, "what a run says of an entry"),
                                string(e, where, "parent"), strings(e, where, "tactics"), {}, {}});
      });
      r_.frameworks_seen.push_back(std::move(view));
    });
  }

  // What is new is there, and what is gone is not.
  void changes() {
    if (!r_.trend) return;
    for (const ChangeRow& c : r_.trend->changes) {
      const bool raised = raised_.contains(c.finding), there = seen_.contains(c.finding);
      const bool good = c.turn == "new" || c.turn == "confirmed" ? raised
                        : c.turn == "newly-undecided"            ? there && !raised
                        : c.turn == "worse" || c.turn == "better" || c.turn == "decision-changed" ? there
                        : c.turn == "lost-sight-of"              ? !raised
                                                                 : !there;
      if (!good) unbalanced(fmt::format("`{}` is told as {}, and the result says otherwise", c.finding, c.turn), "the file was changed or cut; write it anew");
    }
  }

  void balance() {
    std::set<std::string> lost;  // two plugins may both have lost a threat
    for (const NotAnalysedRow& n : r_.not_analysed) {
      for (const std::string& subject : n.subjects) lost.insert(n.threat + "@" + subject);
    }
    uint64_t ruled_out = 0;
    for (const auto& [reason, count] : r_.ruled_out_by) ruled_out += count;
    const std::tuple<const char*, uint64_t, size_t> rows[] = {{"raised", r_.ledger.raised, r_.findings.size()}, {"undecided", r_.ledger.undecided, r_.undecided.size()},
                                                                {"not analysed", r_.ledger.not_analysed, lost.size()}, {"ruled out", r_.ledger.ruled_out, ruled_out}};
    for (const auto& [what, said, there] : rows) {
      if (said == there) continue;
      unbalanced(fmt::format("the ledger counts {} {}, and {} are there", said, what, there), "the file was changed or cut; write it anew");
    }
    const LedgerRow& l = r_.ledger;
    if (l.total != l.raised + l.ruled_out + l.undecided + l.not_analysed) unbalanced("the ledger does not add up", "the file was changed; write it anew");
    changes();
    const auto falls = [](const auto& list, auto score) {
      return std::is_sorted(list.begin(), list.end(), [&](const auto& a, const auto& b) { return score(a) > score(b); });
    };
    if (!falls(r_.findings, [](const FindingRow& f) { return f.residual.score; })) unbalanced("the findings are not the worst first", "the file was changed; write it anew");
    if (!falls(r_.undecided, [](const UndecidedRow& u) { return u.potential.score; })) unbalanced("the undecided verdicts are not the worst first", "the file was changed; write it anew");
    const bool silent = std::any_of(r_.plugins.begin(), r_.plugins.end(), [](const PluginRow& p) { return p.state != "spoke"; });
    if ((l.not_analysed > 0 || silent) && !r_.incomplete) {
      unbalanced("something was not analysed, and the result is not marked incomplete", "write the file anew");
    }
  }

  Report r_;
  std::map<std::string, std::string> threats_;                                        // id, name
  std::map<std::string, std::pair<std::string, std::string>> controls_;               // id; name, what to verify
  std::map<std::pair<std::string, std::string>, MissingRow> asked_;                   // element, fact
  std::set<std::string> seen_, raised_;                                               // ids of both lists; of findings
};

}  // namespace

bool looks_like_a_result(std::string_view text) {
  const size_t at = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  return at != std::string_view::npos && text[at] == '{';
}

std::optional<Report> read_report(const Sources& sources, uint32_t file, Diagnostics& diagnostics) {
  return Reader(sources, file, diagnostics).read();
}

}  // namespace merlon
