#include "engine/pass_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace merlon {
namespace {

class Reader {
 public:
  Reader(const Sources& sources, uint32_t source, Diagnostics& diagnostics, bool one = false)
      : text_(sources[source].text), source_(source), diagnostics_(diagnostics), one_(one) {}

  std::optional<PassWords> one() {
    PassWords out;
    if (!word(out.name, out.at, false, "a name") || !options(out.options)) return std::nullopt;
    if (next() != '\0') return wrong("the end"), std::nullopt;
    return out;
  }

  std::optional<std::vector<PassWords>> list() {
    std::vector<PassWords> out;
    do {
      if (!pass(out.emplace_back())) return std::nullopt;
    } while (take(','));
    if (next() != '\0') return wrong("`,` or the end"), std::nullopt;
    return out;
  }

 private:
  bool pass(PassWords& pass) {
    if (!word(pass.name, pass.at, true, "the name of a pass") || !options(pass.options)) return false;
    if (!take('(') || take(')')) return true;
    do {
      PassItem& item = pass.items.emplace_back();
      item.without = take('-');
      if (!word(item.name, item.at, true, "a name or a pattern such as `*-injection`") || !options(item.options)) return false;
    } while (take(','));
    return take(')') || wrong("`,` or `)`");
  }

  bool options(std::vector<PassOption>& list) {
    if (!take('<')) return true;
    do {
      PassOption& option = list.emplace_back();
      if (!word(option.key, option.key_at, false, "the name of an option")) return false;
      if (!take('=')) return wrong("`=`");
      if (!quoted(option.value, option.value_at) && !word(option.value, option.value_at, false, "a value")) return false;
    } while (take(';'));
    return take('>') || wrong("`;` or `>`");
  }

  bool word(std::string& out, Span& at, bool pattern, std::string_view what) {
    next();
    at = here();
    while (at_ < text_.size() && is_word(text_[at_], pattern)) out += text_[at_++];
    at.length = std::max<uint32_t>(1, static_cast<uint32_t>(out.size()));
    return !out.empty() || wrong(what);
  }

  // `"..."`; false where none begins, or it does not end in its line.
  bool quoted(std::string& out, Span& at) {
    if (next() != '"') return false;
    const size_t end = text_.find_first_of("\"\n\r", at_ + 1);
    if (end == std::string::npos || text_[end] != '"') return false;
    at = here();
    at.length = static_cast<uint32_t>(end + 1 - at_);
    out = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

 public:
  static bool is_word(char c, bool pattern) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return plain || c == '-' || c == '_' || c == '.' || c == '/' || c == ':' || (pattern && (c == '*' || c == '?'));
  }

 private:
  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  // The character that comes, blanks left out; NUL at the end.
  char next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) {
      if (text_[at_++] == '\n') ++line_, line_begin_ = at_;
    }
    return at_ < text_.size() && text_[at_] != '\0' ? text_[at_] : at_ < text_.size() ? '\1' : '\0';
  }

  Span here() const { return {source_, line_, static_cast<uint32_t>(at_ - line_begin_ + 1), 1}; }

  bool wrong(std::string_view wanted) {
    const char c = next();
    std::string found = one_ ? "it ends" : "the list ends";
    if (c != '\0') {
      size_t end = at_ + 1;
      while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
      found = fmt::format("`{}` stands", printable(std::string_view(text_).substr(at_, end - at_)));
    }
    diagnostics_.add("E0801", here(), fmt::format("this {} is not well formed: {} where {} should be", one_ ? "name with its options" : "list of passes", found, wanted), "",
                     one_ ? "it looks like `NAME` or `NAME<key=value;key=\"any text\">`" : "a list looks like `analyze(*,-monitoring),score(matrix),stories,plan`");
    return false;
  }

  const std::string& text_;
  uint32_t source_;
  Diagnostics& diagnostics_;
  bool one_;
  size_t at_ = 0, line_begin_ = 0;
  uint32_t line_ = 1;
};

std::string written(const std::string& value) {
  const bool plain = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return Reader::is_word(c, false); });
  return plain ? value : fmt::format("\"{}\"", value);
}

std::string text_of(const std::vector<PassOption>& options) {
  std::string out;
  for (const PassOption& option : options) out += fmt::format("{}{}={}", out.empty() ? "<" : ";", option.key, written(option.value));
  return out.empty() ? out : out + ">";
}

}  // namespace

std::optional<std::vector<PassWords>> read_pass_text(const Sources& sources, uint32_t source, Diagnostics& diagnostics) {
  return Reader(sources, source, diagnostics).list();
}

std::optional<PassWords> read_one_pass(const Sources& sources, uint32_t source, Diagnostics& diagnostics) {
  return Reader(sources, source, diagnostics, true).one();
}

std::string text_of(const std::vector<PassWords>& passes) {
  std::string out;
  for (const PassWords& pass : passes) {
    out += (out.empty() ? "" : ",") + pass.name + text_of(pass.options);
    for (size_t i = 0; i < pass.items.size(); ++i) {
      const PassItem& item = pass.items[i];
      out += fmt::format("{}{}{}{}", i == 0 ? "(" : ",", item.without ? "-" : "", item.name, text_of(item.options));
    }
    if (!pass.items.empty()) out += ")";
  }
  return out;
}

std::string asked_with(const std::string& text) {
  Sources sources;
  Diagnostics aside;
  const auto passes = read_pass_text(sources, sources.add("", text), aside);
  std::string out;
  for (const PassWords& pass : passes.value_or(std::vector<PassWords>())) {
    if (pass.name != "analyze") continue;
    for (const PassItem& item : pass.items) {
      if (!item.options.empty()) out += item.name + text_of(item.options);
    }
  }
  return out;
}

}  // namespace merlon
