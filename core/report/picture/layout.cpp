#include "report/picture/layout.hpp"

#include "report/picture/grid.hpp"

namespace merlon {

Drawing lay_out(const Picture& picture) {
  if (picture.nodes.empty()) return {};
  return route(picture, place(picture, columns_of(picture)));
}

}  // namespace merlon
