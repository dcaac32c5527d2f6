// What is drawn, of a result.
#pragma once

#include "report/report.hpp"
#include "result/result_text.hpp"

namespace merlon {

/// Shape:  `from` is the object `/picture`; names become indices, and no boundary lies in itself.
/// Errors: E0713.
Picture read_picture(ResultText& in, const ResultText::Json& from);

}  // namespace merlon
