// Reports as pages in a folder, and how they are dressed: `--html-dir` and `--theme`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/outputs.hpp"
#include "report/report.hpp"

namespace merlon {

/// `--html-dir DIR` and `--theme FILE`.
std::vector<OptionSpec> page_options();

/// A report and the file that was named for it.
struct NamedReport {
  const Report* report = nullptr;
  std::string file;
};

/// Reads the file behind `--theme`, where one is named.
/// Errors: E0604, E0901 on `diagnostics`, and false.
bool read_theme_named(const Arguments& arguments, Sources& sources, Diagnostics& diagnostics, std::optional<Theme>& theme);

/// The files of `--html-dir`: `index.html`, `report.css` and `report.js`; of several reports a page each, which the index
/// lists.  The reports outlive what comes back.
/// Errors: false when the folder can't be made or is none, or when a page would be written over one of `inputs` or of
/// `places`, which is then told.
bool add_pages(const std::vector<NamedReport>& reports, const std::string& folder, const std::vector<InputPlace>& inputs, std::vector<OutputPlace> places,
               std::vector<FileContent>& outputs, const Console& console);

/// `--html-dir` and what goes with it: false when a name is missing or nothing wears the theme, which is then told.
bool read_folder(const Arguments& arguments, std::string& folder, const Console& console);

/// The inputs that `--theme` names, so that nothing is written over them.
std::vector<InputPlace> theme_input(const Arguments& arguments);

}  // namespace merlon
