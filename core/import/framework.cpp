#include "import/framework.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/digest.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "import/framework_reader.hpp"
#include "import/framework_writer.hpp"

namespace merlon {
namespace {

const FrameworkReader* reader_of(std::string_view name) {
  for (const FrameworkReader* reader : frameworks::all()) {
    const auto& names = reader->names;
    if (std::find(names.begin(), names.end(), name) != names.end()) return reader;
  }
  return nullptr;
}

std::string_view base_name(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

void report_unknown(const std::string& name, Diagnostics& diagnostics, Sources& sources) {
  const std::vector<std::string_view> names = framework_names();
  const std::string_view near = nearest(name, names);
  diagnostics.add("E0506", {sources.add("merlon framework import", {})},
                  fmt::format("there is no importer for `{}`", printable(name)), {},
                  near.empty() ? fmt::format("these can be imported: {}", listed(names))
                               : fmt::format("did you mean `{}`?", near));
}

}  // namespace

std::vector<std::string_view> framework_names() {
  std::vector<std::string_view> names;
  for (const FrameworkReader* reader : frameworks::all()) {
    names.insert(names.end(), reader->names.begin(), reader->names.end());
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool framework_takes_facts(std::string_view name) {
  const FrameworkReader* reader = reader_of(name);
  return reader != nullptr && reader->takes_facts;
}

std::optional<FrameworkFiles> import_framework(const std::string& name, const std::string& path,
                                               Diagnostics& diagnostics, Sources& sources,
                                               const std::string& facts) {
  const FrameworkReader* reader = reader_of(name);
  if (reader == nullptr) {
    report_unknown(name, diagnostics, sources);
    return std::nullopt;
  }
  SourceTree facts_tree;
  if (!facts.empty() && !reader->takes_facts) {
    diagnostics.add("E0507", {sources.add(facts, {})},
                    fmt::format("`{}` is imported from one file", name), {},
                    "leave the second file out");
    return std::nullopt;
  }
  const size_t first = sources.size();
  if (!facts.empty() && !read_source(facts, SourceFormat::json, facts_tree, diagnostics, sources)) {
    return std::nullopt;
  }
  FrameworkList list;
  list.id = name;
  const FrameworkRequest request{name, path, facts_tree.root(), diagnostics, sources};
  if (!reader->read(request, list)) return std::nullopt;
  if (list.items.empty()) {
    diagnostics.add("E0504", {static_cast<uint32_t>(sources.size() - 1)},
                    "the list has no entry that can be carried");
    return std::nullopt;
  }
  drop_dangling(list, diagnostics);
  for (size_t i = first; i < sources.size(); ++i) {
    const Source& source = sources[static_cast<uint32_t>(i)];
    list.digests.emplace_back(base_name(source.name), blake2b_256(source.text));
  }
  std::string command = fmt::format("merlon framework import {} {}", name, base_name(path));
  if (!facts.empty()) command += fmt::format(" {}", base_name(facts));
  return write_framework(list, command);
}

}  // namespace merlon
