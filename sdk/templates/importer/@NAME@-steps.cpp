// Steps, one a line: `NAME DOES`, such as `load collect`.
#include <merlon/importer.hpp>

#include <string>

static void step(merlon::ImporterContext& ctx, const std::string& line) {
  const size_t blank = line.find(' ');
  if (blank == std::string::npos) ctx.fail("the line `" + line + "` has no second word");
  ctx.output("\n[[stage]]\nid = \"" + line.substr(0, blank) + "\"\ndoes = [\"" + line.substr(blank + 1) + "\"]\n");
}

// What the file does not say is left out: it stays unknown, and merlon asks for it.
static void run(merlon::ImporterContext& ctx) {
  ctx.output("format = 1\n\n[pipeline]\nid = \"imported\"\ncriticality = \"");
  ctx.output(ctx.text("criticality"));
  ctx.output("\"\n");
  std::string_view rest = ctx.input();
  while (!rest.empty()) {
    const std::string line(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
    if (!line.empty()) step(ctx, line);
  }
}

MERLON_IMPORTER("@NAME@-steps", run, .summary = "steps, one a line: a name and what it does",
                .options = {merlon::Option::text("criticality", "moderate", "of the pipeline")})
