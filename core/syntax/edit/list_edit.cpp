#include "syntax/edit/list_edit.hpp"

#include <fmt/format.h>

#include "syntax/edit/lines.hpp"

namespace merlon {
namespace {

/// An item with what stands around it.
class ItemPlace {
 public:
  ItemPlace(std::string_view text, const LaidValue& list, size_t index)
      : text_(text), list_(list), item_(list.items[index]), index_(index) {}

  bool has_comma() const { return item_.comma != kNowhere; }
  /// Behind its comma where there is one.
  size_t end() const { return has_comma() ? item_.comma + 1 : item_.end; }
  bool begins_line() const { return only_blanks(text_, line_begin(text_, item_.begin), item_.begin); }
  bool ends_its_line() const { return comma_is_near() && ends_line(text_, end()); }
  bool has_own_lines() const { return begins_line() && ends_its_line(); }

  TextEdits removal() const {
    const size_t floor = index_ == 0 ? list_.begin + 1 : list_.items[index_ - 1].end;
    if (has_own_lines()) return {{above_with_comments(text_, item_.begin, floor), next_line(text_, end()), ""}};
    if (index_ + 1 < list_.items.size() && comma_is_near() && only_blanks(text_, end(), list_.items[index_ + 1].begin)) {
      return {{item_.begin, list_.items[index_ + 1].begin, ""}};
    }
    if (index_ > 0 && comma_is_near() && only_blanks(text_, list_.items[index_ - 1].comma + 1, item_.begin)) {
      const size_t comma = list_.items[index_ - 1].comma;
      return {{has_comma() ? comma + 1 : comma, end(), ""}};
    }
    TextEdits out = {{item_.begin, item_.end, ""}};
    if (has_comma()) out.push_back({item_.comma, item_.comma + 1, ""});
    return out;
  }

 private:
  bool comma_is_near() const { return !has_comma() || only_blanks(text_, item_.end, item_.comma); }

  std::string_view text_;
  const LaidValue& list_;
  const LaidValue& item_;
  size_t index_;
};

// `[]`, or comments only.
TextEdits first_item(std::string_view text, const LaidValue& list, std::string_view item) {
  const size_t inside = list.begin + 1, close = list.end - 1;
  if (text.substr(inside, close - inside).find('\n') == std::string_view::npos) return {{inside, close, std::string(item)}};
  const size_t before = line_begin(text, close) - 1;  // the last line break inside
  const size_t last = before > inside && text[before - 1] == '\r' ? before - 1 : before;
  const bool below_comment = is_comment_line(text, last) && line_begin(text, last) > list.begin;
  const std::string indent = below_comment ? std::string(indentation(text, last)) : std::string(indentation(text, close)) + "  ";
  return {{last, last, fmt::format("{}{}{},", line_break(text, last), indent, item)}};
}

}  // namespace

TextEdits append_item(std::string_view text, const LaidValue& list, std::string_view item) {
  if (list.items.empty()) return first_item(text, list, item);
  const LaidValue& last = list.items.back();
  const ItemPlace place(text, list, list.items.size() - 1);
  if (!place.has_own_lines()) {
    return {{place.end(), place.end(), place.has_comma() ? fmt::format(" {},", item) : fmt::format(", {}", item)}};
  }
  const size_t end = line_end(text, place.end());
  const std::string line = fmt::format("{}{}{}", line_break(text, end), indentation(text, last.begin), item);
  if (place.has_comma()) return {{end, end, line + ","}};
  if (end == last.end) return {{end, end, "," + line}};
  return {{last.end, last.end, ","}, {end, end, line}};
}

TextEdits remove_item(std::string_view text, const LaidValue& list, size_t index) {
  return ItemPlace(text, list, index).removal();
}

}  // namespace merlon
