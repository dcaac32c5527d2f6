#include "cli/outputs.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/walk.hpp"

namespace merlon {
namespace {

bool same_file(const std::string& one, const std::string& other) {
  std::error_code error;
  const auto full = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, error), error);
  };
  const bool device = std::filesystem::is_character_file(one, error);
  if (one == other) return !device;
  return one != "-" && other != "-" && !device && full(one) == full(other);
}

}  // namespace

std::vector<InputPlace> inputs_of(const std::string& description, const Arguments& arguments) {
  std::vector<InputPlace> out = {{description, "the description itself"}, {decisions_beside(description), "the decisions beside the description"},
                                 {(std::filesystem::path(description).parent_path() / "merlon.toml").string(), "the configuration beside the description"}};
  for (const std::string& plugin : arguments.all("plugin")) {
    for (const char* end : {".so", ".json"}) out.push_back({std::filesystem::path(plugin).replace_extension(end).string(), "a plugin that is named"});
  }
  for (const std::string& pack : arguments.all("pack")) out.push_back({pack + "/pack.toml", "a pack that is named"});
  if (!arguments.one("locked").empty()) out.push_back({arguments.one("locked"), "the lock"});
  return out;
}

bool take_output(OutputPlace place, const std::vector<InputPlace>& inputs, std::vector<OutputPlace>& places, const Console& console) {
  std::string wrong;
  if (place.path.empty() || place.path.starts_with("--")) wrong = "needs the name of a file, or `-` for standard output";
  for (const InputPlace& input : inputs) {
    if (same_file(place.path, input.path)) wrong = fmt::format("would write over {}", input.what);
  }
  for (const OutputPlace& o : places) {
    if (same_file(place.path, o.path)) wrong = fmt::format("and `--{}` name the same place", o.option);
  }
  if (!wrong.empty()) {
    console.err(fmt::format("merlon: `--{}` {}\n", place.option, wrong));
    return false;
  }
  places.push_back(std::move(place));
  return true;
}

bool read_outputs(const Arguments& arguments, const std::vector<std::string_view>& formats, const std::vector<InputPlace>& inputs,
                  std::vector<OutputPlace>& places, const Console& console) {
  for (const std::string_view format : formats) {
    const std::string option(format);
    if (arguments.all(option).empty()) continue;
    if (!take_output({option, arguments.one(option)}, inputs, places, console)) return false;
  }
  return true;
}

bool write_outputs(const std::vector<FileContent>& outputs, const Console& console) {
  std::vector<FileContent> files;
  std::copy_if(outputs.begin(), outputs.end(), std::back_inserter(files), [](const FileContent& o) { return o.path != "-"; });
  if (const auto done = write_files(files); !done) {
    console.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(done.error().path), done.error().reason));
    return false;
  }
  for (const FileContent& o : outputs) {
    if (o.path == "-") o.pieces([&](std::string_view piece) { console.out(piece); });
  }
  return true;
}

const Format& format_named(std::string_view name) {
  const auto& all = formats::all();
  return **std::find_if(all.begin(), all.end(), [&](const Format* f) { return f->name == name; });
}

FileContent output_of(const Report& report, const OutputPlace& place) {
  return {place.path, [&report, &format = format_named(place.option)](const Outlet::Take& take) { send(format, report, take); }};
}

OptionSpec output_option(std::string_view format, std::string_view help) {
  return {OptionSpec::Kind::value, fmt::format("--{}", format), "FILE|-", fmt::format("{} (`-` is standard output)", help), false};
}

}  // namespace merlon
