// What an author of an emitter includes: it makes a file of a result, for `merlon analyze --emit ID=FILE`.
//
//   // How many findings there are, for a dashboard that reads one number.
//   #include <merlon/emitter.hpp>
//
//   #include <string>
//
//   static void run(merlon::EmitterContext& ctx) {
//     const std::string_view result = ctx.input();  // JSON, as `merlon schema result` describes it
//     const size_t ledger = result.find("\"ledger\"");
//     const size_t raised = result.find("\"raised\"", ledger);
//     if (raised == std::string_view::npos) ctx.fail("the result has no ledger");
//     const size_t digits = result.find_first_of("0123456789", raised);
//     const size_t end = result.find_first_not_of("0123456789", digits);
//     ctx.output(ctx.text("label"));
//     ctx.output(" ");
//     ctx.output(result.substr(digits, end - digits));
//     ctx.output("\n");
//   }
//   MERLON_EMITTER("finding-count", run, .summary = "the number of findings, as one line",
//                  .options = {merlon::Option::text("label", "findings", "what stands before it")})
//
// One file, one emitter, named like the file.  Whatever JSON library you like may read the input; the
// border hands over bytes.  The same result gives the same bytes: read no clock, file, environment or
// random number.  An exception ends the run; the file is then not written and merlon ends with exit 3.
#pragma once

#include <merlon/text_pass.hpp>

namespace merlon {
inline namespace sdk {

using EmitterContext = TextContext;

}  // namespace sdk
}  // namespace merlon

/// MERLON_EMITTER(id, function, designators of merlon::TextPass...), once in a file.
#define MERLON_EMITTER(id_, function_, ...) \
  MERLON_TEXT_PASS_(MRL_PASS_EMITTER, "emitter", id_, function_, __VA_ARGS__)
