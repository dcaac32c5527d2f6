#include "cli/checks/check.hpp"

#include <fmt/format.h>

#include "engine/text_pass.hpp"

namespace merlon::checks {
namespace {

std::string check(const CheckedPlugin& plugin) {
  std::vector<std::string> inputs = {"", "{", std::string(1000, '\0'), std::string(1000, '\xff'), "{\"format\": 1}"};
  for (const uint32_t kind : {MRL_PASS_IMPORTER, MRL_PASS_EMITTER}) {
    for (const mrl_pass* pass : plugin.passes(kind)) {
      for (size_t i = 0; i < inputs.size(); ++i) {
        const MadeText first = run_text_pass(*pass, inputs[i], {}), again = run_text_pass(*pass, inputs[i], {});
        if (first.text != again.text || first.failure != again.failure) return fmt::format("`{}` makes something else of input {} the second time", pass->id, i + 1);
      }
    }
  }
  return {};
}

}  // namespace

const Check& texts() {
  static const Check one{"texts", "importers and emitters make the same bytes of the same input, and take any", &check};
  return one;
}

}  // namespace merlon::checks
