// A streaming JSON writer: what we write is never held as a tree.
//
//   JsonWriter json(out);
//   json.object();                       {
//   json.key("id").string("a");            "id": "a",
//   json.key("list").array();              "list": [
//   json.number(1); json.end();              1 ]
//   json.end();                          }
//
// `<`, `>`, `&`, U+2028 and U+2029 are written as \u escapes, so the text may stand inside HTML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {

class JsonWriter {
 public:
  /// Writes into `out`, indented by two spaces (`compact`: one line).
  explicit JsonWriter(std::string& out, bool compact = false) : out_(out), compact_(compact) {}

  JsonWriter& object() { return open('{', '}'); }
  JsonWriter& array() { return open('[', ']'); }
  /// Closes the innermost object or array.
  JsonWriter& end();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(int64_t value);
  /// As short as it reads back to the same; must be finite.
  JsonWriter& real(double value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// `key` and `string` in one.
  JsonWriter& field(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, int64_t value) { return key(name).number(value); }
  template <class List>
  JsonWriter& strings(std::string_view name, const List& list) {
    key(name).array();
    for (const auto& text : list) string(text);
    return end();
  }

 private:
  struct Level {
    char close;
    bool empty;
  };
  JsonWriter& open(char open, char close);
  void before_value();
  void new_line();

  std::string& out_;
  std::vector<Level> levels_;
  bool compact_;
  bool after_key_ = false;
};

/// `text` as the inside of a JSON string, without the quotes.
void append_json_escaped(std::string& out, std::string_view text);

}  // namespace merlon
