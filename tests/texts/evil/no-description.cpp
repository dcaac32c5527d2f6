// Makes TOML that is no description.
#include <merlon/importer.hpp>

static void run(merlon::ImporterContext& ctx) { ctx.output("format = 1\n[pipeline]\nid = \"x\"\ncriticality = \"low\"\n[[stage]]\nid = \"s\"\ndoes = [\"infr\"]\n"); }

MERLON_IMPORTER("no-description", run, .summary = "makes what nobody can read")
