#include "cli/checks/check.hpp"

#include <merlon/abi.h>
#include <sys/mman.h>

#include <cstring>
#include <mutex>

namespace merlon::checks {
namespace {

// A graph in pages of its own, which nobody can read any more once they are taken back.
class Lent {
 public:
  explicit Lent(const mrl_graph& graph) {
    const size_t offsets = (graph.n_nodes + 1) * sizeof(uint32_t), flows = graph.n_flows * sizeof(uint32_t);
    size_ = sizeof graph + 2 * offsets + 5 * flows + 2 * graph.n_nodes;
    pages_ = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages_ == MAP_FAILED) return;
    char* at = static_cast<char*>(pages_) + sizeof graph;
    const auto copy = [&](auto*& array, size_t bytes) {
      if (bytes > 0) std::memcpy(at, array, bytes);
      array = reinterpret_cast<std::remove_reference_t<decltype(array)>>(at);
      at += bytes;
    };
    mrl_graph own = graph;
    for (auto** array : {&own.out_off, &own.in_off}) copy(*array, offsets);
    for (auto** array : {&own.out_flow, &own.in_flow, &own.flow_from, &own.flow_to, &own.flow_kind}) copy(*array, flows);
    for (auto** array : {&own.open_in, &own.open_out}) copy(*array, graph.n_nodes);
    std::memcpy(pages_, &own, sizeof own);
  }
  bool made() const { return pages_ != MAP_FAILED; }
  const mrl_graph* graph() const { return static_cast<const mrl_graph*>(pages_); }
  // The addresses are never given again.
  void take_back() { ::mprotect(pages_, size_, PROT_NONE); }

 private:
  void* pages_ = MAP_FAILED;
  size_t size_ = 0;
};

std::vector<Lent> lent;
std::mutex lending;

const mrl_graph* lend(const mrl_ctx* ctx) {
  const std::lock_guard guard(lending);
  lent.emplace_back(*host_functions().graph(ctx));
  return lent.back().made() ? lent.back().graph() : host_functions().graph(ctx);
}

std::string check(const CheckedPlugin& plugin) {
  mrl_host host = host_functions();
  host.graph = &lend;
  for (const Probe& probe : plugin.probes) {
    for (int again = 0; again < 2; ++again) {
      what_is_said(plugin, probe.doc, &host);
      for (Lent& one : lent) one.take_back();
      lent.clear();
    }
  }
  return {};
}

}  // namespace

const Check& borrows() {
  static const Check one{"borrows", "it never looks at a graph after the run for which it was lent", &check};
  return one;
}

}  // namespace merlon::checks
