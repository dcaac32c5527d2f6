#include "cli/diff_outputs.hpp"

#include <algorithm>

namespace merlon {
namespace {

const DiffFormat& format_named(std::string_view name) {
  const auto& all = diff_formats::all();
  return **std::find_if(all.begin(), all.end(), [&](const DiffFormat* f) { return f->name == name; });
}

FileContent output_of(const Diff& diff, const OutputPlace& place) {
  return {place.path, [&diff, &format = format_named(place.option)](const Outlet::Take& take) {
            Outlet out(take);
            format.write(diff, out);
            out.finish();
          }};
}

}  // namespace

std::vector<OptionSpec> diff_options() {
  std::vector<OptionSpec> list;
  for (const DiffFormat* format : diff_formats::all()) list.push_back(output_option(format->name, format->help));
  list.push_back({OptionSpec::Kind::flag, "-q,--quiet", "", "print no summary", false});
  return list;
}

bool read_diff_places(const Arguments& arguments, const std::vector<InputPlace>& inputs, std::vector<OutputPlace>& places, const Console& console) {
  std::vector<std::string_view> formats;
  for (const DiffFormat* format : diff_formats::all()) formats.push_back(format->name);
  if (!read_outputs(arguments, formats, inputs, places, console)) return false;
  const bool to_stdout = std::any_of(places.begin(), places.end(), [](const OutputPlace& p) { return p.path == "-"; });
  if (!to_stdout && !arguments.flag("quiet")) places.push_back({"text", "-"});
  return true;
}

bool write_diff(const Diff& diff, const std::vector<OutputPlace>& places, const Console& console) {
  std::vector<FileContent> outputs;
  for (const OutputPlace& place : places) outputs.push_back(output_of(diff, place));
  return write_outputs(outputs, console);
}

}  // namespace merlon
