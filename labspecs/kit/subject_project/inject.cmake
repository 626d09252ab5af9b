# Builds a subject: the submission's own library, and the lab's host around it. The
# submission's CMakeLists.txt is the topmost one, as where a student builds it, so that
# CMAKE_SOURCE_DIR and flags for all targets mean what they mean there; its first project()
# includes this file (CMAKE_PROJECT_TOP_LEVEL_INCLUDES). All of it runs inside the sandbox,
# and nothing that it prints or leaves is believed.
#   ASSAY_TARGET  the library target that the submission declares
#   ASSAY_HOSTS   the programs to build: id, id, …
#   ASSAY_HOST_<id>  the host library of each
#   ASSAY_LINK_<id>  what is linked with each behind all else: -lcurl, …
#   ASSAY_SANITIZER  empty, or "thread": how everything is instrumented
include("${CMAKE_CURRENT_LIST_DIR}/no_downloads.cmake")
# Whatever is said of a place says it of the submission, wherever that lies.
if(NOT CMAKE_SOURCE_DIR STREQUAL "/submission")
  add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}=/submission" "-ffile-prefix-map=${CMAKE_BINARY_DIR}=/build")
endif()
if(ASSAY_SANITIZER)
  # Options of the folder, and not CMAKE_CXX_FLAGS, which a submission may set anew. An
  # instrumented build finds other things to warn of, which must not fail one with -Werror:
  # -w, wherever it stands. The code is not to know that it is watched, but for libstdc++,
  # which must.
  add_compile_options(-fsanitize=${ASSAY_SANITIZER} -fno-omit-frame-pointer -g -w
    -U__SANITIZE_THREAD__ -D_GLIBCXX_TSAN=1)
  add_link_options(-fsanitize=${ASSAY_SANITIZER})
endif()
# Deferred calls look their variables up only when they are made.
cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]]
  CALL include [[${CMAKE_CURRENT_LIST_DIR}/subject.cmake]])")
