#include "plugin/note.hpp"

#include <elf.h>
#include <fmt/format.h>
#include <merlon/abi.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

namespace merlon {
namespace {

using Failure = std::string;

static_assert(std::endian::native == std::endian::little,
              "notes are read in the machine's own order");
#if defined(__x86_64__)
constexpr uint16_t kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr uint16_t kMachine = EM_AARCH64;
#elif defined(__riscv)
constexpr uint16_t kMachine = EM_RISCV;
#else
#error "tell the note reader this machine's ELF number"
#endif

constexpr size_t kPassLimit = 1024;

/// `size` bytes at `offset`, or nothing when they are not all there.
std::optional<std::string_view> slice(std::string_view bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || size > bytes.size() - offset) return std::nullopt;
  return bytes.substr(offset, size);
}

template <class T>
std::optional<T> load(std::string_view bytes, uint64_t offset) {
  const auto part = slice(bytes, offset, sizeof(T));
  if (!part) return std::nullopt;
  T value;
  std::memcpy(&value, part->data(), sizeof(T));
  return value;
}

/// Cuts the text before the next NUL off; nothing when there is no NUL.
std::optional<std::string> take_text(std::string_view& rest) {
  const size_t end = rest.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  std::string text(rest.substr(0, end));
  rest.remove_prefix(end + 1);
  return text;
}

bool is_printable(std::string_view text) {
  return text.size() <= 200 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

std::optional<Failure> read_plugin_note(std::string_view desc, Note& note) {
  const auto format = load<uint32_t>(desc, 0);
  const auto bits = load<uint32_t>(desc, 4);
  const auto major = load<uint16_t>(desc, 8);
  const auto minor = load<uint16_t>(desc, 10);
  if (!format || !bits || !major || !minor || desc.size() < 16) return "its note is cut short";
  if (*format != 1)
    return fmt::format("its note has format {}, and this merlon reads format 1", *format);
  note.pointer_bits = *bits;
  note.abi_major = *major;
  note.abi_minor = *minor;
  std::string_view rest = desc.substr(16);
  for (std::string* field : {&note.abi_hash, &note.build, &note.id, &note.version}) {
    auto text = take_text(rest);
    if (!text) return "its note is cut short";
    if (text->empty() || !is_printable(*text))
      return "its note holds text that is empty or not printable";
    *field = std::move(*text);
  }
  if (!is_slug(note.id)) return "its note holds an id that is not lower-case words joined by `-`";
  if (rest.find_first_not_of('\0') != std::string_view::npos)
    return "its note has bytes after its end";
  return std::nullopt;
}

/// The text before the next blank, which is cut off with it; all when there is none.
std::string_view take_word(std::string_view& rest) {
  const size_t blank = rest.find(' ');
  const std::string_view word = rest.substr(0, blank);
  rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
  return word;
}

/// `merlon-pass KIND ID THREAT,THREAT`; in place of an empty list `-`.
std::optional<Failure> read_pass_note(std::string_view desc, Note& note) {
  const Failure broken = "one of its pass notes is broken";
  const auto text = take_text(desc);
  if (!text) return broken;
  std::string_view rest = *text;
  if (take_word(rest) != "merlon-pass") return broken;
  PassEntry pass;
  pass.kind = take_word(rest);
  pass.id = take_word(rest);
  if (std::find(kPassKinds.begin(), kPassKinds.end(), pass.kind) == kPassKinds.end()) return broken;
  if (!is_pass_id(pass.id) || note.passes.size() >= kPassLimit) return broken;
  while (rest != "-") {
    const size_t comma = rest.find(',');
    pass.covers.emplace_back(rest.substr(0, comma));
    if (!is_slug(pass.covers.back())) return broken;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  std::sort(pass.covers.begin(), pass.covers.end());
  note.passes.push_back(std::move(pass));
  return std::nullopt;
}

/// Walks the notes of one segment; `plugins` counts the plugin notes.
std::optional<Failure> read_segment(std::string_view segment, uint64_t align, Note& note,
                                    size_t& plugins) {
  const Failure broken = "its notes are broken";
  const auto up = [align](uint64_t n) { return (n + align - 1) / align * align; };
  uint64_t at = 0;
  while (segment.size() - at >= sizeof(Elf64_Nhdr)) {
    const auto head = load<Elf64_Nhdr>(segment, at);
    const auto name = slice(segment, at + sizeof(Elf64_Nhdr), head->n_namesz);
    const uint64_t desc_at = at + up(sizeof(Elf64_Nhdr) + uint64_t{head->n_namesz});
    const auto desc = slice(segment, desc_at, head->n_descsz);
    if (!name || !desc) return broken;
    if (*name == std::string_view("Merlon\0", 7)) {
      if (head->n_type != MRL_NOTE_PLUGIN && head->n_type != MRL_NOTE_PASS) return broken;
      if (head->n_type == MRL_NOTE_PLUGIN && ++plugins > 1) return "it has two notes of merlon";
      const auto failure = head->n_type == MRL_NOTE_PLUGIN ? read_plugin_note(*desc, note)
                                                           : read_pass_note(*desc, note);
      if (failure) return failure;
    }
    at = std::min<uint64_t>(desc_at + up(head->n_descsz), segment.size());
  }
  return std::nullopt;
}

std::optional<Failure> check_header(const Elf64_Ehdr& header) {
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return "it is not an ELF file";
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB) {
    return "it is not a 64-bit little-endian ELF file";
  }
  if (header.e_machine != kMachine) return "it was built for another machine";
  if (header.e_type != ET_DYN) return "it is not a shared library";
  if (header.e_phentsize != sizeof(Elf64_Phdr)) return "its program headers are broken";
  return std::nullopt;
}

}  // namespace

tl::expected<Note, std::string> read_note(std::string_view elf) {
  const auto header = load<Elf64_Ehdr>(elf, 0);
  if (!header) return tl::unexpected<std::string>("it is not an ELF file");
  if (auto failure = check_header(*header)) return tl::unexpected(*failure);
  const auto table = slice(elf, header->e_phoff, uint64_t{header->e_phnum} * sizeof(Elf64_Phdr));
  if (!table) return tl::unexpected<std::string>("its program headers are broken");
  Note note;
  size_t plugins = 0;
  for (uint64_t i = 0; i < header->e_phnum; ++i) {
    const auto program = load<Elf64_Phdr>(*table, i * sizeof(Elf64_Phdr));
    if (program->p_type != PT_NOTE) continue;
    const auto segment = slice(elf, program->p_offset, program->p_filesz);
    if (!segment) return tl::unexpected<std::string>("its notes are broken");
    const uint64_t align = program->p_align == 8 ? 8 : 4;
    if (auto failure = read_segment(*segment, align, note, plugins))
      return tl::unexpected(*failure);
  }
  if (plugins == 0) return tl::unexpected<std::string>("it has no note of merlon");
  std::sort(note.passes.begin(), note.passes.end(),
            [](const PassEntry& a, const PassEntry& b) { return a.id < b.id; });
  return note;
}

}  // namespace merlon
