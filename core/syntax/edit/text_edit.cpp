#include "syntax/edit/text_edit.hpp"

#include <algorithm>

namespace merlon {

TextEdits in_order(TextEdits edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) { return a.begin < b.begin; });
  TextEdits out;
  for (TextEdit& edit : edits) {
    const bool removes = edit.text.empty() && !out.empty() && out.back().text.empty() && edit.begin <= out.back().end;
    if (removes) {
      out.back().end = std::max(out.back().end, edit.end);
    } else {
      out.push_back(std::move(edit));
    }
  }
  return out;
}

std::string edited(std::string_view text, const TextEdits& edits) {
  std::string out;
  size_t at = 0;
  for (const TextEdit& edit : edits) {
    out.append(text.substr(at, edit.begin - at)).append(edit.text);
    at = edit.end;
  }
  return out.append(text.substr(at));
}

}  // namespace merlon
