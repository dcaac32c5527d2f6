#include "cli/interview.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/changes.hpp"

namespace merlon {
namespace {

class Interview {
 public:
  Interview(Walk& walk, const std::string& file, const WalkOptions& options, const Console& console)
      : walk_(walk), file_(file), options_(options), console_(console) {}

  bool run() {
    if (access(file_.c_str(), W_OK) != 0) {
      console_.err(fmt::format("merlon: `{}` can't be written, so answers would be lost\n  = help: `merlon ask {} --list` prints the questions\n", printable(file_), printable(file_)));
      return false;
    }
    say("Enter: I don't know.  `all VALUE`: for all that follow.  `assume VALUE`: taken for true unchecked.  `?`: more.  `quit`: enough.\n");
    while (!done_) {
      const auto question = next();
      if (!question) break;
      if (!ask(*question)) return false;
    }
    say(fmt::format("\n{} left undecided\n", amount(walk_.assessment.undecided.size(), "verdict")));
    return true;
  }

 private:
  void say(const std::string& text) const { console_.out(printable_lines(text)); }

  // The first question about something that nobody was asked yet; counts those.
  std::optional<Question> next() {
    std::vector<Question> all = questionnaire(walk_.assessment);
    for (Question& q : all) std::erase_if(q.asks, [&](const Ask& ask) { return asked_.contains({walk_.graph->ids[ask.element], ask.key}); });
    std::erase_if(all, [](const Question& q) { return q.asks.empty(); });
    ++n_;
    of_ = n_ - 1 + all.size();
    return all.empty() ? std::nullopt : std::optional(std::move(all[0]));
  }

  bool ask(const Question& q) {
    const Catalog& catalog = *walk_.graph->catalog;
    const std::string before = walk_.sources[walk_.texts.description].text;
    const uint32_t old = walk_.texts.description;
    auto editor = PipelineEditor::open(walk_.sources, old, TomlLimits{}, walk_.diagnostics);
    if (!editor) return false;
    std::optional<Changes> changes(std::in_place, *walk_.graph, *editor, walk_.sources, console_);
    const bool several = keys_of(catalog, q).size() > 1;
    say(heading(catalog, q));
    bool answered = false;
    std::map<std::string, std::string> all;  // what `all` said, of edges or of a fact
    for (size_t i = 0; i < q.asks.size(); ++i) {
      const std::string id = walk_.graph->ids[q.asks[i].element], &key = q.asks[i].key;
      const std::string shown = fmt::format("{}", fmt::join(drawn(*walk_.graph, q.asks[i].element, key), ", "));
      std::string& rest = all[q.key == kEdges ? std::string(kEdges) : key];
      if (done_ && rest.empty()) continue;  // what `all` said holds for all, also when nothing else is answered
      asked_.insert({id, key});
      while (!done_ || !rest.empty()) {
        const bool by_all = !rest.empty() && !(rest == "drawn" && key == "carries");  // a drawing does not say what travels
        std::string typed = by_all ? rest : done_ ? "" : read(prompt(id, key, several || q.key == kEdges, q.key == kEdges ? shown : ""));
        if (typed.empty()) break;
        if (typed == "all" || typed == "assume") {
          say(fmt::format("  `{}` needs a value: `{} VALUE`\n", typed, typed));
          continue;
        }
        if (typed == "?") {
          more(key);
          continue;
        }
        if (typed == "drawn" && key == "carries") {
          say("  What travels on a flow is not drawn: ids of assets, or [] for nothing.\n");
          continue;
        }
        if (typed == "drawn" && q.key == kEdges) typed = shown.empty() ? "[]" : shown;
        if (typed.starts_with("all ")) {
          rest = std::string(trimmed(typed.substr(4)));
          if (rest == "all" || rest == "assume" || rest == "?" || rest == "quit") {
            say(fmt::format("  `{}` is no answer\n", rest));
            rest.clear();
          }
          continue;
        }
        const uint32_t text = editor->file();
        if (take(*changes, id, key, typed)) {
          if (fits(*editor)) {
            answered = true;
            break;
          }
          // As if it had not been said.
          editor = PipelineEditor::open(walk_.sources, text, TomlLimits{}, walk_.diagnostics);
          changes.emplace(*walk_.graph, *editor, walk_.sources, console_);
        }
        rest.clear();
      }
    }
    return !answered || keep(*editor, old, before);
  }

  std::string heading(const Catalog& catalog, const Question& q) const {
    const auto line = [&](const std::string& key) { return fmt::format("{}: {} ({})\n", key, question_text(catalog, key), answers_text(catalog, key)); };
    const std::vector<std::string> keys = keys_of(catalog, q);
    const std::string place = fmt::format("\n{} of {}, {}\n", n_, of_, amount(q.asks.size(), "answer"));
    if (q.key == kEdges) return place + line(q.key);
    if (keys.size() == 1) return place + line(keys[0]);
    std::string out = fmt::format("{}{}: {}\n", place, q.key, question_text(catalog, q.key));
    for (const std::string& key : keys) out += "  " + line(key);
    return out;
  }

  static std::string prompt(const std::string& id, const std::string& key, bool with_key, const std::string& drawn) {
    return fmt::format("{}{}{}", id, with_key ? " " + key : "", drawn.empty() ? "" : fmt::format(" (drawn: {})", drawn));
  }

  bool take(Changes& changes, const std::string& id, const std::string& key, const std::string& typed) const {
    if (typed.starts_with("assume ")) return changes.assume(typed, id, key, std::string(trimmed(typed.substr(7))));
    return changes.set(typed, id, key, typed);
  }

  // Whether the description is still right; if not, what is wrong is told.
  bool fits(const PipelineEditor& editor) {
    Diagnostics why;
    const auto doc = read_pipeline(walk_.sources, editor.file(), TomlLimits{}, why);
    if (doc && lower(*doc, walk_.house.catalog, true, why)) return true;
    const auto first = std::find_if(why.all().begin(), why.all().end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
    console_.err(fmt::format("merlon: {}\n{}", printable(first->message), first->help.empty() ? "" : fmt::format("  = help: {}\n", printable(first->help))));
    return false;
  }

  // Written only when it can be read back.
  bool keep(const PipelineEditor& editor, uint32_t old, const std::string& before) {
    const size_t undecided = walk_.assessment.undecided.size(), raised = walk_.assessment.findings.size();
    walk_.texts.description = editor.file();
    walk_.diagnostics = {};
    if (!texts_to_graph(walk_, options_) || !graph_to_assessment(walk_, options_)) {
      console_.err("merlon: with these answers the description would be wrong; they are not taken:\n" + render(walk_.sources, walk_.diagnostics, console_.colour) + "\n");
      walk_.texts.description = old;
      walk_.diagnostics = {};
      return texts_to_graph(walk_, options_) && graph_to_assessment(walk_, options_);
    }
    if (const auto done = replace_file(file_, before, editor.text()); !done) {
      console_.err(fmt::format("merlon: `{}` can't be written: {}\n", printable(file_), done.error()));
      return false;
    }
    say(fmt::format("  {} undecided (was {}), {} raised (was {})\n", walk_.assessment.undecided.size(), undecided, walk_.assessment.findings.size(), raised));
    return true;
  }

  void more(const std::string& key) const {
    const FactId id = walk_.graph->catalog->vocabulary.find(key);
    if (id == kNone) {
      const std::string_view takes = key == "serves" ? "stages and actors" : key == "uses" ? "software, tools, configuration and credentials" : "data and models";
      return say(fmt::format("  An edge list of {}: what is not in it is not there; [] says that there is none.\n", takes));
    }
    const FactDef& def = walk_.graph->catalog->vocabulary.facts[id].def;
    for (const std::string* text : {&def.why, &def.how}) {
      if (!text->empty()) say(fmt::format("  {}\n", *text));
    }
  }

  std::string read(const std::string& id) {
    console_.out("  " + printable(id) + ": ");
    std::fflush(stdout);
    std::string line;
    if (!std::getline(std::cin, line)) {
      done_ = true;
      return {};
    }
    line = std::string(trimmed(line));
    if (line != "quit") return line;
    done_ = true;
    return {};
  }

  Walk& walk_;
  const std::string& file_;
  const WalkOptions& options_;
  const Console& console_;
  std::set<std::pair<std::string, std::string>> asked_;  // element, key
  bool done_ = false;
  size_t n_ = 0, of_ = 0;                                // which question this is, of how many, as far as is known
};

}  // namespace

bool interview(Walk& walk, const std::string& file, const WalkOptions& options, const Console& console) {
  return Interview(walk, file, options, console).run();
}

}  // namespace merlon
