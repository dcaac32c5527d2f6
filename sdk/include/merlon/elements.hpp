// Elements, their flows, and three-valued truth: what every kind of pass speaks in.  Include the header of the kind,
// such as analyzer.hpp.
#pragma once

#include <merlon/abi.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace merlon {
inline namespace sdk {

/// Three-valued truth; `&` is the minimum, `|` the maximum, `!` turns it over.
enum class Tri : uint32_t { no = MRL_TRI_NO, unknown = MRL_TRI_UNKNOWN, yes = MRL_TRI_YES };
constexpr Tri operator&(Tri a, Tri b) { return a < b ? a : b; }
constexpr Tri operator|(Tri a, Tri b) { return a < b ? b : a; }
constexpr Tri operator!(Tri a) { return static_cast<Tri>(2 - static_cast<uint32_t>(a)); }
constexpr Tri& operator&=(Tri& a, Tri b) { return a = a & b; }
constexpr Tri& operator|=(Tri& a, Tri b) { return a = a | b; }

enum class Kind : uint32_t {
  stage = MRL_STAGE,
  asset = MRL_ASSET,
  actor = MRL_ACTOR,
  flow = MRL_FLOW,
  boundary = MRL_BOUNDARY,
  pipeline = MRL_PIPELINE
};

/// For `.subjects`: `merlon::stages | merlon::assets`.
enum Mask : uint32_t {
  stages = 1u << MRL_STAGE,
  assets = 1u << MRL_ASSET,
  actors = 1u << MRL_ACTOR,
  flows = 1u << MRL_FLOW,
  boundaries = 1u << MRL_BOUNDARY,
  pipeline = 1u << MRL_PIPELINE
};
constexpr Mask operator|(Mask a, Mask b) { return static_cast<Mask>(uint32_t{a} | uint32_t{b}); }

/// One element of the pipeline; a value.
struct Element {
  mrl_ref ref{MRL_NONE, MRL_NONE};

  Kind kind() const { return static_cast<Kind>(ref.kind); }
  uint32_t index() const { return ref.index; }
  explicit operator bool() const { return ref.kind != MRL_NONE; }
  friend bool operator==(Element a, Element b) {
    return a.ref.kind == b.ref.kind && a.ref.index == b.ref.index;
  }
};
using Path = std::vector<Element>;  ///< nodes with the flows between them; empty when there is none

enum class FlowKind : uint32_t {
  reads = MRL_FLOW_READS,
  uses = MRL_FLOW_USES,
  writes = MRL_FLOW_WRITES,
  serves = MRL_FLOW_SERVES,
  written = MRL_FLOW_WRITTEN
};

/// A flow with its ends.
struct Flow {
  Element element, from, to;
  FlowKind kind;
};

/// The host refused a question: what the pass asked was wrong.
class Refused : public std::runtime_error {
 public:
  Refused(mrl_status status, const std::string& what)
      : std::runtime_error("the host refuses " + what + meaning(status)), status_(status) {}
  mrl_status status() const { return status_; }

 private:
  static const char* meaning(mrl_status status) {
    switch (status) {
      case MRL_ERR_ARGUMENT:
        return ": an argument is wrong";
      case MRL_ERR_UNKNOWN:
        return ": there is no such thing";
      case MRL_ERR_UNDECLARED:
        return ": the pass did not declare it";
      case MRL_ERR_SCOPE:
        return ": the subject is outside the scope";
      case MRL_ERR_TWICE:
        return ": it was given before";
      default:
        return "";
    }
  }
  mrl_status status_;
};

inline mrl_str to_c(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view from_c(mrl_str text) {
  return text.len == 0 ? std::string_view{} : std::string_view(text.ptr, text.len);
}

/// A range of values made from the numbers begin..end by `Make`.
template <class Make>
class Numbered {
 public:
  class iterator {
   public:
    using value_type = std::invoke_result_t<const Make&, uint32_t>;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    using reference = value_type;
    using pointer = void;
    iterator(const Make* make, uint32_t i) : make_(make), i_(i) {}
    value_type operator*() const { return (*make_)(i_); }
    iterator& operator++() { return ++i_, *this; }
    iterator operator++(int) { return {make_, i_++}; }
    bool operator==(const iterator& other) const { return i_ == other.i_; }

   private:
    const Make* make_;
    uint32_t i_;
  };
  Numbered(uint32_t begin, uint32_t end, Make make) : begin_(begin), end_(end), make_(make) {}
  iterator begin() const { return {&make_, begin_}; }
  iterator end() const { return {&make_, end_}; }
  uint32_t size() const { return end_ - begin_; }
  bool empty() const { return begin_ == end_; }

 private:
  uint32_t begin_, end_;
  Make make_;
};

struct NthElement {
  Kind kind;
  Element operator()(uint32_t i) const { return {{static_cast<uint32_t>(kind), i}}; }
};
struct NthRef {
  const mrl_ref* refs;
  Element operator()(uint32_t i) const { return {refs[i]}; }
};
struct NthFlow {
  const mrl_graph* graph;
  const uint32_t* flows;  ///< null: the number itself
  Flow operator()(uint32_t i) const {
    const uint32_t flow = flows == nullptr ? i : flows[i];
    return {{{MRL_FLOW, flow}},
            {mrl_ref_of(graph, graph->flow_from[flow])},
            {mrl_ref_of(graph, graph->flow_to[flow])},
            static_cast<FlowKind>(graph->flow_kind[flow])};
  }
};
using Elements = Numbered<NthElement>;
using Subjects = Numbered<NthRef>;
using Flows = Numbered<NthFlow>;

/// Asks for a path of unknown length: `query(out, capacity, &n)`.
template <class Query>
Path collect_path(const Query& query) {
  std::vector<mrl_ref> refs(16);
  uint32_t n = 0;
  for (;;) {
    const mrl_status status = query(refs.data(), static_cast<uint32_t>(refs.size()), &n);
    if (status != MRL_OK) throw Refused(status, "a path");
    if (n <= refs.size()) break;
    refs.resize(n);
  }
  Path path;
  path.reserve(n);
  for (uint32_t i = 0; i < n; ++i) path.push_back({refs[i]});
  return path;
}

}  // namespace sdk
}  // namespace merlon
