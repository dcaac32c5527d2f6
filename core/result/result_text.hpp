// A result in JSON, read value by value; what is wrong is told once and a stand-in goes on, so that one run tells all.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/diagnostic.hpp"
#include "risk/scale.hpp"

namespace merlon {

class ResultText {
 public:
  using Json = nlohmann::json;

  ResultText(const Sources& sources, uint32_t file, Diagnostics& diagnostics)
      : text_(sources[file].text), whole_{file, 0, 0, 1}, diagnostics_(diagnostics) {}

  /// Shape:  the whole text as a tree, members by their names; nothing when there are errors.
  /// Errors: E0711 no JSON, E0712 no result, or one of another format.
  std::optional<Json> parse();

  /// The value under a key, of the type that it must have.
  /// Errors: E0713 it is missing or of another type; then an empty one.
  std::string string(const Json& from, const std::string& where, const char* key);
  int number(const Json& from, const std::string& where, const char* key);      ///< 0 .. 10^8, so that a few may be added
  int64_t signed_number(const Json& from, const std::string& where, const char* key);
  double real(const Json& from, const std::string& where, const char* key);
  bool boolean(const Json& from, const std::string& where, const char* key);
  const Json& array(const Json& from, const std::string& where, const char* key);
  const Json& object(const Json& from, const std::string& where, const char* key);
  /// One of `words`.
  template <class Words>
  std::string word_of(const Json& from, const std::string& where, const char* key, const Words& words, std::string_view expected) {
    std::string text = string(from, where, key);
    if (std::find(words.begin(), words.end(), text) == words.end()) wrong(where + "/" + key, expected);
    return text;
  }
  std::vector<std::string> strings(const Json& from, const std::string& where, const char* key);
  /// Calls back with each of a list and with where it stands.
  template <class Visit>
  void each(const Json& from, const std::string& where, const char* key, const Visit& visit) {
    const Json& list = array(from, where, key);
    for (size_t i = 0; i < list.size(); ++i) visit(list[i], where + "/" + key + "/" + std::to_string(i));
  }
  /// A score.
  /// Units:  reckoned again from likelihood and impact.
  /// Errors: E0713, E0714 it does not follow from them.
  Score score(const Json& from, const std::string& where, const char* key);

  /// E0713: what stands there is not what it must be.
  void wrong(const std::string& where, std::string_view expected);
  /// E0714: it does not add up.
  void unbalanced(std::string message, std::string help);
  /// Errors so far.
  size_t errors() const { return diagnostics_.errors(); }

 private:
  const Json& get(const Json& from, const std::string& where, const char* key, Json::value_t type, std::string_view expected);

  const std::string& text_;
  Span whole_;
  Diagnostics& diagnostics_;
};

}  // namespace merlon
