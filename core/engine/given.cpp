#include "engine/given.hpp"

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "engine/pass_context.hpp"

namespace merlon {
namespace {

void write_ref(ByteWriter& w, mrl_ref ref) { w.u32(ref.kind).u32(ref.index); }

mrl_ref read_ref(ByteReader& r) {
  const uint32_t kind = r.u32();
  return {kind, r.u32()};
}

// ---- Verdicts

void write_evidence(ByteWriter& w, const Graph& g, const std::vector<Evidence>& list) {
  size_t pieces = 0;
  for (const Evidence& e : list) pieces += e.kind == Evidence::Kind::path ? e.path.size() : 1;
  w.u32(static_cast<uint32_t>(pieces));
  for (const Evidence& e : list) {
    const std::vector<Element> at = e.kind == Evidence::Kind::path ? e.path : std::vector<Element>{e.element};
    for (const Element element : at) {
      w.u32(static_cast<uint32_t>(e.kind));
      write_ref(w, to_ref(g, element));
      w.text(e.fact);
    }
  }
}

void write_verdicts(ByteWriter& w, const mrl_ctx& ctx) {
  w.u32(static_cast<uint32_t>(ctx.out.verdicts.size()));
  for (const AnalyzerVerdicts::One& one : ctx.out.verdicts) {
    w.text(ctx.asked[one.threat].id);
    write_ref(w, to_ref(ctx.g, one.subject));
    w.u32(one.kind == VerdictKind::raised ? MRL_RAISED : one.kind == VerdictKind::undecided ? MRL_UNDECIDED : MRL_RULED_OUT).text(one.reason);
    write_evidence(w, ctx.g, one.evidence);
  }
}

bool still_good(const mrl_ctx& ctx, const ByteReader& r) { return r.good() && ctx.failed.empty(); }

void read_verdicts(mrl_ctx& ctx, ByteReader& r) {
  for (uint32_t n = r.u32(); n > 0 && still_good(ctx, r); --n) {
    mrl_verdict v{};
    v.size = sizeof v;
    v.threat = str_of(r.text());
    v.subject = read_ref(r);
    v.kind = r.u32();
    v.reason = str_of(r.text());
    std::vector<mrl_evidence> evidence;
    for (uint32_t left = r.u32(); left > 0 && r.good(); --left) {
      mrl_evidence& piece = evidence.emplace_back();
      piece.kind = r.u32();
      piece.at = read_ref(r);
      piece.fact = str_of(r.text());
    }
    v.evidence = evidence.data();
    v.n_evidence = static_cast<uint32_t>(evidence.size());
    if (r.good()) host_functions().verdict(&ctx, &v);
  }
}

// ---- Facts

void write_published(ByteWriter& w, const mrl_ctx& ctx) {
  w.u32(static_cast<uint32_t>(ctx.published.size()));
  for (const PublishedValue& value : ctx.published) {
    write_ref(w, to_ref(ctx.g, value.at));
    w.u32(value.fact).u32(static_cast<uint32_t>(value.value));
  }
}

void read_published(mrl_ctx& ctx, ByteReader& r) {
  for (uint32_t n = r.u32(); n > 0 && still_good(ctx, r); --n) {
    const mrl_ref at = read_ref(r);
    const uint32_t fact = r.u32(), tri = r.u32();
    if (r.good()) host_functions().publish(&ctx, at, fact, tri);
  }
}

// ---- Money

void write_curve(ByteWriter& w, const LossCurve& c) {
  w.f64(c.expected).f64(c.mean).f64(c.error).u32(static_cast<uint32_t>(c.exceeded.size()));
  for (const auto& [percent, amount] : c.exceeded) w.f64(percent).f64(amount);
}

mrl_curve read_curve(ByteReader& r, std::vector<mrl_exceeded>& points) {
  mrl_curve c{};
  c.expected = r.f64();
  c.mean = r.f64();
  c.error = r.f64();
  for (uint32_t n = r.u32(); n > 0 && r.good(); --n) {
    const double percent = r.f64();
    points.push_back({percent, r.f64()});
  }
  c.exceeded = points.data();
  c.n_exceeded = static_cast<uint32_t>(points.size());
  return c;
}

void write_scoring(ByteWriter& w, const Scoring& s) {
  w.text(s.rejected).text(s.help).u32(static_cast<uint32_t>(s.prices.size()));
  for (const std::optional<Price>& price : s.prices) {
    w.u32(price ? 1 : 0).f64(price ? price->events : 0).f64(price ? price->cost : 0);
  }
  w.u32(s.year ? 1 : 0);
  if (!s.year) return;
  w.u64(static_cast<uint64_t>(s.year->trials)).u64(static_cast<uint64_t>(s.year->seed));
  write_curve(w, s.year->known);
  write_curve(w, s.year->worst);
}

void read_scoring(mrl_ctx& ctx, ByteReader& r) {
  const std::string_view rejected = r.text(), help = r.text();
  if (!rejected.empty()) host_functions().reject(&ctx, str_of(rejected), str_of(help));
  const uint32_t n = r.u32();
  for (uint32_t i = 0; i < n && still_good(ctx, r); ++i) {
    const bool given = r.u32() != 0;
    const double events = r.f64(), cost = r.f64();
    if (given && r.good()) host_functions().price(&ctx, i, events, cost);
  }
  if (r.u32() == 0) return;
  mrl_year year{};
  year.size = sizeof year;
  year.trials = static_cast<int64_t>(r.u64());
  year.seed = static_cast<int64_t>(r.u64());
  std::vector<mrl_exceeded> known, worst;
  year.known = read_curve(r, known);
  year.worst = read_curve(r, worst);
  if (r.good()) host_functions().year(&ctx, &year);
}

}  // namespace

std::string given_in(const mrl_ctx& ctx) {
  ByteWriter w;
  w.text(ctx.failed);
  write_verdicts(w, ctx);
  write_published(w, ctx);
  if (ctx.scoring != nullptr) write_scoring(w, *ctx.scoring);
  return w.take();
}

void give_again(mrl_ctx& ctx, std::string_view bytes) {
  ByteReader r(bytes);
  const std::string failed = printable(r.text().substr(0, 1000));
  read_verdicts(ctx, r);
  read_published(ctx, r);
  if (ctx.scoring != nullptr) read_scoring(ctx, r);
  if (!failed.empty()) refuse(&ctx, MRL_ERR_FAILED, failed);
  else if (ctx.failed.empty() && !r.at_end()) refuse(&ctx, MRL_ERR_FAILED, "it gave records that can't be read");
}

}  // namespace merlon
