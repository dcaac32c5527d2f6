// `merlon catalog search WORD...`: threats, controls, facts and framework entries in which every word stands.
#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/citations.hpp"
#include "cli/walk.hpp"

namespace merlon::verbs {
namespace {

/// What can be found: where words stand, the more telling place first.
struct Hit {
  size_t place = 0;  ///< 0 id, 1 name or another name, 2 summary, 3 the rest
  std::string line;
};

bool in_word(char c) { return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Whether a word of `text` begins with `word`: `dos` is not in `endorsed`.
bool has_word(std::string_view text, std::string_view word) {
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0 || !in_word(text[at - 1]) || !in_word(word.front())) return true;
  }
  return false;
}

class Search {
 public:
  explicit Search(const std::vector<std::string>& words) {
    for (const std::string& given : words) {
      std::istringstream parts(lower_case(given));
      for (std::string word; parts >> word;) words_.push_back(word);
    }
  }

  void look(std::string_view what, const std::string& id, const std::string& name, const std::string& summary, const std::string& rest,
            const std::string& other_names = {}) {
    const std::string texts[] = {lower_case(id), lower_case(name + " " + other_names), lower_case(summary), lower_case(rest)};
    size_t last = 0;  // the place that the least telling word needs
    for (const std::string& word : words_) {
      const auto* at = std::find_if(std::begin(texts), std::end(texts), [&](const std::string& t) { return has_word(t, word); });
      if (at == std::end(texts)) return;
      last = std::max(last, static_cast<size_t>(at - std::begin(texts)));
    }
    hits_.push_back({last, fmt::format("{:<10} {:<34} {}\n", what, printable(id), printable(name))});
  }

  std::string found() {
    std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.place < b.place; });
    std::string out;
    for (const Hit& hit : hits_) out += hit.line;
    return out;
  }

 private:
  std::vector<std::string> words_;
  std::vector<Hit> hits_;
};

std::string joined(const std::vector<std::string>& list) { return fmt::format("{}", fmt::join(list, " ")); }

/// With the names that the frameworks give them: somebody's word for a thing is often one of those.
std::string named(const std::vector<std::string>& ids, const Catalog& c) {
  std::string out;
  for (const std::string& id : ids) out += fmt::format(" {} {}", id, c.entry(id) == nullptr ? "" : c.entry(id)->name);
  return out;
}

void look_everywhere(const Catalog& c, Search& search) {
  for (const Threat& t : c.threats) {
    std::string rest = t.def.story + named(citations(t.def), c) + " " + joined(t.def.evidence) + " " + joined(t.def.phases);
    for (const CreditDef& credit : t.def.controls) rest += " " + credit.control;
    search.look("threat", t.def.id, t.def.name, t.def.summary, rest, joined(t.def.known_as));
  }
  for (const ControlDef& d : c.controls) search.look("control", d.id, d.name, d.summary, d.verify + named(d.satisfies, c));
  for (const Fact& f : c.vocabulary.facts) search.look("fact", f.def.id, f.def.question, f.def.why + f.def.how, joined(f.values));
  for (const FrameworkDef& f : c.frameworks) {
    for (const FrameworkEntry& e : f.entries) search.look("entry", e.id, e.name, "", "");
    for (size_t i = 0; i < f.alias_from.size(); ++i) {
      search.look("retired", f.alias_from[i], f.alias_to[i].empty() ? "no successor is known" : "now " + f.alias_to[i], "", "");
    }
  }
}

int run(const Arguments& arguments, const Console& console) {
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  tell(*walk, console);
  Search search(arguments.all("WORD"));
  look_everywhere(walk->house.catalog, search);
  const std::string out = search.found();
  if (out.empty()) {
    console.err(fmt::format("merlon: nothing in the catalog has `{}`\n  = help: try fewer words, or only how they begin\n",
                            printable(fmt::format("{}", fmt::join(arguments.all("WORD"), "` and `")))));
    return exit_usage;
  }
  console.out(out);
  return walk->house.silent.empty() ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positionals, "WORD", "WORD", "a word of an id, a name or a text, or how it begins, in any case of letters; all must be there", true}};
  for (OptionSpec& option : house_options()) list.push_back(std::move(option));
  return list;
}

}  // namespace

const Verb& catalog_search() {
  static const Verb verb{"catalog search", "find threats, controls, facts and framework entries by words",
                         "`merlon explain ID` shows what was found.", options(), &run};
  return verb;
}

}  // namespace merlon::verbs
