#include "cli/checks/check.hpp"

#include <elf.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"

namespace merlon::checks {
namespace {

// The names that a shared library defines for others, by its section headers; bounds are those of the file.
std::optional<std::vector<std::string>> exported(std::string_view elf) {
  const auto at = [&]<class T>(T& out, uint64_t offset) {
    if (offset > elf.size() || sizeof(T) > elf.size() - offset) return false;
    std::copy_n(elf.data() + offset, sizeof(T), reinterpret_cast<char*>(&out));
    return true;
  };
  Elf64_Ehdr header;
  if (!at(header, 0)) return std::nullopt;
  std::vector<std::string> names;
  for (uint64_t i = 0; i < header.e_shnum; ++i) {
    Elf64_Shdr symbols, strings;
    if (!at(symbols, header.e_shoff + i * sizeof(symbols)) || symbols.sh_type != SHT_DYNSYM) continue;
    if (!at(strings, header.e_shoff + symbols.sh_link * sizeof(strings))) return std::nullopt;
    for (uint64_t offset = 0; offset + sizeof(Elf64_Sym) <= symbols.sh_size; offset += sizeof(Elf64_Sym)) {
      Elf64_Sym symbol;
      if (!at(symbol, symbols.sh_offset + offset)) return std::nullopt;
      if (symbol.st_shndx == SHN_UNDEF || symbol.st_shndx == SHN_ABS) continue;
      const uint64_t name = strings.sh_offset + symbol.st_name;
      if (name >= elf.size()) return std::nullopt;
      const std::string_view rest = elf.substr(name, 4096);
      names.emplace_back(rest.substr(0, rest.find('\0')));
    }
    return names;
  }
  return std::nullopt;
}

std::string check(const CheckedPlugin& plugin) {
  const auto bytes = read_file(plugin.plugin.path);
  const auto names = bytes ? exported(*bytes) : std::nullopt;
  if (!names) return "its table of symbols can't be read";
  for (const std::string& name : *names) {
    if (name != "merlon_plugin") return fmt::format("it exports `{}` too", printable(name));
  }
  return names->empty() ? "it exports nothing" : "";
}

}  // namespace

const Check& exports() {
  static const Check one{"exports", "it exports `merlon_plugin` and nothing else", &check};
  return one;
}

}  // namespace merlon::checks
