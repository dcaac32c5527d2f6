#include "cli/pages.hpp"

#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/html/index_page.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {
namespace {

// A name for the page of each report: its pipeline, and a number where two are called the same.
std::vector<IndexedReport> indexed_of(const std::vector<NamedReport>& reports) {
  std::set<std::string> taken{"index.html"};
  std::map<std::string_view, int> of_pipeline;
  for (const NamedReport& r : reports) ++of_pipeline[r.report->pipeline_id];
  std::vector<IndexedReport> out;
  for (const auto& [report, file] : reports) {
    PageName name(report->pipeline_id);
    for (int n = 2; !taken.insert(name.text()).second; ++n) name = PageName(fmt::format("{}-{}", report->pipeline_id, n));
    out.push_back({report, std::move(name), of_pipeline[report->pipeline_id] > 1 ? file : ""});
  }
  return out;
}

FileContent page_file(const std::string& folder, const std::string& name, std::function<void(Outlet&)> write) {
  return {(std::filesystem::path(folder) / name).string(), [write = std::move(write)](const Outlet::Take& take) {
            Outlet out(take);
            write(out);
            out.finish();
          }};
}

std::vector<FileContent> pages_of(const std::vector<NamedReport>& reports, const std::string& folder) {
  std::vector<FileContent> out;
  const std::optional<Theme> theme = reports.front().report->theme;
  const auto add = [&](const std::string& name, std::function<void(Outlet&)> write) { out.push_back(page_file(folder, name, std::move(write))); };
  PageSetting setting;
  setting.beside = true;
  add("report.css", [theme](Outlet& to) { to.text() += style_file(theme); });
  add("report.js", [](Outlet& to) { to.text() += PageAsset::script().text(); });
  if (reports.size() == 1) {
    add("index.html", [report = reports.front().report, setting](Outlet& to) { write_page(*report, to, setting); });
    return out;
  }
  const std::vector<IndexedReport> indexed = indexed_of(reports);
  add("index.html", [indexed, theme, setting](Outlet& to) { write_index_page(indexed, theme, to, setting); });
  setting.index = PageName("index");
  for (const IndexedReport& one : indexed) add(one.page.text(), [one, setting](Outlet& to) { write_page(*one.report, to, setting); });
  return out;
}

bool make_folder(const std::string& folder, const Console& console) {
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (std::filesystem::is_directory(folder, error)) return true;
  const bool file = std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error);
  console.err(fmt::format("merlon: `--html-dir {}` {}\n  = help: name a folder that is there, or one to make in a folder that is\n", printable(folder),
                          file ? "names a file, not a folder" : "can't be made"));
  return false;
}

}  // namespace

std::vector<OptionSpec> page_options() {
  return {{OptionSpec::Kind::value, "--html-dir", "DIR", "the page with style and script in files beside it, for hosts that allow nothing else; of several pipelines a page each and an index", false},
          {OptionSpec::Kind::value, "--theme", "FILE", "name, logo and accent colour of an organisation, for the pages (docs/report.md)", false}};
}

bool read_theme_named(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics, std::optional<Theme>& theme) {
  if (arguments.all("theme").empty()) return true;
  const std::string path = arguments.one("theme");
  auto text = read_file(path, TomlLimits{}.bytes);
  const uint32_t file = sources.add(path, text ? std::move(*text) : std::string());
  if (!text) {
    diagnostics.add("E0604", Span{file, 0, 0, 1}, fmt::format("`{}` can't be read: {}", path, text.error()));
    return false;
  }
  theme = read_theme(sources, file, diagnostics);
  return theme.has_value();
}

bool read_folder(const Arguments& arguments, std::string& folder, const Console& console) {
  folder = arguments.one("html-dir");
  if (!arguments.all("html-dir").empty() && (folder.empty() || folder.starts_with("--"))) {
    console.err("merlon: `--html-dir` needs the name of a folder\n");
    return false;
  }
  if (!folder.empty() || !arguments.all("html").empty() || arguments.all("theme").empty()) return true;
  console.err("merlon: `--theme` dresses pages, and none is asked for\n  = help: add `--html FILE` or `--html-dir DIR`\n");
  return false;
}

bool add_pages(const std::vector<NamedReport>& reports, const std::string& folder, const std::vector<InputPlace>& inputs, std::vector<OutputPlace> places,
               std::vector<FileContent>& outputs, const Console& console) {
  const std::vector<FileContent> pages = pages_of(reports, folder);
  for (const FileContent& page : pages) {
    if (!take_output({"html-dir", page.path}, inputs, places, console)) return false;
  }
  if (!make_folder(folder, console)) return false;
  outputs.insert(outputs.end(), pages.begin(), pages.end());
  return true;
}

std::vector<InputPlace> theme_input(const Arguments& arguments) {
  if (arguments.one("theme").empty()) return {};
  return {{arguments.one("theme"), "the theme"}};
}

}  // namespace merlon
