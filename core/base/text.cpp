#include "base/text.hpp"

#include <algorithm>

#include <cstring>

#include <fmt/format.h>

namespace merlon {
namespace {

struct Step {
  size_t length;  // 0: not UTF-8
  char32_t code;
};

Step step_at(std::string_view text, size_t i) {
  const auto byte = [&](size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char lead = byte(i);
  if (lead < 0x80) return {1, lead};
  size_t length = 0;
  char32_t code = 0;
  char32_t least = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, code = lead & 0x1Fu, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, code = lead & 0x0Fu, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, code = lead & 0x07u, least = 0x10000;
  } else {
    return {0, 0};
  }
  if (i + length > text.size()) return {0, 0};
  for (size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0u) != 0x80u) return {0, 0};
    code = (code << 6) | (byte(i + k) & 0x3Fu);
  }
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least || surrogate || code > 0x10FFFF) return {0, 0};
  return {length, code};
}

}  // namespace

bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    const Step step = step_at(text, i);
    if (step.length == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
      ++i;
      continue;
    }
    if (step.code == '\t') {
      out += "    ";
    } else if (step.code < 0x20 || step.code == 0x7F) {
      out += fmt::format("\\x{:02x}", static_cast<uint32_t>(step.code));
    } else if ((step.code >= 0x80 && step.code < 0xA0) || step.code == 0x2028 || step.code == 0x2029 ||
               is_bidi_control(step.code)) {
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(step.code));
    } else {
      out += text.substr(i, step.length);
    }
    i += step.length;
  }
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  while (true) {
    const size_t end = text.find('\n');
    out += printable(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
  return width;
}

std::optional<size_t> first_invalid_utf8(std::string_view text) {
  constexpr uint64_t kNotAscii = 0x8080808080808080u;
  for (size_t i = 0; i < text.size();) {
    uint64_t eight = 0;
    while (i + sizeof eight <= text.size() && (std::memcpy(&eight, text.data() + i, sizeof eight), (eight & kNotAscii) == 0)) i += 8;
    if (i == text.size()) break;
    const Step step = step_at(text, i);
    if (step.length == 0) return i;
    i += step.length;
  }
  return std::nullopt;
}

char32_t decode_utf8(std::string_view text, size_t& at) {
  const Step step = step_at(text, at);
  at += step.length == 0 ? 1 : step.length;
  return step.code;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string in_words(std::string_view id) {
  std::string out(id);
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

std::string grouped(int64_t n) {
  std::string out = std::to_string(n);
  for (size_t at = out.size(); at > (n < 0 ? 4u : 3u); ) out.insert(at -= 3, " ");
  return out;
}

std::string amount(size_t n, std::string_view noun) {
  std::string out = fmt::format("{} {}", n, noun);
  if (n == 1) return out;
  if (!noun.ends_with('y')) return out + 's';
  out.pop_back();
  return out + "ies";
}

}  // namespace merlon
