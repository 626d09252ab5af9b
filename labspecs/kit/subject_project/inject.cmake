# Builds a subject: the submission's own library, and the lab's host around it. The
# submission's CMakeLists.txt is the topmost one, as where a student builds it, so that
# CMAKE_SOURCE_DIR and flags for all targets mean what they mean there; its first project()
# includes this file (CMAKE_PROJECT_TOP_LEVEL_INCLUDES). All of it runs inside the sandbox,
# and nothing that it prints or leaves is believed.
#   ASSAY_TARGET  the library target that the submission declares
#   ASSAY_HOST    the lab's host library
include("${CMAKE_CURRENT_LIST_DIR}/no_downloads.cmake")
# Deferred calls look their variables up only when they are made.
cmake_language(EVAL CODE "cmake_language(DEFER DIRECTORY [[${CMAKE_SOURCE_DIR}]]
  CALL include [[${CMAKE_CURRENT_LIST_DIR}/subject.cmake]])")
