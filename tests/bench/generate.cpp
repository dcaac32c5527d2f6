// Writes a realistic description of any size: `generate STAGES [SEED]` prints TOML that analyses without an error.
//
// Teams of ten stages, half of which score records and half of which answer in words.  A team has two boundaries, two
// actors, nine assets and a feedback loop of its own; its collector reads what an earlier team logged, and some early
// teams read what a later one logged, so that loops go across teams.  A stage comes to about 550 bytes, 14 facts and
// 3 edges, its share of assets, actors, boundaries and flows included.  One fact in eight is left out and one stage in a hundred says nothing of
// what it uses, as in real descriptions.  The same arguments give the same bytes on every machine.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <string>

namespace {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  /// splitmix64; Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  unsigned below(unsigned n) { return static_cast<unsigned>(next() % n); }
  bool one_in(unsigned n) { return below(n) == 0; }
  const char* of(std::initializer_list<const char*> words) { return words.begin()[below(static_cast<unsigned>(words.size()))]; }

 private:
  uint64_t state_;
};

std::string quoted(const std::string& text) { return '"' + text + '"'; }

class Description {
 public:
  Description(unsigned stages, uint64_t seed) : stages_(stages), random_(seed) {}

  std::string write() {
    head();
    for (unsigned team = 0; left() > 0; ++team) {
      if (team % 2 == 0) predictive(team);
      else generative(team);
    }
    return std::move(out_);
  }

 private:
  unsigned left() const { return stages_ - written_; }
  unsigned teams() const { return (stages_ + kStages - 1) / kStages; }

  static std::string name(const char* what, unsigned team) { return std::string(what) + "-" + std::to_string(team); }
  static std::string list(std::initializer_list<std::string> ids) {
    std::string out = "[";
    for (const std::string& id : ids) out += (out.size() > 1 ? ", " : "") + quoted(id);
    return out + "]";
  }

  void key(const char* name, const std::string& value) { out_ += std::string(name) + " = " + value + "\n"; }
  void word(const char* name, std::initializer_list<const char*> words) {
    const char* chosen = random_.of(words);
    if (!random_.one_in(8)) key(name, quoted(chosen));
  }
  void flag(const char* name) {
    const bool value = random_.one_in(2);
    if (!random_.one_in(8)) key(name, value ? "true" : "false");
  }
  void begin(const char* table, const std::string& id) {
    out_ += std::string("\n[[") + table + "]]\n";
    key("id", quoted(id));
    key("name", quoted(std::string(random_.of({"Nightly", "Regional", "Shared", "Interim"})) + ' ' + table + ' ' + id));
  }

  void control(const char* id) {
    static constexpr const char* kRest[] = {
        "status = \"planned\", gap = \"second quarter\"", "status = \"partial\", gap = \"two of five paths\", evidence = \"review 7\"",
        "evidence = \"run book 12\"", "evidence = \"audit of spring\"", "status = \"absent\""};
    out_ += std::string("controls = [{ id = \"") + id + "\", " + kRest[random_.below(5)] + " }]\n";
  }

  void head() {
    out_ += "# Written by tests/bench/generate.cpp.\nformat = 1\n\n[pipeline]\nid = \"bench\"\nname = \"Generated pipeline\"\n"
            "owner = \"bench\"\ncriticality = \"high\"\npurpose = [\"fraud\", \"assistance\"]\ndecides-about = [\"money\"]\n"
            "modalities = [\"tabular\", \"text\"]\nregimes = [\"gdpr\"]\n";
  }

  void boundary(const std::string& id, std::initializer_list<const char*> trust) {
    begin("boundary", id);
    key("trust", quoted(random_.of(trust)));
    word("operated-by", {"us", "us", "vendor"});
    word("egress", {"closed", "filtered", "open"});
    word("tenancy", {"single", "shared"});
    word("readable-by", {"team", "organisation"});
    word("writable-by", {"team", "team", "organisation"});
  }

  void actor(const std::string& id, const char* role, const std::string& place) {
    begin("actor", id);
    key("role", quoted(role));
    if (!place.empty()) key("boundary", quoted(place));
  }

  void asset(const std::string& id, const char* kind, const std::string& place) {
    begin("asset", id);
    key("kind", quoted(kind));
    key("boundary", quoted(place));
  }

  // False when the description has all its stages: the rest of the team is left out.
  bool stage(const std::string& id, const char* does, const std::string& place) {
    if (left() == 0) return false;
    ++written_;
    begin("stage", id);
    key("does", std::string("[\"") + does + "\"]");
    key("boundary", quoted(place));
    word("criticality", {"low", "moderate", "high"});
    flag("registered");
    key("owner", quoted(random_.of({"data-platform", "ml-platform", "risk", "support"})));
    key("technology", std::string("[\"") + random_.of({"airflow", "spark", "torch", "triton", "langchain"}) + "\"]");
    word("state", {"live", "live", "live", "build"});
    word("tenancy", {"single", "shared"});
    return true;
  }

  void uses(std::initializer_list<std::string> ids) {
    if (!random_.one_in(25)) key("uses", list(ids));
  }

  // What an earlier team logged, or, for a loop across teams, a later one; nothing for the first.
  std::string borrowed(unsigned team) {
    const bool forward = random_.one_in(20) && team + 1 < teams();
    const unsigned other = forward ? team + 1 : random_.below(team + 1);
    const bool complete = (other + 1) * kStages <= stages_;  // else it may have no log
    return other == team || !complete ? name("raw", team) : name("log", other);
  }

  void common(unsigned team, const std::string& inner, const std::string& edge) {
    boundary(inner, {"internal", "restricted"});
    boundary(edge, {"internal", "internal", "partner"});
    actor(name("caller", team), random_.of({"public", "user", "partner", "staff"}), "");
    actor(name("builder", team), random_.of({"developer", "operator", "approver"}), inner);
    asset(name("lib", team), "library", inner);
    key("origin", "[\"public-registry\"]");
    word("pinned", {"none", "version", "digest"});
    word("updates", {"reviewed", "automatic"});
    asset(name("log", team), "log", inner);
    key("contains", "[\"personal-data\", \"model-outputs\"]");
    flag("needed-only");
  }

  void flow(const std::string& from, const std::string& to) {
    out_ += "\n[[flow]]\n";
    key("from", quoted(from));
    key("to", quoted(to));
    word("protocol", {"https", "grpc", "queue"});
    flag("encrypted");
    flag("authenticated");
    flag("integrity-checked");
  }

  // Scores records: collect, label, prepare, split, train, evaluate, release, infer, decide, monitor.
  void predictive(unsigned team) {
    const std::string inner = name("inner", team), edge = name("edge", team);
    common(team, inner, edge);
    asset(name("raw", team), "dataset", inner);
    key("origin", std::string("[\"") + random_.of({"internal", "partner", "customer", "public-web"}) + "\"]");
    key("contains", std::string("[\"") + random_.of({"personal-data", "payment-data", "none"}) + "\"]");
    word("share-of-one", {"own-record", "many-records"});
    word("rights", {"owned", "licensed", "unclear"});
    asset(name("labels", team), "labels", inner);
    asset(name("features", team), "features", inner);
    flag("purpose-fits");
    asset(name("train-set", team), "training-set", inner);
    asset(name("holdout", team), "evaluation-set", inner);
    asset(name("store", team), "model-registry", inner);
    word("reachable-from", {"internal", "host", "partner-network"});
    begin("asset", name("model", team));
    key("kind", quoted(random_.of({"classifier", "regressor", "ranker", "anomaly-detector"})));
    key("in", quoted(name("store", team)));
    key("format", std::string("[\"") + random_.of({"onnx", "joblib", "safetensors"}) + "\"]");
    word("sensitivity", {"internal", "confidential"});

    if (!stage(name("collect", team), "collect", edge)) return;
    key("reads", list({borrowed(team)}));
    key("writes", list({name("raw", team)}));
    key("repeats", "\"continuous\"");
    flow(name("caller", team), name("collect", team));
    flow(name("builder", team), name("store", team));
    if (!stage(name("label", team), "label", inner)) return;
    key("reads", list({name("raw", team), name("log", team)}));
    key("writes", list({name("labels", team)}));
    key("serves", list({name("builder", team)}));
    control("label-quality-checks");
    if (!stage(name("prepare", team), "prepare", inner)) return;
    key("reads", list({name("raw", team)}));
    uses({name("lib", team)});
    key("writes", list({name("features", team)}));
    word("repeats", {"scheduled", "by-hand"});
    if (!stage(name("split", team), "split", inner)) return;
    key("reads", list({name("features", team), name("labels", team)}));
    key("writes", list({name("train-set", team), name("holdout", team)}));
    control("test-set-separation");
    if (!stage(name("train", team), "train", inner)) return;
    key("reads", list({name("train-set", team)}));
    uses({name("lib", team)});
    key("writes", list({name("model", team)}));
    word("repeats", {"scheduled", "by-hand"});
    word("isolation", {"none", "container", "machine"});
    control("training-data-sanitisation");
    if (!stage(name("evaluate", team), "evaluate", inner)) return;
    key("reads", list({name("model", team), name("holdout", team)}));
    key("tests", "[\"quality\", \"fairness\"]");
    key("serves", list({name("builder", team)}));
    if (!stage(name("release", team), "release", inner)) return;
    key("reads", list({name("model", team)}));
    key("after", list({name("evaluate", team)}));
    control("release-gate");
    if (!stage(name("score", team), "infer", edge)) return;
    key("reads", list({name("model", team), name("features", team)}));
    uses({name("lib", team)});
    key("writes", list({name("log", team)}));
    key("serves", left() > 0 ? list({name("decide", team), name("caller", team)}) : list({name("caller", team)}));
    key("returns", std::string("[\"") + random_.of({"scores", "band", "verdict", "explanations"}) + "\"]");
    word("cost", {"negligible", "metered", "autoscaled"});
    flag("fallback");
    control("rate-limiting");
    if (!stage(name("decide", team), "decide", edge)) return;
    key("serves", list({name("caller", team)}));
    flag("fallback");
    flag("contestable");
    if (!stage(name("watch", team), "monitor", inner)) return;
    key("reads", list({name("log", team)}));
    key("watches", "[\"outputs\", \"drift\"]");
    key("serves", list({name("builder", team)}));
    control("drift-monitoring");
  }

  // Answers in words: collect, prepare, index, retrieve, guard, act, execute, present, review, monitor.
  void generative(unsigned team) {
    const std::string inner = name("inner", team), edge = name("edge", team);
    common(team, inner, edge);
    asset(name("raw", team), "content", inner);
    key("origin", std::string("[\"") + random_.of({"internal", "customer", "public-web"}) + "\"]");
    key("contains", std::string("[\"") + random_.of({"personal-data", "trade-secret", "none"}) + "\"]");
    asset(name("clean", team), "content", inner);
    flag("purpose-fits");
    asset(name("index", team), "embedding-index", inner);
    flag("erasure-reaches");
    word("tenancy", {"single", "shared"});
    asset(name("chats", team), "conversation", inner);
    key("contains", "[\"personal-data\"]");
    asset(name("llm", team), "llm", edge);
    key("origin", std::string("[\"") + random_.of({"vendor-api", "public-registry"}) + "\"]");
    word("pinned", {"none", "version", "digest"});
    asset(name("tool", team), "tool", inner);
    key("origin", "[\"internal\"]");
    if (!random_.one_in(8)) key("can", random_.of({"[\"private-data\"]", "[\"send\", \"write\"]", "[\"outside-content\"]", "[\"look-up\"]"}));
    asset(name("prompt", team), "system-prompt", inner);

    if (!stage(name("collect", team), "collect", edge)) return;
    key("reads", list({borrowed(team)}));
    key("writes", list({name("raw", team)}));
    key("repeats", "\"scheduled\"");
    flow(name("caller", team), name("collect", team));
    flow(name("builder", team), name("prompt", team));
    if (!stage(name("prepare", team), "prepare", inner)) return;
    key("reads", list({name("raw", team), name("log", team)}));
    uses({name("lib", team)});
    key("writes", list({name("clean", team)}));
    word("repeats", {"scheduled", "by-hand"});
    control("data-minimisation");
    if (!stage(name("embed", team), "index", inner)) return;
    key("reads", list({name("clean", team)}));
    uses({name("lib", team)});
    key("writes", list({name("index", team)}));
    control("retrieval-source-review");
    if (!stage(name("act", team), "act", edge)) return;
    key("reads", list({name("llm", team), name("chats", team)}));
    key("uses", list({name("tool", team), name("prompt", team), name("lib", team)}));
    key("writes", list({name("chats", team), name("log", team)}));
    key("serves", list({name("caller", team)}));
    key("returns", "[\"text\"]");
    word("autonomy", {"suggests", "asks-sometimes", "acts-alone"});
    word("acts-as", {"caller", "own-identity", "shared-account"});
    word("cost", {"metered", "autoscaled"});
    control("prompt-guardrails");
    if (!stage(name("look-up", team), "retrieve", inner)) return;
    key("reads", list({name("index", team)}));
    key("serves", list({name("act", team)}));
    word("acts-as", {"caller", "own-identity"});
    control("caller-scoped-access");
    if (!stage(name("guard", team), "guard", edge)) return;
    key("serves", list({name("act", team), name("caller", team)}));
    control("input-screening");
    if (!stage(name("run", team), "execute", inner)) return;
    key("serves", list({name("act", team)}));
    word("isolation", {"none", "process", "container"});
    control("execution-sandbox");
    if (!stage(name("show", team), "present", edge)) return;
    key("serves", list({name("caller", team)}));
    key("renders", std::string("[\"") + random_.of({"links", "plain", "html"}) + "\"]");
    flow(name("act", team), name("show", team));
    if (!stage(name("check", team), "review", inner)) return;
    key("reads", list({name("chats", team)}));
    key("serves", list({name("builder", team)}));
    if (!stage(name("watch", team), "monitor", inner)) return;
    key("reads", list({name("log", team)}));
    key("watches", "[\"outputs\", \"actions\"]");
    key("serves", list({name("builder", team)}));
    control("telemetry-logging");
  }

  static constexpr unsigned kStages = 10;  // of a team
  const unsigned stages_;
  unsigned written_ = 0;
  Random random_;
  std::string out_;
};

}  // namespace

int main(int argc, char** argv) {
  const long stages = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 0;
  if (stages < 1 || stages > 1'000'000 || argc > 3) {
    std::fputs("usage: generate STAGES [SEED]\n", stderr);
    return 2;
  }
  const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const std::string text = Description(static_cast<unsigned>(stages), seed).write();
  const bool done = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return done ? 0 : 1;
}
