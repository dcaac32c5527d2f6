// Findings and undecided verdicts as CSV, for the spreadsheet that everybody asks for.  Page: docs/acme-csv.md
#include <merlon/emitter.hpp>

#include <nlohmann/json.hpp>
#include <string>

using Json = nlohmann::json;

namespace {

// In quotes; what a spreadsheet would take for a formula gets an apostrophe in front.
std::string cell(const std::string& text) {
  std::string out = "\"";
  if (!text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos) out += '\'';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

void rows(merlon::EmitterContext& ctx, const Json& list, const std::string& verdict, const char* rated) {
  for (const Json& row : list) {
    const Json& score = row.at(rated);
    ctx.output(cell(row.at("id").get<std::string>()) + "," + cell(verdict) + "," + cell(score.at("level").get<std::string>()) + "," +
               std::to_string(score.at("score").get<int>()) + "\n");
  }
}

void run(merlon::EmitterContext& ctx) {
  const Json result = Json::parse(ctx.input());
  ctx.output("finding,verdict,level,score\n");
  rows(ctx, result.at("findings"), "raised", "residual");
  if (ctx.flag("undecided")) rows(ctx, result.at("undecided"), "undecided, at worst", "potential");
}

}  // namespace

MERLON_EMITTER("acme-csv", run, .summary = "findings as CSV, safe to open in a spreadsheet",
               .options = {merlon::Option::flag("undecided", true, "also what is undecided, at worst")})
