#include "import/source_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "base/file.hpp"
#include "base/text.hpp"

namespace merlon {
namespace {

// Thrown through yaml-cpp's parser and caught below.
struct TooLarge : std::exception {
  TooLarge(std::string what_in, uint32_t line_in) : what_text(std::move(what_in)), line(line_in) {}
  std::string what_text;
  uint32_t line;
};

struct SecondDocument : std::exception {
  explicit SecondDocument(uint32_t line_in) : line(line_in) {}
  uint32_t line;
};

struct Endless : std::exception {
  explicit Endless(uint32_t line_in) : line(line_in) {}
  uint32_t line;
};

}  // namespace

// Builds a tree from events; both parsers call it.
class SourceTreeBuilder {
 public:
  SourceTreeBuilder(SourceTree& tree, const SourceLimits& limits) : tree_(tree), limits_(limits) {}

  uint32_t scalar(SourceNode::Type type, std::string text, uint32_t line, uint32_t col) {
    SourceNode node;
    node.type = type;
    node.text = std::move(text);
    return add(std::move(node), line, col);
  }
  uint32_t open(SourceNode::Type type, uint32_t line, uint32_t col) {
    if (open_.size() >= limits_.depth) {
      throw TooLarge(fmt::format("nests deeper than {} levels", limits_.depth), line);
    }
    SourceNode node;
    node.type = type;
    const uint32_t index = add(std::move(node), line, col);
    open_.push_back({index, {}, false, 1});
    return index;
  }
  void close() {
    const uint32_t size = open_.back().size;
    sizes_[open_.back().index] = size;
    open_.pop_back();
    if (!open_.empty()) open_.back().size += size;
  }
  void key(std::string text) {
    open_.back().key = std::move(text);
    open_.back().has_key = true;
  }
  /// True when the next event is a key: inside a map, and no key is waiting for its value.
  bool wants_key() const {
    return !open_.empty() && !open_.back().has_key &&
           tree_.nodes_[open_.back().index].type == SourceNode::Type::map;
  }
  /// A second way to a node that is there.  What reads the tree walks it again by each way, so each
  /// counts as if it were written out.
  void again(uint32_t index, uint32_t line) {
    if (sizes_[index] == 0) throw Endless(line);  // still open: it would hold itself
    count(sizes_[index], line, "unfolds to");
    if (!open_.empty()) open_.back().size += sizes_[index];
    attach(index);
  }
  const SourceNode& node(uint32_t index) const { return tree_.nodes_[index]; }

 private:
  struct Level {
    uint32_t index;
    std::string key;
    bool has_key;
    uint32_t size;  ///< values so far, itself among them, aliases written out
  };

  uint32_t add(SourceNode node, uint32_t line, uint32_t col) {
    count(1, line, "holds");
    const bool leaf = node.type != SourceNode::Type::list && node.type != SourceNode::Type::map;
    node.line = line;
    node.col = col;
    const auto index = static_cast<uint32_t>(tree_.nodes_.size());
    tree_.nodes_.push_back(std::move(node));
    sizes_.push_back(leaf ? 1 : 0);
    if (leaf && !open_.empty()) ++open_.back().size;
    attach(index);
    return index;
  }
  void attach(uint32_t index) {
    if (open_.empty()) return;
    Level& level = open_.back();
    tree_.nodes_[level.index].children.emplace_back(std::move(level.key), index);
    level.key.clear();
    level.has_key = false;
  }
  void count(uint32_t more, uint32_t line, std::string_view verb) {
    if (values_ + more > limits_.values) {
      throw TooLarge(fmt::format("{} more than {} values", verb, limits_.values), line);
    }
    values_ += more;
  }

  SourceTree& tree_;
  const SourceLimits& limits_;
  std::vector<Level> open_;
  std::vector<uint32_t> sizes_;  ///< of each node; 0 while it is open
  uint32_t values_ = 0;
};

namespace {

uint32_t line_of(const YAML::Mark& mark) {
  return static_cast<uint32_t>(std::max(mark.line, 0)) + 1;
}
uint32_t col_of(const YAML::Mark& mark) {
  return static_cast<uint32_t>(std::max(mark.column, 0)) + 1;
}

// yaml-cpp recurses as it reports, so throwing at the limit keeps its stack small too.
class YamlEvents : public YAML::EventHandler {
 public:
  explicit YamlEvents(SourceTreeBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) throw SecondDocument(line_of(mark));
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    leaf(SourceNode::Type::null, {}, mark, anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    leaf(SourceNode::Type::text, value, mark, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto target = anchors_.find(anchor);
    if (target == anchors_.end()) return leaf(SourceNode::Type::null, {}, mark, 0);
    if (builder_.wants_key()) return builder_.key(builder_.node(target->second).text);
    builder_.again(target->second, line_of(mark));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(SourceNode::Type::list, mark, anchor);
  }
  void OnSequenceEnd() override { builder_.close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(SourceNode::Type::map, mark, anchor);
  }
  void OnMapEnd() override { builder_.close(); }

 private:
  void leaf(SourceNode::Type type, const std::string& value, const YAML::Mark& mark,
            YAML::anchor_t anchor) {
    if (builder_.wants_key()) return builder_.key(value);
    remember(anchor, builder_.scalar(type, value, line_of(mark), col_of(mark)));
  }
  void open(SourceNode::Type type, const YAML::Mark& mark, YAML::anchor_t anchor) {
    // A list or map as a key: none of our sources has one.
    if (builder_.wants_key())
      throw YAML::ParserException(mark, "a key that is not text, or a bracket left open");
    remember(anchor, builder_.open(type, line_of(mark), col_of(mark)));
  }
  void remember(YAML::anchor_t anchor, uint32_t index) {
    if (anchor != 0) anchors_[anchor] = index;
  }

  SourceTreeBuilder& builder_;
  std::map<YAML::anchor_t, uint32_t> anchors_;
  int documents_ = 0;
};

// nlohmann reports no places, only that of a mistake.
class JsonEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit JsonEvents(SourceTreeBuilder& builder) : builder_(builder) {}

  bool null() override { return leaf(SourceNode::Type::null, {}); }
  bool boolean(bool value) override {
    return leaf(SourceNode::Type::text, value ? "true" : "false");
  }
  bool number_integer(number_integer_t value) override {
    return leaf(SourceNode::Type::text, fmt::format("{}", value));
  }
  bool number_unsigned(number_unsigned_t value) override {
    return leaf(SourceNode::Type::text, fmt::format("{}", value));
  }
  bool number_float(number_float_t, const string_t& text) override {
    return leaf(SourceNode::Type::text, text);
  }
  bool string(string_t& value) override { return leaf(SourceNode::Type::text, std::move(value)); }
  bool binary(binary_t&) override { return leaf(SourceNode::Type::null, {}); }
  bool start_object(size_t) override { return open(SourceNode::Type::map); }
  bool key(string_t& value) override {
    builder_.key(std::move(value));
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(size_t) override { return open(SourceNode::Type::list); }
  bool end_array() override { return close(); }
  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    wrong_at = position;
    return false;
  }

  size_t wrong_at = 0;  ///< bytes read when the mistake was met

 private:
  bool leaf(SourceNode::Type type, std::string value) {
    builder_.scalar(type, std::move(value), 0, 0);
    return true;
  }
  bool open(SourceNode::Type type) {
    builder_.open(type, 0, 0);
    return true;
  }
  bool close() {
    builder_.close();
    return true;
  }

  SourceTreeBuilder& builder_;
};

Span span_of_byte(uint32_t file, std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const size_t start = before.rfind('\n');
  const size_t col = start == std::string_view::npos ? before.size() : before.size() - start - 1;
  return {file, line, static_cast<uint32_t>(col) + 1, 1};
}

// yaml-cpp keeps every token of a flow list or of a row of anchors until it knows whether that is a
// key: gigabytes for a file of brackets.  Counted as bytes, since no part of a hostile text can be
// trusted to be quoted.
void limit_marks(const std::string& text, const SourceLimits& limits) {
  constexpr std::string_view kMarks = "[{,&*!";
  const auto marks = std::count_if(
      text.begin(), text.end(), [&](char c) { return kMarks.find(c) != std::string_view::npos; });
  if (static_cast<uint64_t>(marks) <= limits.marks) return;
  throw TooLarge(fmt::format("holds more than {} brackets, commas, anchors and tags", limits.marks),
                 0);
}

void parse_yaml(const std::string& text, SourceTreeBuilder& builder, const SourceLimits& limits) {
  limit_marks(text, limits);
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  YamlEvents events(builder);
  while (parser.HandleNextDocument(events)) {
  }
}

Diagnostic refusal(std::string code, Span span, std::string message) {
  Diagnostic out;
  out.help = code == "E0502" ? "no framework is that large; is it the right file?"
                             : "take the file from its publisher again";
  out.code = std::move(code);
  out.message = std::move(message);
  out.span = span;
  return out;
}

/// Runs the parser; what stops it, or nothing.  No exception leaves here.
std::optional<Diagnostic> run_parser(const std::string& text, uint32_t file, SourceFormat format,
                                     SourceTreeBuilder& builder, const SourceLimits& limits) {
  try {
    if (format == SourceFormat::yaml) {
      parse_yaml(text, builder, limits);
      return std::nullopt;
    }
    JsonEvents events(builder);
    if (nlohmann::json::sax_parse(text, &events)) return std::nullopt;
    const size_t at = events.wrong_at > 0 ? events.wrong_at - 1 : 0;
    return refusal("E0503", span_of_byte(file, text, at), "the file is not well-formed JSON");
  } catch (const TooLarge& e) {
    return refusal("E0502", {file, e.line, e.line > 0 ? 1u : 0u}, "the file " + e.what_text);
  } catch (const SecondDocument& e) {
    return refusal("E0503", {file, e.line, 1}, "the file holds more than one YAML document");
  } catch (const Endless& e) {
    return refusal("E0503", {file, e.line, 1}, "the alias leads to the value that it stands in");
  } catch (const YAML::Exception& e) {
    const Span span = e.mark.is_null() ? Span{file} : Span{file, line_of(e.mark), col_of(e.mark)};
    return refusal("E0503", span, "the file is not well-formed YAML: " + printable(e.msg));
  } catch (const std::exception& e) {
    return refusal("E0503", {file},
                   fmt::format("the file can't be parsed: {}", printable(e.what())));
  }
}

}  // namespace

const SourceNode& SourceValue::node() const { return tree_->nodes_[index_]; }

std::string_view SourceValue::text() const {
  return is_text() ? trimmed(node().text) : std::string_view();
}

SourceValue SourceValue::operator[](std::string_view key) const {
  if (!is_map()) return {};
  for (const auto& [name, index] : node().children) {
    if (name == key) return {*tree_, index};
  }
  return {};
}

size_t SourceValue::size() const { return is_list() || is_map() ? node().children.size() : 0; }

SourceValue SourceValue::at(size_t i) const {
  return i < size() ? SourceValue(*tree_, node().children[i].second) : SourceValue();
}

std::string_view SourceValue::key(size_t i) const {
  return i < size() ? std::string_view(node().children[i].first) : std::string_view();
}

Span SourceValue::span() const {
  if (tree_ == nullptr) return {};
  const SourceNode& here = node();
  const size_t length =
      is_text() && here.text.find('\n') == std::string::npos ? here.text.size() : 1;
  return {tree_->file, here.line, here.col, std::max<uint32_t>(static_cast<uint32_t>(length), 1)};
}

bool parse_source(const Sources& sources, uint32_t file, SourceFormat format, SourceTree& tree,
                  Diagnostics& diagnostics, const SourceLimits& limits) {
  const std::string& text = sources[file].text;
  tree = SourceTree();
  tree.file = file;
  std::optional<Diagnostic> wrong;
  if (text.size() > limits.bytes) {
    wrong = refusal("E0502", {file}, fmt::format("the file has more than {} bytes", limits.bytes));
  } else if (const auto at = first_invalid_utf8(text)) {
    wrong = refusal("E0503", span_of_byte(file, text, *at), "the file is not UTF-8");
  } else if (const size_t nul = text.find('\0'); nul != std::string::npos) {
    // yaml-cpp takes it for the end of the text.
    wrong = refusal("E0503", span_of_byte(file, text, nul), "the file holds a NUL byte");
  } else {
    SourceTreeBuilder builder(tree, limits);
    wrong = run_parser(text, file, format, builder, limits);
  }
  if (!wrong) return true;
  diagnostics.add(std::move(*wrong));
  tree = SourceTree();
  tree.file = file;
  return false;
}

bool ends_whole(const Sources& sources, uint32_t file, Diagnostics& diagnostics) {
  const std::string& text = sources[file].text;
  if (text.empty() || text.ends_with('\n')) return true;
  diagnostics.add(refusal("E0503", span_of_byte(file, text, text.size() - 1),
                          "the file ends in the middle of a line, so it may be cut off"));
  return false;
}

bool read_source(const std::string& path, SourceFormat format, SourceTree& tree,
                 Diagnostics& diagnostics, Sources& sources, const SourceLimits& limits) {
  auto text = read_file(path, limits.bytes);
  const uint32_t file = sources.add(path, text ? std::move(*text) : std::string());
  if (!text) {
    // The one refusal of read_file that speaks of size is ours to name.
    const bool large = text.error().find("more than the limit") != std::string::npos;
    diagnostics.add(large ? "E0502" : "E0501", {file}, "the file can't be read: " + text.error(),
                    {}, large ? "no framework is that large; is it the right file?" : "");
    return false;
  }
  return parse_source(sources, file, format, tree, diagnostics, limits);
}

}  // namespace merlon
