// Manual pages: merlon(1), and one for each verb, such as merlon-plugin-list(1).
#include <algorithm>

#include <fmt/format.h>

#include "cli/share/share.hpp"
#include "cli/version.hpp"

namespace merlon::shares {
namespace {

// Text as roff takes it: no line begins with a control character, `-` and `\` are themselves.
std::string roff(std::string_view text) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else out += c;
    begins = c == '\n';
  }
  return out;
}

std::string page_name(const Verb& verb) {
  std::string out = fmt::format("merlon-{}", verb.name);
  std::replace(out.begin(), out.end(), ' ', '-');
  return out;
}

std::string head(const std::string& name, std::string_view summary) {
  return fmt::format(".TH {} 1 \"\" \"merlon {}\"\n.SH NAME\n{} \\- {}\n", name, kVersion, roff(name), roff(summary));
}

std::string synopsis(const Verb& verb) {
  std::string out = fmt::format(".SH SYNOPSIS\n.B merlon {}\n[\\fIoptions\\fR]", roff(verb.name));
  for (const OptionSpec& o : verb.options) {
    if (!is_positional(o)) continue;
    const std::string word = fmt::format("\\fI{}\\fR{}", roff(o.value), o.kind == OptionSpec::Kind::positionals ? " ..." : "");
    out += o.required ? " " + word : fmt::format(" [{}]", word);
  }
  return out + "\n";
}

std::string options(const Verb& verb) {
  std::string out;
  for (const bool positional : {true, false}) {
    for (const OptionSpec& o : verb.options) {
      if (is_positional(o) != positional) continue;
      std::string names = positional ? fmt::format("\\fI{}\\fR", roff(o.value)) : "";
      for (const std::string& name : option_names(o)) names += fmt::format("{}\\fB{}\\fR", names.empty() ? "" : ", ", roff(name));
      if (takes_value(o)) names += fmt::format(" \\fI{}\\fR", roff(o.value));
      out += fmt::format(".TP\n{}\n{}\n", names, roff(o.help));
    }
  }
  return out.empty() ? out : ".SH OPTIONS\n" + out;
}

constexpr std::string_view kExits =
    ".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nstopped by a gate, or a promise or expectation is broken\n.TP\n2\nthe input or the command line is wrong, or an output can't be written\n"
    ".TP\n3\nincomplete: a plugin or pack could not speak\n.TP\n70\na bug of merlon\n";

std::string page(const Verb& verb) {
  std::string out = head(page_name(verb), verb.summary) + synopsis(verb);
  if (!verb.more.empty()) out += fmt::format(".SH DESCRIPTION\n{}\n", roff(verb.more));
  return out + options(verb) + std::string(kExits) + ".SH SEE ALSO\n.BR merlon (1)\n";
}

std::string overview(std::span<const Verb* const> verbs) {
  std::string out = head("merlon", "compile a description of an ML system into a threat report");
  out += ".SH SYNOPSIS\n.B merlon\n\\fIverb\\fR [\\fIoptions\\fR]\n.SH VERBS\n";
  for (const Verb* verb : verbs) out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(verb->name), roff(verb->summary));
  out += std::string(kExits) + ".SH SEE ALSO\n";
  for (size_t i = 0; i < verbs.size(); ++i) out += fmt::format(".BR {} (1){}\n", roff(page_name(*verbs[i])), i + 1 < verbs.size() ? "," : "");
  return out;
}

std::vector<SharedFile> files(std::span<const Verb* const> verbs) {
  std::vector<SharedFile> out = {{"man/man1/merlon.1", overview(verbs)}};
  for (const Verb* verb : verbs) out.emplace_back(fmt::format("man/man1/{}.1", page_name(*verb)), page(*verb));
  return out;
}

}  // namespace

const SharedKind& man() {
  static const SharedKind kind{"manual pages", &files};
  return kind;
}

}  // namespace merlon::shares
