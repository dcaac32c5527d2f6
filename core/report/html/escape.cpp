#include "report/html/escape.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "report/theme.hpp"

namespace merlon {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_hex(std::string& out, char mark, char byte) {
  const auto value = static_cast<unsigned char>(byte);
  out += mark;
  out += kHex[value >> 4];
  out += kHex[value & 15];
}

bool is_plain(char c) {
  return c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

// Elements after which no line ends: no space comes between words, and a row of a table is a line.
bool is_inline(std::string_view element) {
  static constexpr std::array<std::string_view, 9> names = {"a",  "b",    "code", "span", "strong",
                                                            "td", "text", "th",   "tspan"};
  return std::find(names.begin(), names.end(), element) != names.end();
}

}  // namespace

void append_html_escaped(std::string& out, std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    out += text;
    return;
  }
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

Anchor::Anchor(Literal prefix, std::string_view name) : id_(prefix.view()) {
  const bool all_printable = printable(name) == name;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool other_script = static_cast<unsigned char>(c) >= 0x80 && all_printable;
    if (letter || other_script || c == '@' || c == '.' || c == '_' || c == '-') {
      id_ += c;
    } else {
      append_hex(id_, ':', c);
    }
  }
}

std::string Anchor::href() const {
  std::string out = "#";
  for (const char c : id_) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      append_hex(out, '%', c);
    } else {
      out += c;
    }
  }
  return out;
}

PageName::PageName(std::string_view stem) {
  for (const char c : stem) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || (c == '.' && !text_.empty());
    text_ += kept ? c : '-';
  }
  text_ += text_.empty() ? "-.html" : ".html";
}

void HtmlWriter::end_tag() {
  if (!in_tag_) return;
  out_ += '>';
  if (empty_tag_) out_ += '\n';
  in_tag_ = empty_tag_ = false;
}

HtmlWriter& HtmlWriter::open(Literal element) {
  end_tag();
  open_.push_back(element.view());
  out_ += '<';
  out_ += element.view();
  in_tag_ = true;
  return *this;
}

HtmlWriter& HtmlWriter::empty(Literal element) {
  end_tag();
  out_ += '<';
  out_ += element.view();
  in_tag_ = empty_tag_ = true;
  return *this;
}

HtmlWriter& HtmlWriter::attr(AttributeName name, std::string_view value) {
  out_ += ' ';
  out_ += name.view();
  out_ += "=\"";
  append_html_escaped(out_, value);
  out_ += '"';
  return *this;
}

HtmlWriter& HtmlWriter::attr(AttributeName name, int64_t value) {
  return attr(name, std::to_string(value));
}

HtmlWriter& HtmlWriter::href(const Anchor& anchor) {
  out_ += " href=\"";
  append_html_escaped(out_, anchor.href());
  out_ += '"';
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  end_tag();
  const std::string_view element = open_.back();
  open_.pop_back();
  out_ += "</";
  out_ += element;
  out_ += '>';
  if (!is_inline(element)) out_ += '\n';
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  end_tag();
  for (size_t line = text.find('\n'); line != std::string_view::npos; line = text.find('\n')) {
    append_html_escaped(out_, text.substr(0, line));
    out_ += '\n';
    text.remove_prefix(line + 1);
  }
  append_html_escaped(out_, text);
  return *this;
}

HtmlWriter& HtmlWriter::number(int64_t value) { return text(std::to_string(value)); }

HtmlWriter& HtmlWriter::rich(std::string_view text) {
  size_t at = 0;
  while (true) {
    const size_t first = text.find('`', at);
    const size_t last = first == std::string_view::npos ? first : text.find('`', first + 1);
    if (last == std::string_view::npos) return this->text(text.substr(at));
    this->text(text.substr(at, first - at));
    el("code", text.substr(first + 1, last - first - 1));
    at = last + 1;
  }
}

HtmlWriter& HtmlWriter::prose(std::string_view text) {
  while (!text.empty()) {
    const size_t end = std::min(text.find("\n\n"), text.size());
    if (end > 0) el_rich("p", text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return *this;
}

HtmlWriter& HtmlWriter::doctype() {
  out_ += "<!DOCTYPE html>\n";
  return *this;
}

HtmlWriter& HtmlWriter::asset(Literal element, const PageAsset& asset) {
  open(element);
  end_tag();
  out_ += asset.text();
  return close();
}

HtmlWriter& HtmlWriter::linked_style(Literal file) {
  end_tag();
  out_ += "<link rel=\"stylesheet\" href=\"";
  out_ += file.view();
  out_ += "\">\n";
  return *this;
}

HtmlWriter& HtmlWriter::linked_script(Literal file) {
  end_tag();
  out_ += "<script src=\"";
  out_ += file.view();
  out_ += "\" defer></script>\n";
  return *this;
}

HtmlWriter& HtmlWriter::picture(std::string_view uri, std::string_view alt) {
  if (!is_picture_uri(uri)) return *this;
  empty("img").cls("logo").attr("alt", alt);
  out_ += " src=\"";
  append_html_escaped(out_, uri);
  out_ += '"';
  return *this;
}

HtmlWriter& HtmlWriter::page_link(const PageName& page, std::string_view text) {
  open("a");
  out_ += " href=\"";
  append_html_escaped(out_, page.text());
  out_ += '"';
  return this->text(text).close();
}

}  // namespace merlon
