#include "packc/c_file.hpp"

#include <fmt/format.h>

namespace merlon {
namespace {

// String literals of at most one line of source, so that no compiler's limit is met; octal escapes can't run into what
// follows them when they have three digits.
void append_text(std::string& out, std::string_view text) {
  constexpr size_t kPerLine = 96;
  for (size_t i = 0; i < text.size(); i += kPerLine) {
    out += "  \"";
    for (const char c : text.substr(i, kPerLine)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\' || c == '?') {
        out += fmt::format("\\{:03o}", byte);
      } else {
        out += c;
      }
    }
    out += "\"\n";
  }
  if (text.empty()) out += "  \"\"\n";
}

}  // namespace

std::string c_file(const Image& image, const std::string& symbol) {
  std::string out = "/* Written by merlon-packc from the threat database; not by hand. */\n#include <merlon/abi.h>\n\n";
  out += fmt::format("static const uint32_t {}_words[{}] = {{", symbol, image.words.size());
  for (size_t i = 0; i < image.words.size(); ++i) out += fmt::format("{}{}u,", i % 12 == 0 ? "\n  " : " ", image.words[i]);
  out += fmt::format("\n}};\nstatic const char {}_text[] =\n", symbol);
  append_text(out, image.text);
  out += fmt::format(";\nextern const mrl_pack {0};\nconst mrl_pack {0} = {{sizeof(mrl_pack), {1}u, {0}_words, {2}u, {3}u, {0}_text}};\n",
                     symbol, kImageFormat, image.words.size(), image.text.size());
  return out;
}

}  // namespace merlon
