// What an author of an importer includes: it makes a pipeline.toml of another file, for `merlon import ID FILE`.
//
//   // One stage a line, `name does`: enough to begin with.
//   #include <merlon/importer.hpp>
//
//   #include <string>
//
//   static void run(merlon::ImporterContext& ctx) {
//     ctx.output("format = 1\n\n[pipeline]\nid = \"imported\"\ncriticality = \"");
//     ctx.output(ctx.text("criticality"));
//     ctx.output("\"\n");
//     std::string_view rest = ctx.input();
//     while (!rest.empty()) {
//       const std::string line(rest.substr(0, rest.find('\n')));
//       rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
//       const size_t blank = line.find(' ');
//       if (line.empty()) continue;
//       if (blank == std::string::npos) ctx.fail("the line `" + line + "` has no second word");
//       ctx.output("\n[[stage]]\nid = \"" + line.substr(0, blank) + "\"\ndoes = [\"" +
//                  line.substr(blank + 1) + "\"]\n");
//     }
//   }
//   MERLON_IMPORTER("stage-list", run, .summary = "one stage a line: its name and what it does",
//                   .options = {merlon::Option::text("criticality", "moderate", "of the pipeline")})
//
// One file, one importer, named like the file.  Say nothing that the file does not say: what is left
// out stays unknown and is asked for, what is invented is believed.  merlon reads what was made as it
// reads any description, and writes nothing when it is wrong.
#pragma once

#include <merlon/text_pass.hpp>

namespace merlon {
inline namespace sdk {

using ImporterContext = TextContext;

}  // namespace sdk
}  // namespace merlon

/// MERLON_IMPORTER(id, function, designators of merlon::TextPass...), once in a file.
#define MERLON_IMPORTER(id_, function_, ...) \
  MERLON_TEXT_PASS_(MRL_PASS_IMPORTER, "importer", id_, function_, __VA_ARGS__)
