// Edits of a description, each shown as the text before and behind it.
#include <functional>

#include "catch.hpp"
#include "reading.hpp"
#include "syntax/edit/pipeline_editor.hpp"
#include "syntax/edit/toml_write.hpp"

namespace merlon {
namespace {

using Change = std::function<PipelineEditor::Done(PipelineEditor&)>;

/// The text after a change, or the diagnostic.
std::string changed(const std::string& text, const Change& change) {
  Sources sources;
  Diagnostics diagnostics;
  auto editor = PipelineEditor::open(sources, sources.add("p.toml", text), {}, diagnostics);
  if (!editor) return render(sources, diagnostics, false);
  const auto done = change(*editor);
  if (done) return editor->text();
  CHECK(editor->text() == text);
  diagnostics.add(done.error());
  return render(sources, diagnostics, false);
}

Change set(std::string element, std::string key, TomlValue value) {
  return [=](PipelineEditor& e) { return e.set(element, key, value); };
}
Change add(std::string element, std::string key, TomlValue item) {
  return [=](PipelineEditor& e) { return e.add_to_list(element, key, item); };
}
Change take_out(std::string element, std::string key, std::string name) {
  return [=](PipelineEditor& e) { return e.remove_from_list(element, key, name); };
}
Change remove(std::string element) {
  return [=](PipelineEditor& e) { return e.remove_element(element); };
}
Change remove_flow(std::string flow) {
  return [=](PipelineEditor& e) { return e.remove_flow(flow); };
}
Change assume(std::string element, std::string key, TomlValue value) {
  return [=](PipelineEditor& e) { return e.assume(element, key, value); };
}

const TomlValue kB = toml_string("b");
const TomlValue kControl = toml_table({{"id", toml_string("c")}, {"status", toml_string("planned")}});

TEST_CASE("a value is replaced where it stands") {
  CHECK(changed("[[stage]]\nid = 's'\nowner = \"a # ]\"  # who\n", set("s", "owner", kB)) ==
        "[[stage]]\nid = 's'\nowner = \"b\"  # who\n");
  CHECK(changed("[[stage]]\nid = \"s\"\n'owner'=\"\"\"\n[x]\n# no\"\"\" # who", set("s", "owner", kB)) ==
        "[[stage]]\nid = \"s\"\n'owner'=\"b\" # who");
  CHECK(changed("[pipeline]\nwhen = 2027-05-31 10:00:00Z\n", set("pipeline", "when", kB)) == "[pipeline]\nwhen = \"b\"\n");
  CHECK(changed("[pipeline]\nn = -1.5e+3\n", set("pipeline", "n", kB)) == "[pipeline]\nn = \"b\"\n");
  CHECK(changed("[pipeline]\nl = [\n  'a', # x\n  ']',\n]\nm = 1\n", set("pipeline", "l", kB)) == "[pipeline]\nl = \"b\"\nm = 1\n");
}

TEST_CASE("a new key comes behind the last of the element's own table") {
  CHECK(changed("[[stage]]\nid = 's'\n\n# about x\n[[stage]]\nid = 'x'\n", set("s", "owner", kB)) ==
        "[[stage]]\nid = 's'\nowner = \"b\"\n\n# about x\n[[stage]]\nid = 'x'\n");
  CHECK(changed("[[stage]]\n  id = 's'  # last\n[stage.x-more]\nk = 1\n", set("s", "owner", kB)) ==
        "[[stage]]\n  id = 's'  # last\n  owner = \"b\"\n[stage.x-more]\nk = 1\n");
  CHECK(changed("[[flow]]\r\nfrom = 'a'\r\nto = 'z'\r\n\r\n[x-t]\r\n", set("a..z", "owner", kB)) ==
        "[[flow]]\r\nfrom = 'a'\r\nto = 'z'\r\nowner = \"b\"\r\n\r\n[x-t]\r\n");
  CHECK(changed("[[stage]]\nid = 's'", set("s", "owner", kB)) == "[[stage]]\nid = 's'\nowner = \"b\"");
  CHECK(changed("[[stage]]\r\nid = 's'", set("s", "owner", kB)) == "[[stage]]\r\nid = 's'\r\nowner = \"b\"");
}

TEST_CASE("elements between braces and by dotted keys") {
  CHECK(changed("asset = [\n  { id = \"a\", kind = \"data\" },  # why\n]\n", set("a", "owner", kB)) ==
        "asset = [\n  { id = \"a\", kind = \"data\", owner = \"b\" },  # why\n]\n");
  CHECK(changed("asset = [{ id = \"a\", in.x = 1 }]\n", set("a", "in", kB)).starts_with("error[E0702]: `in` of asset `a`"));
  CHECK(changed("pipeline.id = \"p\"  # name\npipeline.owner = \"o\"\nformat = 1\n", set("pipeline", "criticality", kB)) ==
        "pipeline.id = \"p\"  # name\npipeline.owner = \"o\"\npipeline.criticality = \"b\"\nformat = 1\n");
  CHECK(changed("pipeline = { id = 'p' }\n", set("pipeline", "owner", kB)) == "pipeline = { id = 'p', owner = \"b\" }\n");
  CHECK(changed("pipeline = {}\n", set("pipeline", "owner", kB)) == "pipeline = { owner = \"b\" }\n");
  CHECK(changed("\xEF\xBB\xBF'pipeline'.\"id\" = \"p\"\n", set("pipeline", "owner", kB)) ==
        "\xEF\xBB\xBF'pipeline'.\"id\" = \"p\"\n'pipeline'.owner = \"b\"\n");
}

TEST_CASE("an item joins a list in the list's form") {
  const auto in_list = [](const std::string& list) {
    const std::string text = changed("[[stage]]\nid = 's'\nreads = " + list + "\n", add("s", "reads", kB));
    return text.substr(27, text.size() - 28);
  };
  CHECK(in_list("[]") == "[\"b\"]");
  CHECK(in_list("[ ]") == "[\"b\"]");
  CHECK(in_list("[\n]") == "[\n  \"b\",\n]");
  CHECK(in_list("[\n    # none yet\n]") == "[\n    # none yet\n    \"b\",\n]");
  CHECK(in_list("[\"a\"]") == "[\"a\", \"b\"]");
  CHECK(in_list("[ \"a\", ]") == "[ \"a\", \"b\", ]");
  CHECK(in_list("[\n  \"a\",\n]") == "[\n  \"a\",\n  \"b\",\n]");
  CHECK(in_list("[\n  \"a\"\n]") == "[\n  \"a\",\n  \"b\"\n]");
  CHECK(in_list("[\n  \"a\" # why ]\n  # and\n]") == "[\n  \"a\", # why ]\n  \"b\"\n  # and\n]");
  CHECK(in_list("[\n  \"a\", # why\n]") == "[\n  \"a\", # why\n  \"b\",\n]");
  CHECK(in_list("[\n  \"x\", \"a\",\n]") == "[\n  \"x\", \"a\", \"b\",\n]");
  CHECK(in_list("[ # c\n  \"a\"]") == "[ # c\n  \"a\", \"b\"]");
  CHECK(in_list("[\"a\" # why\n  , ]") == "[\"a\" # why\n  , \"b\", ]");
}

TEST_CASE("a list is begun, and controls with headers go on with them") {
  CHECK(changed("[[stage]]\nid = 's'\n", add("s", "controls", kControl)) ==
        "[[stage]]\nid = 's'\ncontrols = [{ id = \"c\", status = \"planned\" }]\n");
  CHECK(changed("[[stage]]\nid = 's'\n\n [[stage.'controls']]\n id = 'a'  # why\n\n[[stage]]\nid = 'x'\n", add("s", "controls", kControl)) ==
        "[[stage]]\nid = 's'\n\n [[stage.'controls']]\n id = 'a'  # why\n\n [[stage.'controls']]\n id = \"c\"\n status = \"planned\"\n\n"
        "[[stage]]\nid = 'x'\n");
  CHECK(changed("[[stage]]\nid = 's'\n[[stage.controls]]\nid = 'a'\n", add("s", "controls", kB)) ==
        "error[E0703]: `controls` of stage `s` lists tables\n  --> p.toml:3:9\n  |\n3 | [[stage.controls]]\n  |         ^^^^^^^^\n"
        "  = help: only a table can be added: `[[...controls]]`\n");
  CHECK(changed("[[stage]]\nid = 's'\nreads = 'a'\n", add("s", "reads", kB)) ==
        "error[E0703]: `reads` of stage `s` is a string, not a list\n  --> p.toml:3:10\n  |\n3 | reads = 'a'\n  |          ^\n"
        "  = help: write `reads = [...]`\n");
}

TEST_CASE("an item leaves a list") {
  const auto in_list = [](const std::string& list) {
    const std::string text = changed("[[stage]]\nid = 's'\nreads = " + list + "\n", take_out("s", "reads", "b"));
    return text.starts_with("[[stage]]") ? text.substr(27, text.size() - 28) : text;
  };
  CHECK(in_list("[\"b\"]") == "[]");
  CHECK(in_list("[\"a\", \"b\"]") == "[\"a\"]");
  CHECK(in_list("[\"b\", \"a\"]") == "[\"a\"]");
  CHECK(in_list("[\"a\", 'b', \"c\"]") == "[\"a\", \"c\"]");
  CHECK(in_list("[\"a\", \"b\",]") == "[\"a\",]");
  CHECK(in_list("[\"b\", \"b\"]") == "[]");
  CHECK(in_list("[\n  \"a\", # a\n  # b, ]\n  \"b\", # b\n  \"c\"\n]") == "[\n  \"a\", # a\n  \"c\"\n]");
  CHECK(in_list("[\n  \"a\",\n  \"b\"\n]") == "[\n  \"a\",\n]");
  CHECK(in_list("[\"a\" # a\n  , \"b\" ]") == "[\"a\" # a\n   ]");
  CHECK(in_list("[{ id = \"b\", status = \"planned\" }, \"a\"]") == "[\"a\"]");
  CHECK(in_list("[\n  \"\"\"\n# text\"\"\",\n  \"b\",\n]") == "[\n  \"\"\"\n# text\"\"\",\n]");
  CHECK(in_list("[\"a\"]") ==
        "error[E0703]: `reads` of stage `s` does not list `b`\n  --> p.toml:3:1\n  |\n3 | reads = [\"a\"]\n  | ^^^^^\n"
        "  = help: nothing was taken out\n");
}

TEST_CASE("an element goes with its comments and the tables inside it") {
  CHECK(changed("# top\n\n# about a\n[[asset]]\nid = 'a' # this\n# and this\n\n# about z\n[[asset]]\nid = 'z'\n", remove("a")) ==
        "# top\n\n# about z\n[[asset]]\nid = 'z'\n");
  CHECK(changed("[[asset]]\nid = 'a'\n# about z\n[[asset]]\nid = 'z'\n", remove("a")) == "# about z\n[[asset]]\nid = 'z'\n");
  CHECK(changed("format = 1\n\n[[stage]]\nid = 's'\n\n[[stage.controls]]\nid = 'c'\n", remove("s")) == "format = 1\n");
  CHECK(changed("[[stage]]\nid = 's'\n[pipeline]\nid = 'p'\n[stage.x-more]\nk = 1\n[x-t]\n", remove("s")) ==
        "[pipeline]\nid = 'p'\n[x-t]\n");
  CHECK(changed("note = \"\"\"\n# text\"\"\"\n[[stage]]\nid = 's'\n", remove("s")) == "note = \"\"\"\n# text\"\"\"\n");
  CHECK(changed("actor = [\n  { id = 'a' },\n  # who\n  { id = 'z' }, # z\n]\n", remove("z")) == "actor = [\n  { id = 'a' },\n]\n");
  CHECK(changed("[pipeline]\nid = 'p'\n", remove("pipeline")).starts_with("error[E0702]: the pipeline is written"));
}

TEST_CASE("a flow goes wherever it is written") {
  const std::string stage = "[[stage]]\nid = 's'\nreads = ['a', 'm']\nuses = [\"a\"]\nserves = ['who']\nwrites = ['a']\n";
  CHECK(changed(stage, remove_flow("a..s")) == "[[stage]]\nid = 's'\nreads = ['m']\nuses = []\nserves = ['who']\nwrites = ['a']\n");
  CHECK(changed(stage, remove_flow("s..a")) == "[[stage]]\nid = 's'\nreads = ['a', 'm']\nuses = [\"a\"]\nserves = ['who']\nwrites = []\n");
  CHECK(changed(stage, remove_flow("who..s")) == "[[stage]]\nid = 's'\nreads = ['a', 'm']\nuses = [\"a\"]\nserves = []\nwrites = ['a']\n");
  const std::string two = "[[flow]]\nfrom = 'm'\nto = 's'\n\n[[flow]]\nid = 'night'\nfrom = 'm'\nto = 's'\n\n" + stage;
  CHECK(changed(two, remove_flow("m..s")) ==
        "[[flow]]\nid = 'night'\nfrom = 'm'\nto = 's'\n\n[[stage]]\nid = 's'\nreads = ['a']\nuses = [\"a\"]\nserves = ['who']\nwrites = ['a']\n");
  CHECK(changed(two, remove_flow("night")) == "[[flow]]\nfrom = 'm'\nto = 's'\n\n" + stage);  // the second between these ends
  // The first one written is the implied one, under its own id.
  CHECK(changed("[[flow]]\nid = 'day'\nfrom = 'm'\nto = 's'\n\n" + stage, remove_flow("m..s")).starts_with("error[E0701]"));
  CHECK(changed("[[flow]]\nid = 'day'\nfrom = 'm'\nto = 's'\n\n" + stage, remove_flow("day")) ==
        "[[stage]]\nid = 's'\nreads = ['a']\nuses = [\"a\"]\nserves = ['who']\nwrites = ['a']\n");
}

TEST_CASE("a table is appended") {
  const TomlValue table = toml_table({{"finding", toml_string("t@s")}, {"reason", toml_string("say \"so\"\n\\ \xC3\xA4\x01")}});
  const auto append = [&](PipelineEditor& e) { return e.append("decision", table); };
  const std::string block = "[[decision]]\nfinding = \"t@s\"\nreason = \"say \\\"so\\\"\\n\\\\ \xC3\xA4\\u0001\"\n";
  CHECK(changed("a = 1\n", append) == "a = 1\n\n" + block);
  CHECK(changed("a = 1 # x", append) == "a = 1 # x\n\n" + block);
  CHECK(changed("", append) == block);
  CHECK(changed("decision = [ { finding = 'x' } ]\n", append) ==
        "decision = [ { finding = 'x' }, { finding = \"t@s\", reason = \"say \\\"so\\\"\\n\\\\ \xC3\xA4\\u0001\" } ]\n");
}

TEST_CASE("an assumption finds its table in every form") {
  CHECK(changed("a = 1\n", assume("s", "k", kB)) == "a = 1\n\n[assume.element.s]\nk = \"b\"\n");
  CHECK(changed("[assume.element.s]\nj = 1\n\n[x]\n", assume("s", "k", kB)) == "[assume.element.s]\nj = 1\nk = \"b\"\n\n[x]\n");
  CHECK(changed("[assume.element.s]\nk = 1 # x\n", assume("s", "k", kB)) == "[assume.element.s]\nk = \"b\" # x\n");
  CHECK(changed("[assume.kind.data]\nk = 1\n", assume("a..s", "k", kB)) == "[assume.kind.data]\nk = 1\n\n[assume.element.\"a..s\"]\nk = \"b\"\n");
  CHECK(changed("assume.element.x.j = 1\n[t]\n", assume("s", "k", kB)) == "assume.element.x.j = 1\nassume.element.s.k = \"b\"\n[t]\n");
  CHECK(changed("assume.element.s.j = 1\n[t]\n", assume("s", "k", kB)) == "assume.element.s.j = 1\nassume.element.s.k = \"b\"\n[t]\n");
  CHECK(changed("assume = { element = { x = { j = 1 } } }\n", assume("s", "k", kB)) ==
        "assume = { element = { x = { j = 1 }, s.k = \"b\" } }\n");
  CHECK(changed("[assume]\nelement.x.j = 1\n", assume("s", "k", kB)) == "[assume]\nelement.x.j = 1\nelement.s.k = \"b\"\n");
}

TEST_CASE("a key of a decision goes") {
  const auto drop = [](PipelineEditor& e) { return e.remove_from_decision(1, "by"); };
  CHECK(changed("[[decision]]\nby = 'x'\n[[decision]]\nby = 'me' # who\nfinding = 't@s'\n", drop) ==
        "[[decision]]\nby = 'x'\n[[decision]]\nfinding = 't@s'\n");
  CHECK(changed("[[decision]]\n[[decision]]\nfinding = 't@s'\nby = 'me'", drop) == "[[decision]]\n[[decision]]\nfinding = 't@s'");
  CHECK(changed("decision = [{}, { by = 'me', finding = 't@s' }]", drop) == "decision = [{}, { finding = 't@s' }]");
  CHECK(changed("decision = [{}, { finding = 't@s', by = 'me' }]", drop) == "decision = [{}, { finding = 't@s' }]");
  CHECK(changed("decision = [{}, { by = 'me' }]", drop) == "decision = [{}, {}]");
  CHECK(changed("decision = [{}]", drop).starts_with("error[E0701]: there is no such decision"));
}

TEST_CASE("nothing changes when the name or the new text is wrong") {
  CHECK(changed("[[stage]]\nid = 'score'\n", set("scroe", "k", kB)) ==
        "error[E0701]: nothing is called `scroe`\n  --> p.toml\n   = help: something with a similar name exists: `score`\n");
  CHECK(changed("[[stage]]\nid = 's'\n", set("s", "k", toml_string("a\xE2\x80\xAE"))).starts_with("error[E0105]"));
  CHECK(changed("[[stage]]\nid = 's'\n", set("s", "k", toml_string("\xFF"))).starts_with("error[E0102]"));
}

}  // namespace
}  // namespace merlon
