#include "scribe.hpp"

#include <vector>

namespace edits {
namespace {

using laws::Entry;
using laws::Node;
using laws::Random;
using laws::Sketch;
using merlon::ElementKind;

using Pairs = std::vector<std::pair<std::string, std::string>>;

const std::vector<std::string> kComments = {"# why", "# \"open", "# ]", "# }", "# [[stage]]", "# id = 'x' \xE2\x80\xA6 \xF0\x9F\x90\xA6", "#", "# a, b,"};

class Scribe {
 public:
  Scribe(Random& random, const Sketch& sketch) : r_(random), sketch_(sketch) {}

  std::string run() {
    out_ = "# \xC3\xBC" "ber alles\nformat = 1" + tail() + "\n";
    const bool pipeline_dotted = r_.percent(20);
    for (const Node& n : sketch_.nodes) {
      if (n.kind == ElementKind::pipeline && pipeline_dotted) dotted(n);
    }
    for (size_t k = 0; k < merlon::kElementWords.size(); ++k) list_of(static_cast<ElementKind>(k), true);
    const bool inline_assumptions = r_.percent(20);
    if (inline_assumptions) assumptions_dotted();
    for (const Node& n : sketch_.nodes) {
      if (n.kind == ElementKind::pipeline && !pipeline_dotted) below_header(n);
    }
    for (size_t k = 0; k < merlon::kElementWords.size(); ++k) list_of(static_cast<ElementKind>(k), false);
    decisions();
    if (!inline_assumptions) assumptions();
    return recast(r_, out_);
  }

 private:
  std::string tail() { return r_.percent(25) ? std::string(r_.below(4), ' ') + r_.of(kComments) : ""; }
  std::string blank() { return r_.percent(30) ? "" : " "; }

  void gap() {
    for (size_t i = r_.below(3); i > 0; --i) out_ += "\n";
    for (size_t i = r_.percent(70) ? 0 : r_.below(3); i > 0; --i) out_ += r_.of(kComments) + "\n";
    if (r_.percent(20)) out_ += "\n";
  }

  std::string key(const std::string& k) {
    if (r_.percent(10)) return '"' + k + '"';
    return r_.percent(5) ? "'" + k + "'" : k;
  }

  std::string literal(const std::string& value) {
    const bool simple = value.size() > 2 && value[0] == '"' && value.find_first_of("\\'\n") == std::string::npos;
    if (!simple || r_.percent(85)) return value;
    const std::string inside = value.substr(1, value.size() - 2);
    return r_.percent(50) ? "'" + inside + "'" : "\"\"\"" + inside + "\"\"\"";
  }

  static std::string item_of(const Entry& e, const std::string& item) {
    return e.refs && (item.empty() || item[0] != '{') ? laws::quoted(item) : item;
  }

  std::string one_line(const Entry& e) {
    std::string out = "[" + std::string(r_.below(2), ' ');
    for (size_t i = 0; i < e.items.size(); ++i) {
      out += (i == 0 ? "" : "," + blank()) + literal(item_of(e, e.items[i]));
    }
    return out + (!e.items.empty() && r_.percent(20) ? "," : "") + std::string(r_.below(2), ' ') + "]";
  }

  std::string many_lines(const Entry& e) {
    const std::string indent(r_.below(5), ' ');
    std::string out = "[" + tail();
    const bool rows = r_.percent(30), trailing = r_.percent(60);
    for (size_t i = 0; i < e.items.size(); ++i) {
      if (!rows || i % 3 == 0) {
        out += "\n";
        if (r_.percent(15)) out += indent + r_.of(kComments) + "\n";
        out += indent;
      } else {
        out += " ";
      }
      out += literal(item_of(e, e.items[i]));
      const bool last = i + 1 == e.items.size();
      if (!last && r_.percent(5)) out += " " + r_.of(kComments) + "\n";  // the comma comes behind a comment
      if (!last || trailing) out += ",";
      if (!rows) out += tail();
    }
    if (e.items.empty() && r_.percent(50)) out += "\n" + indent + r_.of(kComments);
    return out + "\n]";
  }

  std::string value(const Entry& e) {
    if (!e.list) return literal(item_of(e, e.items[0]));
    return r_.percent(65) ? one_line(e) : many_lines(e);
  }

  Pairs pairs(const Node& n) {
    Pairs out;
    if (!n.id.empty()) out.push_back({key("id"), literal(laws::quoted(n.id))});
    for (const Entry& e : n.entries) out.push_back({key(e.key), value(e)});
    if (r_.percent(10)) out.push_back({"note", "\"\"\"\n# none of a comment\n[[stage]]\n\"\"\""});
    if (r_.percent(5)) out.push_back({"x-when", "2027-05-31 10:00:00Z"});
    return out;
  }

  void lines(const Pairs& list, const std::string& indent) {
    for (const auto& [k, v] : list) {
      if (r_.percent(8)) out_ += indent + r_.of(kComments) + "\n";
      out_ += indent + k + blank() + "=" + blank() + v + tail() + "\n";
    }
  }

  std::string braces(const Pairs& list) {
    std::string out;
    for (const auto& [k, v] : list) {
      if (v.starts_with("\"\"\"\n")) continue;  // not in one line
      out += (out.empty() ? " " : "," + blank()) + k + blank() + "=" + blank() + v;
    }
    return "{" + out + (r_.percent(80) ? " }" : "}");
  }

  void below_header(const Node& n) {
    gap();
    const std::string indent(r_.percent(80) ? 0 : r_.below(4), ' ');
    const std::string kind(merlon::kElementWords[static_cast<size_t>(n.kind)]);
    const bool one = n.kind == ElementKind::pipeline;
    out_ += indent + (one ? "[" : "[[") + kind + (one ? "]" : "]]") + tail() + "\n";
    Node rest = n;
    const Entry* controls = rest.find("controls");
    const bool apart = controls != nullptr && r_.percent(30);
    std::vector<std::string> tables;
    for (size_t i = 0; apart && i < controls->items.size(); ++i) tables.push_back(controls->items[i]);
    if (!tables.empty()) rest.drop("controls");
    lines(pairs(rest), indent);
    if (r_.percent(5)) out_ += (one ? "[" : "[") + kind + ".x-more]\nk = [1, 2]\n";
    for (const std::string& t : tables) {
      gap();
      out_ += indent + "[[" + kind + ".controls]]" + tail() + "\n" + indent + "id = ";
      const size_t from = t.find('"'), to = t.find('"', from + 1);
      out_ += t.substr(from, to - from + 1) + "\n";
    }
  }

  void dotted(const Node& n) {
    for (const auto& [k, v] : pairs(n)) out_ += "pipeline." + k + " = " + v + tail() + "\n";
  }

  // Before the first header in brackets, or below headers.
  void list_of(ElementKind kind, bool in_brackets) {
    if (kind == ElementKind::pipeline) return;
    const auto k = static_cast<size_t>(kind);
    if (in_brackets) bracketed_[k] = r_.percent(30);
    if (bracketed_[k] != in_brackets) return;
    Entry list{"", true, false, {}};
    for (const Node& n : sketch_.nodes) {
      if (n.kind != kind) continue;
      if (in_brackets) {
        list.items.push_back(braces(pairs(n)));
      } else {
        below_header(n);
      }
    }
    if (!list.items.empty()) out_ += std::string(merlon::kElementWords[k]) + " = " + many_lines(list) + tail() + "\n";
  }

  void decisions() {
    for (size_t i = r_.below(3); i > 0; --i) {
      gap();
      out_ += "[[decision]]" + tail() + "\n";
      lines({{key("finding"), "\"t" + std::to_string(i) + "@x\""}, {"treatment", "'accept'"}, {"reason", "\"\"\"two\nlines # ]\"\"\""}, {"until", "2027-05-31"}},
            "");
      if (r_.percent(50)) out_ += "by = \"me\"\n";
    }
  }

  void assumptions() {
    for (const laws::Assumption& a : sketch_.assumptions) {
      if (out_.find("[assume.element." + laws::quoted(a.element) + "]") != std::string::npos) continue;
      gap();
      out_ += "[assume.element." + laws::quoted(a.element) + "]\n" + a.key + " = " + a.value + "\n";
    }
  }

  void assumptions_dotted() {
    for (const laws::Assumption& a : sketch_.assumptions) {
      const std::string k = "assume.element." + laws::quoted(a.element) + "." + a.key;
      if (out_.find(k + " ") == std::string::npos) out_ += k + " = " + a.value + "\n";
    }
  }

  Random& r_;
  const Sketch& sketch_;
  std::string out_;
  bool bracketed_[8] = {};
};

}  // namespace

std::string written(Random& random, const Sketch& sketch) { return Scribe(random, sketch).run(); }

std::string recast(Random& random, std::string text) {
  if (random.percent(20)) {
    while (text.ends_with('\n')) text.pop_back();
  }
  if (random.percent(25)) {
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? "\r\n" : std::string(1, c);
    text = std::move(crlf);
  }
  if (random.percent(10)) text.insert(0, "\xEF\xBB\xBF");
  return text;
}

}  // namespace edits
