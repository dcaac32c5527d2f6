// One self-contained page for people: what is wrong, where, why, what now, and what nobody knows.
#include "report/format.hpp"
#include "report/html/page.hpp"

namespace merlon::formats {

const Format& html() {
  static constexpr Format format = {"html", "a page to read, mail and print", write_page};
  return format;
}

}  // namespace merlon::formats
