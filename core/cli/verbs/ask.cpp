// `merlon ask pipeline.toml`: the shortest questionnaire that settles what is undecided.
#include <fmt/format.h>
#include <unistd.h>

#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/interview.hpp"

namespace merlon::verbs {
namespace {

std::string listed_ids(const Graph& g, const std::vector<Element>& elements) {
  constexpr size_t kShown = 8;
  std::string out;
  for (size_t i = 0; i < elements.size() && i < kShown; ++i) out += (i == 0 ? "" : ", ") + g.ids[elements[i]];
  return elements.size() <= kShown ? out : out + fmt::format(" and {} more", elements.size() - kShown);
}

std::string what_lacks(const Graph& g, const Question& q, std::string_view key) { return fmt::format("{} of {}", key, listed_ids(g, elements_of(q, key))); }

// `edges: reads of a; writes of b`
std::string edges_text(const Graph& g, const Question& q) {
  std::string out;
  for (const std::string_view list : kEdgeLists) {
    if (!elements_of(q, list).empty()) out += (out.empty() ? "edges: " : "; ") + what_lacks(g, q, list);
  }
  return fmt::format("{}\n     {}\n     {}\n", out, question_text(*g.catalog, q.key), answers_text(*g.catalog, q.key));
}

std::string fact_text(const Graph& g, const Question& q, const std::string& key, std::string_view indent) {
  const std::string text = question_text(*g.catalog, key);
  return fmt::format("{}\n{}{}{}\n", what_lacks(g, q, key), text.empty() ? "" : fmt::format("{}{}\n", indent, text), indent, answers_text(*g.catalog, key));
}

std::string asked_text(const Graph& g, const Question& q) {
  if (q.key == kEdges) return edges_text(g, q);
  const std::vector<std::string> keys = keys_of(*g.catalog, q);
  if (keys.size() == 1) return fact_text(g, q, keys[0], "     ");
  std::string out = fmt::format("{}: {}\n", q.key, question_text(*g.catalog, q.key));
  for (const std::string& key : keys) out += "     " + fact_text(g, q, key, "       ");
  return out;
}

std::string text_of(const Assessment& a, const std::vector<Question>& questions) {
  const Graph& g = *a.graph;
  size_t settled = 0, answers = 0;
  for (const Question& q : questions) answers += q.asks.size();
  std::string out = fmt::format("{} left undecided, {} for {}\n", amount(a.undecided.size(), "verdict"), amount(questions.size(), "question"), amount(answers, "answer"));
  for (size_t i = 0; i < questions.size(); ++i) {
    const Question& q = questions[i];
    settled += q.decides;
    out += fmt::format("\n{:>3}  {}     up to here {} of {} undecided {} nothing more\n", i + 1, asked_text(g, q), settled, a.undecided.size(), settled == 1 ? "lacks" : "lack");
  }
  if (settled < a.undecided.size()) {
    out += fmt::format("\n{} {} for what no description can say, of what lies outside it\n", a.undecided.size() - settled,
                       a.undecided.size() - settled == 1 ? "waits" : "wait");
  }
  return out;
}

// Which lists, and what the drawing shows of each.
void write_lists(JsonWriter& j, const Graph& g, const Question& q) {
  j.key("lists").array();
  for (const Ask& ask : q.asks) j.object().field("element", g.ids[ask.element]).field("list", ask.key).strings("drawn", drawn(g, ask.element, ask.key)).end();
  j.end();
}

// What is asked of which elements; of a form each fact.
void write_facts(JsonWriter& j, const Graph& g, const Question& q) {
  j.key("facts").array();
  for (const std::string& key : keys_of(*g.catalog, q)) {
    j.object().field("fact", key).field("question", question_text(*g.catalog, key)).field("answers", answers_text(*g.catalog, key));
    std::vector<std::string> elements;
    for (const Element e : elements_of(q, key)) elements.push_back(g.ids[e]);
    j.strings("elements", elements).end();
  }
  j.end();
}

std::string json_of(const Assessment& a, const std::vector<Question>& questions) {
  std::string out;
  JsonWriter j(out);
  j.object().field("format", 1).field("undecided", static_cast<int64_t>(a.undecided.size())).key("questions").array();
  for (const Question& q : questions) {
    std::vector<std::string> elements, verdicts;
    for (const Element e : elements_of(q)) elements.push_back(a.graph->ids[e]);
    for (const uint32_t v : q.verdicts) verdicts.push_back(a.undecided[v].id);
    j.object().field("key", q.key).strings("elements", elements);
    j.field("question", question_text(*a.graph->catalog, q.key));
    if (q.key == kEdges) {
      j.field("answers", answers_text(*a.graph->catalog, q.key));
      write_lists(j, *a.graph, q);
    } else {
      write_facts(j, *a.graph, q);
    }
    j.strings("verdicts", verdicts);
    j.field("decides", static_cast<int64_t>(q.decides)).field("moves", q.moves).end();
  }
  j.end().end();
  return out + "\n";
}

int run(const Arguments& arguments, const Console& console) {
  WalkOptions options;
  if (!read_walk_options(arguments, options, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const bool walked = walk_to_assessment(*walk, arguments.one("FILE"), options);
  tell(*walk, console);
  if (!walked) return exit_usage;
  const bool complete = !walk->verdicts.incomplete && walk->house.silent.empty();
  if (!arguments.flag("list") && !arguments.flag("json") && isatty(STDIN_FILENO) != 0) {
    return !interview(*walk, arguments.one("FILE"), options, console) ? exit_usage : complete ? exit_ok : exit_incomplete;
  }
  const std::vector<Question> questions = questionnaire(walk->assessment);
  console.out(arguments.flag("json") ? json_of(walk->assessment, questions) : printable_lines(text_of(walk->assessment, questions)));
  return complete ? exit_ok : exit_incomplete;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true},
                                  {OptionSpec::Kind::flag, "--list", "", "print the questions instead of asking them; the default where there is no terminal", false},
                                  {OptionSpec::Kind::flag, "--json", "", "as JSON on standard output", false}};
  for (const auto& more : {walk_options(), house_options()}) list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

const Verb& ask() {
  static const Verb verb{"ask", "what to ask, so that few answers settle much of what is undecided",
                         "One question asks one fact, or the facts of one form (who gets at it, how is it protected on its way), of all elements that\n"
                         "lack it.  First comes whether the drawing is whole, which closes edge\n"
                         "lists that nobody wrote; then what brings most verdicts nearer to their answer.  On a terminal answers are written into FILE at once; all else in it stays as it is.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
