// The style sheet of the HTML report, at most 20 KB, hand-written.
#pragma once

#include "report/html/escape.hpp"

namespace merlon {

Literal style_sheet();

}  // namespace merlon
