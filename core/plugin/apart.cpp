#include "plugin/apart.hpp"

#include <cstring>
#include <deque>
#include <memory>
#include <new>
#include <stdexcept>
#include <vector>

#include "base/bytes.hpp"

namespace merlon {
namespace {

struct Apart;

// What the engine sees of a pass; `pass` comes first, so that one is found by the address of the other.
struct PassApart {
  mrl_pass pass{};
  const Apart* plugin = nullptr;
};

// A plugin, and all that its table points to.
struct Apart {
  int library = -1;
  WorkerLimits limits;
  LoadPlugin load;
  mrl_plugin table{};
  mrl_pack pack{};
  std::string pack_text;
  std::vector<uint32_t> words;
  std::deque<std::string> texts;
  std::deque<std::vector<const char*>> lists;
  std::deque<mrl_option> options;
  std::deque<std::vector<const mrl_option*>> option_lists;
  std::deque<PassApart> passes;
  std::vector<const mrl_pass*> pass_list;
};

mrl_status never_here(const mrl_host*, mrl_ctx*, void*) { return MRL_ERR_FAILED; }

constexpr uint32_t kMostItems = 1024, kMostInAll = 1 << 16;

// ---- In the worker

void write_list(ByteWriter& w, const char* const* list) {
  uint32_t n = 0;
  while (list != nullptr && list[n] != nullptr) ++n;
  w.u32(n);
  for (uint32_t i = 0; i < n; ++i) w.text(list[i]);
}

void write_options(ByteWriter& w, const mrl_option* const* list) {
  uint32_t n = 0;
  while (list != nullptr && list[n] != nullptr) ++n;
  w.u32(n);
  for (uint32_t i = 0; i < n; ++i) {
    const mrl_option& o = *list[i];
    w.u32(o.type).text(o.key).text(o.fallback).text(o.help);
    write_list(w, o.choices);
    w.u64(static_cast<uint64_t>(o.min)).u64(static_cast<uint64_t>(o.max));
  }
}

// A table that was found to be well formed.
std::string bytes_of(const mrl_plugin& table) {
  ByteWriter w;
  w.u32(table.abi_major).u32(table.abi_minor).text(table.abi_hash).text(table.build).text(table.id).text(table.version);
  uint32_t n = 0;
  while (table.passes != nullptr && table.passes[n] != nullptr) ++n;
  w.u32(n);
  for (uint32_t i = 0; i < n; ++i) {
    const mrl_pass& p = *table.passes[i];
    w.u32(p.kind).u32(p.subjects).text(p.id).text(p.summary);
    for (const char* const* list : {p.needs, p.covers, p.does, p.kinds, p.roles, p.publishes}) write_list(w, list);
    write_options(w, p.options);
  }
  w.u32(table.pack == nullptr ? 0 : 1);
  if (table.pack == nullptr) return w.take();
  w.u32(table.pack->image_format);
  w.text({reinterpret_cast<const char*>(table.pack->words), table.pack->n_words * sizeof(uint32_t)});
  w.text({table.pack->text, table.pack->n_text});
  return w.take();
}

// ---- In the host

class Reading {
 public:
  Reading(Apart& apart, std::string_view bytes) : a_(apart), r_(bytes) {}

  bool read() {
    a_.table.magic = MRL_MAGIC;
    a_.table.size = sizeof(mrl_plugin);
    a_.table.abi_major = static_cast<uint16_t>(r_.u32());
    a_.table.abi_minor = static_cast<uint16_t>(r_.u32());
    a_.table.abi_hash = text();
    a_.table.build = text();
    a_.table.id = text();
    a_.table.version = text();
    for (uint32_t n = count(), i = 0; i < n; ++i) read_pass();
    a_.pass_list.push_back(nullptr);
    a_.table.passes = a_.pass_list.data();
    if (r_.u32() != 0) read_pack();
    return r_.at_end() && !too_many_;
  }

 private:
  uint32_t count() {
    const uint32_t n = r_.u32();
    items_ += n;
    too_many_ = too_many_ || n > kMostItems || items_ > kMostInAll;
    return too_many_ ? 0 : n;
  }
  const char* text() { return a_.texts.emplace_back(r_.text()).c_str(); }
  const char* const* list() {
    std::vector<const char*>& out = a_.lists.emplace_back();
    for (uint32_t n = count(), i = 0; i < n; ++i) out.push_back(text());
    out.push_back(nullptr);
    return out.data();
  }
  const mrl_option* const* options() {
    std::vector<const mrl_option*>& out = a_.option_lists.emplace_back();
    for (uint32_t n = count(), i = 0; i < n; ++i) {
      mrl_option& o = a_.options.emplace_back();
      o.size = sizeof(mrl_option);
      o.type = r_.u32();
      o.key = text();
      o.fallback = text();
      o.help = text();
      o.choices = list();
      o.min = static_cast<int64_t>(r_.u64());
      o.max = static_cast<int64_t>(r_.u64());
      out.push_back(&o);
    }
    out.push_back(nullptr);
    return out.data();
  }
  // Not re-entrant, whatever it says: workers are made by one thread.
  void read_pass() {
    PassApart& apart = a_.passes.emplace_back();
    apart.plugin = &a_;
    mrl_pass& p = apart.pass;
    p.size = sizeof(mrl_pass);
    p.kind = r_.u32();
    p.subjects = r_.u32();
    p.id = text();
    p.summary = text();
    for (const char* const** field : {&p.needs, &p.covers, &p.does, &p.kinds, &p.roles, &p.publishes}) *field = list();
    p.options = options();
    p.run = &never_here;
    a_.pass_list.push_back(&p);
  }
  void read_pack() {
    a_.pack.size = sizeof(mrl_pack);
    a_.pack.image_format = r_.u32();
    const std::string_view words = r_.text();
    a_.words.resize(words.size() / sizeof(uint32_t));
    if (!a_.words.empty()) std::memcpy(a_.words.data(), words.data(), a_.words.size() * sizeof(uint32_t));
    a_.pack_text = r_.text();
    a_.pack.words = a_.words.data();
    a_.pack.n_words = static_cast<uint32_t>(a_.words.size());
    a_.pack.text = a_.pack_text.data();
    a_.pack.n_text = static_cast<uint32_t>(a_.pack_text.size());
    a_.table.pack = &a_.pack;
  }

  Apart& a_;
  ByteReader r_;
  uint64_t items_ = 0;
  bool too_many_ = false;
};

}  // namespace

const WorkerLimits* Isolation::of(const std::string& id) const {
  const auto own = plugins.find(id);
  if (own != plugins.end()) return &own->second;
  return all ? &*all : nullptr;
}

tl::expected<const mrl_plugin*, std::string> load_apart(const std::string& id, int library, const WorkerLimits& limits, LoadPlugin load) {
  // For the life of the process, as tables of plugins are.
  static std::deque<std::unique_ptr<Apart>> all;
  Apart& apart = *all.emplace_back(std::make_unique<Apart>());
  apart.library = library;
  apart.limits = limits;
  apart.load = std::move(load);
  const WorkerOutcome outcome = in_worker(id, limits, {library}, [&] { return bytes_of(*apart.load()); });
  if (!outcome.failure.empty()) return tl::unexpected(outcome.failure);
  if (!Reading(apart, outcome.bytes).read()) return tl::unexpected(std::string("it gave no table of its passes"));
  return &apart.table;
}

namespace {

// As the first worker did; why not, without the code.
const mrl_plugin* again(const Apart& plugin) {
  try {
    return plugin.load();
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(std::string_view(error.what()).starts_with("E04") ? error.what() + 5 : error.what());
  }
}

}  // namespace

bool is_apart(const mrl_pass& pass) { return pass.run == &never_here; }

WorkerOutcome run_apart(const mrl_pass& pass, const std::function<std::string(const mrl_pass&)>& work) {
  const Apart& plugin = *reinterpret_cast<const PassApart*>(&pass)->plugin;
  return in_worker(plugin.table.id, plugin.limits, {plugin.library}, [&] {
    const mrl_plugin* table = again(plugin);
    for (const mrl_pass* const* p = table->passes; p != nullptr && *p != nullptr; ++p) {
      if (std::strcmp((*p)->id, pass.id) != 0) continue;
      if (!close_files_of_worker()) throw std::runtime_error("it can't be kept from opening files");
      try {
        return work(**p);
      } catch (const std::bad_alloc&) {
        throw std::runtime_error("there is no memory for what it gave");
      } catch (...) {
        throw std::runtime_error("it let an exception through the C border");
      }
    }
    throw std::runtime_error("it has no such pass any more");
  });
}

}  // namespace merlon
