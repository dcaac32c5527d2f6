// The files of import/frameworks/.
#include "import/framework_reader.hpp"

namespace merlon::frameworks {

const FrameworkReader& atlas();
const FrameworkReader& cosai();
const FrameworkReader& crosswalk();
const FrameworkReader& owasp();

const std::vector<const FrameworkReader*>& all() {
  static const std::vector<const FrameworkReader*> list = {&atlas(), &cosai(), &crosswalk(),
                                                           &owasp()};
  return list;
}

}  // namespace merlon::frameworks
