// The ledger as lines of `WORD,NUMBER`.
#include <merlon/emitter.hpp>

#include <string>

// The number behind `"key": ` in the ledger.
static std::string_view number(merlon::EmitterContext& ctx, std::string_view ledger, const std::string& key) {
  const size_t at = ledger.find("\"" + key + "\"");
  if (at == std::string_view::npos) ctx.fail("the ledger has no `" + key + "`");
  const size_t begin = ledger.find_first_of("0123456789", at);
  return ledger.substr(begin, ledger.find_first_not_of("0123456789", begin) - begin);
}

// A result is JSON, as `merlon schema result` describes it; use the JSON library that you like.
static void run(merlon::EmitterContext& ctx) {
  const size_t begin = ctx.input().find("\"ledger\"");
  if (begin == std::string_view::npos) ctx.fail("the result has no ledger");
  const std::string_view ledger = ctx.input().substr(begin);
  for (const std::string key : {"raised", "undecided", "ruled_out", "not_analysed"}) {
    ctx.output(key);
    ctx.output(ctx.text("separator"));
    ctx.output(number(ctx, ledger, key));
    ctx.output("\n");
  }
}

MERLON_EMITTER("@NAME@-ledger", run, .summary = "the ledger as lines of a word and a number",
               .options = {merlon::Option::text("separator", ",", "what stands between the two")})
