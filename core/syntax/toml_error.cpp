#include "syntax/toml_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>

#include "base/text.hpp"
#include "syntax/toml_scene.hpp"

namespace merlon {
namespace {

// A place in the text and what is to be said about it.
struct Slip {
  size_t begin = 0, end = 0;
  std::string message, label, help;
};

// `[asset]`, where one of several was meant.
bool is_list_of_description(std::string_view name) {
  constexpr std::string_view lists[] = {"boundary", "actor", "asset", "stage", "flow", "decision"};
  return std::find(std::begin(lists), std::end(lists), name) != std::end(lists);
}

// A word between the quotes that a word processor makes.
std::string_view without_curved_quotes(std::string_view value) {
  constexpr std::string_view quotes[] = {"\u201C", "\u201D", "\u201E", "\u2018", "\u2019", "\u201A", "\u00AB", "\u00BB"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view quote : quotes) {
      if (value.starts_with(quote)) value.remove_prefix(quote.size()), cut = true;
      if (value.ends_with(quote)) value.remove_suffix(quote.size()), cut = true;
    }
  }
  return value;
}

class Explainer : TomlScene {
 public:
  Explainer(std::string_view text, const LineIndex& lines, const TomlComplaint& complaint)
      : TomlScene(text, lines, complaint.at) {
    const std::string_view lead = "Error while parsing ";
    std::string_view rest = complaint.description;
    if (rest.starts_with(lead)) rest.remove_prefix(lead.size());
    const size_t colon = rest.find(": ");
    scope_ = colon == std::string_view::npos ? "" : rest.substr(0, colon);
    reason_ = colon == std::string_view::npos ? rest : rest.substr(colon + 2);
  }

  Slip explain() const;

 private:
  bool says(std::string_view part) const { return reason_.find(part) != std::string_view::npos; }
  bool in_string() const { return scope_.find("string") != std::string_view::npos; }

  Slip unclosed_string() const;
  Slip bad_escape() const;
  Slip unclosed_bracket(const TomlWalk::Open& open) const;
  Slip missing_equals() const;
  Slip missing_value() const;
  Slip key_twice() const;
  Slip table_twice() const;
  Slip dotted_into_value() const;
  Slip bad_header() const;
  Slip in_list() const;
  Slip in_inline_table() const;
  Slip bad_value() const;
  Slip bad_number(std::string_view value, size_t begin) const;
  Slip after_the_end() const;
  Slip bad_begin() const;
  Slip bad_key() const;
  Slip odd_space() const;
  Slip here(std::string message, std::string label = {}, std::string help = {}) const;

  std::string_view scope_, reason_;
};

Slip Explainer::here(std::string message, std::string label, std::string help) const {
  size_t end = at_ + 1;
  if (token_.begin == at_ && token_.kind != TokenKind::newline) end = token_.end;
  // The end of a file that ends in a newline is no line one could look at.
  const bool at_end = at_ >= text_.size() && previous_.end > 0;
  return {at_end ? previous_.begin : at_, at_end ? previous_.end : end, std::move(message),
          std::move(label), std::move(help)};
}

Slip Explainer::unclosed_string() const {
  const std::string quotes(token_.triple ? 3 : 1, token_.sign);
  std::string help = token_.triple ? fmt::format("close it with `{}`", quotes)
                                   : fmt::format(
                                         "close it with `{0}` on the same line; text over "
                                         "several lines stands in `{0}{0}{0}`",
                                         quotes);
  return {token_.begin, token_.triple ? token_.begin + 3 : token_.end, "string is not closed",
          "begins here", std::move(help)};
}

Slip Explainer::bad_escape() const {
  // toml++ stops behind the backslash, for numbers in the midst of the digits.
  const size_t slash = text_.rfind('\\', at_ > 0 ? at_ - 1 : 0);
  if (slash == std::string_view::npos || slash < token_.begin) return here(std::string(reason_));
  size_t end = slash + 1;
  if (end < text_.size()) decode_utf8(text_, end);
  if (says("unknown escape")) {
    return {slash, end, fmt::format("unknown escape `{}`", text_.substr(slash, end - slash)),
            "in a string with double quotes a backslash begins an escape",
            "write `\\\\` for a backslash, or use single quotes"};
  }
  return {slash, std::max(end, at_), "escape does not name a character",
          "`\\u` needs four hexadecimal digits, `\\U` eight",
          "write the character itself, or the number of one that exists"};
}

Slip Explainer::unclosed_bracket(const TomlWalk::Open& open) const {
  const bool list = open.bracket == TomlWalk::Bracket::list;
  return {open.at, open.at + 1, list ? "list is not closed" : "inline table is not closed",
          "opened here", fmt::format("close it with `{}`", list ? ']' : '}')};
}

Slip Explainer::missing_equals() const {
  const auto& frame = walk_.frame();
  const std::string name = shortened(key());
  if (at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '#') {
    return {frame.key_begin, frame.key_end, fmt::format("key `{}` has no value", name),
            "expected `=` and a value behind it", fmt::format("write `{} = ...`", name)};
  }
  std::string help = fmt::format("write `{} = ...`", name);
  if (token_.kind == TokenKind::word && text_[at_] != ':') {
    help = "a key is one word; join its parts by hyphens, or put it into quotes";
  }
  return here(fmt::format("expected `=` after key `{}`, found {}", name, found()), "not an `=`",
              std::move(help));
}

Slip Explainer::missing_value() const {
  const auto& frame = walk_.frame();
  return {frame.equals, frame.equals + 1, fmt::format("key `{}` has no value", shortened(key())),
          "expected a value behind it",
          "write a value, or remove the line; a fact that nobody knows is `\"unknown\"`"};
}

Slip Explainer::key_twice() const {
  const auto& frame = walk_.frame();
  Slip slip{frame.key_begin, frame.key_end, {}, "given a second time", "keep one of them"};
  slip.message = fmt::format("key `{}` is given twice", shortened(key()));
  if (keys_.empty()) return slip;
  const Seen& last = keys_.back();
  for (const Seen& seen : keys_) {
    if (&seen == &last || seen.scope != last.scope || seen.name != last.name) continue;
    slip.help = fmt::format("keep one of them; the first is in line {}", line_of(seen.begin));
    break;
  }
  return slip;
}

Slip Explainer::table_twice() const {
  Seen header{at_, at_ + 1, header_name(at_), 0};
  const bool stands_here = at_ < text_.size() && text_[at_] == '[' && says("'" + header.name + "'");
  if (stands_here) {
    header.end = std::min(text_.find_first_of("#\r\n", at_), text_.size());
  } else if (!headers_.empty()) {
    // toml++ noticed behind the line of the header.
    header = headers_.back();
  }
  Slip slip{header.begin, header.end, {}, {}, {}};
  while (slip.end > slip.begin + 1 && is_blank(text_[slip.end - 1])) --slip.end;
  const bool as_list = text_.substr(header.begin).starts_with("[[");
  const std::string name = shortened(header.name);
  const auto first = std::find_if(headers_.begin(), headers_.end(), [&](const Seen& seen) {
    return seen.name == header.name && seen.begin < header.begin;
  });
  const bool known = first != headers_.end();
  const bool was_list = known && text_.substr(first->begin).starts_with("[[");
  slip.message = fmt::format("table `{}` is defined twice", name);
  slip.label = "defined a second time";
  slip.help = "put all of its keys in one place";
  if (!as_list && is_list_of_description(header.name)) slip.help = fmt::format("begin each one with `[[{}]]`", name);
  if (known) slip.help += fmt::format("; the first is in line {}", line_of(first->begin));
  if (known && as_list != was_list) {
    slip.message = as_list ? fmt::format("`{}` is a table and cannot become a list", name)
                           : fmt::format("`{}` is a list and cannot become a table", name);
    slip.label = fmt::format("line {} says `{}`", line_of(first->begin), was_list ? "[[" : "[");
    slip.help = fmt::format("begin each element with `[[{}]]`", name);
  } else if (!known && (as_list || !says("existing table '"))) {
    slip.message = fmt::format("`{}` is, or is inside, a value that is complete", name);
    slip.label = "cannot be added to";
    slip.help = "write all elements in one form: either `key = [...]` or headers";
  }
  return slip;
}

Slip Explainer::dotted_into_value() const {
  // toml++ points at the part of the key that names the value.
  const size_t begin = walk_.frame().has_key ? walk_.frame().key_begin : at_;
  TokenReader reader(text_, begin);
  size_t end = begin;
  for (Token t = reader.next(); t.kind != TokenKind::end && !t.is('='); t = reader.next())
    end = t.end;
  return {begin, end,
          fmt::format("key `{}` adds to a value that is complete",
                      shortened(text_.substr(begin, end - begin))),
          "cannot be added to", "write the key where the value is written"};
}

Slip Explainer::bad_header() const {
  const size_t begin = first_of_line(at_ == text_.size() && at_ > 0 ? at_ - 1 : at_);
  const size_t end = std::min(text_.find_first_of("#\r\n", begin), text_.size());
  const bool twice = text_.substr(begin).starts_with("[[");
  const std::string form = twice ? "[[name]]" : "[name]";
  Slip slip{begin, end, {}, {}, fmt::format("a header is written `{}`", form)};
  while (slip.end > slip.begin + 1 && is_blank(text_[slip.end - 1])) --slip.end;
  if (says("blank bare keys")) {
    slip.message = "header has no name";
  } else if (says("contiguous")) {
    slip.message = "blank between the brackets of a header";
    slip.help = "write `[[name]]` without blanks between the brackets";
  } else if (at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '#') {
    slip.message = "header is not closed";
    slip.label = fmt::format("expected `{}`", twice ? "]]" : "]");
  } else {
    slip = here(fmt::format("expected `{}` at the end of the header, found {}", twice ? "]]" : "]",
                            found()),
                {}, slip.help);
  }
  return slip;
}

Slip Explainer::in_list() const {
  if (says("saw comma")) {
    return here("comma without a value before it", "expected a value or `]`", "remove the comma");
  }
  std::string help = token_.is('}') ? "close the list with `]` first" : "separate values by commas";
  if (previous_.kind == TokenKind::string && token_.kind == TokenKind::word) {
    help += "; perhaps a quote is missing or one too many";
  }
  return here(fmt::format("expected `,` or `]` in a list, found {}", found()), {}, std::move(help));
}

Slip Explainer::in_inline_table() const {
  if (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '#') &&
      !walk_.open().empty()) {
    const size_t open = walk_.open().back().at;
    return {open, open + 1, "inline table does not end on its line", "opened here",
            "close it with `}` on the same line, or write it as a table with a header"};
  }
  if (says("dangling comma")) {
    return {previous_.begin, previous_.end, "comma before `}`", "nothing follows it",
            "remove the comma: inline tables take none at their end"};
  }
  if (says("saw comma")) return here("comma without a key before it", {}, "remove the comma");
  const bool key_expected = says("expected key or");
  return here(fmt::format("expected {} in an inline table, found {}",
                          key_expected ? "a key or `}`" : "`,` or `}`", found()),
              {}, key_expected ? "write `{ key = value, ... }`" : "separate the pairs by commas");
}

Slip Explainer::bad_value() const {
  size_t begin = 0;
  const std::string_view value = value_at_place(begin);
  if (value.empty()) return here(fmt::format("expected a value, found {}", found()));
  if (std::isdigit(static_cast<unsigned char>(value[0])) != 0 ||
      std::string_view("+-.").find(value[0]) != std::string_view::npos) {
    return bad_number(value, begin);
  }
  std::string lower(value);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool boolean = lower == "true" || lower == "false";
  const std::string_view bare = without_curved_quotes(value);
  const bool closed = bare.data() + bare.size() < value.data() + value.size();
  if (bare.size() < value.size()) {
    return {begin, begin + value.size(), fmt::format("`{}` is not a value", shortened(value)),
            "these quotes are curved",
            fmt::format("write `\"{}\"`, with straight quotes", closed ? shortened(bare) : "...")};
  }
  return {begin, begin + value.size(), fmt::format("`{}` is not a value", shortened(value)),
          boolean ? "truth is written in lower case" : "text needs quotes",
          fmt::format("write `{}`", boolean ? lower : "\"" + shortened(value) + "\"")};
}

Slip Explainer::bad_number(std::string_view value, size_t begin) const {
  Slip slip{begin, begin + value.size(), {}, {}, {}};
  const bool date =
      scope_ == "date" || scope_ == "date-time" || std::count(value.begin(), value.end(), '-') >= 2;
  slip.message = fmt::format("`{}` is not a {}", shortened(value),
                             date               ? "date"
                             : scope_ == "time" ? "time"
                                                : "number");
  slip.help = date ? "a date is written `2027-05-31`; text needs quotes"
                   : "write digits only, or put the text into quotes";
  if (says("leading zeroes")) slip.label = "numbers do not begin with 0";
  if (says("expected month")) slip.label = "no such month";
  if (says("expected day")) slip.label = "no such day";
  if (says("2-digit")) slip.label = "months, days and hours have two digits";
  if (says("not representable") || says("exceeds")) slip.label = "too large";
  return slip;
}

Slip Explainer::after_the_end() const {
  const bool header = scope_ == "table header";
  std::string help = header ? "keys of the table stand on the lines below its header"
                            : "one `key = value` stands on a line; several values stand in `[...]`";
  const bool quote_inside = previous_.kind == TokenKind::string && previous_.end == at_;
  if (token_.is(',')) {
    help = "remove the comma";
  } else if (quote_inside && token_.kind == TokenKind::word) {
    help = "a string that contains quotes stands in the other kind of quotes";
  }
  return here(fmt::format("expected the end of the line after the {}, found {}",
                          header ? "header" : "value", found()),
              {}, std::move(help));
}

Slip Explainer::bad_begin() const {
  const bool letter = at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80;
  return here(fmt::format("expected `key = value` or a header, found {}", found()), {},
              letter ? "a key with other letters than `a` to `z` stands in quotes"
                     : "a description is TOML: lines of `key = value` below headers such as "
                       "`[[stage]]`, comments behind `#`");
}

Slip Explainer::bad_key() const {
  if (says("multi-line strings")) {
    return here("key stands in triple quotes", {}, "use single or double quotes");
  }
  return here(fmt::format("expected a key, found {}", found()), {},
              "a key is made of letters, digits, `-` and `_`, or stands in quotes");
}

Slip Explainer::odd_space() const {
  size_t end = at_;
  const char32_t c = at_ < text_.size() ? decode_utf8(text_, end) : U' ';
  return {at_, end, fmt::format("blank `U+{:04X}` is not a space", static_cast<uint32_t>(c)),
          "looks like a space", "replace it by a space"};
}

Slip Explainer::explain() const {
  const bool at_string = token_.kind == TokenKind::string && token_.begin <= at_;
  if (at_string && !token_.closed && (in_string() || scope_ == "key")) return unclosed_string();
  if (at_string && token_.begin < at_) return bad_escape();
  if (const TomlWalk::Open* open = unclosed()) return unclosed_bracket(*open);
  if (says("expected space or tab")) return odd_space();
  if (says("expected '='")) return missing_equals();
  if (scope_ == "table header" && (says("cannot redefine") || says("cannot insert")))
    return table_twice();
  if (says("as dotted key-value pair")) return dotted_into_value();
  if (says("cannot redefine")) return key_twice();
  if (says("expected value, saw '") && scope_ == "key-value pair") return missing_value();
  if (says("end-of-file") && scope_ == "key-value pair") {
    return walk_.frame().in_value ? missing_value() : missing_equals();
  }
  if (says("a comment or whitespace")) return after_the_end();
  if (says("expected keys, tables")) return bad_begin();
  const bool header =
      !walk_.open().empty() && walk_.open().back().bracket == TomlWalk::Bracket::header;
  if (scope_ == "table header" || (header && says("end-of-file"))) return bad_header();
  if (scope_ == "key") return bad_key();
  if (scope_ == "array") return in_list();
  if (scope_ == "inline table") return in_inline_table();
  return bad_value();
}

}  // namespace

Diagnostic explain_complaint(std::string_view text, const LineIndex& lines,
                             const TomlComplaint& complaint) {
  Slip slip = Explainer(text, lines, complaint).explain();
  Diagnostic diagnostic;
  diagnostic.code = "E0110";
  diagnostic.span = lines.span(slip.begin, slip.end);
  diagnostic.message = std::move(slip.message);
  diagnostic.label = std::move(slip.label);
  diagnostic.help = std::move(slip.help);
  return diagnostic;
}

}  // namespace merlon
