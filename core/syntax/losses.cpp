#include "syntax/losses.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

constexpr std::array<std::string_view, 3> kKeys = {"currency", "events-a-year", "cost-of-an-event"};

class LossReader {
 public:
  explicit LossReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  DocLosses read(const TomlEntry& entry) {
    DocLosses out;
    out.span = entry.key_span;
    if (!entry.value.is(TomlType::table)) {
      wrong(entry.value.span, fmt::format("`losses` is {}, expected a table", name_of(entry.value.type)), "write `[losses]` and its keys below it");
      return out;
    }
    for (const TomlEntry& e : entry.value.entries) {
      if (e.key == "currency") currency(e, out.currency);
      else if (e.key == "events-a-year") ranges(e, kMostEvents, out.events);
      else if (e.key == "cost-of-an-event") ranges(e, kMostCosts, out.costs);
      else unknown(e, kKeys);
    }
    return out;
  }

 private:
  void wrong(Span at, std::string message, std::string help) { diagnostics_.add("E0235", at, std::move(message), "", std::move(help)); }

  template <class List>
  void unknown(const TomlEntry& e, const List& names) {
    const std::string_view near = nearest(e.key, std::span<const std::string_view>(names));
    wrong(e.key_span, fmt::format("unknown key `{}` in `[losses]`", printable(e.key)),
          near.empty() ? fmt::format("there are {}", listed(names)) : fmt::format("did you mean `{}`?", near));
  }

  // Printed beside every amount, so a word.
  void currency(const TomlEntry& e, std::string& out) {
    const bool word = e.value.is(TomlType::string) && !e.value.text.empty() && e.value.text.size() <= 12 &&
                      std::all_of(e.value.text.begin(), e.value.text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
    if (word) out = e.value.text;
    else wrong(e.value.span, "`currency` is a word of up to 12 letters", "write it as in `currency = \"EUR\"`");
  }

  void ranges(const TomlEntry& e, double most, std::array<std::optional<DocRange>, 5>& out) {
    if (!e.value.is(TomlType::table)) {
      return wrong(e.value.span, fmt::format("`{}` is {}, expected a table of levels", e.key, name_of(e.value.type)),
                   fmt::format("write `[losses.{}]`, and below it levels with ranges: `high = [1, 4, 12]`", e.key));
    }
    for (const TomlEntry& level : e.value.entries) {
      const auto it = std::find(kLossLevels.begin(), kLossLevels.end(), level.key);
      if (it == kLossLevels.end()) unknown(level, kLossLevels);
      else out[static_cast<size_t>(it - kLossLevels.begin())] = range(level, most);
    }
    rising(e, out);
  }

  // Else a control that lowers a level would cost money.
  void rising(const TomlEntry& e, const std::array<std::optional<DocRange>, 5>& ranges) {
    size_t last = 0;  // the nearest lower level with a range
    for (size_t i = 1; i < ranges.size(); ++i) {
      if (!ranges[i]) continue;
      const std::optional<DocRange>& below = ranges[last];
      last = i;
      if (!below) continue;
      if (below->low <= ranges[i]->low && below->likely <= ranges[i]->likely && below->high <= ranges[i]->high) continue;
      const TomlValue* value = e.value.find(kLossLevels[i]);
      wrong(value->span, fmt::format("the range `{}` lies below that of a lower level", kLossLevels[i]), "each of its three numbers is at least that of every lower level");
    }
  }

  std::optional<DocRange> range(const TomlEntry& e, double most) {
    std::array<double, 3> numbers{};
    bool good = e.value.is(TomlType::array) && e.value.items.size() == 3;
    for (size_t i = 0; good && i < 3; ++i) {
      const TomlValue& item = e.value.items[i];
      good = item.is(TomlType::integer) || item.is(TomlType::real);
      numbers[i] = item.is(TomlType::integer) ? static_cast<double>(item.integer) : item.real;
    }
    // Not a number is no number: every comparison with it is false.
    good = good && numbers[0] >= 0 && numbers[0] <= numbers[1] && numbers[1] <= numbers[2] && numbers[2] <= most;
    if (good) return DocRange{numbers[0], numbers[1], numbers[2]};
    wrong(e.value.span, fmt::format("the range `{}` is not three numbers from 0 to {}, none below the one before", printable(e.key), most),
          "at least, most likely, at most: `[1, 4, 12]`");
    return std::nullopt;
  }

  Diagnostics& diagnostics_;
};

}  // namespace

DocLosses read_losses(const TomlEntry& entry, Diagnostics& diagnostics) { return LossReader(diagnostics).read(entry); }

}  // namespace merlon
