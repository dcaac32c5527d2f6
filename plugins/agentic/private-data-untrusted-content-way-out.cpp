// Asks of each agent: can strangers' words steer it, and can it, alone or through the stages that
// it calls, reach private data and send something out?
//
// The entry of `confused-agent-exfiltration` looks for all three at one stage.  An agent that hands
// work to others has their reach and their way out as well; none of them need have all three.  Who
// calls whom is in the graph.
// Page: docs/analyzers/private-data-untrusted-content-way-out.md
#include <algorithm>
#include <merlon/analyzer.hpp>
#include <string_view>
#include <vector>

using namespace merlon;

namespace {

constexpr const char* kThreat = "confused-agent-exfiltration";

/// A stage that works for an agent, and the way there.
struct Member {
  Element stage;
  Tri surely;
  Path path;
};

class Judge {
 public:
  explicit Judge(Context& ctx) : ctx_(ctx) {}

  void judge(Element agent) {
    const Tri obeys = reads_language_model(agent), steered = hears_strangers(agent);
    if (obeys == Tri::no) return ruled_out(agent, "runs no model that follows instructions");
    if (steered == Tri::no) return ruled_out(agent, "reads nothing that strangers wrote");
    const std::vector<Member> team = team_of(agent);
    const Best data = best(team, [&](Element stage) { return reaches_private(stage); });
    if (data.value == Tri::no) return ruled_out(agent, "reaches no private data");
    const Best out = best(team, [&](Element stage) { return ctx_.is(stage, way_out_, "true"); });
    if (out.value == Tri::no) return ruled_out(agent, "has no way out");
    if ((obeys & steered & data.value & out.value) == Tri::yes) {
      return raise(agent, steered_by_content(agent) == Tri::yes, *data.member, *out.member);
    }
    undecided(agent, team);
  }

 private:
  struct Best {
    Tri value = Tri::no;
    const Member* member = nullptr;
  };

  template <class Ask>
  Best best(const std::vector<Member>& team, const Ask& ask) const {
    Best best;
    for (const Member& member : team) {
      if (!takes_orders(member.stage)) continue;
      const Tri here = member.surely & ask(member.stage);
      if (here > best.value) best = {here, &member};
    }
    return best;
  }

  // An agent that says nothing of what it reads may read anything.
  Tri reads_language_model(Element agent) const {
    Tri reads = ctx_.is_open(agent, "reads") ? Tri::unknown : Tri::no;
    for (const Flow flow : ctx_.flows_in(agent)) {
      if (flow.from.kind() == Kind::asset) reads |= ctx_.is(flow.from, kind_, "llm");
    }
    return reads;
  }
  Tri steered_by_content(Element agent) const { return ctx_.is(agent, content_, "untrusted"); }
  Tri hears_strangers(Element agent) const {
    return steered_by_content(agent) | ctx_.is(agent, lends_, "true");
  }
  Tri reaches_private(Element stage) const {
    return ctx_.at_least(stage, private_, "confidential");
  }

  bool takes_orders(Element stage) const {
    for (const char* word : {"act", "infer", "retrieve", "execute"}) {
      if (ctx_.is(stage, does_, word) == Tri::yes) return true;
    }
    return false;
  }

  // A stage whose callers nobody told may work for anybody.
  bool waits_for_a_caller(Element stage) const { return ctx_.is_open(stage, "serves"); }

  // The agent, whom it calls, whom they call; then the same for those that it may call.
  std::vector<Member> team_of(Element agent) const {
    std::vector<Member> team = {{agent, Tri::yes, {agent}}};
    std::vector<bool> seen(ctx_.stages().size());
    seen[agent.index()] = true;
    size_t done = 0;
    const auto add = [&](Element stage, Tri surely, Path path) {
      if (seen[stage.index()]) return;
      seen[stage.index()] = true;
      path.push_back(stage);
      team.push_back({stage, surely, std::move(path)});
    };
    const auto follow_calls = [&] {
      for (; done < team.size(); ++done) {
        for (const Flow flow : ctx_.flows_out(team[done].stage)) {
          if (flow.kind != FlowKind::serves) continue;
          Path path = team[done].path;
          path.push_back(flow.element);
          add(flow.to, team[done].surely, std::move(path));
        }
      }
    };
    follow_calls();
    for (const Element stage : ctx_.stages()) {
      if (waits_for_a_caller(stage)) add(stage, Tri::unknown, {});
    }
    follow_calls();
    return team;
  }

  void ruled_out(Element agent, std::string_view why) {
    ctx_.ruled_out(kThreat, agent).because(why);
  }

  void raise(Element agent, bool by_content, const Member& data, const Member& out) {
    Path path = data.path;
    std::reverse(path.begin(), path.end());
    path.insert(path.end(), out.path.begin() + 1, out.path.end());
    ctx_.raise(kThreat, agent)
        .because(path, "can be told by strangers to fetch private data and to send them out")
        .because_fact(agent, by_content ? content_.name : lends_.name)
        .because_fact(data.stage, private_.name)
        .because_fact(out.stage, way_out_.name);
  }

  void undecided(Element agent, const std::vector<Member>& team) {
    Verdict& verdict = ctx_.undecided(kThreat, agent);
    int left = 5;
    const auto missing = [&](Element at, std::string_view what) {
      if (left-- > 0) verdict.because_missing(at, what);
    };
    for (const Flow flow : ctx_.flows_in(agent)) {
      if (flow.kind != FlowKind::uses || ctx_.is(flow.from, kind_, "tool") != Tri::yes) continue;
      if (ctx_.is(flow.from, can_, "send") == Tri::unknown) missing(flow.from, can_.name);
    }
    for (const OpenList& open : ctx_.open_lists(agent)) {
      if (open.list == "reads" || open.list == "uses") missing(agent, open.list);
    }
    if (hears_strangers(agent) == Tri::unknown) missing(agent, content_.name);
    for (const Member& member : team) {
      if (!takes_orders(member.stage)) continue;
      if (member.surely == Tri::unknown) {
        const bool matters = reaches_private(member.stage) != Tri::no ||
                             ctx_.is(member.stage, way_out_, "true") != Tri::no;
        if (matters && waits_for_a_caller(member.stage)) missing(member.stage, "serves");
        continue;
      }
      if (reaches_private(member.stage) == Tri::unknown) missing(member.stage, private_.name);
      if (ctx_.is(member.stage, way_out_, "true") == Tri::unknown) {
        missing(member.stage, way_out_.name);
      }
    }
    if (left == 5) missing(agent, lends_.name);
  }

  Context& ctx_;
  const Fact does_ = ctx_.fact("does"), kind_ = ctx_.fact("kind"), can_ = ctx_.fact("can");
  const Fact content_ = ctx_.fact("content-trust"), lends_ = ctx_.fact("lends-reach");
  const Fact private_ = ctx_.fact("private-reach"), way_out_ = ctx_.fact("can-send-out");
};

void run(Context& ctx) {
  Judge judge(ctx);
  for (const Element agent : ctx.scope()) {
    if (ctx.should_stop()) return;
    judge.judge(agent);
  }
}

}  // namespace

MERLON_ANALYZER("private-data-untrusted-content-way-out", run,
                .summary = "strangers' words, private data and a way out meet in a team of agents",
                .covers = {kThreat}, .subjects = stages)
