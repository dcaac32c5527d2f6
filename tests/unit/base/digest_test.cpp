// BLAKE2b-256 against vectors that others computed.
#include "base/digest.hpp"

#include "catch.hpp"

namespace merlon {
namespace {

// RFC 7693, appendix A hashes "abc" with 64 bytes; these are the 32-byte digests of its reference program.
TEST_CASE("known digests") {
  CHECK(blake2b_256("") == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(blake2b_256("abc") == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  CHECK(blake2b_256("The quick brown fox jumps over the lazy dog") ==
        "01718cec35cd3d796dd00020e0bfecb473ad23457d063b75eff29c0ffa2e58a9");
  CHECK(blake2b_256(std::string(1, '\0')) == "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314");
}

}  // namespace
}  // namespace merlon
