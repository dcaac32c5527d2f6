// An analyzer that prices something.
#include <merlon/analyzer.hpp>

static mrl_status price(const mrl_host* host, mrl_ctx* ctx, void*) noexcept {
  mrl_rated rated{};
  rated.size = sizeof rated;
  mrl_losses losses{};
  losses.size = sizeof losses;
  if (host->rated(ctx, 0, &rated) != MRL_ERR_UNDECLARED || host->losses(ctx, &losses) != MRL_ERR_UNDECLARED) return MRL_OK;
  return host->price(ctx, 0, 1, 1);
}

static const char* const kCovers[] = {"data-poisoning", nullptr};
extern "C" __attribute__((visibility("hidden"))) const mrl_pass MERLON_UNIT;
MRL_NOTE_PLACE constexpr auto note = merlon::PassNote<merlon::pass_note_size("analyzer", "prices-too", merlon::Words("data-poisoning"))>(
    "analyzer", "prices-too", merlon::Words("data-poisoning"));
constinit const mrl_pass MERLON_UNIT = {sizeof(mrl_pass), MRL_PASS_ANALYZER, 0, 0, "prices-too", "prices", nullptr, kCovers, nullptr, nullptr, nullptr, nullptr, nullptr, &price, nullptr, nullptr};
