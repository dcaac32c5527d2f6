// What years cost, of a result.
#pragma once

#include "report/report.hpp"
#include "result/result_text.hpp"

namespace merlon {

/// Shape:  `from` is the object `/losses`.
/// Units:  whole units of the currency, up to 10^15.
/// Errors: E0713, E0714 the two curves are not of the same years.
LossesRow read_losses(ResultText& in, const ResultText::Json& from);

}  // namespace merlon
