// What stands behind `rated`, `losses`, `price`, `year` and `reject` of abi.h while a scorer runs.
#pragma once

#include <merlon/abi.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/scorer_pass.hpp"

namespace merlon {

struct Scoring {
  const std::vector<ToPrice>& list;
  std::vector<std::optional<Price>> prices;
  std::optional<LossYear> year;
  std::string rejected, help;
};

// The functions of the host; for other passes, which have no Scoring, UNDECLARED.
mrl_status host_rated(const mrl_ctx* ctx, uint32_t index, mrl_rated* inout);
mrl_status host_losses(const mrl_ctx* ctx, mrl_losses* inout);
mrl_status host_price(mrl_ctx* ctx, uint32_t index, double events, double cost);
mrl_status host_year(mrl_ctx* ctx, const mrl_year* year);
mrl_status host_reject(mrl_ctx* ctx, mrl_str why, mrl_str help);

}  // namespace merlon
