// The only way to write HTML and SVG here: text from outside enters as escaped text or as an
// escaped attribute value.
//
//   HtmlWriter w(out);
//   w.open("p").attr("class", "why").text(reason).close();     <p class="why">...</p>
//   w.open("a").href(Anchor("f-", finding.id)).text(name).close();
//
// Names of elements and attributes are literals of ours, checked while compiling; attributes that
// hold an address, a style or a script cannot be named, and `href` takes an Anchor, which always
// points into the same page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/html/assets.hpp"

namespace merlon {

/// Text of ours: nothing but a constant makes one.
class Literal {
 public:
  consteval Literal(const char* text) : view_(text) {}  // NOLINT(google-explicit-constructor)
  constexpr std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

/// The name of a harmless attribute.
class AttributeName {
 public:
  consteval AttributeName(const char* name) : view_(name) {  // NOLINT(google-explicit-constructor)
    for (const std::string_view bad : {"href", "xlink:href", "src", "srcset", "srcdoc", "style",
                                       "action", "formaction", "data", "ping", "background"}) {
      if (view_ == bad) throw "an address or a style";
    }
    if (view_.substr(0, 2) == "on") throw "a script";
  }
  constexpr std::string_view view() const { return view_; }

 private:
  std::string_view view_;
};

/// A place in this page.  Different (prefix, name) with one prefix make different anchors.
class Anchor {
 public:
  /// Keeps letters, digits and `@ . _ -`; of other scripts what is printable; the rest becomes
  /// `:hh`.
  Anchor(Literal prefix, std::string_view name);
  explicit Anchor(Literal id) : id_(id.view()) {}
  /// The value of `id`.
  const std::string& id() const { return id_; }
  /// The value of `href`: `#`, then the id with what is not ASCII as `%hh`.
  std::string href() const;

 private:
  std::string id_;
};

/// A page of ours in the same folder: a name that is no address of anything else.
class PageName {
 public:
  /// Keeps letters and digits of ASCII, `.`, `_` and `-`; the rest becomes `-`.  Begins with no dot, ends with `.html`.
  explicit PageName(std::string_view stem);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Appends escaped markup to `out` and closes what it opened.
class HtmlWriter {
 public:
  explicit HtmlWriter(std::string& out) : out_(out) {}
  HtmlWriter(const HtmlWriter&) = delete;
  HtmlWriter& operator=(const HtmlWriter&) = delete;

  HtmlWriter& open(Literal element);
  /// An element without content or end tag (`meta`, `br`).
  HtmlWriter& empty(Literal element);
  HtmlWriter& attr(AttributeName name, std::string_view value);
  HtmlWriter& attr(AttributeName name, int64_t value);
  HtmlWriter& attr(AttributeName name, int value) {
    return attr(name, static_cast<int64_t>(value));
  }
  HtmlWriter& cls(std::string_view value) { return attr("class", value); }
  HtmlWriter& id(const Anchor& anchor) { return attr("id", anchor.id()); }
  HtmlWriter& href(const Anchor& anchor);
  /// Closes the innermost element.
  HtmlWriter& close();

  /// Control, bidi and invalid bytes become visible; a line feed stays one.
  HtmlWriter& text(std::string_view text);
  HtmlWriter& number(int64_t value);
  /// The same, with what stands in backticks as `<code>`.
  HtmlWriter& rich(std::string_view text);
  /// Paragraphs (`<p>`), which empty lines part.
  HtmlWriter& prose(std::string_view text);

  /// `open`, `text`, `close`.
  HtmlWriter& el(Literal element, std::string_view text) {
    return open(element).text(text).close();
  }
  HtmlWriter& el_rich(Literal element, std::string_view text) {
    return open(element).rich(text).close();
  }
  HtmlWriter& link(const Anchor& to, std::string_view text) {
    return open("a").href(to).text(text).close();
  }

  HtmlWriter& doctype();
  /// Text of ours as an element's raw content: `style`, `script`.
  HtmlWriter& asset(Literal element, const PageAsset& asset);
  /// Assets in files of their own beside the page.
  HtmlWriter& linked_style(Literal file);
  HtmlWriter& linked_script(Literal file);
  /// A picture that the page itself holds; nothing when the address is another.
  HtmlWriter& picture(std::string_view uri, std::string_view alt);
  /// A link to another page of ours in the same folder.
  HtmlWriter& page_link(const PageName& page, std::string_view text);

 private:
  void end_tag();

  std::string& out_;
  std::vector<std::string_view> open_;
  bool in_tag_ = false;
  bool empty_tag_ = false;
};

/// `text` for an attribute value between double quotes, or for the text of an element.
void append_html_escaped(std::string& out, std::string_view text);

}  // namespace merlon
