// What a pass gave in a worker, as bytes, and the same given again here: every record is checked as if the pass gave it now.
#pragma once

#include <string>
#include <string_view>

struct mrl_ctx;

namespace merlon {

/// In the worker, after the run.
std::string given_in(const mrl_ctx& ctx);

/// In the host.  What can't be read, or taken, is in `ctx.failed`.
void give_again(mrl_ctx& ctx, std::string_view bytes);

}  // namespace merlon
