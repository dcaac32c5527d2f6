// What follows from the other tables of a report alone.
#pragma once

#include "report/report.hpp"

namespace merlon {

/// Fills levels, phases, the findings of nodes and of entries, the silent plugins, the headline and what to do first.
/// Shape:  each of them is empty before; everything else is there.
/// Errors: none.
void derive(Report& report);

}  // namespace merlon
