// How an organisation wants its reports to look: its name, its logo, its colour.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.hpp"

namespace merlon {

/// Bytes of a logo at most, as a file or as the address that holds it.
inline constexpr size_t kMostLogo = 256 * 1024;

struct Theme {
  std::string name;    ///< of the organisation; empty: none
  std::string logo;    ///< `data:image/...;base64,...`; empty: none
  std::string accent;  ///< `#` and six hexadecimal digits; empty: that of merlon
};

/// `#1a2b3c`.
bool is_colour(std::string_view text);

/// The address that holds a picture, or nothing when the bytes are not of a kind that every browser shows.
/// Shape:  bytes of a PNG, JPEG, GIF or WebP file.
std::optional<std::string> data_uri(std::string_view bytes);

/// True for `data:image/png;base64,...` and the like: nothing in it runs, and nothing is fetched.
bool is_picture_uri(std::string_view text);

/// Reads `sources[file]`; `logo` is an address of the kind above, or the name of a file beside it.
/// Shape:  TOML with `name`, `logo`, `accent`, each of which may be missing; nothing when there are errors.
/// Errors: E0901, and those of TOML.
std::optional<Theme> read_theme(const Sources& sources, uint32_t file, Diagnostics& diagnostics);

}  // namespace merlon
