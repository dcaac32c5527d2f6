// A pack as numbers and text: what `packc` writes, what a plugin carries, what `--pack` builds in memory.
// Index-based, no pointers inside; conditions in postfix.  Equal packs are equal bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "catalog/pack.hpp"

namespace merlon {

/// Raised whenever the layout changes; an image of another format is refused.
inline constexpr uint32_t kImageFormat = 6;

struct Image {
  std::vector<uint32_t> words;
  std::string text;
};

/// Borrowed words of an image, wherever they lie.
struct ImageView {
  uint32_t format = kImageFormat;
  const uint32_t* words = nullptr;
  uint32_t n_words = 0;
  const char* text = nullptr;
  uint32_t n_text = 0;
};

Image encode(const Pack& pack);
inline ImageView view(const Image& image) {
  return {kImageFormat, image.words.data(), static_cast<uint32_t>(image.words.size()),
          image.text.data(), static_cast<uint32_t>(image.text.size())};
}

/// Reads an image back.  Every index and count is checked; the error is one sentence.
tl::expected<Pack, std::string> decode(const ImageView& image);

/// BLAKE2b-256 over format, words (little-endian) and text: the pack digest that reports show.
std::string digest(const ImageView& image);

}  // namespace merlon
