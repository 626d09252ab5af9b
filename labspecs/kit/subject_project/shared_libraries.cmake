# The subject runs in another place than it was built in, with nothing of the build
# beside it but the shared libraries of this folder.

# Has each shared library that `source_folder` and the folders it adds declare be written
# to `output`, under one name and without links.
function(assay_keep_shared_libraries source_folder output)
  get_property(targets DIRECTORY "${source_folder}" PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(kind ${target} TYPE)
    if(kind STREQUAL "SHARED_LIBRARY")
      set_target_properties(${target} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${output}" BUILD_RPATH "$ORIGIN")
      set_property(TARGET ${target} PROPERTY VERSION)
      set_property(TARGET ${target} PROPERTY SOVERSION)
    endif()
  endforeach()
  get_property(folders DIRECTORY "${source_folder}" PROPERTY SUBDIRECTORIES)
  foreach(folder IN LISTS folders)
    assay_keep_shared_libraries("${folder}" "${output}")
  endforeach()
endfunction()
