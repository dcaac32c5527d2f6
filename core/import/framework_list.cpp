#include "import/framework_list.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace merlon {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What is stored with such a character could not be read again (E0105).
bool turns_direction(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (is_bidi_control(decode_utf8(text, at))) return true;
  }
  return false;
}

/// The stretch of `sentence` from `at` whose characters satisfy `is`.
template <class Is>
std::string_view run(std::string_view sentence, size_t at, Is is) {
  size_t end = at;
  while (end < sentence.size() && is(sentence[end])) ++end;
  return sentence.substr(at, end - at);
}

}  // namespace

FrameworkItem* FrameworkList::find(std::string_view wanted) {
  const auto at = index.find(wanted);
  return at == index.end() ? nullptr : &items[at->second];
}

const FrameworkItem* FrameworkList::find(std::string_view wanted) const {
  const auto at = index.find(wanted);
  return at == index.end() ? nullptr : &items[at->second];
}

FrameworkItem* add_item(FrameworkList& list, FrameworkItem item, Diagnostics& diagnostics) {
  if (item.id.empty()) {
    diagnostics.add("W0503", item.span, fmt::format("a {} without `id` is left out", item.kind));
    return nullptr;
  }
  const std::string shown = printable(item.id);
  if (item.name.empty()) {
    diagnostics.add("W0503", item.span,
                    fmt::format("{} `{}` has no name and is left out", item.kind, shown));
    return nullptr;
  }
  if (turns_direction(item.id) || turns_direction(item.name)) {
    diagnostics.add("E0503", item.span,
                    fmt::format("the name `{}` of {} `{}` changes the direction of text",
                                printable(item.name), item.kind, shown),
                    {}, "take the file from its publisher again, or mend the name in it");
    return nullptr;
  }
  if (list.find(item.id) != nullptr) {
    diagnostics.add("W0503", item.span,
                    fmt::format("`{}` is listed twice, the second is left out", shown));
    return nullptr;
  }
  if (list.items.size() >= kMostEntries) {
    if (!diagnostics.has_errors()) {
      diagnostics.add("E0502", item.span,
                      fmt::format("the list has more than {} entries", kMostEntries), {},
                      "no framework is that large; is it the right file?");
    }
    return nullptr;
  }
  list.index.emplace(item.id, list.items.size());
  list.items.push_back(std::move(item));
  return &list.items.back();
}

void add_relation(FrameworkList& list, std::vector<std::string>& relations, const std::string& from,
                  std::string to, Span span, Diagnostics& diagnostics) {
  if (!list.relations.emplace(from, to).second) {
    diagnostics.add("W0501", span,
                    fmt::format("`{}` lists `{}` twice", printable(from), printable(to)));
    return;
  }
  relations.push_back(std::move(to));
}

void drop_dangling(FrameworkList& list, Diagnostics& diagnostics) {
  const auto known = [&](const std::string& id) { return list.find(id) != nullptr; };
  const auto report = [&](const FrameworkItem& item, std::string_view word, const std::string& to) {
    diagnostics.add("W0505", item.span,
                    fmt::format("`{}` names the {} `{}`, which the list does not have",
                                printable(item.id), word, printable(to)));
  };
  for (FrameworkItem& item : list.items) {
    if (!item.parent.empty() && !known(item.parent)) {
      report(item, "parent", item.parent);
      item.parent.clear();
    }
    const auto prune = [&](std::vector<std::string>& relations, std::string_view word) {
      std::erase_if(relations, [&](const std::string& to) {
        if (known(to)) return false;
        report(item, word, to);
        return true;
      });
    };
    prune(item.tactics, "tactic");
    prune(item.mitigates, "target");
  }
}

std::string release_in(std::string_view sentence) {
  if (const size_t tag = sentence.find("tag v"); tag != std::string_view::npos) {
    std::string_view number =
        run(sentence, tag + 5, [](char c) { return is_digit(c) || c == '.'; });
    while (number.ends_with('.')) number.remove_suffix(1);
    return std::string(number);
  }
  for (size_t open = sentence.find(" ("); open != std::string_view::npos;
       open = sentence.find(" (", open + 1)) {
    size_t begin = open;
    while (begin > 0 && is_hex(sentence[begin - 1])) --begin;
    const std::string_view date =
        run(sentence, open + 2, [](char c) { return is_digit(c) || c == '-'; });
    const size_t end = open + 2 + date.size();
    if (open - begin >= 7 && date.size() == 10 && end < sentence.size() && sentence[end] == ')') {
      return std::string(sentence.substr(begin, end + 1 - begin));
    }
  }
  return {};
}

}  // namespace merlon
