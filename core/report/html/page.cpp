#include "report/html/page.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "base/text.hpp"
#include "engine/pass_text.hpp"
#include "report/html/parts.hpp"
#include "report/picture/collapse.hpp"

namespace merlon {
namespace {

enum class Part : uint8_t { glance, work, evidence };
constexpr std::array<std::string_view, 3> kParts = {"At a glance", "Working views", "Evidence"};

struct Section {
  Part part;
  Literal id;
  std::string_view title;
  std::string_view short_title;  ///< in the list of sections
  void (*write)(Page&);
  std::optional<size_t> (*count)(const Report&) = [](const Report&) { return std::optional<size_t>(); };
  bool (*there)(const Report&) = [](const Report&) { return true; };
};

// How bad and where; then what those who work on it need; then what those who check it ask for.
const Section kSections[] = {
    {Part::glance, "summary", "Summary", "Summary", write_summary},
    {Part::glance, "picture", "Picture", "Picture", write_picture},
    {Part::glance, "losses", "Losses", "Losses", write_losses, [](const Report&) { return std::optional<size_t>(); },
     [](const Report& r) { return r.losses.has_value(); }},
    {Part::glance, "matrix", "Risk matrix", "Matrix", write_matrix},
    {Part::work, "stories", "Attack paths", "Paths", write_attack_paths,
     [](const Report& r) { return r.stories ? std::optional(static_cast<size_t>(r.stories->n_open)) : std::nullopt; }},
    {Part::work, "findings", "Findings", "Findings", write_findings, [](const Report& r) { return std::optional(r.findings.size()); }},
    {Part::work, "undecided", "Undecided", "Undecided", write_undecided, [](const Report& r) { return std::optional(r.undecided.size()); }},
    {Part::work, "questions", "Open questions", "Questions", write_questions, [](const Report& r) { return std::optional(r.questions.size()); }},
    {Part::work, "plan", "Plan", "Plan", write_plan, [](const Report& r) { return r.plan ? std::optional(r.plan->steps.size()) : std::nullopt; }},
    {Part::work, "controls", "Required controls", "Controls", write_required, [](const Report& r) { return std::optional(r.required.size()); }},
    {Part::work, "threats", "Threats", "Threats", write_threats, [](const Report& r) { return std::optional(r.threats.size()); }},
    {Part::evidence, "decisions", "Decisions", "Decisions", write_decisions, [](const Report& r) { return std::optional(r.decisions.size()); }},
    {Part::evidence, "assumptions", "Assumptions", "Assumptions", write_assumptions, [](const Report& r) { return std::optional(r.assumptions.size()); }},
    {Part::evidence, "lifecycle", "Lifecycle", "Lifecycle", write_lifecycle},
    {Part::evidence, "frameworks", "Frameworks", "Frameworks", write_frameworks},
    {Part::evidence, "ledger", "Ledger", "Ledger", write_ledger},
    {Part::evidence, "inputs", "Inputs", "Inputs", write_inputs},
};

std::string_view title_of(const Report& r) {
  return r.pipeline_name.empty() ? r.pipeline_id : r.pipeline_name;
}

// Sources of styles and scripts, each named by its own bytes.
std::string policy_of(const std::vector<PageAsset>& styles, const std::vector<PageAsset>& scripts, const PageSetting& setting) {
  const auto sources = [&](const std::vector<PageAsset>& list) {
    std::string out = setting.beside ? " 'self'" : "";
    for (const PageAsset& asset : list) out += " " + asset.source();
    return out;
  };
  return fmt::format("default-src 'none'; script-src{}; style-src{}; img-src data:;{} base-uri 'none'; form-action 'none'", sources(scripts), sources(styles),
                     setting.watch ? " connect-src 'self';" : "");
}

void write_fact(HtmlWriter& w, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  w.open("div").el("dt", name).el("dd", value).close();
}

void write_header(const Report& r, HtmlWriter& w, const PageSetting& setting) {
  w.open("header").cls("top");
  write_brand(r.theme, w);
  w.open("p").cls("kind").text("Threat model");
  if (setting.index) w.text(", one of ").page_link(*setting.index, "several");
  w.close();
  w.el("h1", title_of(r));
  if (r.incomplete) {
    w.open("div").cls("banner").attr("role", "note");
    w.open("p")
        .el("strong", "INCOMPLETE")
        .text(
            ". Part of what was asked could not be analysed, so a threat that is not named here "
            "may still exist. ");
    w.link(Anchor("not-analysed"), "What was not analysed").text(".").close().close();
  }
  if (!r.not_asked.empty()) {
    w.open("div").cls("banner").attr("role", "note").open("p").el("strong", fmt::format("{} NOT ASKED", amount(r.not_asked.size(), "threat")));
    w.text(". The list of passes leaves them out, so nothing is said of them here. ");
    w.link(Anchor("ledger"), "Which, and why").text(".").close().close();
  }
  if (!r.headline.empty()) w.open("p").cls("headline").rich(r.headline).close();
  w.open("dl").cls("facts");
  write_fact(w, "Pipeline", r.pipeline_id);
  write_fact(w, "Owner", r.owner);
  write_fact(w, "Criticality", r.criticality);
  write_fact(w, "File", r.file);
  write_fact(w, "As of", r.today);
  if (r.passes != kEveryPass) write_fact(w, "Passes", r.passes);
  w.close().close();
}

void write_nav(const Report& r, HtmlWriter& w) {
  w.open("nav").attr("aria-label", "Sections");
  for (size_t part = 0; part < kParts.size(); ++part) {
    w.open("div").el("p", kParts[part]).open("ul");
    for (const Section& section : kSections) {
      if (section.part != static_cast<Part>(part) || !section.there(r)) continue;
      w.open("li").open("a").href(Anchor(section.id)).text(section.short_title);
      if (const auto count = section.count(r)) w.text(" ").open("span").cls("n").number(static_cast<int64_t>(*count)).close();
      w.close().close();
    }
    w.close().close();
  }
  w.close();
}

void write_sections(Page& page, Outlet& out) {
  const Report& r = page.r;
  HtmlWriter& w = page.w;
  std::optional<Part> part;
  w.open("main");
  for (const Section& section : kSections) {
    if (!section.there(r)) continue;
    if (part != section.part) w.open("p").cls("part").text(kParts[static_cast<size_t>(section.part)]).close();
    part = section.part;
    const std::string heading = fmt::format("h-{}", section.id.view());
    w.open("section").id(Anchor(section.id)).attr("aria-labelledby", heading);
    w.open("h2").attr("id", heading).text(section.title).close();
    section.write(page);
    w.close();
    out.pass();
  }
  w.close();
}

void write_footer(const Report& r, HtmlWriter& w) {
  w.open("footer").open("p").text(fmt::format("Written by Merlon {}", r.version));
  if (!r.today.empty()) w.text(fmt::format(", as of {}", r.today));
  w.text(r.incomplete ? ". This report is incomplete. " : ". ");
  w.link(Anchor("summary"), "Back to the summary").close().close();
}

}  // namespace

Page::Page(const Report& report, HtmlWriter& writer) : r(report), w(writer) {
  for (const FindingRow& f : r.findings) {
    findings.insert(f.id);
    first_finding.emplace(f.subject, f.id);
  }
  for (const UndecidedRow& u : r.undecided) {
    undecided.insert(u.id);
    first_undecided.emplace(u.subject, u.id);
  }
  for (const ThreatRow& t : r.threats) threats.insert(t.id);
  if (r.picture.nodes.size() > kMostDrawn) return;
  for (const PictureNode& n : r.picture.nodes) nodes.insert(n.id);
}

void write_head(const std::optional<Theme>& theme, std::string_view title, HtmlWriter& w, const PageSetting& setting) {
  std::vector<PageAsset> styles, scripts;
  if (!setting.beside) {
    styles.push_back(PageAsset::style());
    if (theme && is_colour(theme->accent)) styles.push_back(PageAsset::accent(theme->accent));
    scripts.push_back(PageAsset::script());
  }
  if (setting.watch) scripts.push_back(*setting.watch);
  w.open("head");
  w.empty("meta").attr("charset", "utf-8");
  w.empty("meta").attr("http-equiv", "Content-Security-Policy").attr("content", policy_of(styles, scripts, setting));
  w.empty("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
  w.empty("meta").attr("name", "color-scheme").attr("content", "light dark");
  w.empty("meta").attr("name", "referrer").attr("content", "no-referrer");
  w.open("title").text(title).close();
  for (const PageAsset& style : styles) w.asset("style", style);
  if (setting.beside) w.linked_style("report.css").linked_script("report.js");
  w.close();
}

void write_brand(const std::optional<Theme>& theme, HtmlWriter& w) {
  if (!theme || (theme->name.empty() && theme->logo.empty())) return;
  w.open("p").cls("brand").picture(theme->logo, theme->name.empty() ? "Logo" : "");
  if (!theme->name.empty()) w.el("span", theme->name);
  w.close();
}

std::string style_file(const std::optional<Theme>& theme) {
  return std::string(PageAsset::style().text()) + (theme ? std::string(PageAsset::accent(theme->accent).text()) : std::string());
}

void write_page(const Report& r, Outlet& out, const PageSetting& setting) {
  HtmlWriter w(out.text());
  Page page(r, w);
  w.doctype().open("html").attr("lang", "en");
  write_head(r.theme, fmt::format("{}: threat model", title_of(r)), w, setting);
  w.open("body");
  w.open("a").cls("skip").href(Anchor("summary")).text("Skip to the summary").close();
  write_header(r, w, setting);
  write_nav(r, w);
  write_sections(page, out);
  write_footer(r, w);
  // At its end, so that the page is seen before it runs.
  if (!setting.beside) w.asset("script", PageAsset::script());
  if (setting.watch) w.asset("script", *setting.watch);
  w.close().close();
}

void write_page(const Report& r, Outlet& out) { write_page(r, out, PageSetting{}); }

}  // namespace merlon
