#include "import/atlas/atlas_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace merlon::atlas {
namespace {

// Releases whose file says the number of the one before (left: file, right: tag).
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kLaggingVersions = {
    {{"4.0.0", "4.0.1"}, {"4.5.1", "4.5.2"}, {"5.6.0", "5.6.1"}}};

constexpr std::array<std::string_view, 3> kMaturity = {"feasible", "demonstrated", "realized"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

bool digits(std::string_view text, size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), is_digit);
}

/// Capitals, then perhaps digits: the name of a matrix.
bool is_matrix(std::string_view part) {
  const auto end = std::find_if_not(part.begin(), part.end(), is_capital);
  return end != part.begin() && std::all_of(end, part.end(), is_digit);
}

/// What stands behind the last dot, which it takes off `id` with it; all of it when there is none.
std::string_view take_last(std::string_view& id) {
  const size_t dot = id.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? id : id.substr(dot + 1);
  id = dot == std::string_view::npos ? std::string_view() : id.substr(0, dot);
  return last;
}

bool is_sub(std::string_view id) {
  return is_id(id, "technique") && digits(id.substr(id.rfind('.') + 1), 3);
}

/// `retired_in_2026_07` -> `2026.07`, `retired_before_5` -> `before 5`; empty for other keys.
std::string retired_when(std::string_view key) {
  for (const auto& [prefix, word] :
       {std::pair<std::string_view, std::string_view>{"retired_in_", ""},
        {"retired_before_", "before "}}) {
    if (!key.starts_with(prefix) || key.size() == prefix.size()) continue;
    std::string release(key.substr(prefix.size()));
    std::replace(release.begin(), release.end(), '_', '.');
    return std::string(word) + release;
  }
  return {};
}

}  // namespace

bool is_id(std::string_view id, std::string_view kind) {
  std::string_view last = take_last(id);
  if (kind == "technique" && digits(last, 3)) last = take_last(id);
  const std::string_view letters = kind == "tactic" ? "TA" : kind == "technique" ? "T" : "M";
  if (!last.starts_with(letters) || !digits(last.substr(letters.size()), 4) || id.empty()) {
    return false;
  }
  while (!id.empty()) {
    const bool more = id.find('.') != std::string_view::npos;
    if (!is_matrix(take_last(id)) || (more && id.empty())) return false;
  }
  return true;
}

void AtlasList::warn(std::string code, Span span, std::string message, std::string help) {
  request_.diagnostics.add(std::move(code), span, std::move(message), {}, std::move(help));
}

bool AtlasList::refuse(std::string code, Span span, std::string message, std::string help) {
  warn(std::move(code), span, std::move(message), std::move(help));
  return false;
}

void AtlasList::release(SourceValue value, std::string_view named, Span file) {
  const std::string stated(value.text());
  const Span span = value ? value.span() : file;
  const std::string tag = release_in(request_.facts["source"].text());
  const auto lag = std::find_if(kLaggingVersions.begin(), kLaggingVersions.end(),
                                [&](const auto& pair) { return pair.first == stated; });
  const auto lags_behind = [&](std::string_view release) {
    return lag != kLaggingVersions.end() && lag->second == release;
  };
  list_.release = stated;
  if (stated.empty()) {
    list_.release = !named.empty() ? std::string(named) : !tag.empty() ? tag : "unknown";
    warn("W0504", span, "the file states no release",
         list_.release == "unknown" ? "" : fmt::format("it is taken for {}", list_.release));
    return;
  }
  if (!named.empty() && named != stated) {
    if (lags_behind(named)) list_.release = named;
    warn(
        "W0504", span,
        fmt::format("the file says release `{}`, but is published as {}", printable(stated), named),
        fmt::format("{} is kept", list_.release == stated ? "the release of the file" : named));
    return;
  }
  if (!tag.empty() && tag != stated) {
    if (lags_behind(tag)) {
      list_.release = tag;
      warn("W0504", span, fmt::format("the file says release {}, its tag is {}", stated, tag));
    } else {
      warn("W0504", span,
           fmt::format("the file says release `{}`, the facts are of {}", printable(stated), tag),
           "the release of the file is kept");
    }
  } else if (tag.empty() && named.empty() && lag != kLaggingVersions.end()) {
    warn("W0504", span,
         fmt::format("the file says release {}, and so does that of tag {}", stated, lag->second),
         "give the facts of the release as second file");
  }
}

FrameworkItem* AtlasList::add(SourceValue value, std::string_view key, std::string_view kind) {
  FrameworkItem item;
  item.id = value["id"] ? value["id"].text() : key;
  item.kind = kind;
  item.name = value["name"].text();
  item.span = value["id"] ? value["id"].span() : value.span();
  if (!key.empty() && item.id != key) {
    warn("W0503", item.span,
         fmt::format("the {} under `{}` says that it is `{}`, and is left out", kind,
                     printable(key), printable(item.id)));
    return nullptr;
  }
  if (!item.id.empty() && !is_id(item.id, kind)) {
    warn("W0503", item.span,
         fmt::format("`{}` is not the id of a {} and is left out", printable(item.id), kind));
    return nullptr;
  }
  return add_item(list_, std::move(item), request_.diagnostics);
}

void AtlasList::maturity(FrameworkItem& item, SourceValue value) {
  item.maturity = lower_case(value.text());
  if ((!value || value.is_text()) && item.maturity.empty()) return;
  if (std::find(kMaturity.begin(), kMaturity.end(), item.maturity) != kMaturity.end()) return;
  warn("W0502", value.span(),
       fmt::format("`{}` has the maturity `{}`, which is none of {}", printable(item.id),
                   printable(item.maturity), listed(kMaturity)));
  item.maturity.clear();
}

void AtlasList::relate(FrameworkItem& item, std::vector<std::string>& relations, SourceValue to) {
  add_relation(list_, relations, item.id, std::string(to.text()), to.span(), request_.diagnostics);
}

void AtlasList::misplaced(FrameworkItem& item, SourceValue lifecycle, std::string_view key) {
  for (const SourceValue value : lifecycle) {
    if (value.is_text()) continue;
    const std::string target(value["id"].text());
    if (!value["use"] || !is_id(target, "technique")) {
      warn("W0502", value.span(),
           fmt::format("`{}` of `{}` holds an item that is no word", key, printable(item.id)));
      continue;
    }
    warn("W0502", value["id"].span(),
         fmt::format("the relation of `{}` to `{}` stands in `{}`; it is carried",
                     printable(item.id), target, key));
    relate(item, item.mitigates, value["id"]);
  }
}

void AtlasList::finish() {
  for (const FrameworkItem& item : list_.items) {
    if (item.kind != "technique" || !item.parent.empty() || !is_sub(item.id)) continue;
    warn("W0502", item.span,
         fmt::format("`{}` has the id of a sub-technique and names no technique above it",
                     printable(item.id)));
  }
  drop_dangling(list_, request_.diagnostics);  // first: what a parent gives on is named once
  for (FrameworkItem& item : list_.items) {
    if (item.parent.empty() || !item.tactics.empty()) continue;
    if (const FrameworkItem* parent = list_.find(item.parent)) item.tactics = parent->tactics;
  }
  // What a table of relations that was cut off leaves behind.
  for (const FrameworkItem& item : list_.items) {
    if (item.kind != "technique" || !item.tactics.empty()) continue;
    warn("W0502", item.span, fmt::format("`{}` has no tactic", printable(item.id)));
  }
  aliases();
}

void AtlasList::aliases() {
  const SourceValue tables = request_.facts["version_aliases"];
  for (size_t t = 0; t < tables.size(); ++t) {
    const std::string retired = retired_when(tables.key(t));
    const SourceValue table = tables.at(t);
    if (retired.empty() || !table.is_map()) continue;
    for (size_t i = 0; i < table.size(); ++i) {
      list_.alias.push_back({std::string(table.key(i)), std::string(table.at(i).text()), retired});
    }
  }
}

}  // namespace merlon::atlas
