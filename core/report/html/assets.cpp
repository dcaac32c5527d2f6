#include "report/html/assets.hpp"

#include <fmt/format.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

#include "report/theme.hpp"

namespace merlon {

PageAsset PageAsset::style() { return PageAsset(std::string(page_styles().front().text)); }

PageAsset PageAsset::script() { return PageAsset(std::string(page_scripts().front().text)); }

PageAsset PageAsset::accent(std::string_view accent) { return PageAsset(is_colour(accent) ? fmt::format(":root{{--accent:{}}}\n", accent) : std::string()); }

PageAsset PageAsset::watch(uint64_t version) {
  return PageAsset(fmt::format(R"js((async () => {{
  const shown = "{}", gone = document.createElement("p");
  gone.className = "banner";
  gone.setAttribute("role", "status");
  for (let failed = 0;;) {{
    try {{
      const answer = await fetch("/changes?since=" + shown);
      if (answer.ok && await answer.text() !== shown) return location.reload();
      failed = 0;
      gone.remove();
      if (answer.ok) continue;
    }} catch {{
      gone.textContent = "merlon serve does not answer, so this page no longer follows the description.";
      if (++failed === 2) document.body.prepend(gone);
    }}
    await new Promise((done) => setTimeout(done, 1000));
  }}
}})();
)js", version));
}

std::string PageAsset::source() const {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text_.data()), text_.size());
  char text[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)];
  sodium_bin2base64(text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
  return fmt::format("'sha256-{}'", text);
}

}  // namespace merlon
