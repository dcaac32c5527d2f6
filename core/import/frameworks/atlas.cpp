// MITRE ATLAS, data formats 3 to 6; each has a file in import/atlas/.
#include <fmt/format.h>

#include "base/text.hpp"
#include "import/atlas/formats.hpp"
#include "import/framework_reader.hpp"

namespace merlon::frameworks {
namespace {

bool read(const FrameworkRequest& request, FrameworkList& list) {
  atlas::AtlasFile file;
  if (!atlas::open_atlas(request, file)) return false;
  list.name = "MITRE ATLAS";
  list.licence = "Apache-2.0";
  atlas::AtlasList reading(request, list);
  const SourceValue format = file.tree.root()["format-version"];
  if (format && format.text() != "6" && !format.text().starts_with("6.")) {
    return reading.refuse(
        "E0505", format.span(),
        fmt::format("ATLAS data format `{}` is not known", printable(format.text())),
        "give a file of format 6, or ATLAS.yaml of release 5.6.1");
  }
  if (!(format ? atlas::read_format_6(file, reading) : atlas::read_format_5(file, reading))) {
    return false;
  }
  reading.finish();
  return true;
}

}  // namespace

const FrameworkReader& atlas() {
  static const FrameworkReader reader = {{"atlas"}, true, &read};
  return reader;
}

}  // namespace merlon::frameworks
