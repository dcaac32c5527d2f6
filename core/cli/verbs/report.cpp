// `merlon report results.json`: what was analysed earlier, in any format.
#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/outputs.hpp"
#include "cli/pages.hpp"
#include "report/format.hpp"
#include "result/read_report.hpp"

namespace merlon::verbs {
namespace {

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const Format* format : formats::all()) names.push_back(format->name);
  return names;
}

std::optional<Report> read(const std::string& file, Sources& sources, Diagnostics& diagnostics) {
  auto text = read_file(file, kMostResultBytes);
  const uint32_t source = sources.add(file, text ? std::move(*text) : std::string());
  if (text && !looks_like_a_result(sources[source].text)) {
    diagnostics.add("E0711", Span{source, 0, 0, 1}, fmt::format("`{}` is not JSON", file), "", "`merlon report` shows what `merlon analyze --json` wrote; a description is analysed by `merlon analyze`");
    return std::nullopt;
  }
  if (text) return read_report(sources, source, diagnostics);
  diagnostics.add("E0604", Span{source, 0, 0, 1}, fmt::format("`{}` can't be read: {}", file, text.error()));
  return std::nullopt;
}

struct Read {
  Report report;
  std::string file;
};

// Every file, also after one that is wrong, so that all is told in one run.
std::vector<Read> read_all(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics) {
  std::vector<Read> out;
  std::optional<Theme> theme;
  read_theme_named(arguments, sources, diagnostics, theme);
  for (const std::string& file : arguments.all("RESULT")) {
    std::optional<Report> one = read(file, sources, diagnostics);
    if (!one) continue;
    one->theme = theme;
    out.push_back({std::move(*one), file});
  }
  return out;
}

struct Asked {
  std::string folder;  ///< of `--html-dir`; empty: none
  std::vector<InputPlace> inputs;
  std::vector<OutputPlace> places;
};

bool read_asked(const Arguments& arguments, Asked& asked, const Console& console) {
  std::vector<InputPlace>& inputs = asked.inputs;
  std::vector<OutputPlace>& places = asked.places;
  inputs = theme_input(arguments);
  for (const std::string& file : arguments.all("RESULT")) inputs.push_back({file, "a result"});
  if (!read_folder(arguments, asked.folder, console) || !read_outputs(arguments, format_names(), inputs, places, console)) return false;
  const bool several = arguments.all("RESULT").size() > 1, pages = !asked.folder.empty();
  if (several && (!places.empty() || !pages)) {
    console.err("merlon: several results make pages and an index\n  = help: name a folder for them, and no other output: `--html-dir DIR`\n");
    return false;
  }
  if (places.empty() && !pages) places.push_back({"text", "-"});
  return true;
}

int run(const Arguments& arguments, const Console& console) {
  Asked asked;
  if (!read_asked(arguments, asked, console)) return exit_usage;
  Sources sources;
  Diagnostics diagnostics;
  const std::vector<Read> reports = read_all(arguments, sources, diagnostics);
  if (!diagnostics.empty()) console.err(render(sources, diagnostics, console.colour) + "\n");
  if (diagnostics.has_errors()) return exit_usage;
  std::vector<FileContent> outputs;
  for (const OutputPlace& place : asked.places) outputs.push_back(output_of(reports.front().report, place));
  std::vector<NamedReport> all;
  for (const auto& [report, file] : reports) all.push_back({&report, file});
  if (!asked.folder.empty() && !add_pages(all, asked.folder, asked.inputs, asked.places, outputs, console)) return exit_usage;
  if (!write_outputs(outputs, console)) return exit_usage;
  int code = exit_ok;
  for (const auto& [r, file] : reports) {
    const bool blind = r.trend && r.trend->incomplete;
    if (r.incomplete) console.err(fmt::format("merlon: the result of `{}` is incomplete: not everything was analysed\n", printable(r.pipeline_id)));
    if (blind) console.err(fmt::format("merlon: the baseline of `{}` is incomplete\n", printable(r.pipeline_id)));
    if (r.incomplete || blind) code = exit_incomplete;
  }
  return code;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positionals, "RESULT", "RESULT...", "what `merlon analyze --json` wrote", true}};
  for (const Format* format : formats::all()) list.push_back(output_option(format->name, format->help));
  for (OptionSpec& option : page_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& report() {
  static const Verb verb{"report", "show an earlier result in JSON again, in any format",
                         "Nothing is analysed: each format says what it said when the result was made, byte for byte.  Several results\n"
                         "make a page each and an index, the worst first.\n"
                         "\n"
                         "  merlon report result.json --html report.html\n"
                         "  merlon report card-fraud.json chat.json --html-dir reports\n"
                         "\n"
                         "Exit: 0 done, 2 input or usage wrong, 3 a result, or the baseline of one, is incomplete.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
