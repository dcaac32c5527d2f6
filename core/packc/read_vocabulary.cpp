#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/text.hpp"
#include "packc/read.hpp"
#include "packc/table_reader.hpp"

namespace merlon {
namespace {

class VocabularyReader {
 public:
  VocabularyReader(PackReading& out, Diagnostics& diagnostics) : out_(out), pack_(out.pack), diagnostics_(diagnostics) {}

  void document(const TomlValue& doc) {
    for (const TomlEntry& entry : doc.entries) section(entry);
  }

 private:
  void section(const TomlEntry& entry) {
    if (entry.key == "format") return;
    if (entry.key == "levels") return each(entry, &VocabularyReader::scale);
    if (entry.key == "audience-trust") return each(entry, &VocabularyReader::audience);
    if (entry.key == "role") return each(entry, &VocabularyReader::role);
    if (entry.key == "kind") return each(entry, &VocabularyReader::kind);
    if (entry.key == "does") return each(entry, &VocabularyReader::does);
    if (entry.key == "capability") return each(entry, &VocabularyReader::capability);
    if (entry.key == "outcome") return each(entry, &VocabularyReader::outcome);
    if (entry.key == "form") return each(entry, &VocabularyReader::form);
    if (entry.key == "fact") return each(entry, &VocabularyReader::stated);
    if (entry.key == "derived") return each(entry, &VocabularyReader::derived);
    if (entry.key == "technology") return technology(entry.value);
    if (entry.key == "define" && entry.value.is(TomlType::array)) {
      for (const TomlValue& item : entry.value.items) define(item);
      return;
    }
    static constexpr std::string_view kSections[] = {"levels", "audience-trust", "role", "kind", "does", "capability", "outcome", "form", "fact", "derived", "technology", "define"};
    const std::string_view near = nearest(entry.key, kSections);
    diagnostics_.add("E0301", entry.key_span, fmt::format("unknown section `{}` in the vocabulary", entry.key), "",
                     near.empty() ? fmt::format("its sections are {}", listed(kSections)) : fmt::format("a similar section exists: `{}`", near));
  }

  void each(const TomlEntry& entry, void (VocabularyReader::*read)(const TomlEntry&)) {
    if (!entry.value.is(TomlType::table)) {
      diagnostics_.add("E0303", entry.value.span, fmt::format("`{}` is a table of entries", entry.key));
      return;
    }
    for (const TomlEntry& one : entry.value.entries) {
      out_.places.push_back({one.key, one.key_span});
      (this->*read)(one);
    }
  }

  void scale(const TomlEntry& e) {
    ScaleDef def{e.key, {}};
    for (const TomlValue& item : e.value.items) def.words.push_back(item.text);
    if (def.words.empty()) diagnostics_.add("E0303", e.value.span, "a scale is a list of words, low to high");
    pack_.scales.push_back(std::move(def));
  }

  void audience(const TomlEntry& e) {
    WordDef def;
    def.id = e.key;
    def.given = e.value.text;
    pack_.audiences.push_back(std::move(def));
  }

  void role(const TomlEntry& e) {
    TableReader t(e.value, "a role", diagnostics_);
    WordDef def;
    def.id = e.key;
    def.given = t.text("may", true);
    def.means = t.text("means", true);
    pack_.roles.push_back(std::move(def));
  }

  void kind(const TomlEntry& e) {
    TableReader t(e.value, "an asset kind", diagnostics_);
    WordDef def;
    def.id = e.key;
    def.parent = t.text("parent");
    def.means = t.text("means", true);
    def.learns = t.boolean("learns", false);
    def.must = t.texts("must");
    pack_.kinds.push_back(std::move(def));
  }

  void does(const TomlEntry& e) {
    TableReader t(e.value, "a `does` word", diagnostics_);
    WordDef def;
    def.id = e.key;
    def.given = t.word("phase", kPhases, true);
    def.means = t.text("means", true);
    def.transparent = t.boolean("transparent", false);
    def.must = t.texts("must");
    def.expects = t.texts("expects");
    pack_.does.push_back(std::move(def));
  }

  void capability(const TomlEntry& e) {
    TableReader t(e.value, "a capability", diagnostics_);
    WordDef def;
    def.id = e.key;
    def.given = t.text("given-by", true);
    def.means = t.text("means", true);
    pack_.capabilities.push_back(std::move(def));
  }

  void outcome(const TomlEntry& e) {
    TableReader t(e.value, "an outcome", diagnostics_);
    WordDef def;
    def.id = e.key;
    def.given = t.text("says", true);
    def.means = t.text("means", true);
    def.spreads = t.boolean("spreads", false);
    def.grants = t.texts("grants");
    pack_.outcomes.push_back(std::move(def));
  }

  void form(const TomlEntry& e) {
    TableReader t(e.value, "a form", diagnostics_);
    WordDef def;
    def.id = e.key;
    def.means = t.text("question", true);
    pack_.forms.push_back(std::move(def));
  }

  void technology(const TomlValue& v) {
    TableReader t(v, "the technologies", diagnostics_);
    pack_.technologies = t.texts("words", true);
  }

  void stated(const TomlEntry& e) { fact(e, false); }
  void derived(const TomlEntry& e) { fact(e, true); }

  static FactType type_of(std::string_view word) {
    if (word == "level") return FactType::level;
    if (word == "word") return FactType::word;
    if (word == "words") return FactType::words;
    if (word == "integer") return FactType::integer;
    if (word == "text") return FactType::text;
    return FactType::boolean;
  }

  void fact(const TomlEntry& e, bool derived) {
    static constexpr std::string_view kTypes[] = {"bool", "level", "word", "words", "integer", "text"};
    TableReader t(e.value, derived ? "a derived fact" : "a fact", diagnostics_);
    FactDef def;
    def.id = e.key;
    def.derived = derived;
    def.on = read_element_kinds(t.texts("on", true), e.key_span, diagnostics_);
    def.required = read_element_kinds(t.texts("required"), e.key_span, diagnostics_);
    def.type = type_of(t.word("type", kTypes, true));
    def.scale = t.text("levels", def.type == FactType::level);
    def.words = t.texts("words");
    def.words_from = t.text("words-from");
    def.open = t.boolean("open", false);
    def.may_be_empty = t.boolean("may-be-empty", false);
    def.kinds = t.texts("kinds");
    def.does = t.texts("does");
    def.paradigms = t.texts("paradigms");
    def.fallback = t.text("default");
    def.satisfies = t.text("satisfies");
    def.satisfied_by = t.texts("satisfied-by", !def.satisfies.empty());
    def.partly_by = t.texts("partly-by");
    def.question = t.text("question", !derived);
    def.why = t.text("why", !derived);
    def.how = t.text(derived ? "how" : "derived-by", derived);
    def.form = t.text("form");
    t.text("unit");
    t.text("unknown-if");
    for (const std::string& from : t.texts("inherits")) {
      if (from == "store") def.inherits |= inherits_store;
      else if (from == "boundary") def.inherits |= inherits_boundary;
      else if (from == "pipeline") def.inherits |= inherits_pipeline;
      else diagnostics_.add("E0304", e.key_span, fmt::format("nothing is inherited from `{}`", from));
    }
    pack_.facts.push_back(std::move(def));
  }

  void define(const TomlValue& v) {
    TableReader t(v, "a define", diagnostics_);
    DefineDef def;
    def.name = t.text("name", true);
    def.on = read_element_kinds(t.texts("on", true), v.span, diagnostics_);
    if (const TomlValue* when = t.value("when", true)) def.when = read_condition(*when, diagnostics_);
    out_.places.push_back({def.name, v.span});
    pack_.defines.push_back(std::move(def));
  }

  PackReading& out_;
  Pack& pack_;
  Diagnostics& diagnostics_;
};

}  // namespace

void read_vocabulary(const TomlValue& doc, PackReading& out, Diagnostics& diagnostics) {
  VocabularyReader(out, diagnostics).document(doc);
}

}  // namespace merlon
