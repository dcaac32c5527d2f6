#include "base/markdown.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

constexpr size_t kShownBytes = 600;

std::string_view head_of(std::string_view text) {
  if (text.size() <= kShownBytes) return text;
  size_t end = kShownBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

}  // namespace

std::string in_markdown(std::string_view text) {
  constexpr std::string_view kPlain = " ,-/=\"';%?^(){}.";
  std::string out;
  for (const char c : printable(text)) {
    const bool of_a_link = c == '.' && (out.ends_with('w') || out.ends_with('W'));  // `www.`
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter || (kPlain.find(c) != std::string_view::npos && !of_a_link)) {
      out += c;
    } else {
      out += fmt::format("&#{};", static_cast<int>(c));
    }
  }
  return out;
}

std::string head_in_markdown(std::string_view text) { return in_markdown(head_of(text)) + (text.size() > kShownBytes ? " ..." : ""); }

std::string prose_in_markdown(std::string_view sentence) {
  std::string out;
  const std::string_view head = head_of(sentence);
  size_t at = 0;
  while (at < head.size()) {
    const size_t open = head.find('`', at), close = open == std::string_view::npos ? open : head.find('`', open + 1);
    if (close == std::string_view::npos) break;
    out += in_markdown(head.substr(at, open - at)) + id_in_markdown(head.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out + in_markdown(head.substr(at)) + (sentence.size() > kShownBytes ? " ..." : "");
}

std::string id_in_markdown(std::string_view id) {
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '@';
  });
  return plain && !id.empty() ? fmt::format("`{}`", id) : head_in_markdown(id);
}

}  // namespace merlon
