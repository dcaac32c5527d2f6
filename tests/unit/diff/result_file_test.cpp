// Results that are read back: what is wrong with them, and that none of it is believed.
#include "diff/result_file.hpp"
#include "result/read_report.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

constexpr const char* kScore = R"({"level":"high","score":74,"likelihood":15,"impact":14})";

std::string finding(const std::string& id, const std::string& score = kScore) {
  return R"({"id":")" + id + R"(","place":"p.toml:1:1","reasons":["so it is"],"residual":)" + score + R"(,"evidence":[{"kind":"path","element":"u","value":"u -> x"}]})";
}

struct Parts {
  std::string findings = finding("a@x"), undecided = R"({"id":"b@x","place":"p.toml:2:1","missing":[{"element":"x","fact":"origin"}],"potential":)" + std::string(kScore) + "}",
              not_analysed, decisions, ledger = R"("raised":1,"undecided":1,"not_analysed":0)", incomplete = "false", format = "1";
  std::string text() const {
    return "{\n\"format\":" + format + ",\"merlon\":\"1.0.0\",\"pipeline\":{\"id\":\"p\"},\"incomplete\":" + incomplete + ",\n\"ledger\":{" + ledger +
           "},\"plugins\":[{\"id\":\"data\",\"pack_digest\":\"00\",\"state\":\"spoke\"}],\"threats\":{\"a\":{\"name\":\"A\"}},\n\"decisions\":[" + decisions +
           "],\"findings\":[" + findings + "],\"undecided\":[" + undecided + "],\"not_analysed\":[" + not_analysed + "],\"not_asked\":[{\"threat\":\"left-out\"}]}\n";
  }
};

std::string messages(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto standing = read_result(sources, sources.add("r.json", text), diagnostics);
  std::string out = standing ? "read\n" : "";
  for (const Diagnostic& d : diagnostics.all()) {
    out += d.code + " " + std::to_string(d.span.line) + ":" + std::to_string(d.span.col) + " " + d.message + "\n";
  }
  return out;
}

Standing read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  auto standing = read_result(sources, sources.add("r.json", text), diagnostics);
  if (!standing) throw std::runtime_error(render(sources, diagnostics, false));
  return *standing;
}

TEST_CASE("a result is read back") {
  Parts parts;
  parts.decisions = R"({"finding":"a@*","treatment":"accept","state":"holds"},{"finding":"*@x","treatment":"avoid","state":"holds"},{"finding":"b@x","treatment":"mitigate","state":"expired"})";
  const Standing s = read(parts.text());
  CHECK(s.pipeline == "p");
  CHECK(s.version == "1.0.0");
  CHECK(!s.described);
  CHECK(s.packs.at("data") == "00");
  CHECK(s.at("a@x").seen == Seen::raised);
  CHECK(s.at("a@x").score == score_of(15, 14));
  CHECK(s.at("a@x").decision == "accept");
  CHECK(s.at("b@x").decision == "avoid");
  CHECK(s.at("a@x").touches == std::set<std::string>{"u", "x"});
  CHECK(s.at("b@x").why == "origin of x");
  CHECK(s.at("c@x").seen == Seen::none);
  CHECK(s.at("left-out@x").seen == Seen::not_asked);
}

TEST_CASE("what is not JSON is told where") {
  CHECK(messages("{\n  \"format\": 1,\n  oops }") == "E0711 3:3 the file is not JSON\n");
  CHECK(messages("") == "E0711 1:1 the file is not JSON\n");
  CHECK(messages("{\"format\": 1") == "E0711 1:13 the file is not JSON\n");
  CHECK(messages("{\"format\": \"\xff\"}").starts_with("E0711"));
  CHECK(messages(std::string(200'000, '[')).starts_with("E0711"));
}

TEST_CASE("another format") {
  CHECK(messages("[]") == "E0712 0:0 the file is JSON, and no result of merlon\n");
  CHECK(messages("{}") == "E0712 0:0 the file is JSON, and no result of merlon\n");
  Parts parts;
  parts.format = "2";
  CHECK(messages(parts.text()) == "E0712 0:0 format 2 of results is not supported\n");
  parts.format = "\"1\"";
  CHECK(messages(parts.text()) == "E0712 0:0 format of another type of results is not supported\n");
}

TEST_CASE("everything that lacks is told in one run") {
  CHECK(messages(R"({"format":1,"findings":[{"id":7}]})") ==
        "E0713 0:0 `/merlon` is not a string\n"
        "E0713 0:0 `/pipeline` is not an object\n"
        "E0713 0:0 `/pipeline/id` is not a string\n"
        "E0713 0:0 `/incomplete` is not true or false\n"
        "E0713 0:0 `/plugins` is not a list\n"
        "E0713 0:0 `/decisions` is not a list\n"
        "E0713 0:0 `/threats` is not an object\n"
        "E0713 0:0 `/findings/0/residual` is not an object\n"
        "E0713 0:0 `/findings/0/residual/level` is not a string\n"
        "E0713 0:0 `/findings/0/residual/likelihood` is not a whole number\n"
        "E0713 0:0 `/findings/0/residual/impact` is not a whole number\n"
        "E0713 0:0 `/findings/0/residual/score` is not a whole number\n"
        "E0714 0:0 `/findings/0/residual` does not follow from its likelihood and impact\n"
        "E0713 0:0 `/findings/0/place` is not a string\n"
        "E0713 0:0 `/findings/0/reasons` is not a list\n"
        "E0713 0:0 `/findings/0/evidence` is not a list\n"
        "E0713 0:0 `/findings/0/id` is not a string\n"
        "E0713 0:0 `/findings/0/id` is not the id of a finding\n"
        "E0713 0:0 `/undecided` is not a list\n"
        "E0713 0:0 `/not_analysed` is not a list\n"
        "E0713 0:0 `/not_asked` is not a list\n");
}

TEST_CASE("what does not add up is not believed") {
  CHECK(messages(Parts().text()) == "read\n");
  Parts parts;
  parts.findings = finding("a@x", R"({"level":"low","score":30,"likelihood":15,"impact":14})");
  CHECK(messages(parts.text()) == "E0714 0:0 `/findings/0/residual` does not follow from its likelihood and impact\n");
  parts.findings = finding("a@x", R"({"level":"high","score":74,"likelihood":15,"impact":99})");
  CHECK(messages(parts.text()) == "E0713 0:0 `/findings/0/residual` is not a score of ticks from 0 to 20\n");
  parts.findings = finding("a@x", R"({"level":"high","score":-74,"likelihood":15,"impact":14})");
  CHECK(messages(parts.text()).starts_with("E0713 0:0 `/findings/0/residual/score` is not a whole number\n"));
  parts.findings = "";
  CHECK(messages(parts.text()) == "E0714 0:0 the ledger counts 1 raised, and 0 are there\n");
  parts.findings = finding("a@x") + "," + finding("a@x");
  CHECK(messages(parts.text()) == "E0714 0:0 `/findings/1` names `a@x` a second time\n");
  parts = Parts();
  parts.findings = finding("b@x");
  CHECK(messages(parts.text()) == "E0714 0:0 `/undecided/0` names `b@x` a second time\n");
  parts = Parts();
  parts.not_analysed = R"({"threat":"c","subjects":["x","y"]},{"threat":"c","subjects":["x"]})";
  parts.ledger = R"("raised":1,"undecided":1,"not_analysed":2)";
  CHECK(messages(parts.text()) == "E0714 0:0 something was not analysed, and the result is not marked incomplete\n");
  parts.incomplete = "true";
  CHECK(messages(parts.text()) == "read\n");
}

TEST_CASE("stories are read back, and held to the findings that they name") {
  const auto with = [](const std::string& open, int count) {
    const std::string none = R"({"count":0,"told":[]})", text = Parts().text();
    return text.substr(0, text.rfind('}')) + R"(,"stories":{"open":{"count":)" + std::to_string(count) + R"(,"told":[)" + open + "]},\"closed\":" + none +
           ",\"possible\":" + none + "}}\n";
  };
  const auto story = [](const std::string& id, const std::string& held_by = "") {
    return R"({"id":")" + id + R"(","score":)" + kScore + R"(,"steps":[{"finding":"b@x"},{"finding":"a@x"}],"held_by":[)" + held_by + "]}";
  };
  const Standing s = read(with(story("a@x"), 1));
  CHECK(s.all_stories);
  CHECK(s.stories.at("a@x").steps == std::vector<std::string>{"b@x", "a@x"});
  CHECK(s.open_steps == std::set<std::string>{"a@x", "b@x"});
  CHECK_FALSE(read(with(story("a@x"), 41)).all_stories);
  CHECK_FALSE(read(Parts().text()).all_stories);
  CHECK(messages(with(story("c@x"), 1)) == "E0713 0:0 `/stories/open/told/0/id` is not the id of a finding or an undecided verdict\n");
  CHECK(messages(with(story("a@x") + "," + story("a@x"), 2)) == "E0714 0:0 `/stories/open/told/1` tells of `a@x` a second time\n");
  CHECK(messages(with(story("a@x", "7"), 1)) == "E0713 0:0 `/stories/open/told/0/held_by/0` is not a string\n");
}

TEST_CASE("a result is told by its first letter") {
  CHECK(looks_like_a_result("\xEF\xBB\xBF \n{"));
  CHECK(!looks_like_a_result("format = 1"));
  CHECK(!looks_like_a_result(""));
}

}  // namespace
}  // namespace merlon
