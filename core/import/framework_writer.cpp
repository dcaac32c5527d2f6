#include "import/framework_writer.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

constexpr size_t kColumns = 100;

// A TOML basic string.  Bidi and C1 controls are escaped as well, so that the files read as they
// are.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = decode_utf8(text, at);
    switch (c) {
      case '"':
        out += "\\\"";
        continue;
      case '\\':
        out += "\\\\";
        continue;
      case '\n':
        out += "\\n";
        continue;
      case '\r':
        out += "\\r";
        continue;
      case '\t':
        out += "\\t";
        continue;
      default:
        break;
    }
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || is_bidi_control(c)) {
      out += fmt::format("\\u{:04X}", static_cast<uint32_t>(c));
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  return out + '"';
}

void field(std::string& out, std::string_view key, const std::string& value) {
  if (!value.empty()) out += fmt::format("{} = {}\n", key, quoted(value));
}

void list_field(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  std::string line = fmt::format("{} = [", key);
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string item = quoted(values[i]) + (i + 1 < values.size() ? "," : "]");
    const bool fits = line.size() + 1 + item.size() <= kColumns;
    if (!fits) {
      out += line + '\n';
      line = "  ";
    } else if (!line.ends_with('[')) {
      line += ' ';
    }
    line += item;
  }
  out += line + '\n';
}

/// `"OLD" = "NEW"`, or a table where the release that took the id out is known.
std::string alias_line(const FrameworkAlias& alias) {
  if (alias.retired.empty()) return fmt::format("{} = {}\n", quoted(alias.from), quoted(alias.to));
  const std::string to = alias.to.empty() ? "" : fmt::format("to = {}, ", quoted(alias.to));
  return fmt::format("{} = {{ {}retired = {} }}\n", quoted(alias.from), to, quoted(alias.retired));
}

std::string head(const FrameworkList& list, const std::string& command) {
  std::string out = fmt::format("# Written by `{}`, not by hand.\n", printable(command));
  for (const auto& [name, digest] : list.digests) {
    out += fmt::format("# {}: BLAKE2b-256 {}\n", printable(name), digest);
  }
  return out;
}

}  // namespace

FrameworkFiles write_framework(const FrameworkList& list, const std::string& command) {
  FrameworkFiles files;
  std::string& framework = files.framework_toml;
  framework = head(list, command) + '\n';
  field(framework, "id", list.id);
  field(framework, "name", list.name);
  field(framework, "release", list.release);
  field(framework, "licence", list.licence);
  field(framework, "source", list.source);
  if (!list.alias.empty()) framework += "\n[alias]\n";
  for (const FrameworkAlias& alias : list.alias) framework += alias_line(alias);

  std::string& entries = files.entries_toml;
  entries = head(list, command);
  for (const FrameworkItem& item : list.items) {
    entries += "\n[[entry]]\n";
    field(entries, "id", item.id);
    field(entries, "kind", item.kind);
    field(entries, "name", item.name);
    field(entries, "parent", item.parent);
    field(entries, "maturity", item.maturity);
    list_field(entries, "tactics", item.tactics);
    list_field(entries, "mitigates", item.mitigates);
  }
  return files;
}

}  // namespace merlon
