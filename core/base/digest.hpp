// BLAKE2b-256, the digest that plugins and packs are known by.
#pragma once

#include <string>
#include <string_view>

namespace merlon {

/// 64 lower-case hexadecimal digits.  Source: RFC 7693 through libsodium (`crypto_generichash`, 32 bytes, no key).
std::string blake2b_256(std::string_view bytes);

}  // namespace merlon
