// A shared library without code, for tests of the note reader: an ELF header, one PT_NOTE and the
// notes in it.
#pragma once

#include <elf.h>

#include <cstring>
#include <string>
#include <string_view>

namespace merlon::test {

template <class T>
void append(std::string& out, const T& value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline std::string note(uint32_t type, std::string_view desc, std::string_view owner = "Merlon") {
  std::string out;
  append(out, static_cast<uint32_t>(owner.size() + 1));
  append(out, static_cast<uint32_t>(desc.size()));
  append(out, type);
  out += owner;
  out += '\0';
  out.resize((out.size() + 3) / 4 * 4);
  out += desc;
  out.resize((out.size() + 3) / 4 * 4);
  return out;
}

inline std::string plugin_desc(uint32_t format, uint32_t bits, uint16_t major, uint16_t minor,
                               std::string_view texts) {
  std::string out;
  append(out, format);
  append(out, bits);
  append(out, major);
  append(out, minor);
  append(out, uint32_t{0});
  return out.append(texts);
}

/// Four texts with their NULs.
inline std::string texts(std::string_view hash, std::string_view build, std::string_view id,
                         std::string_view version) {
  std::string out;
  for (const std::string_view text : {hash, build, id, version}) out.append(text).append(1, '\0');
  return out;
}

inline std::string library(std::string_view notes) {
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
#if defined(__x86_64__)
  header.e_machine = EM_X86_64;
#elif defined(__aarch64__)
  header.e_machine = EM_AARCH64;
#else
  header.e_machine = EM_RISCV;
#endif
  header.e_phoff = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = 1;
  Elf64_Phdr program{};
  program.p_type = PT_NOTE;
  program.p_offset = sizeof header + sizeof program;
  program.p_filesz = notes.size();
  program.p_align = 4;
  std::string out;
  append(out, header);
  append(out, program);
  return out.append(notes);
}

}  // namespace merlon::test
