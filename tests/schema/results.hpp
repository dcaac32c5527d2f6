// Results as programs read them: the built executable is run on every example and on every case of this folder, once
// also without one of its plugins.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace merlon_test {

struct Result {
  std::string name;  ///< the file that was analysed
  int code = 0;      ///< exit code
  std::string text;
  nlohmann::json json;
  std::string passes;  ///< the list of passes, where it is not the whole
};

/// What `command` prints to standard output; its diagnostics are dropped.
std::string output_of(const std::string& command, int& code);
std::string file_text(const std::string& path);

/// The first few errors of `document` against a schema, empty when it is valid.
std::string schema_errors(const std::string& schema_file, const nlohmann::json& document);

/// All results, made once a process.  The last one comes from a copy that lacks the plugin `model`.
const std::vector<Result>& results();

}  // namespace merlon_test
