// The whole border without an engine: a host of forty lines, a pipeline of three nodes, and plugins
// through the loader.
#include <map>
#include <string>
#include <vector>

#include "catch.hpp"
#include "plugin/loader.hpp"

using namespace merlon;

/// What the plugin gets to see: an actor that calls a stage (node 0), and a stage (node 1) on its
/// own.
struct mrl_ctx {
  uint32_t reachable = MRL_TRI_YES;  ///< what `reachable-from` at least internet answers
  bool stop = false;
  std::map<uint32_t, std::string> verdicts;  ///< by stage: kind, reason and evidence
  std::string failure;
};

namespace {

const uint32_t kOutOff[] = {0, 0, 0, 1}, kInOff[] = {0, 1, 1, 1}, kFlows[] = {0};
const uint32_t kFrom[] = {2}, kTo[] = {0}, kKind[] = {MRL_FLOW_SERVES};
const uint8_t kOpen[] = {0, 0, 0};
const mrl_graph kGraph = {sizeof(mrl_graph),
                          3,
                          1,
                          2,
                          0,
                          1,
                          1,
                          0,
                          kOutOff,
                          kFlows,
                          kInOff,
                          kFlows,
                          kFrom,
                          kTo,
                          kKind,
                          kOpen,
                          kOpen};
const mrl_ref kScope[] = {{MRL_STAGE, 0}, {MRL_STAGE, 1}};
const mrl_reachability kReachability = {
    sizeof(mrl_reachability), 3,
    [](const mrl_reachability*, mrl_node from, mrl_node to) -> uint32_t {
      return from == 2 && to == 0 ? MRL_TRI_YES : MRL_TRI_NO;
    },
    [](const mrl_reachability*, mrl_node, mrl_node, mrl_ref* out, uint32_t capacity,
       uint32_t* n) -> mrl_status {
      const mrl_ref path[] = {{MRL_ACTOR, 0}, {MRL_FLOW, 0}, {MRL_STAGE, 0}};
      for (*n = 0; *n < 3; ++*n) {
        if (*n < capacity) out[*n] = path[*n];
      }
      return MRL_OK;
    }};

std::string text(mrl_str s) { return {s.ptr == nullptr ? "" : s.ptr, s.len}; }

mrl_host host() {
  mrl_host h{};
  h.size = sizeof h;
  h.abi_minor = MRL_ABI_MINOR;
  h.graph = [](const mrl_ctx*) { return &kGraph; };
  h.scope = [](const mrl_ctx*, mrl_str, const mrl_ref** subjects, uint32_t* n) -> mrl_status {
    *subjects = kScope;
    *n = 2;
    return MRL_OK;
  };
  h.fact_id = [](const mrl_ctx*, mrl_str name, uint32_t* out) -> mrl_status {
    *out = 7;
    return text(name) == "reachable-from" ? MRL_OK : MRL_ERR_UNKNOWN;
  };
  h.fact_at_least = [](const mrl_ctx* ctx, mrl_ref, uint32_t fact, mrl_str word,
                       uint32_t* tri) -> mrl_status {
    *tri = ctx->reachable;
    return fact == 7 && text(word) == "internet" ? MRL_OK : MRL_ERR_UNKNOWN;
  };
  h.option = [](const mrl_ctx*, mrl_str key, mrl_value* out) -> mrl_status {
    out->kind = MRL_TEXT;
    out->text = {"internet", 8};
    return text(key) == "network" ? MRL_OK : MRL_ERR_UNKNOWN;
  };
  h.analysis = [](const mrl_ctx*, mrl_str id, const void** view) -> mrl_status {
    *view = &kReachability;
    return text(id) == "reachability/1" ? MRL_OK : MRL_ERR_UNDECLARED;
  };
  h.verdict = [](mrl_ctx* ctx, const mrl_verdict* v) -> mrl_status {
    std::string shown = std::to_string(v->kind) + " " + text(v->threat) + " " + text(v->reason);
    for (uint32_t i = 0; i < v->n_evidence; ++i) {
      const mrl_evidence& e = v->evidence[i];
      shown += " " + std::to_string(e.kind) + ":" + std::to_string(e.at.kind) + "." +
               std::to_string(e.at.index) + text(e.fact);
    }
    return ctx->verdicts.emplace(v->subject.index, shown).second ? MRL_OK : MRL_ERR_TWICE;
  };
  h.fail = [](mrl_ctx* ctx, mrl_str why) { ctx->failure = text(why); };
  h.should_stop = [](const mrl_ctx* ctx) -> int32_t { return ctx->stop; };
  return h;
}

/// Loads `name` from `dir` and runs its first pass.
mrl_status run(const std::string& dir, const std::string& name, mrl_ctx& ctx,
               uint32_t host_size = sizeof(mrl_host)) {
  const auto plugin = load_plugin(dir + "/merlon-" + name + ".json", current_trust());
  REQUIRE(plugin);
  mrl_host table = host();
  table.size = host_size;
  return plugin->table->passes[0]->run(&table, &ctx, nullptr);
}

}  // namespace

TEST_CASE("hello raises, rules out and leaves undecided") {
  mrl_ctx ctx;
  CHECK(run(HELLO_DIR, "hello", ctx) == MRL_OK);
  CHECK(ctx.verdicts[0] ==
        "2 hello-world is reached by somebody 3:2.0 3:3.0 3:0.0 1:0.0reachable-from");
  CHECK(ctx.verdicts[1] == "0 hello-world ");

  mrl_ctx unsaid;
  unsaid.reachable = MRL_TRI_UNKNOWN;
  CHECK(run(HELLO_DIR, "hello", unsaid) == MRL_OK);
  CHECK(unsaid.verdicts[0] == "1 hello-world  2:0.0reachable-from");
  CHECK(unsaid.verdicts[1] == "0 hello-world ");
}

TEST_CASE("a run that is given up says so, and a host that is too small is noticed") {
  mrl_ctx ctx;
  ctx.stop = true;
  CHECK(run(HELLO_DIR, "hello", ctx) == MRL_ERR_STOPPED);
  CHECK(ctx.verdicts.empty());
  CHECK(run(HELLO_DIR, "hello", ctx, 16) == MRL_ERR_HOST);
  CHECK(run(HELLO_DIR, "hello", ctx, sizeof(mrl_host) + 64) == MRL_ERR_STOPPED);
}

TEST_CASE("no exception leaves a plugin") {
  mrl_ctx ctx;
  CHECK(run(EVIL_DIR, "throws", ctx) == MRL_ERR_FAILED);
  CHECK(ctx.failure == "thrown on purpose");
  CHECK(run(EVIL_DIR, "throws-a-number", ctx) == MRL_ERR_FAILED);
  CHECK(ctx.failure == "it threw something that is no std::exception");
}

TEST_CASE("what the host refuses ends the run with words") {
  mrl_ctx ctx;
  ctx.verdicts[0] = "given before";
  CHECK(run(HELLO_DIR, "hello", ctx) == MRL_ERR_FAILED);
  CHECK(ctx.failure == "the host refuses the verdict about `hello-world`: it was given before");
}
