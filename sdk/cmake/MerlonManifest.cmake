# Run after the link of a plugin: reads the pass notes as bytes and has merlon-packc write the manifest.
# cmake -DPACKC= -DSO= -DID= -DVERSION= -DABI= -DPACK= -DOUT= -P MerlonManifest.cmake
file(REMOVE ${OUT})
file(STRINGS ${SO} passes REGEX "^merlon-pass [a-z]+ [a-z0-9/-]+ [a-z0-9,-]+$")
list(SORT passes)
list(REMOVE_DUPLICATES passes)
set(arguments "")
if(PACK)
  list(APPEND arguments --pack ${PACK})
endif()
foreach(pass IN LISTS passes)
  string(REGEX REPLACE "^merlon-pass ([^ ]+) ([^ ]+) ([^ ]+)$" "\\1:\\2=\\3" pass ${pass})
  string(REGEX REPLACE "=-$" "" pass ${pass})
  list(APPEND arguments --pass ${pass})
endforeach()
execute_process(COMMAND ${PACKC} manifest --so ${SO} --id ${ID} --version ${VERSION} --abi ${ABI}
    ${arguments} --out ${OUT}
  COMMAND_ERROR_IS_FATAL ANY)
