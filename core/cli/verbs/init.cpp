// `merlon init [FILE]`: a first description to change.
#include <filesystem>

#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"

namespace merlon::verbs {
namespace {

constexpr std::string_view kFirst = R"(format = 1

[pipeline]
id = "my-model"
name = "My model"
owner = "my-team"
criticality = "moderate"        # very-low, low, moderate, high, very-high: how bad is a day of wrong decisions?

[[boundary]]
id = "platform"
trust = "internal"              # untrusted, partner, internal, restricted

[[actor]]
id = "customer"
role = "user"                   # public, user, partner, supplier, annotator, staff, developer, operator, approver, subject

[[asset]]
id = "records"
kind = "training-set"           # `merlon catalog list kinds` shows all kinds
boundary = "platform"
contains = ["personal-data"]
# origin, readable-by, writable-by: what you leave out stays unknown, and the report asks for it

[[asset]]
id = "model"
kind = "classifier"

[[stage]]
id = "train"
does = ["train"]                # `merlon catalog list does` shows all words
boundary = "platform"
reads = ["records"]
writes = ["model"]

[[stage]]
id = "score"
does = ["infer"]
boundary = "platform"
reads = ["model"]
serves = ["customer"]
returns = ["label"]
)";

int run(const Arguments& arguments, const Console& console) {
  const std::string path = arguments.one("FILE").empty() ? "pipeline.toml" : arguments.one("FILE");
  std::error_code error;
  if (std::filesystem::exists(path, error)) {
    console.err(fmt::format("merlon: `{}` exists already and is left as it is\n  = help: name another file\n", printable(path)));
    return exit_usage;
  }
  const auto done = write_file(path, kFirst);
  if (!done) {
    console.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(path), done.error()));
    return exit_usage;
  }
  console.out(fmt::format("{} is a first description; change it, then: merlon analyze {}\n", printable(path), printable(path)));
  return exit_ok;
}

}  // namespace

const Verb& init() {
  static const Verb verb{"init", "write a first description to change", "",
                         {{OptionSpec::Kind::positional, "FILE", "FILE", "instead of pipeline.toml", false}}, &run};
  return verb;
}

}  // namespace merlon::verbs
