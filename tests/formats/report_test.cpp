// `merlon report`: an earlier result, shown again, is what it was; a result that was changed is refused.
#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "border/process.hpp"
#include "catch.hpp"

using namespace outside;
using Json = nlohmann::ordered_json;

namespace {

const char* const kFormats[] = {"html", "json", "markdown", "csv", "mermaid", "dot"};

std::string example(const std::string& name) { return std::string(EXAMPLES) + "/" + name + "/pipeline.toml"; }

// What a run writes, and what `report` makes of its JSON.
void check_same(const std::string& description, const std::vector<std::string>& more, int code) {
  const TempDir dir;
  std::vector<std::string> run_now = {MERLON, "analyze", description, "--today", "2026-11-30"}, again = {MERLON, "report", dir / "now.json"};
  run_now.insert(run_now.end(), more.begin(), more.end());
  for (const char* format : kFormats) {
    const std::string option = std::string("--") + format;
    run_now.insert(run_now.end(), {option, dir / (std::string("now.") + format)});
    again.insert(again.end(), {option, dir / (std::string("again.") + format)});
  }
  const Ran first = run(run_now);
  INFO(first.err);
  REQUIRE(first.code == code);
  const Ran second = run(again);
  INFO(second.err);
  REQUIRE(second.code == (code == 3 ? 3 : 0));
  for (const char* format : kFormats) {
    INFO(format);
    const std::string was = read(dir / (std::string("now.") + format));
    CHECK(was.size() > 1000);
    CHECK((was == read(dir / (std::string("again.") + format))));
  }
  CHECK((first.out == run({MERLON, "report", dir / "now.json"}).out));
}

struct Damage {
  const char* pointer;
  Json value;
  const char* code;
  const char* says;
};

}  // namespace

TEST_CASE("a result shown again is the same in every format, to the byte") {
  for (const char* name : {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"}) {
    INFO(name);
    check_same(example(name), {}, 0);
  }
}

TEST_CASE("so is one without stories or plan, with less asked, incomplete, priced, or against a baseline") {
  check_same(example("card-fraud"), {"--passes", "analyze(data),score(matrix)"}, 0);
  const TempDir dir;
  write(dir / "merlon-gone.json", "{}");
  write(dir / "merlon-gone.so", "no library");
  check_same(example("card-fraud"), {"--plugin", dir / "merlon-gone.so", "--pack", "tests/evil/pack"}, 3);
  write(dir / "priced.toml", read(example("taxi-trips")) +
                                 "\n[losses]\ncurrency = \"EUR\"\n[losses.events-a-year]\nvery-low = [0, 0.01, 0.1]\nlow = [0.01, 0.05, 0.2]\nmoderate = [0.1, 0.3, 1]\nhigh = [0.5, 1, 3]\nvery-high = [1, 4, 12]\n"
                                 "[losses.cost-of-an-event]\nvery-low = [0, 100, 1000]\nlow = [100, 1000, 5000]\nmoderate = [1000, 10000, 50000]\nhigh = [10000, 60000, 300000]\nvery-high = [50000, 400000, 2000000]\n");
  check_same(dir / "priced.toml", {"--passes", "analyze,score(fair),stories,plan"}, 0);
  REQUIRE(run({MERLON, "analyze", example("xray-triage"), "-q", "--json", dir / "old.json", "--passes", "analyze(model),score(matrix)"}).code == 0);
  const Ran gated = run({MERLON, "analyze", example("xray-triage"), "-q", "--json", dir / "new.json", "--fail-on", "very-high:raised", "--baseline", dir / "old.json"});
  CHECK(gated.code == 1);
  REQUIRE(run({MERLON, "report", dir / "new.json", "--json", dir / "same.json"}).code == 0);
  CHECK((read(dir / "new.json") == read(dir / "same.json")));
}

TEST_CASE("what has changed since a baseline is named, not only counted") {
  const TempDir dir;
  REQUIRE(run({MERLON, "analyze", example("xray-triage"), "-q", "--json", dir / "old.json", "--passes", "analyze(model),score(matrix)"}).code == 0);
  REQUIRE(run({MERLON, "analyze", example("xray-triage"), "-q", "--json", dir / "new.json", "--html", dir / "new.html", "--markdown", dir / "new.md", "--fail-on", "very-high:raised", "--baseline", dir / "old.json"}).code == 1);
  Json result = Json::parse(read(dir / "new.json"));
  const Json& trend = result.at("trend");
  const std::string html = read(dir / "new.html"), markdown = read(dir / "new.md");
  size_t counted = 0;
  for (const auto& [word, n] : trend.at("counts").items()) counted += n.get<size_t>();
  CHECK(trend.at("counts").at("new") > 0);
  CHECK(trend.at("changes").size() == counted);
  const size_t table = html.find("class=\"changes\""), next = html.find("<section", table);
  REQUIRE(table != std::string::npos);
  for (const Json& change : trend.at("changes")) {
    const std::string id = change.at("finding");
    INFO(id);
    const size_t at = html.find(">" + id + "<", table);
    CHECK(at < next);
    CHECK(markdown.find(" | `" + id + "` | " + change.at("before").get<std::string>()) != std::string::npos);
  }
  Json counted_wrong = result, gone = result, twice = result, empty = result, unknown = result;
  empty["trend"]["changes"][0]["after"] = "";
  unknown["trend"]["changes"][0]["turn"] = "improved";
  counted_wrong["trend"]["counts"]["new"] = 1;
  gone["trend"]["changes"][0]["turn"] = "gone";
  gone["trend"]["counts"]["gone"] = 1;
  gone["trend"]["counts"]["new"] = trend.at("counts").at("new").get<int>() - 1;
  twice["trend"]["changes"][1]["finding"] = twice["trend"]["changes"][0]["finding"];
  const std::pair<Json, std::string> bad[] = {{counted_wrong, "the counts of what has changed are not those of the changes"}, {gone, "is told as gone, and the result says otherwise"}, {twice, "a second time"}, {empty, "is not a finding with what either run says of it"}, {unknown, "is not a word of `merlon diff`"}};
  for (const auto& [json, says] : bad) {
    INFO(says);
    write(dir / "bad.json", json.dump());
    const Ran ran = run({MERLON, "report", dir / "bad.json"});
    CHECK(ran.code == 2);
    CHECK(ran.err.find(says) != std::string::npos);
  }
}

TEST_CASE("a comparison needs no gate, stops nothing without one and says so, and tells what was lost sight of with its reason") {
  const TempDir dir;
  REQUIRE(run({MERLON, "analyze", example("xray-triage"), "-q", "--json", dir / "old.json"}).code == 0);
  const Ran ran = run({MERLON, "analyze", example("xray-triage"), "--passes", "analyze(*,-model),score(matrix)", "--baseline", dir / "old.json", "--html", dir / "new.html"});
  CHECK(ran.code == 0);
  CHECK(ran.err.find("no gate is set") != std::string::npos);
  CHECK(ran.out.find("lost sight of") != std::string::npos);
  CHECK(read(dir / "new.html").find("nobody asks this threat any more") != std::string::npos);
}

TEST_CASE("a decision over many findings says at each of them who took it and until when") {
  const TempDir dir;
  write(dir / "p.toml", read(example("taxi-trips")) + "\n[[decision]]\nfinding = \"dependency-compromise@*\"\ntreatment = \"accept\"\nreason = \"all of them\"\nby = \"platform board\"\nticket = \"T-7\"\nuntil = \"2027-01-01\"\n");
  REQUIRE(run({MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-30", "--json", dir / "r.json", "--html", dir / "r.html"}).code == 0);
  const std::string html = read(dir / "r.html"), said = "accept: all of them (by platform board, until 2027-01-01, T-7)";
  size_t decided = 0, told = 0;
  const Json result = Json::parse(read(dir / "r.json"));
  for (const Json& f : result.at("findings")) decided += f.at("decided_by") == "platform board, until 2027-01-01, T-7" ? 1 : 0;
  for (size_t at = html.find(said); at != std::string::npos; at = html.find(said, at + 1)) ++told;
  CHECK(decided > 1);
  CHECK(told == decided);
}

TEST_CASE("what is odd in a description stands in its report") {
  const TempDir dir;
  std::string text = read(example("support-assistant"));
  text += "\n[[flow]]\nfrom = \"mail-writer\"\nto = \"help-centre\"\n";
  write(dir / "p.toml", text);
  const Ran ran = run({MERLON, "analyze", dir / "p.toml", "-q", "--json", dir / "r.json", "--html", dir / "r.html"});
  REQUIRE(ran.code == 0);
  const Json warnings = Json::parse(read(dir / "r.json")).at("warnings");
  REQUIRE(!warnings.empty());
  for (const Json& w : warnings) CHECK(ran.err.find("warning[" + w.at("code").get<std::string>() + "]") != std::string::npos);
  CHECK(read(dir / "r.html").find("<th scope=\"row\">" + warnings[0].at("code").get<std::string>() + "</th>") != std::string::npos);
  CHECK(read(dir / "r.html").find("Odd in the description") != std::string::npos);
}

TEST_CASE("the summary says what is against the worst risk, also where somebody has decided about it") {
  const TempDir dir;
  const auto summary = [&](const std::string& decision) {
    write(dir / "p.toml", read(example("support-assistant")) + decision);
    REQUIRE(run({MERLON, "analyze", dir / "p.toml", "-q", "--today", "2026-11-30", "--html", dir / "r.html"}).code == 0);
    const std::string html = read(dir / "r.html");
    const size_t from = html.find("The first thing to do"), to = html.find("Who accepted what", from);
    return html.substr(from, to - from);
  };
  const std::string head = "\n[[decision]]\nfinding = \"cross-tenant-leakage@search-answers\"\nreason = \"r\"\nby = \"b\"\nuntil = \"2027-01-01\"\ntreatment = ";
  CHECK(summary("").find("the first 20 steps of the plan") != std::string::npos);
  CHECK(summary("").find("Most against the worst risk: Access with the caller&#39;s rights at <code>search-answers</code>") != std::string::npos);
  CHECK(summary(head + "\"mitigate\"\n").find("Most against the worst risk") != std::string::npos);
  CHECK(summary(head + "\"accept\"\n").find("The worst risk is decided about (accept)") != std::string::npos);
}

TEST_CASE("a result that was changed is told, and nothing is written") {
  const TempDir dir;
  REQUIRE(run({MERLON, "analyze", example("support-assistant"), "-q", "--json", dir / "good.json"}).code == 0);
  const Json good = Json::parse(read(dir / "good.json"));
  const Damage damages[] = {
      {"/ledger/raised", 3, "E0714", "the ledger counts 3 raised"},
      {"/ledger/total", 1, "E0714", "the ledger does not add up"},
      {"/findings/0/residual/score", 1, "E0714", "`/findings/0/residual` does not follow"},
      {"/findings/0/threat", "nobody", "E0713", "`/findings/0/threat` is not one of `/threats`"},
      {"/findings/1/id", good.at("findings").at(0).at("id"), "E0714", "a second time"},
      {"/findings/0/likelihood/steps", "none", "E0713", "`/findings/0/likelihood/steps` is not a list"},
      {"/undecided/0/missing/0/fact", "nothing", "E0713", "`/undecided/0/missing/0` is not one of `/questions`"},
      {"/stories/open/told/0/attackers", Json::array(), "E0713", "`/stories/open/told/0/attackers` is not a list of at least one"},
      {"/stories/open/count", 0, "E0714", "tells more than it counts"},
      {"/plan/after", 0, "E0714", "the steps of the plan take off"},
      {"/plan/steps/0/effects/0/finding", "a@b", "E0713", "`/plan/steps/0/effects/0/finding` is not the id of a finding"},
      {"/picture/nodes/0/boundary", "nowhere", "E0713", "`/picture/nodes/0/boundary` is not a boundary"},
      {"/picture/nodes/0/phase", "lunch", "E0713", "`/picture/nodes/0/phase` is not a phase"},
      {"/picture/flows/0/to", "nobody", "E0713", "`/picture/flows/0/to` is not a node"},
      {"/picture/boundaries/0/within", good.at("picture").at("boundaries").at(0).at("id"), "E0713", "none lies in itself"},
      {"/findings/0/phase", "lunch", "E0713", "`/findings/0/phase` is not a phase"},
      {"/findings/0/domain", "fo od", "E0713", "`/findings/0/domain` is not a domain"},
      {"/findings/0/likelihood/value", 3, "E0714", "`/findings/0/likelihood` is not the sum of its steps"},
      {"/findings/0/likelihood/steps/0/ticks", 4000000000, "E0713", "is not a few ticks"},
      {"/undecided/0/potential", good.at("undecided").back().at("potential"), "E0714", "the undecided verdicts are not the worst first"},
      {"/ruled_out_by", Json::array(), "E0714", "the ledger counts"},
      {"/plugins/0/state", "killed by signal 9", "E0714", "not marked incomplete"},
      {"/plan/before", 1, "E0714", "the open findings come to"},
      {"/first/0/effects/0/finding", good.at("undecided").at(0).at("id"), "E0713", "`/first/0/effects/0/finding` is not the id of a finding"},
      {"/stories/open/count", 2000000000, "E0713", "`/stories/open/count` is not a whole number"},
      {"/picture/flows/0/kind", "x| n1\n  click n0", "E0713", "`/picture/flows/0/kind` is not a flow or a list of a stage"},
      {"/decisions/0/state", "holds\x1b[31m", "E0713", "`/decisions/0/state` is not holds"},
      {"/findings/0/decided_by", 1, "E0713", "`/findings/0/decided_by` is not a string"},
      {"/frameworks/0/entries/0/parent", 1, "E0713", "`/frameworks/0/entries/0/parent` is not a string"},
      {"/warnings", 1, "E0713", "`/warnings` is not a list"},
      {"/incomplete", 1, "E0713", "`/incomplete` is not true or false"},
      {"/format", 2, "E0712", "format 2 of results is not supported"},
  };
  for (const Damage& d : damages) {
    INFO(d.pointer);
    Json bad = good;
    bad[Json::json_pointer(d.pointer)] = d.value;
    write(dir / "bad.json", bad.dump(2));
    const Ran ran = run({MERLON, "report", dir / "bad.json", "--html", dir / "bad.html"});
    CHECK(ran.code == 2);
    CHECK(ran.err.find(std::string("error[") + d.code + "]") != std::string::npos);
    INFO(ran.err);
    CHECK(ran.err.find(d.says) != std::string::npos);
    CHECK(!fs::exists(dir / "bad.html"));
  }
  Json upside_down = good;
  std::reverse(upside_down["findings"].begin(), upside_down["findings"].end());
  write(dir / "bad.json", upside_down.dump());
  CHECK(run({MERLON, "report", dir / "bad.json"}).err.find("the findings are not the worst first") != std::string::npos);
  Json nested = good;
  for (int i = 0; i < 70; ++i) nested["picture"]["boundaries"].push_back({{"id", "b" + std::to_string(i)}, {"trust", ""}, {"within", i == 0 ? "" : "b" + std::to_string(i - 1)}});
  write(dir / "bad.json", nested.dump());
  CHECK(run({MERLON, "report", dir / "bad.json"}).err.find("in more than 64 others") != std::string::npos);
  write(dir / "bad.json", "{\"format\": 1e999, \"findings\": []}");
  CHECK(run({MERLON, "report", dir / "bad.json"}).err.find("error[E0711]") != std::string::npos);
  for (const auto& [key, value] : good.items()) {
    INFO(key);
    if (key == "today") continue;
    Json bad = good;
    bad.erase(key);
    write(dir / "bad.json", bad.dump());
    CHECK(run({MERLON, "report", dir / "bad.json"}).code == 2);
  }
}

// Stages in a row that anybody may call, of which nearly everything is unknown.
std::string little_known(size_t n) {
  std::string out = "format = 1\n[pipeline]\nid = \"many\"\ncriticality = \"high\"\n[[actor]]\nid = \"anybody\"\nrole = \"user\"\ntrust = \"untrusted\"\n";
  for (size_t i = 0; i < n; ++i) {
    const std::string id = std::to_string(i);
    out += "[[asset]]\nid = \"model-" + id + "\"\nkind = \"classifier\"\n[[stage]]\nid = \"infer-" + id + "\"\ndoes = [\"infer\"]\nreads = [\"model-" + id + "\"]\nserves = [\"anybody\"]\nreturns = [\"scores\"]\n";
  }
  return out;
}

TEST_CASE("above 500 of a kind rows are short, and each finding, undecided verdict, question and control is there") {
  const TempDir dir;
  write(dir / "many.toml", little_known(90));
  REQUIRE(run({MERLON, "analyze", dir / "many.toml", "-q", "--json", dir / "json", "--html", dir / "html"}).code == 0);
  const Json json = Json::parse(read(dir / "json"));
  const std::string html = read(dir / "html");
  for (const char* list : {"findings", "undecided", "questions", "required_controls"}) {
    INFO(list);
    CHECK(json.at(list).size() > 500);
  }
  const auto row_of = [&](const std::string& mark, const std::string& section = "findings") {
    const size_t at = html.find(mark, html.find("<section id=\"" + section + "\""));
    return at == std::string::npos ? std::string() : html.substr(at, html.find("</tr>", at) - at);
  };
  for (const Json& f : json.at("findings")) {
    const std::string id = f.at("id"), row = row_of("<tr id=\"f-" + id + "\"");
    INFO(id);
    CHECK(row.find(f.at("residual").at("level").get<std::string>() + " " + std::to_string(f.at("residual").at("score").get<int>())) != std::string::npos);
  }
  for (const Json& u : json.at("undecided")) {
    const std::string id = u.at("id"), row = row_of("<tr id=\"u-" + id + "\"");
    INFO(id);
    const size_t most = std::min<size_t>(u.at("missing").size(), 12);
    for (size_t i = 0; i < most; ++i) CHECK(row.find(u.at("missing")[i].at("fact").get<std::string>()) != std::string::npos);
    if (u.at("missing").size() > most) CHECK(row.find(" and " + std::to_string(u.at("missing").size() - most) + " more") != std::string::npos);
  }
  for (const Json& q : json.at("questions")) {
    const std::string row = row_of("<code>" + q.at("fact").get<std::string>() + "</code>", "questions");
    INFO(q.dump());
    CHECK(row.find(q.at("element").get<std::string>()) != std::string::npos);
  }
  std::map<std::pair<std::string, std::string>, size_t> places;
  for (const Json& c : json.at("required_controls")) ++places[{c.at("control"), c.at("status")}];
  for (const auto& [control, n] : places) {
    const std::string row = row_of("<span class=\"id\">" + control.first + "</span>", "controls");
    INFO(control.first);
    CHECK(row.find(control.second + "</span> " + std::to_string(n) + ": ") != std::string::npos);
  }
}

TEST_CASE("several pipelines make a page each and an index, the worst first, with what they lack together") {
  const TempDir dir;
  std::vector<std::string> results, descriptions;
  for (const char* name : {"card-fraud", "support-assistant", "taxi-trips", "xray-triage"}) {
    results.push_back(dir / (std::string(name) + ".json"));
    descriptions.push_back(example(name));
    REQUIRE(run({MERLON, "analyze", example(name), "-q", "--today", "2026-11-30", "--json", results.back()}).code == 0);
  }
  const Ran now = run({MERLON, "analyze", descriptions[0], descriptions[1], descriptions[2], descriptions[3], "--today", "2026-11-30", "--html-dir", dir / "now"});
  const Ran again = run({MERLON, "report", results[3], results[0], results[2], results[1], "--html-dir", dir / "again"});
  CHECK(now.code == 0);
  CHECK(again.code == 0);
  CHECK(std::count(now.out.begin(), now.out.end(), '\n') == 4);
  for (const char* file : {"index.html", "card-fraud.html", "support-assistant.html", "taxi-trips.html", "xray-triage.html", "report.css", "report.js"}) {
    INFO(file);
    CHECK(read(dir / (std::string("now/") + file)).size() > 10);
    CHECK((read(dir / (std::string("now/") + file)) == read(dir / (std::string("again/") + file))));
  }
  const std::string index = read(dir / "now/index.html");
  std::vector<std::pair<int, size_t>> order;  // worst score, place in the index
  for (size_t i = 0; i < results.size(); ++i) {
    const Json json = Json::parse(read(results[i]));
    const std::string id = json.at("pipeline").at("id");
    order.emplace_back(-json.at("findings").at(0).at("residual").at("score").get<int>(), index.find("href=\"" + id + ".html\""));
    CHECK(order.back().second != std::string::npos);
  }
  std::vector<std::pair<int, size_t>> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i - 1].first != sorted[i].first) CHECK(sorted[i - 1].second < sorted[i].second);
  }
  CHECK(index.find("Controls that more than one pipeline needs") != std::string::npos);
  CHECK(index.find("<script") == index.find("<script src=\"report.js\" defer></script>"));
  CHECK(index.find("<style") == std::string::npos);
}

TEST_CASE("several of one pipeline are told apart by their files") {
  const TempDir dir;
  for (const char* day : {"2026-11-30", "2027-11-30"}) REQUIRE(run({MERLON, "analyze", example("card-fraud"), "-q", "--today", day, "--json", dir / (std::string(day) + ".json")}).code == 0);
  REQUIRE(run({MERLON, "analyze", example("taxi-trips"), "-q", "--json", dir / "taxi.json"}).code == 0);
  REQUIRE(run({MERLON, "report", dir / "2026-11-30.json", dir / "2027-11-30.json", dir / "taxi.json", "--html-dir", dir / "out"}).code == 0);
  const std::string index = read(dir / "out/index.html");
  for (const std::string day : {"2026-11-30", "2027-11-30"}) {
    INFO(day);
    CHECK(index.find("<span class=\"place\">" + (dir / (day + ".json")).string() + ", as of " + day + "</span>") != std::string::npos);
  }
  CHECK(index.find("<h1>3 reports of 2 pipelines</h1>") != std::string::npos);
  CHECK(index.find("1 decision expired") != std::string::npos);
  CHECK(index.find("<td class=\"num\">2</td>", index.find("missing-controls")) != std::string::npos);
  CHECK(index.find("card-fraud-2.html", index.find("missing-controls")) == std::string::npos);
  CHECK(index.find("taxi.json") == std::string::npos);
  CHECK(fs::exists(dir / "out/card-fraud-2.html"));
}

TEST_CASE("a theme that is wrong is told once, however many files there are") {
  const TempDir dir;
  write(dir / "theme.toml", "name = 1\n");
  const Ran ran = run({MERLON, "analyze", example("card-fraud"), example("taxi-trips"), "--theme", dir / "theme.toml", "--html-dir", dir / "out"});
  CHECK(ran.code == 2);
  const size_t first = ran.err.find("error[");
  REQUIRE(first != std::string::npos);
  CHECK(ran.err.find("error[", first + 1) == std::string::npos);
}

TEST_CASE("one of several that is wrong leaves the folder as it was") {
  const TempDir dir;
  fs::create_directory(dir / "out");
  write(dir / "out/index.html", "as it was");
  write(dir / "wrong.toml", "format = 1\n[pipeline]\nid = \"wrong\"\n");
  const Ran ran = run({MERLON, "analyze", example("card-fraud"), dir / "wrong.toml", "--html-dir", dir / "out"});
  CHECK(ran.code == 2);
  CHECK(ran.err.find("error[") != std::string::npos);
  CHECK(read(dir / "out/index.html") == "as it was");
  CHECK(std::distance(fs::directory_iterator(dir / "out"), {}) == 1);
  for (const std::vector<std::string>& more : {std::vector<std::string>{"--json", "x.json"}, {"--baseline", "x", "--fail-on", "high"}, {"--emit", "a=b"}}) {
    std::vector<std::string> words = {MERLON, "analyze", example("card-fraud"), example("taxi-trips")};
    words.insert(words.end(), more.begin(), more.end());
    const Ran refused = run(words);
    CHECK(refused.code == 2);
    CHECK(refused.err.find("is of one pipeline, and 2 are named") != std::string::npos);
  }
}

TEST_CASE("one of several that is incomplete makes the whole run so, and stands first in the index") {
  const TempDir dir;
  write(dir / "merlon-gone.json", "{}");
  write(dir / "merlon-gone.so", "no library");
  REQUIRE(run({MERLON, "analyze", example("card-fraud"), "-q", "--json", dir / "a.json"}).code == 0);
  REQUIRE(run({MERLON, "analyze", example("taxi-trips"), "-q", "--plugin", dir / "merlon-gone.so", "--json", dir / "b.json"}).code == 3);
  const Ran ran = run({MERLON, "report", dir / "a.json", dir / "b.json", "--html-dir", dir / "out"});
  CHECK(ran.code == 3);
  CHECK(ran.err.find("the result of `taxi-trips` is incomplete") != std::string::npos);
  const std::string index = read(dir / "out/index.html");
  CHECK(index.find("INCOMPLETE") != std::string::npos);
  CHECK(index.find("href=\"taxi-trips.html\"") < index.find("href=\"card-fraud.html\""));
}

TEST_CASE("pages are not written over what is read, nor over other outputs") {
  const TempDir dir;
  const std::string text = read(example("card-fraud"));
  for (const char* name : {"index.html", "card-fraud.html"}) write(dir / name, text);
  const std::string folder = fs::path(dir / "x").parent_path().string();
  CHECK(run({MERLON, "analyze", dir / "index.html", "-q", "--html-dir", folder}).code == 2);
  CHECK(run({MERLON, "analyze", dir / "card-fraud.html", example("taxi-trips"), "-q", "--html-dir", folder}).code == 2);
  CHECK(run({MERLON, "analyze", example("taxi-trips"), "-q", "--html-dir", folder, "--json", dir / "report.js"}).code == 2);
  for (const char* name : {"index.html", "card-fraud.html"}) CHECK((read(dir / name) == text));
  CHECK(!fs::exists(dir / "report.js"));
}

TEST_CASE("a way that is only possible is not called absent") {
  const TempDir dir;
  REQUIRE(run({MERLON, "analyze", example("xray-triage"), "-q", "--json", dir / "json", "--html", dir / "html"}).code == 0);
  const Json json = Json::parse(read(dir / "json"));
  const auto ends_at_worst = [&](const char* state) {
    const std::string worst = json.at("findings").at(0).at("id");
    for (const Json& s : json.at("stories").at(state).at("told")) {
      for (const Json& step : s.at("steps")) {
        if (step.at("finding") == worst) return true;
      }
    }
    return false;
  };
  REQUIRE(!ends_at_worst("open"));
  REQUIRE(ends_at_worst("possible"));
  const std::string html = read(dir / "html"), box = html.substr(html.find("id=\"way\""), 400);
  CHECK(box.find("Open if undecided verdicts go the worst way:") != std::string::npos);
}

TEST_CASE("a theme gives name, logo and colour, and nothing else") {
  const TempDir dir;
  write(dir / "sound.webp", std::string("RIFF\x24\0\0\0WAVEfmt ", 16));
  write(dir / "logo.png", std::string("\x89PNG\r\n\x1a\n", 8));
  write(dir / "theme.toml", "name = \"A & B\"\naccent = \"#B0005a\"\nlogo = \"logo.png\"\n");
  REQUIRE(run({MERLON, "analyze", example("taxi-trips"), "-q", "--html", dir / "a.html", "--html-dir", dir / "out", "--theme", dir / "theme.toml"}).code == 0);
  for (const std::string& page : {read(dir / "a.html"), read(dir / "out/index.html")}) {
    CHECK(page.find("<img class=\"logo\" alt=\"\" src=\"data:image/png;base64,iVBORw0KGgo=\">") != std::string::npos);
    CHECK(page.find("<span>A &amp; B</span>") != std::string::npos);
  }
  CHECK(read(dir / "a.html").find("<style>:root{--accent:#B0005a}\n</style>") != std::string::npos);
  CHECK(read(dir / "out/report.css").find(":root{--accent:#B0005a}\n") != std::string::npos);
  const std::pair<const char*, const char*> wrong[] = {
      {"accent = \"red\"", "`red` is no colour"},           {"accent = \"#12345g\"", "is no colour"},
      {"accent = 3", "`accent` is an integer"},             {"colour = \"#123456\"", "a theme has no `colour`"},
      {"logo = \"https://example.org/a.png\"", "can't be read"}, {"logo = \"data:text/html;base64,AAAA\"", "no picture that a page may hold"},
      {"logo = \"data:image/svg+xml;base64,AAAA\"", "no picture that a page may hold"}, {"logo = \"data:image/png;base64,A\\\"B\"", "no picture that a page may hold"},
      {"logo = \"theme.toml\"", "is no picture that every browser shows"}, {"logo = \"gone.png\"", "can't be read"}, {"logo = \"sound.webp\"", "is no picture that every browser shows"}};
  for (const auto& [text, says] : wrong) {
    INFO(text);
    write(dir / "theme.toml", std::string(text) + "\n");
    const Ran ran = run({MERLON, "analyze", example("taxi-trips"), "-q", "--html", dir / "b.html", "--theme", dir / "theme.toml"});
    CHECK(ran.code == 2);
    INFO(ran.err);
    CHECK(ran.err.find(says) != std::string::npos);
    CHECK(ran.err.find("error[E0901]") != std::string::npos);
    CHECK(!fs::exists(dir / "b.html"));
  }
}
