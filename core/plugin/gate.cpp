#include "plugin/gate.hpp"

#include <fmt/format.h>
#include <merlon/abi.h>
#include <merlon/abi_hash.h>

namespace merlon {

AbiVersion host_abi() { return {8 * sizeof(void*), MRL_ABI_MAJOR, MRL_ABI_MINOR, MERLON_ABI_HASH}; }

std::optional<std::string> gate(const Note& plugin, const AbiVersion& host) {
  if (plugin.pointer_bits != host.pointer_bits) {
    return fmt::format("it has {}-bit pointers (built with {}) and this merlon has {}-bit ones",
                       plugin.pointer_bits, plugin.build, host.pointer_bits);
  }
  const bool major_differs = plugin.abi_major != host.major;
  const bool minor_differs =
      host.major == 0 ? plugin.abi_minor != host.minor : plugin.abi_minor > host.minor;
  if (major_differs || minor_differs) {
    return fmt::format(
        "it speaks plugin interface {}.{} (built with {}) and this merlon speaks {}.{}",
        plugin.abi_major, plugin.abi_minor, plugin.build, host.major, host.minor);
  }
  if (host.major == 0 && plugin.abi_hash != host.hash) {
    return fmt::format(
        "it was built (with {}) from another abi.h of plugin interface {}.{}: {} there, {} in this "
        "merlon",
        plugin.build, host.major, host.minor, plugin.abi_hash, host.hash);
  }
  return std::nullopt;
}

}  // namespace merlon
