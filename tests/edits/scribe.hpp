// One description in the many forms that TOML has for it.
#pragma once

#include <string>

#include "random.hpp"
#include "sketch.hpp"

namespace edits {

/// `sketch` with decisions and assumptions, each table and list in a form of its own: below headers, between braces, by
/// dotted keys, in one line or many, with comments, quoted keys, indentation, blank lines, CRLF, a byte order mark, or
/// without a line break at the end.
std::string written(laws::Random& random, const laws::Sketch& sketch);

/// The same text with other line ends, another end or a byte order mark.
std::string recast(laws::Random& random, std::string text);

}  // namespace edits
