#include "plugin/gate.hpp"

#include <fmt/format.h>
#include <merlon/abi.h>

namespace merlon {

AbiVersion host_abi() { return {8 * sizeof(void*), MRL_ABI_MAJOR, MRL_ABI_MINOR}; }

std::optional<std::string> gate(const Note& plugin, const AbiVersion& host) {
  if (plugin.pointer_bits != host.pointer_bits) {
    return fmt::format("it has {}-bit pointers (built with {}) and this merlon has {}-bit ones",
                       plugin.pointer_bits, plugin.build, host.pointer_bits);
  }
  if (plugin.abi_major != host.major || plugin.abi_minor > host.minor) {
    return fmt::format(
        "it speaks plugin interface {}.{} (built with {}) and this merlon speaks {}.{}",
        plugin.abi_major, plugin.abi_minor, plugin.build, host.major, host.minor);
  }
  return std::nullopt;
}

}  // namespace merlon
