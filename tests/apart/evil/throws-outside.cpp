// Lets an exception out of one of its functions, through the C border: the one that its option says.
#include <merlon/entry.h>

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace {

bool asked(const mrl_host* host, mrl_ctx* ctx, std::string_view where) {
  mrl_value value{};
  value.size = sizeof value;
  const mrl_str key = {"where", 5};
  if (host->option(ctx, key, &value) != MRL_OK) return false;
  return std::string_view(value.text.ptr, value.text.len) == where;
}

bool at_the_end = false;

mrl_status create(const mrl_host* host, mrl_ctx* ctx, void**) {
  if (asked(host, ctx, "create")) throw std::runtime_error("from create");
  return MRL_OK;
}

mrl_status run(const mrl_host* host, mrl_ctx* ctx, void*) {
  if (asked(host, ctx, "run")) throw 7;
  at_the_end = asked(host, ctx, "destroy");
  const mrl_str threat = {"hello-world", 11};
  const mrl_ref* subjects = nullptr;
  uint32_t n = 0;
  mrl_status status = host->scope(ctx, threat, &subjects, &n);
  for (uint32_t i = 0; i < n && status == MRL_OK; ++i) {
    const mrl_verdict verdict = {sizeof(mrl_verdict), MRL_RULED_OUT, subjects[i], threat, {nullptr, 0}, nullptr, 0, 0};
    status = host->verdict(ctx, &verdict);
  }
  return status;
}

void destroy(void*) {
  if (at_the_end) throw std::runtime_error("from destroy");
}

const mrl_option where = {sizeof(mrl_option), MRL_OPTION_TEXT, "where", "nowhere", "which function throws", nullptr, 0, 0};
const mrl_option* const options[] = {&where, nullptr};
const char* const covers[] = {"hello-world", nullptr};
const mrl_pass pass = {sizeof(mrl_pass), MRL_PASS_ANALYZER, 0, 0, "throws-outside", "throws", nullptr, covers, nullptr, nullptr, nullptr, options, &create, &run, &destroy, nullptr};
const mrl_pass* const passes[] = {&pass, nullptr};

}  // namespace

MRL_PASS_NOTE("throws-outside", "hello-world")
MRL_PLUGIN_NOTE(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "evil", "throws-outside", "1.0.0")
extern "C" {
MRL_PLUGIN(MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH, "evil", "throws-outside", "1.0.0", passes, nullptr)
}
