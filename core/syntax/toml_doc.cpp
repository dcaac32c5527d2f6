#include "syntax/toml_doc.hpp"

#include <pthread.h>
#include <toml++/toml.h>

#include <algorithm>
#include <exception>
#include <sstream>

#include "syntax/line_index.hpp"
#include "syntax/prescan.hpp"
#include "syntax/toml_error.hpp"

namespace merlon {
namespace {

static_assert(TOML_EXCEPTIONS,
              "without exceptions toml++ is header-only: slow to compile and to run");

// toml++ recurses for each bracket and for each dot; the prescan bounds both, so this is 20 times
// what is needed.
constexpr size_t kStackBytes = size_t{64} << 20;

/// Turns toml++'s tree into ours: sorted by place instead of by name, places in bytes.
class Lowering {
 public:
  Lowering(std::string_view text, const LineIndex& lines) : text_(text), lines_(lines) {}

  TomlValue value(const toml::node& node) const;

 private:
  Span span(const toml::source_region& region) const;
  Span string_span(const toml::source_region& region) const;
  void table(const toml::table& from, TomlValue& to) const;
  void array(const toml::array& from, TomlValue& to) const;
  size_t offset(const toml::source_position& p) const { return lines_.offset(p.line, p.column); }

  std::string_view text_;
  const LineIndex& lines_;
};

Span Lowering::span(const toml::source_region& region) const {
  const size_t begin = offset(region.begin);
  const bool one_line = region.begin.line == region.end.line;
  return lines_.span(begin, one_line ? offset(region.end) : begin + 1);
}

// Between the quotes, so that a caret underlines the name; an empty string is shown with its
// quotes.
Span Lowering::string_span(const toml::source_region& region) const {
  const size_t begin = offset(region.begin);
  const size_t end = offset(region.end);
  const char quote = begin < text_.size() ? text_[begin] : ' ';
  if (region.begin.line != region.end.line || (quote != '"' && quote != '\'')) return span(region);
  const std::string_view raw = text_.substr(begin, end - begin);
  const bool triple = raw.size() >= 6 && raw[1] == quote && raw[2] == quote;
  const size_t quotes = triple ? 3 : 1;
  if (raw.size() <= 2 * quotes) return lines_.span(begin, end);
  return lines_.span(begin + quotes, end - quotes);
}

void Lowering::table(const toml::table& from, TomlValue& to) const {
  using Item = std::pair<const toml::key*, const toml::node*>;
  std::vector<Item> items;
  items.reserve(from.size());
  for (const auto& [key, node] : from) items.emplace_back(&key, &node);
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return a.first->source().begin < b.first->source().begin;
  });
  to.entries.reserve(items.size());
  for (const auto& [key, node] : items) {
    to.entries.push_back({std::string(key->str()), string_span(key->source()), value(*node)});
  }
}

void Lowering::array(const toml::array& from, TomlValue& to) const {
  to.items.reserve(from.size());
  for (const toml::node& node : from) to.items.push_back(value(node));
  // Elements given by headers begin where their list does, and toml++ lets the list end with the
  // last of them.
  if (!from.empty() && from.get(0)->source().begin == from.source().begin)
    to.span = to.items[0].span;
}

template <class T>
std::string iso(const T& value) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out << value;
  return out.str();
}

TomlValue Lowering::value(const toml::node& node) const {
  TomlValue out;
  out.span = span(node.source());
  node.visit([&](const auto& n) {
    using T = std::remove_cvref_t<decltype(n)>;
    if constexpr (toml::is_table<T>) {
      out.type = TomlType::table;
      table(n, out);
    } else if constexpr (toml::is_array<T>) {
      out.type = TomlType::array;
      array(n, out);
    } else if constexpr (toml::is_string<T>) {
      out.type = TomlType::string;
      out.text = n.get();
      out.span = string_span(n.source());
    } else if constexpr (toml::is_integer<T>) {
      out.type = TomlType::integer;
      out.integer = n.get();
    } else if constexpr (toml::is_floating_point<T>) {
      out.type = TomlType::real;
      out.real = n.get();
    } else if constexpr (toml::is_boolean<T>) {
      out.type = TomlType::boolean;
      out.boolean = n.get();
    } else {
      out.type = TomlType::date;
      out.text = iso(n.get());
    }
  });
  return out;
}

// All that needs the deep stack, the freeing of toml++'s tree included.
class ParseJob {
 public:
  std::string_view text;
  const LineIndex* lines = nullptr;
  std::optional<TomlValue> value;
  std::optional<Diagnostic> error;
  std::exception_ptr failure;

  // Nothing may leave the thread but through these fields.
  void run() {
    try {
      parse();
    } catch (...) {
      failure = std::current_exception();
    }
  }

 private:
  void parse() {
    try {
      const toml::table root = toml::parse(text);
      value = Lowering(text, *lines).value(root);
    } catch (const toml::parse_error& e) {
      const toml::source_position& at = e.source().begin;
      error = explain_complaint(text, *lines, {e.description(), lines->offset(at.line, at.column)});
    }
  }
};

extern "C" void* run_parse_job(void* job) {
  static_cast<ParseJob*>(job)->run();
  return nullptr;
}

bool run_on_deep_stack(ParseJob& job) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_t thread{};
  const bool started = pthread_attr_setstacksize(&attributes, kStackBytes) == 0 &&
                       pthread_create(&thread, &attributes, run_parse_job, &job) == 0;
  pthread_attr_destroy(&attributes);
  if (!started) return false;
  pthread_join(thread, nullptr);
  return true;
}

}  // namespace

const TomlValue* TomlValue::find(std::string_view key) const {
  const auto it = std::find_if(entries.begin(), entries.end(),
                               [&](const TomlEntry& e) { return e.key == key; });
  return it == entries.end() ? nullptr : &it->value;
}

std::string_view name_of(TomlType type) {
  switch (type) {
    case TomlType::string:
      return "a string";
    case TomlType::integer:
      return "an integer";
    case TomlType::real:
      return "a fractional number";
    case TomlType::boolean:
      return "a boolean";
    case TomlType::date:
      return "a date";
    case TomlType::array:
      return "a list";
    case TomlType::table:
      break;
  }
  return "a table";
}

std::optional<TomlValue> parse_toml(const Sources& sources, uint32_t file, const TomlLimits& limits,
                                    Diagnostics& diagnostics) {
  if (!prescan(sources, file, limits, diagnostics)) return std::nullopt;
  const std::string_view text = sources[file].text;
  const LineIndex lines(text, file);
  ParseJob job;
  job.text = text;
  job.lines = &lines;
  if (!run_on_deep_stack(job)) {
    Span whole;
    whole.file = file;
    diagnostics.add("E0109", whole,
                    "no thread with 64 MiB of stack could be started to parse this file", {},
                    "free memory, or raise the limits `ulimit -u` and `ulimit -v`");
    return std::nullopt;
  }
  if (job.failure) std::rethrow_exception(job.failure);
  if (job.error) {
    diagnostics.add(std::move(*job.error));
    return std::nullopt;
  }
  return std::move(job.value);
}

}  // namespace merlon
