// Of an example only the drawing is left: what the format requires, and flows.  Then the questions are answered one by
// one, from the example where it says it, else by the first word that can be said.
#include "risk/questions.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

#include "base/file.hpp"
#include "catalog/fact_value.hpp"
#include "catch.hpp"
#include "cli/interview.hpp"
#include "sketch.hpp"
#include "syntax/edit/pipeline_editor.hpp"
#include "syntax/edit/toml_write.hpp"
#include "world.hpp"

namespace {

using laws::World;
using merlon::Element;
using merlon::FactType;

const laws::House& house() {
  static const laws::House house;
  return house;
}

std::unique_ptr<World> world(const std::string& text) {
  std::string why;
  auto w = laws::world_of(text, house(), &why);
  INFO(why);
  REQUIRE(w);
  return w;
}

std::unique_ptr<World> example(const std::string& name) {
  const auto text = merlon::read_file(fmt::format("{}/{}/pipeline.toml", ASK_EXAMPLES, name), 1u << 20);
  REQUIRE(text);
  return world(*text);
}

std::string drawing_of(const World& whole) {
  laws::Sketch sketch = laws::sketch_of(*whole.doc);
  sketch.assumptions.clear();
  const std::set<std::string> kept = {"criticality", "trust", "role", "does", "kind", "from", "to"};
  std::set<std::string> flows;
  for (laws::Node& n : sketch.nodes) {
    std::erase_if(n.entries, [&](const laws::Entry& e) { return !kept.contains(e.key); });
    if (n.kind == merlon::ElementKind::flow) flows.insert(laws::name_of(n));
  }
  const merlon::Graph& g = whole.g();
  for (const merlon::Flow& f : g.flows) {
    if (f.doc != nullptr) continue;
    laws::Node n;
    n.kind = merlon::ElementKind::flow;
    n.set({"from", false, true, {g.ids[f.from]}});
    n.set({"to", false, true, {g.ids[f.to]}});
    if (flows.insert(laws::name_of(n)).second) sketch.nodes.push_back(std::move(n));
  }
  return sketch.text();
}

// What the example says, or the first that can be said.
merlon::TomlValue answer(const World& whole, const std::string& key, const std::string& id) {
  const merlon::Graph& g = whole.g();
  const Element e = whole.find(id);
  if (key == "boundary") {
    const bool inside = e != merlon::kNone && g.boundary[e] != merlon::kNone;
    return merlon::toml_string(inside ? g.ids[g.boundary[e]] : "outside");
  }
  if (merlon::is_edge_list(key)) {
    const merlon::DocElement* doc = e == merlon::kNone ? nullptr : g.docs[e];
    const merlon::TomlEntry* entry = doc == nullptr ? nullptr : doc->find(key);
    return entry == nullptr ? merlon::toml_list({}) : entry->value;
  }
  const merlon::Vocabulary& v = house().vocabulary();
  const merlon::FactId fact = v.find(key);
  REQUIRE(fact != merlon::kNone);
  const merlon::Fact& f = v.facts[fact];
  const auto typed = [&](const std::string& text) {
    const auto value = merlon::fact_value(f, text);
    INFO(key << " of " << id << ": " << text);
    REQUIRE(value);
    return *value;
  };
  if (e != merlon::kNone && g.facts.known(fact, e)) {
    std::string text = g.facts.text(fact, e);
    std::erase_if(text, [](char c) { return c == ' ' || c == '[' || c == ']' || c == '"'; });
    return typed(text);
  }
  switch (f.def.type) {
    case FactType::boolean: return typed("false");
    case FactType::integer: return typed("1");
    case FactType::text: return typed("none");
    default: return typed(f.values.at(0));
  }
}

std::set<std::string> undecided(const World& w) {
  std::set<std::string> out;
  for (const merlon::Rated& r : w.assessment.undecided) out.insert(r.id);
  return out;
}

// Answers the question for all its elements; the changed text.
std::string answered(const World& whole, const World& now, const std::string& text, const merlon::Question& q) {
  merlon::Sources sources;
  merlon::Diagnostics diagnostics;
  auto editor = merlon::PipelineEditor::open(sources, sources.add("p.toml", text), {}, diagnostics);
  REQUIRE(editor);
  for (const merlon::Ask& ask : q.asks) {
    const std::string& id = now.g().ids[ask.element];
    const auto done = editor->set(id, ask.key, answer(whole, ask.key, id));
    INFO(ask.key << " of " << id << (done ? "" : ": " + done.error().message));
    REQUIRE(done);
  }
  return editor->text();
}

}  // namespace

// A dozen is what it may take.  A question may ask the facts of a form together, so the answers are counted too: forms must
// not be filled with what settles little.  None may come to take more than today.
struct Most {
  size_t questions, answers;
};

TEST_CASE("questions until four fifths of what a mere drawing leaves undecided are settled") {
#ifdef ASK_PART
  const std::map<std::string, Most> most = {{"taxi-trips", {6, 98}}};
#else
  const std::map<std::string, Most> most = {{"card-fraud", {10, 155}}, {"support-assistant", {9, 142}}, {"taxi-trips", {6, 98}}, {"xray-triage", {8, 155}}};
#endif
  for (const auto& [name, allowed] : most) {
    const auto whole = example(name);
    std::string text = drawing_of(*whole);
    auto now = world(text);
    const std::set<std::string> before = undecided(*now);
    size_t questions = 0, answers = 0, left = before.size();
    std::string told;
    while (left * 5 > before.size() && questions <= allowed.questions) {
      const auto all = merlon::questionnaire(now->assessment);
      if (all.empty()) break;
      answers += all[0].asks.size();
      text = answered(*whole, *now, text, all[0]);
      now = world(text);
      const std::set<std::string> open = undecided(*now);
      left = static_cast<size_t>(std::count_if(before.begin(), before.end(), [&](const std::string& id) { return open.contains(id); }));
      told += fmt::format("{:>3} {} of {}: {} of {} left\n", ++questions, all[0].key, merlon::elements_of(all[0]).size(), left, before.size());
    }
    UNSCOPED_INFO(told);
    INFO(name);
    CHECK(allowed.questions <= 12);
    CHECK(questions <= allowed.questions);
    CHECK(answers <= allowed.answers);
    CHECK(left * 5 <= before.size());
  }
}

namespace {

// What stands in the file after somebody typed these lines.
std::string after_typing(const std::string& description, const std::string& lines) {
  const std::string file = (std::filesystem::temp_directory_path() / fmt::format("merlon-ask-{}.toml", getpid())).string();
  REQUIRE(std::ofstream(file) << description << std::flush);
  merlon::Walk walk;
  REQUIRE(merlon::open_house({}, walk.sources, walk.house_diagnostics, walk.house));
  REQUIRE(merlon::walk_to_assessment(walk, file, {}));
  std::istringstream typed(lines);
  std::streambuf* const kept = std::cin.rdbuf(typed.rdbuf());
  std::cin.clear();
  const bool done = merlon::interview(walk, file, {}, {});
  std::cin.rdbuf(kept);
  CHECK(done);
  const auto text = merlon::read_file(file, 1u << 20);
  std::filesystem::remove(file);
  REQUIRE(text);
  return *text;
}

constexpr const char* kShop = R"(format = 1 # the shop
[pipeline]
id = "shop"
criticality = "moderate"

[[actor]]
id = "customer"
role = "user"

[[asset]]
id = "model" # bought
kind = "classifier"

[[asset]]
id = "runtime"
kind = "library"

[[stage]]
id = "score"
does = ["infer"]
reads = ["model"]
serves = ["customer"]
)";

std::string with_line(const std::string& behind, const std::string& line) {
  std::string out = kShop;
  const size_t at = out.find(behind) + behind.size();
  return out.insert(at, line);
}

}  // namespace

TEST_CASE("answers go where they belong, and nothing else changes") {
  // First is asked whether the drawing is whole: what `score` uses.
  CHECK(after_typing(kShop, "") == kShop);
  CHECK(after_typing(kShop, "quit\n") == kShop);
  CHECK(after_typing(kShop, "[]\nquit\n") == with_line("serves = [\"customer\"]\n", "uses = []\n"));
  CHECK(after_typing(kShop, "nothing-of-this-name\n?\nruntime\nquit\n") == with_line("serves = [\"customer\"]\n", "uses = [\"runtime\"]\n"));
  CHECK(after_typing(kShop, "assume runtime\nquit\n") == kShop);  // a list can't be assumed
  CHECK(after_typing(kShop, "drawn\nquit\n") == with_line("serves = [\"customer\"]\n", "uses = []\n"));  // nothing is
  CHECK(after_typing(kShop, "model\nquit\n") == kShop);           // a model is read, not used: the description would be wrong
  CHECK(after_typing(kShop, "model\nruntime\nquit\n") == with_line("serves = [\"customer\"]\n", "uses = [\"runtime\"]\n"));  // so it is asked again
}

// A mere drawing: every edge is a flow.
constexpr const char* kDrawn = R"(format = 1
[pipeline]
id = "shop"
criticality = "moderate"

[[actor]]
id = "customer"
role = "user"

[[asset]]
id = "model"
kind = "classifier"

[[asset]]
id = "runtime"
kind = "library"

[[asset]]
id = "scores"
kind = "log"

[[stage]]
id = "score"
does = ["infer"]

[[flow]]
from = "customer"
to = "score"

[[flow]]
from = "model"
to = "score"

[[flow]]
from = "runtime"
to = "score"

[[flow]]
from = "score"
to = "scores"
)";

TEST_CASE("a form asks its facts element by element, and `all` speaks of one of them") {
  // The drawing is completed.  Then of the model and of the runtime, where it comes from and what keeps it the same:
  // `all vendor` says nothing of how they are fixed.
  std::string wanted = with_line("kind = \"classifier\"\n", "origin = [\"vendor\"]\npinned = \"digest\"\nformat = [\"onnx\"]\n");
  wanted.insert(wanted.find("kind = \"library\"\n") + 17, "origin = [\"vendor\"]\n");
  wanted.insert(wanted.find("serves = [\"customer\"]\n") + 22, "uses = [\"runtime\"]\n");
  CHECK(after_typing(kShop, "runtime\nall vendor\ndigest\nonnx\nquit\n") == wanted);
}

TEST_CASE("what `all` said holds for all, also when somebody stops") {
  std::string wanted = with_line("kind = \"classifier\"\n", "origin = [\"vendor\"]\n");
  wanted.insert(wanted.find("kind = \"library\"\n") + 17, "origin = [\"vendor\"]\n");
  wanted.insert(wanted.find("serves = [\"customer\"]\n") + 22, "uses = [\"runtime\"]\n");
  CHECK(after_typing(kShop, "runtime\nall vendor\nquit\n") == wanted);
  CHECK(after_typing(kShop, "all ?\nall all\nall assume\nall quit\nruntime\nall vendor\nquit\n") == wanted);
}

TEST_CASE("what travels is said by its id or its kind") {
  const auto carries = [](const std::string& typed) {
    const std::string text = after_typing(kDrawn, "all drawn\n" + typed + "\nquit\n");
    const size_t at = text.find("carries = ");
    return at == std::string::npos ? std::string() : text.substr(at, text.find('\n', at) - at);
  };
  CHECK(carries("") == "");
  CHECK(carries("[]") == "carries = []");
  CHECK(carries("prompt") == "carries = [{ kind = \"prompt\" }]");
  CHECK(carries("[{ kind = \"prompt\" }]") == "carries = [{ kind = \"prompt\" }]");
  CHECK(carries("promptt") == "");
}

TEST_CASE("what is drawn closes the lists that nobody wrote") {
  const std::string text = after_typing(kDrawn, "all drawn\n\nquit\n");
  // What it writes no verdict asks.  What travels is not drawn, and stays open.
  std::string wanted = kDrawn;
  wanted.insert(wanted.find("does = [\"infer\"]\n") + 17, "reads = [\"model\"]\nserves = [\"customer\"]\nuses = [\"runtime\"]\n");
  CHECK(text == wanted);
  CHECK(after_typing(kDrawn, "\n\n\ndrawn\n[]\nquit\n").find("carries = []") != std::string::npos);
  // And nothing is drawn twice: the flows stay, and are those of the lists.
  const auto before = world(kDrawn), after = world(text);
  CHECK(before->g().n_flows == after->g().n_flows);
}

TEST_CASE("an assumption is written as one") {
  // The list is skipped; then it is asked where things come from, and a word that it has not is asked again.
  CHECK(after_typing(kShop, "\nno-such-word\nassume no-such-word\nassume unknown\nassume\nassume internal\nquit\n") ==
        std::string(kShop) + "\n[assume.element.model]\norigin = [\"internal\"]\n");
}
