// Reports for other tools: they hold what the JSON holds, and nothing in them is what it must not be.
#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::json;

namespace {

using Row = std::vector<std::string>;

// RFC 4180; throws where it is not.
std::vector<Row> csv_of(const std::string& text) {
  std::vector<Row> out;
  size_t at = 0;
  while (at < text.size()) {
    Row row;
    for (bool more = true; more;) {
      std::string cell;
      if (text.at(at) == '"') {
        for (++at;; ++at) {
          if (text.at(at) == '"' && text.at(at + 1) == '"') ++at;
          else if (text[at] == '"') break;
          cell += text[at];
        }
        ++at;
      } else {
        while (text.at(at) != ',' && text[at] != '\r') {
          if (text[at] == '"' || text[at] == '\n') throw std::runtime_error("a cell that should be quoted");
          cell += text[at++];
        }
      }
      row.push_back(cell);
      more = text.at(at) == ',';
      at += more ? 1 : 0;
    }
    if (text.substr(at, 2) != "\r\n") throw std::runtime_error("a line without CRLF");
    at += 2;
    out.push_back(row);
  }
  return out;
}

struct Made {
  Json json;
  std::string csv, markdown, mermaid, dot;
  int code = 0;
};

Made make(const std::string& pipeline) {
  const TempDir dir;
  const Ran ran = run({MERLON, "analyze", pipeline, "-q", "--today", "2026-11-30", "--json", dir / "json", "--csv", dir / "csv", "--markdown", dir / "md", "--mermaid", dir / "mmd", "--dot", dir / "dot"});
  INFO(ran.err);
  REQUIRE((ran.code == 0 || ran.code == 3));
  return {Json::parse(read(dir / "json")), read(dir / "csv"), read(dir / "md"), read(dir / "mmd"), read(dir / "dot"), ran.code};
}

Made of_text(const std::string& text) {
  const TempDir dir;
  write(dir / "p.toml", text);
  return make(dir / "p.toml");
}

size_t count(const std::string& text, const std::string& what) {
  size_t n = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
  return n;
}

// Stages in a row that anybody may call, each with the same gaps.
std::string many_stages(size_t n) {
  std::string out = "format = 1\n[pipeline]\nid = \"many\"\ncriticality = \"high\"\n[[actor]]\nid = \"anybody\"\nrole = \"user\"\ntrust = \"untrusted\"\n";
  for (size_t i = 0; i < n; ++i) {
    const std::string id = std::to_string(i);
    out += "[[asset]]\nid = \"model-" + id + "\"\nkind = \"classifier\"\n[[stage]]\nid = \"infer-" + id + "\"\ndoes = [\"infer\"]\nreads = [\"model-" + id + "\"]\nserves = [\"anybody\"]\nreturns = [\"scores\"]\n";
  }
  return out;
}

}  // namespace

TEST_CASE("CSV has each verdict that the JSON has, once, with its numbers") {
  for (const char* example : {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"}) {
    INFO(example);
    const Made made = make(std::string(EXAMPLES) + "/" + example + "/pipeline.toml");
    const std::vector<Row> rows = csv_of(made.csv);
    REQUIRE(rows.size() > 1);
    for (const Row& row : rows) CHECK(row.size() == 18);
    CHECK(rows[0][0] == "id");
    size_t at = 1;
    for (const Json& f : made.json.at("findings")) {
      const Row& row = rows.at(at++);
      CHECK(Row(row.begin(), row.begin() + 6) == Row{f.at("id"), "raised", f.at("residual").at("level"), std::to_string(f.at("residual").at("score").get<int>()),
                                                     std::to_string(f.at("inherent").at("score").get<int>()), std::to_string(f.at("target").at("score").get<int>())});
      CHECK(row[8] == f.at("subject"));
      CHECK(row[13].find(f.at("reasons").at(0).get<std::string>()) == 0);
    }
    for (const Json& u : made.json.at("undecided")) {
      const Row& row = rows.at(at++);
      CHECK(row[0] == u.at("id"));
      CHECK(row[1] == "undecided");
      CHECK(row[3] == std::to_string(u.at("potential").at("score").get<int>()));
      CHECK(row[14].find(u.at("missing").at(0).at("fact").get<std::string>() + " of ") == 0);
    }
    CHECK(at == rows.size());
  }
}

TEST_CASE("what nobody analysed stands in CSV and Markdown") {
  const TempDir dir;
  write(dir / "merlon-gone.json", "{}");
  write(dir / "merlon-gone.so", "no library");
  const Ran ran = run({MERLON, "analyze", std::string(EXAMPLES) + "/card-fraud/pipeline.toml", "-q", "--pack", "tests/evil/pack", "--plugin", dir / "merlon-gone.so", "--json", dir / "json", "--csv", dir / "csv", "--markdown", dir / "md", "--mermaid", dir / "mmd", "--dot", dir / "dot"});
  REQUIRE(ran.code == 3);
  const Json json = Json::parse(read(dir / "json"));
  size_t wanted = 0, got = 0;
  size_t silent = 0;
  for (const Json& n : json.at("not_analysed")) wanted += std::max<size_t>(1, n.at("subjects").size());
  for (const Row& row : csv_of(read(dir / "csv"))) {
    const bool plugin = row[0] == "plugin gone";
    got += row[1] == "not analysed" && !plugin ? 1 : 0;
    silent += plugin && row[1] == "not analysed" && row[14].find("its manifest is wrong: ") == 0 ? 1 : 0;
  }
  CHECK(got == wanted);
  CHECK(silent == 1);
  CHECK(read(dir / "mmd").find("incomplete[\"INCOMPLETE: ") != std::string::npos);
  CHECK(read(dir / "dot").find("label=\"INCOMPLETE: ") != std::string::npos);
  const std::string md = read(dir / "md");
  CHECK(md.find("**Incomplete**") != std::string::npos);
  CHECK(md.find("### Not analysed\n\n- plugin gone&#58; ") != std::string::npos);
  CHECK(md.find("### Not analysed") < md.find("### Findings"));
}

TEST_CASE("no cell of CSV is a formula, and no text of a description is markup") {
  const std::string evil = "=HYPERLINK(1,2)";
  const Made made = of_text(
      "format = 1\n[pipeline]\nid = \"p\"\nname = \"<b>&lt; | @team http://x #1 ]( *`\"\ncriticality = \"high\"\n[[actor]]\nid = \"anybody\"\nrole = \"user\"\ntrust = \"untrusted\"\n[[asset]]\nid = \"m\"\nkind = \"classifier\"\n"
      "[[boundary]]\nid = \"b\"\nname = \"x\"\ntrust = \"internal\"\n[[stage]]\nid = \"s\"\ndoes = [\"infer\"]\nreads = [\"m\"]\nserves = [\"anybody\"]\nreturns = [\"scores\"]\n"
      "[[decision]]\nfinding = \"*@s\"\ntreatment = \"accept\"\nreason = \"" + evil + "\"\nby = \"+team\"\nuntil = \"2027-01-01\"\n");
  size_t shown = 0;
  for (const Row& row : csv_of(made.csv)) {
    for (const std::string& cell : row) {
      CHECK((cell.empty() || std::string("=+-@\t\r").find(cell[0]) == std::string::npos));
      shown += cell.find(evil) != std::string::npos ? 1 : 0;
    }
  }
  CHECK(shown > 0);
  for (const char* never : {"<b>", "@team", "http://", "]("}) CHECK(made.markdown.find(never) == std::string::npos);
  CHECK(made.markdown.find("&#60;b&#62;") != std::string::npos);
}

TEST_CASE("Markdown stays within what a comment may have, the worst first, and counts what it leaves out") {
  const Made made = of_text(many_stages(150));
  REQUIRE(made.json.at("findings").size() > 500);
  CHECK(made.markdown.size() <= 65'000);
  CHECK(made.markdown.size() > 55'000);
  size_t rows = 0, last = 1000;
  const size_t begin = made.markdown.find("### Findings"), end = made.markdown.find("findings left out here", begin);
  REQUIRE(end != std::string::npos);
  for (size_t at = made.markdown.find("\n| ", begin); at < end; at = made.markdown.find("\n| ", at + 1)) {
    const std::string level = made.markdown.substr(at + 3, made.markdown.find(" |", at + 3) - at - 3);
    if (level.find_first_of("0123456789") == std::string::npos) continue;  // the head
    const size_t score = std::stoul(level.substr(level.rfind(' ') + 1));
    CHECK(score <= last);
    last = score;
    ++rows;
  }
  const size_t number = made.markdown.rfind('\n', end) + 1;
  CHECK(rows + std::stoul(made.markdown.substr(number)) == made.json.at("findings").size());
  CHECK(made.markdown.find("Ledger: ") != std::string::npos);
}

TEST_CASE("Mermaid and DOT have every node, boundary and join of the picture, once, and nothing breaks out of a label") {
  for (const char* example : {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"}) {
    INFO(example);
    const std::string file = std::string(EXAMPLES) + "/" + example + "/pipeline.toml";
    const Made made = make(file);
    std::map<std::string, size_t> kinds;
    const Json graph = Json::parse(run({MERLON, "dump", "graph", file}).out);
    for (const Json& e : graph.at("elements")) ++kinds[e.at("kind")];
    const size_t boundaries = kinds.at("boundary");
    CHECK(count(made.mermaid, "subgraph ") == boundaries);
    CHECK(count(made.mermaid, "  end\n") == boundaries);
    CHECK(count(made.dot, "subgraph cluster_") == boundaries);
    CHECK(count(made.dot, "{") == count(made.dot, "}"));
    for (const char* kind : {"stage", "asset", "actor"}) {
      const size_t nodes = kinds[kind];
      CHECK(count(made.mermaid, std::string("<br>") + kind) == nodes);
      CHECK(count(made.dot, std::string("\\n") + kind) == nodes);
    }
    CHECK(count(made.mermaid, ">|") == count(made.dot, " -> "));
    CHECK(count(made.dot, " -> ") > 10);
    // Every quote that is no end of a label is escaped; no line is left open.
    for (size_t at = 0; at < made.dot.size(); at = made.dot.find('\n', at) + 1) {
      const std::string line = made.dot.substr(at, made.dot.find('\n', at) - at);
      CHECK((count(line, "\"") - count(line, "\\\"")) % 2 == 0);
    }
  }
}
