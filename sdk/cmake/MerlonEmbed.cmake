# merlon_embed(OUT_VAR FUNCTION f [HEADER h] GLOB pattern... | FOLDER dir)
# Writes a .cpp that defines `const std::vector<EmbeddedText>& f()`, which the header h declares, with the files that match, by name without extension (a
# pipeline.toml by that of its folder); of a folder all that are in it at any depth, by their paths there.
function(merlon_embed out)
  cmake_parse_arguments(E "" "FUNCTION;FOLDER;HEADER" "GLOB" ${ARGN})
  if(NOT E_HEADER)
    set(E_HEADER cli/embedded.hpp)
  endif()
  if(E_FOLDER)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${E_FOLDER}/*)
  else()
    file(GLOB files CONFIGURE_DEPENDS ${E_GLOB})
  endif()
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    if(E_FOLDER)
      file(RELATIVE_PATH stem ${E_FOLDER} ${file})
    else()
      get_filename_component(stem ${file} NAME_WE)
      if(stem STREQUAL pipeline)
        get_filename_component(stem ${file} DIRECTORY)
        get_filename_component(stem ${stem} NAME)
      endif()
    endif()
    file(READ ${file} text)
    string(REPLACE "$<" "$<1:$><" text "${text}")  # file(GENERATE) leaves `$<` of a text as it is
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
"// Generated from the files of which it holds the texts.
#include \"${E_HEADER}\"

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
