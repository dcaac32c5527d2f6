#include "report/theme.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <sodium/utils.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {
namespace {

constexpr std::string_view kWhatItHas = "it has `name`, `logo` and `accent`, each a string";

struct PictureKind {
  std::string_view type, begins;
};
constexpr std::array<PictureKind, 4> kPictures = {{{"png", "\x89PNG\r\n"}, {"jpeg", "\xFF\xD8\xFF"}, {"gif", "GIF8"}, {"webp", "RIFF"}}};

bool is_base64(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '='; }

class Reader {
 public:
  Reader(const Sources& sources, uint32_t file, Diagnostics& diagnostics) : sources_(sources), file_(file), diagnostics_(diagnostics) {}

  std::optional<Theme> read() {
    const size_t before = diagnostics_.errors();
    const std::optional<TomlValue> root = parse_toml(sources_, file_, TomlLimits{}, diagnostics_);
    if (!root) return std::nullopt;
    for (const TomlEntry& entry : root->entries) {
      if (entry.key.starts_with("x-")) continue;
      const bool known = entry.key == "name" || entry.key == "logo" || entry.key == "accent";
      if (!known) wrong(entry.key_span, fmt::format("a theme has no `{}`", printable(entry.key)), kWhatItHas);
      else if (!entry.value.is(TomlType::string)) wrong(entry.value.span, fmt::format("`{}` is {}, not a string", entry.key, name_of(entry.value.type)), kWhatItHas);
      else take(entry);
    }
    if (diagnostics_.errors() > before) return std::nullopt;
    return std::move(theme_);
  }

 private:
  void wrong(const Span& at, std::string message, std::string_view help) { diagnostics_.add("E0901", at, std::move(message), "", std::string(help)); }

  void take(const TomlEntry& entry) {
    const TomlValue& value = entry.value;
    if (entry.key == "name") {
      theme_.name = value.text;
    } else if (entry.key == "accent") {
      if (!is_colour(value.text)) return wrong(value.span, fmt::format("`{}` is no colour", printable(value.text)), "write `#` and six hexadecimal digits: `accent = \"#0b57d0\"`");
      theme_.accent = value.text;
    } else {
      take_logo(value);
    }
  }

  void take_logo(const TomlValue& value) {
    constexpr std::string_view help = "name a PNG, JPEG, GIF or WebP file of at most 256 KiB beside the theme, or write one as `data:image/png;base64,...`";
    if (value.text.starts_with("data:")) {
      if (value.text.size() > kMostLogo || !is_picture_uri(value.text)) return wrong(value.span, "this address is no picture that a page may hold", help);
      theme_.logo = value.text;
      return;
    }
    const std::string path = (std::filesystem::path(sources_[file_].name).parent_path() / value.text).string();
    const auto bytes = read_file(path, kMostLogo);
    if (!bytes) return wrong(value.span, fmt::format("the logo `{}` can't be read: {}", printable(path), bytes.error()), help);
    const std::optional<std::string> uri = data_uri(*bytes);
    if (!uri) return wrong(value.span, fmt::format("`{}` is no picture that every browser shows", printable(path)), help);
    theme_.logo = *uri;
  }

  const Sources& sources_;
  uint32_t file_;
  Diagnostics& diagnostics_;
  Theme theme_;
};

}  // namespace

bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && std::all_of(text.begin() + 1, text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

std::optional<std::string> data_uri(std::string_view bytes) {
  const auto kind = std::find_if(kPictures.begin(), kPictures.end(), [&](const PictureKind& k) { return bytes.starts_with(k.begins) && (k.type != "webp" || bytes.substr(std::min<size_t>(8, bytes.size())).starts_with("WEBP")); });
  if (kind == kPictures.end()) return std::nullopt;
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the zero at its end
  return fmt::format("data:image/{};base64,{}", kind->type, text);
}

bool is_picture_uri(std::string_view text) {
  for (const PictureKind& kind : kPictures) {
    const std::string head = fmt::format("data:image/{};base64,", kind.type);
    if (text.starts_with(head) && text.size() > head.size()) return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(head.size()), text.end(), is_base64);
  }
  return false;
}

std::optional<Theme> read_theme(const Sources& sources, uint32_t file, Diagnostics& diagnostics) { return Reader(sources, file, diagnostics).read(); }

}  // namespace merlon
