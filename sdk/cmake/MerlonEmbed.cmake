# merlon_embed(OUT_VAR FUNCTION f GLOB pattern)
# Writes a .cpp that defines `const std::vector<EmbeddedText>& f()` with the files that match, by name.
function(merlon_embed out)
  cmake_parse_arguments(E "" "FUNCTION;GLOB" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${E_GLOB})
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    get_filename_component(stem ${file} NAME_WE)
    file(READ ${file} text)
    # A raw string is at most 65536 characters long for some compilers; pieces are joined by the compiler.
    string(LENGTH "${text}" length)
    set(pieces "")
    set(at 0)
    while(at LESS length)
      string(SUBSTRING "${text}" ${at} 12000 piece)
      string(APPEND pieces "\n    R\"MERLON(${piece})MERLON\"")
      math(EXPR at "${at} + 12000")
    endwhile()
    string(APPEND entries "      {\"${stem}\",${pieces}},\n")
  endforeach()
  set(path ${CMAKE_CURRENT_BINARY_DIR}/${E_FUNCTION}.cpp)
  file(GENERATE OUTPUT ${path} CONTENT
"// Generated from the documentation.
#include \"cli/embedded.hpp\"

namespace merlon {

const std::vector<EmbeddedText>& ${E_FUNCTION}() {
  static const std::vector<EmbeddedText> list = {
${entries}  };
  return list;
}

}  // namespace merlon
")
  set(${out} ${path} PARENT_SCOPE)
endfunction()
