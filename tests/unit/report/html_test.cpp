// The page as a whole: well-formed, closed to injection, linked within itself, and short when there
// is much to say.
#include <fmt/format.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "report/format.hpp"
#include "report/html/page.hpp"

namespace merlon::formats {
const Format& html();
}

using namespace merlon;

namespace {

std::string page_of(const Report& r) {
  return text_in(formats::html(), r);
}

// What a strict reader makes of a page; stops at the first thing that is not as we write it.
struct Reader {
  struct Attribute {
    std::string name, value;
  };
  explicit Reader(std::string_view page) : text_(page) { read(); }

  std::string error;
  std::map<std::string, std::set<std::string>> seen;  // element -> attributes
  std::map<std::string, int> count;
  std::set<std::string> ids, hrefs;
  std::string shown;  // text and attribute values, without escapes
  std::string style, script, csp;

 private:
  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  void fail(std::string_view what) {
    if (error.empty()) error = fmt::format("{} at `{}`", what, text_.substr(at_, 60));
  }
  bool eat(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  std::string name() {
    const size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  // One character of text or of a value, without its escape.
  std::string character(bool line_feeds) {
    static constexpr std::pair<std::string_view, std::string_view> escapes[] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    if (text_[at_] == '&') {
      for (const auto& [from, to] : escapes) {
        if (eat(from)) return std::string(to);
      }
      fail("a bare ampersand");
    }
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if ((byte < 0x20 && !(line_feeds && byte == '\n')) || byte == 0x7F) fail("a control character");
    if (text_.substr(at_, 3) == "\u202E") fail("a bidi control");
    if (byte == '>' || byte == '\'' || byte == '"') fail("a bare quote or bracket");
    return std::string(1, text_[at_++]);
  }

  std::string value() {
    std::string out;
    if (!eat("=\"")) fail("no quote");
    while (error.empty() && at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '<') fail("a bracket in a value");
      out += character(false);
    }
    if (!eat("\"")) fail("no closing quote");
    return out;
  }

  void start_tag() {
    const std::string element = name();
    ++count[element];
    std::set<std::string>& attributes = seen[element];
    std::set<std::string> here;
    bool is_csp = false;
    while (error.empty() && eat(" ")) {
      const std::string attribute = name();
      const std::string v = value();
      attributes.insert(attribute);
      if (!here.insert(attribute).second) fail("an attribute twice");
      if (attribute == "id" && !ids.insert(v).second) fail(fmt::format("id `{}` twice", v));
      if (attribute == "id" && v.find_first_of(" \t\n") != std::string::npos)
        fail("a space in an id");
      if (attribute == "href") hrefs.insert(v);
      if (attribute == "http-equiv") is_csp = v == "Content-Security-Policy";
      if (attribute == "content" && is_csp) csp = v;
      shown += v + "\n";
    }
    if (!eat(">")) fail("no end of tag");
    if (element != "meta" && element != "img") open_.push_back(element);
    if (element == "style") style = raw("</style>");
    if (element == "script") script = raw("</script>");
  }

  // What a browser takes as it is, up to the end tag.
  std::string raw(std::string_view end) {
    const size_t begin = at_;
    at_ = text_.find(end, begin);
    return std::string(text_.substr(begin, at_ - begin));
  }

  void end_tag() {
    const std::string element = name();
    if (open_.empty() || open_.back() != element) return fail("an end tag that closes nothing");
    open_.pop_back();
    if (!eat(">")) fail("no end of end tag");
  }

  void read() {
    if (!eat("<!DOCTYPE html>\n")) return fail("no doctype");
    while (error.empty() && at_ < text_.size()) {
      if (eat("</")) {
        end_tag();
      } else if (eat("<")) {
        start_tag();
      } else {
        shown += character(true);
      }
    }
    if (!open_.empty()) fail("not closed: " + open_.back());
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string> open_;
};

constexpr std::string_view kInjections[] = {"<script>alert(1)</script>",
                                            "\" onmouseover=\"alert(1)",
                                            "</style><img src=x onerror=alert(1)>",
                                            "]]><svg/onload=alert(1)>",
                                            "& &amp; &#0;",
                                            "' autofocus onfocus='alert(1)",
                                            "javascript:alert(1)",
                                            "\x1b[31m\x07",
                                            "a\u202Eb",
                                            "--><!--",
                                            "`<b>`",
                                            "\xff\xfe",
                                            "</title></section></svg>",
                                            "{{constructor}}"};

// Strings that are all attacks, no two alike.
struct Attacks {
  int n = 0;
  std::string operator()() {
    std::string text =
        fmt::format("{}{}", kInjections[static_cast<size_t>(n) % std::size(kInjections)], n);
    if (++n % 5 == 0) text += std::string("\0x", 2);
    return text;
  }
};

ScoreText score(Attacks& x) { return {x(), 50, 10, 10, x(), x()}; }

FindingRow hostile_finding(Attacks& x) {
  FindingRow f;
  f.id = x(), f.threat = x(), f.name = x(), f.subject = x(), f.subject_kind = x(), f.phase = x(),
  f.domain = x(), f.place = x();
  f.reasons = {x(), x()}, f.cites = {x(), x()}, f.base_because = x();
  f.steps = {{x(), x(), -2, true}, {x(), x(), 4, false}};
  f.impact_dimension = x(), f.impact_because = x(), f.impact_worst_case = true;
  f.inherent = score(x), f.residual = score(x), f.target = score(x);
  f.evidence = {{x(), x(), x(), x(), x(), x(), x()}, {x(), x(), x(), "", x(), x(), x()}};
  f.controls = {{x(), x(), x(), x(), x(), x(), x(), x(), x(), 2, 3, 0, 0, {}},
                {x(), x(), "unstated", x(), x(), x(), x(), x(), x(), 0, 0, 0, 0, {x(), x()}}};
  f.assumptions = {x()}, f.disagreements = {x()}, f.decision = x(), f.decision_treatment = x(), f.decided_by = x();
  return f;
}

void hostile_picture(Report& r, Attacks& x) {
  for (int i = 0; i < 12; ++i) {
    const char* kinds[] = {"stage", "asset", "actor"};
    PictureNode n{x(),    x(),       i < 9 ? kinds[i % 3] : x(),
                  x(),    x(),       i % 2 == 0 ? "high" : x(),
                  i % 10, i % 4 - 1, i % 3,   i % 2, x()};
    r.picture.nodes.push_back(n);
    r.picture.edges.push_back({i, (i + 1) % 12, x(), i % 2 == 0});
  }
  for (int i = 0; i < 3; ++i) r.picture.boundaries.push_back({x(), x(), i - 1});
  r.findings[0].subject = r.picture.nodes[1].id;
}

void hostile_tables(Report& r, Attacks& x) {
  const std::string id = r.findings[0].id;
  r.threats = {{r.findings[0].threat, x(), x(), "ask", "realized", x(), x(), x(), {x()}, {x()}}};
  UndecidedRow u{x(), x(), x(), x(), x(), x(), x(), x(), {{x(), x(), x(), x()}}, score(x), x()};
  r.undecided = {u};
  r.questions = {{u.missing[0], x(), 1, 2, score(x)}};
  r.plan = {9, 3, 2, false, {{x(), x(), {{id, x()}, {x(), "unstated"}}, 1, 6, {{id, score(x), score(x)}, {x(), score(x), score(x)}}}}, {x()}, {x()}};
  r.required = {{x(), x(), x(), x(), x(), x(), {id, x()}, {x()}, 3, id, score(x), score(x)}};
  r.decisions = {{id, x(), x(), x(), x(), x(), x(), x()},
                 {u.id, x(), x(), x(), x(), x(), x(), x()}};
  r.assumptions = {{x(), x(), x(), x()}};
  r.warnings = {{x(), x(), x(), x()}};
  r.phases = {{x(), {{x(), 1}}, 1, 0, x(), {x(), r.picture.nodes[0].id}}};
  r.frameworks_seen = {{x(),
                        x(),
                        x(),
                        {{"t", x()}},
                        {{x(), x(), x(), x(), x(), {"t"}, {id}, x()}, {x(), x(), x(), x(), x(), {}, {x()}, x()}}},
                       {x(), x(), x(), {}, {{x(), x(), x(), x(), x(), {}, {id}, {}}}}};
  r.plugins = {{x(), x(), x(), x(), {x()}, {}, false}};
  r.frameworks = {{x(), x(), x(), x()}};
}

Report hostile() {
  Attacks x;
  Report r;
  r.version = x(), r.pipeline_id = x(), r.pipeline_name = x(), r.owner = x(), r.criticality = x(),
  r.file = x(), r.today = x(), r.scorer = x();
  r.incomplete = true;
  r.headline = x();
  for (size_t i = 0; i < std::size(kInjections); ++i) r.top.push_back(x());
  r.ruled_out_by = {{x(), 3}};
  r.not_analysed = {{x(), x(), x(), {x(), x()}}};
  r.not_asked = {{x(), x()}};
  r.levels = {{x(), 1}, {"high", 2}};
  for (int i = 0; i < 3; ++i) r.findings.push_back(hostile_finding(x));
  hostile_picture(r, x);
  hostile_tables(r, x);
  r.theme = Theme{x(), "javascript:alert(1)", "red}body{display:none"};
  r.trend = TrendRow{x(), {{x(), 2}}, {{r.findings[0].id, x(), x(), x(), x()}, {x(), x(), x(), x(), x()}}, true, {x()}};
  return r;
}

// Everything that a page may consist of.
const std::map<std::string, std::set<std::string>> kAllowed = {
    {"html", {"lang"}},
    {"head", {}},
    {"title", {"id"}},
    {"style", {}},
    {"script", {}},
    {"meta", {"charset", "http-equiv", "content", "name"}},
    {"body", {}},
    {"header", {"class"}},
    {"main", {}},
    {"footer", {}},
    {"nav", {"aria-label"}},
    {"section", {"id", "aria-labelledby", "class"}},
    {"article", {"id", "class", "data-level", "data-score", "data-phase", "data-domain", "data-decision"}},
    {"div", {"class", "id", "role", "tabindex", "aria-label"}},
    {"h1", {}},
    {"h2", {"id"}},
    {"h3", {"id"}},
    {"h4", {}},
    {"p", {"class"}},
    {"ul", {"class", "aria-label"}},
    {"ol", {"class"}},
    {"li", {"class", "data-state"}},
    {"dl", {"class"}},
    {"dt", {}},
    {"dd", {}},
    {"table", {"class"}},
    {"caption", {}},
    {"thead", {}},
    {"tbody", {}},
    {"tr", {"id", "class", "data-phase", "data-domain", "data-decision"}},
    {"th", {"scope", "class"}},
    {"td", {"class"}},
    {"details", {"class", "id", "data-domain"}},
    {"summary", {}},
    {"a", {"href", "class", "aria-label"}},
    {"b", {}},
    {"strong", {}},
    {"code", {"class"}},
    {"span", {"class"}},
    {"svg", {"class", "role", "aria-labelledby", "width", "height", "viewBox"}},
    {"desc", {"id"}},
    {"g", {"class", "id", "data-from", "data-to"}},
    {"rect", {"class", "x", "y", "width", "height", "rx"}},
    {"path", {"class", "d", "transform"}},
    {"text", {"class", "x", "y"}},
    {"tspan", {"class", "dx"}}};

void check_page(const Reader& page) {
  CHECK(page.error == "");
  for (const auto& [element, attributes] : page.seen) {
    INFO("<" << element << ">");
    const auto allowed = kAllowed.find(element);
    REQUIRE(allowed != kAllowed.end());
    for (const std::string& attribute : attributes) {
      INFO(attribute);
      CHECK(allowed->second.count(attribute) == 1);
    }
  }
  for (const std::string& href : page.hrefs) {
    INFO(href);
    REQUIRE(href.substr(0, 1) == "#");
    std::string id;
    for (size_t i = 1; i < href.size(); ++i) {
      if (href[i] != '%') {
        id += href[i];
        continue;
      }
      id += static_cast<char>(std::stoi(href.substr(i + 1, 2), nullptr, 16));
      i += 2;
    }
    CHECK(page.ids.count(id) == 1);
  }
}

FindingRow plain_finding(int n) {
  FindingRow f;
  f.threat = "data-poisoning", f.name = "Data poisoning", f.subject = fmt::format("stage-{}", n),
  f.id = f.threat + "@" + f.subject;
  f.reasons = {fmt::format("`stage-{}` learns from what others can write", n)};
  f.inherent = f.residual = f.target = {"high", 74, 13, 14, "high", "high"};
  return f;
}

Report many(int n) {
  Report r;
  r.pipeline_name = "Many";
  r.threats = {{"data-poisoning", "Data poisoning", "data", "tell", "realized", "Summary.", "Story.", "", {}, {}}};
  for (int i = 0; i < n; ++i) r.findings.push_back(plain_finding(i));
  return r;
}

}  // namespace

TEST_CASE("a hostile report is an ordinary page") {
  const std::string text = page_of(hostile());
  const Reader page(text);
  check_page(page);
  CHECK(page.count.at("script") == 1);
  CHECK(page.count.at("style") == 1);
  CHECK(page.count.count("img") == 0);
  CHECK(page.count.at("h1") == 1);
  CHECK(page.count.at("article") == 3);
  for (const std::string_view attack :
       {kInjections[0], kInjections[1], kInjections[2], kInjections[4], kInjections[6]}) {
    INFO(attack);
    CHECK(page.shown.find(attack) != std::string::npos);  // shown, not swallowed
  }
  CHECK(page.shown.find("\\x1b[31m\\x07") != std::string::npos);
  CHECK(page.shown.find("a\\u202eb") != std::string::npos);
  CHECK(page.shown.find("\\x00x") != std::string::npos);
}

TEST_CASE("an empty report is a page") {
  const Reader page(page_of({}));
  check_page(page);
  CHECK(page.count.at("section") == 16);
}

std::string source_of(const std::string& bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char text[sodium_base64_ENCODED_LEN(sizeof hash, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
  return fmt::format("'sha256-{}'", text);
}

TEST_CASE("the policy names the bytes of style sheet and script") {
  const Reader page(page_of(many(1)));
  CHECK(page.csp == fmt::format("default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'", source_of(page.script), source_of(page.style)));
  CHECK(page.style.size() <= kMostStyle);
  CHECK(page.script.size() <= kMostScript);
  CHECK(page.style.find("url(") == std::string::npos);
  CHECK(page.style.find("@import") == std::string::npos);
  for (const std::string_view word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttpRequest", "<!--", "import("}) {
    INFO(word);
    CHECK(page.script.find(word) == std::string::npos);
  }
}

TEST_CASE("a theme adds a sheet of its own, which the policy names") {
  Report r = many(1);
  r.theme = Theme{"Acme", "data:image/png;base64,AAAA", "#123abc"};
  const std::string text = page_of(r);
  CHECK(Reader(text).csp.find(" " + source_of(":root{--accent:#123abc}\n") + "; img-src") != std::string::npos);
  CHECK(text.find("<style>:root{--accent:#123abc}\n</style>") != std::string::npos);
  CHECK(text.find("src=\"data:image/png;base64,AAAA\"") != std::string::npos);
}

TEST_CASE("a finding can be linked by its id") {
  const std::string text = page_of(many(1));
  CHECK(text.find("<article id=\"f-data-poisoning@stage-0\"") != std::string::npos);
  CHECK(text.find("href=\"#f-data-poisoning@stage-0\"") != std::string::npos);
  CHECK(text.find("href=\"#t-data-poisoning\"") != std::string::npos);
}

TEST_CASE("an incomplete report says so first") {
  Report r = many(1);
  CHECK(page_of(r).find("INCOMPLETE") == std::string::npos);
  r.incomplete = true;
  const std::string text = page_of(r);
  CHECK(text.find("INCOMPLETE") < text.find("<nav"));
}

TEST_CASE("500 findings are told in full, more are rows") {
  const Reader full(page_of(many(500)));
  check_page(full);
  CHECK(full.count.at("article") == 500);
  const Reader rows(page_of(many(501)));
  check_page(rows);
  CHECK(rows.count.count("article") == 0);
  CHECK(rows.ids.count("f-data-poisoning@stage-500") == 1);
}

TEST_CASE("ten thousand findings fit 3 MB") {
  CHECK(page_of(many(10'000)).size() < 3'000'000);
}

TEST_CASE("the same report is the same page") { CHECK(page_of(hostile()) == page_of(hostile())); }
