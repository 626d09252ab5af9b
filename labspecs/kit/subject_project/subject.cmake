# Declares the programs, at the end of the submission's CMakeLists.txt.
cmake_policy(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/shared_libraries.cmake")

function(assay_check_target)
  if(NOT TARGET ${ASSAY_TARGET})
    message(FATAL_ERROR "The submission's CMakeLists.txt declares no target '${ASSAY_TARGET}'. "
      "Declare it with add_library(${ASSAY_TARGET} …).")
  endif()
  get_target_property(kind ${ASSAY_TARGET} TYPE)
  if(NOT kind MATCHES "^(STATIC|SHARED|OBJECT|INTERFACE)_LIBRARY$")
    message(FATAL_ERROR "The target '${ASSAY_TARGET}' is of the kind ${kind}, and must be a library that the "
      "grader's own main program is linked with. Declare it with add_library(${ASSAY_TARGET} …), without a "
      "main(); a program of yours can be another target.")
  endif()
endfunction()

function(assay_add_subjects)
  find_package(Threads REQUIRED)
  add_custom_target(assay_subjects)
  # main() is in the host library, and the host calls into the submission, which calls
  # back: the linker looks through both until nothing is missing.
  file(WRITE "${CMAKE_BINARY_DIR}/assay_empty.cpp" "")
  foreach(id IN LISTS ASSAY_HOSTS)
    add_executable(assay_subject-${id} "${CMAKE_BINARY_DIR}/assay_empty.cpp")
    set_target_properties(assay_subject-${id} PROPERTIES
      OUTPUT_NAME subject-${id} RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/out" BUILD_RPATH "$ORIGIN")
    target_link_libraries(assay_subject-${id} PRIVATE
      -Wl,--whole-archive "${ASSAY_HOST_${id}}" -Wl,--no-whole-archive ${ASSAY_TARGET} Threads::Threads
      ${ASSAY_LINK_${id}})
    add_dependencies(assay_subjects assay_subject-${id})
  endforeach()
endfunction()

assay_check_target()
assay_keep_shared_libraries("${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/out")
assay_add_subjects()
