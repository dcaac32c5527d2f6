// The ELF notes of a plugin, read from its bytes before anything is loaded.  Layout: end of
// merlon/abi.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "plugin/manifest.hpp"

namespace merlon {

/// What a shared library says of itself.
struct Note {
  uint32_t pointer_bits = 0;
  uint16_t abi_major = 0, abi_minor = 0;
  std::string abi_hash, build, id, version;
  std::vector<PassEntry> passes;  ///< by id
};

/// Shape:  any bytes; every offset is checked before it is used, nothing is assumed of alignment.
/// Errors: one lower-case sentence: no ELF file of this machine, broken tables, no note, two notes,
/// broken note. Source: System V ABI, ELF-64 object file format; PT_NOTE segments, so a stripped
/// section table does no harm.
tl::expected<Note, std::string> read_note(std::string_view elf);

}  // namespace merlon
