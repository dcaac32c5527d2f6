# merlon_registry(OUT_VAR NAMESPACE ns TYPE T HEADER h FOLDER f)
# Writes a .cpp with the list of what the files of a folder define, one `const T& <stem>()` a file, so that adding a
# file is all that adding a format or verb takes.  `-` in a file name becomes `_`.
function(merlon_registry out)
  cmake_parse_arguments(R "" "NAMESPACE;TYPE;HEADER;FOLDER" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${R_FOLDER}/*.cpp)
  list(SORT files)
  set(declarations "")
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(stem ${file} NAME_WE)
    string(REPLACE "-" "_" stem ${stem})
    string(APPEND declarations "const ${R_TYPE}& ${stem}();\n")
    string(APPEND entries "      &${stem}(),\n")
  endforeach()
  string(REPLACE "/" "_" flat ${R_FOLDER})
  set(path ${CMAKE_CURRENT_BINARY_DIR}/${flat}_registry.cpp)
  file(CONFIGURE OUTPUT ${path} @ONLY CONTENT
"// Generated from the files of core/${R_FOLDER}.
#include \"${R_HEADER}\"

namespace ${R_NAMESPACE} {
${declarations}
const std::vector<const ${R_TYPE}*>& all() {
  static const std::vector<const ${R_TYPE}*> list = {
${entries}  };
  return list;
}
}  // namespace ${R_NAMESPACE}
")
  set(${out} ${path} PARENT_SCOPE)
endfunction()
