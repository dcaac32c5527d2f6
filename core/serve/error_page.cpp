#include "serve/error_page.hpp"

#include <fmt/format.h>

namespace merlon {

std::string error_page(const std::string& file, const std::string& diagnostics, bool last, const std::optional<Theme>& theme, const PageSetting& setting) {
  std::string out;
  HtmlWriter w(out);
  w.doctype().open("html").attr("lang", "en");
  write_head(theme, fmt::format("{}: can't be analysed", file), w, setting);
  w.open("body").open("header").cls("top");
  write_brand(theme, w);
  w.open("p").cls("kind").text("Threat model").close().el("h1", "Not analysed");
  w.open("p").cls("headline").text("There is no report of ").el("code", file).text(": the messages name what is wrong. This page loads anew once something is saved.").close();
  if (last) w.open("p").page_link(PageName("last"), "The last report that could be made").text(" is of an earlier text.").close();
  w.close().open("main").open("section").attr("aria-labelledby", "h-errors").open("h2").attr("id", "h-errors").text("What is wrong").close();
  w.open("pre").attr("tabindex", "0").text(diagnostics).close().close().close();
  if (setting.watch) w.asset("script", *setting.watch);
  w.close().close();
  return out;
}

std::string waiting_page(const std::string& file, const PageSetting& setting) {
  std::string out;
  HtmlWriter w(out);
  w.doctype().open("html").attr("lang", "en");
  write_head(std::nullopt, fmt::format("{}: being analysed", file), w, setting);
  w.open("body").open("main").cls("top").el("h1", "Being analysed");
  w.open("p").cls("headline").el("code", file).text(" is analysed for the first time; this page loads anew when that is done.").close().close();
  w.asset("script", *setting.watch).close().close();
  return out;
}

}  // namespace merlon
