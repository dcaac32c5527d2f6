#include "import/framework.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/digest.hpp"
#include "base/suggest.hpp"
#include "base/text.hpp"
#include "import/framework_aliases.hpp"
#include "import/framework_reader.hpp"
#include "import/framework_store.hpp"
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

/// How many entries of each kind the list has, and how many relations.
std::map<std::string, size_t> amounts(const FrameworkList& list) {
  std::map<std::string, size_t> out;
  for (const FrameworkItem& item : list.items) {
    ++out["entries of kind `" + item.kind + "`"];
    out["relations"] += item.tactics.size() + item.mitigates.size();
  }
  return out;
}

/// A text that was cut off between two entries is well-formed; what it would be written over knows
/// better.  The same release has as much as before, another at least three quarters.
bool has_shrunk(const FrameworkList& list, const FrameworkList& stored, Span span,
                Diagnostics& diagnostics) {
  const bool same = list.release == stored.release;
  const auto now = amounts(list);
  for (const auto& [what, before] : amounts(stored)) {
    const auto at = now.find(what);
    const size_t n = at == now.end() ? 0 : at->second;
    if (same ? n >= before : 4 * n >= 3 * before) continue;
    diagnostics.add("E0510", span,
                    fmt::format("of {} {} of release {}, which is stored, {} would be left", before,
                                printable(what), printable(stored.release), n),
                    {}, "the file may be cut off; if it is whole, remove what is stored first");
    return true;
  }
  return false;
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

std::optional<FrameworkList> import_framework_list(const std::string& name, const std::string& path,
                                                   Diagnostics& diagnostics, Sources& sources,
                                                   const std::string& facts,
                                                   const FrameworkList* stored) {
  const FrameworkReader* reader = reader_of(name);
  if (reader == nullptr) {
    report_unknown(name, diagnostics, sources);
    return std::nullopt;
  }
  if (!facts.empty() && !reader->takes_facts) {
    diagnostics.add("E0507", {sources.add(facts, {})},
                    fmt::format("`{}` is imported from one file", name), {},
                    "leave the second file out");
    return std::nullopt;
  }
  SourceTree facts_tree;
  const size_t first = sources.size(), before = diagnostics.errors();
  if (!facts.empty() && !read_source(facts, SourceFormat::json, facts_tree, diagnostics, sources)) {
    return std::nullopt;
  }
  FrameworkList list;
  list.id = name;
  const FrameworkRequest request{name, path, facts_tree.root(), diagnostics, sources};
  if (!reader->read(request, list) || diagnostics.errors() > before) return std::nullopt;
  const Span whole = {static_cast<uint32_t>(sources.size() - 1)};
  if (list.items.empty()) {
    diagnostics.add("E0504", whole, "the list has no entry that can be carried");
    return std::nullopt;
  }
  drop_dangling(list, diagnostics);
  if (amounts(list)["relations"] > kMostRelations) {
    diagnostics.add("E0502", whole,
                    fmt::format("the list has more than {} relations", kMostRelations), {},
                    "no framework is that large; is it the right file?");
    return std::nullopt;
  }
  if (stored != nullptr && has_shrunk(list, *stored, whole, diagnostics)) return std::nullopt;
  if (stored != nullptr && is_later_release(stored->release, list.release)) {
    diagnostics.add("W0511", whole,
                    fmt::format("release {} is earlier than {}, which is stored",
                                printable(list.release), printable(stored->release)),
                    {}, "`merlon framework diff` shows what the later one has changed");
  }
  settle_aliases(list, stored, diagnostics);
  for (size_t i = first; i < sources.size(); ++i) {
    const Source& source = sources[static_cast<uint32_t>(i)];
    list.digests.emplace_back(base_name(source.name), blake2b_256(source.text));
  }
  return list;
}

std::optional<FrameworkFiles> import_framework(const std::string& name, const std::string& path,
                                               Diagnostics& diagnostics, Sources& sources,
                                               const std::string& facts,
                                               const std::string& stored) {
  std::optional<FrameworkList> before;
  if (!stored.empty() && is_stored_framework(stored)) {
    const auto file = static_cast<uint32_t>(sources.size());
    before = read_stored_framework(stored, diagnostics, sources);
    if (!before) return std::nullopt;
    if (before->id != name) {
      diagnostics.add("E0509", {file},
                      fmt::format("the folder holds `{}`, not `{}`", printable(before->id), name));
      return std::nullopt;
    }
  }
  const auto list =
      import_framework_list(name, path, diagnostics, sources, facts, before ? &*before : nullptr);
  if (!list) return std::nullopt;
  std::string command = fmt::format("merlon framework import {} {}", name, base_name(path));
  if (!facts.empty()) command += fmt::format(" {}", base_name(facts));
  return write_framework(*list, command);
}

}  // namespace merlon
