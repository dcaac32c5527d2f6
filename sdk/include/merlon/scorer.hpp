// What an author of a scorer includes: it prices what was rated, for `merlon analyze --passes 'analyze,score(ID)'`.
//
//   // Each finding costs what its impact says, as often as its likelihood says; no years are drawn.
//   #include <merlon/scorer.hpp>
//
//   static double mean(const mrl_range& r) { return (r.low + r.likely + r.high) / 3; }
//
//   static void run(merlon::ScorerContext& ctx) {
//     const auto losses = ctx.losses();
//     if (!losses) ctx.reject("needs `[losses]`", "`merlon explain E0236` shows a whole table");
//     merlon::Year year;
//     for (const merlon::Rated& r : ctx.rated()) {
//       const auto events = losses->events(r.likelihood), cost = losses->cost(r.impact);
//       if (!events || !cost) ctx.reject("needs a range for every level", "write what is missing");
//       ctx.price(r, mean(*events), mean(*cost));
//       const double expected = mean(*events) * mean(*cost);
//       if (!r.undecided) year.known.expected += expected;
//       year.worst.expected += expected;
//     }
//     year.known.mean = year.known.expected;
//     year.worst.mean = year.worst.expected;
//     ctx.year(year);
//   }
//   MERLON_SCORER("plain-sum", run, .summary = "events times cost, added up")
//
// One file, one scorer, named like the file.  Give a price for each of `rated()` and one year, whose expected
// amounts are what the prices add up to: a reader reckons them by hand.  Levels, gate and plan never depend on a
// scorer.  What the description lacks is `reject`ed, and the user mends it (exit 2); any other exception makes the
// run incomplete (exit 3).  The same input gives the same bytes: only + - * / and the square root round alike on every
// processor; read no clock, file, environment or random number.
#pragma once

#include <merlon/pass.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace merlon {
inline namespace sdk {

/// A finding, or an undecided verdict at worst, after controls.
/// Units:  ticks 0 to 20; levels 0 (very low) to 4 (very high).
struct Rated {
  uint32_t index = 0;
  bool undecided = false;
  Element subject;
  std::string_view id, threat;  ///< the id is `threat@subject`; the host's, until `run` returns
  uint32_t likelihood_ticks = 0, impact_ticks = 0, likelihood = 0, impact = 0;
};

/// `[losses]` of the description.
class Losses {
 public:
  explicit Losses(const mrl_losses& losses) : losses_(losses) {}
  /// Empty where nobody said.
  std::string_view currency() const { return from_c(losses_.currency); }
  /// Events in a year, of a level of likelihood; nothing where the description has none.
  std::optional<mrl_range> events(uint32_t level) const {
    return given(losses_.events_given, losses_.events, level);
  }
  /// The cost of one, of a level of impact.
  std::optional<mrl_range> cost(uint32_t level) const {
    return given(losses_.costs_given, losses_.costs, level);
  }

 private:
  static std::optional<mrl_range> given(uint32_t mask, const mrl_range* ranges, uint32_t level) {
    if (level > 4 || ((mask >> level) & 1u) == 0) return std::nullopt;
    return ranges[level];
  }
  mrl_losses losses_;
};

/// What years cost.
struct Curve {
  double expected = 0;  ///< the sum of events times cost
  double mean = 0;      ///< over the years that were drawn; `expected` where none were
  double error = 0;     ///< standard error of `mean`
  /// Percent of the years, and what they cost at least: percents fall, between 100 and 0, amounts never do.  The same percents
  /// in both curves of a year; may be empty.
  std::vector<std::pair<double, double>> exceeded;
};

struct Year {
  int64_t trials = 0, seed = 0;  ///< years that were drawn, and from which number; 0 where none were
  Curve known, worst;            ///< of what is raised; with what is undecided
};

/// One run of one scorer.
class ScorerContext {
 public:
  ScorerContext(const mrl_host* host, mrl_ctx* ctx) : host_(*host), ctx_(ctx) {}

  /// Raised first, then undecided, each by id, without false positives.
  std::vector<Rated> rated() const {
    std::vector<Rated> out;
    for (uint32_t i = 0;; ++i) {
      mrl_rated r{};
      r.size = sizeof r;
      const mrl_status status = host_.rated(ctx_, i, &r);
      if (status == MRL_ERR_UNKNOWN) return out;
      check(status, "what is rated");
      out.push_back({i, r.kind == MRL_UNDECIDED, {r.subject}, from_c(r.id), from_c(r.threat),
                     r.likelihood_ticks, r.impact_ticks, r.likelihood, r.impact});
    }
  }
  /// Nothing where the description has none.
  std::optional<Losses> losses() const {
    mrl_losses out{};
    out.size = sizeof out;
    const mrl_status status = host_.losses(ctx_, &out);
    if (status == MRL_ERR_UNKNOWN) return std::nullopt;
    check(status, "`[losses]`");
    return Losses(out);
  }

  /// Events in a year and the cost of one, both expected.
  void price(const Rated& of, double events, double cost) {
    check(host_.price(ctx_, of.index, events, cost), "the price of a finding");
  }
  void year(const Year& year) {
    const std::vector<mrl_exceeded> known = points(year.known), worst = points(year.worst);
    const mrl_year record = {sizeof(mrl_year),          0,
                             year.trials,               year.seed,
                             to_c(year.known, known),   to_c(year.worst, worst)};
    check(host_.year(ctx_, &record), "the year");
  }
  /// The description lacks something: `why` is the rest of a sentence whose subject is the scorer.
  [[noreturn]] void reject(std::string_view why, std::string_view help = {}) {
    check(host_.reject(ctx_, sdk::to_c(why), sdk::to_c(help)), "a rejection");
    throw std::runtime_error(std::string(why));
  }
  /// Gives up for any other reason, in one lower-case sentence.
  [[noreturn]] static void fail(const std::string& why) { throw std::runtime_error(why); }

  bool flag(std::string_view key) const { return option(key).kind == MRL_TRUE; }
  int64_t integer(std::string_view key) const { return option(key).integer; }
  std::string_view text(std::string_view key) const { return from_c(option(key).text); }
  /// True when the run is being given up; return then.
  bool should_stop() const { return host_.should_stop(ctx_) != 0; }

 private:
  static void check(mrl_status status, const std::string& what) {
    if (status != MRL_OK) throw Refused(status, what);
  }
  static std::vector<mrl_exceeded> points(const Curve& curve) {
    std::vector<mrl_exceeded> out;
    for (const auto& [percent, amount] : curve.exceeded) out.push_back({percent, amount});
    return out;
  }
  static mrl_curve to_c(const Curve& c, const std::vector<mrl_exceeded>& points) {
    return {c.expected, c.mean, c.error, points.data(), static_cast<uint32_t>(points.size()), 0};
  }
  mrl_value option(std::string_view key) const {
    mrl_value out{};
    out.size = sizeof out;
    check(host_.option(ctx_, sdk::to_c(key), &out), "the option `" + std::string(key) + "`");
    return out;
  }

  const mrl_host& host_;
  mrl_ctx* ctx_;
};

/// The designators of MERLON_SCORER.
struct Scorer {
  const char* summary = "";
  Options options = {};
};

inline mrl_status run_scorer_guarded(const mrl_host* host, mrl_ctx* ctx,
                                     void (*run)(ScorerContext&)) noexcept {
  return guarded(host, ctx, [&] {
    ScorerContext context(host, ctx);
    run(context);
    return context.should_stop() ? MRL_ERR_STOPPED : MRL_OK;
  });
}

}  // namespace sdk
}  // namespace merlon

/// MERLON_SCORER(id, function, designators of merlon::Scorer...), once in a file.
#define MERLON_SCORER(id_, function_, ...)                                                   \
  MERLON_CHECK_STEM_(id_)                                                                    \
  namespace {                                                                                \
  constexpr ::merlon::Scorer merlon_scorer_ = {__VA_ARGS__};                                 \
  constexpr ::merlon::OptionList merlon_options_(merlon_scorer_.options);                    \
  MRL_NOTE_PLACE constexpr auto merlon_note_ =                                               \
      ::merlon::PassNote<::merlon::pass_note_size("scorer", id_, ::merlon::Words())>(        \
          "scorer", id_, ::merlon::Words());                                                 \
  mrl_status merlon_run_(const mrl_host* host, mrl_ctx* ctx, void*) noexcept {               \
    return ::merlon::run_scorer_guarded(host, ctx, function_);                               \
  }                                                                                          \
  }                                                                                          \
  extern "C" __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;               \
  constinit const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_SCORER,                 \
                                          0u,               0u,                              \
                                          id_,              merlon_scorer_.summary,          \
                                          nullptr,          nullptr,                         \
                                          nullptr,          nullptr,                         \
                                          nullptr,          merlon_options_.list,            \
                                          nullptr,          &merlon_run_,                    \
                                          nullptr,          nullptr};
