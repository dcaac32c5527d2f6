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
  gone.setAttribute("role", "status");
  document.body.prepend(gone);
  for (let failed = 0;;) {{
    let waits = false;
    try {{
      const answer = await fetch("/changes?since=" + shown, {{ signal: AbortSignal.timeout(30000) }}), said = await answer.text();
      waits = answer.ok && /^\d+$/.test(said);
      if (waits && said !== shown) return location.reload();
      if (!waits && answer.status !== 503) throw 0;
      failed = 0;
    }} catch {{
      ++failed;
    }}
    gone.className = failed > 1 ? "banner" : "";
    gone.textContent = failed > 1 ? "merlon serve does not answer, so this page no longer follows the description." : "";
    if (waits) continue;
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
