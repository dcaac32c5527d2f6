// A pack in which nothing is empty, and no two texts are the same.
#pragma once

#include "catalog/pack.hpp"

namespace merlon {

class WholePack {
 public:
  Pack make() {
    Pack p;
    p.id = next(), p.version = next();
    p.scales = {{next(), texts()}};
    p.audiences = {word()}, p.roles = {word()}, p.kinds = {word(), word()}, p.does = {word()}, p.capabilities = {word()}, p.outcomes = {word()}, p.forms = {word()};
    p.technologies = texts();
    p.facts = {fact(), fact()};
    p.facts[1].satisfied_by = {"digest"};
    p.defines = {{next(), 3, condition(), next()}};
    p.frameworks = {{next(), next(), next(), next(), next(), {entry(false), entry(true)}, {{next(), next(), texts()}}, texts(), texts()}};
    p.controls = {{next(), next(), next(), next(), next(), next(), 5, texts()}};
    p.domain = next();
    p.applies = {condition()};
    p.threats = {threat()};
    p.bundled = {{next(), next(), next(), next(), scope(), texts()}};
    p.bundled[0].scope.roles = {"public"};
    p.needed = texts();
    return p;
  }
  int last() const { return last_; }

 private:
  std::string next() { return "<" + std::to_string(++last_) + ">"; }
  std::vector<std::string> texts() { return {next(), next()}; }
  WordDef word() { return {next(), next(), next(), next(), true, true, texts(), texts(), true, texts()}; }
  ScopeDef scope() { return {7, texts(), texts(), {"public"}}; }
  FrameworkEntry entry(bool retired) { return {next(), next(), next(), next(), next(), texts(), texts(), retired}; }
  FactDef fact() {
    FactDef f;
    f.id = next(), f.on = 3, f.required = 1, f.type = FactType::words, f.inherits = 7, f.derived = true, f.open = true, f.may_be_empty = true;
    f.scale = next(), f.words = texts(), f.words_from = next(), f.kinds = texts(), f.does = texts();
    f.paradigms = texts(), f.fallback = next(), f.satisfies = next(), f.satisfied_by = {"digest"}, f.partly_by = texts();
    f.question = next(), f.why = next(), f.how = next(), f.form = next();
    return f;
  }
  Condition fact_is(std::vector<std::string> values) {
    Condition c;
    c.op = ConditionOp::fact, c.name = next(), c.values = std::move(values), c.line = 9;
    return c;
  }
  Condition bound() {
    Condition c = fact_is({});
    c.at_least = next(), c.at_most = "high";
    return c;
  }
  Condition condition() {
    Condition relation;
    relation.op = ConditionOp::relation, relation.relation = Relation::upstream, relation.as = next();
    relation.children = {fact_is(texts()), fact_is({"true"})};
    Condition any;
    any.op = ConditionOp::any;
    any.children = {bound(), relation};
    return any;
  }
  ThreatDef threat() {
    ThreatDef t;
    t.id = next(), t.domain = next(), t.name = next(), t.known_as = texts(), t.summary = next(), t.story = next(), t.false_positives = next(), t.noise = next();
    t.scope = scope(), t.phases = texts(), t.phase = next(), t.needs = next(), t.travels = next();
    t.maturity = next(), t.maturity_because = next();
    t.affects = texts(), t.cites = texts(), t.follows = texts(), t.evidence = texts();
    t.raises = {{condition(), next(), next(), texts(), {condition()}, {bound()}, texts(), texts(), next()}};
    t.cites_if = {{condition(), texts()}};
    t.controls = {{next(), next(), next()}};
    return t;
  }
  int last_ = 0;
};

inline Pack whole_pack() { return WholePack().make(); }
inline int last_text_of_whole_pack() {
  WholePack pack;
  pack.make();
  return pack.last();
}

}  // namespace merlon
