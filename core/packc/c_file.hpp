// An image as a C file: `const mrl_pack <symbol>`.
#pragma once

#include <string>

#include "catalog/image.hpp"

namespace merlon {

std::string c_file(const Image& image, const std::string& symbol);

}  // namespace merlon
