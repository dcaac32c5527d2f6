#include "report/html/page.hpp"

#include <fmt/format.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

#include <optional>

#include "base/text.hpp"
#include "engine/pass_text.hpp"
#include "report/html/parts.hpp"
#include "report/html/style.hpp"
#include "report/picture/collapse.hpp"

namespace merlon {
namespace {

struct Section {
  Literal id;
  std::string_view title;
  void (*write)(Page&);
  std::optional<size_t> (*count)(const Report&);
  bool (*there)(const Report&) = [](const Report&) { return true; };
};

std::optional<size_t> nothing(const Report&) { return std::nullopt; }

const Section kSections[] = {
    {"summary", "Summary", write_summary, nothing},
    {"picture", "Picture", write_picture, nothing},
    {"matrix", "Risk matrix", write_matrix, nothing},
    {"lifecycle", "Lifecycle", write_lifecycle, nothing},
    {"plan", "Plan", write_plan, [](const Report& r) { return r.plan ? std::optional(r.plan->steps.size()) : std::nullopt; }},
    {"stories", "Attack paths", write_attack_paths, [](const Report& r) { return r.stories ? std::optional(static_cast<size_t>(r.stories->n_open)) : std::nullopt; }},
    {"losses", "Losses", write_losses, nothing, [](const Report& r) { return r.losses.has_value(); }},
    {"findings", "Findings", write_findings,
     [](const Report& r) { return std::optional(r.findings.size()); }},
    {"threats", "Threats", write_threats,
     [](const Report& r) { return std::optional(r.threats.size()); }},
    {"undecided", "Undecided", write_undecided,
     [](const Report& r) { return std::optional(r.undecided.size()); }},
    {"questions", "Open questions", write_questions,
     [](const Report& r) { return std::optional(r.questions.size()); }},
    {"controls", "Required controls", write_required,
     [](const Report& r) { return std::optional(r.required.size()); }},
    {"decisions", "Decisions", write_decisions,
     [](const Report& r) { return std::optional(r.decisions.size()); }},
    {"assumptions", "Assumptions", write_assumptions,
     [](const Report& r) { return std::optional(r.assumptions.size()); }},
    {"frameworks", "Frameworks", write_frameworks, nothing},
    {"ledger", "Ledger", write_ledger, nothing},
    {"inputs", "Inputs", write_inputs, nothing},
};

std::string sha256_base64(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  char text[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
  return text;
}

std::string_view title_of(const Report& r) {
  return r.pipeline_name.empty() ? r.pipeline_id : r.pipeline_name;
}

void write_head(const Report& r, HtmlWriter& w) {
  w.open("head");
  w.empty("meta").attr("charset", "utf-8");
  w.empty("meta")
      .attr("http-equiv", "Content-Security-Policy")
      .attr("content", fmt::format("default-src 'none'; style-src 'sha256-{}'; img-src data:; "
                                   "base-uri 'none'; form-action 'none'",
                                   sha256_base64(style_sheet().view())));
  w.empty("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
  w.empty("meta").attr("name", "color-scheme").attr("content", "light dark");
  w.empty("meta").attr("name", "referrer").attr("content", "no-referrer");
  w.open("title").text(title_of(r)).text(": threat model").close();
  w.style_sheet(style_sheet());
  w.close();
}

void write_fact(HtmlWriter& w, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  w.open("div").el("dt", name).el("dd", value).close();
}

void write_header(const Report& r, HtmlWriter& w) {
  w.open("header").cls("top");
  w.open("p").cls("kind").text("Threat model").close();
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
  w.open("nav").attr("aria-label", "Sections").open("ul");
  for (const Section& section : kSections) {
    if (!section.there(r)) continue;
    w.open("li").open("a").href(Anchor(section.id)).text(section.title);
    if (const auto count = section.count(r))
      w.text(" ").open("span").cls("n").number(static_cast<int64_t>(*count)).close();
    w.close().close();
  }
  w.close().close();
}

}  // namespace

Page::Page(const Report& report, HtmlWriter& writer) : r(report), w(writer) {
  for (const FindingRow& f : r.findings) {
    findings.insert(f.id);
    first_finding.emplace(f.subject, f.id);
  }
  for (const UndecidedRow& u : r.undecided) undecided.insert(u.id);
  for (const ThreatRow& t : r.threats) threats.insert(t.id);
  if (r.picture.nodes.size() > kMostDrawn) return;
  for (const PictureNode& n : r.picture.nodes) nodes.insert(n.id);
}

void write_page(const Report& r, Outlet& out) {
  HtmlWriter w(out.text());
  Page page(r, w);
  w.doctype().open("html").attr("lang", "en");
  write_head(r, w);
  w.open("body");
  w.open("a").cls("skip").href(Anchor("summary")).text("Skip to the summary").close();
  write_header(r, w);
  write_nav(r, w);
  w.open("main");
  for (const Section& section : kSections) {
    if (!section.there(r)) continue;
    w.open("section")
        .id(Anchor(section.id))
        .attr("aria-labelledby", fmt::format("h-{}", section.id.view()));
    w.open("h2").attr("id", fmt::format("h-{}", section.id.view())).text(section.title).close();
    section.write(page);
    w.close();
    out.pass();
  }
  w.close();
  w.open("footer").open("p").text(fmt::format("Written by Merlon {}", r.version));
  if (!r.today.empty()) w.text(fmt::format(", as of {}", r.today));
  w.text(r.incomplete ? ". This report is incomplete. " : ". ");
  w.link(Anchor("summary"), "Back to the summary").close().close();
  w.close().close();
}

}  // namespace merlon
