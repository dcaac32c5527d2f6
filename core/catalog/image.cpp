#include "catalog/image.hpp"

#include <algorithm>
#include <type_traits>

#include "base/name_map.hpp"
#include <fmt/format.h>

#include "base/digest.hpp"

namespace merlon {
namespace {

constexpr uint32_t kMagic = 0x4D524C50;  // "MRLP"
constexpr size_t kDeepest = 64;          // conditions nest three relations; this only stops an endless image

// Both directions share one description of every record (`fields`), so they can't drift apart.
class Writer {
 public:
  explicit Writer(Image& out) : out_(out) {}
  void word(uint32_t value) { out_.words.push_back(value); }
  template <class Number>
  void number(Number& value) {
    word(static_cast<uint32_t>(value));
  }
  void text(std::string& value) {
    const auto [it, fresh] = seen_.try_emplace(value, static_cast<uint32_t>(out_.text.size()));
    if (fresh) out_.text += value;
    word(it->second);
    word(static_cast<uint32_t>(value.size()));
  }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    word(static_cast<uint32_t>(values.size()));
    for (T& value : values) each(value);
  }
  // Children before their parent; the parent pops as many as it says.
  void condition(Condition& root) {
    uint32_t count = 0;
    count_nodes(root, count);
    word(count);
    postfix(root);
  }
  bool good() const { return true; }

 private:
  static void count_nodes(const Condition& c, uint32_t& count) {
    ++count;
    for (const Condition& child : c.children) count_nodes(child, count);
  }
  void postfix(Condition& c) {
    for (Condition& child : c.children) postfix(child);
    word(static_cast<uint32_t>(c.op));
    word(static_cast<uint32_t>(c.relation));
    text(c.name);
    text(c.as);
    list(c.values, [&](std::string& v) { text(v); });
    text(c.at_least);
    text(c.at_most);
    word(c.line);
    word(static_cast<uint32_t>(c.children.size()));
  }

  Image& out_;
  NameMap<uint32_t> seen_;
};

class Reader {
 public:
  explicit Reader(const ImageView& in) : in_(in) {}
  uint32_t word() {
    if (at_ >= in_.n_words) {
      fail("it ends too early");
      return 0;
    }
    return in_.words[at_++];
  }
  template <class Number>
  void number(Number& value) {
    if constexpr (std::is_same_v<Number, bool>) {
      value = word() != 0;
    } else {
      value = static_cast<Number>(word());
    }
  }
  void text(std::string& value) {
    const uint32_t offset = word();
    const uint32_t length = word();
    if (offset > in_.n_text || length > in_.n_text - offset) return fail("a text lies outside of it");
    value.assign(in_.text + offset, length);
  }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    const uint32_t n = word();
    if (n > in_.n_words - at_) return fail("a list is longer than the image");
    values.resize(good() ? n : 0);
    for (T& value : values) {
      each(value);
      if (!good()) return;
    }
  }
  void condition(Condition& root) {
    const uint32_t count = word();
    if (count == 0 || count > in_.n_words - at_) return fail("a condition is empty or too long");
    std::vector<Condition> stack;
    std::vector<size_t> depths;  // told at once: what is too deep could not even be taken down again
    for (uint32_t i = 0; i < count && good(); ++i) {
      Condition c = node();
      const uint32_t arity = word();
      if (arity > stack.size()) return fail("a condition takes more parts than there are");
      size_t depth = 1;
      for (size_t part = depths.size() - arity; part < depths.size(); ++part) depth = std::max(depth, depths[part] + 1);
      if (depth > kDeepest) return fail("a condition nests too deep");
      depths.resize(depths.size() - arity);
      depths.push_back(depth);
      c.children.assign(std::make_move_iterator(stack.end() - arity), std::make_move_iterator(stack.end()));
      stack.resize(stack.size() - arity);
      if (!well_formed(c)) return fail("a condition has the wrong parts");
      stack.push_back(std::move(c));
    }
    if (!good()) return;
    if (stack.size() != 1) return fail("a condition has parts left over");
    root = std::move(stack[0]);
  }
  void fail(std::string why) {
    if (error_.empty()) error_ = std::move(why);
  }
  bool good() const { return error_.empty(); }
  bool at_end() const { return at_ == in_.n_words; }
  const std::string& error() const { return error_; }

 private:
  Condition node() {
    Condition c;
    const uint32_t op = word();
    const uint32_t relation = word();
    if (op > static_cast<uint32_t>(ConditionOp::relation)) fail("a condition has an unknown operator");
    if (relation >= kRelationWords.size()) fail("a condition has an unknown relation");
    c.op = static_cast<ConditionOp>(op);
    c.relation = static_cast<Relation>(relation);
    text(c.name);
    text(c.as);
    list(c.values, [&](std::string& v) { text(v); });
    text(c.at_least);
    text(c.at_most);
    c.line = word();
    return c;
  }
  static bool well_formed(const Condition& c) {
    if (c.op == ConditionOp::fact) return c.children.empty();
    if (c.op == ConditionOp::relation) return c.children.size() == 1 || c.children.size() == 2;
    return true;
  }

  const ImageView& in_;
  uint32_t at_ = 0;
  std::string error_;
};

template <class A> void strings(A& a, std::vector<std::string>& list) {
  a.list(list, [&](std::string& s) { a.text(s); });
}

template <class A> void fields(A& a, ScaleDef& d) { a.text(d.id); strings(a, d.words); }

template <class A> void fields(A& a, WordDef& d) {
  a.text(d.id); a.text(d.parent); a.text(d.given); a.text(d.means);
  a.number(d.learns); a.number(d.transparent); strings(a, d.must); strings(a, d.expects);
  a.number(d.spreads); strings(a, d.grants);
}

template <class A> void fields(A& a, FactDef& d) {
  a.text(d.id); a.number(d.on); a.number(d.required); a.number(d.type); a.number(d.inherits);
  a.number(d.derived); a.number(d.open); a.number(d.may_be_empty); a.text(d.scale); strings(a, d.words); a.text(d.words_from);
  strings(a, d.kinds); strings(a, d.does); strings(a, d.paradigms); a.text(d.fallback);
  a.text(d.satisfies); strings(a, d.satisfied_by); strings(a, d.partly_by);
  a.text(d.question); a.text(d.why); a.text(d.how); a.text(d.form);
}

template <class A> void fields(A& a, DefineDef& d) {
  a.text(d.name); a.number(d.on); a.condition(d.when); a.text(d.when_text);
}

template <class A> void fields(A& a, FrameworkEntry& d) {
  a.text(d.id); a.text(d.name); a.text(d.kind); a.text(d.parent); a.text(d.maturity);
  strings(a, d.tactics); strings(a, d.mitigates); a.number(d.retired);
}

template <class A> void fields(A& a, NotCitedDef& d) { a.text(d.reason); a.text(d.because); strings(a, d.ids); }

template <class A> void fields(A& a, FrameworkDef& d) {
  a.text(d.id); a.text(d.name); a.text(d.release); a.text(d.licence); a.text(d.source);
  a.list(d.entries, [&](FrameworkEntry& e) { fields(a, e); });
  a.list(d.not_cited, [&](NotCitedDef& n) { fields(a, n); });
  strings(a, d.alias_from); strings(a, d.alias_to);
}

template <class A> void fields(A& a, ControlDef& d) {
  a.text(d.id); a.text(d.name); a.text(d.summary); a.text(d.family); a.text(d.effort); a.text(d.verify);
  a.number(d.at); strings(a, d.satisfies);
}

template <class A> void fields(A& a, ScopeDef& d) {
  a.number(d.on); strings(a, d.does); strings(a, d.kinds); strings(a, d.roles);
}

template <class A> void fields(A& a, RaiseDef& d) {
  a.condition(d.when); a.text(d.reason); a.text(d.message); strings(a, d.cites);
  a.list(d.raise_if, [&](Condition& c) { a.condition(c); });
  a.list(d.lower_if, [&](Condition& c) { a.condition(c); });
  strings(a, d.raise_if_text); strings(a, d.lower_if_text); a.text(d.when_text);
}

template <class A> void fields(A& a, CiteDef& d) { a.condition(d.when); strings(a, d.ids); }

template <class A> void fields(A& a, CreditDef& d) { a.text(d.control); a.text(d.lowers); a.text(d.by); }

template <class A> void fields(A& a, ThreatDef& d) {
  a.text(d.id); a.text(d.domain); a.text(d.name); strings(a, d.known_as); a.text(d.summary); a.text(d.story);
  a.text(d.false_positives); a.text(d.noise); fields(a, d.scope); strings(a, d.phases); a.text(d.phase);
  a.text(d.needs); a.text(d.travels); a.text(d.maturity); a.text(d.maturity_because);
  strings(a, d.affects); strings(a, d.cites); strings(a, d.follows); strings(a, d.evidence);
  strings(a, d.gives); strings(a, d.builds_on);
  a.list(d.raises, [&](RaiseDef& r) { fields(a, r); });
  a.list(d.cites_if, [&](CiteDef& c) { fields(a, c); });
  a.list(d.controls, [&](CreditDef& c) { fields(a, c); });
}

template <class A> void fields(A& a, BundledDef& d) {
  a.text(d.threat); a.text(d.name); a.text(d.domain); a.text(d.plugin); fields(a, d.scope); strings(a, d.cites);
}

template <class A, class T> void records(A& a, std::vector<T>& list) {
  a.list(list, [&](T& t) { fields(a, t); });
}

template <class A> void fields(A& a, Pack& d) {
  a.text(d.id); a.text(d.version); strings(a, d.needed);
  records(a, d.scales); records(a, d.audiences); records(a, d.roles); records(a, d.kinds);
  records(a, d.does); records(a, d.capabilities); records(a, d.outcomes); records(a, d.forms); strings(a, d.technologies);
  records(a, d.facts); records(a, d.defines); records(a, d.frameworks); records(a, d.controls);
  a.text(d.domain); a.list(d.applies, [&](Condition& c) { a.condition(c); });
  records(a, d.threats); records(a, d.bundled);
}

}  // namespace

Image encode(const Pack& pack) {
  Image image;
  Writer writer(image);
  Pack copy = pack;
  writer.word(kMagic);
  fields(writer, copy);
  return image;
}

tl::expected<Pack, std::string> decode(const ImageView& image) {
  if (image.format != kImageFormat) {
    return tl::unexpected(fmt::format("it has image format {}, this is {}", image.format, kImageFormat));
  }
  if (image.words == nullptr || image.text == nullptr) return tl::unexpected(std::string("it is empty"));
  Reader reader(image);
  if (reader.word() != kMagic) return tl::unexpected(std::string("it is not a pack image"));
  Pack pack;
  fields(reader, pack);
  if (reader.good() && !reader.at_end()) reader.fail("it has words left over");
  if (!reader.good()) return tl::unexpected(reader.error());
  return pack;
}

std::string digest(const ImageView& image) {
  std::string bytes;
  bytes.reserve(4 * (size_t{image.n_words} + 1) + image.n_text);
  const auto append = [&](uint32_t word) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((word >> shift) & 0xFFu);
  };
  append(image.format);
  for (uint32_t i = 0; i < image.n_words; ++i) append(image.words[i]);
  bytes.append(image.text, image.n_text);
  return blake2b_256(bytes);
}

}  // namespace merlon
