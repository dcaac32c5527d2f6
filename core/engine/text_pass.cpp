#include "engine/text_pass.hpp"

#include <new>

#include <fmt/format.h>

#include "base/bytes.hpp"
#include "base/text.hpp"
#include "engine/pass_context.hpp"
#include "plugin/apart.hpp"

namespace merlon {
namespace {

// What stands behind the context that an importer or emitter gets; to the plugin both kinds are opaque.
struct TextRun {
  const mrl_pass& pass;
  std::string_view input;
  const std::map<std::string, std::string>& settings;
  MadeText made;

  static TextRun& of(mrl_ctx* ctx) { return *reinterpret_cast<TextRun*>(ctx); }
  static const TextRun& of(const mrl_ctx* ctx) { return *reinterpret_cast<const TextRun*>(ctx); }
  mrl_ctx* context() { return reinterpret_cast<mrl_ctx*>(this); }

  mrl_status fail(mrl_status status, std::string why) {
    if (made.failure.empty()) made.failure = std::move(why);
    return status;
  }
};

constexpr std::string_view kNoVerdict = "it gave a verdict, a fact or a price, which importers and emitters never do";

mrl_status no_graph(const mrl_ctx*) { return MRL_ERR_UNDECLARED; }
const mrl_graph* text_graph(const mrl_ctx*) { return nullptr; }
mrl_status text_scope(const mrl_ctx* ctx, mrl_str, const mrl_ref**, uint32_t*) { return no_graph(ctx); }
mrl_status text_node(const mrl_ctx* ctx, mrl_node, mrl_node_info*) { return no_graph(ctx); }
mrl_status text_flow(const mrl_ctx* ctx, uint32_t, mrl_flow_info*) { return no_graph(ctx); }
mrl_status text_element_id(const mrl_ctx* ctx, mrl_ref, mrl_str*) { return no_graph(ctx); }
mrl_status text_fact_id(const mrl_ctx* ctx, mrl_str, uint32_t*) { return no_graph(ctx); }
mrl_status text_fact(const mrl_ctx* ctx, mrl_ref, uint32_t, mrl_value*) { return no_graph(ctx); }
mrl_status text_fact_is(const mrl_ctx* ctx, mrl_ref, uint32_t, mrl_str, uint32_t*) { return no_graph(ctx); }
mrl_status text_analysis(const mrl_ctx* ctx, mrl_str, const void**) { return no_graph(ctx); }
mrl_status text_verdict(mrl_ctx* ctx, const mrl_verdict*) { return TextRun::of(ctx).fail(MRL_ERR_UNDECLARED, std::string(kNoVerdict)); }
mrl_status text_publish(mrl_ctx* ctx, mrl_ref, uint32_t, uint32_t) { return TextRun::of(ctx).fail(MRL_ERR_UNDECLARED, std::string(kNoVerdict)); }

mrl_status text_option(const mrl_ctx* ctx, mrl_str key, mrl_value* inout) {
  const TextRun& run = TextRun::of(ctx);
  if (inout == nullptr || !is_good(key)) return MRL_ERR_ARGUMENT;
  const mrl_option* option = option_named(run.pass, view_of(key));
  if (option == nullptr) return MRL_ERR_UNKNOWN;
  const auto set = run.settings.find(option->key);
  return hand_option(*option, set == run.settings.end() ? nullptr : &set->second, inout);
}

void text_fail(mrl_ctx* ctx, mrl_str why) {
  TextRun::of(ctx).fail(MRL_ERR_FAILED, why.ptr == nullptr || why.len == 0 ? "it said that it failed" : printable(view_of(why).substr(0, 1000)));
}

int32_t text_should_stop(const mrl_ctx*) { return 0; }
const void* text_extension(const mrl_host*, const char*) { return nullptr; }

mrl_status text_input(const mrl_ctx* ctx, mrl_str* bytes) {
  if (bytes == nullptr) return MRL_ERR_ARGUMENT;
  const std::string_view input = TextRun::of(ctx).input;
  *bytes = {input.data(), input.size()};
  return MRL_OK;
}

mrl_status text_output(mrl_ctx* ctx, mrl_str bytes) {
  TextRun& run = TextRun::of(ctx);
  if (bytes.ptr == nullptr && bytes.len > 0) return run.fail(MRL_ERR_ARGUMENT, "it made an output of no bytes that has a length");
  if (bytes.len > kMostOutput || run.made.text.size() + bytes.len > kMostOutput) {
    return run.fail(MRL_ERR_HOST, fmt::format("it made more than the {} MiB that are taken", kMostOutput >> 20));
  }
  try {
    run.made.text += view_of(bytes);
  } catch (const std::bad_alloc&) {
    return run.fail(MRL_ERR_HOST, "there is no memory for what it made");
  }
  return MRL_OK;
}

mrl_status text_rated(const mrl_ctx* ctx, uint32_t, mrl_rated*) { return no_graph(ctx); }
mrl_status text_losses(const mrl_ctx* ctx, mrl_losses*) { return no_graph(ctx); }
mrl_status text_price(mrl_ctx* ctx, uint32_t, double, double) { return TextRun::of(ctx).fail(MRL_ERR_UNDECLARED, std::string(kNoVerdict)); }
mrl_status text_year(mrl_ctx* ctx, const mrl_year*) { return TextRun::of(ctx).fail(MRL_ERR_UNDECLARED, std::string(kNoVerdict)); }
mrl_status text_reject(mrl_ctx* ctx, mrl_str, mrl_str) { return TextRun::of(ctx).fail(MRL_ERR_UNDECLARED, std::string(kNoVerdict)); }

constexpr mrl_host kTextHost = {sizeof(mrl_host), MRL_ABI_MINOR, &text_graph, &text_scope, &text_node, &text_flow, &text_element_id,
                                &text_fact_id, &text_fact, &text_fact_is, &text_fact_is, &text_option, &text_analysis, &text_verdict,
                                &text_fail, &text_should_stop, &text_extension, &text_publish, &text_input, &text_output, &text_rated, &text_losses, &text_price, &text_year, &text_reject};

void call_here(const mrl_pass& pass, TextRun& run) {
  void* state = nullptr;
  if (pass.create != nullptr && pass.create(&kTextHost, run.context(), &state) != MRL_OK) {
    run.fail(MRL_ERR_FAILED, "it could not start");
    return;
  }
  const mrl_status status = pass.run(&kTextHost, run.context(), state);
  if (pass.destroy != nullptr) pass.destroy(state);
  if (status != MRL_OK) run.fail(status, fmt::format("it ended with error {}", status));
}

void call_apart(const mrl_pass& pass, TextRun& run) {
  const WorkerOutcome outcome = run_apart(pass, [&](const mrl_pass& itself) {
    call_here(itself, run);
    return ByteWriter().text(run.made.failure).text(run.made.text).take();
  });
  ByteReader r(outcome.bytes);
  run.made.failure = outcome.failure.empty() ? printable(r.text().substr(0, 1000)) : outcome.failure;
  run.made.text = r.text();
  if (run.made.failure.empty() && run.made.text.size() > kMostOutput) run.made.failure = fmt::format("it made more than the {} MiB that are taken", kMostOutput >> 20);
  if (run.made.failure.empty() && !r.at_end()) run.made.failure = "it gave records that can't be read";
}

}  // namespace

MadeText run_text_pass(const mrl_pass& pass, std::string_view input, const std::map<std::string, std::string>& settings) {
  TextRun run{pass, input, settings, {}};
  if (is_apart(pass)) call_apart(pass, run);
  else call_here(pass, run);
  if (!run.made.failure.empty()) run.made.text.clear();
  return std::move(run.made);
}

}  // namespace merlon
