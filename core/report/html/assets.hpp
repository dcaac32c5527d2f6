// What a page brings along: the style sheet and the script, built from core/report/assets and checked in beside it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_text.hpp"

namespace merlon {

/// Bytes at most, so that a report stays small.
inline constexpr size_t kMostStyle = 20 * 1024, kMostScript = 45 * 1024;

/// Text of ours that may stand in a page as it is.
class PageAsset {
 public:
  static PageAsset style();
  static PageAsset script();
  /// A style sheet that gives the page a colour.
  /// Shape:  `accent` is `#` and six hexadecimal digits; else nothing is set.
  static PageAsset accent(std::string_view accent);

  /// A script that loads the page anew once `/changes?since=VERSION` names another version (merlon serve).
  static PageAsset watch(uint64_t version);

  std::string_view text() const { return text_; }
  /// `'sha256-...'`, as a policy names it.
  std::string source() const;

 private:
  explicit PageAsset(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

const std::vector<EmbeddedText>& page_styles();
const std::vector<EmbeddedText>& page_scripts();

}  // namespace merlon
